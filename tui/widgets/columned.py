"""Rows in columns: every cell begins where its heading does, and what is longer goes on below in its own column."""

import math
from collections.abc import Sequence
from itertools import zip_longest

from rich.text import Text

from exports.columns import broken, columns
from tui.widgets.plain import one_line

GAP = 1
"""What stands between two columns at least."""
AIR = 2
"""What stands between two columns, where they are not as wide as usual and there is room for it."""
MOST = 0.9
"""How many of a column's cells it is made for first, where there is no room for all."""


def columned(cells: Sequence[str], widths: Sequence[int], width: int, styles: Sequence[str] = ()) -> Text:
    """Return cells as a row of `width` columns, of as many lines as its longest cell needs; nothing is cut.

    `widths` are those of all columns but the last. A first cell that nothing follows has the whole row. `styles` are
    those of the cells, in their order.
    """
    said = [one_line(cell).plain for cell in cells]
    alone = not any(said[1:])
    given = [width] if alone else [*widths, width - sum(widths)]
    rooms = [max(1, each - GAP) for each in given[:-1]] + [max(1, given[-1])]
    row = Text(no_wrap=True)
    blocks = [broken(words, room) for words, room in zip(said, rooms, strict=False)]
    for number, line in enumerate(zip_longest(*blocks, fillvalue="")):
        row.append("\n" if number else "")
        stands = 0
        for place, words in enumerate(line):
            if words:
                row.append(" " * (sum(given[:place]) - stands))
                row.append(words, styles[place] if place < len(styles) else "")
                stands = sum(given[:place]) + columns(words)
    return row


def fitted(rows: Sequence[Sequence[str]], usual: Sequence[int], width: int) -> tuple[int, ...]:
    """Return how wide each column but the last is in rows of `width` columns: as `usual`, where everything fits so.

    Else each has what its longest cell needs. Where there is no room for that, first comes what most of its cells and
    the first row, which may be its heading, need: the short ones have it, and the rest is shared among the long alike.
    """
    lengths = [sorted(each) for each in _lengths(rows, len(usual) + 1)]
    longest = [each[-1] for each in lengths]
    if all(each + GAP <= has for each, has in zip(longest, usual, strict=False)) and longest[-1] <= width - sum(usual):
        return tuple(usual)
    heading = _lengths(rows[:1], len(usual) + 1)
    mostly = [max(each[math.ceil(MOST * len(each)) - 1], *first) for each, first in zip(lengths, heading, strict=True)]
    gaps = [AIR if sum(longest) + AIR * len(usual) <= width else GAP] * len(usual) + [0]
    shares = _shared([one + gap for one, gap in zip(mostly, gaps, strict=True)], width)
    rest = _shared(
        [max(0, one + gap - has) for one, gap, has in zip(longest, gaps, shares, strict=True)], width - sum(shares)
    )
    shares = [one + more for one, more in zip(shares, rest, strict=True)]
    # What nobody needs stands between the columns, as it usually does.
    spare = width - sum(shares)
    for place, has in enumerate(usual):
        more = max(0, min(has - shares[place], spare))
        shares[place] += more
        spare -= more
    return tuple(shares[:-1])


def _shared(needs: Sequence[int], width: int) -> list[int]:
    """Share a width: who needs least is served first, and nobody gets more than an equal part of what is left."""
    shares, left = [0] * len(needs), width
    for served, place in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        shares[place] = min(needs[place], left // (len(needs) - served))
        left -= shares[place]
    return shares


def _lengths(rows: Sequence[Sequence[str]], number: int) -> list[list[int]]:
    """How long the cells of each column are, with a nought. A first cell that nothing follows has the whole row."""
    lengths: list[list[int]] = [[0] for _ in range(number)]
    for cells in rows:
        for place, cell in enumerate(cells):
            if place or any(cells[1:]):
                lengths[place].append(columns(one_line(cell).plain))
    return lengths
