"""The catalogue as domain objects, built from the files that ship with the program.

The files are trusted in form (`check` and the tests vouch for them), so loading does not validate them again.
A programme's file is read when the programme is first asked for: looking up one costs one file.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import orjson

from registry.domain.catalogue import Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.dates import PartialDate
from registry.domain.measure import Measure
from registry.domain.needs import TargetNeed
from registry.domain.offence_terms import OffenceTerms, TravelTerms
from registry.domain.trauma_terms import TraumaTerms
from registry.structure import from_plain

HERE = Path(__file__).parent
PROGRAMMES = HERE / "programmes"
MEASURES = HERE / "measures"

T = TypeVar("T", Programme, Measure)


class EntryFolder(Mapping[str, T]):
    """Programmes or measures by id, each built when first asked for. The file name is the id."""

    def __init__(self, folder: Path, kind: type[T]) -> None:
        self._folder = folder
        self._kind: type[T] = kind
        self._ids = tuple(sorted(path.stem for path in folder.glob("*.json")))
        self._known = frozenset(self._ids)
        self._built: dict[str, T] = {}

    def __getitem__(self, entry_id: str) -> T:
        if entry_id not in self._known:
            raise KeyError(entry_id)
        if entry_id not in self._built:
            plain = orjson.loads((self._folder / f"{entry_id}.json").read_bytes())
            self._built[entry_id] = from_plain(plain, self._kind)
        return self._built[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@cache
def load_catalogue() -> Catalogue:
    """Return the release that ships with the program; one and the same object at every call."""
    release = orjson.loads((HERE / "release.json").read_bytes())
    return Catalogue(
        id=release["id"],
        version=release["version"],
        released=PartialDate(release["released"]),
        programmes=EntryFolder(PROGRAMMES, Programme),
        measures=EntryFolder(MEASURES, Measure),
    )


@cache
def load_needs() -> Mapping[str, TargetNeed]:
    """Return the target needs by id, in the order in which lists show them."""
    plain = orjson.loads((HERE / "needs.json").read_bytes())
    needs = (from_plain(one, TargetNeed) for one in plain["needs"])
    return MappingProxyType({need.id: need for need in needs})


@cache
def load_trauma_terms() -> TraumaTerms:
    """Return which needs, instruments and words speak of trauma."""
    plain = orjson.loads((HERE / "trauma_terms.json").read_bytes())
    del plain["note"]
    return from_plain(plain, TraumaTerms)


@cache
def load_travel_terms() -> TravelTerms:
    """Return what speaks of trauma and what speaks of offending."""
    plain = orjson.loads((HERE / "offence_terms.json").read_bytes())
    del plain["note"]
    return TravelTerms(trauma=load_trauma_terms(), offence=from_plain(plain, OffenceTerms))


@cache
def load_discreet_words() -> tuple[str, ...]:
    """Return the words that may not stand on a discreet paper; a last `*` stands for whatever begins so."""
    return tuple(orjson.loads((HERE / "discreet_terms.json").read_bytes())["words"])


def release_digest() -> str:
    """Return SHA-256, lower-case hex, over the release file and every programme and measure, by name and content.

    Two units whose catalogues differ in one byte name different releases, whatever they call the version.
    """
    digest = sha256()
    for file in (HERE / "release.json", *sorted(PROGRAMMES.glob("*.json")), *sorted(MEASURES.glob("*.json"))):
        digest.update(f"{file.name} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
