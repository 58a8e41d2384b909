"""Putting a proof on a document, and the bytes in which a signed document leaves the house."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from registry.documents.canonical import canonical
from registry.documents.envelope import MOST_PROOFS, open_envelope
from registry.documents.proofs import sign_before_reading
from registry.documents.schema_check import check_schema
from registry.documents.signers import verification_method
from registry.documents.strict import read_strict
from registry.domain.errors import NotAllowed
from registry.domain.signing import Signer
from registry.domain.times import stamp


def add_proof(document: Mapping[str, Any], *, signer: Signer, issuer_id: str, created: datetime) -> dict[str, Any]:
    """Return the document with the signer's proof added; `proof` is a list, the unit's first.

    The document is held to the rules of reading and to its schema here, so that no signature goes out on what
    nobody could read. Raises `Refused` as reading does, and `NotAllowed` when this key has signed already.
    """
    proofs = list(document.get("proof", []))
    method = verification_method(issuer_id, signer.public_key)
    if any(proof["verificationMethod"] == method for proof in proofs):
        raise NotAllowed("This key has signed the document already.")
    if len(proofs) >= MOST_PROOFS:
        raise NotAllowed(f"A document carries at most {MOST_PROOFS} proofs.")
    proofs.append(sign_before_reading(document, signer=signer, verification_method=method, created=stamp(created)))
    unit = document.get("attestation", {}).get("unit", {}).get("key")
    first = verification_method(issuer_id, unit) if unit else ""
    # Sorting is stable: without a unit's proof the order stays that of signing.
    proofs.sort(key=lambda proof: proof["verificationMethod"] != first)
    signed = {**document, "proof": proofs}
    # Nothing leaves here unread: `sign_before_reading` rests on this line.
    read_strict(document_bytes(signed))
    kind, version = open_envelope(signed)
    check_schema(signed, kind, version)
    return signed


def document_bytes(document: Mapping[str, Any]) -> bytes:
    """Return the bytes of the file: canonical JSON and a line feed. Raises `InvalidValue` outside our profile."""
    return canonical(document) + b"\n"
