"""The files a person starts an import from: headings, and nothing below them that could be imported by mistake."""

from exports.csv import write_csv
from registry.intake.columns import Column
from registry.intake.history import HISTORY_COLUMNS
from registry.intake.log import LOG_COLUMNS

COLUMNS: dict[str, tuple[Column, ...]] = {"log": LOG_COLUMNS, "history": HISTORY_COLUMNS}


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
