"""Every vignette gives the plan that a clinician expects: see `vignette.py` for how one is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from registry.domain.continuity import RULES
from registry.structure import to_plain
from tests.domain.vignette import VIGNETTES, misses, plan_of

FILES = sorted(VIGNETTES.glob("*.json"))


def _told(file: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return told


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_plan(file: Path) -> None:
    vignette = _told(file)
    plan, expect = plan_of(vignette), vignette["expect"]
    shown = "\n".join(f"{line.key} | {line.kind} | {line.reason} | {line.cautions}" for line in plan.lines)
    left = list(plan.lines)
    for wanted in expect["lines"]:
        fits = [line for line in left if not misses(line, wanted)]
        assert fits, f"no line is {wanted}: {[misses(line, wanted) for line in left]}\n{shown}"
        left.remove(fits[0])
    if expect.get("only"):
        assert not left, f"unexpected: {[line.key for line in left]}\n{shown}"
    text = json.dumps(to_plain(plan), ensure_ascii=False)
    for never in expect.get("never", ()):
        assert never not in text, f"{never!r} is in the plan\n{shown}"


def test_every_rule_is_met_by_a_vignette() -> None:
    met = {line.rule for file in FILES for line in plan_of(_told(file)).lines}
    assert {rule.code for rule in RULES} - met == set()
