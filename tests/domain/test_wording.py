"""Facts of the record as sentences: what a board or a prison officer reads at once."""

from dataclasses import replace

import pytest

from registry.domain.attendance_words import attendance_words
from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import Recorded
from registry.domain.intervention import State
from registry.domain.placement import LegalStatus, Placement
from registry.domain.product import Progress
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.wording import held_words, outcome_words, outside_words
from tests.domain.build import UNIT, closure, edition, intervention, on, urn

STAFF, ESCORT, UNWELL = AbsenceReason.NO_STAFF, AbsenceReason.NO_ESCORT, AbsenceReason.UNWELL


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
    assert outside_words(referred, 40, "elsewhere") == "Not started."
    assert outcome_words(referred, of) == "Referred, not started."
    over = replace(
        referred, state=State.CLOSED, closure=closure(outcome=Outcome.NOT_COMPLETED, reason=StopReason.CHOSE_TO_STOP)
    )
    assert attendance_words(over, of) == ("It never started.",)
    assert "lived" not in outcome_words(over, of)
    begun = replace(referred, started=on("2026-03-01"), state=State.IN_PROGRESS)
    assert ("Lived there; not counted in sessions." in attendance_words(begun, of)) is lived
    assert ("Time lived there" in outcome_words(begun, of)) is lived
    assert outside_words(begun, 40, "elsewhere") == "Not yet seen outside sessions."
