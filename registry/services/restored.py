"""A restored home tells whoever signs in first which backup it is, and what vouches for it."""

from registry.services.sitting import Sitting
from registry.services.witness import has_seen
from registry.store.restored import forget_restored, restored_from

RESTORED = "backup restore"
"""The verb of the audit row that says which backup this history goes on from."""

_UNSEEN = (
    "Nothing here tells whether that is the unit's own backup, as this account has never seen its history: compare it "
    "with a checkpoint or a summary that somebody else holds, by `throughcare audit verify --against FILE`."
)


def tell_restored(sitting: Sitting) -> tuple[str, ...]:
    """Return in a sentence which backup the home is, where nobody signed in since it was restored; then write it down.

    That the home's own key made the backup was looked at as it was opened (`store.restored`).
    """
    manifest = restored_from(sitting.home.folder)
    if manifest is None:
        return ()
    with sitting.looking_up() as uow:
        seen = has_seen(uow)
    with sitting.writing(RESTORED, sitting.unit.id, purpose=manifest.words):
        pass
    forget_restored(sitting.home.folder)
    said = f"This home was restored from {manifest.words}, which its own key has made."
    return (said,) if seen else (f"{said} {_UNSEEN}",)
