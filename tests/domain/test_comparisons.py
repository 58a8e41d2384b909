"""Work beside prison programmes: what a named judge said of the programmes, and nothing where nobody did."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from registry.catalogue.loader import load_catalogue, load_needs
from registry.domain.catalogue import OverlapJudgement, Strength
from registry.domain.comparisons import beside_prison
from registry.domain.summary import Comparison
from tests.domain.build import intervention, on, urn

PROGRAMMES = load_catalogue().programmes
WORK = intervention(title="Life Minus Violence", edition_id="LMVE/2010")
JUDGED = OverlapJudgement(
    id=urn("judged"),
    covers="LMVE",
    covered="KAIZEN-GV",
    needs=("violence",),
    strength=Strength.PARTIAL,
    basis="Both manuals read\nside by side",
    caution="Kaizen has its own words.",
    judged_by="Dr Ewa Nkosi, clinical psychologist",
    on=on("2026-03-01"),
)


def beside(*overlaps: OverlapJudgement, edition: str | None = "LMVE/2010") -> tuple[Comparison, ...]:
    return beside_prison(overlaps, (replace(WORK, edition_id=edition),), programmes=PROGRAMMES, needs=load_needs())


def test_a_judgement_is_told_as_its_judge_made_it() -> None:
    (told,) = beside(JUDGED)
    assert told.judgement == (
        "Covers part of it, for violence. Basis: Both manuals read side by side. With care: Kaizen has its own words."
    )
    assert (told.work, told.beside) == ("Life Minus Violence", PROGRAMMES["KAIZEN-GV"].title)
    assert (told.by, told.on) == (JUDGED.judged_by, JUDGED.on)
    (none,) = beside(replace(JUDGED, covers="LMVE/2010", covered="KAIZEN-GV/2017", needs=(), strength=Strength.NONE))
    assert none.judgement.startswith("Covers nothing of it. Basis: ")
    assert none.beside == told.beside


@pytest.mark.parametrize(
    ("overlaps", "edition"),
    [
        ((), "LMVE/2010"),
        ((JUDGED,), None),
        ((JUDGED,), "TSP/2016"),
        ((replace(JUDGED, covers="LMVE/1999"),), "LMVE/2010"),
        ((replace(JUDGED, covered="NOT-KNOWN-HERE"),), "LMVE/2010"),
        ((replace(JUDGED, covered="LMVE"), replace(JUDGED, covered="DBT")), "LMVE/2010"),
        ((replace(JUDGED, covers="KAIZEN-GV", covered="LMVE"),), "LMVE/2010"),
    ],
)
def test_without_a_judgement_of_this_work_beside_a_prison_programme_there_is_none(
    overlaps: tuple[OverlapJudgement, ...], edition: str | None
) -> None:
    assert "custody" not in PROGRAMMES["LMVE"].settings
    assert {"custody", "medium-secure"} <= {*PROGRAMMES["DBT"].settings}
    assert beside(*overlaps, edition=edition) == ()


def test_of_one_judge_the_latest_speaks_and_another_beside_it() -> None:
    later = replace(JUDGED, id=urn("later"), strength=Strength.SLIGHT, on=on("2026-05-01"))
    other = replace(JUDGED, id=urn("other"), judged_by="Dr Femi Ade, forensic psychologist")
    assert [(one.by, one.on) for one in beside(JUDGED, later, other)] == [
        (other.judged_by, other.on),
        (later.judged_by, later.on),
    ]
    twice = beside_prison((JUDGED,), (WORK, WORK), programmes=PROGRAMMES, needs=MappingProxyType({}))
    assert len(twice) == 1
