"""How much page one of a report for a board says, from generous to tight, and what it shortens first."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Step(IntEnum):
    """What page one says in fewer words where room is short: the smallest loss first, and each told whole elsewhere."""

    BESIDE = 1  # a row of its own for a need that work aims at beside its first one; it is named there
    SHOWER = 2  # by whom the report was shown, and whose records these are
    REASONS = 3  # why they were away; whose doing it was stays
    WORDING = 4  # what a hospital's wording of a need adds after its first part
    TOGETHER = 5  # needs without work share a row
    OUTCOME = 6  # judgements and periods by the month and the year, goals reviewed without their answers
    COULD = 7  # who else could give what is not available
    LEFT = 8  # what is not yet shown: only that something is not
    DETAIL = 9  # sessions in part, from where work goes on, that an offence need not be discussed, who approved by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much page one may say before it grows past one page; what it cuts stands whole on the pages after it.

    Of the work, `rows` have a full row, `brief` after them one of few words, and the others one row together.
    """

    cell: int
    quote: int
    points: int
    point: int
    short: int
    rows: int
    brief: int = 99
    step: int = 0

    def shortens(self, step: Step) -> bool:
        """Whether what the step names is said in fewer words."""
        return self.step >= step


# From generous to tight, the smallest loss first: the first that fits is taken, so that a short record is never cut, a
# long sentence of the author is left to the next page before anything the table says of a need, and of much work all
# but the heaviest has a row of few words, so that three sentences and their own words may stand.
ROOMS: Final = (
    Room(cell=40, quote=70, points=6, point=60, short=60, rows=8),
    Room(cell=40, quote=70, points=6, point=60, short=60, rows=8, step=Step.BESIDE),
    Room(cell=40, quote=70, points=6, point=60, short=60, rows=8, step=Step.SHOWER),
    Room(cell=40, quote=45, points=6, point=40, short=40, rows=8, step=Step.SHOWER),
    Room(cell=40, quote=40, points=6, point=40, short=30, rows=8, step=Step.REASONS),
    Room(cell=30, quote=40, points=6, point=30, short=25, rows=8, step=Step.WORDING),
    Room(cell=25, quote=30, points=5, point=30, short=20, rows=8, step=Step.TOGETHER),
    Room(cell=20, quote=30, points=5, point=30, short=20, rows=8, step=Step.OUTCOME),
    Room(cell=10, quote=30, points=5, point=25, short=20, rows=8, step=Step.COULD),
    Room(cell=10, quote=20, points=4, point=20, short=18, rows=8, step=Step.LEFT),
    Room(cell=7, quote=20, points=4, point=20, short=18, rows=8, step=Step.DETAIL),
    Room(cell=7, quote=20, points=4, point=20, short=18, rows=4, step=Step.DETAIL),
    Room(cell=6, quote=20, points=3, point=15, short=18, rows=3, step=Step.DETAIL),
    Room(cell=6, quote=20, points=3, point=15, short=18, rows=2, step=Step.DETAIL),
    Room(cell=5, quote=18, points=2, point=12, short=18, rows=2, step=Step.DETAIL),
    Room(cell=5, quote=18, points=2, point=12, short=18, rows=1, brief=8, step=Step.DETAIL),
    Room(cell=5, quote=18, points=2, point=12, short=18, rows=1, brief=6, step=Step.DETAIL),
    Room(cell=5, quote=18, points=2, point=12, short=18, rows=0, brief=8, step=Step.DETAIL),
    Room(cell=5, quote=18, points=2, point=12, short=18, rows=0, brief=6, step=Step.DETAIL),
    Room(cell=5, quote=15, points=2, point=12, short=15, rows=0, brief=6, step=Step.DETAIL),
    Room(cell=4, quote=15, points=1, point=12, short=15, rows=0, brief=5, step=Step.DETAIL),
    Room(cell=4, quote=12, points=1, point=10, short=15, rows=0, brief=5, step=Step.DETAIL),
    Room(cell=4, quote=12, points=1, point=10, short=15, rows=0, brief=4, step=Step.DETAIL),
    Room(cell=4, quote=12, points=1, point=10, short=15, rows=0, brief=3, step=Step.DETAIL),
    Room(cell=4, quote=12, points=1, point=10, short=15, rows=0, brief=2, step=Step.DETAIL),
    Room(cell=4, quote=12, points=1, point=10, short=12, rows=0, brief=2, step=Step.DETAIL),
    Room(cell=4, quote=8, points=1, point=8, short=9, rows=0, brief=2, step=Step.DETAIL),
    Room(cell=4, quote=6, points=1, point=7, short=6, rows=0, brief=0, step=Step.DETAIL),
)
