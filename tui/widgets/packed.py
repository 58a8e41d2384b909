"""Choices in one row, closer together where that saves a line, else in several rows: none is ever broken in two."""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions
from rich.text import Text

GAPS = ("   ", "  ")


class Packed:
    """The choices, for whatever width they are drawn in."""

    def __init__(self, parts: Sequence[Text]) -> None:
        self.parts = tuple(parts)

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield one row after the other."""
        for gap in GAPS:
            row = Text(gap).join(self.parts)
            if row.cell_len <= options.max_width:
                yield row
                return
        rows: list[list[Text]] = [[]]
        for part in self.parts:
            if rows[-1] and Text(GAPS[0]).join((*rows[-1], part)).cell_len > options.max_width:
                rows.append([])
            rows[-1].append(part)
        yield from (Text(GAPS[0]).join(row) for row in rows)
