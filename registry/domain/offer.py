"""What a unit offers: the edition it delivers, and over which time."""

from dataclasses import dataclass

from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.text import check_code, check_prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One edition on offer, in one delivery shape where that was fixed.

    `joins_within_weeks` is how long after leaving a group elsewhere one may join this one; `individual` says that
    the edition can be taken up alone.
    """

    id: str
    edition_id: str
    shape_id: str | None = None
    since: PartialDate
    until: PartialDate | None = None
    next_start: PartialDate | None = None
    places: int | None = None
    joins_within_weeks: int | None = None
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
