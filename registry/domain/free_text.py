"""Every text in a record that a person typed, with where it stands: what no program can judge, only point at."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final

from registry.domain.dates import PartialDate
from registry.domain.people import EstablishmentRef, Person
from registry.domain.summary import SubjectParticipant

# Members that hold codes, and sentences that are the same for everyone.
_CODES: Final = frozenset(
    {"key", "rule", "need", "needs", "also_for", "needs_covered", "module", "skip_modules", "code", "omitted"}
    | {"programme_id", "edition_id", "shape_id", "local_definition_id", "value", "lowest", "highest"}
)
_ID = re.compile(r"urn:uuid:[0-9a-f-]{36}")


def texts_of(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and the text of everything typed in a record, in the order in which it travels.

    Paths are those of the document. Who staff are, where an establishment is, ids, codes and the participant's own
    names are not typed for the document and are left out.
    """
    if type(value) is str:
        if not _ID.fullmatch(value):
            yield path, value
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from texts_of(one, f"{path}/{place}")
    elif isinstance(value, SubjectParticipant):
        yield from texts_of(value.communication, f"{path}/communication")
    elif is_dataclass(value) and not isinstance(value, Person | EstablishmentRef | PartialDate):
        for field in fields(value):
            part = getattr(value, field.name)
            if field.name not in _CODES or _holds_records(part):
                yield from texts_of(part, f"{path}/{_member(field.name)}".lstrip("/"))


def _holds_records(part: object) -> bool:
    """True for `needs` that are records; those of an intervention are codes."""
    return isinstance(part, tuple) and any(is_dataclass(one) for one in part)


def _member(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
