"""The manifest of a backup: what it holds, down to each file's digest, and when it was proven.

A checksum over everything shows a damaged manifest without any key. A tag under the database key shows whether
this home made it; whoever can replace files can also mend a checksum, but not the tag.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from registry.domain.dates import day_said
from registry.domain.errors import InvalidValue
from registry.domain.keycheck import key_check
from registry.domain.plain_json import Members, damaged, read_json, spell_json
from registry.domain.text import check_name
from registry.domain.times import read_stamp, stamp
from registry.files import FileDigest

MOST_BYTES = 4_000_000

_KIND = "throughcare-backup"
_MEMBERS = (
    *("kind", "version", "tool", "created", "unit", "by", "keyCheck"),
    *("files", "rows", "proven", "tag", "checksum"),
)
_LABEL = b"throughcare backup manifest 1"
_WHAT = "The backup's manifest"
# One folder deep, and nothing that leads out of the backup.
_FILE_NAME = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself. `files` by name inside the backup, `rows` by table; times are UTC seconds.

    `unit` is the name of the unit whose home it is, `by` the user who made it.
    """

    created: datetime
    unit: str
    by: str
    tool: str
    check: str
    files: Mapping[str, FileDigest]
    rows: Mapping[str, int]
    proven: datetime | None = None

    @property
    def words(self) -> str:
        """Whose backup, of which day and by whom."""
        return f"the backup of {self.unit} that {self.by} made on {day_said(self.created)} at {self.created:%H:%M} UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadManifest:
    """A manifest read from disk, with what is needed to ask whether a key made it."""

    manifest: Manifest
    body: bytes
    tag: str

    def is_made_with(self, key: bytes) -> bool:
        """True when the tag was made under `key`."""
        return hmac.compare_digest(_tag(self.body, key).encode(), self.tag.encode())


def check_file_name(name: str) -> None:
    """Raise `InvalidValue` unless `name` may stand in a backup: ASCII, at most one folder, no leading dot."""
    if not _FILE_NAME.fullmatch(name):
        raise InvalidValue(f"{name!a} cannot be the name of a file in a backup.")


def write_manifest(manifest: Manifest, key: bytes) -> bytes:
    """Return the bytes of `manifest.json`, tagged under the database key. Raises `InvalidValue` for a file name."""
    for name in manifest.files:
        check_file_name(name)
    body: dict[str, object] = {
        "kind": _KIND,
        "version": 1,
        "tool": manifest.tool,
        "created": stamp(manifest.created),
        "unit": manifest.unit,
        "by": manifest.by,
        "keyCheck": key_check(key),
        "files": {name: {"bytes": one.size, "sha256": one.sha256} for name, one in manifest.files.items()},
        "rows": dict(manifest.rows),
        "proven": stamp(manifest.proven) if manifest.proven else "",
    }
    tagged = {**body, "tag": _tag(spell_json(body), key)}
    return spell_json({**tagged, "checksum": hashlib.sha256(spell_json(tagged)).hexdigest()})


def read_manifest(data: bytes) -> ReadManifest:
    """Return what `manifest.json` says. Raises `StorageFailed` when it is damaged in any byte."""
    members = read_json(data, _WHAT)
    members.only(*_MEMBERS)
    tagged = {name: value for name, value in members.values.items() if name != "checksum"}
    if hashlib.sha256(spell_json(tagged)).hexdigest() != members.text("checksum"):
        raise damaged(_WHAT)
    if members.text("kind") != _KIND or members.number("version") != 1:
        raise damaged(_WHAT)
    files, rows = members.group("files"), members.group("rows")
    try:
        manifest = Manifest(
            created=read_stamp(members.text("created")),
            unit=_name(members, "unit"),
            by=_name(members, "by"),
            tool=members.text("tool"),
            check=members.text("keyCheck"),
            files={name: _file(files, name) for name in files.values},
            rows={name: rows.number(name) for name in rows.values},
            proven=read_stamp(members.text("proven")) if members.text("proven") else None,
        )
    except InvalidValue:
        raise damaged(_WHAT) from None
    body = spell_json({name: value for name, value in tagged.items() if name != "tag"})
    return ReadManifest(manifest=manifest, body=body, tag=members.text("tag"))


def _name(members: Members, member: str) -> str:
    text = members.text(member)
    check_name(text, "A name in a manifest")
    return text


def _file(files: Members, name: str) -> FileDigest:
    check_file_name(name)
    one = files.group(name)
    one.only("bytes", "sha256")
    digest = one.text("sha256")
    if not _DIGEST.fullmatch(digest):
        raise damaged(_WHAT)
    return FileDigest(size=one.number("bytes"), sha256=digest)


def _tag(body: bytes, key: bytes) -> str:
    # A key of its own for this purpose, so that the database key itself authenticates nothing else.
    return hmac.digest(hmac.digest(key, _LABEL, hashlib.sha256), body, hashlib.sha256).hex()
