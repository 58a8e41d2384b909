"""Sealing: opened by those it is addressed to, refused by name for everything else, limits looked at first."""

import time
from typing import Any

import pyrage
import pytest

from registry.custody import sealing
from registry.custody.sealing import (
    MOST_BYTES,
    MOST_RECIPIENTS,
    is_sealed,
    seal,
    unseal,
    unseal_foreign,
)
from registry.domain.errors import Exit, InvalidValue, Refusal, Refused, Sealed

VERSION = b"age-encryption.org/v1\n"


@pytest.fixture
def ada() -> Any:
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def bob() -> Any:
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library must not see the bytes at all."""
    monkeypatch.setattr(sealing.pyrage, "decrypt", None)


def address(identity: Any) -> str:
    return str(identity.to_public())


def test_round_trip(ada: Any, bob: Any) -> None:
    sealed = seal(b"a summary", [address(ada), address(bob), address(ada)])
    assert is_sealed(sealed)
    assert b"a summary" not in sealed
    assert unseal(sealed, ada) == unseal(sealed, bob) == b"a summary"


def test_as_many_recipients_as_are_allowed(ada: Any) -> None:
    others = [address(pyrage.x25519.Identity.generate()) for _ in range(MOST_RECIPIENTS)]
    sealed = seal(b"", [*others[1:], address(ada)])
    assert unseal(sealed, ada) == b""
    with pytest.raises(InvalidValue):
        seal(b"", [*others, address(ada)])


@pytest.mark.parametrize("recipient", ["", "age1", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA", "age1\u0661"])
def test_what_is_no_recipient(recipient: str) -> None:
    with pytest.raises(InvalidValue):
        seal(b"", [recipient])


def test_nobody_to_seal_for() -> None:
    with pytest.raises(InvalidValue):
        seal(b"", [])


def test_for_someone_else(ada: Any, bob: Any) -> None:
    with pytest.raises(Sealed) as caught:
        unseal(seal(b"a summary", [address(bob)]), ada)
    assert caught.value.reason is Refusal.SEALED
    assert caught.value.exit == Exit.NOT_PERMITTED


def test_every_truncation_and_every_flipped_byte(ada: Any) -> None:
    sealed = seal(b"a summary", [address(ada)])
    for place in range(len(sealed)):
        with pytest.raises(Refused) as caught:
            unseal(sealed[:place], ada)
        assert caught.value.reason is Refusal.SEALED
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Refused) as caught:
            unseal(bytes(changed), ada)
        assert caught.value.reason is Refusal.SEALED


def test_extended(ada: Any) -> None:
    with pytest.raises(Refused):
        unseal(seal(b"a summary", [address(ada)]) + b"x", ada)


@pytest.mark.usefixtures("no_library")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "does not begin"),
        (b"{}", "does not begin"),
        (b"\xef\xbb\xbf" + VERSION, "does not begin"),
        (b"age-encryption.org/v2\n--- x\n", "does not begin"),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n", "text form"),
        (VERSION, "header does not end"),
        (VERSION + b"--- mac\n", "nobody"),
        (VERSION + b"-> X25519 a\nb\n" * 65 + b"--- mac\n", "more than 64"),
        (VERSION + b"-> X25519 a\nb\n" * 4_000_000, "more than 64"),
        (VERSION + b"-> x\n" + b"A" * 50_000_000 + b"\n--- mac\n", "header does not end"),
        (VERSION + b"\n" * 50_000_000, "header does not end"),
        (VERSION + b"-> scrypt c2FsdA 30\nb\n--- mac\n", "passphrase"),
        (VERSION + b"-> X25519 a\nb\n-> scrypt c2FsdA 10\nb\n--- mac\n", "passphrase"),
    ],
)
def test_headers_refused_before_the_library_sees_them(ada: Any, data: bytes, words: str) -> None:
    start = time.perf_counter()
    with pytest.raises(Refused, match=words) as caught:
        unseal(data, ada)
    assert caught.value.reason is Refusal.SEALED
    assert time.perf_counter() - start < 0.5


@pytest.mark.usefixtures("no_library")
def test_too_large(ada: Any) -> None:
    with pytest.raises(Refused) as caught:
        unseal(bytes(MOST_BYTES + 1), ada)
    assert caught.value.reason is Refusal.TOO_LARGE


def test_a_real_passphrase_file_is_refused(ada: Any) -> None:
    with pytest.raises(Refused, match="passphrase"):
        unseal(pyrage.passphrase.encrypt(b"x", "a passphrase"), ada)


def test_what_was_sent_is_opened_in_a_child_process(ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal(b"a summary\n\xff", [address(ada)])
    monkeypatch.setattr(sealing.pyrage, "decrypt", None)
    assert unseal_foreign(sealed, ada) == b"a summary\n\xff"


def test_what_was_sent_is_refused_in_the_same_words(ada: Any, bob: Any) -> None:
    sealed = seal(b"a summary", [address(ada)])
    with pytest.raises(Sealed):
        unseal_foreign(seal(b"a summary", [address(bob)]), ada)
    for spoilt in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed + b"x"):
        with pytest.raises(Refused, match="cut short or changed") as caught:
            unseal_foreign(spoilt, ada)
        assert caught.value.reason is Refusal.SEALED


def test_the_largest_file_that_may_be_sent_is_opened_within_the_limits(ada: Any) -> None:
    held = bytes(59_000_000)
    assert unseal_foreign(seal(held, [address(ada)]), ada) == held


def test_a_header_beyond_the_limits_starts_no_child(ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "ask_confined", None)
    for data in (VERSION + b"-> X25519 a\nb\n" * 65 + b"--- mac\n", VERSION + b"-> scrypt c2FsdA 30\nb\n--- mac\n"):
        with pytest.raises(Refused) as caught:
            unseal_foreign(data, ada)
        assert caught.value.reason is Refusal.SEALED


def test_a_child_that_gives_no_answer_is_a_refusal(ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too little time for any process: what is left when a limit ends the child."""
    monkeypatch.setattr(sealing, "_SECONDS", 0.001)
    with pytest.raises(Refused, match="more time or memory") as caught:
        unseal_foreign(seal(b"a summary", [address(ada)]), ada)
    assert caught.value.reason is Refusal.SEALED
