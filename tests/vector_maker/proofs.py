"""Attacks on a summary's proofs and signature bytes."""

from collections.abc import Iterator
from typing import Any

from registry.documents.multikey import read_signature
from registry.documents.proofs import sign_document
from registry.domain.errors import Refusal
from registry.domain.multikey import base58_encode, encode_multikey
from tests.documents.clinic import ALDER, ROWAN, key, signed, summary
from tests.documents.record import urn
from tests.vector_maker.attacks import Attack
from tests.vector_maker.case import Case, Document, changed, refused

KIND = "proofs"
_ORDER = 2**252 + 27742317777372353535851937790883648493


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    yield from _sets()
    yield from _options()
    yield from _bytes()


def _sets() -> Iterator[Case]:
    whole = signed()
    other = signed(summary(id=urn("other")))
    added = sign_document(
        whole,
        signer=key("stranger"),
        verification_method=f"{ALDER}#{key('stranger').public_key}",
        created="2026-11-22T09:00:00Z",
    )
    proofs = whole["proof"]

    def with_proofs(name: str, attack: Attack, what: str, reason: Refusal, replaced: object) -> Case:
        return refused(name, attack, what, reason, {**whole, "proof": replaced})

    yield refused(
        "tampered-field",
        Attack.TAMPERED_FIELD,
        "One word exchanged after signing.",
        Refusal.BAD_SIGNATURE,
        changed(whole, lambda document: document["credentialSubject"]["participant"].update(knownAs="Shane")),
    )
    yield refused(
        "field-removed",
        Attack.TAMPERED_FIELD,
        "What was left out is said no more.",
        Refusal.BAD_SIGNATURE,
        changed(whole, lambda document: document["credentialSubject"].pop("omitted")),
    )
    yield refused(
        "list-turned-round",
        Attack.TAMPERED_FIELD,
        "The plan's lines in another order.",
        Refusal.BAD_SIGNATURE,
        changed(whole, lambda document: document["credentialSubject"]["plan"]["lines"].reverse()),
    )
    yield with_proofs("proof-removed", Attack.PROOF_REMOVED, "The unit's proof is gone.", Refusal.SIGNERS, proofs[1:])
    yield with_proofs(
        "approver-removed", Attack.APPROVER_REMOVED, "The approver's is gone.", Refusal.SIGNERS, proofs[:1]
    )

    def called_interim(document: Document) -> None:
        document["proof"].pop(1)
        document["interim"] = True
        del document["attestation"]["approver"]

    yield refused(
        "approver-removed-and-called-interim",
        Attack.APPROVER_REMOVED,
        "Proof and name of the approver are gone.",
        Refusal.BAD_SIGNATURE,
        changed(whole, called_interim),
    )
    yield with_proofs("all-proofs-removed", Attack.ALL_PROOFS_REMOVED, "An empty list.", Refusal.NO_PROOF, [])
    yield refused(
        "proof-member-removed",
        Attack.ALL_PROOFS_REMOVED,
        "No proof member at all.",
        Refusal.NO_PROOF,
        changed(whole, lambda document: document.pop("proof")),
    )
    yield with_proofs("proof-not-a-list", Attack.UNKNOWN_MEMBER, "One object.", Refusal.PROOF_FORM, proofs[0])
    yield with_proofs(
        "proof-copied-from-another-document",
        Attack.PROOF_COPIED,
        "Good proofs over something else.",
        Refusal.BAD_SIGNATURE,
        other["proof"],
    )
    yield with_proofs(
        "one-broken-proof-in-a-set",
        Attack.PROOF_COPIED,
        "Two good proofs and one broken.",
        Refusal.BAD_SIGNATURE,
        [*proofs, other["proof"][0]],
    )
    yield with_proofs(
        "proof-added-by-a-stranger", Attack.UNKNOWN_KEY, "A third good proof.", Refusal.SIGNERS, [*proofs, added]
    )
    yield with_proofs("same-key-twice", Attack.KEY_TWICE, "The unit's proof twice.", Refusal.SIGNERS, [proofs[0]] * 2)
    yield with_proofs(
        "proof-doubled", Attack.KEY_TWICE, "Three proofs by two keys.", Refusal.SIGNERS, [*proofs, proofs[1]]
    )
    yield with_proofs(
        "seventeen-proofs",
        Attack.MANY_PROOFS,
        "One more than is read.",
        Refusal.TOO_MANY_PROOFS,
        (proofs * 9)[:17],
    )


def _options() -> Iterator[Case]:
    whole = signed()
    attack = Attack.TAMPERED_OPTION

    def option(name: str, of: Attack, what: str, reason: Refusal, **members: Any) -> Case:
        replaced = {member.replace("context", "@context"): value for member, value in members.items()}
        return refused(name, of, what, reason, changed(whole, lambda document: document["proof"][0].update(replaced)))

    yield option(
        "cryptosuite", Attack.UNKNOWN_SUITE, "Another suite.", Refusal.PROOF_SUITE, cryptosuite="eddsa-rdfc-2022"
    )
    yield option("proof-type", Attack.UNKNOWN_TYPE, "Another type.", Refusal.PROOF_SUITE, type="Ed25519Signature2020")
    yield option(
        "previous-proof", Attack.PREVIOUS_PROOF, "A chain of proofs.", Refusal.SCHEMA, previousProof="urn:uuid:1"
    )
    members = Attack.UNKNOWN_MEMBER
    yield option("expires", members, "A proof that runs out.", Refusal.SCHEMA, expires="2027-11-22T09:00:00Z")
    yield option("domain", members, "A proof for one domain.", Refusal.SCHEMA, domain="example.org")
    yield option("purpose", attack, "Not an assertion.", Refusal.PROOF_FORM, proofPurpose="authentication")
    yield option(
        "created-one-second-later", attack, "Signed too.", Refusal.BAD_SIGNATURE, created="2026-11-22T09:00:01Z"
    )
    yield option(
        "created-with-offset", attack, "Another spelling.", Refusal.SCHEMA, created="2026-11-22T09:00:00+00:00"
    )
    context = ["https://www.w3.org/ns/credentials/v2"]
    yield option("proof-context-shorter", Attack.CONTEXT, "One only.", Refusal.PROOF_CONTEXT, context=context)
    unit = key("unit").public_key
    yield option(
        "method-under-another-issuer",
        Attack.ISSUER_SWAPPED,
        "Rowan's id.",
        Refusal.PROOF_KEY,
        verificationMethod=f"{ROWAN}#{unit}",
    )
    yield option("method-without-a-holder", attack, "A bare key.", Refusal.PROOF_KEY, verificationMethod=unit)
    yield option("method-without-a-key", attack, "No key.", Refusal.PROOF_KEY, verificationMethod=f"{ALDER}#{ALDER}")
    author = key("author").public_key
    yield option(
        "method-with-another-key",
        attack,
        "The author's.",
        Refusal.BAD_SIGNATURE,
        verificationMethod=f"{ALDER}#{author}",
    )


def _bytes() -> Iterator[Case]:
    whole = signed()
    value: str = whole["proof"][1]["proofValue"]
    raw = read_signature(value)

    def spelt(name: str, attack: Attack, what: str, reason: Refusal, text: str) -> Case:
        return refused(
            name, attack, what, reason, changed(whole, lambda document: document["proof"][1].update(proofValue=text))
        )

    yield spelt(
        "signature-truncated", Attack.SIGNATURE_LENGTH, "63 bytes.", Refusal.PROOF_FORM, "z" + base58_encode(raw[:-1])
    )
    yield spelt(
        "signature-extended", Attack.SIGNATURE_LENGTH, "65 bytes.", Refusal.PROOF_FORM, "z" + base58_encode(raw + b"\1")
    )
    yield spelt(
        "signature-padded", Attack.SIGNATURE_SPELLING, "A zero byte before it.", Refusal.PROOF_FORM, "z1" + value[1:]
    )
    larger = int.from_bytes(raw[32:], "little") + _ORDER
    second = raw[:32] + larger.to_bytes(32, "little")
    yield spelt(
        "signature-s-plus-l",
        Attack.SIGNATURE_S_PLUS_L,
        "The same S, the group's order added.",
        Refusal.BAD_SIGNATURE,
        "z" + base58_encode(second),
    )
    yield spelt("signature-in-hexadecimal", Attack.SIGNATURE_SPELLING, "Multibase f.", Refusal.SCHEMA, "f" + raw.hex())
    yield spelt("signature-in-base64url", Attack.SIGNATURE_SPELLING, "Multibase u.", Refusal.PROOF_FORM, "uAAAA")
    yield spelt(
        "signature-letter-outside-base58",
        Attack.SIGNATURE_SPELLING,
        "A capital O.",
        Refusal.PROOF_FORM,
        value[:20] + "O" + value[21:],
    )
    yield spelt(
        "signature-of-zeros", Attack.SIGNATURE_SPELLING, "64 bytes of nothing.", Refusal.BAD_SIGNATURE, "z" + "1" * 64
    )
    # The identity: with S = 0 and R the identity, one signature fits every message.
    point = encode_multikey((1).to_bytes(32, "little"))
    fits_all = "z" + base58_encode((1).to_bytes(32, "little") + bytes(32))

    def plant(document: Document) -> None:
        document["attestation"]["unit"]["key"] = point
        document["proof"][0].update(verificationMethod=f"{ALDER}#{point}", proofValue=fits_all)

    yield refused(
        "small-order-key",
        Attack.SMALL_ORDER,
        "The identity as the unit's key.",
        Refusal.SMALL_ORDER_KEY,
        changed(whole, plant),
    )
    # The same point with y written as p + 1.
    yield refused(
        "small-order-key-written-larger",
        Attack.SMALL_ORDER,
        "A second spelling of the identity.",
        Refusal.SMALL_ORDER_KEY,
        changed(
            whole,
            lambda document: document["proof"][0].update(
                verificationMethod=f"{ALDER}#{encode_multikey((2**255 - 18).to_bytes(32, 'little'))}"
            ),
        ),
    )
