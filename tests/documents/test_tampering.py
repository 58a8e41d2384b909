"""One tampering for every signed leaf: change each value by one character, and each must be noticed."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from registry.documents.signing import document_bytes
from registry.documents.verification import verify_bytes
from registry.domain.errors import Refusal, Refused
from tests.documents.clinic import NOW, signed, signed_directory, trusted

Step = str | int


def leaves(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from leaves(inner, (*path, position))
    else:
        yield path


def tampered(value: Any) -> Any:
    """Return another value of the same kind, one character away, that the schema would often still accept."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    last = value[-1]
    return value[:-1] + (chr(ord(last) ^ 1) if last.isalnum() else "x")


def refuse(document: dict[str, Any]) -> Refusal:
    with pytest.raises(Refused) as caught:
        verify_bytes(document_bytes(document), now=NOW, directory=trusted_once())
    return caught.value.reason


def trusted_once() -> Any:
    return _TRUSTED


_TRUSTED = trusted()


def at(document: Any, path: tuple[Step, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def test_every_leaf_is_signed() -> None:
    whole = signed()
    paths = list(leaves(whole))
    assert len(paths) > 400
    reasons: set[Refusal] = set()
    for path in paths:
        document = copy.deepcopy(whole)
        holder = at(document, path[:-1])
        holder[path[-1]] = tampered(holder[path[-1]])
        reasons.add(refuse(document))
    # Most of it is still a sound document by its form, which only the signature gives away.
    assert Refusal.BAD_SIGNATURE in reasons


def test_every_member_is_signed_against_removal() -> None:
    whole = signed()
    members = {path[:length] for path in leaves(whole) for length in range(1, len(path) + 1)}
    for path in sorted(members, key=str):
        document = copy.deepcopy(whole)
        del at(document, path[:-1])[path[-1]]
        refuse(document)


def test_the_order_of_every_list_is_signed() -> None:
    whole = signed()
    parents = {path[:length] for path in leaves(whole) for length in range(1, len(path))}
    lists = [path for path in parents if isinstance(at(whole, path), list) and path != ("proof",)]
    turned = 0
    for path in lists:
        document = copy.deepcopy(whole)
        found = at(document, path)
        if len(found) > 1 and found != found[::-1]:
            found.reverse()
            refuse(document)
            turned += 1
    assert turned > 5


def test_every_byte_of_the_file_matters() -> None:
    """A flipped bit is refused, or leaves a document that says exactly the same."""
    data = document_bytes(signed())
    digest = verify_bytes(data, now=NOW, directory=_TRUSTED).digest
    for position in range(0, len(data), 37):
        flipped = bytearray(data)
        flipped[position] ^= 1 << (position % 8)
        try:
            verified = verify_bytes(bytes(flipped), now=NOW, directory=_TRUSTED)
        except Refused:
            continue
        assert verified.digest == digest


def test_every_leaf_of_a_directory_is_signed() -> None:
    from registry.documents.strict import read_strict
    from registry.documents.trusted_directory import load_directory

    whole = read_strict(signed_directory())
    for path in leaves(whole):
        document = copy.deepcopy(whole)
        holder = at(document, path[:-1])
        holder[path[-1]] = tampered(holder[path[-1]])
        with pytest.raises(Refused):
            load_directory(document_bytes(document), now=NOW)
