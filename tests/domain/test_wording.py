"""Facts of the record as sentences: what a board or a prison officer reads at once."""

from dataclasses import replace

import pytest

from registry.domain.closure import Closure, Outcome
from registry.domain.dates import Recorded
from registry.domain.intervention import State
from registry.domain.placement import LegalStatus, Placement
from registry.domain.product import Progress
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
from tests.domain.build import UNIT, intervention, on, session, urn

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


def test_what_was_seen_outside_stands_whole_or_is_said_to_be_recorded() -> None:
    seen = [
        Progress(need="anger", on=on("2025-07"), by="Dr Ewa Nkosi", seen_outside=what, seen_outside_by="ward nurses")
        for what in ("left two rows on the ward", "Asked to move before a row grew.", "Called home")
    ]
    work = intervention(progress=tuple(seen))
    by = "(ward nurses)"
    whole = f"Left two rows on the ward {by}. Asked to move before a row grew {by}. Called home {by}."
    elsewhere = "Recorded: Annex 1."
    assert outside_words(work, 40, elsewhere) == whole
    assert outside_words(work, 40, elsewhere, terse=True) == whole.replace(f" {by}", "")
    # So many words for all of it, so that no number of observations fills a page.
    assert outside_words(work, 6, elsewhere) == f"Left two rows on the ward {by}. {elsewhere}"
    assert outside_words(work, 4, elsewhere, terse=True) == f"Left two rows on the ward. {elsewhere}"
    assert outside_words(work, 1, elsewhere, terse=True) == f"Called home. {elsewhere}"
    assert outside_words(intervention(), 1, elsewhere) == "Not yet seen outside sessions."


def test_no_text_is_cut_in_its_middle() -> None:
    texts = ("One two three four five six seven.", "Eight.", "Nine.")
    assert as_many_as_fit(texts, 4) == ()
    assert as_many_as_fit(texts, 5) == (f"{texts[0]}\u00a0…",)


def test_a_group_that_was_not_safe_is_told_as_the_services() -> None:
    away = tuple(
        session(reason, Attended.NO, absence=reason)
        for reason in (AbsenceReason.NOT_SAFE, AbsenceReason.VISIT, AbsenceReason.NO_STAFF)
    )
    assert absences_words(away, terse=True) == "away 3: own 1, service 2"
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
