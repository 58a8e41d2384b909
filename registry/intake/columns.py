"""The columns of an import: known by their headings, wherever they stand; each row then says its values by name."""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.domain.errors import InvalidValue, Refusal, Refused
from registry.intake.sheet import Cell, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a template: its heading, and what a person writes in it."""

    heading: str
    explained: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """One row below the headings: its number in the spreadsheet, and its cells by heading."""

    number: int
    cells: dict[str, Cell]

    def text(self, heading: str) -> str | None:
        """Return a cell's text, or None where it is empty."""
        cell = self.cells.get(heading)
        return cell.text if cell else None

    def line(self, heading: str) -> str | None:
        """Return a cell's text that must be one line. Raises InvalidValue with the cell's address."""
        cell = self.cells.get(heading)
        if cell is not None and "\n" in cell.text:
            raise InvalidValue(f"{cell.at}: {heading} goes over more than one line.")
        return cell.text if cell else None

    def required(self, heading: str) -> str:
        """Return a cell's text on one line. Raises InvalidValue where it is empty."""
        text = self.line(heading)
        if text is None:
            raise InvalidValue(f"{heading} is empty.")
        return text


def named_rows(sheet: Sheet, columns: tuple[Column, ...]) -> Iterator[NamedRow]:
    """Yield the rows below the headings. Raises Refused for a heading that is unknown, there twice or missing."""
    known = {column.heading.casefold(): column for column in columns}
    first = sheet.rows[0]
    found: dict[int, str] = {}
    for place, cell in first.cells.items():
        column = known.get(cell.text.casefold())
        if column is None:
            raise Refused(
                Refusal.SCHEMA,
                f"Cell {cell.at} is no heading of this import.",
                hint=f"Headings: {_list(columns)}. See the template.",
            )
        if column.heading in found.values():
            raise Refused(
                Refusal.SCHEMA, f"Cell {cell.at}: there are two columns {column.heading}.", hint="Take one away."
            )
        found[place] = column.heading
    missing = [column for column in columns if column.required and column.heading not in found.values()]
    if missing:
        raise Refused(
            Refusal.SCHEMA,
            f"Row {first.number} has no heading {_list(missing)}.",
            hint="Start from `throughcare import template`.",
        )
    for row in sheet.rows[1:]:
        stray = next((cell for place, cell in row.cells.items() if place not in found), None)
        if stray is not None:
            raise Refused(
                Refusal.SCHEMA, f"Cell {stray.at} stands under no heading.", hint="Give its column one, or empty it."
            )
        yield NamedRow(number=row.number, cells={found[place]: cell for place, cell in row.cells.items()})


def _list(columns: tuple[Column, ...] | list[Column]) -> str:
    return ", ".join(column.heading for column in columns)
