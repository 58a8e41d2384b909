"""Checks a folder of programme files before anyone relies on it: form, meaning, and what they name in each other.

The rules, in order, for each file:

1. It is an ordinary file of bearable size, and strict JSON (`documents.strict`).
2. It fits the schema of a programme; every departure is told with its path.
3. It builds a domain object (what a schema cannot say: unique ids, dates in order).
4. Its name is its id.
5. Every need, prerequisite, successor, booster and overlap it names exists in the folder or in our own catalogue.

All problems are reported together: a file in which only names are missing, such as its owner, is read on without them.
"""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import jsonschema

from registry.catalogue.loader import load_catalogue, load_needs
from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.described_edition import LocalDefinition
from registry.domain.edition import Edition
from registry.domain.errors import InvalidValue, Refused, ThroughcareError
from registry.domain.local_ids import code_of
from registry.domain.measure import Measure
from registry.files import read_regular
from registry.structure import from_plain
from schemas import load_schema
from schemas.problem_words import problem_words

SCHEMA_VERSION = "1.0"
MOST_FILE_BYTES = 1_000_000

T = TypeVar("T", Programme, Measure)
E = TypeVar("E", Programme, Measure, LocalDefinition)
ReadJson = Callable[[bytes], Mapping[str, Any]]
"""The one reader of foreign JSON (`documents.strict.read_strict`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong: the file, the place in it (`editions/0/id`, empty for the whole) and what it is."""

    file: str
    path: str
    message: str


def check_folder(path: Path, read: ReadJson) -> tuple[Problem, ...]:
    """Return every problem found in the programme files of the folder; empty when they can be relied on.

    `read` is the strict reader, which lives upstairs.
    """
    problems: list[Problem] = []
    programmes: dict[str, Programme] = {}
    for file in sorted(path.glob("*.json")):
        programme = read_checked(file, "programme", Programme, problems, read)
        if programme is not None:
            programmes[file.name] = programme
    known = ChainMap({programme.id: programme for programme in programmes.values()}, dict(load_catalogue().programmes))
    for name, programme in programmes.items():
        problems.extend(Problem(file=name, path=at, message=said) for at, said in references(programme, known))
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.path)))


def read_checked(file: Path, schema: str, kind: type[T], problems: list[Problem], read: ReadJson) -> T | None:
    """Return what a catalogue file says by rules 1 to 4, or None after adding what is wrong to `problems`."""
    try:
        plain = read(read_regular(file, MOST_FILE_BYTES))
    except ThroughcareError as error:
        place = error.path.removeprefix("/") if isinstance(error, Refused) else ""
        problems.append(Problem(file=file.name, path=place, message=error.message))
        return None
    found, entry = check_plain(plain, schema, kind)
    problems.extend(Problem(file=file.name, path=path, message=message) for path, message in found)
    if entry is None:
        further, entry = check_plain(_with_names(plain, schema), schema, kind)
        if entry is None and further and not any(one in found for one in further):
            # What a schema cannot say was hidden behind the missing names.
            problems.extend(Problem(file=file.name, path=path, message=message) for path, message in further)
    if entry is not None and file.stem != code_of(entry.id):
        problems.append(Problem(file=file.name, path="id", message=f"The file is not named after {code_of(entry.id)}."))
    return entry


def check_plain(plain: object, schema: str, kind: type[E]) -> tuple[tuple[tuple[str, str], ...], E | None]:
    """Return every problem (place, what it is) of one entry by rules 2 and 3, and the entry if there is none."""
    # Each member that is missing is a problem of its own, in the same words.
    found = tuple(
        dict.fromkeys(
            ("/".join(str(part) for part in error.absolute_path), problem_words(error, echo=True))
            for error in _validator(schema).iter_errors(plain)
        )
    )
    if found:
        return found, None
    try:
        return (), from_plain(plain, kind)
    except InvalidValue as error:
        return (("", str(error)),), None


def _with_names(plain: Mapping[str, Any], schema: str) -> dict[str, Any]:
    """The entry with a placeholder for each name that it has to have and has not."""
    form = load_schema(schema, SCHEMA_VERSION)
    names = [one for one in form["required"] if form["properties"][one] == {"$ref": "#/$defs/name"}]
    return {**dict.fromkeys(names, "not said"), **plain}


def references(programme: Programme, known: Mapping[str, Programme]) -> Iterator[tuple[str, str]]:
    """Yield the place and the problem for whatever a programme names that is neither in `known` nor a target need."""
    needs = load_needs()
    for need in programme.needs:
        if need not in needs:
            yield "needs", f"There is no target need {need}."
    for wanted in programme.suitability.prerequisites:
        if wanted not in known:
            yield "suitability/prerequisites", f"There is no programme {wanted}."
    for number, successor in enumerate(programme.successors):
        if successor.programme_id not in known:
            yield f"successors/{number}", f"There is no programme {successor.programme_id}."
    for number, edition in enumerate(programme.editions):
        wanted_booster = edition.booster.programme_id if edition.booster else None
        if wanted_booster is not None and wanted_booster not in known:
            yield f"editions/{number}/booster", f"There is no programme {wanted_booster}."
    for number, overlap in enumerate(programme.overlaps):
        for said in overlap_references(overlap, known):
            yield f"overlaps/{number}", said


def overlap_references(overlap: OverlapJudgement, known: Mapping[str, Programme]) -> Iterator[str]:
    """Yield the problem for whatever an overlap judgement names that is not known; it may name programmes or editions.

    Modules to skip are those of the covered edition, or of the covered programme's newest.
    """
    needs = load_needs()
    for need in overlap.needs:
        if need not in needs:
            yield f"There is no target need {need}."
    for named in (overlap.covers, overlap.covered):
        programme = known.get(named.split("/")[0])
        edition = _edition(programme, named) if programme else None
        if edition is None:
            yield f"There is no {'edition' if '/' in named else 'programme'} {named}."
        elif named == overlap.covered:
            modules = {module.id for module in edition.modules}
            yield from (f"{named} has no module {one}." for one in overlap.skip_modules if one not in modules)


def _edition(programme: Programme, named: str) -> Edition | None:
    if "/" not in named:
        return programme.newest
    return next((one for one in programme.editions if one.id == named), None)


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(load_schema(schema, SCHEMA_VERSION))
