"""Rows of the data set: one participant however many records, coarse days, and nothing that is not known made up."""

from datetime import date
from typing import Any

import pytest

from registry.catalogue.loader import load_catalogue, load_needs
from registry.catalogue.transfer_clock import load_clock
from registry.domain.assessment import Direction, Occasion, Rater, Score
from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Outcome
from registry.domain.coarse import AGES, NOT_RECORDED, WAITS, age_band, band, quarter
from registry.domain.dataset_counts import Counts
from registry.domain.dataset_questions import OTHER_WORK, TREATMENT
from registry.domain.dataset_rows import dataset_rows
from registry.domain.dataset_tables import Tables, UnitRecords
from registry.domain.dates import PartialDate, Recorded
from registry.domain.entry import ParticipantLink
from registry.domain.errors import InvalidValue
from registry.domain.ethnicity import Ethnicity
from registry.domain.intervention import State
from registry.domain.participant import CommunicationNeeds, Known, Sex
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.pseudonym import Pseudonyms
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.repeat import Repeat, RepeatReason, RepeatStop
from registry.domain.session import Attended
from registry.domain.transfer import AssessmentForTransfer, Transfer
from registry.intake.dataset_folder import check_rows, table_schema
from tests.domain.build import UNIT, closure, edition, intervention, on, participant, person, session, urn

TODAY = date(2026, 11, 22)
NAMES = Pseudonyms(key=b"k" * 32)
ELSEWHERE = EstablishmentRef(id=urn("elsewhere"), name="Elsewhere", tier=Tier.PRISON)


def laid(**records: Any) -> Tables:
    editions = records.pop("editions", {})
    members: dict[str, Any] = {
        "participants": (participant(),),
        "edition_of": lambda one: editions.get(one.id),
        **records,
    }
    tables = dataset_rows(
        UnitRecords(unit=UNIT, rules=load_clock(), needs=frozenset(load_needs()), **members), NAMES, TODAY
    )
    assert list(check_rows(tables, UNIT.id)) == []
    return tables


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-01", "2026-Q1"),
        ("2026-03", "2026-Q1"),
        ("2026-12-31", "2026-Q4"),
        ("2026", "2026"),
        (None, NOT_RECORDED),
    ],
)
def test_a_day_becomes_its_quarter_and_a_year_stays_a_year(day: str | None, said: str) -> None:
    assert quarter(PartialDate(day) if day else None) == said


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("2008-11-23", "under-18"),
        ("2008-11-22", "18-25"),
        ("1961-11-22", "56-65"),
        ("1900", "over-65"),
        ("2000", NOT_RECORDED),
    ],
)
def test_an_age_is_told_in_bands_and_not_guessed(born: str, said: str) -> None:
    assert age_band(PartialDate(born), TODAY) == said


def test_bands_meet_and_what_may_lie_in_two_is_not_recorded() -> None:
    assert [band(n, n, WAITS) for n in (0, 28, 29, 365, 366)] == ["0-28", "0-28", "29-90", "181-365", "over-365"]
    assert band(28, 29, WAITS) == NOT_RECORDED
    assert band(0, 17, AGES) == "0-17"


def test_a_pseudonym_is_the_same_under_one_key_and_differs_by_key_and_kind() -> None:
    one = NAMES.of("participant", urn("a"))
    assert one == Pseudonyms(key=b"k" * 32).of("participant", urn("a"))
    assert one not in (
        Pseudonyms(key=b"l" * 32).of("participant", urn("a")),
        NAMES.of("intervention", urn("a")),
        NAMES.of("participant", urn("b")),
    )
    assert "kkk" not in repr(NAMES)
    with pytest.raises(InvalidValue):
        Pseudonyms(key=b"short")


def test_linked_records_are_one_and_what_they_disagree_about_is_not_recorded() -> None:
    records = (
        participant(id=urn("a"), sex=Sex.FEMALE, ethnicity=Ethnicity.AFRICAN),
        participant(id=urn("b"), communication=CommunicationNeeds(learning_disability=Known.YES)),
        participant(id=urn("c"), sex=Sex.MALE, ethnicity=Ethnicity.CARIBBEAN),
        participant(id=urn("d"), sex=Sex.MALE),
    )
    links = (
        ParticipantLink(id=urn("1"), one=urn("b"), other=urn("a"), reason="r"),
        ParticipantLink(id=urn("2"), one=urn("c"), other=urn("b"), reason="r"),
        ParticipantLink(id=urn("3"), one=urn("d"), other=urn("a"), reason="r", ended_because="no"),
    )
    courses = tuple(intervention(name, participant_id=urn(name)) for name in "abcd")
    tables = laid(participants=records, links=links, interventions=courses)
    told = sorted((row["sex"], row["ethnicity"], row["learning_disability"]) for row in tables["participants"])
    assert told == [("male", NOT_RECORDED, NOT_RECORDED), (NOT_RECORDED, "black", "yes")]
    assert len({row["participant"] for row in tables["interventions"]}) == 2
    assert Counts.of(tables, ()).number("participants", "how many", "counted") == 2


def test_only_the_units_own_work_is_in_it_and_only_of_those_who_stand() -> None:
    tables = laid(
        interventions=(
            intervention("own"),
            intervention("theirs", establishment=ELSEWHERE),
            intervention("of nobody", participant_id=urn("entered in error")),
        )
    )
    assert [row["intervention"] for row in tables["interventions"]] == [NAMES.of("intervention", urn("own"))]
    assert len(tables["participants"]) == 1


def test_a_stop_counts_once_and_not_where_the_programme_was_begun_again_with_a_reason() -> None:
    def stop(name: str, programme: str, day: str) -> RepeatStop:
        return RepeatStop(
            id=urn(name), participant_id=urn("participant"), programme_id=programme, on=on(day), of=("a record",)
        )

    again = Repeat(reason=RepeatReason.LONG_AGO, words="Ten years.", by=person(), on=on("2025-02-01"), of=("a record",))
    tables = laid(
        interventions=iter([intervention("again", edition_id="TSP/1", repeat=again)]),
        stops=(stop("1", "TSP", "2025-01-01"), stop("2", "DBT", "2025-08-01"), stop("3", "DBT", "2025-01-01")),
    )
    (row,) = tables["repetition"]
    assert (row["event"], row["programme"], row["on"]) == ("repeat-stopped", "DBT", "2025-Q1")
    assert tables["interventions"][0]["repeat"] == "long-ago"


def test_somebody_of_whom_no_table_speaks_is_not_in_it() -> None:
    assert laid()["participants"] == []


def test_dose_is_counted_and_what_is_known_by_report_alone_is_not_recorded() -> None:
    sessions = (
        session(1, minutes=90),
        session(2, Attended.PART, minutes=30),
        session(3, Attended.NO, absence=AbsenceReason.NO_STAFF),
        session(4, Attended.UNMARKED),
    )
    known = intervention("known", sessions=sessions, edition_id="COURSE/2020")
    reported = intervention("reported", recorded=Recorded.REPORTED)
    tables = laid(interventions=(known, reported), editions={known.id: edition()})
    rows = {row["intervention"]: row for row in tables["dose"]}
    dose = rows[NAMES.of("intervention", known.id)]
    assert (dose["expected"], dose["offered"], dose["received"], dose["minutes"]) == ("10", "4", "2", "120")
    assert (dose["absent_service"], dose["absent_clinical"], dose["not_marked"], dose["met"]) == ("1", "0", "1", "no")
    unknown = rows[NAMES.of("intervention", reported.id)]
    assert {unknown[name] for name in ("expected", "offered", "received", "minutes", "absent_legal")} == {NOT_RECORDED}


def test_a_therapeutic_setting_is_never_counted_as_completed_treatment() -> None:
    lived = intervention("lived", state=State.CLOSED, closure=closure(), edition_id="PIPE/1")
    setting = edition("PIPE", kind=Kind.SETTING, form=CourseForm.RESIDENTIAL)
    counts = Counts.of(laid(interventions=(lived,), editions={lived.id: setting}), ())
    assert counts.number(TREATMENT, "how it stands", "completed") == 0
    assert counts.number(OTHER_WORK, "how many", "counted") == 1


def test_an_early_end_is_told_by_its_cause_and_a_transfer_as_one() -> None:
    ended = closure(outcome=Outcome.NOT_COMPLETED, judged_by=None, reason=StopReason.NO_STAFF)
    moved = closure(outcome=Outcome.TRANSFERRED, judged_by=None, reason=StopReason.TRANSFERRED, left_to_do="half")
    tables = laid(
        interventions=tuple(
            intervention(f"{n}", state=State.CLOSED, closure=one) for n, one in enumerate((ended, moved, closure()))
        )
    )
    counts = Counts.of(tables, ())
    told = ("ended before its end: the service", "transferred in progress", "completed")
    assert [counts.number(TREATMENT, "how it stands", one) for one in told] == [1, 1, 1]


def test_local_programmes_measures_and_unknown_needs_are_not_named() -> None:
    own = intervention("own", edition_id=f"{UNIT.id}:LAMB/1", needs=("anger", "of-our-own"))
    score = Score(
        id=urn("s"),
        participant_id=urn("participant"),
        measure="Our own form by Dr Nkosi",
        version="2",
        subscale="Sam's part",
        value="-3",
        lowest="-5",
        highest="5",
        direction=Direction.LOWER_IS_BETTER,
        occasion=Occasion.PRE,
        on=on("2025-02-03"),
        rater=Rater.SELF,
    )
    tables = laid(interventions=(own,), scores=((score, None),))
    (row,), (reading,) = tables["interventions"], tables["scores"]
    assert (row["programme"], row["target_needs"]) == ("local", "anger;other")
    assert (reading["measure"], reading["scale"], reading["value"]) == ("local", "other", "-3")


def test_a_transfer_is_told_from_the_units_side_with_its_clock_and_what_was_reused() -> None:
    move = Transfer(
        id=urn("t"),
        participant_id=urn("participant"),
        leaving=ELSEWHERE,
        going_to=UNIT,
        requested=on("2026-01-02"),
        referred=on("2026-01-10"),
        assessments=(AssessmentForTransfer(on=on("2026-01-20"), by="Dr A", establishment=UNIT, reused="HCR-20"),),
        accepted=on("2026-02-01"),
        accepted_by="Dr A",
        transferred=on("2026-02-20"),
    )
    far = Transfer(
        id=urn("far"), participant_id=urn("participant"), leaving=ELSEWHERE, going_to=ELSEWHERE_TOO, referred=on("2026")
    )
    tables = laid(transfers=(move, far))
    (row,) = tables["transfers"]
    assert (row["side"], row["other_tier"], row["state"]) == ("arriving", "prison", "took-place")
    assert (row["assessments"], row["assessments_reused"]) == ("1", "1")
    clock = {one["rule"]: (one["reading"], one["days"]) for one in tables["transfer_clock"]}
    assert clock["referral-to-assessment"] == ("within", "0-14")
    assert clock["assessment-to-transfer"] == ("over", "29-56")
    assert clock["request-to-transfer"] == ("over", "29-56")


ELSEWHERE_TOO = EstablishmentRef(id=urn("elsewhere too"), name="Elsewhere too", tier=Tier.LOW)


def test_the_schema_takes_every_id_of_the_catalogue() -> None:
    catalogue = load_catalogue()
    taken = {
        ("interventions", "programme"): catalogue.programmes,
        ("interventions", "target_needs"): load_needs(),
        ("repetition", "target_need"): load_needs(),
        ("scores", "measure"): catalogue.measures,
        ("scores", "scale"): {scale.id for one in catalogue.measures.values() for scale in one.scales},
        ("transfer_clock", "rule"): {rule.id for rule in load_clock()},
    }
    for (table, name), ids in taken.items():
        (column,) = [one for one in table_schema(table).columns if one.name == name]
        assert [one for one in ids if not column.takes(one)] == []
