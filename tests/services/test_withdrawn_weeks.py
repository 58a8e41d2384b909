"""A page on the first two weeks that came with a summary withdrawn since says so, and does not travel on unread."""

from pathlib import Path

import pytest

from exports.text import render_text
from registry.domain.addressing import Purpose
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks
from registry.domain.summary import Draft
from registry.services.draft_notices import notices_of_draft
from registry.services.issuing import find_recipient, issue_summary
from registry.services.participants import record_communication, record_first_two_weeks, show_participant
from registry.services.plans import show_plan
from registry.services.receiving import receive_summary
from registry.services.releasing import Released, release_summary
from registry.services.reporting import plan_page, preview_page
from registry.services.withdrawing import receive_withdrawal, withdraw_summary
from tests.copied import copied_two_units
from tests.homes import GARETH, RHIANNON
from tests.two_units import AMARA, CONFIRM, TYPED, TwoUnits

PAGE = FirstTwoWeeks(settles="A walk before a group.", not_in_a_group_with="nobody from the old ward")
WHY = "It told of another person."


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TwoUnits:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = copied_two_units(tmp_path / "units")
    with made.ashmere.sit(RHIANNON) as sitting:
        record_first_two_weeks(sitting, made.participant, PAGE)
        record_communication(sitting, made.participant, CommunicationNeeds(interpreter="Welsh"))
    return made


def receive(units: TwoUnits, sent: Released, who: str | None = None) -> str:
    with units.thornfield.sit(RHIANNON) as sitting:
        came = receive_summary(sitting, sent.files.plain, participant=who, confirmations=CONFIRM)
    return came.history.participant.id


def withdraw(units: TwoUnits, sent: Released) -> tuple[str, ...]:
    with units.ashmere.sit(AMARA) as sitting:
        letter = withdraw_summary(sitting, sent.document.id, reason=WHY, confirmations=CONFIRM)
    with units.ashmere.sit(GARETH) as sitting:
        gone = release_summary(sitting, letter.id, CONFIRM)
    with units.thornfield.sit(RHIANNON) as sitting:
        return receive_withdrawal(sitting, gone.files.plain).notices


def onward(units: TwoUnits, who: str) -> tuple[Draft, str, str]:
    """Return a draft for the next unit, what is said to its author, and its page to read."""
    with units.thornfield.sit(RHIANNON) as sitting:
        recipient = find_recipient(sitting, "Ashmere")
        draft = issue_summary(sitting, who, purpose=Purpose.TRANSFER, recipient=recipient)
        told = " ".join(notices_of_draft(sitting, draft))
        return draft, told, " ".join(render_text(preview_page(sitting, draft.id)[0]).split())


def shown(units: TwoUnits, who: str) -> tuple[str, str, str]:
    """Return what stands over the page in the record and at the plan, and all notices."""
    with units.thornfield.sit(RHIANNON) as sitting:
        record = show_participant(sitting, who)
        assert show_plan(sitting, who)[0].weeks_from == record.weeks_from
        plan = " ".join(render_text(plan_page(sitting, who)[1]).split())
        return record.weeks_from, plan, " ".join(record.notices)


def test_a_page_says_from_which_summary_it_came(units: TwoUnits) -> None:
    who = receive(units, units.send())
    weeks, plan, _ = shown(units, who)
    assert weeks.startswith("What stands here came with the summary of Ashmere")
    assert weeks in plan
    printed = units.thornfield.type(
        "report", "clinical", who, "--purpose", "for the ward round", "--format", "text", "-o", "-"
    )
    assert weeks in " ".join(printed.out.split())
    draft, told, _ = onward(units, who)
    assert (draft.subject.first_two_weeks, told) == (PAGE, "")


def test_of_a_withdrawn_summary_it_says_when_and_why_and_stays_here(units: TwoUnits) -> None:
    sent = units.send()
    who = receive(units, sent)
    told = " ".join(withdraw(units, sent))
    assert "--read-again" in told
    assert "communication needs here are as it gave them" in told
    weeks, plan, notices = shown(units, who)
    for text in (weeks, notices):
        assert "WITHDRAWN on " in text
        assert WHY in text
    assert weeks in plan
    draft, told, page = onward(units, who)
    assert draft.subject.first_two_weeks is None
    assert "is not part of this summary" in told
    assert WHY in told
    assert told in page
    assert "walk before a group" not in page


def test_once_read_again_it_is_this_units_own_and_travels(units: TwoUnits) -> None:
    sent = units.send()
    who = receive(units, sent)
    withdraw(units, sent)
    with units.thornfield.sit(RHIANNON) as sitting:
        record_first_two_weeks(sitting, who, PAGE)
    weeks, _, notices = shown(units, who)
    assert weeks == ""
    assert "--read-again" not in notices
    draft, told, _ = onward(units, who)
    assert (draft.subject.first_two_weeks, told) == (PAGE, "")


def test_the_page_of_a_newer_version_takes_the_place_of_one_that_nobody_here_changed(units: TwoUnits) -> None:
    who = receive(units, units.send())
    newer = FirstTwoWeeks(settles="Music.")
    with units.ashmere.sit(RHIANNON) as sitting:
        record_first_two_weeks(sitting, units.participant, newer)
    receive(units, units.send(), who)
    with units.thornfield.sit(RHIANNON) as sitting:
        assert show_participant(sitting, who).first_two_weeks == newer
        record_first_two_weeks(sitting, who, PAGE)
    receive(units, units.send(), who)
    with units.thornfield.sit(RHIANNON) as sitting:
        assert show_participant(sitting, who).first_two_weeks == PAGE


def test_at_the_keyboard_looking_at_it_keeps_nothing(units: TwoUnits) -> None:
    sent = units.send()
    who = receive(units, sent)
    withdraw(units, sent)
    typed = ("participant", "first-two-weeks", who)
    looked = units.thornfield.type(*typed, user=RHIANNON)
    assert "WITHDRAWN on " in " ".join(looked.out.split())
    assert shown(units, who)[0] != ""
    assert "WITHDRAWN" not in units.thornfield.type(*typed, "--read-again", user=RHIANNON).out
    assert shown(units, who)[0] == ""


def test_a_draft_made_before_the_withdrawal_is_not_approved_with_the_page(units: TwoUnits) -> None:
    sent = units.send()
    who = receive(units, sent)
    draft, _, _ = onward(units, who)
    assert draft.subject.first_two_weeks == PAGE
    withdraw(units, sent)
    approve = ("summary", "approve", draft.id, *TYPED)
    before = units.thornfield.row_counts()
    stopped = units.thornfield.type(*approve, user=GARETH)
    assert (stopped.code, WHY in stopped.err, "--read-again" in stopped.err) == (1, True, True)
    assert units.thornfield.row_counts() == before
    with units.thornfield.sit(RHIANNON) as sitting:
        record_first_two_weeks(sitting, who, PAGE)
    assert units.thornfield.type(*approve, user=GARETH).code == 0


def test_the_receivers_own_report_says_why_the_page_is_missing(units: TwoUnits) -> None:
    sent = units.send()
    who = receive(units, sent)
    words = ("report", "clinical", who, "--purpose", "ward round", "--format", "text", "-o", "-")
    assert "walk before a group" in units.thornfield.type(*words).out
    withdraw(units, sent)
    page = " ".join(units.thornfield.type(*words).out.split())
    assert WHY in page
    assert "walk before a group" not in page
