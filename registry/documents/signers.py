"""Which key each proof on a document claims to be made with, and when: the link from a proof to a person or unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.times import read_stamp

_KEY_LENGTH = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofMade:
    """One proof that verified: the key it was made with, and when by the signer's own word."""

    key: str
    created: datetime


def verification_method(issuer_id: str, key: str) -> str:
    """Return how a proof names its key: the issuer's id, `#` and the key. A person's key is named so too."""
    return f"{issuer_id}#{key}"


def claimed_keys(document: Mapping[str, Any], issuer_id: str) -> list[str]:
    """Return the key that each proof names, in the order of the proofs.

    The document follows its schema. Raises `Refused` (`proof-key`) for a proof that names another issuer.
    """
    keys: list[str] = []
    for position, proof in enumerate(document["proof"]):
        method: str = proof["verificationMethod"]
        key = method[-_KEY_LENGTH:]
        if method != verification_method(issuer_id, key):
            raise Refused(
                Refusal.PROOF_KEY,
                "A proof names a key that is not under the document's issuer.",
                path=f"/proof/{position}/verificationMethod",
            )
        keys.append(key)
    return keys


def proofs_made(document: Mapping[str, Any], keys: list[str]) -> tuple[ProofMade, ...]:
    """Return what the proofs say, once they have verified. Raises `Refused` (`proof-form`) for an impossible day."""
    try:
        return tuple(
            ProofMade(key=key, created=read_stamp(proof["created"]))
            for key, proof in zip(keys, document["proof"], strict=True)
        )
    except InvalidValue as error:
        raise Refused(Refusal.PROOF_FORM, error.message, path="/proof") from None
