"""Of a participant who has not been convicted nothing about offending reaches a prison; what treats health does."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.catalogue.loader import load_catalogue, load_needs
from registry.domain.addressing import Purpose
from registry.domain.assessment import Assessment
from registry.domain.described_edition import describe
from registry.domain.edition import Term
from registry.domain.history import History, Work
from registry.domain.participant import Known
from registry.domain.product import Progress, Skill
from registry.domain.profiles import editions_of, select
from registry.domain.summary import Comparison
from registry.domain.voice import Audience
from registry.structure import to_plain
from tests.domain import build
from tests.domain.build import UNIT, edition, history, intervention, need, on, session, urn, work
from tests.domain.whole_history import STATEMENT, TERMS, real_plan
from tests.sweeps import share_of

CATALOGUE = load_catalogue()
OFFENCE = TERMS.offence


def of(programme_id: str, **changes: Any) -> Work:
    """Work on a programme of the catalogue, in its newest edition."""
    programme = CATALOGUE.programme(programme_id)
    known = describe(programme, programme.editions[-1])
    return work(intervention(f"w-{programme_id}", edition_id=known.edition_id, **changes), known)


def sent(seen: History, purpose: Purpose = Purpose.PRISON) -> str:
    subject = select(seen, purpose, statement=STATEMENT_BESIDE, plan=real_plan, terms=TERMS)
    return json.dumps([to_plain(subject), [to_plain(one) for one in editions_of(seen, subject, purpose, TERMS)]])


STATEMENT_BESIDE = replace(
    STATEMENT,
    comparisons=(
        Comparison(
            work="DBT", beside="Kaizen: sexual offence", judgement="zeisig", by="Dr Ewa Nkosi", on=on("2025-11")
        ),
    ),
)


def untried(**changes: Any) -> History:
    return history(participant=build.participant(untried=True), **changes)


def rsvp() -> Assessment:
    return Assessment(
        id=urn("rsvp"),
        participant_id=urn("participant"),
        tool="RSVP",
        version="1",
        on=on("2025-04"),
        rater="Dr Ewa Nkosi",
        establishment=UNIT,
        judgements="zeisig",
    )


def glossed(one: Work) -> Work:
    assert one.edition is not None
    return replace(one, edition=replace(one.edition, glossary=(Term(theirs="zeisig word", common="plan"),)))


PLANTS: dict[str, Any] = {
    "kaizen": lambda: {
        "work": (
            glossed(
                of(
                    "KAIZEN-SO",
                    sessions=(session("zeisig"),),
                    progress=(Progress(need="sexual-offending", on=on("2025-05"), by="Dr N", learnt="zeisig"),),
                )
            ),
        )
    },
    "alleged": lambda: {"work": (work(intervention("Work on the alleged stabbing zeisig"), None),)},
    "plain title": lambda: {"work": (work(intervention("zeisig talks"), None),)},
    "matched, by its title": lambda: {
        "work": (work(intervention("The stabbing zeisig"), edition("Z", title="zeisig", needs=("mood",))),)
    },
    "not known": lambda: {"work": (work(intervention("zeisig"), edition("ZEISIG", discusses_offence=Known.UNKNOWN)),)},
    "need": lambda: {"needs": (need("sexual-offending", note="zeisig"), need("violence", note="zeisig"))},
    "tool": lambda: {"assessments": (rsvp(),)},
    "voice": lambda: {"voice": (build.voice("zeisig", *Audience, about="the index offence"),)},
    "in treatment": lambda: {"progress": (Progress(need="violence", on=on("2025-05"), by="Dr N", learnt="zeisig"),)},
    "skill": lambda: {"skills": (Skill(skill="Away from the victim zeisig"),)},
}


def planted(chosen: set[str]) -> History:
    parts: dict[str, tuple[Any, ...]] = {}
    for name in sorted(chosen):
        for part, records in PLANTS[name]().items():
            parts[part] = (*parts.get(part, ()), *records)
    course = of(
        "DBT",
        needs=("mood",),
        progress=parts.pop("progress", ()),
        skills=(*parts.pop("skills", ()), Skill(skill="Step back")),
    )
    parts["work"] = (course, *parts.get("work", ()))
    parts["needs"] = (need("mood"), *parts.get("needs", ()))
    return untried(**parts)


@settings(max_examples=share_of(60))
@given(st.sets(st.sampled_from(sorted(PLANTS)), min_size=1))
def test_with_and_without_offence_work_a_prison_reads_the_same(chosen: set[str]) -> None:
    said = sent(planted(chosen))
    assert said == sent(planted(set()))
    assert "zeisig" not in said
    assert "Dialectical behaviour therapy" in said
    for code in ("sexual-offending", '"violence"', "RSVP", "KAIZEN"):
        assert code not in said


@pytest.mark.parametrize("name", sorted(set(PLANTS)))
def test_each_of_them_reaches_the_treating_team(name: str) -> None:
    assert "zeisig" in sent(planted({name}), Purpose.TRANSFER)


@settings(max_examples=share_of(60))
@given(st.sets(st.sampled_from(sorted(CATALOGUE.programmes)), max_size=6))
def test_for_any_programmes_no_work_on_offending_is_named(chosen: set[str]) -> None:
    works = tuple(of(name) for name in sorted(chosen))
    said = sent(untried(work=works))
    for one in works:
        assert one.edition is not None
        if one.edition.discusses_offence is Known.YES or set(one.edition.needs) & {"sexual-offending", "firesetting"}:
            assert one.intervention.title + '"' not in said
            assert one.edition.edition_id not in said
    for code in OFFENCE.needs:
        assert f'"{code}"' not in said


@pytest.mark.parametrize("name", ["DBT", "MBT", "CBTP", "SCHEMA", "HV", "MBCT", "RPREV", "STEPPS", "BSR"])
def test_treatment_of_health_travels(name: str) -> None:
    assert CATALOGUE.programme(name).title in sent(untried(work=(of(name),)))


@pytest.mark.parametrize("name", ["KAIZEN-GV", "BBR", "IOW", "HORIZON", "TSP", "ASRO", "DTC", "SYC", "LMVE", "FIPMO"])
def test_offence_work_stays(name: str) -> None:
    said = sent(untried(work=(of(name),)))
    assert CATALOGUE.programme(name).title not in said
    assert f'"{name}"' not in said


def test_the_list_is_made_of_needs_there_are() -> None:
    for needs in (OFFENCE.needs, OFFENCE.beside_treatment, OFFENCE.clinical_needs, OFFENCE.health_needs):
        assert needs
        assert set(needs) <= set(load_needs())
    assert set(OFFENCE.beside_treatment) <= set(OFFENCE.needs)


@pytest.mark.parametrize("text", ["the index offence", "the alleged stabbing", "he denies it", "her victims", "RSVP"])
def test_words_that_an_approver_looks_at(text: str) -> None:
    assert OFFENCE.named_in(text)


@pytest.mark.parametrize("text", ["stable mood", "in charge of the kitchen", "Start again in May", "sharing a room"])
def test_words_that_are_none(text: str) -> None:
    assert not OFFENCE.named_in(text)
