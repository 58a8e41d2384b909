"""Which backups are kept when there are many: near ones all, older ones thinned out.

Every backup of the last seven days; then the last of each week for five weeks, and the last of each month for twelve
months. The newest is kept whatever its age, so that thinning never leaves a unit without one. Weeks are ISO weeks.
The spans are this program's own choice; they say nothing of how long records themselves must be kept.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

DAYS_KEPT_WHOLE = 7
WEEKS_KEPT = 5
MONTHS_KEPT = 12


def thinned_from(made: date) -> date:
    """Return the first day on which no backup made on or before the day `made` is kept for its age."""
    return date(made.year + (made.month - 1 + MONTHS_KEPT) // 12, (made.month - 1 + MONTHS_KEPT) % 12 + 1, 1)


def kept_backups(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return those of the times `made` at which a backup was made that are kept at `now`."""
    times = sorted(made, reverse=True)
    kept = set(times[:1])
    weeks: dict[tuple[int, int], datetime] = {}
    months: dict[tuple[int, int], datetime] = {}
    for one in times:
        if now - one <= timedelta(days=DAYS_KEPT_WHOLE):
            kept.add(one)
        if now - one <= timedelta(weeks=WEEKS_KEPT):
            weeks.setdefault(one.isocalendar()[:2], one)
        if (now.year - one.year) * 12 + now.month - one.month < MONTHS_KEPT:
            months.setdefault((one.year, one.month), one)
    return frozenset(kept | set(weeks.values()) | set(months.values()))
