"""Every vignette gives the plan that a clinician expects: see `vignette.py` for how one is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from registry.domain.continuity import RULES, Case, make_plan
from registry.domain.continuity_gathering import pieces_of
from registry.domain.continuity_open_need import open_need, open_needs
from registry.domain.continuity_rules import BESIDE_RULES, NEED_RULES, WORK_RULES
from registry.structure import to_plain
from tests.domain.vignette import VIGNETTES, case_of, misses, plan_in_full, plan_of

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


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_word_of_the_plan_is_as_it_was_read(file: Path) -> None:
    assert plan_in_full(file) == (VIGNETTES / "plans" / file.name).read_text("utf-8")


def test_no_plan_lies_about_without_its_vignette() -> None:
    assert {file.name for file in (VIGNETTES / "plans").glob("*")} == {file.name for file in FILES}


def test_every_rule_is_met_by_a_vignette() -> None:
    met = {line.rule for file in FILES for line in plan_of(_told(file)).lines}
    assert {rule.code for rule in RULES} - met == set()


# Neighbours that no record can hold side by side, and why; each has its own vignettes.
APART = {
    ("parts-missing-not-here", "completed-parts-not-recorded"): "one programme has parts, and it is one piece of work",
    ("not-convicted", "offence-not-judged"): "who is not convicted is asked about every offence, judged or not",
}
NEIGHBOURS = [
    pair
    for table in (WORK_RULES, BESIDE_RULES, NEED_RULES)
    for pair in zip((one.code for one in table), (one.code for one in table[1:]), strict=False)
]


def _pairs_met(case: Case) -> set[tuple[str, str]]:
    """Neighbours that meet in a case: on one piece or need, where the first decides and the second holds too, or
    on two pieces or needs of one plan."""
    pieces, plan = pieces_of(case.history.work), make_plan(case)
    there = {line.rule for line in plan.lines}
    met = {(first, second) for first, second in NEIGHBOURS if {first, second} <= there}
    for piece in pieces:
        at = next(place for place, rule in enumerate(WORK_RULES) if rule.when(case, piece))
        if at + 1 < len(WORK_RULES) and WORK_RULES[at + 1].when(case, piece):
            met.add((WORK_RULES[at].code, WORK_RULES[at + 1].code))
    of_needs = {rule.code for rule in NEED_RULES}
    so_far = tuple(line for line in plan.lines if line.rule not in of_needs)
    for need in open_needs(case):
        seen = open_need(case, need, pieces, so_far)
        holds = [place for place, rule in enumerate(NEED_RULES) if rule.when(case, seen)]
        if holds and holds[0] + 1 in holds:
            met.add((NEED_RULES[holds[0]].code, NEED_RULES[holds[0] + 1].code))
    return met


def test_every_pair_of_neighbouring_rules_meets_in_a_vignette() -> None:
    met = {pair for file in FILES for pair in _pairs_met(case_of(_told(file)))}
    assert set(NEIGHBOURS) - met == set(APART)
    assert len(NEIGHBOURS) == len(WORK_RULES) + len(BESIDE_RULES) + len(NEED_RULES) - 3


# What a later reader is misled by when it is left out (the product's own list of such cases), and who shows it.
MISLEADING = {
    "dose offered and received, and whose doing the absences were": ("completed-with-few-sessions",),
    "sessions nobody marked are not attendance": ("sessions-nobody-marked",),
    "part of a programme under the name of the whole": ("dbt-skills-group-only", "dbt-missing-part-not-here"),
    "individual delivery instead of a group": ("booster-took-place",),
    "adapted for a learning disability": ("learning-disability-adapted-offer",),
    "accreditation as it stood at the time": ("accreditation-lapsed-then",),
    "withdrawn later": ("withdrawn-part-done", "prison-history-by-report"),
    "written down later, not at the time": ("written-down-later",),
    "who judged completion, and by what definition": ("completed-without-definition",),
    "why it stopped: the person, clinicians, the service, security or the law": (
        "contra-indicated",
        "stopped-by-the-service",
        "community-left-by-choice",
    ),
    "whether the offence was discussed": ("on-remand",),
    "not convicted at the time": ("next-to-advice-while-untried",),
    "one acronym, two programmes": ("two-programmes-called-scp",),
    "moved to a successor: neither completed nor stopped": ("moved-to-successor",),
    "closed is not completed": ("closed-as-cancelled",),
}


@pytest.mark.parametrize("case", MISLEADING)
def test_what_misleads_when_it_is_left_out_has_its_vignette(case: str) -> None:
    for name in MISLEADING[case]:
        assert (VIGNETTES / f"{name}.json").is_file(), name
