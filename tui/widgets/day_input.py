"""A day as somebody types it: read at once, said in words beside it, and refused where it cannot be."""

from datetime import date

from textual.widgets import Input

from registry.domain.dates import PartialDate, age_words, read_date, refuse_birth, refuse_future
from registry.domain.errors import InvalidValue

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXAMPLES = "t today, y yesterday, -3 three days ago, 1/3, 1 mar"


def day_words(when: PartialDate) -> str:
    """Return `Sunday 1 March 2026`; a partial date says what is not known."""
    if when.is_exact:
        return f"{WEEKDAYS[when.first.weekday()]} {when.words}"
    return f"{when.words}, day not known"


class DayInput(Input):
    """A day that has come, or with `ahead` one that has not. `what` names it where it is refused; without, any day."""

    def __init__(self, value: str, *, what: str, id: str, needed: bool = True, ahead: bool = False) -> None:  # noqa: A002 - Textual's own word
        super().__init__(value, id=id, compact=True)
        self.what = what
        self.needed = needed
        self.ahead = ahead

    def day(self, today: date) -> PartialDate | None:
        """Return the day, None for an empty one that may be empty. Raises InvalidValue in words for the field."""
        text = self.value.strip()
        if not text and not self.needed:
            return None
        if not text:
            raise InvalidValue("Give the day: +28, or 1/3/27." if self.ahead else "Say when: 1/3/26, mar 1984 or 2019.")
        day = read_date(text, today)
        if self.what and not self.ahead:
            refuse_future(day, today, self.what)
        elif self.ahead and (not day.is_exact or day.first <= today):
            raise InvalidValue("It is a day in the future.")
        return day

    def echo(self, today: date) -> str:
        """Return the day in words, or why it is none."""
        try:
            day = self.day(today)
        except InvalidValue as error:
            return f"{error}" if self.value.strip() else ""
        return day_words(day) if day else ""


class BornInput(DayInput):
    """A birth date, as far as it is known, with the age that follows from it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__("", what="", id=id)

    def day(self, today: date) -> PartialDate | None:
        """Return the birth date. Raises InvalidValue in words for the field, also for today's."""
        born = super().day(today)
        if born is not None:
            refuse_birth(born, today)
        return born

    def echo(self, today: date) -> str:
        """Return the birth date in words, with the age, or why it is none."""
        try:
            born = self.day(today)
        except InvalidValue:
            return super().echo(today)
        return f"{day_words(born)}, {age_words(born, today).removesuffix('y')} years old" if born else ""
