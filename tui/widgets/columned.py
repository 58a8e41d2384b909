"""Rows in columns: each as wide as it usually is, until a word would be cut while room stands empty beside it."""

from collections.abc import Sequence

from rich.text import Text

from exports.columns import columns
from tui.widgets.plain import one_line

GAP = 1
"""What stands between two cells at least."""
AIR = 2
"""What stands between two columns, where they are not as wide as usual."""


def columned(cells: Sequence[str], widths: Sequence[int], width: int) -> Text:
    """Return cells as a row of `width` columns, each in its own but the last, which runs on to the edge.

    A cell that is longer than its column pushes what follows to the right, and a cell that would not fit from where its
    column begins stands further left. Only where the words and one gap between each are wider than the row, one is
    cut, with an ellipsis; then each stands in its column, since room for all there is none.
    """
    row = Text(no_wrap=True, overflow="ellipsis")
    said = [one_line(cell) for cell in cells]
    fits = sum(columns(each.plain) + GAP for each in said if each.plain) - GAP <= width
    for place, words in enumerate(said):
        if not words.plain:
            continue
        stands = columns(row.plain)
        after = [columns(each.plain) + GAP for each in said[place + 1 :] if each.plain]
        in_time = width - sum(after) - columns(words.plain)
        column = sum(widths[:place])
        begins = max(min(column, in_time) if fits else column, stands + GAP if stands else 0)
        if after:
            room = max(sum(widths[: place + 1]) - GAP, width - sum(after)) - begins
            words.truncate(max(0, room), overflow="ellipsis")
        row.append(" " * (begins - stands)).append_text(words)
    row.truncate(width, overflow="ellipsis")
    return row


def fitted(rows: Sequence[Sequence[str]], usual: Sequence[int], width: int) -> tuple[int, ...]:
    """Return how wide each column but the last is in rows of `width` columns: as `usual`, where everything fits so.

    Else what no cell needs goes to the columns whose cells are longer, to each up to what it needs and to all alike.
    """
    longest = _longest(rows, len(usual) + 1)
    given = [*usual, width - sum(usual)]
    if all(each + GAP <= has for each, has in zip(longest[:-1], usual, strict=True)) and longest[-1] <= given[-1]:
        return tuple(usual)
    needs = [*(each + AIR for each in longest[:-1]), longest[-1]]
    shares = [min(need, has) if has > 0 else 0 for need, has in zip(needs, given, strict=True)]
    spare = width - sum(shares)
    while spare > 0 and (short := [place for place, need in enumerate(needs) if shares[place] < need]):
        most = max(1, spare // len(short))
        for place in short[:spare]:
            more = min(most, needs[place] - shares[place])
            shares[place] += more
            spare -= more
    # Nobody is short any more: the rest stands between the columns, as it usually does.
    for place, has in enumerate(usual):
        more = min(max(0, has - shares[place]), max(0, spare))
        shares[place] += more
        spare -= more
    return tuple(shares[:-1])


def _longest(rows: Sequence[Sequence[str]], number: int) -> list[int]:
    """How long the longest cell of each column is. A first cell that nothing follows has the whole row."""
    longest = [0] * number
    for cells in rows:
        for place, cell in enumerate(cells):
            if place or any(cells[1:]):
                longest[place] = max(longest[place], columns(one_line(cell).plain))
    return longest
