"""Stacks strips into pages.

The rules, in order: a strip never moves before another; strips that keep together share a page if a page can hold them;
what goes on repeats its heading; a soft page break leaves no page nearly empty; what comes before a page break ends in
no few lines on a page of their own where less white space saves it, and a last page that would be nearly empty begins
earlier where it can; what is held together loosely is parted where it would leave a good part of a page blank, as in
large print; only what is taller than a whole page is cut, and then between two lines.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from exports.strips import Box, Figure, Mark, Strip, Text, shifted

# A last page filled less than this is saved where shares of the white space, tried in this order, can do it.
_NEARLY_EMPTY: Final = 0.25
_CLOSER: Final = (0.75, 0.5)
# A page is not left blank by more than this for what is only held together loosely.
_BLANK: Final = 0.2


@dataclass(slots=True)
class Sheet:
    """One page's marks, placed from the top left corner of the page's body."""

    marks: list[Mark] = field(default_factory=list)


def _top_and_bottom(mark: Mark) -> tuple[float, float]:
    if isinstance(mark, Box):
        return mark.y, mark.y + mark.height
    if isinstance(mark, Figure):
        return mark.y, mark.y + max(down for _, down in mark.points)
    return mark.y - mark.type_.baseline, mark.y - mark.type_.baseline + mark.type_.leading


def cut(strip: Strip, room: float) -> tuple[Strip, Strip]:
    """Return *strip* as a part that fits *room* points and the rest; rectangles are divided, lines of text never."""
    above, below = Strip(room, gap=strip.gap, head=strip.head), Strip(0, head=strip.head, keep=strip.keep)
    spans = [(mark, *_top_and_bottom(mark)) for mark in strip.marks]
    # The last line may end no lower than the room; what is above that line in every column stays.
    edge = min((top for mark, top, bottom in spans if isinstance(mark, Text) and bottom > room), default=room)
    for mark, top, bottom in spans:
        if not isinstance(mark, Box):
            if top < edge:
                above.marks.append(mark)
            else:
                below.marks.append(shifted(mark, -edge))
            continue
        if top < edge:
            above.marks.append(mark._replace(height=min(bottom, edge) - top))
        if bottom > edge:
            start = max(top, edge)
            below.marks.append(mark._replace(y=start - edge, height=bottom - start))
    above.height, below.height = edge, strip.height - edge
    return above, below


class _Stack:
    """The pages so far, and how far down the last one is filled."""

    def __init__(self, height: float, share: float = 1.0) -> None:
        self.height = height
        self.share = share  # of the white space between strips
        self.sheets = [Sheet()]
        self.y = 0.0
        self.side = 0.0  # where the last side heading ends

    def copy(self, share: float) -> "_Stack":
        """The same pages, to go on from with another *share* of the white space."""
        other = _Stack(self.height, share)
        other.sheets = [*self.sheets[:-1], Sheet(list(self.sheets[-1].marks))]
        other.y, other.side = self.y, self.side
        return other

    @property
    def empty(self) -> bool:
        return not self.sheets[-1].marks

    def turn(self) -> None:
        """Begin a new page, unless this one is still empty."""
        if not self.empty:
            self.sheets.append(Sheet())
        self.y = self.side = 0.0

    def head(self, strip: Strip) -> Strip | None:
        """The heading to repeat above *strip*; one that would take too much of every page is not repeated."""
        return strip.head if strip.head and strip.head.height <= self.height / 3 else None

    def start(self, strip: Strip) -> float:
        """Where *strip* would begin on this page."""
        if self.empty:
            return 0.0
        return (max(self.y, self.side) if strip.clear else self.y) + strip.gap * self.share

    def place(self, strip: Strip) -> None:
        """Put *strip* on this page, under its repeated heading where it begins the page."""
        head = self.head(strip)
        if self.empty and head:
            self.sheets[-1].marks += head.marks
            top, self.side = head.height, head.reach
        else:
            top = self.start(strip)
        self.sheets[-1].marks += [shifted(mark, top) for mark in strip.marks]
        self.y = top + strip.height
        self.side = max(self.side, top + strip.reach)

    def end(self, group: list[Strip]) -> float:
        """Where *group* would end on this page."""
        first = group[0]
        head = self.head(first)
        y, deepest = self.start(first), 0.0
        if self.empty and head:
            y, deepest = y + head.height, head.reach
        deepest = max(deepest, y + first.reach)
        y += first.height
        for strip in group[1:]:
            y += strip.gap * self.share
            deepest = max(deepest, y + strip.reach)
            y += strip.height
        return max(y, deepest)


def paginate(strips: list[Strip], height: float) -> list[Sheet]:
    """Return the pages, each with a body *height* points high, that hold *strips* in their order; at least one page."""
    sheets: list[Sheet] = []
    start = 0
    for number, strip in enumerate([*strips[1:], None], 1):
        if strip is None or (strip.new_page and not strip.soft):
            sheets += _chapter(strips[start:number], height)
            start = number
    return sheets


def _chapter(strips: list[Strip], height: float) -> list[Sheet]:
    """The pages between two page breaks, part after part: a part ends before a soft break."""
    starts = [0, *(number for number, strip in enumerate(strips) if number and strip.new_page), len(strips)]
    stack = _Stack(height)
    for start, end in pairwise(starts):
        stack = _part(stack, strips[start:end], last=end == len(strips))
    return stack.sheets


def _part(before: _Stack, strips: list[Strip], *, last: bool) -> _Stack:
    """The pages with a part on them, drawn closer together where that saves a page that it would leave nearly empty."""
    stack = _stacked(before, strips)
    if len(stack.sheets) == 1 or stack.y >= stack.height * _NEARLY_EMPTY:
        return stack
    for share in _CLOSER:
        closer = _stacked(before, strips, share)
        if len(closer.sheets) < len(stack.sheets):
            return closer
    return (_filled(before, strips, len(stack.sheets)) if last else None) or stack


def _filled(start: _Stack, strips: list[Strip], many: int) -> _Stack | None:
    """As *many* pages whose last begins earlier, with a section or under a heading that is said again, so that it is no
    longer nearly empty; None where that would take half a page and more from the one before.
    """
    height = start.height
    for number in range(len(strips) - 1, 0, -1):
        strip = strips[number]
        begins = strip.clear or (strip.head is not None and strip.head.height > 0)
        if not begins or strips[number - 1].keep:
            continue
        last = _stacked(_Stack(height), strips[number:])
        if len(last.sheets) > 1 or last.y >= height / 2:
            return None
        if last.y >= height * _NEARLY_EMPTY:
            before = _stacked(start, strips[:number])
            before.sheets += last.sheets
            return before if len(before.sheets) <= many else None
    return None


def _parted(stack: _Stack, group: list[Strip]) -> int:
    """How many strips of *group* stay on this page where keeping it whole would leave too much blank; 0 for none."""
    if stack.y > stack.height * (1 - _BLANK):
        return 0
    loose = (number for number in range(len(group) - 1, 0, -1) if group[number - 1].loose)
    return next((number for number in loose if stack.end(group[:number]) <= stack.height), 0)


def _stacked(before: _Stack, strips: list[Strip], share: float = 1.0) -> _Stack:
    """What *before* holds, with *strips* on it; *before* stays as it is."""
    height = before.height
    stack = before.copy(share)
    queue = list(reversed(strips))
    while queue:
        group = [queue.pop()]
        while group[-1].keep and queue and not queue[-1].new_page:
            group.append(queue.pop())
        if group[0].new_page and not (group[0].soft and stack.y < height / 3):
            stack.turn()
        if stack.end(group) > height and not stack.empty:
            if part := _parted(stack, group):
                for strip in group[:part]:
                    stack.place(strip)
                queue += reversed(group[part:])
                continue
            stack.turn()
        if stack.end(group) <= height:
            for strip in group:
                stack.place(strip)
            while group[-1].fills and stack.end(group[-1:]) <= height:
                stack.place(group[-1])
            continue
        # The group is taller than a page: its strips follow one by one, and one that is itself too tall is cut.
        for number, strip in enumerate(group):
            if stack.end([strip]) > height:
                stack.turn()
            if stack.end([strip]) > height:
                head = stack.head(strip)
                room = height - (head.height if head else 0.0)
                above, below = cut(strip, room)
                if not above.marks or below.height >= strip.height:
                    stack.place(strip)  # a single line taller than the page cannot be divided
                    continue
                stack.place(above)
                queue += [*reversed(group[number + 1 :]), below]
                break
            stack.place(strip)
    return stack
