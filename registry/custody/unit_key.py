"""The unit's signing key: one age file that each authorised releaser can open.

When a releaser joins, the file is addressed again. When one leaves, a new key is made (`create_unit_key` with
`replace`), because the leaver may have kept a copy of the old one, and the directory must say so.
"""

from collections.abc import Sequence
from pathlib import Path

import pyrage

from registry.custody.sealing import (
    OWN_MOST_RECIPIENTS,
    OWN_MOST_STANZAS,
    seal,
    unseal,
)
from registry.custody.signing_key import PRIVATE_BYTES, SigningKey
from registry.domain.errors import NotFound, NotPermitted, Refused, Sealed
from registry.domain.plain_json import damaged, read_json, spell_bytes, spell_json
from registry.files import read_regular, write_private

UNIT_KEY_NAME = "unit-key.age"
_KIND = "throughcare-unit-key"
_MOST_BYTES = 131_072
_WHAT = "The unit key"


def create_unit_key(path: Path, recipients: Sequence[str], *, replace: bool = False) -> str:
    """Make a new unit key, save it at `path` for `recipients` (`age1…`), and return its public half, `z6Mk…`.

    With `replace` an older key is given up for good. Raises `NotAllowed` when the file exists and `replace` is
    not given, `InvalidValue` for the recipients and `StorageFailed` when the disk fails.
    """
    signer = SigningKey.generate()
    _save(path, signer, recipients, replace=replace)
    return signer.public_key


def open_unit_key(path: Path, identity: pyrage.x25519.Identity) -> SigningKey:
    """Return the unit's signing key.

    Raises `NotFound` when there is none, `NotPermitted` when `identity` is not an authorised releaser's, and
    `StorageFailed` when the file is damaged.
    """
    try:
        content = unseal(read_regular(path, _MOST_BYTES), identity, most_stanzas=OWN_MOST_STANZAS)
    except NotFound:
        raise NotFound("This home has no unit key.", hint="An administrator can make one.") from None
    except Sealed:
        raise NotPermitted(
            "The unit key is not open to this user.", hint="An administrator names who may release."
        ) from None
    except Refused:
        raise damaged(_WHAT) from None
    members = read_json(content, _WHAT)
    members.only("kind", "version", "ed25519", "public")
    signer = SigningKey(members.data("ed25519", size=PRIVATE_BYTES))
    if (members.text("kind"), members.number("version"), members.text("public")) != (_KIND, 1, signer.public_key):
        raise damaged(_WHAT)
    return signer


def readdress_unit_key(path: Path, identity: pyrage.x25519.Identity, recipients: Sequence[str]) -> None:
    """Address the same key to `recipients` instead, in one step. Raises as `open_unit_key` and `create_unit_key`."""
    _save(path, open_unit_key(path, identity), recipients, replace=True)


def readdressed_unit_key(
    path: Path, identity: pyrage.x25519.Identity, recipients: Sequence[str], new_path: Path
) -> None:
    """Save the same key for `recipients` at `new_path`, which must be new. Raises as `readdress_unit_key`."""
    _save(new_path, open_unit_key(path, identity), recipients, replace=False)


def _save(path: Path, signer: SigningKey, recipients: Sequence[str], *, replace: bool) -> None:
    content = spell_json(
        {"kind": _KIND, "version": 1, "ed25519": spell_bytes(signer.private_bytes()), "public": signer.public_key}
    )
    write_private(path, seal(content, recipients, most=OWN_MOST_RECIPIENTS), replace=replace)
