"""Sealing with age: bytes that only the holders of named identities can read.

Source: https://age-encryption.org/v1. Before the library sees a sealed file, its size and header are measured
here: a header of many thousand stanzas, or one that asks for a costly passphrase derivation, keeps the library
busy for minutes. Only the binary form addressed to identities is opened. What this program sealed for itself is opened
in this process; a file that somebody sent, in a child process with little memory and little time (`sealing_child`).
"""

import hmac
from collections.abc import Sequence

import pyrage

from registry.confined import ask_confined
from registry.domain.errors import InvalidValue, Refusal, Refused, Sealed

MOST_BYTES = 60_000_000
MOST_HEADER = 65_536
MOST_STANZAS = 64
"""The most stanzas a foreign file may have: one for each recipient, and one the library adds as grease."""

MOST_RECIPIENTS = 62
OWN_MOST_STANZAS = 512
OWN_MOST_RECIPIENTS = 500
"""This program's own keys are addressed to every member of staff, so they may have more; 64 KiB holds them."""

_SECONDS = 30
_VERSION_LINE = b"age-encryption.org/v1\n"
_ARMOUR_LINE = b"-----BEGIN AGE ENCRYPTED FILE-----"
_STANZA = b"-> "
_END = b"--- "
_OWN_LABEL = b"throughcare sealed for oneself 1"
_TAG_BYTES = 32


def is_sealed(data: bytes) -> bool:
    """True when `data` begins as an age file does, binary or armoured."""
    return data.startswith((_VERSION_LINE, _ARMOUR_LINE))


def seal(data: bytes, recipients: Sequence[str], *, most: int = MOST_RECIPIENTS) -> bytes:
    """Return `data` as an age file that each of `recipients` (`age1…`) can open; one named twice counts once.

    Raises `InvalidValue` for no recipient, more than `most`, or a text that is not an X25519 recipient, and
    `Refused` (`TOO_LARGE`) when the sealed file would pass 60 MB.
    """
    unique = list(dict.fromkeys(recipients))
    if not 1 <= len(unique) <= most:
        raise InvalidValue(f"A file is sealed for 1 to {most} recipients, not {len(unique)}.")
    parsed = [_recipient(text) for text in unique]
    sealed: bytes = pyrage.encrypt(data, parsed)
    if len(sealed) > MOST_BYTES:
        raise Refused(Refusal.TOO_LARGE, f"A sealed file may have at most {MOST_BYTES:,} bytes.")
    return sealed


def unseal(data: bytes, identity: pyrage.x25519.Identity, *, most_stanzas: int = MOST_STANZAS) -> bytes:
    """Return what `data` holds, opened in this process with `identity`: for files that this program made for itself.

    Raises `Refused`: `TOO_LARGE` above 60 MB; `SEALED` for anything that is not a sound binary age file within
    the limits; `Sealed` (also `SEALED`, exit code 3) when it is addressed to someone else.
    """
    check_header(data, most_stanzas=most_stanzas)
    try:
        opened: bytes = pyrage.decrypt(data, [identity])
    except pyrage.DecryptError as problem:
        # The library has one exception for every failure; only its words tell these two apart.
        if "No matching keys" in str(problem):
            raise _for_others() from None
        raise _changed() from None
    return opened


def seal_for_oneself(data: bytes, identity: pyrage.x25519.Identity) -> bytes:
    """Return `data` sealed so that its owner knows it for their own again: anybody can seal to their address."""
    return seal(_own_tag(data, identity) + data, [str(identity.to_public())])


def unseal_own(data: bytes, identity: pyrage.x25519.Identity) -> bytes:
    """Return what the owner of `identity` sealed for themselves. Raises as `unseal`, also for what another sealed."""
    opened = unseal(data, identity)
    tag, own = opened[:_TAG_BYTES], opened[_TAG_BYTES:]
    if not hmac.compare_digest(tag, _own_tag(own, identity)):
        raise _changed()
    return own


def _own_tag(data: bytes, identity: pyrage.x25519.Identity) -> bytes:
    # A key of its own for this purpose, so that the identity itself authenticates nothing else.
    return hmac.digest(hmac.digest(str(identity).encode(), _OWN_LABEL, "sha256"), data, "sha256")


def unseal_foreign(data: bytes, identity: pyrage.x25519.Identity) -> bytes:
    """Return what a file that somebody sent holds, opened with `identity` in a child process; still foreign bytes.

    Raises as `unseal`, and `Refused` (`SEALED`) where it takes more memory or time than is allowed.
    """
    check_header(data)
    # On standard input: arguments and environment can be read by others.
    answer = ask_confined("registry.custody.sealing_child", f"{identity}\n".encode() + data, seconds=_SECONDS)
    word, _, opened = (answer or b"").partition(b"\n")
    if word == b"others":
        raise _for_others()
    # Sealing adds and packs nothing, so what was inside is smaller.
    if word == b"opened" and len(opened) < len(data):
        return opened
    if word == b"changed":
        raise _changed()
    raise _broken("it takes more time or memory than is allowed")


def check_header(data: bytes, *, most_stanzas: int = MOST_STANZAS) -> None:
    """Raise `Refused` unless the size and header of an age file are within the limits; opens nothing."""
    if len(data) > MOST_BYTES:
        raise Refused(Refusal.TOO_LARGE, f"A sealed file may have at most {MOST_BYTES:,} bytes.")
    if data.startswith(_ARMOUR_LINE):
        raise _broken("it is in the text form", hint="Ask for the binary form, without --armor.")
    if not data.startswith(_VERSION_LINE):
        raise _broken("it does not begin as one")
    stanzas = 0
    for line in data[len(_VERSION_LINE) : MOST_HEADER].split(b"\n")[:-1]:
        if line.startswith(_END):
            break
        if not line.startswith(_STANZA):
            continue
        stanzas += 1
        if line[len(_STANZA) :].split(b" ")[0] == b"scrypt":
            raise _broken("it is locked with a passphrase", hint="Ask for a file sealed to this unit's address.")
        if stanzas > most_stanzas:
            raise _broken(f"it has more than {most_stanzas} addresses")
    else:
        raise _broken(f"its header does not end within {MOST_HEADER:,} bytes")
    if not stanzas:
        raise _broken("it is addressed to nobody")


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise InvalidValue("An address to seal for is not an age recipient.", hint="It begins with age1.") from None


def _for_others() -> Sealed:
    return Sealed(
        Refusal.SEALED,
        "The file is sealed for someone else, or its address is damaged.",
        hint="Ask the sender whom it is addressed to.",
    )


def _changed() -> Refused:
    return _broken("it was cut short or changed")


def _broken(why: str, *, hint: str = "Ask the sender to send it again.") -> Refused:
    return Refused(Refusal.SEALED, f"The sealed file cannot be opened: {why}.", hint=hint)
