"""Checks a folder of measure files before anyone relies on it.

The first four rules are those of programmes (`registry.catalogue.check`), under the schema of a measure. Then:

5. Every field that says something has a source and a confidence.
6. No two measures, here or in our own catalogue, answer to one name.

All problems are reported together.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from registry.catalogue.check import Problem, ReadJson, read_checked
from registry.catalogue.loader import load_catalogue
from registry.domain.measure import Measure, plain_name


def check_measures(path: Path, read: ReadJson) -> tuple[Problem, ...]:
    """Return every problem found in the measure files of the folder; empty when they can be relied on."""
    problems: list[Problem] = []
    here: dict[str, Measure] = {}
    for file in sorted(path.glob("*.json")):
        measure = read_checked(file, "measure", Measure, problems, read)
        if measure is not None:
            here[file.name] = measure
    both = {**load_catalogue().measures, **{measure.id: measure for measure in here.values()}}
    for name, measure in here.items():
        problems += [Problem(file=name, path=at, message=said) for at, said in unsound(measure, both)]
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.path)))


def unsound(measure: Measure, both: Mapping[str, Measure]) -> Iterator[tuple[str, str]]:
    """Yield the place and the problem of what rules 5 and 6 find in a measure beside `both`, ours and the folder's."""
    for said in measure.said:
        if measure.fact(said) is None:
            yield "facts", f"Nothing says where {said} comes from."
    names = {plain_name(name) for name in measure.names}
    for other in both.values():
        if other.id != measure.id and names & {plain_name(name) for name in other.names}:
            yield "", f"{other.id} answers to one of its names."
