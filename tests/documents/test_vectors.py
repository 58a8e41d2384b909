"""The files in tests/vectors: made anew byte for byte, named after their attacks, and judged as the manifest says."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from registry.documents.foreign_file import ruling_on
from registry.documents.trusted_directory import load_directory, load_next_directory
from registry.domain.bearing import rulings_together
from registry.domain.errors import Refused
from registry.domain.verdict import Verdict
from tests.vector_maker.catalogue import build

VECTORS = Path(__file__).parent.parent / "vectors"
CASES: list[dict[str, Any]] = json.loads((VECTORS / "manifest.json").read_text("utf-8"))["vectors"]


def judged(case: dict[str, Any]) -> tuple[str, str | None]:
    """Return our verdict on a case, and the reason where it is refused."""
    now = datetime.strptime(case["clock"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    data = (VECTORS / case["file"]).read_bytes()
    try:
        if case["kind"] == "directory":
            if "installed" in case:
                installed = load_directory((VECTORS / case["installed"]).read_bytes(), now=now)
                load_next_directory(data, now=now, installed=installed.standing)
            else:
                load_directory(data, now=now)
            return Verdict.TRUSTED, None
        listed = case.get("directory")
        directory = load_directory((VECTORS / listed).read_bytes(), now=now) if listed else None
        files = (case["file"], *case.get("beside", ()))
        alone = [
            ruling_on((VECTORS / file).read_bytes(), now=now, directory=directory, recipient=case.get("recipient"))
            for file in files
        ]
        ruling = rulings_together(alone)[0]
    except Refused as error:
        return Verdict.REFUSED, error.reason
    assert ruling.superseded == case.get("superseded", False)
    return ruling.verdict, ruling.reason


def test_making_them_anew_gives_the_same_bytes() -> None:
    made = build()
    there = {path.relative_to(VECTORS).as_posix(): path for path in VECTORS.rglob("*") if path.is_file()}
    assert there.keys() == made.keys(), "Run `make vectors`."
    stale = [name for name, data in made.items() if there[name].read_bytes() != data]
    assert stale == [], "Run `make vectors`."


def test_there_are_enough_and_more_refused_than_accepted() -> None:
    count = Counter(case["verdict"] == Verdict.REFUSED for case in CASES)
    assert len(CASES) >= 60
    assert count[True] >= 2 * count[False]
    assert {case["file"] for case in CASES if ("attack" in case) != (case["verdict"] == Verdict.REFUSED)} == set()


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_our_verifier_says_what_the_manifest_says(case: dict[str, Any]) -> None:
    assert judged(case) == (case["verdict"], case.get("reason"))
