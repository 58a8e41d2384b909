"""Documents that differ from a sound one in one place each: what two readers of one form must agree on.

Every leaf one character away, every coded value exchanged for each other that the schema knows, every member left out,
and every member that is absent put in, as it stands elsewhere.
"""

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from tests.documents.test_tampering import at, leaves, tampered

Document = dict[str, Any]
Schema = dict[str, Any]
Path = tuple[str | int, ...]


def members(value: Any, schema: Schema, root: Schema, path: Path = (), name: str = "") -> Iterator[tuple[Path, str]]:
    """Yield every object's path with the name of its definition in the schema, the whole document's being empty."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        schema = root["$defs"][name]
    if isinstance(value, dict) and "properties" in schema:
        yield path, name
        for member, inner in value.items():
            if (*path, member) != ("proof",):
                yield from members(inner, schema["properties"][member], root, (*path, member), f"{name}.{member}")
    elif isinstance(value, list) and "items" in schema:
        for place, inner in enumerate(value):
            yield from members(inner, schema["items"], root, (*path, place), f"{name}[]")


def one_place(samples: Sequence[Document], schema: Schema) -> Iterator[Document]:
    """Yield the documents. Each sample follows the schema; what one of them lacks is taken from another."""
    known: dict[tuple[str, str], Any] = {}
    for sample in samples:
        for path, name in members(sample, schema, schema):
            for member, value in at(sample, path).items():
                known.setdefault((name, member), value)
    for sample in samples:
        yield from _changed(sample)
        yield from _left_out(sample)
        for path, name in members(sample, schema, schema):
            form = schema["$defs"].get(name, {} if name else schema)
            for member, inner in form.get("properties", {}).items():
                yield from _exchanged(sample, path, member, inner, known.get((name, member)))


def _changed(sample: Document) -> Iterator[Document]:
    for path in leaves(sample):
        document = copy.deepcopy(sample)
        holder = at(document, path[:-1])
        holder[path[-1]] = tampered(holder[path[-1]])
        yield document


def _left_out(sample: Document) -> Iterator[Document]:
    paths = {path[:length] for path in leaves(sample) for length in range(1, len(path) + 1)}
    for path in sorted(paths, key=str):
        document = copy.deepcopy(sample)
        del at(document, path[:-1])[path[-1]]
        yield document


def _exchanged(sample: Document, path: Path, member: str, form: Schema, known: Any) -> Iterator[Document]:
    """Every other value of a coded member, and the value known for one that is absent."""
    there = at(sample, path).get(member)
    values = [value for value in form.get("enum", ()) if value != there]
    if there is None and known is not None and not values:
        values = [known]
    for value in values:
        document = copy.deepcopy(sample)
        at(document, path)[member] = copy.deepcopy(value)
        yield document
