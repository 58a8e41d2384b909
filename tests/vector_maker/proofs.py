"""Attacks on a summary's proofs and signature bytes."""

from collections.abc import Iterator
from typing import Any

from registry.documents.multikey import read_signature
from registry.documents.proofs import sign_document
from registry.domain.errors import Refusal
from registry.domain.multikey import base58_encode, encode_multikey
from tests.documents.clinic import ALDER, ROWAN, key, signed, summary
from tests.documents.record import urn
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

    def with_proofs(name: str, attack: str, what: str, reason: Refusal, replaced: object) -> Case:
        return refused(name, attack, what, reason, {**whole, "proof": replaced})

    yield refused(
        "tampered-field",
        "tampered field",
        "One word exchanged after signing.",
        Refusal.BAD_SIGNATURE,
        changed(whole, lambda document: document["credentialSubject"]["participant"].update(knownAs="Shane")),
    )
    yield refused(
        "field-removed",
        "tampered field",
        "What was left out is said no more.",
        Refusal.BAD_SIGNATURE,
        changed(whole, lambda document: document["credentialSubject"].pop("omitted")),
    )
    yield refused(
        "list-turned-round",
        "tampered field",
        "The plan's lines in another order.",
        Refusal.BAD_SIGNATURE,
        changed(whole, lambda document: document["credentialSubject"]["plan"]["lines"].reverse()),
    )
    yield with_proofs("proof-removed", "proof removed", "The unit's proof is gone.", Refusal.SIGNERS, proofs[1:])
    yield with_proofs("approver-removed", "approver removed", "The approver's is gone.", Refusal.SIGNERS, proofs[:1])

    def called_interim(document: Document) -> None:
        document["proof"].pop(1)
        document["interim"] = True
        del document["attestation"]["approver"]

    yield refused(
        "approver-removed-and-called-interim",
        "approver removed",
        "Proof and name of the approver are gone.",
        Refusal.BAD_SIGNATURE,
        changed(whole, called_interim),
    )
    yield with_proofs("all-proofs-removed", "all proofs removed", "An empty list.", Refusal.NO_PROOF, [])
    yield refused(
        "proof-member-removed",
        "all proofs removed",
        "No proof member at all.",
        Refusal.NO_PROOF,
        changed(whole, lambda document: document.pop("proof")),
    )
    yield with_proofs(
        "proof-not-a-list", "unknown top-level or proof members", "One object.", Refusal.PROOF_FORM, proofs[0]
    )
    yield with_proofs(
        "proof-copied-from-another-document",
        "proof copied from another document",
        "Good proofs over something else.",
        Refusal.BAD_SIGNATURE,
        other["proof"],
    )
    yield with_proofs(
        "one-broken-proof-in-a-set",
        "proof copied from another document",
        "Two good proofs and one broken.",
        Refusal.BAD_SIGNATURE,
        [*proofs, other["proof"][0]],
    )
    yield with_proofs(
        "proof-added-by-a-stranger", "unknown key", "A third good proof.", Refusal.SIGNERS, [*proofs, added]
    )
    yield with_proofs("same-key-twice", "same key twice", "The unit's proof twice.", Refusal.SIGNERS, [proofs[0]] * 2)
    yield with_proofs(
        "proof-doubled", "same key twice", "Three proofs by two keys.", Refusal.SIGNERS, [*proofs, proofs[1]]
    )
    yield with_proofs(
        "seventeen-proofs",
        "BOM, wrong encoding, lone surrogates, NaN, 1e400, big integers, 5,000-digit integers, deep nesting, 50 MB file, thousands of proofs",
        "One more than is read.",
        Refusal.TOO_MANY_PROOFS,
        (proofs * 9)[:17],
    )


def _options() -> Iterator[Case]:
    whole = signed()
    attack = "tampered proof option"

    def option(name: str, of: str, what: str, reason: Refusal, **members: Any) -> Case:
        replaced = {member.replace("context", "@context"): value for member, value in members.items()}
        return refused(name, of, what, reason, changed(whole, lambda document: document["proof"][0].update(replaced)))

    unknown = "unknown cryptosuite, type, schema version, `previousProof`"
    yield option("cryptosuite", unknown, "Another suite.", Refusal.PROOF_SUITE, cryptosuite="eddsa-rdfc-2022")
    yield option("proof-type", unknown, "Another type.", Refusal.PROOF_SUITE, type="Ed25519Signature2020")
    yield option("previous-proof", unknown, "A chain of proofs.", Refusal.SCHEMA, previousProof="urn:uuid:1")
    members = "unknown top-level or proof members"
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
    yield option(
        "proof-context-shorter", "context reordered or appended", "One only.", Refusal.PROOF_CONTEXT, context=context
    )
    unit = key("unit").public_key
    yield option(
        "method-under-another-issuer",
        "issuer swapped",
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
    attack = "signature truncated, extended, S + L, re-encoded base58, other alphabets"
    whole = signed()
    value: str = whole["proof"][1]["proofValue"]
    raw = read_signature(value)

    def spelt(name: str, what: str, reason: Refusal, text: str) -> Case:
        return refused(
            name, attack, what, reason, changed(whole, lambda document: document["proof"][1].update(proofValue=text))
        )

    yield spelt("signature-truncated", "63 bytes.", Refusal.PROOF_FORM, "z" + base58_encode(raw[:-1]))
    yield spelt("signature-extended", "65 bytes.", Refusal.PROOF_FORM, "z" + base58_encode(raw + b"\1"))
    yield spelt("signature-padded", "A zero byte before it.", Refusal.PROOF_FORM, "z1" + value[1:])
    larger = int.from_bytes(raw[32:], "little") + _ORDER
    second = raw[:32] + larger.to_bytes(32, "little")
    yield spelt(
        "signature-s-plus-l", "The same S, the group's order added.", Refusal.BAD_SIGNATURE, "z" + base58_encode(second)
    )
    yield spelt("signature-in-hexadecimal", "Multibase f.", Refusal.SCHEMA, "f" + raw.hex())
    yield spelt("signature-in-base64url", "Multibase u.", Refusal.PROOF_FORM, "uAAAA")
    yield spelt("signature-letter-outside-base58", "A capital O.", Refusal.PROOF_FORM, value[:20] + "O" + value[21:])
    yield spelt("signature-of-zeros", "64 bytes of nothing.", Refusal.BAD_SIGNATURE, "z" + "1" * 64)
    # The identity: with S = 0 and R the identity, one signature fits every message.
    point = encode_multikey((1).to_bytes(32, "little"))
    fits_all = "z" + base58_encode((1).to_bytes(32, "little") + bytes(32))

    def plant(document: Document) -> None:
        document["attestation"]["unit"]["key"] = point
        document["proof"][0].update(verificationMethod=f"{ALDER}#{point}", proofValue=fits_all)

    yield refused(
        "small-order-key",
        "small-order key",
        "The identity as the unit's key.",
        Refusal.SMALL_ORDER_KEY,
        changed(whole, plant),
    )
    # The same point with y written as p + 1.
    yield refused(
        "small-order-key-written-larger",
        "small-order key",
        "A second spelling of the identity.",
        Refusal.SMALL_ORDER_KEY,
        changed(
            whole,
            lambda document: document["proof"][0].update(
                verificationMethod=f"{ALDER}#{encode_multikey((2**255 - 18).to_bytes(32, 'little'))}"
            ),
        ),
    )
