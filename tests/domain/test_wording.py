"""Facts of the record as sentences: what a board or a prison officer reads at once."""

from dataclasses import replace

import pytest

from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import Recorded
from registry.domain.intervention import State, StateMove
from registry.domain.placement import LegalStatus, Placement
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.session import Attended
from registry.domain.wording import (
    absences_words,
    as_many_as_fit,
    attendance_words,
    clip,
    held_words,
    outcome_words,
    outside_words,
)
from tests.domain.build import UNIT, closure, edition, intervention, on, session, urn

STAFF, ESCORT, UNWELL = AbsenceReason.NO_STAFF, AbsenceReason.NO_ESCORT, AbsenceReason.UNWELL


@pytest.mark.parametrize(
    ("reasons", "told", "short"),
    [
        ((), None, None),
        ((STAFF,), "away once: the service (no staff)", "away 1: service"),
        ((STAFF, STAFF, STAFF), "away 3 times: the service (no staff)", "away 3: service"),
        ((STAFF, ESCORT, STAFF), "away 3 times: the service (no staff 2, no escort 1)", "away 3: service"),
        ((STAFF, UNWELL), "away twice: clinical 1 (unwell); the service 1 (no staff)", "away 2: clinical 1, service 1"),
    ],
)
def test_an_absence_is_counted_once(reasons: tuple[AbsenceReason, ...], told: str | None, short: str | None) -> None:
    away = tuple(session(number, Attended.NO, absence=reason) for number, reason in enumerate(reasons))
    assert absences_words(away) == told
    assert absences_words(away, terse=True) == short


@pytest.mark.parametrize(
    ("attended", "told"),
    [
        ((Attended.FULL,), "The one session offered; expected amount not known."),
        ((Attended.PART,), "The one session offered (1 in part); expected amount not known."),
        ((Attended.NO,), "0 attended of 1 session offered; expected amount not known."),
        ((Attended.FULL, Attended.FULL), "2 attended of 2 sessions offered; expected amount not known."),
    ],
)
def test_what_was_received_reads_as_one_would_say_it(attended: tuple[Attended, ...], told: str) -> None:
    work = intervention(sessions=tuple(session(number, each) for number, each in enumerate(attended)))
    assert attendance_words(work, None)[0] == told


@pytest.mark.parametrize("terse", [False, True])
@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.COMPLETED])
def test_what_nobody_judged_names_who_closed_it(outcome: Outcome, terse: bool) -> None:
    ended = Closure(
        on=on("2025-05"), outcome=outcome, closed_by="Dr Ewa Nkosi", reason=StopReason.NO_STAFF, left_to_do="Two parts"
    )
    work = intervention(state=State.CLOSED, closure=ended)
    assert outcome_words(work, None, terse=terse).endswith("Closed by Dr Ewa Nkosi.")
    # An annex has a row of its own for it; who wrote a report down did not close what it reports.
    assert "Nkosi" not in outcome_words(work, None, terse=terse, alone=False)
    reported = outcome_words(replace(work, closure=replace(ended, recorded=Recorded.REPORTED)), None, terse=terse)
    assert "Nkosi" not in reported
    assert reported.endswith("As reported; judge unknown." if terse else "As reported; judge not known.")


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (9, ("He came every week.", "He wrote it down himself.")),
        (7, ("He came every week.", "He wrote it down himself.")),
        (6, ("He came every week.\u00a0…",)),
        (4, ("He came every week.\u00a0…",)),
    ],
)
def test_texts_are_told_one_after_another_as_far_as_the_room_goes(most: int, told: tuple[str, ...]) -> None:
    assert as_many_as_fit(("He came every week.", "He wrote it down himself."), most) == told


def test_no_text_is_cut_in_its_middle() -> None:
    texts = ("One two three four five six seven.", "Eight.", "Nine.")
    assert as_many_as_fit(texts, 4) == ()
    assert as_many_as_fit(texts, 5) == (f"{texts[0]}\u00a0…",)


def test_a_group_that_was_not_safe_is_told_in_words_where_room_is_short_too() -> None:
    away = tuple(
        session(reason, Attended.NO, absence=reason)
        for reason in (AbsenceReason.NOT_SAFE, AbsenceReason.VISIT, AbsenceReason.NO_STAFF)
    )
    assert absences_words(away, terse=True) == "away 3: own 2 (did not feel safe in the group 1), service 1"
    assert absences_words(away[1:], terse=True) == "away 2: own 1, service 1"


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("one two three four five", 3, "one two three four five"),
        ("one two three, four five six", 3, "one two three\u00a0…"),
        ("He said: “one two three four five six”.", 4, "He said: “one two\u00a0…”"),
        ("He said: “one” and two three four five six.", 4, "He said: “one” and\u00a0…"),
    ],
)
def test_what_is_cut_says_so_and_leaves_no_quotation_open(text: str, most: int, cut: str) -> None:
    assert clip(text, most) == cut


def test_a_law_that_outlasted_a_stay_did_not_end_with_it_and_one_that_goes_on_has_no_end() -> None:
    def held(until: str | None, stay_until: str | None) -> str:
        status = LegalStatus(code="sentenced", since=on("2012"), until=on(until) if until else None)
        stay = Placement(
            id=urn("stay"),
            participant_id=urn("participant"),
            establishment=UNIT,
            since=on("2012"),
            until=on(stay_until) if stay_until else None,
            legal=(status,),
        )
        return held_words(stay, status)

    assert held(None, None) == "since 2012"
    assert held(None, "2025-07-21") == "from 2012, and still when they left"
    assert held("2020", "2025-07-21") == "2012 to 2020"
    assert held("2020", None) == "2012 to 2020"


@pytest.mark.parametrize("kind", [Kind.TREATMENT, Kind.SETTING])
def test_what_nobody_began_was_neither_received_lived_in_nor_observed(kind: Kind) -> None:
    lived = kind is Kind.SETTING
    of = edition("LPPU", kind=kind, form=CourseForm.RESIDENTIAL if lived else CourseForm.PROGRAMME)
    referred = intervention(referred=on("2026-02-01"), started=None, state=State.REFERRED)
    assert attendance_words(referred, of) == ("Not started; no session yet.",)
    assert outside_words(referred) == "Not started."
    assert outcome_words(referred, of) == "Referred, not started."
    over = replace(
        referred, state=State.CLOSED, closure=closure(outcome=Outcome.NOT_COMPLETED, reason=StopReason.CHOSE_TO_STOP)
    )
    assert attendance_words(over, of) == ("It never started.",)
    assert "lived" not in outcome_words(over, of)
    begun = replace(referred, started=on("2026-03-01"), state=State.IN_PROGRESS)
    assert ("Lived there; not counted in sessions." in attendance_words(begun, of)) is lived
    assert ("Time lived there" in outcome_words(begun, of)) is lived
    assert outside_words(begun) == "Not yet seen outside sessions."


def test_why_somebody_was_found_not_suitable_stands_beside_it_in_the_words_of_whoever_judged_it() -> None:
    why = "No edition here for people with a learning disability."
    moves = (
        StateMove(to=State.NOT_SUITABLE, on=on("2026-01-01"), by="Dr Old", because="An earlier reason."),
        StateMove(to=State.ASSESSING, on=on("2026-02-01"), by="Dr Ewa Nkosi"),
        StateMove(to=State.NOT_SUITABLE, on=on("2026-03-01"), by="Dr Ewa Nkosi", because=why),
    )
    found = intervention(started=None, state=State.NOT_SUITABLE, moves=moves)
    told = f"Found not suitable. Dr Ewa Nkosi wrote why: “{why}”"
    assert outcome_words(found, None) == outcome_words(found, None, terse=True) == told
    long = replace(found, moves=(replace(moves[-1], because="word " * 23),))
    assert outcome_words(long, None, terse=True) == "Found not suitable."
    assert "word word" in outcome_words(long, None)
    again = replace(found, state=State.ASSESSING)
    assert again.why_so is None
    assert outcome_words(again, None) == "Being assessed for it."
