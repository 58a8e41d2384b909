"""What installing a catalogue release would do, as lines on a screen."""

from collections.abc import Iterator, Sequence

from registry.domain.catalogue_release import Change, EntryChange
from registry.domain.local_ids import code_of
from registry.services.catalogue_imports import PreparedImport


def change_lines(prepared: PreparedImport) -> Iterator[str]:
    """Yield whose release it is, what it follows, and every programme and measure that is new, changed or absent."""
    release = prepared.verified.release
    yield (
        f"TRUSTED: {release.label}, version {release.series.version} of {release.issuer.name}'s catalogue, released by "
        f"{release.released_by.person.words} on {release.released.words}."
    )
    yield f"It would take the place of {prepared.in_use}."
    yield from _entries("programmes", prepared.changes)
    if release.measures:
        yield from _entries("measures", prepared.measure_changes)
    else:
        yield "Without measures: those in use stay."
    held = f"{len(release.definitions)} local definitions and {len(release.overlaps)} overlap judgements"
    yield f"With {held} of {release.issuer.name}; this unit's own stay as they are."


def _entries(what: str, changes: Sequence[EntryChange]) -> Iterator[str]:
    for change in Change:
        found = [one for one in changes if one.change is change]
        yield f"{change.capitalize()} {what}: {len(found) or 'none'}"
        yield from (f"  {_line(one)}" for one in found)


def _line(change: EntryChange) -> str:
    said = f"{code_of(change.entry_id)}  {change.title}"
    if change.what:
        said += f": {', '.join(one.replace('_', ' ') for one in change.what)}"
    if change.editions_dropped and change.change is Change.CHANGED:
        said += f"; without {', '.join(code_of(one) for one in change.editions_dropped)}"
    if change.works and change.change is not Change.NEW:
        pieces = "piece of work" if change.works == 1 else "pieces of work"
        said += f" ({change.works} {pieces} here, read as before)"
    return said
