"""Whose proofs must stand in a document: exactly the keys that its own attestation names, kind by kind.

| Document | Proofs |
|---|---|
| transfer summary | the unit and the approver; an interim one: the unit and the author |
| withdrawal | the unit and the approver |
| annex | the unit and the named decision-maker |
| receipt | the person who received, with a key for receiving; no unit |

Read from the JSON and not from the decoded document, so that nothing is decoded before its signers are known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.documents.signers import ProofMade
from registry.domain.directory import KeyRole
from registry.domain.errors import Refusal, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredSigners:
    """The keys that must have signed: the unit's, where it signs, and one person's, with the role of that key."""

    unit: str | None
    person: str
    role: KeyRole = KeyRole.CLINICIAN


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturesMade:
    """The proofs of exactly the required signers; `unit` is absent where only a person signs."""

    unit: ProofMade | None
    person: ProofMade
    role: KeyRole

    @property
    def all(self) -> tuple[ProofMade, ...]:
        """Every proof, the unit's first."""
        return (self.unit, self.person) if self.unit else (self.person,)


def summary_signers(document: Mapping[str, Any]) -> RequiredSigners:
    """Return who must sign a transfer summary. Raises `Refused` (`signers`) unless one person is named to sign."""
    attestation = document["attestation"]
    interim = document.get("interim", False)
    author, approver = attestation["author"], attestation.get("approver")
    person = author.get("key") if interim else (approver or {}).get("key")
    if interim == (approver is not None) or (not interim and "key" in author) or person is None:
        raise _not_one_person()
    return RequiredSigners(unit=attestation["unit"]["key"], person=person)


def withdrawal_signers(document: Mapping[str, Any]) -> RequiredSigners:
    """Return who must sign a withdrawal. Raises `Refused` (`signers`) when the approver names no key."""
    attestation = document["attestation"]
    return RequiredSigners(unit=attestation["unit"]["key"], person=_key_of(attestation["approver"]))


def annex_signers(document: Mapping[str, Any]) -> RequiredSigners:
    """Return who must sign an annex. Raises `Refused` (`signers`) when the decision-maker names no key."""
    attestation = document["attestation"]
    if "key" in attestation["author"]:
        raise _not_one_person()
    return RequiredSigners(unit=attestation["unit"]["key"], person=_key_of(attestation["decisionMaker"]))


def receipt_signers(document: Mapping[str, Any]) -> RequiredSigners:
    """Return who must sign a receipt. Raises `Refused` (`signers`) when the receiver names no key."""
    return RequiredSigners(unit=None, person=_key_of(document["attestation"]["receiver"]), role=KeyRole.RECEIVER)


def match_signers(required: RequiredSigners, made: tuple[ProofMade, ...]) -> SignaturesMade:
    """Return the proofs by signer. Raises `Refused` (`signers`) unless they are exactly those required, once each."""
    wanted = {key for key in (required.unit, required.person) if key is not None}
    by_key = {proof.key: proof for proof in made}
    if required.unit == required.person or len(made) != len(wanted) or by_key.keys() != wanted:
        raise Refused(
            Refusal.SIGNERS,
            "The document is not signed by exactly the keys that its attestation names.",
            path="/proof",
            hint="A proof was removed, added or exchanged.",
        )
    unit = by_key[required.unit] if required.unit is not None else None
    return SignaturesMade(unit=unit, person=by_key[required.person], role=required.role)


def _key_of(signatory: Mapping[str, Any]) -> str:
    key = signatory.get("key")
    if not isinstance(key, str):
        raise _not_one_person()
    return key


def _not_one_person() -> Refused:
    return Refused(
        Refusal.SIGNERS,
        "The attestation does not name exactly one person to sign.",
        path="/attestation",
    )
