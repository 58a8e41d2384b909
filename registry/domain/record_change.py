"""A change to a record as a person reads it: what stood, and what stands now."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from registry.domain.dates import PartialDate
from registry.domain.ethnicity import Ethnicity
from registry.domain.participant import CommunicationNeeds, Participant, PersonName

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Generic[T]):
    """Two versions of one record. The former is kept."""

    was: T
    now: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that differs. None where there was or is nothing."""

    what: str
    was: str | None
    now: str | None


_FACTS = {
    "name": "Name",
    "born": "Born",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "nhs_number": "NHS number",
    "no_nhs_number_because": "No NHS number because",
    "prison_number": "Prison number",
    "local_number": "Local number",
    "pnc_number": "PNC number",
    "cro_number": "CRO number",
    "chi_number": "CHI number",
    "hc_number": "H&C number",
    "known_as": "Known as",
    "aliases": "Aliases",
    "former_names": "Former names",
    "communication": "Communication",
    "untried": "Untried",
}


def changes_of(amendment: Amendment[Participant]) -> tuple[Change, ...]:
    """Return each fact about a participant that differs between the two versions, in the record's order."""
    pairs = ((what, getattr(amendment.was, fact), getattr(amendment.now, fact)) for fact, what in _FACTS.items())
    return tuple(Change(what=what, was=_words(was), now=_words(now)) for what, was, now in pairs if was != now)


def _words(value: object) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Ethnicity):
        return value.words
    if isinstance(value, PersonName):
        return value.banner
    if isinstance(value, PartialDate):
        return value.words
    if isinstance(value, CommunicationNeeds):
        return "; ".join(value.phrases) or None
    if isinstance(value, tuple):
        return "; ".join(_words(one) or "" for one in value)
    return str(value)
