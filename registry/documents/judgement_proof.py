"""A clinician's signature under one judgement of theirs, by the same cryptosuite as a document's proof.

What is signed is the judgement as plain JSON, without its signature, under the name of its kind, so that a signature
under one kind of judgement never fits another.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from registry.documents.proofs import check_proof, sign_document
from registry.documents.signers import verification_method
from registry.domain.errors import Refused
from registry.domain.signature import Signature
from registry.domain.signing import Signer
from registry.domain.times import stamp

_CONTEXT = ["https://www.w3.org/ns/credentials/v2"]


def sign_judgement(
    kind: str, judgement: Mapping[str, Any], *, signer: Signer, unit_id: str, created: datetime
) -> Signature:
    """Return the signer's signature under a judgement of this kind. Raises InvalidValue outside our JSON profile."""
    method, at = verification_method(unit_id, signer.public_key), created.replace(microsecond=0)
    proof = sign_document(_document(kind, judgement), signer=signer, verification_method=method, created=stamp(at))
    return Signature(method=method, created=at, value=proof["proofValue"])


def fits(kind: str, judgement: Mapping[str, Any], signature: Signature) -> bool:
    """Return whether the signature is one of the key it names, over exactly this judgement."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": stamp(signature.created),
        "verificationMethod": signature.method,
        "proofPurpose": "assertionMethod",
        "@context": _CONTEXT,
        "proofValue": signature.value,
    }
    try:
        check_proof(_document(kind, judgement), proof, key_of(signature))
    except Refused:
        return False
    return True


def key_of(signature: Signature) -> str:
    """Return the public key that a signature names, as Multikey text."""
    return signature.method.partition("#")[2]


def _document(kind: str, judgement: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in judgement.items() if name != "signature"}
    return {"@context": _CONTEXT, "type": kind, "judgement": said}
