"""A workbook of one sheet in which every cell is text: nothing in it is a formula, and zeros in front stay."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

_TEXT = "@"


def write_workbook(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return an XLSX file whose one sheet is called *title*; the first row stands out and stays in sight.

    The columns are set to text beforehand, so that what is typed below the rows keeps its zeros too. Raises ValueError
    for text that XML cannot hold (control characters).
    """
    book = Workbook()
    sheet = book.active
    sheet.title = title
    widest = 0
    for row, texts in enumerate(rows, start=1):
        widest = max(widest, len(texts))
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row=row, column=column)
            # In this order: giving the value would make a formula of what begins with an equals sign.
            cell.value = text
            cell.data_type = "s"
            cell.number_format = _TEXT
            cell.quotePrefix = text[:1] in ("=", "+", "-", "@")
            cell.alignment = Alignment(vertical="top")
            cell.font = Font(bold=row == 1)
    for column in range(1, widest + 1):
        settings = sheet.column_dimensions[get_column_letter(column)]
        settings.number_format = _TEXT
        settings.width = 20
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
