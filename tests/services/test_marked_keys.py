"""What was received before its key was marked says so wherever something rests on it, and carries as far as it may."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exports.text import render_text
from registry.domain.directory import KeyState
from registry.domain.errors import NotAllowed
from registry.domain.plan import Plan, Trust
from registry.services.directories import install_directory
from registry.services.listing import list_documents
from registry.services.participants import show_participant
from registry.services.plans import show_plan
from registry.services.receiving import receive_summary
from registry.services.releasing import show_document
from registry.services.report_sources import find_subject
from registry.services.reporting import plan_page
from registry.services.trust_list import mark_key, sign_with_root
from tests.copied import copied_two_units
from tests.homes import ADMIN, RHIANNON
from tests.two_units import AMARA, CONFIRM, ROOT_SECRET, TwoUnits


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TwoUnits:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_two_units(tmp_path / "units")


def receive(units: TwoUnits) -> tuple[str, str]:
    """Receive a summary; return whose it is here and its id."""
    with units.thornfield.sit(RHIANNON) as sitting:
        came = receive_summary(sitting, units.send().files.plain, participant=None, confirmations=CONFIRM)
    return came.history.participant.id, came.document


def mark(units: TwoUnits, state: KeyState, *, after: timedelta, approver: bool = False) -> None:
    """Mark a key of the sender in the directory that the receiver uses, from a moment before or after now.

    Nobody marks a key for the future: what is to lie after the receiving is marked once that moment has come.
    """
    with units.ashmere.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        signers = {user.name: user.signing_key for user in uow.users.all()}
        key = signers[AMARA] if approver else uow.unit.unit_key()
    assert key is not None
    now = datetime.now(UTC).replace(microsecond=0) + max(after, timedelta())
    before = units.thornfield.home.directory.read_bytes()
    marked = mark_key(before, key, state, since=now + min(after, timedelta()), now=now)
    with units.thornfield.sit(ADMIN) as sitting:
        install_directory(sitting, sign_with_root(marked, units.folder / "root.bag", ROOT_SECRET, now=now))


def planned(units: TwoUnits, who: str) -> tuple[Plan, str]:
    with units.thornfield.sit(RHIANNON) as sitting:
        return show_plan(sitting, who)[1], " ".join(render_text(plan_page(sitting, who)[1]).split())


def told(units: TwoUnits, who: str, document: str) -> tuple[str, str, str, str]:
    """Return what the record's notices, its sources, the list and the document itself say."""
    with units.thornfield.sit(RHIANNON) as sitting:
        history = show_participant(sitting, who)
        listed = next(one for one in list_documents(sitting) if one.id == document)
        notices = " ".join(show_document(sitting, document)[2])
    return " ".join(history.notices), history.work[0].source.words, listed.stands, notices


def test_before_a_key_is_marked_nothing_is_said(units: TwoUnits) -> None:
    who, document = receive(units)
    plan, page = planned(units, who)
    assert {line.confidence for line in plan.lines} == {Trust.SIGNED}
    assert "compromised" not in page + "".join(told(units, who, document))


def test_a_key_compromised_before_the_document_came_leaves_nothing_to_rely_on(units: TwoUnits) -> None:
    who, document = receive(units)
    mark(units, KeyState.COMPROMISED, after=-timedelta(days=1))
    plan, page = planned(units, who)
    assert {line.confidence for line in plan.lines} == {Trust.UNVERIFIED}
    assert all(
        "It came after that, and somebody else may have made it." in " ".join(one.cautions) for one in plan.lines
    )
    assert "its key compromised since" in page
    record, source, listed, shown = told(units, who, document)
    for words in (record, shown):
        assert "A key that signed it was marked as compromised since" in words
        assert "Confirm what it says with Ashmere" in words
    assert "unverified; its key compromised since" in source
    assert listed == "received, key compromised"


def test_a_key_compromised_after_the_document_came_leaves_it_what_it_was_and_says_so(units: TwoUnits) -> None:
    who, document = receive(units)
    mark(units, KeyState.COMPROMISED, after=timedelta(minutes=5))
    plan, page = planned(units, who)
    assert {line.confidence for line in plan.lines} == {Trust.SIGNED}
    assert all("It came before that, and counts as it did." in " ".join(one.cautions) for one in plan.lines)
    assert "later than it came" in page
    record, source, listed, shown = told(units, who, document)
    assert "counts as it did" in record
    assert "counts as it did" in shown
    assert "signed and trusted; its key compromised since" in source
    assert listed == "received, key compromised"


def test_a_revoked_key_leaves_nothing_to_rely_on_whenever_the_document_came(units: TwoUnits) -> None:
    who, document = receive(units)
    mark(units, KeyState.REVOKED, after=timedelta(minutes=5), approver=True)
    plan, _ = planned(units, who)
    assert {line.confidence for line in plan.lines} == {Trust.UNVERIFIED}
    assert "Nothing that key signed is believed, whenever it came." in told(units, who, document)[3]
    with units.thornfield.sit(RHIANNON) as sitting, pytest.raises(NotAllowed, match="Whoever gets a report drawn from"):
        find_subject(sitting, document)


def test_a_retired_key_changes_nothing(units: TwoUnits) -> None:
    who, document = receive(units)
    mark(units, KeyState.RETIRED, after=timedelta(minutes=5))
    plan, _ = planned(units, who)
    assert {line.confidence for line in plan.lines} == {Trust.SIGNED}
    assert told(units, who, document)[2] == "received"
