"""Each rule of a series, of a withdrawal and of a receipt where it arrives: refused by name, or let through."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from registry.domain.addressing import Issuer, Purpose, Recipient, RecipientKind, Replaces, Series
from registry.domain.attestation import Checkpoint, Signatory, UnitKey
from registry.domain.document_ref import DocumentRef, SentKind
from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.notices import annex_notices, notices_of
from registry.domain.people import Tier
from registry.domain.receipt import Held, Receipt, ReceiptAttestation, check_receipt
from registry.domain.series_rules import Arriving, check_series
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.verdict import Verdict
from registry.domain.withdrawal import Withdrawal, WithdrawalAttestation, Withdrawn, check_withdrawal


def urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


NOW = datetime(2026, 11, 22, tzinfo=UTC)
ALDER, ROWAN, MALLORY = urn("alder"), urn("rowan"), urn("mallory")
PERSON = Signatory(id=urn("ann"), name="Ann Lee", profession="nurse", key="z6Mk")


def held(version: int = 1, **changes: Any) -> StoredDocument:
    whole = StoredDocument(
        id=urn(f"version {version}"),
        kind=DocumentKind.TRANSFER_SUMMARY,
        series_id=urn("series"),
        version=version,
        direction=Direction.RECEIVED,
        status=Status.RECEIVED,
        digest=f"{version:064x}",
        issuer_id=ALDER,
        issuer_name="Alder",
        purpose=Purpose.TRANSFER,
        at=NOW,
        verdict="TRUSTED",
        data=b"{}",
    )
    return replace(whole, **changes)


def arriving(version: int = 2, *, replaces: Replaces | None = None, **changes: Any) -> Arriving:
    if replaces is None and version > 1:
        replaces = Replaces(id=urn(f"version {version - 1}"), digest=f"{version - 1:064x}")
    whole = Arriving(
        kind=DocumentKind.TRANSFER_SUMMARY,
        id=urn(f"version {version}"),
        digest=f"{version:064x}",
        issuer_id=ALDER,
        series=Series(id=urn("series"), version=version, replaces=replaces),
        purpose=Purpose.TRANSFER,
        participant=urn("sian"),
    )
    return replace(whole, **changes)


def reason(one: Arriving, *received: StoredDocument, **more: Any) -> Refusal:
    with pytest.raises(Refused) as caught:
        check_series(one, received, **more)
    assert caught.value.hint
    return caught.value.reason


def withdrawal_held(of: str, issuer: str = ALDER) -> StoredDocument:
    return replace(
        held(9),
        id=urn("withdrawal"),
        kind=DocumentKind.WITHDRAWAL,
        series_id=None,
        version=None,
        purpose=None,
        issuer_id=issuer,
        about_id=of,
        about_kind=DocumentKind.TRANSFER_SUMMARY,
    )


@pytest.mark.parametrize("received", [(), (held(1),), (held(1, status=Status.SUPERSEDED), held(2))])
def test_the_next_version_goes_on(received: tuple[StoredDocument, ...]) -> None:
    check_series(arriving(len(received) + 1), received, speaks_of=urn("sian") if received else None)


def test_a_series_of_which_nothing_is_held_may_begin_with_any_version() -> None:
    check_series(arriving(7), ())


def test_withdrawn_before_it_arrived() -> None:
    assert reason(arriving(1), withdrawal_held(urn("version 1"))) is Refusal.WITHDRAWN


def test_a_withdrawal_by_another_establishment_does_not_stop_it() -> None:
    check_series(arriving(1), (withdrawal_held(urn("version 1"), MALLORY),))


def test_same_document_again() -> None:
    assert reason(arriving(1), held(1)) is Refusal.REPLAYED


def test_older_version_replayed() -> None:
    assert reason(arriving(1), held(2)) is Refusal.REPLAYED


def test_same_id_other_content() -> None:
    assert reason(arriving(1, digest="ab" * 32), held(1)) is Refusal.FORKED


def test_same_version_other_content() -> None:
    assert reason(arriving(2, id=urn("fork"), digest="ab" * 32), held(1), held(2)) is Refusal.FORKED


def test_series_continued_by_another_establishment() -> None:
    with pytest.raises(Refused, match="The series is one of Alder; ") as caught:
        check_series(arriving(2, issuer_id=MALLORY), (held(1),))
    assert caught.value.reason is Refusal.WRONG_UNIT


def test_series_turned_to_another_participant() -> None:
    assert reason(arriving(2, participant=urn("lukasz")), held(1), speaks_of=urn("sian")) is Refusal.FORKED


def test_series_turned_to_another_purpose() -> None:
    assert reason(arriving(2, purpose=Purpose.COMMUNITY), held(1)) is Refusal.FORKED


@pytest.mark.parametrize(
    "replaces",
    [
        Replaces(id=urn("version 1"), digest="ab" * 32),
        Replaces(id=urn("elsewhere"), digest=f"{1:064x}"),
        Replaces(id=urn("elsewhere"), digest="ab" * 32),
    ],
)
def test_broken_replaces(replaces: Replaces) -> None:
    assert reason(arriving(2, replaces=replaces), held(1)) is Refusal.BROKEN_REPLACES


@pytest.mark.parametrize("named", [{"id": urn("theirs")}, {"digest": "ab" * 32}])
def test_replaces_names_a_document_of_another_series(named: dict[str, str]) -> None:
    other = held(1, series_id=urn("other series"), **named)
    replaces = Replaces(id=urn("theirs"), digest="ab" * 32)
    assert reason(arriving(2, replaces=replaces), other) is Refusal.BROKEN_REPLACES


def test_series_with_a_gap() -> None:
    assert reason(arriving(3), held(1)) is Refusal.SERIES_GAP
    assert reason(arriving(5), held(1)) is Refusal.SERIES_GAP
    check_series(arriving(3), (held(1),), accept_gap=True)


def test_accepting_a_gap_accepts_nothing_else() -> None:
    assert reason(arriving(3, issuer_id=MALLORY), held(1), accept_gap=True) is Refusal.WRONG_UNIT
    assert reason(arriving(1), held(2), accept_gap=True) is Refusal.REPLAYED


# Ids and digests below and above all others here: whatever is not the same is another.
ENDS = (
    (f"urn:uuid:{'0' * 8}-0000-4000-8000-{'0' * 12}", "00" * 32),
    (f"urn:uuid:{'f' * 8}-ffff-4fff-8fff-{'f' * 12}", "ff" * 32),
)
AT_BOTH_ENDS = pytest.mark.parametrize(("other", "digest"), ENDS)


@AT_BOTH_ENDS
def test_what_is_held_of_others_changes_nothing(other: str, digest: str) -> None:
    theirs = [held(version, id=other, digest=digest, series_id=other, issuer_id=other) for version in (1, 2, 9)]
    strangers = (*theirs, withdrawal_held(other), withdrawal_held(urn("version 2"), other))
    check_series(arriving(2), (held(1), *strangers), speaks_of=urn("sian"))
    check_series(arriving(7), strangers)


@AT_BOTH_ENDS
def test_whatever_is_not_the_same_is_another(other: str, digest: str) -> None:
    assert reason(arriving(2, issuer_id=other), held(1)) is Refusal.WRONG_UNIT
    assert reason(arriving(2, participant=other), held(1), speaks_of=urn("sian")) is Refusal.FORKED
    assert reason(arriving(1, digest=digest), held(1)) is Refusal.FORKED
    assert reason(arriving(1, id=other, digest=digest), held(1)) is Refusal.FORKED
    for replaces in (Replaces(id=urn("version 1"), digest=digest), Replaces(id=other, digest=f"{1:064x}")):
        assert reason(arriving(2, replaces=replaces), held(1)) is Refusal.BROKEN_REPLACES


def test_a_gap_is_told_by_the_versions_that_never_came() -> None:
    for version, words in ((3, "version 2 never came"), (4, "versions 2 to 3 never came"), (5, "versions 2 to 4")):
        with pytest.raises(Refused, match=words):
            check_series(arriving(version), (held(1),))
    with pytest.raises(Refused, match="versions 4 to 6 never came"):
        check_series(arriving(7), (held(3), held(1)))


def test_every_version_held_is_looked_at_not_the_first_alone() -> None:
    assert reason(arriving(2, id=urn("fork"), digest="ab" * 32), held(2), held(1)) is Refusal.FORKED
    assert reason(arriving(2), held(1), held(3)) is Refusal.REPLAYED
    check_series(arriving(4), (held(3), held(1), held(2)), speaks_of=urn("sian"))


def test_a_later_document_may_replace_one_that_never_came() -> None:
    check_series(arriving(2), ())
    check_series(arriving(3), (held(1),), accept_gap=True)
    assert reason(arriving(3, replaces=Replaces(id=urn("version 1"), digest=f"{1:064x}")), held(1)) is (
        Refusal.BROKEN_REPLACES
    )


# Withdrawals

REF = DocumentRef(
    kind=SentKind.TRANSFER_SUMMARY, id=urn("version 1"), digest=f"{1:064x}", series=urn("series"), version=1
)


def taken_back(**changes: Any) -> Withdrawal:
    whole = Withdrawal(
        id=urn("withdrawal"),
        issuer=Issuer(id=ALDER, name="Alder", tier=Tier.HIGH),
        valid_from=NOW,
        recipients=(Recipient(kind=RecipientKind.ESTABLISHMENT, id=ROWAN, name="Rowan"),),
        attestation=WithdrawalAttestation(approver=PERSON, unit=UnitKey(key="z6Mk")),
        checkpoint=Checkpoint(origin="alder", size=1, root="r", key="k", signature="s"),
        subject=Withdrawn(document=REF, reason="Another person's dose."),
    )
    return replace(whole, **changes)


def refused_withdrawal(one: Withdrawal, *received: StoredDocument) -> Refusal:
    with pytest.raises(Refused) as caught:
        check_withdrawal(one, "cd" * 32, received)
    assert caught.value.hint
    return caught.value.reason


def test_a_withdrawal_finds_its_document_or_waits_for_it() -> None:
    assert check_withdrawal(taken_back(), "cd" * 32, (held(1), held(2))) == held(1)
    assert check_withdrawal(taken_back(), "cd" * 32, (held(2),)) is None


def test_a_withdrawal_received_again() -> None:
    assert refused_withdrawal(taken_back(), withdrawal_held(REF.id)) is Refusal.REPLAYED


def test_a_document_withdrawn_by_another_establishment() -> None:
    stranger = Issuer(id=MALLORY, name="Mallory", tier=Tier.HIGH)
    assert refused_withdrawal(taken_back(issuer=stranger), held(1)) is Refusal.WRONG_UNIT


@pytest.mark.parametrize("mixed", [{"id": urn("version 2")}, {"digest": "ab" * 32}, {"kind": SentKind.ANNEX}])
def test_a_withdrawal_that_mixes_two_documents(mixed: dict[str, Any]) -> None:
    subject = Withdrawn(document=replace(REF, **mixed), reason="x")
    assert refused_withdrawal(taken_back(subject=subject), held(1)) is Refusal.UNKNOWN_DOCUMENT


@AT_BOTH_ENDS
def test_a_withdrawal_concerns_what_it_names_alone(other: str, digest: str) -> None:
    stranger = held(7, id=other, digest=digest, issuer_id=other)
    assert check_withdrawal(taken_back(), "cd" * 32, (stranger, held(1), held(2))) == held(1)
    assert check_withdrawal(taken_back(), "cd" * 32, (stranger, replace(withdrawal_held(REF.id), id=other))) is None
    for mixed in ({"id": other}, {"digest": digest}):
        subject = Withdrawn(document=replace(REF, **mixed), reason="x")
        assert refused_withdrawal(taken_back(subject=subject), held(1)) is Refusal.UNKNOWN_DOCUMENT
    elsewhere = Issuer(id=other, name="Another", tier=Tier.HIGH)
    assert refused_withdrawal(taken_back(issuer=elsewhere), held(1)) is Refusal.WRONG_UNIT
    known = replace(withdrawal_held(urn("any")), id=other, digest="cd" * 32)
    assert refused_withdrawal(taken_back(), known) is Refusal.REPLAYED
    assert refused_withdrawal(taken_back(), replace(known, id=urn("withdrawal"), digest=digest)) is Refusal.REPLAYED


# Receipts

ISSUED = held(
    1, direction=Direction.ISSUED, status=Status.RELEASED, verdict=None, recipient_id=ROWAN, recipient_name="Rowan"
)


def receipt(**changes: Any) -> Receipt:
    whole = Receipt(
        id=urn("receipt"),
        issuer=Issuer(id=ROWAN, name="Rowan", tier=Tier.LOW),
        valid_from=NOW,
        recipient=Recipient(kind=RecipientKind.ESTABLISHMENT, id=ALDER, name="Alder"),
        attestation=ReceiptAttestation(receiver=PERSON),
        subject=Held(document=REF, received=NOW, verdict=Verdict.TRUSTED),
    )
    return replace(whole, **changes)


def refused_receipt(
    one: Receipt, issued: StoredDocument | None, *before: StoredDocument, to: tuple[str, ...] = (ROWAN,)
) -> Refusal:
    with pytest.raises(Refused) as caught:
        check_receipt(one, "cd" * 32, issued=issued, addressed_to=to, receipts=before)
    assert caught.value.hint
    return caught.value.reason


@pytest.mark.parametrize("status", [Status.RELEASED, Status.SUPERSEDED, Status.WITHDRAWN])
def test_a_receipt_for_what_was_released_is_believed(status: Status) -> None:
    released = replace(ISSUED, status=status)
    assert check_receipt(receipt(), "cd" * 32, issued=released, addressed_to=(ROWAN,), receipts=()) == released


def test_a_receipt_imported_again() -> None:
    assert refused_receipt(receipt(), ISSUED, held(3, digest="cd" * 32)) is Refusal.REPLAYED


@pytest.mark.parametrize(
    "issued",
    [
        None,
        replace(ISSUED, status=Status.APPROVED),
        replace(ISSUED, digest="ab" * 32),
        replace(ISSUED, version=2),
        replace(ISSUED, series_id=urn("other series")),
        replace(ISSUED, kind=DocumentKind.ANNEX),
        held(1, recipient_id=ROWAN),
    ],
)
def test_a_receipt_for_a_document_never_issued(issued: StoredDocument | None) -> None:
    assert refused_receipt(receipt(), issued) is Refusal.UNKNOWN_DOCUMENT


@AT_BOTH_ENDS
def test_a_receipt_acknowledges_what_it_names_alone(other: str, digest: str) -> None:
    before = (held(4, id=other, digest=digest),)
    assert check_receipt(receipt(), "cd" * 32, issued=ISSUED, addressed_to=(ROWAN,), receipts=before) == ISSUED
    for changed in ({"digest": digest}, {"series_id": other}, {"version": 2}):
        assert refused_receipt(receipt(), replace(ISSUED, **changed)) is Refusal.UNKNOWN_DOCUMENT
    assert refused_receipt(receipt(), ISSUED, held(4, id=urn("receipt"), digest=digest)) is Refusal.REPLAYED
    assert refused_receipt(receipt(), ISSUED, held(4, id=other, digest="cd" * 32)) is Refusal.REPLAYED


@pytest.mark.parametrize("addressed", [(MALLORY,), ()])
def test_a_receipt_from_an_establishment_not_addressed(addressed: tuple[str, ...]) -> None:
    assert refused_receipt(receipt(), ISSUED, to=addressed) is Refusal.NOT_ADDRESSED


def test_a_receipt_for_one_of_the_recipients_of_an_annex() -> None:
    annex = replace(ISSUED, kind=DocumentKind.ANNEX, purpose=None)
    named = replace(REF, kind=SentKind.ANNEX)
    one = receipt(subject=Held(document=named, received=NOW, verdict=Verdict.TRUSTED))
    assert check_receipt(one, "cd" * 32, issued=annex, addressed_to=(MALLORY, ROWAN), receipts=()) == annex
    assert refused_receipt(one, ISSUED) is Refusal.UNKNOWN_DOCUMENT
    assert refused_receipt(receipt(), annex) is Refusal.UNKNOWN_DOCUMENT


def test_a_series_of_another_kind_is_not_continued() -> None:
    annex = arriving(kind=DocumentKind.ANNEX, purpose=None)
    assert reason(annex, held(1)) is Refusal.FORKED
    check_series(annex, (replace(held(1), kind=DocumentKind.ANNEX, purpose=None),), speaks_of=urn("sian"))


# Notices


def test_everybody_who_was_sent_a_summary_is_listed_for_notice() -> None:
    second = replace(ISSUED, id=urn("second"), version=2, digest="2" * 64)
    first = replace(ISSUED, status=Status.SUPERSEDED)
    board = replace(
        ISSUED,
        id=urn("board"),
        series_id=urn("board series"),
        recipient_id=None,
        recipient_name="A board",
        purpose=Purpose.PAROLE_BOARD,
    )
    never = replace(ISSUED, id=urn("never"), series_id=urn("never series"), status=Status.APPROVED)
    told = notices_of(second, (first, second, board, never), {first.id: (held(3),)})
    assert [notice.words for notice in told] == [
        "Rowan (transfer): sent versions 1, 2, receipt for version 1",
        "A board (parole board): sent version 1, no receipt; a series of its own, which stands as it is",
    ]


def test_everybody_who_was_sent_a_version_of_an_annex_is_listed_for_notice() -> None:
    rowan = Recipient(kind=RecipientKind.ESTABLISHMENT, id=ROWAN, name="Rowan")
    board = Recipient(kind=RecipientKind.BOARD, name="A board")
    annex = replace(ISSUED, kind=DocumentKind.ANNEX, purpose=None, recipient_id=None, recipient_name=None)
    first = replace(annex, status=Status.SUPERSEDED)
    second = replace(annex, id=urn("second"), version=2, digest="2" * 64)
    never = replace(annex, id=urn("never"), version=3, digest="3" * 64, status=Status.APPROVED)
    came = {first.id: (held(3, issuer_id=ROWAN),)}
    told = annex_notices(second, ((first, (rowan, board)), (second, (rowan,)), (never, (rowan,))), came)
    assert [notice.words for notice in told] == [
        "A board: sent version 1, no receipt; this does not go there, so tell them yourself",
        "Rowan: sent versions 1, 2, receipt for version 1",
    ]


def test_a_receipt_without_a_receivers_key_cannot_be() -> None:
    with pytest.raises(InvalidValue, match="receiver's key"):
        ReceiptAttestation(receiver=replace(PERSON, key=None))


def test_a_withdrawal_is_of_a_document_that_was_sent_and_of_no_letter_about_it() -> None:
    """A receipt or a withdrawal that is held under the id or digest it names is no document to withdraw."""
    letter = replace(held(1), kind=DocumentKind.RECEIPT, series_id=None, version=None)
    assert check_withdrawal(taken_back(), "cd" * 32, (letter, held(1))) == held(1)
    assert check_withdrawal(taken_back(), "cd" * 32, (letter,)) is None
