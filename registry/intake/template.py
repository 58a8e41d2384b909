"""The files a person starts an import from: headings, and nothing below them that could be imported by mistake."""

from exports.csv import write_csv
from registry.domain.errors import Refusal, Refused
from registry.intake.columns import Column
from registry.intake.history import HISTORY_COLUMNS
from registry.intake.log import LOG_COLUMNS
from registry.intake.sheet import Sheet

COLUMNS: dict[str, tuple[Column, ...]] = {"log": LOG_COLUMNS, "history": HISTORY_COLUMNS}


NAMES: dict[str, str] = {"log": "an attendance spreadsheet", "history": "a prison's programme history"}


def require_template(what: str, sheet: Sheet) -> None:
    """Raise Refused where the headings of a sheet are those of another import than `what`, naming it."""
    written = {cell.text.casefold() for cell in sheet.rows[0].cells.values()}
    own, *others = (what, *(name for name in COLUMNS if name != what))
    if written <= _headings(own):
        return
    for other in others:
        if written <= _headings(other):
            raise Refused(
                Refusal.SCHEMA,
                f"By its headings the file is {NAMES[other]}; here {NAMES[own]} is taken.",
                hint=f"Import it with `throughcare import {other}`, or name another file.",
            )


def _headings(what: str) -> set[str]:
    return {column.heading.casefold() for column in COLUMNS[what]}


def make_template(what: str, *, workbook: bool) -> bytes:
    """Return the template of `log` or `history`, as XLSX or CSV. Its columns are text, so zeros in front stay."""
    headings = [column.heading for column in COLUMNS[what]]
    if not workbook:
        return write_csv([headings])
    # Here and not above: no other command pays for loading it.
    from exports.workbook import write_workbook

    return write_workbook(what, [headings])


def explain_columns(what: str) -> tuple[tuple[str, str], ...]:
    """Return each heading of a template, an asterisk behind those that are needed, with what is written under it."""
    return tuple((f"{one.heading}{'*' if one.required else ''}", one.explained) for one in COLUMNS[what])
