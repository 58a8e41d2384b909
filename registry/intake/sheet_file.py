"""A file that is a spreadsheet, read by what its first bytes say it is: a workbook (XLSX) or comma-separated text.

Nothing is worked out, nothing is guessed, and a file that could say one thing to a person and another to a program is
refused.
"""

from registry.domain.errors import Refusal, Refused
from registry.intake.csv_sheet import read_csv_sheet
from registry.intake.other_kinds import other_kind
from registry.intake.sheet import SPLIT, ReadJson, Sheet
from registry.intake.xlsx_sheet import looks_like_workbook, read_xlsx_sheet

MOST_SHEET = 20_000_000
"""Bytes of a spreadsheet file that are read at most."""


def read_sheet(data: bytes, read_json: ReadJson) -> Sheet:
    """Return the rows of an XLSX or CSV file. Raises Refused in one sentence, with the cell where there is one."""
    if len(data) > MOST_SHEET:
        raise Refused(
            Refusal.TOO_LARGE, f"The file has {len(data):,} bytes; at most {MOST_SHEET:,} are read.", hint=SPLIT
        )
    if (other := other_kind(data)) is not None:
        what, hint = other
        raise Refused(Refusal.SCHEMA, f"The file is {what}, and no spreadsheet that can be read.", hint=hint)
    sheet = read_xlsx_sheet(data, read_json) if looks_like_workbook(data) else read_csv_sheet(data)
    if not sheet.rows:
        raise Refused(Refusal.SCHEMA, "The spreadsheet is empty.", hint="Start from `throughcare import template`.")
    return sheet
