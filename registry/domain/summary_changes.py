"""What one version of a summary says otherwise than another: added, changed and removed, section by section."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from typing import Any, Final

from registry.domain.edition import Term
from registry.domain.people import EstablishmentRef, Person
from registry.domain.summary import Subject


class ChangeKind(StrEnum):
    """What happened to it."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: in which section, of which record, in which part of it, and both sides in words."""

    section: str
    kind: ChangeKind
    what: str
    part: str = ""
    before: str = ""
    after: str = ""


_SECTIONS: Final = {
    "participant": "The participant",
    "first_two_weeks": "The first two weeks",
    "statement": "The author's statement",
    "sharing": "Consent and sharing",
    "placements": "Placements",
    "needs": "Needs",
    "interventions": "Interventions",
    "assessments": "Assessments",
    "scores": "Scores",
    "voice": "Their words",
    "plan": "Plan",
    "omitted": "What does not travel",
}
# What a record is called among others of its kind, and by what it is the same record in both versions.
_TITLES: Final = ("title", "tool", "measure", "need", "skill", "module", "text", "what", "work", "name", "kind", "on")
_KEYS: Final = ("id", "key", "record")
_BOOKKEEPING: Final = frozenset({"id", "participant_id", "key", "made_on", "rule", "record"})


def changes_between(before: Subject, after: Subject) -> tuple[Change, ...]:
    """Return every difference in the order of the sections; nothing where both say the same."""
    found: list[Change] = []
    for name, section in _SECTIONS.items():
        for kind, path, old, new in _compare(getattr(before, name), getattr(after, name), ()):
            what, *parts = path or ("",)
            found.append(Change(section=section, kind=kind, what=what, part=", ".join(parts), before=old, after=new))
    return tuple(found)


_Found = Iterator[tuple[ChangeKind, tuple[str, ...], str, str]]


def _compare(old: object, new: object, path: tuple[str, ...]) -> _Found:
    if old == new:
        return
    if _is_nothing(old):
        yield ChangeKind.ADDED, path, "", _words(new)
    elif _is_nothing(new):
        yield ChangeKind.REMOVED, path, _words(old), ""
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _compare_lists(old, new, path)
    elif _has_parts(old) and type(old) is type(new):
        for field in fields(old):  # type: ignore[arg-type]
            if field.name not in _BOOKKEEPING:
                here = field.name.replace("_", " ")
                yield from _compare(getattr(old, field.name), getattr(new, field.name), (*path, here))
    else:
        yield ChangeKind.CHANGED, path, _words(old), _words(new)


def _compare_lists(old: tuple[object, ...], new: tuple[object, ...], path: tuple[str, ...]) -> _Found:
    was, now = _by_key(old), _by_key(new)
    for key, one in was.items():
        if key not in now:
            yield ChangeKind.REMOVED, _named(path, one), _words(one), ""
        else:
            yield from _compare(one, now[key], _named(path, now[key]))
    for key, one in now.items():
        if key not in was:
            yield ChangeKind.ADDED, _named(path, one), "", _words(one)


def _by_key(records: tuple[object, ...]) -> dict[object, object]:
    """Records by what they are the same by: id or key, else the whole of it and how often it stands."""
    found: dict[object, object] = {}
    for one in records:
        key: object = next((getattr(one, name) for name in _KEYS if hasattr(one, name)), one)
        while key in found:
            key = (key, "again")
        found[key] = one
    return found


def _named(path: tuple[str, ...], one: object) -> tuple[str, ...]:
    """The path of one record of a list; a bare text is its own name."""
    return (*path, _title(one)) if _has_parts(one) else path


def _title(one: object) -> str:
    named = next((getattr(one, name) for name in _TITLES if getattr(one, name, None)), None)
    return "entry" if named is None else _words(named)


def _words(value: object) -> str:
    """A value as a reader knows it: its own words where it has some, else its parts."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and not isinstance(value, Enum):
        return value
    if isinstance(value, Person | EstablishmentRef):
        return value.name
    if isinstance(value, Term):
        return f"{value.theirs} = {value.common}"
    own: Any = getattr(value, "words", None)
    if isinstance(own, str):
        return own
    if isinstance(value, Enum):
        return str(value.value).replace("-", " ")
    if isinstance(value, tuple):
        return "; ".join(_words(one) for one in value)
    if is_dataclass(value):
        parts = (
            (field.name.replace("_", " "), getattr(value, field.name))
            for field in fields(value)
            if field.name not in _BOOKKEEPING
        )
        return ", ".join(f"{name}: {_words(part)}" for name, part in parts if not _is_nothing(part))
    return str(value)


def _has_parts(value: object) -> bool:
    return is_dataclass(value) and len(fields(value)) > 1 and not isinstance(value, Person | EstablishmentRef)


def _is_nothing(value: object) -> bool:
    return value is None or value == ()
