"""A catalogue release: the programmes a unit works with, signed, so that another unit can work with them too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from registry.domain.addressing import Issuer, Series
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.dates import PartialDate
from registry.domain.described_edition import LocalDefinition
from registry.domain.edition import check_unique
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.local_ids import code_of, whose
from registry.domain.text import check_name

MOST_PROGRAMMES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRelease:
    """One version of a unit's catalogue. `label` is the version as people say it; `series` orders the versions.

    A release speaks for its issuer only: local programmes and local definitions in it are the issuer's own.
    """

    id: str
    issuer: Issuer
    valid_from: datetime
    series: Series
    label: str
    released: PartialDate
    released_by: Signatory
    unit: UnitKey
    programmes: tuple[Programme, ...]
    definitions: tuple[LocalDefinition, ...] = ()
    overlaps: tuple[OverlapJudgement, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id, "The release's id")
        check_name(self.label, "The release's version")
        if not 1 <= len(self.programmes) <= MOST_PROGRAMMES:
            raise InvalidValue(f"A release holds 1 to {MOST_PROGRAMMES} programmes.")
        for ids, what in (
            ([programme.id for programme in self.programmes], "programme of the release"),
            ([definition.id for definition in self.definitions], "local definition of the release"),
            ([overlap.id for overlap in self.overlaps], "overlap judgement of the release"),
        ):
            check_unique(ids, what)
        for programme in self.programmes:
            if whose(programme.id) not in (None, self.issuer.id):
                raise InvalidValue(f"{code_of(programme.id)} is a local programme of another unit than the issuer.")
        editions = {edition.id for programme in self.programmes for edition in programme.editions}
        for definition in self.definitions:
            if definition.establishment.id != self.issuer.id:
                raise InvalidValue("A local definition in the release is another unit's than the issuer's.")
            if definition.edition_id not in editions:
                raise InvalidValue(f"The release has no edition {definition.edition_id}, which it defines locally.")


class Change(StrEnum):
    """How a programme of a new release stands to the one in use."""

    NEW = "new"
    CHANGED = "changed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeChange:
    """What a new release does to one programme. `works` counts the interventions here that name it."""

    programme_id: str
    title: str
    change: Change
    what: tuple[str, ...] = ()
    editions_dropped: tuple[str, ...] = ()
    works: int = 0


def changes(
    before: Mapping[str, Programme], after: Mapping[str, Programme], works: Mapping[str, int]
) -> tuple[ProgrammeChange, ...]:
    """Return what a release does to each programme that it adds, changes or drops, by id.

    `before` are the programmes of the release in use, without the unit's own; `works` counts interventions.
    """
    return tuple(_changes(before, after, works))


def _changes(
    before: Mapping[str, Programme], after: Mapping[str, Programme], works: Mapping[str, int]
) -> Iterator[ProgrammeChange]:
    for one in sorted({*before, *after}):
        was, now, used = before.get(one), after.get(one), works.get(one, 0)
        if was is None and now is not None:
            yield ProgrammeChange(programme_id=one, title=now.title, change=Change.NEW, works=used)
        elif was is not None and now is None:
            dropped = tuple(edition.id for edition in was.editions)
            yield ProgrammeChange(
                programme_id=one, title=was.title, change=Change.ABSENT, editions_dropped=dropped, works=used
            )
        elif was is not None and now is not None and was != now:
            kept = {edition.id for edition in now.editions}
            yield ProgrammeChange(
                programme_id=one,
                title=now.title,
                change=Change.CHANGED,
                what=tuple(
                    each.name for each in fields(Programme) if getattr(was, each.name) != getattr(now, each.name)
                ),
                editions_dropped=tuple(edition.id for edition in was.editions if edition.id not in kept),
                works=used,
            )
