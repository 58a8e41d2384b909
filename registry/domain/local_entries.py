"""What a unit adds to the catalogue itself: programmes and measures of its own, signed off by a named person."""

from dataclasses import dataclass

from registry.domain.catalogue import Programme
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.local_ids import code_of, whose
from registry.domain.measure import Measure
from registry.domain.people import EstablishmentRef, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalProgramme:
    """A programme of one unit, in the form of the shipped ones. Later versions keep the former."""

    programme: Programme
    establishment: EstablishmentRef
    signed_off_by: Person
    signed_off_on: PartialDate

    def __post_init__(self) -> None:
        _check_whose(self.programme.id, self.establishment)

    @property
    def id(self) -> str:
        """The programme's id."""
        return self.programme.id


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalMeasure:
    """A measure of one unit, in the form of the shipped ones."""

    measure: Measure
    establishment: EstablishmentRef
    signed_off_by: Person
    signed_off_on: PartialDate

    def __post_init__(self) -> None:
        _check_whose(self.measure.id, self.establishment)

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.measure.id


def _check_whose(one_id: str, establishment: EstablishmentRef) -> None:
    if whose(one_id) != establishment.id:
        raise InvalidValue(f"{code_of(one_id)[:40]!a} does not begin with the id of {establishment.name}.")
