"""Nobody who sees what is told can work out what is not: looked for by trying every other table."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.domain.suppression import FEWEST_TOLD, Cell, Grid, hidden_groups
from tests.sweeps import share_of


@pytest.mark.parametrize(
    ("groups", "hidden"),
    [
        ({}, set()),
        ({"male": 5, "female": 9}, set()),
        ({"male": 12, "female": 0}, set()),
        ({"male": 3, "female": 2, "other": 30}, {"male", "female"}),
        ({"male": 1, "female": 2, "other": 30}, {"male", "female", "other"}),  # three in two groups: 1 and 2
        ({"male": 30, "female": 4, "other": 7}, {"female", "other"}),
        ({"male": 3}, {"male"}),
        ({"male": 12, "female": 3, "other": 0}, {"male", "female"}),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, {"a", "b", "c", "d", "e"}),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 6}, {"a", "b", "c", "d", "e", "f"}),
    ],
)
def test_small_numbers_are_hidden_and_none_can_be_worked_out(groups: dict[str, int], hidden: set[str]) -> None:
    assert hidden_groups(groups) == hidden


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), max_size=8))
def test_what_is_hidden_in_a_line_is_two_or_more_and_never_few(groups: dict[str, int]) -> None:
    hidden = hidden_groups(groups)
    assert hidden >= {group for group, number in groups.items() if 0 < number < FEWEST_TOLD}
    told = sum(number for group, number in groups.items() if group not in hidden)
    left = sum(groups.values()) - told
    assert not hidden or hidden == groups.keys() or (len(hidden) > 1 and left >= FEWEST_TOLD and left > len(hidden))


def others(cells: Mapping[Cell, int], grid: Grid, hidden: frozenset[Cell]) -> Iterator[dict[Cell, int]]:
    """Every table with the same told numbers, told row totals, told group totals and whole."""
    rows = {row: sum(n for cell, n in cells.items() if cell[0] == row) for row, _ in cells}
    groups = {group: sum(n for cell, n in cells.items() if cell[1] == group) for _, group in cells}
    whole = sum(cells.values())
    told_rows = {row: total for row, total in rows.items() if row not in grid.rows_hidden}
    told_groups = {group: total for group, total in groups.items() if group not in grid.groups_hidden}
    free = sorted(hidden)
    table = {cell: number for cell, number in cells.items() if cell not in hidden}

    def total(place: int, line: str) -> int:
        return sum(number for cell, number in table.items() if cell[place] == line)

    def fill(at: int) -> Iterator[dict[Cell, int]]:
        if at == len(free):
            fits = all(total(0, row) == n for row, n in told_rows.items())
            fits = fits and all(total(1, group) == n for group, n in told_groups.items())
            if fits and sum(table.values()) == whole:
                yield dict(table)
            return
        row, group = cell = free[at]
        least = 0 if row in grid.rows_hidden or group in grid.groups_hidden else 1
        room = whole - sum(table.values())
        if row in told_rows:
            room = min(room, told_rows[row] - total(0, row))
        if group in told_groups:
            room = min(room, told_groups[group] - total(1, group))
        for number in range(least if cells[cell] else 0, room + 1):
            table[cell] = number
            yield from fill(at + 1)
            del table[cell]

    yield from fill(0)


@st.composite
def laid_out(draw: st.DrawFn) -> dict[Cell, int]:
    rows, groups = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    number = st.one_of(st.integers(0, 4), st.integers(0, 9))
    cells = {(f"r{row}", f"g{group}"): draw(number) for row in range(rows) for group in range(groups)}
    # Only groups that occur are laid out.
    occurs = {group for (_, group), n in cells.items() if n}
    return {cell: n for cell, n in cells.items() if cell[1] in occurs}


@settings(max_examples=share_of(150))
@given(laid_out())
def test_no_hidden_number_follows_from_the_told_ones(cells: dict[Cell, int]) -> None:
    if sum(cells.values()) < FEWEST_TOLD:
        return  # Nothing is told of so few.
    rows = {row: sum(n for cell, n in cells.items() if cell[0] == row) for row, _ in cells}
    groups = {group: sum(n for cell, n in cells.items() if cell[1] == group) for _, group in cells}
    grid = Grid(cells=cells, rows_hidden=hidden_groups(rows), groups_hidden=hidden_groups(groups))
    hidden = grid.hidden()
    assert hidden >= {cell for cell, number in cells.items() if 0 < number < FEWEST_TOLD}
    open_still = set(hidden)
    for table in others(cells, grid, hidden):
        open_still -= {cell for cell in open_still if table[cell] != cells[cell]}
        if not open_still:
            return
    assert not open_still, f"{sorted(open_still)} can be worked out"


def test_two_hidden_in_every_line_are_not_always_enough() -> None:
    # Hidden numbers that meet in one cell alone: lines with two each, and that one cell follows from the sums.
    small = {("a", "u"), ("a", "v"), ("b", "u"), ("b", "v"), ("c", "w"), ("c", "x"), ("d", "w"), ("d", "x"), ("b", "w")}
    cells = {(row, group): 3 if (row, group) in small else 20 for row in "abcd" for group in "uvwx"}
    assert Grid(cells=cells).hidden() > small


def test_a_large_table_hides_little_beside_what_is_small() -> None:
    cells = {(f"r{row}", f"g{group}"): 3 if row == group else 40 + row for row in range(6) for group in range(6)}
    assert len(Grid(cells=cells).hidden()) <= 3 * 6


def test_where_noughts_must_be_hidden_they_are_hidden_in_every_group() -> None:
    ones = {f"r{number}": 1 for number in range(5)}
    rows = hidden_groups({**ones, "nought": 0})
    assert rows == {*ones, "nought"}
    cells = {(row, group): int(row != "nought" and (group == "g") == (row < "r3")) for row in rows for group in "gh"}
    groups = hidden_groups({group: sum(n for cell, n in cells.items() if cell[1] == group) for group in "gh"})
    assert Grid(cells=cells, rows_hidden=rows, groups_hidden=groups).hidden() == cells.keys()
