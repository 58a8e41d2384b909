"""What installing a catalogue release would do, as lines on a screen."""

from collections.abc import Iterator, Sequence

from registry.domain.catalogue_release import CatalogueRelease, Change, ProgrammeChange
from registry.domain.local_ids import code_of


def change_lines(release: CatalogueRelease, in_use: str, changes: Sequence[ProgrammeChange]) -> Iterator[str]:
    """Yield whose release it is, what it follows, and every programme that is new, changed or absent."""
    yield (
        f"TRUSTED: {release.label}, version {release.series.version} of {release.issuer.name}'s catalogue, released by "
        f"{release.released_by.person.words} on {release.released.words}."
    )
    yield f"It would take the place of {in_use}."
    for change in Change:
        found = [one for one in changes if one.change is change]
        yield f"{change.capitalize()}: {len(found) or 'none'}"
        yield from (f"  {_line(one)}" for one in found)
    held = f"{len(release.definitions)} local definitions and {len(release.overlaps)} overlap judgements"
    yield f"With {held} of {release.issuer.name}; this unit's own stay as they are."


def _line(change: ProgrammeChange) -> str:
    said = f"{code_of(change.programme_id)}  {change.title}"
    if change.what:
        said += f": {', '.join(one.replace('_', ' ') for one in change.what)}"
    if change.editions_dropped and change.change is Change.CHANGED:
        said += f"; without {', '.join(code_of(one) for one in change.editions_dropped)}"
    if change.works and change.change is not Change.NEW:
        pieces = "piece of work" if change.works == 1 else "pieces of work"
        said += f" ({change.works} {pieces} here, read as before)"
    return said
