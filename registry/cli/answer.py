"""What a command answers after it has written or read something: JSON for programs, sentences for people."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from registry.cli import output
from registry.cli.door import Door


def answer(here: Door, record: object, *said: str, next_steps: Iterable[str] = ()) -> None:
    """Print a record: as JSON where that was asked for, else in sentences with what to type next."""
    if here.json:
        output.data(plain(record))
        return
    output.screen(said)
    if steps := tuple(next_steps):
        output.next_step(*steps)


def plain(record: object) -> Any:
    """Return domain objects, alone, in lists or as members, as plain JSON."""
    from registry.structure import to_plain

    if dataclasses.is_dataclass(record):
        return to_plain(record)
    if isinstance(record, dict):
        return {name: plain(value) for name, value in record.items()}
    if isinstance(record, list | tuple):
        return [plain(each) for each in record]
    return record
