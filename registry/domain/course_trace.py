"""What was changed about a course of treatment as a whole, by whom and when: its edition, and its being closed."""

from dataclasses import dataclass

from registry.domain.closure import Closure
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.text import check_code, check_name, check_prose


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionMatch:
    """Work that was recorded first and matched to an edition later; `was` is the edition it was matched to before."""

    edition_id: str
    on: PartialDate
    by: str
    was: str | None = None
    because: str | None = None

    def __post_init__(self) -> None:
        for code in (self.edition_id, self.was):
            if code is not None:
                check_code(code, "The edition's id")
        check_name(self.by, "Who matched it")
        if self.because is not None:
            check_prose(self.because, "The reason")
        if (self.was is None) != (self.because is None):
            raise InvalidValue("Work that is matched already is matched again for a reason, and only then.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A closed course that was opened again, with the closure as it stood."""

    on: PartialDate
    by: str
    because: str
    closure: Closure

    def __post_init__(self) -> None:
        check_name(self.by, "Who opened it again")
        check_prose(self.because, "The reason")
