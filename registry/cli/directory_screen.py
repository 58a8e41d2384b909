"""How a directory, signed or not, is shown."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from registry.domain.dates import day_said
from registry.domain.directory import Directory
from registry.domain.times import stamp

if TYPE_CHECKING:
    from registry.services.trust_list import DirectoryFile

MOST_BYTES = 5_000_000
"""The largest directory or card that is read."""

KEY_ROW = ("ESTABLISHMENT", "TIER", "KEY", "ROLE", "STATE", "HOLDER")


def key_rows(listed: Directory) -> list[tuple[str, ...]]:
    """Return one row for each key, and one for an establishment without any; a key is cut after 16 letters."""
    return [
        (
            entry.name,
            entry.tier.words,
            f"{key.key[:16]}…" if key else "none",
            key.role if key else "",
            f"{key.state}{f' since {day_said(key.since)}' if key.since else ''}" if key else "",
            key.holder.name if key and key.holder else "",
        )
        for entry in listed.establishments
        for key in (entry.keys or (None,))
    ]


def draft_lines(said: "DirectoryFile") -> Iterator[str]:
    """Yield what a file says: its version and dates, what it changes, and who must still sign."""
    one = said.directory
    yield f"{one.name}, version {one.version}, until {day_said(one.valid_until)}"
    for change in said.changes:
        yield f"  {change}"
    yield f"  Fingerprint of this version: {said.fingerprint}"
    yield f"  Root words: {said.roots}"
    yield from signature_lines(said)


def signature_lines(said: "DirectoryFile") -> Iterator[str]:
    """Yield how many roots have signed and must, and likewise those of the version before where they are known."""
    roots, known = said.directory.roots, said.roots_before
    yield f"  Signatures of its own roots: {said.signed}; needed: {roots.threshold} of {len(roots.keys)}"
    if known is not None:
        yield (
            f"  Signatures of the roots before: {said.signed_before}; needed: {known.threshold} of {len(known.keys)}"
        )


def directory_plain(listed: Directory, roots: str) -> dict[str, Any]:
    """Return a directory for `--json`."""
    return {
        "name": listed.name,
        "version": listed.version,
        "validUntil": stamp(listed.valid_until),
        "roots": roots,
        "establishments": [
            {
                "id": entry.id,
                "name": entry.name,
                "tier": entry.tier.value,
                "keys": [
                    {
                        "key": key.key,
                        "role": key.role.value,
                        "state": key.state.value,
                        **({"holder": key.holder.name} if key.holder else {}),
                    }
                    for key in entry.keys
                ],
                "withdrawn": [gone.document for gone in entry.withdrawn],
            }
            for entry in listed.establishments
        ],
    }


def file_plain(said: "DirectoryFile") -> dict[str, Any]:
    """Return what a file says for `--json`."""
    one = said.directory
    return {
        "name": one.name,
        "version": one.version,
        "validUntil": stamp(one.valid_until),
        "fingerprint": said.fingerprint,
        "roots": said.roots,
        "rootKeys": list(one.roots.keys),
        "signed": said.signed,
        "threshold": one.roots.threshold,
        "changes": list(said.changes),
    }
