"""The database key: 32 random bytes that are never stored but sealed.

`database-key.age` holds it, addressed to every active user and to one recovery recipient kept offline;
`database-key.json` beside it holds the key check and the recipients, for an administrator to read. The check
proves that a key belongs to this home before the database is touched.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyrage

from registry.custody.sealing import (
    OWN_MOST_RECIPIENTS,
    OWN_MOST_STANZAS,
    seal,
    unseal,
)
from registry.domain.errors import InvalidValue, NotFound, NotPermitted, Refused, Sealed, StorageFailed
from registry.domain.keycheck import key_check, key_fits
from registry.domain.plain_json import damaged, read_json, spell_json
from registry.files import read_regular, write_private

KEY_BYTES = 32
SEALED_NAME = "database-key.age"
SLOT_NAME = "database-key.json"
_KIND = "throughcare-database-key"
_MOST_BYTES = 131_072


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySlot:
    """What the slot file says: the key check (32 hexadecimal digits) and whom the key is addressed to."""

    check: str
    recipients: tuple[str, ...]


def create_database_key(home: Path, recipients: Sequence[str]) -> bytes:
    """Make a database key, seal it in `home` for `recipients` (`age1…`), and return its 32 bytes.

    `recipients` should hold every active user's and the offline recovery recipient. Raises `NotAllowed` when the
    home has a key already, `InvalidValue` for the recipients and `StorageFailed` when the disk fails.
    """
    key = new_database_key()
    seal_database_key(home, key, recipients)
    return key


def new_database_key() -> bytes:
    """Return 32 random bytes that are nowhere yet."""
    return secrets.token_bytes(KEY_BYTES)


def seal_database_key(folder: Path, key: bytes, recipients: Sequence[str]) -> None:
    """Seal a new key in `folder`, a home or where a key change is made ready. Raises as `create_database_key`."""
    _save(folder, key, recipients, replace=False)


def open_database_key(home: Path, identity: pyrage.x25519.Identity) -> bytes:
    """Return the 32 bytes of the home's database key.

    Raises `NotFound` when the home has none, `NotPermitted` when it is not addressed to `identity`, and
    `StorageFailed` when a file is damaged or the two do not belong together.
    """
    what = "The sealed database key"
    try:
        key = unseal(read_regular(home / SEALED_NAME, _MOST_BYTES), identity, most_stanzas=OWN_MOST_STANZAS)
    except NotFound:
        raise NotFound("This folder has no database key.", hint="Check that it is a Throughcare home.") from None
    except Sealed:
        raise NotPermitted(
            "The database is not open to this user.", hint="An administrator can let a user in."
        ) from None
    except Refused:
        raise damaged(what) from None
    if len(key) != KEY_BYTES:
        raise damaged(what)
    if not key_fits(key, read_slot(home).check):
        raise StorageFailed(
            f"{SEALED_NAME} and {SLOT_NAME} do not belong together.", hint="Restore both from one backup."
        )
    return key


def readdress_database_key(home: Path, key: bytes, recipients: Sequence[str]) -> None:
    """Address the same key to `recipients` instead. For someone who joins; who leaves has seen the key.

    The sealed file changes in one step and counts; if the slot file's list then cannot be written, doing it again
    finishes. Raises `InvalidValue` when `key` is not this home's or for the recipients, and `StorageFailed`.
    """
    if not key_fits(key, read_slot(home).check):
        raise InvalidValue("That is not the key of this home's database.")
    _save(home, key, recipients, replace=True)


def read_slot(home: Path) -> KeySlot:
    """Return what the slot file says. Raises `NotFound`, and `StorageFailed` when it is damaged."""
    try:
        members = read_json(read_regular(home / SLOT_NAME, _MOST_BYTES), SLOT_NAME)
    except Refused:
        raise damaged(SLOT_NAME) from None
    members.only("kind", "version", "check", "recipients")
    if members.text("kind") != _KIND or members.number("version") != 1 or len(members.text("check")) != 32:
        raise damaged(SLOT_NAME)
    return KeySlot(check=members.text("check"), recipients=members.texts("recipients"))


def _save(home: Path, key: bytes, recipients: Sequence[str], *, replace: bool) -> None:
    write_private(home / SEALED_NAME, seal(key, recipients, most=OWN_MOST_RECIPIENTS), replace=replace)
    slot = {"kind": _KIND, "version": 1, "check": key_check(key), "recipients": sorted(set(recipients))}
    write_private(home / SLOT_NAME, spell_json(slot), replace=replace)
