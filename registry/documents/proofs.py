"""Data Integrity proofs by the cryptosuite eddsa-jcs-2022: made and checked.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.3. What is signed is 64 bytes: SHA-256 of the
canonical proof without `proofValue`, then SHA-256 of the canonical document without `proof`.

A proof is accepted only if, in this order:

1. It has exactly the seven members of our profile, with text in each but `@context`. A member we do not know
   (`previousProof`, `expires`, `domain`) could change what the proof means.
2. Its type and cryptosuite are the ones above.
3. Its purpose is `assertionMethod` and `created` is UTC in whole seconds.
4. Its `@context` equals the document's, in content and order. The source allows the document to have more, which
   would let anyone append a context after signing.
5. `verificationMethod` ends in the key it is checked against, and that key is a canonical one of full order.
6. The signature is 64 bytes in their one spelling and verifies. `cryptography` refuses S not below the group
   order, so S + L is no second signature. libsodium is asked first, because it takes half the time and accepts a part
   of what `cryptography` accepts (decision 24); what it does not accept, `cryptography` decides.

Whether the key may sign this document, and when, is for the caller, who has the directory.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

from registry.documents.canonical import canonical, canonical_rfc8785, canonical_to_sign, without_proof
from registry.documents.multikey import read_public_key, read_signature, write_signature
from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.domain.signing import Signer

TYPE = "DataIntegrityProof"
CRYPTOSUITE = "eddsa-jcs-2022"
PURPOSE = "assertionMethod"

_TEXT_MEMBERS = ("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue")
_MEMBERS = frozenset({*_TEXT_MEMBERS, "@context"})
_CREATED = re.compile(
    "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
)


def sign_document(
    document: Mapping[str, Any], *, signer: Signer, verification_method: str, created: str
) -> dict[str, Any]:
    """Return a new proof by `signer` over `document` (any `proof` it already has is left out of account).

    `verification_method` is the holder's id, `#` and the signer's public key; `created` is UTC in whole seconds
    with `Z`. The signature is verified before it is returned. Raises `InvalidValue` if the method does not name the
    signer's key, the time is malformed, the document has no `@context` or no canonical form, or the signer's
    signature does not fit its own public key.
    """
    _check_signing(document, signer, verification_method, created)
    return _proof_over(canonical_to_sign(without_proof(document)), document, signer, verification_method, created)


def sign_before_reading(
    document: Mapping[str, Any], *, signer: Signer, verification_method: str, created: str
) -> dict[str, Any]:
    """Return a new proof as `sign_document` does, for a caller that reads the signed bytes strictly before they leave.

    Inside our profile the quick canonical form is the exact one; what that reading then refuses was outside it, and the
    proof is thrown away with it. So a document is read once and not twice. Raises as `sign_document`.
    """
    _check_signing(document, signer, verification_method, created)
    return _proof_over(canonical(without_proof(document)), document, signer, verification_method, created)


def _check_signing(document: Mapping[str, Any], signer: Signer, verification_method: str, created: str) -> None:
    if not _names_key(verification_method, signer.public_key):
        raise InvalidValue("The verification method is not a holder's id, # and the signer's key.")
    if not _CREATED.fullmatch(created):
        raise InvalidValue("The time of signing is not UTC in whole seconds.")
    if "@context" not in document:
        raise InvalidValue("The document has no @context to sign under.")


def _proof_over(
    form: bytes, document: Mapping[str, Any], signer: Signer, verification_method: str, created: str
) -> dict[str, Any]:
    """Return the proof over a document's canonical form."""
    proof = {
        "type": TYPE,
        "cryptosuite": CRYPTOSUITE,
        "created": created,
        "verificationMethod": verification_method,
        "proofPurpose": PURPOSE,
        "@context": document["@context"],
    }
    signed = _sha256(canonical_to_sign(proof)) + _sha256(form)
    signature = signer.sign(signed)
    text = write_signature(signature)
    # A signature by another key, or damaged in memory, must not leave the house.
    if not _fits(signer.public_key, signature, signed):
        raise InvalidValue("The signature does not fit the signer's public key.")
    return {**proof, "proofValue": text}


def check_proof(document: Mapping[str, Any], proof: object, public_key: str) -> None:
    """Return if `proof` is a good proof over `document` by `public_key` (Multikey text).

    Raises `Refused` with the reason of the first rule broken: `proof-form`, `proof-suite`, `proof-context`,
    `proof-key`, `small-order-key` or `bad-signature`.
    """
    check_proofs(document, [(proof, public_key)])


def check_proofs(document: Mapping[str, Any], pairs: Iterable[tuple[object, str]]) -> str:
    """Check every pair of a proof and its public key; return the digest of the document they cover.

    The document is canonicalised once, which is why this exists beside `check_proof`. The digest is the one
    `canonical.document_digest` gives. Raises `Refused`, as `check_proof` does, for the first proof that fails, its
    place among `pairs` in `path`; a call without pairs proves nothing and raises `Refused` (`no-proof`).
    """
    unsecured = without_proof(document)
    try:
        quick = canonical(unsecured)
    except InvalidValue as error:
        raise Refused(Refusal.CONTENT, error.message) from None
    hashed = _sha256(quick)
    checked = list(pairs)
    if not checked:
        raise Refused(Refusal.NO_PROOF, "There is no proof to check.")
    for position, (proof, public_key) in enumerate(checked):
        try:
            config, signature = _open(document, proof, public_key)
            fits = _fits(public_key, signature, _sha256(canonical(config)) + hashed)
            if not fits and not _fits_exactly(public_key, signature, config, unsecured):
                raise Refused(Refusal.BAD_SIGNATURE, "The signature does not fit the document.")
        except Refused as refused:
            raise Refused(refused.reason, refused.message, path=f"/proof/{position}", hint=refused.hint) from None
    return hashed.hex()


def _open(document: Mapping[str, Any], proof: object, public_key: str) -> tuple[dict[str, Any], bytes]:
    """Apply rules 1 to 5; return the proof without its value, and the signature. Raises `Refused`."""
    # 1. Members.
    if not isinstance(proof, dict) or proof.keys() != _MEMBERS:
        raise Refused(
            Refusal.PROOF_FORM, "A proof does not have exactly the members " + ", ".join(sorted(_MEMBERS)) + "."
        )
    if not all(isinstance(proof[name], str) for name in _TEXT_MEMBERS):
        raise Refused(Refusal.PROOF_FORM, "A member of a proof is not text.")
    # 2. Suite.
    if proof["type"] != TYPE or proof["cryptosuite"] != CRYPTOSUITE:
        raise Refused(Refusal.PROOF_SUITE, f"A proof is not a {TYPE} by {CRYPTOSUITE}.")
    # 3. Purpose and time.
    if proof["proofPurpose"] != PURPOSE:
        raise Refused(Refusal.PROOF_FORM, f"A proof's purpose is not {PURPOSE}.")
    if not _CREATED.fullmatch(proof["created"]):
        raise Refused(Refusal.PROOF_FORM, "A proof's time is not UTC in whole seconds.")
    # 4. Context.
    if "@context" not in document or proof["@context"] != document["@context"]:
        raise Refused(Refusal.PROOF_CONTEXT, "A proof's context is not the document's.")
    # 5. Key.
    if not _names_key(proof["verificationMethod"], public_key):
        raise Refused(Refusal.PROOF_KEY, "A proof names another key than the one it is checked against.")
    read_public_key(public_key)
    # 6. The signature's spelling; the caller verifies it.
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    return config, read_signature(proof["proofValue"])


def _names_key(method: str, public_key: str) -> bool:
    """Return whether a verification method is a holder's id, `#` and this key."""
    holder, _, fragment = method.rpartition("#")
    return bool(holder) and fragment == public_key


def _fits_exactly(public_key: str, signature: bytes, config: dict[str, Any], unsecured: dict[str, Any]) -> bool:
    """Try again with the exact canonical form."""
    try:
        exact = _sha256(canonical_rfc8785(config)) + _sha256(canonical_rfc8785(unsecured))
    except InvalidValue:
        return False
    return _fits(public_key, signature, exact)


def _fits(public_key: str, signature: bytes, signed: bytes) -> bool:
    try:
        crypto_sign_open(signature + signed, read_public_key(public_key))
    except BadSignatureError:
        return _fits_by_cryptography(public_key, signature, signed)
    return True


def _fits_by_cryptography(public_key: str, signature: bytes, signed: bytes) -> bool:
    try:
        _key(public_key).verify(signature, signed)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=1024)
def _key(public_key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(read_public_key(public_key))


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
