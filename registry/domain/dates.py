"""Dates as people know them: a day, a month or only a year.

A partial date is the interval it spans. "Before" is certain only when one interval ends before the other
starts; a rule that needs a certain order and lacks it must ask first, never guess.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from registry.domain.errors import InvalidValue

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_EARLIEST_YEAR = 1880
_LATEST_YEAR = 2200

AT_THE_TIME_WITHIN_DAYS: Final = 1
TYPED: Final = "t for today, -3, 1/3/26, mar 1984, 2019 or 2026-03-01"


class Recorded(StrEnum):
    """Whether a fact was written down when it happened, later, or on someone else's word."""

    AT_THE_TIME = "at-the-time"
    LATER = "later"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True, order=False)
class PartialDate:
    """`2026-03-01`, `2026-03` or `2026`. Raises InvalidValue for anything else, and for impossible days."""

    text: str

    def __post_init__(self) -> None:
        match = _FORM.fullmatch(self.text)
        if match is None:
            raise InvalidValue(f"{self.text[:20]!a} is not a date.", hint="Write 2026-03-01, or 2026-03, or only 2026.")
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
            raise InvalidValue(f"The year {year} is outside {_EARLIEST_YEAR} to {_LATEST_YEAR}.")
        try:
            date(year, month, day)
        except ValueError:
            raise InvalidValue(f"{self.text} is not in the calendar.", hint="Check the day and the month.") from None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Return the whole day `day`."""
        return cls(day.isoformat())

    @property
    def first(self) -> date:
        """The earliest day this date can mean."""
        return _read(self.text)[0]

    @property
    def last(self) -> date:
        """The latest day this date can mean."""
        return _read(self.text)[1]

    @property
    def is_exact(self) -> bool:
        """True when the day is known."""
        return len(self.text) == 10

    @property
    def words(self) -> str:
        """The date as a reader sees it: `1 March 2026`, `March 2026` or `2026`."""
        return _read(self.text)[2]

    @property
    def when(self) -> str:
        """When it was, as a sentence says it: `on 1 March 2026`, `in March 2026` or `in 2026`."""
        return f"{'on' if self.is_exact else 'in'} {self.words}"

    def certainly_before(self, other: "PartialDate") -> bool:
        """True only when every day this can mean lies before every day `other` can mean."""
        # What both say, year first: where that much is the same, the shorter one's days hold the other's.
        same = min(len(self.text), len(other.text))
        return self.text[:same] < other.text[:same]

    def may_be_after(self, day: date) -> bool:
        """True when even the earliest meaning lies after `day`: what has happened cannot be dated so."""
        return self.first > day

    def __str__(self) -> str:
        return self.text


# A plan asks the same dates for their days and words hundreds of times.
@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[date, date, str]:
    """Return the first and the last day that a date can mean, and its words."""
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31), f"{year}"
    month, *days = rest
    named = f"{calendar.month_name[month]} {year}"
    if not days:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), named
    (day,) = days
    return date(year, month, day), date(year, month, day), f"{day} {named}"


def read_date(text: str, today: date) -> PartialDate:
    """Return the date a person typed, in British order.

    Takes `t` (today), `y` (yesterday), `-3`, `+7`, `1/3/26`, `1 mar`, `1 mar 2026`, `3/1984`, `mar 1984`,
    `2019`, `2019-03`, `2026-03-01`. Two-digit years are read as within the last 80 years or the next 19.
    Raises InvalidValue naming what was not understood, as it was typed.
    """
    asked = text.strip().lower()
    spelt = _spelt(asked, today)
    if _FORM.fullmatch(spelt) is None:
        raise InvalidValue(f"{text.strip()[:20]!a} is not a date.", hint=f"Write {TYPED}.")
    try:
        return PartialDate(spelt)
    except InvalidValue as error:
        raise InvalidValue(error.message.replace(spelt, asked), hint=error.hint) from None


def days_after(first: PartialDate, text: str | None) -> PartialDate | None:
    """Return the day that a person typed as so many days after another one, `+180`; None where they typed it otherwise,
    or where the other is no whole day.
    """
    asked = (text or "").strip()
    if not first.is_exact or re.fullmatch(r"\+[0-9]{1,4}", asked) is None:
        return None
    return PartialDate.of(first.first + timedelta(days=int(asked)))


def _spelt(asked: str, today: date) -> str:
    """Return the year-first spelling of what a person typed; anything else as it stands."""
    if asked in {"t", "today"}:
        return today.isoformat()
    if asked in {"y", "yesterday"}:
        return (today - timedelta(days=1)).isoformat()
    if re.fullmatch(r"[+-][0-9]{1,4}", asked):
        return (today + timedelta(days=int(asked))).isoformat()
    if match := re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})(?:[/.]([0-9]{2}|[0-9]{4}))?", asked):
        return _of_parts(match[1], int(match[2]), match[3], today)
    if match := re.fullmatch(r"([0-9]{1,2}) ([a-z]{3,9})(?: ([0-9]{2}|[0-9]{4}))?", asked):
        months = [n for n in range(1, 13) if calendar.month_name[n].lower().startswith(match[2])]
        if len(months) == 1:
            return _of_parts(match[1], months[0], match[3], today)
    if match := re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{4})", asked):
        return f"{match[2]}-{int(match[1]):02d}"
    if match := re.fullmatch(r"([a-z]{3,9}) ([0-9]{4})", asked):
        months = [n for n in range(1, 13) if calendar.month_name[n].lower().startswith(match[1])]
        if len(months) == 1:
            return f"{match[2]}-{months[0]:02d}"
    return asked


def _of_parts(day: str, month: int, year: str | None, today: date) -> str:
    if year is None:
        full_year = today.year
    elif len(year) == 2:
        oldest = today.year - 80
        full_year = oldest + (int(year) - oldest) % 100
    else:
        full_year = int(year)
    return f"{full_year:04d}-{month:02d}-{int(day):02d}"


def day_said(at: date) -> str:
    """Return the day of a moment, or a day, as a reader sees it: `1 March 2026`. A moment's own zone says which day."""
    return f"{at.day} {at:%B %Y}"


def months_after(day: date, months: int) -> date:
    """Return the day of the same number so many months on (or back), or the last day of a month that has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def check_day(when: PartialDate, what: str) -> None:
    """Raise InvalidValue unless `when` is a whole day: no clock runs from a month."""
    if not when.is_exact:
        raise InvalidValue(f"{what} is a day.", hint="Give day, month and year.")


def refuse_future(when: PartialDate, today: date, what: str) -> None:
    """Raise InvalidValue when something that has happened is dated after `today`."""
    if when.may_be_after(today):
        raise InvalidValue(f"{what} is dated {when.words}, which is in the future.", hint="Check the date.")


def refuse_birth(born: PartialDate, today: date) -> None:
    """Raise InvalidValue for a birth date that has not come, or is `today`: whoever is in care was born before."""
    refuse_future(born, today, "The birth date")
    if born.is_exact and born.first == today:
        raise InvalidValue(
            "The birth date is today's date.", hint="Type the day they were born; the month or the year is enough."
        )


def recorded_when(on: PartialDate, today: date) -> Recorded:
    """Return whether what happened on a day and is written down today is recorded at the time or later.

    At the time is the day itself or the day after: what ends an evening is often written down in the morning.
    """
    fresh = on.is_exact and (today - on.first).days <= AT_THE_TIME_WITHIN_DAYS
    return Recorded.AT_THE_TIME if fresh else Recorded.LATER


def check_order(earlier: PartialDate | None, later: PartialDate | None, what: str) -> None:
    """Raise InvalidValue when `later` certainly lies before `earlier`."""
    if earlier is None or later is None or later.text >= earlier.text:
        return  # Written year first: what does not come before it as text does not in the calendar.
    if later.certainly_before(earlier):
        raise InvalidValue(f"{what}: {later.words} is before {earlier.words}.", hint="Check both dates.")


def age_words(born: PartialDate, today: date) -> str:
    """Return the age in years: `42y`, or `41 or 42y` where the birthday is not known and both can be."""

    def years(on: date) -> int:
        return max(0, today.year - on.year - ((today.month, today.day) < (on.month, on.day)))

    least, most = years(born.last), years(born.first)
    return f"{most}y" if least == most else f"{least} or {most}y"
