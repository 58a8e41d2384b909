"""Checks a folder of programme files before anyone relies on it: form, meaning, and what they name in each other.

The rules, in order, for each file:

1. It is JSON, with no member twice.
2. It fits the schema of a programme; every departure is told with its path.
3. It builds a domain object (what a schema cannot say: unique ids, dates in order).
4. Its name is its id.
5. Every need, prerequisite, successor, booster and overlap it names exists in the folder or in our own catalogue.

All problems are reported together.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import jsonschema

from registry.catalogue.loader import load_catalogue, load_needs
from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.errors import InvalidValue
from registry.domain.measure import Measure
from registry.structure import from_plain
from schemas import load_schema

SCHEMA_VERSION = "1.0"

T = TypeVar("T", Programme, Measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong: the file, the place in it (`editions/0/id`, empty for the whole) and what it is."""

    file: str
    path: str
    message: str


def check_folder(path: Path) -> tuple[Problem, ...]:
    """Return every problem found in the programme files of the folder; empty when they can be relied on."""
    problems: list[Problem] = []
    programmes: dict[str, Programme] = {}
    for file in sorted(path.glob("*.json")):
        programme = read_checked(file, "programme", Programme, problems)
        if programme is not None:
            programmes[file.name] = programme
    here = {programme.id: programme for programme in programmes.values()}
    for name, programme in programmes.items():
        problems.extend(Problem(file=name, path=at, message=said) for at, said in _references(programme, here))
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.path)))


def read_checked(file: Path, schema: str, kind: type[T], problems: list[Problem]) -> T | None:
    """Return what a catalogue file says by rules 1 to 4, or None after adding what is wrong to `problems`."""
    try:
        plain = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_no_member_twice)
    except ValueError as error:
        problems.append(Problem(file=file.name, path="", message=f"This is not JSON: {error}."))
        return None
    found = [
        Problem(file=file.name, path="/".join(str(part) for part in error.absolute_path), message=error.message)
        for error in _validator(schema).iter_errors(plain)
    ]
    if found:
        problems.extend(found)
        return None
    try:
        entry = from_plain(plain, kind)
    except InvalidValue as error:
        problems.append(Problem(file=file.name, path="", message=str(error)))
        return None
    if file.stem != entry.id:
        problems.append(Problem(file=file.name, path="id", message=f"The file is not named after {entry.id}."))
    return entry


def _references(programme: Programme, here: Mapping[str, Programme]) -> Iterator[tuple[str, str]]:
    ours, needs = load_catalogue().programmes, load_needs()

    def missing(programme_id: str) -> bool:
        return programme_id not in here and programme_id not in ours

    for need in programme.needs:
        if need not in needs:
            yield "needs", f"There is no target need {need}."
    for wanted in programme.suitability.prerequisites:
        if missing(wanted):
            yield "suitability/prerequisites", f"There is no programme {wanted}."
    for number, successor in enumerate(programme.successors):
        if missing(successor.programme_id):
            yield f"successors/{number}", f"There is no programme {successor.programme_id}."
    for number, edition in enumerate(programme.editions):
        wanted_booster = edition.booster.programme_id if edition.booster else None
        if wanted_booster is not None and missing(wanted_booster):
            yield f"editions/{number}/booster", f"There is no programme {wanted_booster}."
    for number, overlap in enumerate(programme.overlaps):
        for said in _overlap(overlap, here):
            yield f"overlaps/{number}", said


def _overlap(overlap: OverlapJudgement, here: Mapping[str, Programme]) -> Iterator[str]:
    ours, needs = load_catalogue().programmes, load_needs()
    for need in overlap.needs:
        if need not in needs:
            yield f"There is no target need {need}."
    for edition_id in (overlap.covers, overlap.covered):
        programme = here.get(edition_id.split("/")[0]) or ours.get(edition_id.split("/")[0])
        edition = next((one for one in programme.editions if one.id == edition_id), None) if programme else None
        if edition is None:
            yield f"There is no edition {edition_id}."
        elif edition_id == overlap.covered:
            known = {module.id for module in edition.modules}
            yield from (f"{edition_id} has no module {one}." for one in overlap.skip_modules if one not in known)


def _no_member_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"a member stands twice: {sorted({name for name in names if names.count(name) > 1})}")
    return members


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(load_schema(schema, SCHEMA_VERSION))
