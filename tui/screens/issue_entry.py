"""What is typed into the form of a new summary, and what it means: decided here, without a screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from registry.domain.addressing import Purpose, Recipient, is_listed, reader_named
from registry.domain.dates import PartialDate, read_date, refuse_future
from registry.domain.errors import InvalidValue
from registry.domain.profiles import trauma_travels
from registry.domain.summary import Statement
from registry.domain.text import typed
from registry.domain.voice import Agreement, NotShown, Shown

PURPOSES = {
    Purpose.TRANSFER: "transfer to another unit",
    Purpose.PRISON: "prison",
    Purpose.PAROLE_BOARD: "parole board",
    Purpose.TRIBUNAL: "tribunal",
    Purpose.COMMUNITY: "community team",
    Purpose.OWN_COPY: "the participant's own copy",
}
AGREED = "The participant agreed."
LATER, SHOWN, WITHHELD = "later", "shown", "withheld"
STAYS, AGREED_TO, NEEDED = "stays", "agreed", "needed"
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form as it stands: texts and choices, right or wrong. `to` is the id of a listed establishment."""

    purpose: str | None = Purpose.TRANSFER.value
    to: str | None = None
    reader: str = ""
    short: str = ""
    knowledge: str = ""
    care: str = ""
    showing: str = LATER
    on: str = "t"
    format: str = ""
    answer: str = Agreement.NO_ANSWER.value
    said: str = ""
    because: str = ""
    trauma: str = STAYS
    needed: str = ""

    @property
    def asked(self) -> dict[str, bool]:
        """Which of the fields that not every summary has are asked for, as the choices stand."""
        purpose = Purpose(self.purpose) if self.purpose else None
        listed = purpose is None or is_listed(purpose)
        trauma = purpose is not None and not trauma_travels(purpose, agreed=False)
        return {
            "to": listed,
            "reader": not listed,
            **dict.fromkeys(("on", "format", "answer", "said"), self.showing == SHOWN),
            "because": self.showing == WITHHELD,
            "trauma": trauma,
            "needed": trauma and self.trauma == NEEDED,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The form as it is meant."""

    purpose: Purpose
    recipient: Recipient
    statement: Statement | None
    shown: Shown | None
    not_shown: NotShown | None
    trauma_because: str | None


def read_issue(
    form: Typed, listed: Mapping[str, Recipient], *, me: str, today: date, problems: dict[str, str]
) -> Meant | None:
    """Return what the form means, or None with what is wrong written into `problems`, in words by field."""
    read = _Reading(form, me, today, problems)
    recipient, statement = read.recipient(listed), read.statement()
    shown, not_shown, because = read.shown(), read.not_shown(), read.trauma_because()
    if problems or recipient is None or form.purpose is None:
        return None
    return Meant(
        purpose=Purpose(form.purpose),
        recipient=recipient,
        statement=statement,
        shown=shown,
        not_shown=not_shown,
        trauma_because=because,
    )


def day_shown(text: str, today: date) -> PartialDate:
    """Return the day of the showing. Raises InvalidValue for what is no day, or lies ahead."""
    day = read_date(text, today)
    refuse_future(day, today, "The showing")
    return day


@dataclass(frozen=True, slots=True)
class _Reading:
    form: Typed
    me: str
    today: date
    problems: dict[str, str]

    def recipient(self, listed: Mapping[str, Recipient]) -> Recipient | None:
        if self.form.purpose is None:
            self.problems["purpose"] = "Say why it is sent: type a few letters or press the down arrow."
            return None
        purpose = Purpose(self.form.purpose)
        if not is_listed(purpose):
            names = [one.name for one in listed.values()]
            return self._built("reader", lambda: reader_named(purpose, typed(self.form.reader), listed=names))
        found = listed.get(self.form.to or "")
        if found is None:
            self.problems["to"] = "Say which establishment it goes to."
        return found

    def statement(self) -> Statement | None:
        short, care, knowledge = _lines(self.form.short), _lines(self.form.care), typed(self.form.knowledge)
        if not short:
            if knowledge or care:
                self.problems["short"] = "Say the case in short, or leave all three empty for now."
            return None
        if not knowledge:
            self.problems["knowledge"] = "The case in short stands without how well you know it."
            return None
        return self._built("short", lambda: Statement(in_short=short, knowledge_of_case=knowledge, read_with_care=care))

    def shown(self) -> Shown | None:
        form = self.form
        if form.showing != SHOWN:
            return None
        day = self._built("on", lambda: day_shown(form.on, self.today))
        if day is None:
            return None
        return self._built(
            "format",
            lambda: Shown(
                on=day,
                format=typed(form.format),
                answer=Agreement(form.answer),
                words=typed(form.said) or None,
                by=self.me,
            ),
        )

    def not_shown(self) -> NotShown | None:
        if self.form.showing != WITHHELD:
            return None
        return self._built("because", lambda: NotShown(by=self.me, reason=typed(self.form.because)))

    def trauma_because(self) -> str | None:
        if not self.form.asked["trauma"] or self.form.trauma == STAYS:
            return None
        if self.form.trauma == AGREED_TO:
            return AGREED
        if not typed(self.form.needed):
            self.problems["needed"] = "Say why the reader needs it."
        return f"{self.me}: {typed(self.form.needed)}"

    def _built(self, field: str, build: Callable[[], V]) -> V | None:
        try:
            return build()
        except InvalidValue as error:
            self.problems[field] = f"{error}"
            return None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for each in text.splitlines() if (line := typed(each)))
