"""Checkpoints as signed notes: written and read back, and held to C2SP's own example of a key id and signature."""

from base64 import b64decode, b64encode
from dataclasses import replace

import pytest

from registry.custody.signing_key import SigningKey
from registry.documents.checkpoint_note import is_signed, looks_like_note, read_note, write_note
from registry.documents.multikey import write_public_key
from registry.domain.attestation import Checkpoint
from registry.domain.audit import checkpoint_text
from registry.domain.errors import Refusal, Refused

KEY = SigningKey(bytes(range(32)))
ROOT = bytes(range(32))
ORIGIN = "throughcare/urn:uuid:00000000-0000-4000-8000-000000000001"
CHECKPOINT = Checkpoint(
    origin=ORIGIN,
    size=1234,
    root=b64encode(ROOT).decode(),
    key=KEY.public_key,
    signature=b64encode(KEY.sign(checkpoint_text(ORIGIN, 1234, ROOT).encode())).decode(),
)

# The example in golang.org/x/mod/sumdb/note's documentation: verifier key and signed note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_LINE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="


def test_a_note_is_read_back() -> None:
    note = write_note(CHECKPOINT)
    assert looks_like_note(note)
    assert read_note(note, key=KEY.public_key) == CHECKPOINT
    assert is_signed(CHECKPOINT)


def test_the_key_id_and_signature_are_those_of_signed_notes_elsewhere() -> None:
    import hashlib

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from registry.documents import checkpoint_note

    name, key_id, encoded = GO_KEY.split("+", 2)
    raw = b64decode(encoded)
    assert checkpoint_note._key_id(name, write_public_key(raw[1:])).hex() == key_id
    assert hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8] == key_id
    line = b64decode(GO_LINE)
    assert line[:4].hex() == key_id
    Ed25519PublicKey.from_public_bytes(raw[1:]).verify(line[4:], GO_TEXT.encode())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda note: note + b"\n",
        lambda note: note.replace(b"1234", b"01234"),
        lambda note: note.replace(b"1234", "１２３４".encode()),
        lambda note: note.replace(b"\n\n", b"\n"),
        lambda note: note.replace(b"\xe2\x80\x94 throughcare", b"\xe2\x80\x94 somebody"),
        lambda note: note.replace(b"\xe2\x80\x94 throughcare", b"\xe2\x80\x94 throughcarer"),
        lambda note: note.replace(b"\n", b"\r\n"),
        lambda note: b"{}",
        lambda note: b"",
    ],
)
def test_what_is_no_note_is_refused(spoil: object) -> None:
    with pytest.raises(Refused) as caught:
        read_note(spoil(write_note(CHECKPOINT)), key=KEY.public_key)  # type: ignore[operator]
    assert caught.value.reason is Refusal.CONTENT


@pytest.mark.parametrize("seed", range(8))
def test_a_note_of_another_key_is_refused(seed: int) -> None:
    with pytest.raises(Refused) as caught:
        read_note(write_note(CHECKPOINT), key=SigningKey(bytes([seed]) * 32).public_key)
    assert caught.value.reason is Refusal.UNKNOWN_KEY


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 1235},
        {"root": b64encode(bytes(32)).decode()},
        {"root": "~"},
        {"origin": "throughcare/other"},
        {"origin": "two words"},
        {"signature": "AAAA"},
        {"signature": "~"},
        {"key": "z6MkNo"},
    ],
)
def test_a_changed_checkpoint_is_not_signed(wrong: dict[str, object]) -> None:
    assert not is_signed(replace(CHECKPOINT, **wrong))  # type: ignore[arg-type]
