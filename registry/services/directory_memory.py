"""The highest version of each directory that this account has relied on, in the user's own state folder.

It lies outside every home and every database: a home that is rolled back as a whole, memory and all, is noticed. It is
kept by the directory's id, so that an older copy is refused wherever it lies.
"""

from pathlib import Path

from registry.documents.trusted_directory import TrustedDirectory
from registry.domain.errors import NotFound, Refusal, Refused, StorageFailed
from registry.domain.plain_json import read_json, spell_json
from registry.files import make_private_folder, read_regular, write_private
from registry.settings import state_folder

_MOST_BYTES = 4_096


def check_not_older(trusted: TrustedDirectory) -> None:
    """Return unless this account has seen a later version, or the same version with other content.

    Raises `Refused` (`directory-rolled-back` or `directory-forked`) and `StorageFailed` when the memory is damaged.
    """
    seen = _highest(trusted.directory.id)
    if seen is None:
        return
    version, digest = seen
    if trusted.directory.version < version:
        raise Refused(
            Refusal.DIRECTORY_ROLLED_BACK,
            f"This is version {trusted.directory.version} of the directory; version {version} was in use here already.",
            hint=f"Install version {version} or a later one.",
        )
    if trusted.directory.version == version and trusted.digest != digest:
        raise Refused(
            Refusal.DIRECTORY_FORKED,
            f"There are two different directories of version {version}.",
            hint="Tell both the sender and the keepers of the root keys.",
        )


def remember(trusted: TrustedDirectory) -> None:
    """Write down that this version is relied on, unless a later one was. Raises `StorageFailed`."""
    one = trusted.directory
    seen = _highest(one.id)
    if seen is not None and seen[0] >= one.version:
        return
    path = _path(one.id)
    make_private_folder(path.parent)
    write_private(path, spell_json({"version": one.version, "digest": trusted.digest}), replace=True)


def _highest(directory_id: str) -> tuple[int, str] | None:
    path = _path(directory_id)
    try:
        data = read_regular(path, _MOST_BYTES)
    except NotFound:
        return None
    try:
        members = read_json(data, path.name)
        members.only("version", "digest")
        return members.number("version"), members.text("digest")
    except StorageFailed:
        raise StorageFailed(
            f"The memory of directory versions in {path} is damaged.",
            hint="Remove that file, and install the newest directory again.",
        ) from None


def _path(directory_id: str) -> Path:
    return state_folder() / "directories" / f"{directory_id.removeprefix('urn:uuid:')}.json"
