"""Why treatment that somebody has had already is given again: asked before it starts, and kept as it travels."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.people import Person
from registry.domain.text import check_label, check_prose


class RepeatReason(StrEnum):
    """Why something is done again."""

    REFRESHER = "refresher-by-choice"
    DOUBTED = "original-doubted"
    LONG_AGO = "long-ago"
    PART_MISSING = "part-missing"
    CHANGED = "programme-much-changed"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The reason as a reader sees it."""
        return {
            "refresher-by-choice": "a refresher, by the participant's choice",
            "original-doubted": "what was done before is doubted",
            "long-ago": "it was long ago",
            "part-missing": "a part was missing",
            "programme-much-changed": "the programme is much changed since",
            "other": "another reason",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A named person's reason for doing something again, and the records of what was done before."""

    reason: RepeatReason
    words: str
    by: Person
    on: PartialDate
    of: tuple[str, ...]

    def __post_init__(self) -> None:
        check_prose(self.words, "The reason for doing it again")
        if not self.of:
            raise InvalidValue("A repeat is of something: name the record.")
        for record in self.of:
            check_label(record, "The record of what was done before")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatStop:
    """One time that the repeat guard stopped somebody before they began: counted, and blamed on nobody."""

    id: str
    participant_id: str
    programme_id: str
    on: PartialDate
    of: tuple[str, ...]

    def __post_init__(self) -> None:
        check_id(self.id, "The stop's id")
        check_id(self.participant_id, "The participant's id")
