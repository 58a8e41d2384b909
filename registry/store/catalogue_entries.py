"""Programmes as they stood when work was recorded against them, so that no later release changes what is recorded.

An entry is named by the digest of its content and never changes. Each intervention is pinned to the entry of its
edition when it is referred or matched; a later match adds a pin, and the last one counts.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import Connection, Text, insert, select
from sqlmodel import Field

from registry.domain.catalogue import Programme
from registry.store.base import PlainJson, Rows, Writer, table_of
from registry.store.records import Repository
from registry.structure import from_plain, to_plain


class CatalogueEntryRow(Rows, table=True):
    """One programme as one release had it."""

    __tablename__ = "catalogue_entries"

    digest: str = Field(primary_key=True)
    programme_id: str = Field(index=True)
    editions: list[str] = Field(sa_type=PlainJson)
    release: str
    kept_at: str
    body: str = Field(sa_type=Text)


class EditionPinRow(Rows, table=True):
    """Which entry describes the edition of one intervention; the highest number counts."""

    __tablename__ = "edition_pins"

    intervention_id: str = Field(primary_key=True, foreign_key="interventions.id")
    number: int = Field(primary_key=True)
    edition_id: str
    entry_digest: str = Field(foreign_key="catalogue_entries.digest", index=True)
    pinned_at: str
    pinned_by: str


ENTRIES = table_of(CatalogueEntryRow)
PINS = table_of(EditionPinRow)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pin:
    edition_id: str
    digest: str


class CatalogueEntries(Repository):
    """Programmes as they were known, and which intervention was recorded against which."""

    def __init__(self, db: Connection, writer: Writer | None) -> None:
        super().__init__(db, writer)
        self._looked_up: dict[str, _Pin | None] = {}
        self._programmes: dict[str, Programme] = {}

    def look_up(self, intervention_ids: Sequence[str]) -> None:
        """Look up what many interventions are pinned to at once, for `pinned`, in the place of those of before."""
        found: dict[str, _Pin | None] = dict.fromkeys(intervention_ids)
        for start in range(0, len(intervention_ids), _AT_ONCE):
            some = intervention_ids[start : start + _AT_ONCE]
            # The later pin takes the place of the earlier.
            asked = select(PINS).where(PINS.c.intervention_id.in_(some)).order_by(PINS.c.number)
            for row in self._db.execute(asked):
                found[row.intervention_id] = _Pin(edition_id=row.edition_id, digest=row.entry_digest)
        self._looked_up = found
        self._read_programmes({pin.digest for pin in found.values() if pin is not None})

    def keep(self, programme: Programme, release: str) -> str:
        """Keep a programme as `release` has it, once, and return the digest of its content."""
        plain = to_plain(programme)
        body = orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)
        digest = sha256(body).hexdigest()
        if self._db.execute(select(ENTRIES.c.digest).where(ENTRIES.c.digest == digest)).first() is None:
            new = {
                "digest": digest,
                "programme_id": programme.id,
                "editions": [edition.id for edition in programme.editions],
                "release": release,
                "kept_at": self._writer.at,
                "body": body.decode(),
            }
            self._db.execute(insert(ENTRIES), new)
        return digest

    def pin(self, intervention_id: str, edition_id: str, programme: Programme, release: str) -> None:
        """Say that an intervention's edition is described by the programme as it stands now."""
        self._add_pin(intervention_id, edition_id, self.keep(programme, release))

    def pin_alike(self, intervention_id: str, other_id: str) -> None:
        """Pin an intervention to what describes another, for an entry that was moved. Nothing where it has no pin."""
        found = self._newest_pin(other_id)
        if found is not None:
            self._add_pin(intervention_id, found.edition_id, found.entry_digest)

    def pinned(self, intervention_id: str, edition_id: str) -> Programme | None:
        """Return the programme as it stood when the intervention was recorded against the edition, or None."""
        if intervention_id not in self._looked_up:
            self.look_up([intervention_id])
        found = self._looked_up[intervention_id]
        if found is None or found.edition_id != edition_id:
            return None
        return self._programmes[found.digest]

    def former(self) -> Mapping[str, Programme]:
        """Return, by edition id, the programme that was kept last with that edition; each is built when asked for."""
        asked = select(ENTRIES.c.editions, ENTRIES.c.body).order_by(ENTRIES.c.kept_at, ENTRIES.c.digest)
        return KeptProgrammes({one: body for editions, body in self._db.execute(asked) for one in editions})

    def _read_programmes(self, digests: Set[str]) -> None:
        wanted = sorted(digests - self._programmes.keys())
        if wanted:
            asked = select(ENTRIES.c.digest, ENTRIES.c.body).where(ENTRIES.c.digest.in_(wanted))
            self._programmes |= {row.digest: _programme(row.body) for row in self._db.execute(asked)}

    def _newest_pin(self, intervention_id: str) -> Any:
        asked = select(PINS).where(PINS.c.intervention_id == intervention_id).order_by(PINS.c.number.desc()).limit(1)
        return self._db.execute(asked).one_or_none()

    def _add_pin(self, intervention_id: str, edition_id: str, digest: str) -> None:
        last = self._newest_pin(intervention_id)
        new = {
            "intervention_id": intervention_id,
            "number": last.number + 1 if last else 1,
            "edition_id": edition_id,
            "entry_digest": digest,
            "pinned_at": self._writer.at,
            "pinned_by": self._writer.by,
        }
        self._db.execute(insert(PINS), new)
        self._looked_up.pop(intervention_id, None)


class KeptProgrammes(Mapping[str, Programme]):
    """Programmes by edition id, each built when first asked for."""

    def __init__(self, bodies: Mapping[str, str]) -> None:
        self._bodies = bodies

    def __getitem__(self, edition_id: str) -> Programme:
        return _programme(self._bodies[edition_id])

    def __contains__(self, edition_id: object) -> bool:
        return edition_id in self._bodies

    def __iter__(self) -> Iterator[str]:
        return iter(self._bodies)

    def __len__(self) -> int:
        return len(self._bodies)


@lru_cache(maxsize=512)
def _programme(body: str) -> Programme:
    return from_plain(orjson.loads(body), Programme)
