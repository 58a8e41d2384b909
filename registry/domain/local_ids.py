"""The ids of what a unit adds to the catalogue itself: the establishment's id, a colon, and a code of its own.

So a local programme or measure says whose it is, and can never stand in the place of a shipped one.
"""

import re

from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id

_LOCAL = re.compile(
    r"(urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):([A-Z0-9][A-Z0-9+.-]{0,39})"
)
_CODE = re.compile(r"[A-Z0-9][A-Z0-9+.-]{0,39}")


def local_id(establishment_id: str, code: str) -> str:
    """Return the id of an establishment's own programme or measure. Raises InvalidValue for what is no code."""
    check_id(establishment_id, "The establishment's id")
    if not _CODE.fullmatch(code):
        raise InvalidValue(f"{code[:40]!a} is not a code.", hint="Use capitals, digits, + . and -, at most 40.")
    return f"{establishment_id}:{code}"


def is_local(one_id: str) -> bool:
    """True for the id of something that an establishment added itself."""
    return _LOCAL.fullmatch(one_id) is not None


def whose(one_id: str) -> str | None:
    """Return the id of the establishment that added it, or None for what is public."""
    found = _LOCAL.fullmatch(one_id)
    return found[1] if found else None


def code_of(one_id: str) -> str:
    """Return the short form that a person types: the code alone, with an edition's label where there is one."""
    name, slash, label = one_id.partition("/")
    found = _LOCAL.fullmatch(name)
    return (found[2] if found else name) + slash + label
