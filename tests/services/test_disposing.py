"""What is left after a disposal answers truly: papers, withdrawals, files in the hand; and what it waits for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from registry.catalogue.wordlist import load_check_words
from registry.custody.dbkey import open_database_key
from registry.domain.access import Role
from registry.domain.addressing import Recipient, RecipientKind
from registry.domain.annex import Concern, Passage
from registry.domain.break_glass import BreakGlass
from registry.domain.checkwords import check_words, document_number
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate
from registry.domain.disposal import Disposal, Ground, Obstacle, Proposal
from registry.domain.errors import NotAllowed, NotFound, NotPermitted, OutOfReach, Refusal, Refused
from registry.domain.reasons import StopReason
from registry.domain.retention import CountedFrom
from registry.domain.stored_documents import Direction, DocumentKind, KeptDocument, Status
from registry.domain.waiting import Reason, Waiting
from registry.services.annex_sending import release_annex
from registry.services.annexes import draft_annex, sign_annex
from registry.services.auditing import verify_audit
from registry.services.backing_up import create_backup
from registry.services.disposing import approve_disposal, list_proposals, list_stubs, propose_disposal, show_proposal
from registry.services.health import check_home
from registry.services.interventions import close_intervention
from registry.services.participants import show_participant
from registry.services.receiving import receive_summary
from registry.services.releasing import Released, check_paper
from registry.services.retaining import set_retention, show_retention
from registry.services.sitting import Sitting, new_id
from registry.services.subject_access import open_request
from registry.services.withdrawing import withdraw_summary
from tests.homes import ADMIN, GARETH, RHIANNON, file_only
from tests.store.pages import deciphered
from tests.two_units import AMARA, CONFIRM, TwoUnits, make_two_units

BEGAN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LATER = timedelta(days=366 * 20 + 400)


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[tuple[TwoUnits, Released, Released]]:
    """Two units in 2026: two versions of a summary were sent, and the work is closed."""
    folder = tmp_path_factory.mktemp("disposing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        units = make_two_units(folder / "units", clock=clock)
        first, second = units.send(), units.send()
        with units.ashmere.sit(RHIANNON) as sitting:
            (course,) = show_participant(sitting, units.participant).work
            close_intervention(
                sitting,
                course.intervention.id,
                Closure(
                    on=PartialDate("2026-02-01"),
                    outcome=Outcome.NOT_COMPLETED,
                    closed_by="Ann Lowe",
                    reason=StopReason.CHOSE_TO_STOP,
                ),
            )
        yield units, first, second


@pytest.fixture
def units(
    sent: tuple[TwoUnits, Released, Released], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> Iterator[TwoUnits]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    clock.now = BEGAN
    yield sent[0].copied_to(tmp_path / "copy")
    clock.now = BEGAN


def choose(units: TwoUnits) -> None:
    with units.ashmere.sit(GARETH) as sitting:
        day = PartialDate("2026-03-01")
        set_retention(
            sitting, units.participant, class_id="mental-health", counted_from=CountedFrom.LAST_CONTACT, on=day
        )


def pass_by(units: TwoUnits, clock: Clock) -> None:
    """Let the years pass; somebody was at work two days ago."""
    clock.now = BEGAN + LATER - timedelta(days=2)
    with units.ashmere.sit(GARETH) as sitting:
        show_retention(sitting, units.participant)
    clock.now = BEGAN + LATER


def propose(units: TwoUnits) -> Proposal:
    with units.ashmere.sit(GARETH) as sitting:
        return propose_disposal(
            sitting, units.participant, ground=Ground.NOT_NEEDED, review="Read with the team: nobody needs it."
        )


def dispose(units: TwoUnits, clock: Clock) -> Disposal:
    choose(units)
    pass_by(units, clock)
    proposal = propose(units)
    with units.ashmere.sit(AMARA) as sitting:
        return approve_disposal(sitting, proposal.id).stub


def test_a_paper_is_answered_for_after_its_record_is_gone(
    units: TwoUnits, sent: tuple[TwoUnits, Released, Released], clock: Clock
) -> None:
    _, first, second = sent
    stub = dispose(units, clock)
    with units.ashmere.sit(RHIANNON) as sitting:
        for released, version, status in ((first, 1, Status.SUPERSEDED), (second, 2, Status.RELEASED)):
            digest = released.document.digest
            words = check_words(digest, load_check_words())
            document, told_by = check_paper(sitting, document_number(digest), tuple(words))
            assert (document.version, document.status, told_by) == (version, status, stub)
            with pytest.raises(NotFound):
                check_paper(sitting, document_number(digest), tuple(words[::-1]))
        with pytest.raises(NotFound):
            show_participant(sitting, "9990000018")
    assert {one.recipient_name for one in stub.documents} == {"Thornfield"}


def test_the_stub_names_nobody_and_the_audit_stays_sound(units: TwoUnits, clock: Clock) -> None:
    stub = dispose(units, clock)
    for word in ("Jones", "Siân", "9990000018", "1984-03-01", "RPREV", "nobody needs it"):
        assert word not in repr(stub)
    with units.ashmere.sit(ADMIN) as sitting:
        assert verify_audit(sitting, records=True).sound
        create_backup(sitting, units.folder / "backup")
        found = {one.what: one.well for one in check_home(sitting, records=True)}
    assert (found["database"], found["audit"], found["tables"], found["records"], found["backup"]) == (True,) * 5


@file_only
def test_no_word_of_a_real_record_is_left_in_the_homes_file(units: TwoUnits, clock: Clock) -> None:
    words = (b"Jones", "Siân".encode(), b"9990000018", b"1984-03-01")
    with units.ashmere.sit(AMARA) as sitting:
        key = open_database_key(units.ashmere.home.folder, sitting.keys.identity)
    before = deciphered(units.ashmere.home.database, key)
    assert all(word in before for word in words)
    dispose(units, clock)
    after = deciphered(units.ashmere.home.database, key)
    assert [word for word in words if word in after] == []


def test_the_reader_of_the_audit_sees_the_stub_and_no_proposal(units: TwoUnits, clock: Clock) -> None:
    choose(units)
    pass_by(units, clock)
    proposal = propose(units)
    with units.ashmere.sit(AMARA) as sitting:
        auditor = replace(sitting, user=replace(sitting.user, roles=(Role.AUDITOR,)))
        for service in (list_proposals, lambda sat: show_proposal(sat, proposal.id)):
            with pytest.raises(NotPermitted):
                service(auditor)
        stub = approve_disposal(sitting, proposal.id).stub
        assert list_stubs(auditor) == (stub,)


def test_that_there_was_an_annex_is_told_to_who_may_open_one(units: TwoUnits, clock: Clock) -> None:
    unit = units.thornfield.unit
    with units.ashmere.sit(RHIANNON) as sitting:
        told = Recipient(kind=RecipientKind.ESTABLISHMENT, id=unit.id, name=unit.name)
        passages = (Passage(concern=Concern.THIRD_PARTY, text="Somebody must not learn of it."),)
        annex = draft_annex(sitting, units.participant, recipients=(told,), passages=passages).id
    with units.ashmere.sit(AMARA) as sitting:
        sign_annex(sitting, annex, CONFIRM, reason="She is no party to this.", mentioned=False)
    with units.ashmere.sit(GARETH) as sitting:
        release_annex(sitting, annex, CONFIRM)
    dispose(units, clock)
    with units.ashmere.sit(GARETH) as sitting:
        (stub,) = list_stubs(sitting)
        officer = replace(sitting, user=replace(sitting.user, roles=(Role.RECORDS_OFFICER,)))
        (seen,) = list_stubs(officer)
    assert DocumentKind.ANNEX in {one.kind for one in stub.documents}
    assert DocumentKind.ANNEX not in {one.kind for one in seen.documents}
    assert "annex" not in repr(seen)
    # Its paper is answered for all the same, to whoever holds number and words: the answer does not say what it is.
    (kept,) = (one for one in stub.documents if one.kind is DocumentKind.ANNEX)
    with units.ashmere.sit(RHIANNON) as sitting:
        words = check_words(kept.digest, load_check_words())
        assert check_paper(sitting, document_number(kept.digest), tuple(words)) == (kept, stub)


def test_what_was_withdrawn_is_refused_still(
    units: TwoUnits, sent: tuple[TwoUnits, Released, Released], clock: Clock
) -> None:
    _, first, _ = sent
    withdrawal = KeptDocument(
        id=new_id(),
        kind=DocumentKind.WITHDRAWAL,
        direction=Direction.RECEIVED,
        status=Status.RECEIVED,
        digest="cd" * 32,
        issuer_id=units.ashmere.unit.id,
        issuer_name=units.ashmere.unit.name,
        about_id=first.document.id,
        about_kind=DocumentKind.TRANSFER_SUMMARY,
        at=BEGAN,
        verdict="TRUSTED",
    )
    with units.thornfield.sit(GARETH) as sitting:
        stub = Disposal(
            participant_id=new_id(),
            class_id="mental-health",
            review_on=PartialDate("2026-01-01"),
            ground=Ground.NOT_NEEDED,
            proposed_by=units.thornfield.people[RHIANNON],
            proposed_at=BEGAN,
            approved_by=sitting.user.person,
            approved_at=BEGAN,
            removed=(),
            documents=(withdrawal,),
        )
        with sitting.writing("test") as uow:
            uow.disposals.add(stub)
        sealed = first.files.sealed
        assert sealed is not None
        with pytest.raises(Refused) as refused:
            receive_summary(sitting, sealed, participant=None, confirmations=CONFIRM)
    assert refused.value.reason is Refusal.WITHDRAWN


def test_a_summary_that_comes_again_says_that_its_record_was_disposed_of(
    units: TwoUnits, sent: tuple[TwoUnits, Released, Released], clock: Clock
) -> None:
    stub = dispose(units, clock)
    sealed = sent[2].files.sealed
    assert sealed is not None
    kept = {"direction": Direction.RECEIVED, "status": Status.RECEIVED, "verdict": "TRUSTED"}
    theirs = replace(stub, documents=tuple(replace(one, **kept) for one in stub.documents))
    clock.now = BEGAN
    with units.thornfield.sit(GARETH) as sitting:
        with sitting.writing("test") as uow:
            uow.disposals.add(theirs)
        came = receive_summary(
            sitting, sealed, participant=None, confirmations=CONFIRM, accept_gap="Version 1 went with its record."
        )
    assert came.notices[0].startswith("A version of this summary was known here before. The record it belongs to was")


def _waits(sitting: Sitting, units: TwoUnits) -> None:
    with sitting.writing("test") as uow:
        participant = uow.participants.get(units.participant)
        waiting = Waiting(
            id=new_id(),
            digest="ef" * 32,
            file="one.age",
            arrived=sitting.now,
            issuer="Elsewhere",
            participant=replace(participant, id=new_id()),
            reason=Reason.DIFFERS,
        )
        uow.waiting.keep(waiting, b"{}")


def _broken_glass(sitting: Sitting, units: TwoUnits) -> None:
    with sitting.writing("test") as uow:
        uow.break_glass.add(
            BreakGlass(
                id=new_id(),
                participant_id=units.participant,
                user=GARETH,
                person=sitting.user.person,
                reason="Collapsed in our day room.",
                at=sitting.now,
                until=sitting.now + timedelta(minutes=5),
            )
        )


def _asks(sitting: Sitting, units: TwoUnits) -> None:
    open_request(sitting, units.participant, received=PartialDate.of(sitting.today))


@pytest.mark.parametrize(
    ("begin", "obstacle"),
    [(_waits, Obstacle.WAITING), (_broken_glass, Obstacle.GLASS), (_asks, Obstacle.REQUEST)],
    ids=["waiting", "glass", "request"],
)
def test_what_waits_for_somebody_stands_in_the_way(
    units: TwoUnits, clock: Clock, begin: Callable[[Sitting, TwoUnits], None], obstacle: Obstacle
) -> None:
    choose(units)
    pass_by(units, clock)
    proposal = propose(units)
    with units.ashmere.sit(GARETH) as sitting:
        begin(sitting, units)
        assert show_retention(sitting, units.participant).obstacles == (obstacle,)
    with units.ashmere.sit(AMARA) as sitting, pytest.raises(NotAllowed, match=obstacle):
        approve_disposal(sitting, proposal.id)


def test_a_withdrawal_that_was_not_released_stands_in_the_way(
    units: TwoUnits, sent: tuple[TwoUnits, Released, Released], clock: Clock
) -> None:
    with units.ashmere.sit(AMARA) as sitting:
        withdraw_summary(sitting, sent[2].document.id, CONFIRM, reason="The dose was another patient's.")
    choose(units)
    pass_by(units, clock)
    with pytest.raises(NotAllowed, match="a withdrawal was approved and not released"):
        propose(units)


def test_a_clock_that_was_set_forward_stands_in_the_way(units: TwoUnits, clock: Clock) -> None:
    choose(units)
    clock.now = BEGAN + LATER
    with pytest.raises(NotAllowed, match="the clock may be wrong"):
        propose(units)


def test_another_establishments_record_is_its_own_to_dispose_of(units: TwoUnits, clock: Clock) -> None:
    choose(units)
    pass_by(units, clock)
    proposal = propose(units)
    with units.ashmere.sit(AMARA) as sitting:
        other = replace(sitting, user=replace(sitting.user, establishments=(units.thornfield.unit.ref,)))
        with pytest.raises((NotFound, OutOfReach)):
            approve_disposal(other, proposal.id)
