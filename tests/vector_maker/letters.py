"""Withdrawals, receipts and annexes: a sound one of each, and attacks on who signs them and what they say."""

from collections.abc import Iterator

from registry.documents.annex import encode_annex
from registry.documents.receipt import encode_receipt
from registry.documents.signing import add_proof
from registry.documents.withdrawal import encode_withdrawal
from registry.domain.errors import Refusal
from registry.domain.verdict import Verdict
from tests.documents.clinic import APPROVED, RELEASED, ROWAN, key, resigned
from tests.documents.letters import (
    RECEIVED,
    TO_ROWAN,
    annex,
    receipt,
    signed_annex,
    signed_receipt,
    signed_withdrawal,
    withdrawal,
)
from tests.documents.record import urn
from tests.vector_maker.attacks import Attack
from tests.vector_maker.case import Case, Document, changed, refused, sound

KIND = "letters"
_ROWAN = "rowan-receives"


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    yield from _sound()
    yield from _withdrawals()
    yield from _receipts()
    yield from _annexes()


def _sound() -> Iterator[Case]:
    yield sound("withdrawal", "Signed by unit and approver.", signed_withdrawal())
    yield sound("receipt", "Signed by the person who received, and no unit.", signed_receipt(), directory=_ROWAN)
    yield sound("annex", "Signed by unit and decision-maker.", signed_annex())
    yield sound("annex-for-one-of-two", "Read by one of its recipients.", signed_annex(), recipient=ROWAN)
    yield sound(
        "receipt-without-a-directory",
        "Nobody to vouch for the key.",
        signed_receipt(),
        verdict=Verdict.INTACT,
        directory=None,
    )


def _withdrawals() -> Iterator[Case]:
    yield refused(
        "withdrawal-by-the-unit-alone",
        Attack.APPROVER_REMOVED,
        "The approver's proof is gone.",
        Refusal.SIGNERS,
        changed(signed_withdrawal(), lambda document: document["proof"].pop(1)),
    )
    yield refused(
        "withdrawal-of-another-document",
        Attack.TAMPERED_FIELD,
        "Another id after signing.",
        Refusal.BAD_SIGNATURE,
        changed(signed_withdrawal(), lambda document: _named(document).update(id=urn("other"))),
    )
    plain = changed(encode_withdrawal(withdrawal()), lambda document: _named(document).update(id=document["id"]))
    yield refused("withdrawal-of-itself", Attack.CONTENT, "It names itself.", Refusal.CONTENT, resigned(plain))
    named = changed(
        encode_withdrawal(withdrawal()),
        lambda document: document["attestation"]["approver"].update(key=key("rowan-clinician").public_key),
    )
    yield refused(
        "withdrawal-by-another-units-clinician",
        Attack.OTHER_UNITS_KEY,
        "Rowan's clinician withdraws what Alder issued.",
        Refusal.WRONG_UNIT,
        resigned(named, person="rowan-clinician"),
    )


def _receipts() -> Iterator[Case]:
    def signed(document: Document, name: str = "rowan-receiver") -> Document:
        return add_proof(document, signer=key(name), issuer_id=document["issuer"]["id"], created=RECEIVED)

    def odd(name: str, what: str, change: object) -> Case:
        plain = changed(encode_receipt(receipt()), change)  # type: ignore[arg-type]
        return refused(name, Attack.CONTENT, what, Refusal.CONTENT, signed(plain), directory=_ROWAN)

    by_clinician = changed(
        encode_receipt(receipt()),
        lambda document: document["attestation"]["receiver"].update(key=key("rowan-clinician").public_key),
    )
    yield refused(
        "receipt-by-a-clinicians-key",
        Attack.WRONG_ROLE,
        "A clinician's key as a receiver's.",
        Refusal.WRONG_ROLE,
        signed(by_clinician, "rowan-clinician"),
        directory=_ROWAN,
    )
    yield refused(
        "receipt-by-an-unlisted-key",
        Attack.UNKNOWN_KEY,
        "The unit is listed, the key is not.",
        Refusal.UNKNOWN_KEY,
        signed_receipt(),
    )
    unit = changed(encode_receipt(receipt()), lambda _: None)
    both = add_proof(signed(unit), signer=key("rowan-unit"), issuer_id=ROWAN, created=RECEIVED)
    yield refused(
        "receipt-signed-by-the-unit-too", Attack.UNKNOWN_KEY, "One too many.", Refusal.SIGNERS, both, directory=_ROWAN
    )
    yield odd(
        "receipt-for-what-was-refused",
        "What was refused is not held.",
        lambda document: document["credentialSubject"].update(verdict="REFUSED"),
    )
    yield odd(
        "receipt-to-oneself",
        "To who wrote it.",
        lambda document: document["recipient"].update(id=document["issuer"]["id"]),
    )
    yield odd(
        "receipt-before-receiving",
        "Older than what it speaks of.",
        lambda document: document["credentialSubject"].update(received="2026-11-22T09:20:00Z"),
    )
    yield refused(
        "receipt-for-another-unit",
        Attack.OTHER_RECIPIENT,
        "Read by its own writer.",
        Refusal.RECIPIENT,
        signed_receipt(),
        directory=_ROWAN,
        recipient=ROWAN,
    )


def _annexes() -> Iterator[Case]:
    plain = encode_annex(annex())
    author = changed(plain, lambda document: document["attestation"]["author"].update(key=key("author").public_key))
    yield refused("annex-with-two-signers-named", Attack.OWN_WORK, "The author too.", Refusal.SIGNERS, resigned(author))
    unsigned = changed(plain, lambda document: document["attestation"]["decisionMaker"].pop("key"))
    yield refused(
        "annex-nobody-decided",
        Attack.APPROVER_REMOVED,
        "The decision-maker has no key in it.",
        Refusal.SIGNERS,
        resigned(unsigned),
    )
    twice = changed(plain, lambda document: document["recipients"].append(document["recipients"][0]))
    yield refused("annex-recipient-twice", Attack.CONTENT, "One stands twice.", Refusal.CONTENT, resigned(twice))
    empty = changed(plain, lambda document: document["credentialSubject"].update(passages=[]))
    yield refused("annex-without-a-passage", Attack.CONTENT, "It says nothing.", Refusal.SCHEMA, resigned(empty))
    early = add_proof(plain, signer=key("approver"), issuer_id=plain["issuer"]["id"], created=RELEASED)
    early = add_proof(early, signer=key("unit"), issuer_id=plain["issuer"]["id"], created=APPROVED)
    yield refused("annex-released-before-decided", Attack.CREATED, "The unit first.", Refusal.CLOCK, early)
    added = changed(
        signed_annex(),
        lambda document: document["recipients"].append({"kind": "person", "name": "Somebody Else"}),
    )
    yield refused("annex-recipient-added", Attack.TAMPERED_FIELD, "After signing.", Refusal.BAD_SIGNATURE, added)
    yield refused(
        "annex-for-somebody-else",
        Attack.OTHER_RECIPIENT,
        "Read by the unit that wrote it.",
        Refusal.RECIPIENT,
        signed_annex(annex(recipients=(TO_ROWAN,))),
        recipient=plain["issuer"]["id"],
    )


def _named(document: Document) -> Document:
    named: Document = document["credentialSubject"]["document"]
    return named
