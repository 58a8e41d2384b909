"""The catalogue a unit works with: one release, the unit's own programmes beside it, and what older records name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.dates import PartialDate
from registry.domain.described_edition import LocalDefinition
from registry.domain.edition import Edition
from registry.domain.errors import NotFound
from registry.domain.local_ids import code_of, whose
from registry.domain.measure import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """One release: a version, its date, every programme and every measure in it; local ones stand among them.

    `former` finds, by edition id, programmes as an earlier release had them: what a later release dropped is still
    read in old records, and is no longer listed. `owners` names the establishments whose local programmes are here.
    `definitions` and `overlaps` came with the release and are its issuer's.
    """

    id: str
    version: str
    released: PartialDate
    issuer: str | None = None
    programmes: Mapping[str, Programme]
    measures: Mapping[str, Measure] = field(default_factory=dict)
    former: Mapping[str, Programme] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    definitions: tuple[LocalDefinition, ...] = ()
    overlaps: tuple[OverlapJudgement, ...] = ()

    def programme(self, asked: str) -> Programme:
        """Return the programme with this id or, for a local one, this code, in either case. Raises NotFound."""
        for name in (asked, asked.upper()):
            if name in self.programmes:
                return self.programmes[name]
        local = [one for one in self.programmes if whose(one) and code_of(one) == asked.upper()]
        if len(local) == 1:
            return self.programmes[local[0]]
        if len(local) > 1:
            raise NotFound(f"{len(local)} local programmes have the code {asked[:40]!a}.", hint="Give the whole id.")
        dropped = next((one for one in self.former if one.split("/")[0] in (asked, asked.upper())), None)
        if dropped is not None:
            return self.former[dropped]
        raise NotFound(
            f"The catalogue has no programme {asked[:40]!a}.", hint="Try `throughcare catalogue search WORD`."
        )

    def title_of(self, asked: str) -> str:
        """Return what a programme or an edition is called, the edition's label in brackets; its id where unknown."""
        name, _, label = asked.partition("/")
        try:
            title = self.programme(name).title
        except NotFound:
            return asked
        return f"{title} ({label})" if label else title

    def edition(self, asked: str) -> tuple[Programme, Edition]:
        """Return the programme and edition of `PROGRAMME/label`, or the newest edition of `PROGRAMME`.

        An edition that a later release dropped is found too. Raises NotFound.
        """
        name, _, label = asked.partition("/")
        programme = self.programme(name)
        if not label:
            return programme, programme.newest
        wanted = f"{programme.id}/{label}"
        if wanted in self.former and wanted not in {edition.id for edition in programme.editions}:
            programme = self.former[wanted]
        return programme, programme.edition(wanted)

    def measure(self, asked: str) -> Measure | None:
        """Return the measure of a name, an acronym or an alias, with or without its version; None where not known.

        A released measure stands before a unit's own.
        """
        found = (one for one in self.measures.values() if one.answers_to(asked))
        return min(found, key=lambda one: whose(one.id) is not None, default=None)

    def is_dropped(self, edition: Edition) -> bool:
        """True for an edition that only older records name: the release in use has it no more."""
        programme = self.programmes.get(edition.programme_id)
        return programme is None or edition.id not in {one.id for one in programme.editions}

    def owner_of(self, programme: Programme) -> str | None:
        """Return the establishment whose local programme it is, or None for a public one."""
        owner = whose(programme.id)
        return None if owner is None else self.owners.get(owner, programme.owner)
