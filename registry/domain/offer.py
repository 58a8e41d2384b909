"""What a unit offers, and what it has been told that others deliver."""

from dataclasses import dataclass

from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.people import EstablishmentRef
from registry.domain.text import check_code, check_name, check_prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One edition on offer, in one delivery shape where that was fixed.

    `joins_within_weeks` is how long after leaving a group elsewhere one may join this one at the same point; `rolling`
    says that one may join at any point; `individual` that the edition can be taken up alone.
    """

    id: str
    edition_id: str
    shape_id: str | None = None
    since: PartialDate
    until: PartialDate | None = None
    next_start: PartialDate | None = None
    places: int | None = None
    joins_within_weeks: int | None = None
    rolling: bool = False
    individual: bool = False
    note: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The offer's id")
        check_code(self.edition_id, "The edition's id")
        if self.shape_id is not None:
            check_code(self.shape_id, "The shape's id")
        check_order(self.since, self.until, "The offer")
        if self.places is not None and not 0 <= self.places <= 999:
            raise InvalidValue("Places on offer are 0 to 999.")
        if self.joins_within_weeks is not None and not 0 <= self.joins_within_weeks <= 520:
            raise InvalidValue("One may join another group within 0 to 520 weeks.")
        if self.note is not None:
            check_prose(self.note, "The note on the offer")

    def stands_on(self, day: PartialDate) -> bool:
        """Return whether it has not certainly ended before that day."""
        return self.until is None or not self.until.certainly_before(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A note that another establishment delivers a programme: who says so, and since when. Never inferred."""

    id: str
    programme_id: str
    establishment: EstablishmentRef
    noted_by: str
    on: PartialDate
    note: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The note's id")
        check_code(self.programme_id, "The programme's id")
        check_name(self.noted_by, "Who noted it")
        if self.note is not None:
            check_prose(self.note, "The note on who delivers it")
