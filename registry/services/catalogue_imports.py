"""Install another unit's catalogue release: verify it, show what it would change, and put it in the place of the last.

Older versions, forks and replays are refused, as for summaries. Nothing recorded changes: what a release drops or
changes is kept as it was, and older work is read against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.documents.release_verification import VerifiedRelease, verify_release
from registry.domain.access import Permission
from registry.domain.catalogue import Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.catalogue_release import CatalogueRelease, Change, EntryChange, changes
from registry.domain.dates import day_said
from registry.domain.errors import NotAllowed, NotEnough, Refusal, Refused
from registry.domain.stored_documents import Direction, Status
from registry.domain.summary import ReleaseRef
from registry.domain.verdict import Verdict
from registry.services.catalogue_releases import RELEASE, stored_release
from registry.services.composing import released_catalogue
from registry.services.directories import directory_in_force
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedImport:
    """A verified release that may be installed, and what that would do to each programme and each measure."""

    verified: VerifiedRelease
    in_use: str
    changes: tuple[EntryChange, ...]
    measure_changes: tuple[EntryChange, ...]


@journey(Permission.DEFINE)
def prepare_import(sitting: Sitting, data: bytes) -> PreparedImport:
    """Verify another unit's release and return what installing it would do. Writes nothing.

    Raises Refused with the reason, NotEnough for one that is INTACT and not TRUSTED, and NotAllowed for this unit's
    own.
    """
    now = sitting.now
    verified = verify_release(data, now=now, directory=directory_in_force(sitting))
    if verified.verdict is not Verdict.TRUSTED:
        raise NotEnough(
            f"INTACT, not trusted: {verified.doubt}", hint="Install the directory that lists the issuer, then repeat."
        )
    if verified.release.issuer.id == sitting.unit.id:
        raise NotAllowed("This is this unit's own release.", hint="Send it to other units; here it changes nothing.")
    with sitting.looking_up() as uow:
        _check_order(uow, verified)
        before = released_catalogue(uow)
        works = uow.intervention_counts.works_on()
    return PreparedImport(
        verified=verified,
        in_use=_words(before),
        changes=changes(before.programmes, _by_id(verified.release), works),
        measure_changes=_measure_changes(before, verified.release),
    )


@journey(Permission.DEFINE)
def install_release(sitting: Sitting, prepared: PreparedImport) -> ReleaseRef:
    """Install a prepared release and return how documents name it from now on.

    Programmes that it changes or drops are kept as they were, and what was recorded against them is read as it was.
    Raises Refused when another release came first.
    """
    verified = prepared.verified
    release = verified.release
    ref = ReleaseRef(id=release.series.id, version=release.label, digest=verified.digest)
    with sitting.writing("catalogue import", release.id, purpose=release.issuer.name) as uow:
        _check_order(uow, verified)
        before = released_catalogue(uow)
        for change in changes(before.programmes, _by_id(release), {}):
            if change.change is not Change.NEW:
                uow.catalogue_entries.keep(before.programmes[change.entry_id], before.version)
        standing = uow.documents.standing(RELEASE)
        if standing is not None:
            uow.documents.set_status(standing.id, Status.SUPERSEDED)
        uow.documents.add(stored_release(verified, Direction.RECEIVED, sitting))
        uow.unit.set_catalogue_release(ref)
    return ref


def _check_order(uow: UnitOfWork, verified: VerifiedRelease) -> None:
    """Refuse a replay, an older version, a fork, and a version that does not continue the one held here."""
    series = verified.release.series
    held = [one for one in uow.documents.series(series.id) if one.direction is Direction.RECEIVED]
    for document in held:
        if document.digest == verified.digest:
            raise Refused(
                Refusal.REPLAYED,
                f"This release was installed here already, on {day_said(document.at)}.",
                hint="Nothing needs doing.",
            )
        if document.version == series.version:
            raise Refused(
                Refusal.FORKED,
                f"Another version {series.version} of this catalogue was installed here.",
                hint="Ask the issuer which one is theirs; believe neither until then.",
            )
    newest = max((document.version or 0 for document in held), default=0)
    if newest > series.version:
        raise Refused(
            Refusal.REPLAYED,
            f"Version {series.version} is older than version {newest}, which was installed here.",
            hint="Ask the issuer for the newest release.",
        )
    before = next((document for document in held if document.version == series.version - 1), None)
    if before is not None and series.replaces is not None and series.replaces.digest != before.digest:
        raise Refused(
            Refusal.BROKEN_REPLACES, "It replaces another release than the one installed here.", hint="Ask the issuer."
        )
    if any(document.issuer_id != verified.release.issuer.id for document in held):
        raise Refused(Refusal.FORKED, "Another unit has continued a catalogue that is not its own.", hint="Ask both.")


def _by_id(release: CatalogueRelease) -> Mapping[str, Programme]:
    return {programme.id: programme for programme in release.programmes}


def _measure_changes(before: Catalogue, release: CatalogueRelease) -> tuple[EntryChange, ...]:
    """A reading keeps the range it was recorded against, so no count of them is at stake."""
    after = {measure.id: measure for measure in release.measures}
    return changes(before.measures, after) if after else ()


def _words(catalogue: Catalogue) -> str:
    return f"{catalogue.version}, " + (f"released by {catalogue.issuer}" if catalogue.issuer else "as shipped")
