"""The small JSON files beside the keys and backups, each with exactly one spelling.

A file is read back only when writing its content again gives the same bytes. That refuses duplicate members,
other white space, numbers spelt otherwise and trailing text in one step, and lets the bytes themselves be
authenticated. These are this program's own files: what does not fit is damage, hence `StorageFailed`.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass

from registry.domain.errors import StorageFailed


def spell_json(members: Mapping[str, object]) -> bytes:
    """Return the one spelling of `members`: ASCII JSON, members sorted, no white space."""
    return json.dumps(members, allow_nan=False, sort_keys=True, separators=(",", ":")).encode("ascii")


def spell_bytes(data: bytes) -> str:
    """Return `data` in base64, as the members of these files hold bytes."""
    return base64.b64encode(data).decode("ascii")


def read_json(data: bytes, what: str) -> "Members":
    """Return the members that `data` spells; `what` names the file in messages.

    Raises `StorageFailed` unless `data` is an object in its one spelling. The caller limits the size.
    """
    try:
        found = json.loads(data)
        same = isinstance(found, dict) and spell_json(found) == data
    except (ValueError, RecursionError):
        same = False
    if not same:
        raise damaged(what)
    return Members(what=what, values=found)


def damaged(what: str) -> StorageFailed:
    """Return the error that says `what` is damaged."""
    return StorageFailed(f"{what} is damaged.", hint="Restore it from a backup.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The members of one object. Each accessor raises `StorageFailed` when the member is not of its kind."""

    what: str
    values: Mapping[str, object]

    def only(self, *names: str) -> None:
        """Raise unless the members are exactly `names`."""
        if set(self.values) != set(names):
            raise damaged(self.what)

    def text(self, name: str) -> str:
        """Return a text."""
        value = self.values.get(name)
        if not isinstance(value, str):
            raise damaged(self.what)
        return value

    def number(self, name: str) -> int:
        """Return a whole number, zero or more."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise damaged(self.what)
        return value

    def data(self, name: str, *, size: int | None = None) -> bytes:
        """Return bytes kept in base64, exactly `size` of them when it is given."""
        text = self.text(name)
        try:
            data = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raise damaged(self.what) from None
        if spell_bytes(data) != text or (size is not None and len(data) != size):
            raise damaged(self.what)
        return data

    def group(self, name: str) -> "Members":
        """Return the members of an object inside this one."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise damaged(self.what)
        return Members(what=self.what, values=value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise damaged(self.what)
        return tuple(value)
