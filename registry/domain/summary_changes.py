"""What one version of a summary says otherwise than another: added, changed and removed, section by section.

Every member is compared but those that no two versions share and nobody reads: `NEVER_ALIKE`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum, StrEnum
from typing import Any, Final

from registry.domain.addressing import Issuer, Recipient
from registry.domain.attestation import Signatory
from registry.domain.edition import Term
from registry.domain.people import EstablishmentRef, Person
from registry.domain.summary import Draft, ReleaseRef, Subject, TransferSummary


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


# Another in every version: which document it is, when it was frozen, and at which point of the audit.
NEVER_ALIKE: Final = frozenset({"id", "valid_from", "series", "checkpoint"})
_DOCUMENT: Final = "The document"
_SIGNED: Final = "Signed by, and shown to the participant"
_CATALOGUE: Final = "The programmes as the sender knows them"
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
_KEYS: Final = ("id", "key", "record", "edition_id")
# Of these the id says whom or which; of a record it is the sender's own affair.
_NAMED_BY_ID: Final = (Issuer, Recipient, ReleaseRef, Signatory)
_BOOKKEEPING: Final = frozenset({"id", "participant_id", "key", "made_on", "rule", "record"})


_Found = Iterator[tuple[ChangeKind, tuple[str, ...], str, str]]


def document_changes(before: TransferSummary, after: TransferSummary | Draft) -> tuple[Change, ...]:
    """Return every difference between two versions, what stands about the subject first.

    A draft has no approver, issuer or keys yet: these are not compared then.
    """
    return (*_about(before, after), *changes_between(before.subject, after.subject))


def changes_between(before: Subject, after: Subject) -> tuple[Change, ...]:
    """Return every difference in what is told of the participant, in the order of the sections."""
    return tuple(
        change
        for name, section in _SECTIONS.items()
        for change in _changes(section, getattr(before, name), getattr(after, name))
    )


def _about(before: TransferSummary, after: TransferSummary | Draft) -> Iterator[Change]:
    if isinstance(after, TransferSummary):
        yield from _changes(_DOCUMENT, before.issuer, after.issuer, "from")
    for name, called in (("purpose", "purpose"), ("recipient", "for"), ("interim", "interim"), ("annex", "annex")):
        yield from _changes(_DOCUMENT, getattr(before, name), getattr(after, name), called)
    was = before.attestation
    if isinstance(after, TransferSummary):
        now = after.attestation
        yield from _changes(_SIGNED, was.author, now.author, "written by")
        yield from _changes(_SIGNED, was.approver, now.approver, "approved by")
        yield from _changes(_SIGNED, was.unit.key, now.unit.key, "the unit's key")
    else:
        author = replace(was.author, key=None)
        yield from _changes(_SIGNED, author, Signatory.of(after.author), "written by")
    showing = after if isinstance(after, Draft) else after.attestation
    yield from _changes(_SIGNED, was.shown, showing.shown, "shown to the participant")
    yield from _changes(_SIGNED, was.not_shown, showing.not_shown, "not shown to the participant")
    for name in ("release", "editions", "overlaps"):
        yield from _changes(_CATALOGUE, getattr(before.catalogue, name), getattr(after.catalogue, name), name)


def _changes(section: str, old: object, new: object, *path: str) -> Iterator[Change]:
    for kind, found, was, now in _compare(old, new, path):
        what, *parts = found or ("",)
        yield Change(section=section, kind=kind, what=what, part=", ".join(parts), before=was, after=now)


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
            if field.name not in _BOOKKEEPING or isinstance(old, _NAMED_BY_ID):
                here = field.name.replace("_", " ")
                yield from _compare(getattr(old, field.name), getattr(new, field.name), (*path, here))
    else:
        was, now = _words(old), _words(new)
        # Two of one name: what tells them apart is then said.
        alike = was == now and is_dataclass(old)
        yield ChangeKind.CHANGED, path, *((_in_full(old), _in_full(new)) if alike else (was, now))


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


def _in_full(value: object) -> str:
    """Every part of a value, also by which id it goes."""
    parts = ((field.name.replace("_", " "), getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]
    return ", ".join(f"{name}: {_words(part)}" for name, part in parts if not _is_nothing(part))


def _has_parts(value: object) -> bool:
    return is_dataclass(value) and len(fields(value)) > 1 and not isinstance(value, Person | EstablishmentRef)


def _is_nothing(value: object) -> bool:
    return value is None or value == ()
