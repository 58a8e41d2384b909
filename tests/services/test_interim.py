"""An interim summary says so wherever it is shown, and takes no approved one's place."""

from pathlib import Path

import pytest

from exports.text import render_text
from registry.domain.addressing import Purpose
from registry.domain.dates import PartialDate
from registry.domain.intervention import Delivery, State
from registry.domain.plan import Trust
from registry.domain.stored_documents import Direction, Status
from registry.services.interventions import move_intervention, open_intervention, refer_intervention
from registry.services.issuing import find_recipient, issue_summary
from registry.services.listing import list_documents
from registry.services.participants import show_participant
from registry.services.plans import show_plan
from registry.services.receiving import Received, receive_summary
from registry.services.releasing import Released, release_summary
from registry.services.reporting import document_page, plan_page, preview_page
from registry.services.withdrawing import receive_withdrawal, withdraw_summary
from tests.copied import copied_two_units
from tests.homes import GARETH, RHIANNON
from tests.two_units import AMARA, CONFIRM, TwoUnits

SAID = "INTERIM, NOT YET COUNTERSIGNED"
STAYS = "does not take its place"


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TwoUnits:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_two_units(tmp_path / "units")


def received(units: TwoUnits, sent: Released, who: str | None = None) -> Received:
    with units.thornfield.sit(RHIANNON) as sitting:
        return receive_summary(sitting, sent.files.plain, participant=who, confirmations=CONFIRM)


def in_words(units: TwoUnits, who: str, document: str) -> list[str]:
    """Return what the receiver's record, plan and page say, each as one line."""
    with units.thornfield.sit(RHIANNON) as sitting:
        history, _ = show_plan(sitting, who)
        record = " ".join(show_participant(sitting, who).notices)
        plan = render_text(plan_page(sitting, who)[1])
        page = render_text(document_page(sitting, document))
    assert history.notices
    return [" ".join(text.split()) for text in (record, plan, page)]


def where(units: TwoUnits, *, direction: Direction = Direction.RECEIVED) -> list[tuple[int, str]]:
    home = units.thornfield if direction is Direction.RECEIVED else units.ashmere
    with home.sit(RHIANNON) as sitting:
        listed = [one for one in list_documents(sitting) if one.version is not None]
    return sorted((one.version or 0, one.stands) for one in listed)


def test_an_interim_summary_says_so_in_the_record_the_plan_its_evidence_and_the_list(units: TwoUnits) -> None:
    came = received(units, units.send(interim=True))
    for text in in_words(units, came.history.participant.id, came.document):
        assert SAID in text
        assert "approved, stands beside it" not in text
    assert {one.trust for line in came.plan.lines for one in line.evidence} == {Trust.INTERIM}
    with units.thornfield.sit(RHIANNON) as sitting:
        plan = " ".join(render_text(plan_page(sitting, came.history.participant.id)[1]).split())
        work = show_participant(sitting, came.history.participant.id).work
    assert "interim, NOT YET COUNTERSIGNED" in plan
    assert "interim, NOT YET COUNTERSIGNED" in work[0].source.words
    assert where(units) == [(1, "received, interim")]


def test_an_interim_version_stands_beside_the_approved_one_until_an_approved_one_comes(units: TwoUnits) -> None:
    first = received(units, units.send())
    who = first.history.participant.id
    with units.ashmere.sit(RHIANNON) as sitting:
        refer_intervention(
            sitting, units.participant, edition="KAIZEN-GV", delivery=Delivery.GROUP, on=PartialDate("2026-01-01")
        )
    sent = units.send(interim=True)
    assert "Version 1 of" in sent.beside
    assert SAID in sent.beside
    second = received(units, sent, who)
    assert where(units) == [(1, "received"), (2, "received, interim")]
    assert where(units, direction=Direction.ISSUED) == [(1, "released"), (2, "released, interim")]
    assert any(SAID in notice and "Version 1 of" in notice for notice in second.notices)
    for document in (first.document, second.document):
        record, plan, page = in_words(units, who, document)
        assert SAID in record
        assert SAID in plan
        assert SAID in page
    assert STAYS not in record
    assert "does not take its place" in in_words(units, who, first.document)[2]
    trusts = {work.intervention.title: work.source.trust for work in second.history.work}
    # Nobody's signature is lost on what both say; what only the interim one says is a report.
    assert sorted(trusts.values()) == [Trust.INTERIM, Trust.SIGNED]
    third = received(units, units.send(), who)
    assert where(units) == [(1, "superseded"), (2, "superseded, interim"), (3, "received")]
    assert third.notices == ()
    assert {work.source.trust for work in third.history.work} == {Trust.SIGNED}


def test_what_an_interim_version_says_otherwise_counts_as_a_report(units: TwoUnits) -> None:
    first = received(units, units.send())
    with units.ashmere.sit(RHIANNON) as sitting:
        [work] = show_participant(sitting, units.participant).work
        move_intervention(sitting, work.intervention.id, State.ASSESSING, on=PartialDate("2025-04-01"))
    second = received(units, units.send(interim=True), first.history.participant.id)
    assert [work.source.trust for work in second.history.work] == [Trust.INTERIM]


def test_a_withdrawn_interim_version_leaves_the_approved_one_standing(units: TwoUnits) -> None:
    first = received(units, units.send())
    sent = units.send(interim=True)
    who = first.history.participant.id
    received(units, sent, who)
    with units.ashmere.sit(AMARA) as sitting:
        letter = withdraw_summary(sitting, sent.document.id, reason="Written in haste.", confirmations=CONFIRM)
    with units.ashmere.sit(GARETH) as sitting:
        gone = release_summary(sitting, letter.id, CONFIRM)
    with units.thornfield.sit(RHIANNON) as sitting:
        receive_withdrawal(sitting, gone.files.plain)
        history, _ = show_plan(sitting, who)
    assert where(units) == [(1, "received"), (2, "withdrawn, interim")]
    assert {work.source.trust for work in history.work} == {Trust.SIGNED}


def test_a_draft_of_an_interim_version_over_an_approved_one_says_so_before_it_is_signed(units: TwoUnits) -> None:
    first = units.send()
    with units.ashmere.sit(RHIANNON) as sitting:
        recipient = find_recipient(sitting, "Thornfield")
        draft = issue_summary(sitting, units.participant, purpose=Purpose.TRANSFER, recipient=recipient, interim=True)
        plain = issue_summary(sitting, units.participant, purpose=Purpose.TRANSFER, recipient=recipient)
        assert STAYS in " ".join(render_text(preview_page(sitting, draft.id)[0]).split())
        assert STAYS not in " ".join(render_text(preview_page(sitting, plain.id)[0]).split())
    assert first.document.status is Status.RELEASED


def test_a_question_that_only_the_interim_summary_raises_is_owed_since_that_day_and_calls_nothing_reported(
    units: TwoUnits,
) -> None:
    with units.ashmere.sit(RHIANNON) as sitting:
        (work,) = show_participant(sitting, units.participant).work
        open_intervention(sitting, work.intervention.id, on=PartialDate("2025-03-16"))
        recipient = find_recipient(sitting, "Thornfield")
        draft = issue_summary(sitting, units.participant, purpose=Purpose.TRANSFER, recipient=recipient, interim=True)
        assert draft.subject.plan is not None
        line = next(one for one in draft.subject.plan.lines if one.rule == "unfinished-not-verified")
        assert "this is interim, not yet countersigned" in line.reason
        assert "reported" not in line.reason
        assert line.ask is not None
        assert line.ask.since == PartialDate.of(sitting.today)
