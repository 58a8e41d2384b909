"""Who a row is about: at least one number, and the surname and birth date that must belong to it."""

from dataclasses import dataclass

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.text import check_name
from registry.intake.columns import Column, NamedRow
from registry.intake.date_cell import required_date
from registry.intake.sheet import CellKind

NHS, PRISON, LOCAL, SURNAME, BORN = "NHS number", "Prison number", "Local number", "Surname", "Born"

PERSON_COLUMNS = (
    Column(heading=NHS, explained="ten digits; this or another number is needed"),
    Column(heading=PRISON, explained="a letter, four digits, two letters"),
    Column(heading=LOCAL, explained="the hospital's own number, as text"),
    Column(heading=SURNAME, explained="as it stands in the record here", required=True),
    Column(
        heading=BORN,
        explained="as far as it is on record, day first: 31/01/1984, or 1984",
        required=True,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCells:
    """What a row says of its participant. At least one number is there."""

    nhs: NhsNumber | None = None
    prison: PrisonNumber | None = None
    local: LocalNumber | None = None
    surname: str
    born: PartialDate


def read_person(row: NamedRow) -> PersonCells:
    """Return who a row is about. Raises InvalidValue."""
    nhs, prison, local = row.line(NHS), row.line(PRISON), row.line(LOCAL)
    if nhs is None and prison is None and local is None:
        raise InvalidValue("There is no number; a name alone never says whose record it is.")
    if LOCAL in row.cells and row.cells[LOCAL].kind is CellKind.NUMBER:
        raise InvalidValue("The local number is a number cell, which loses zeros in front; format the column as text.")
    surname, born = row.required(SURNAME), required_date(row, BORN)
    check_name(surname, "The surname")
    return PersonCells(
        nhs=NhsNumber.read(nhs) if nhs else None,
        prison=PrisonNumber.read(prison) if prison else None,
        local=LocalNumber(local) if local else None,
        surname=surname,
        born=born,
    )
