"""Make and sign a release of this unit's catalogue, so that other units can work with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from registry.catalogue.check import Problem, check_folder
from registry.catalogue.check_measures import check_measures
from registry.catalogue.loader import EntryFolder, load_catalogue
from registry.custody.unit_key import open_unit_key
from registry.documents.catalogue_release import decode_release, encode_release
from registry.documents.release_verification import VerifiedRelease, verify_release
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.addressing import Issuer, Replaces, Series
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.catalogue_release import CatalogueRelease
from registry.domain.dates import PartialDate
from registry.domain.described_edition import LocalDefinition
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.local_ids import code_of
from registry.domain.measure import Measure
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.services.directories import directory_in_force, require_listed
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork

RELEASE = DocumentKind.CATALOGUE_RELEASE

T = TypeVar("T", Programme, Measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What of its own a unit puts into a release: local programmes and measures by code, editions, overlaps by pair.

    With `everything`, all of it.
    """

    programmes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    overlaps: tuple[tuple[str, str], ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeRelease:
    """A signed release: what it says, its digest, and the bytes of the file."""

    release: CatalogueRelease
    digest: str
    data: bytes


@journey(Permission.RELEASE)
def make_release(
    sitting: Sitting, *, folder: Path | None = None, label: str | None = None, chosen: Chosen | None = None
) -> MadeRelease:
    """Make and sign the next release of this unit's catalogue, keep it, and return it.

    The programmes are the shipped ones, or those of `folder`, which must pass `catalogue check` and needs a `label`;
    the measures are the shipped ones, or those of its folder `measures`, where it has one; the unit's own stand beside
    them as chosen. Raises NotFound for what was chosen and is not there, InvalidValue for
    a folder with problems, and NotAllowed when nothing changed since the last release.
    """
    now, chosen = sitting.now.replace(microsecond=0), chosen or Chosen()
    public, label = _public(folder, label)
    with sitting.looking_up() as uow:
        own = _own(sitting, uow, chosen)
        unit_key = uow.unit.unit_key()
    if unit_key is None:
        raise NotFound("This unit has no signing key.", hint="Run `throughcare doctor`.")
    require_listed(sitting, unit_key, "The unit's key")
    signer = open_unit_key(sitting.home.unit_key, sitting.keys.identity)
    document_id = new_id()
    with sitting.writing("catalogue release", document_id, purpose=label) as uow:
        last = uow.documents.standing(RELEASE, Direction.ISSUED)
        release = CatalogueRelease(
            id=document_id,
            issuer=Issuer(
                id=sitting.unit.id, name=sitting.unit.name, tier=sitting.unit.tier, contact=sitting.unit.contact
            ),
            valid_from=now,
            series=_next(last),
            label=label,
            released=PartialDate.of(sitting.today),
            released_by=Signatory.of(sitting.user.person),
            unit=UnitKey(key=signer.public_key),
            programmes=(*public.programmes, *own.programmes),
            measures=(*public.measures, *own.measures),
            definitions=own.definitions,
            overlaps=own.overlaps,
        )
        _refuse_unchanged(last, release)
        document = add_proof(encode_release(release), signer=signer, issuer_id=sitting.unit.id, created=now)
        data = document_bytes(document)
        # What goes out must come in: held to the very rules that the receiving unit applies.
        made = verify_release(data, now=now, directory=directory_in_force(sitting))
        uow.documents.add(stored_release(made, Direction.ISSUED, sitting))
    return MadeRelease(release=release, digest=made.digest, data=data)


@journey(Permission.RELEASE)
def last_release(sitting: Sitting) -> MadeRelease:
    """Return the newest release of this unit again, to write its file anew. Raises NotFound before there was one."""
    with sitting.reading("catalogue release", purpose="its file again") as uow:
        last = uow.documents.standing(RELEASE, Direction.ISSUED)
    if last is None:
        raise NotFound("This unit has released no catalogue yet.", hint="Use `catalogue release`.")
    return MadeRelease(release=decode_release(read_strict(last.data)), digest=last.digest, data=last.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entries:
    programmes: tuple[Programme, ...]
    measures: tuple[Measure, ...]
    definitions: tuple[LocalDefinition, ...] = ()
    overlaps: tuple[OverlapJudgement, ...] = ()


def _public(folder: Path | None, label: str | None) -> tuple[_Entries, str]:
    shipped = load_catalogue()
    measures = tuple(shipped.measures.values())
    if folder is None:
        return _Entries(programmes=tuple(shipped.programmes.values()), measures=measures), label or shipped.version
    if label is None:
        raise InvalidValue("A release of a folder has no version of its own.", hint="Give --label, such as 2027.1.")
    _refuse_problems(folder, check_folder(folder, read_strict), "catalogue check")
    if (folder / "measures").is_dir():
        _refuse_problems(folder / "measures", check_measures(folder / "measures", read_strict), "measure check")
        measures = tuple(EntryFolder(folder / "measures", Measure).values())
    return _Entries(programmes=tuple(EntryFolder(folder, Programme).values()), measures=measures), label


def _refuse_problems(folder: Path, problems: tuple[Problem, ...], command: str) -> None:
    if problems:
        first = problems[0]
        raise InvalidValue(
            f"{len(problems)} problems in {folder.name}, the first in {first.file} at {first.path or 'the whole'}: "
            f"{first.message}",
            hint=f"See `{command}` for all.",
        )


def _own(sitting: Sitting, uow: UnitOfWork, chosen: Chosen) -> _Entries:
    local = {code_of(one.id): one.programme for one in uow.local_programmes.all()}
    measures = {code_of(one.id): one.measure for one in uow.local_measures.all()}
    newest = {one.edition_id: one for one in uow.local_definitions.all()}
    if chosen.everything:
        return _Entries(
            programmes=tuple(local.values()),
            measures=tuple(measures.values()),
            definitions=tuple(newest.values()),
            overlaps=_standing(uow, uow.overlaps.all()),
        )
    editions = [sitting.catalogue.edition(one)[1].id for one in chosen.definitions]
    undefined = [code_of(one) for one in editions if one not in newest]
    if undefined:
        raise NotFound(f"This unit has no local definition of {undefined[0]}.", hint="Use `catalogue define` first.")
    judged = [one for covers, covered in chosen.overlaps for one in _between(uow, covers, covered)]
    return _Entries(
        programmes=_by_code(local, chosen.programmes, "programme"),
        measures=_by_code(measures, chosen.measures, "measure"),
        definitions=tuple(newest[one] for one in dict.fromkeys(editions)),
        overlaps=tuple(dict.fromkeys(judged)),
    )


def _by_code(there: Mapping[str, T], codes: tuple[str, ...], what: str) -> tuple[T, ...]:
    missing = [code for code in codes if code.upper() not in there]
    if missing:
        has = ", ".join(there) or "none"
        raise NotFound(f"This unit has no local {what} {missing[0][:40]!r}.", hint=f"It has: {has}.")
    return tuple(there[code] for code in dict.fromkeys(code.upper() for code in codes))


def _between(uow: UnitOfWork, covers: str, covered: str) -> tuple[OverlapJudgement, ...]:
    found = _standing(uow, uow.overlaps.between(covers, covered))
    if not found:
        raise NotFound(
            f"No judgement of anybody here stands on what {covers[:40]!r} covers of {covered[:40]!r}.",
            hint="See `overlap list`.",
        )
    return found


def _standing(uow: UnitOfWork, judgements: tuple[OverlapJudgement, ...]) -> tuple[OverlapJudgement, ...]:
    withdrawn = {one.judgement_id for one in uow.overlap_withdrawals.all()}
    return tuple(one for one in judgements if one.id not in withdrawn)


def _next(last: StoredDocument | None) -> Series:
    if last is None or last.series_id is None or last.version is None:
        return Series(id=new_id(), version=1)
    return Series(id=last.series_id, version=last.version + 1, replaces=Replaces(id=last.id, digest=last.digest))


def _refuse_unchanged(last: StoredDocument | None, release: CatalogueRelease) -> None:
    if last is None:
        return
    before = decode_release(read_strict(last.data))
    if _held(before) == _held(release):
        raise NotAllowed(
            f"Nothing has changed since {before.label}, version {before.series.version}.",
            hint="Its file is written again with --again.",
        )


def _held(release: CatalogueRelease) -> _Entries:
    return _Entries(
        programmes=release.programmes,
        measures=release.measures,
        definitions=release.definitions,
        overlaps=release.overlaps,
    )


def stored_release(verified: VerifiedRelease, direction: Direction, sitting: Sitting) -> StoredDocument:
    """Return a verified release as it is kept: issued by this unit, or received from another."""
    release = verified.release
    received = direction is Direction.RECEIVED
    return StoredDocument(
        id=release.id,
        kind=RELEASE,
        series_id=release.series.id,
        version=release.series.version,
        direction=direction,
        status=Status.RECEIVED if received else Status.RELEASED,
        digest=verified.digest,
        issuer_id=release.issuer.id,
        issuer_name=release.issuer.name,
        at=sitting.now,
        dated=release.released,
        verdict=verified.verdict if received else None,
        data=verified.data,
    )
