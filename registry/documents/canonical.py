"""The canonical form of a document (RFC 8785, JSON Canonicalization Scheme) and its digest.

Two implementations, for two purposes:

- `canonical_rfc8785` is right for every JSON value that RFC 8785 covers.
- `canonical` is some sixty times faster and gives the same bytes inside our profile (what `strict.read_strict`
  lets through: ASCII member names, integers below 2^53, no floats). **Verify with it first**, and only if a
  signature fails repeat with `canonical_rfc8785` before refusing.
- `canonical_to_sign` is the second inside our profile, which it makes sure of by reading the bytes strictly, and the
  first outside it. **Sign with it.**

So a difference between the two could cost time, or spoil a document as it is made, but never make a forgery
pass: whatever is accepted was signed in exactly those bytes.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
import rfc8785

from registry.documents.strict import read_strict
from registry.domain.errors import InvalidValue, Refused

# Only what JSON itself knows: orjson would otherwise also write dataclasses, dates and subclasses its own way.
_OPTIONS = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)


def canonical(value: Any) -> bytes:
    """Return the canonical form of a value inside our profile, fast.

    Outside the profile the bytes may not be RFC 8785's: orjson orders names by code point, not by UTF-16 unit,
    and writes some floats differently. Raises `InvalidValue` for an integer of 2^53 or more, or for what is not
    JSON.
    """
    try:
        return orjson.dumps(value, option=_OPTIONS)
    except TypeError as error:
        raise InvalidValue("The value has no canonical form: it is not JSON of our profile.") from error


def canonical_rfc8785(value: Any) -> bytes:
    """Return the canonical form of any JSON value, exactly as RFC 8785 says.

    Raises `InvalidValue` for NaN, an infinity, an integer of 2^53 or more, a lone surrogate, or what is not JSON.
    """
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:
        raise InvalidValue("The value has no canonical form: it is not JSON.") from error


def canonical_to_sign(value: Mapping[str, Any]) -> bytes:
    """Return the canonical form of an object exactly as RFC 8785 says, fast where the object is inside our profile.

    Raises `InvalidValue` as `canonical_rfc8785` does.
    """
    try:
        quick = canonical(value)
        read_strict(quick, limit=len(quick))
    except (InvalidValue, Refused):
        return canonical_rfc8785(value)
    return quick


def without_proof(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return `document` without its `proof`: what is signed and what the digest covers."""
    return {name: value for name, value in document.items() if name != "proof"}


def document_digest(document: Mapping[str, Any]) -> str:
    """Return the document digest: SHA-256, in lower-case hexadecimal, of the canonical form without `proof`.

    White space, member order and escapes never change it; neither does adding a proof. Raises `InvalidValue` as
    `canonical` does.
    """
    return hashlib.sha256(canonical(without_proof(document))).hexdigest()
