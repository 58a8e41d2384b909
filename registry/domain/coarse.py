"""Days and ages made coarse, so that a row of the data set tells what happened and not to whom."""

import sys
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from registry.domain.dates import PartialDate

NOT_RECORDED = "not-recorded"

# The end of each band; the last band has none.
WAITS = (28, 90, 180, 365)
CLOCK_DAYS = (14, 28, 56, 112)
AGES = (17, 25, 35, 45, 55, 65)


def quarter(day: PartialDate | None, otherwise: str = NOT_RECORDED) -> str:
    """Return `2026-Q1`, or the year alone where no more is known; `otherwise` for no day."""
    return otherwise if day is None else _quarter(day.text)


@lru_cache(maxsize=4096)
def _quarter(day: str) -> str:
    # Rows by the million name a few hundred quarters: each is one text in memory.
    if len(day) == len("2026"):
        return day
    first = PartialDate(day).first
    return sys.intern(f"{first.year}-Q{(first.month + 2) // 3}")


def band(least: int, most: int, ends: Sequence[int]) -> str:
    """Return the band of a number of days, `29-90` or `over-365`; not recorded where it may lie in two."""
    first, last = _band(least, ends), _band(most, ends)
    return first if first == last else NOT_RECORDED


def _band(number: int, ends: Sequence[int]) -> str:
    begins = 0
    for end in ends:
        if number <= end:
            return f"{begins}-{end}"
        begins = end + 1
    return f"over-{ends[-1]}"


def days_between(earlier: PartialDate | None, later: PartialDate | None) -> tuple[int, int] | None:
    """Return the fewest and most days between two dates, None where one is not known."""
    if earlier is None or later is None:
        return None
    return max(0, (later.first - earlier.last).days), max(0, (later.last - earlier.first).days)


def age_band(born: PartialDate, today: date) -> str:
    """Return the band of an age in whole years: `under-18`, `26-35`, `over-65`; not recorded where it may be two."""
    found = band(_years(born.last, today), _years(born.first, today), AGES)
    return "under-18" if found == "0-17" else found


def _years(born: date, today: date) -> int:
    return max(0, today.year - born.year - ((today.month, today.day) < (born.month, born.day)))
