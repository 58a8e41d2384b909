"""An audit checkpoint as a file: the signed note of C2SP, which other transparency tools can read.

A note is the checkpoint's text, an empty line, and a line "— origin signature". The signature's bytes are a key id of
four bytes and the 64 of Ed25519; the key id is the beginning of SHA-256 over the origin, a line feed, 0x01 and the
public key. Source: https://c2sp.org/signed-note and https://c2sp.org/tlog-checkpoint. A note names its key by that
id alone, so whoever reads one must know the key.
"""

import base64
import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from registry.documents.multikey import read_public_key
from registry.domain.attestation import Checkpoint
from registry.domain.audit import checkpoint_text
from registry.domain.errors import Refusal, Refused, ThroughcareError

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_NOTE = re.compile(
    rb"(?P<origin>[!-*,-~]{1,200})\n(?P<size>0|[1-9][0-9]{0,14})\n(?P<root>[A-Za-z0-9+/]{43}=)\n\n"
    rb"\xe2\x80\x94 (?P<name>[!-*,-~]{1,200}) (?P<signature>[A-Za-z0-9+/]{91}=)\n"
)


def write_note(checkpoint: Checkpoint) -> bytes:
    """Return the checkpoint as a signed note."""
    signature = _key_id(checkpoint.origin, checkpoint.key) + base64.b64decode(checkpoint.signature)
    name, signed = checkpoint.origin, base64.b64encode(signature).decode()
    return f"{_text(checkpoint)}\n— {name} {signed}\n".encode()


def looks_like_note(data: bytes) -> bool:
    """True when the bytes begin as a note does and JSON and PDF cannot."""
    return _NOTE.fullmatch(data) is not None


def read_note(data: bytes, *, key: str) -> Checkpoint:
    """Return the checkpoint in a note that `key` (Multikey) is said to have signed; the signature is not checked yet.

    Raises `Refused` (`content` for another form, `unknown-key` when the note names another key).
    """
    found = _NOTE.fullmatch(data)
    if found is None or found["origin"] != found["name"]:
        raise Refused(
            Refusal.CONTENT, "This is no checkpoint note.", hint="Name what `audit checkpoint` wrote, or a summary."
        )
    origin, signature = found["origin"].decode("ascii"), base64.b64decode(found["signature"])
    if signature[:_KEY_ID_BYTES] != _key_id(origin, key):
        raise Refused(
            Refusal.UNKNOWN_KEY,
            "The note is signed by another key than this log's: another home made it, and says nothing of this one.",
            hint="Its first line names the log.",
        )
    return Checkpoint(
        origin=origin,
        size=int(found["size"]),
        root=found["root"].decode("ascii"),
        key=key,
        signature=base64.b64encode(signature[_KEY_ID_BYTES:]).decode("ascii"),
    )


def is_signed(checkpoint: Checkpoint) -> bool:
    """True when the checkpoint's signature is by the key it names."""
    try:
        public = Ed25519PublicKey.from_public_bytes(read_public_key(checkpoint.key))
        public.verify(base64.b64decode(checkpoint.signature, validate=True), _text(checkpoint).encode())
    except (InvalidSignature, ThroughcareError, ValueError):
        return False
    return True


def _text(checkpoint: Checkpoint) -> str:
    return checkpoint_text(checkpoint.origin, checkpoint.size, base64.b64decode(checkpoint.root, validate=True))


def _key_id(origin: str, key: str) -> bytes:
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + read_public_key(key)).digest()[:_KEY_ID_BYTES]
