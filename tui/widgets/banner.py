"""Whose record this is: always visible, never cut off.

The identity line and the line of communication needs. Where the terminal is narrow a line goes on below, the
identity broken only between facts, because a cut name or number is worse than a lost row.
"""

from collections.abc import Iterator
from datetime import date

from rich.console import Console, ConsoleOptions
from rich.text import Text

from registry.domain.participant import Participant
from tui.widgets.plain import Words, lines, one_line

SEPARATOR = " · "
NO_NEEDS = "Communication needs and known-as name: none recorded"


class Banner(Words):
    """Two lines, or more where the terminal is narrow."""

    DEFAULT_CSS = """
    Banner { height: auto; padding: 0 1; background: $strip; color: $ink; }
    """

    def __init__(self, participant: Participant, today: date) -> None:
        super().__init__(_Folding(participant, today), id="banner")


class _Folding:
    """The banner's lines for whatever width they are drawn in: nothing jumps, and no row is left over."""

    def __init__(self, participant: Participant, today: date) -> None:
        self.participant = participant
        self.today = today

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines."""
        yield banner_text(self.participant, self.today, options.max_width)


def banner_text(participant: Participant, today: date, width: int) -> Text:
    """Return the banner with its identity in lines of at most `width` columns, the name strong."""
    said = participant.banner(today)
    identity, needs = said[0], said[1] if len(said) > 1 else NO_NEEDS
    return lines(*folded(identity, width, "bold"), one_line(needs))


def folded(text: str, width: int, first_style: str = "") -> list[Text]:
    """Return facts joined by dots in lines of at most `width` columns, broken only between facts."""
    rows: list[Text] = []
    for number, fact in enumerate(text.split(SEPARATOR)):
        piece = one_line(fact, first_style if number == 0 else "")
        if rows and rows[-1].cell_len + len(SEPARATOR) + piece.cell_len <= width:
            rows[-1] = Text.assemble(rows[-1], SEPARATOR, piece)
        else:
            rows.append(piece)
    return rows
