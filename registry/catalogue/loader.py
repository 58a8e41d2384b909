"""The catalogue as domain objects, built from the files that ship with the program.

The files are trusted in form (`check` and the tests vouch for them), so loading does not validate them again.
A programme's file is read when the programme is first asked for: looking up one costs one file.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import orjson

from registry.domain.catalogue import Programme
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.dates import PartialDate
from registry.domain.measure import Measure
from registry.domain.needs import TargetNeed
from registry.domain.trauma_terms import TraumaTerms
from registry.structure import from_plain

HERE = Path(__file__).parent
PROGRAMMES = HERE / "programmes"
MEASURES = HERE / "measures"


class ProgrammeFolder(Mapping[str, Programme]):
    """Programmes by id, each built when first asked for. The file name is the id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ids = tuple(sorted(path.stem for path in folder.glob("*.json")))
        self._known = frozenset(self._ids)
        self._built: dict[str, Programme] = {}

    def __getitem__(self, programme_id: str) -> Programme:
        if programme_id not in self._known:
            raise KeyError(programme_id)
        if programme_id not in self._built:
            plain = orjson.loads((self._folder / f"{programme_id}.json").read_bytes())
            self._built[programme_id] = from_plain(plain, Programme)
        return self._built[programme_id]

    def __contains__(self, programme_id: object) -> bool:
        return programme_id in self._known

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
        programmes=ProgrammeFolder(PROGRAMMES),
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
def load_discreet_words() -> tuple[str, ...]:
    """Return the words that may not stand on a discreet paper; a last `*` stands for whatever begins so."""
    return tuple(orjson.loads((HERE / "discreet_terms.json").read_bytes())["words"])


@cache
def load_measures() -> Mapping[str, Measure]:
    """Return the measures by id."""
    files = sorted(MEASURES.glob("*.json"), key=lambda file: file.stem)
    measures = (from_plain(orjson.loads(file.read_bytes()), Measure) for file in files)
    return MappingProxyType({measure.id: measure for measure in measures})


def find_measure(asked: str) -> Measure | None:
    """Return the measure of a name, an acronym or an alias, with or without its version; None where it is not known."""
    return next((measure for measure in load_measures().values() if measure.answers_to(asked)), None)


def release_digest() -> str:
    """Return SHA-256, lower-case hex, over the release file and every programme file, by name and content.

    Two units whose catalogues differ in one byte name different releases, whatever they call the version.
    """
    digest = sha256()
    for file in (HERE / "release.json", *sorted(PROGRAMMES.glob("*.json"))):
        digest.update(f"{file.name} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
