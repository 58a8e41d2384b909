"""What a restored home was restored from. It stands there until somebody signs in, as only then a key can be asked.

A restore needs no key, so the manifest could be anybody's: its digests say that the files belong together, and not who
put them together. The tag in it is made under the database key, and whoever signs in has that. Whoever has copies of
the bags can make all of it anew under a key of their own, tag included: only what others remember of the history tells.
"""

from pathlib import Path

from registry.domain.errors import NotFound, Refusal, Refused
from registry.files import disk_errors, read_regular, sync_folder, write_private
from registry.store.manifest import MOST_BYTES, Manifest, ReadManifest, read_manifest

RESTORED_NAME = "restored.json"


def keep_restored(home: Path, manifest: bytes) -> None:
    """Keep in a restored home the manifest of its backup, byte for byte. Raises StorageFailed."""
    write_private(home / RESTORED_NAME, manifest)


def restored_from(home: Path) -> Manifest | None:
    """Return what a home was restored from, where nobody has signed in since; None otherwise. Raises StorageFailed."""
    found = _read(home)
    return found.manifest if found else None


def require_own_backup(home: Path, key: bytes) -> None:
    """Raise Refused where a home was restored from what its own key has not made as it is."""
    found = _read(home)
    if found is not None and not found.is_made_with(key):
        raise Refused(
            Refusal.DIGEST_MISMATCH,
            "The backup that this home was restored from was changed, or is not of this home: its key did not make it.",
            hint="Do not use this home. Restore another backup, and keep both for whoever looks into it.",
        )


def forget_restored(home: Path) -> None:
    """Take the manifest away: somebody has signed in, and was told. Raises StorageFailed."""
    with disk_errors("What the home was restored from could not be taken away"):
        (home / RESTORED_NAME).unlink(missing_ok=True)
        sync_folder(home)


def _read(home: Path) -> ReadManifest | None:
    try:
        return read_manifest(read_regular(home / RESTORED_NAME, MOST_BYTES))
    except NotFound:
        return None
