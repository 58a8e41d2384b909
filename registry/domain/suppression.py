"""Which numbers of a table are not told, so that nobody can be made out, not by subtraction either.

A number from one to four may tell who is meant and is not told; a nought is told, since a gap between groups is what
these tables are for. Where hidden numbers could be worked out from the sums that are told, more are hidden. Hidden is
hidden: nothing says which number was small and which one only stood beside it, or the sum would give the small one.

The rules, in order:

1. A population of fewer than five is not laid out at all.
2. Of the totals of the rows, and of the groups, small ones are hidden; the hidden ones are at least two, add up to
   five or more, and to more than one each. A row or group whose total is hidden is hidden in every cell.
3. Of the other cells small ones are hidden, and then more, the smallest first, until for each hidden number there is
   another table with the same told numbers in which it differs. That is looked for and not supposed: the sums of a
   table are a flow, and a hidden number can differ exactly when it lies on a ring along which the hidden ones can be
   shifted.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

FEWEST_TOLD = 5
"""A smaller number than this, and not nought, may tell who is meant."""

Cell = tuple[str, str]

_WHOLE, _EVERY = object(), object()


def is_small(number: int) -> bool:
    """True for a number that may tell who is meant."""
    return 0 < number < FEWEST_TOLD


def hidden_groups(groups: Mapping[str, int]) -> frozenset[str]:
    """Return the groups of one line whose number is not told, where the line's whole is known.

    The small ones; and further ones, the smallest first, until two or more are hidden that add up to five or more and
    to more than one each. Noughts are hidden last, and then all of them.
    """
    hidden = {group for group, number in groups.items() if is_small(number)}
    others = sorted((number, group) for group, number in groups.items() if number >= FEWEST_TOLD)
    while hidden and not _is_enough([groups[one] for one in hidden]):
        if not others:
            return frozenset(groups)
        hidden.add(others.pop(0)[1])
    return frozenset(hidden)


def _is_enough(numbers: Sequence[int]) -> bool:
    return len(numbers) > 1 and sum(numbers) >= max(FEWEST_TOLD, len(numbers) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One count laid out by the groups of one dimension: each row's number in each group.

    `rows_hidden` and `groups_hidden` are those whose total is not told. A row that is told to be nought is
    told in every cell.
    """

    cells: Mapping[Cell, int]
    rows_hidden: frozenset[str] = field(default_factory=frozenset)
    groups_hidden: frozenset[str] = field(default_factory=frozenset)

    def hidden(self) -> frozenset[Cell]:
        """Return the cells that are not told."""
        counted = {row for (row, _), number in self.cells.items() if number} | self.rows_hidden
        open_to_it = {cell for cell in self.cells if cell[0] in counted}
        lines = {cell for cell in open_to_it if self._in_line(cell)}
        hidden = lines | {cell for cell, number in self.cells.items() if is_small(number)}
        small = frozenset(hidden)
        safe: set[Cell] = set()
        noughts = False
        while exposed := self._exposed(hidden, safe, noughts=noughts):
            more = self._beside(exposed, hidden)
            if not more:
                if noughts:
                    break
                more, noughts = open_to_it, True
            hidden |= more
        return frozenset(hidden if noughts else self._fewest(hidden, small))

    def _fewest(self, hidden: set[Cell], small: frozenset[Cell]) -> set[Cell]:
        """Return the hidden cells without those that nothing rests on, the largest first."""
        for cell in sorted(hidden - small, key=lambda one: (-self.cells[one], one)):
            without = hidden - {cell}
            if not self._exposed(without, set(), noughts=False):
                hidden = without
        return hidden

    def _in_line(self, cell: Cell) -> bool:
        return cell[0] in self.rows_hidden or cell[1] in self.groups_hidden

    def _beside(self, exposed: Iterable[Cell], hidden: set[Cell]) -> set[Cell]:
        """For each cell the smallest told one in its row or its group; the smallest of all where there is none.

        First in a line in which no other is hidden, since from its sum the cell follows.
        """
        told = sorted((number, cell) for cell, number in self.cells.items() if number and cell not in hidden)
        more: set[Cell] = set()
        for cell in exposed:
            lines = sorted((sum(one[place] == cell[place] for one in hidden), place) for place in (0, 1))
            for _, place in lines:
                found = next((one for _, one in told if one[place] == cell[place]), None)
                if found is not None:
                    more.add(found)
                    break
        return more or {cell for _, cell in told[:1]}

    def _exposed(self, hidden: set[Cell], safe: set[Cell], *, noughts: bool) -> list[Cell]:
        """The hidden cells that could be worked out. What was found `safe` stays so when more is hidden."""
        flow = _Flow()
        for cell in hidden:
            least = 0 if noughts or self._in_line(cell) else 1
            flow.add(("row", cell[0]), ("group", cell[1]), self.cells[cell], least)
        for row in self.rows_hidden:
            flow.add(_WHOLE, ("row", row), self._sum(0, row), 0)
        for group in self.groups_hidden:
            flow.add(("group", group), _EVERY, self._sum(1, group), 1)
        exposed = []
        for row, group in sorted(hidden - safe):
            if flow.can_differ(("row", row), ("group", group)):
                safe.add((row, group))
            else:
                exposed.append((row, group))
        return exposed

    def _sum(self, place: int, line: str) -> int:
        return sum(number for cell, number in self.cells.items() if cell[place] == line)


class _Flow:
    """The hidden numbers as arcs of a network in which every sum is what flows through a point."""

    def __init__(self) -> None:
        self._arcs: dict[tuple[object, object], tuple[int, int]] = {}
        self._ways: dict[object, set[object]] = {}

    def add(self, start: object, end: object, number: int, least: int) -> None:
        """One hidden number, and the least that a reader knows it to be."""
        self._arcs[start, end] = (number, least)
        self._ways.setdefault(start, set()).add(end)
        if number > least:
            self._ways.setdefault(end, set()).add(start)

    def can_differ(self, start: object, end: object) -> bool:
        """True when the number can be one more or one less, and the others make up for it."""
        number, least = self._arcs[start, end]
        return self._leads(end, start) or (number > least and self._leads(start, end))

    def _leads(self, start: object, end: object) -> bool:
        """Whether a way leads from one point to another, but for the step between the two themselves."""
        seen, waiting = {start}, deque([start])
        while waiting:
            point = waiting.popleft()
            for further in self._steps(point):
                if point == start and further == end:
                    continue
                if further == end:
                    return True
                if further not in seen:
                    seen.add(further)
                    waiting.append(further)
        return False

    def _steps(self, point: object) -> Iterator[object]:
        return iter(self._ways.get(point, ()))
