"""What every command knows before it begins: the settings, how to print, and how a person signs in.

Nothing is imported here that `--help` does not need.
"""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Protocol

import typer

from registry.cli import output
from registry.domain.errors import NotAllowed, NotPermitted

if TYPE_CHECKING:
    from registry.domain.dates import PartialDate
    from registry.services.sitting import Sitting
    from registry.settings import Settings


class Asks(Protocol):
    """How a person is asked while a command runs. Each raises typer.Abort where they would rather stop."""

    def line(self, question: str) -> str:
        """Return a line."""

    def secret(self, question: str) -> str:
        """Return a line that nobody sees."""

    def sure(self, question: str) -> bool:
        """Return whether the person says yes."""


class AtTerminal:
    """Asks on the terminal the command was typed at."""

    def line(self, question: str) -> str:
        """Return a line."""
        return str(typer.prompt(question, err=True))

    def secret(self, question: str) -> str:
        """Return a line that is not shown."""
        return getpass.getpass(f"{question}: ")

    def sure(self, question: str) -> bool:
        """Return whether the person says yes; Enter alone is no."""
        return typer.confirm(question, default=False, err=True)


AT_TERMINAL: Final = AtTerminal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One call of the command line, or of a command in a sitting that is open already (`seated`)."""

    settings: "Settings"
    json: bool = False
    no_input: bool = False
    asks: Asks = AT_TERMINAL
    seated: "Sitting | None" = None

    @property
    def may_ask(self) -> bool:
        """True when a person can be asked: a terminal, and nobody said --no-input."""
        return self.seated is not None or (not self.no_input and sys.stdin.isatty())


def door(context: typer.Context) -> Door:
    """Return the door of this call."""
    found = context.find_object(Door)
    assert found is not None
    return found


@contextmanager
def sitting(context: typer.Context, *, alone: bool = False) -> "Iterator[Sitting]":
    """Sign in and give the sitting, `alone` in the home for a change of keys; or give the one that is open.

    Raises NotPermitted when nobody can be asked for the passphrase, and NotAllowed where a sitting is open and the
    home is needed alone.
    """
    from registry.bootstrap import sit_down, sit_down_again

    here = door(context)
    if here.seated is not None:
        if alone:
            raise NotAllowed("It needs the home to itself.", hint="Close Throughcare and type it at the command line.")
        yield here.seated
        return
    here.settings.home.require()
    here.settings.require_user()
    # Who names a passphrase file has said how they sign in.
    opening = (
        sit_down_again(here.settings, lambda: own_passphrase(here), alone=alone)
        if here.settings.passphrase_file is None
        else sit_down(here.settings, own_passphrase(here), alone=alone)
    )
    with opening as sat:
        from registry.services.wrong_tries import tell_wrong_tries

        for warning in sat.warnings:
            output.note(f"WARNING: {warning}")
        for notice in sat.notices:
            output.alarm(notice)
        if told := tell_wrong_tries(sat):
            output.note(told)
        yield sat


def own_passphrase(here: Door) -> str:
    """Return the user's passphrase. Raises NotPermitted, before anybody types it, where they are locked out."""
    from registry.bootstrap import require_tries

    require_tries(here.settings)
    return passphrase(here, f"Passphrase of {here.settings.require_user()}")


def passphrase(here: Door, question: str) -> str:
    """Return the passphrase from the file named in the settings, or ask for it. Raises NotPermitted."""
    from registry.settings import PASSPHRASE_FILE_VARIABLE, read_passphrase

    if here.settings.passphrase_file is not None:
        return read_passphrase(here.settings.passphrase_file)
    if not here.may_ask:
        raise NotPermitted(
            "The passphrase is needed and nobody can be asked for it.",
            hint=f"Give --passphrase-file FILE, or set {PASSPHRASE_FILE_VARIABLE}.",
        )
    return here.asks.secret(question)


def day(text: str | None, *, default: "PartialDate | None" = None) -> "PartialDate | None":
    """Return the date a person typed, or `default`. Raises InvalidValue."""
    from registry.domain.dates import read_date

    return default if text is None else read_date(text, date.today())  # noqa: DTZ011 - the person's own day


def required_day(text: str) -> "PartialDate":
    """Return the date a person typed. Raises InvalidValue."""
    from registry.domain.dates import read_date

    return read_date(text, date.today())  # noqa: DTZ011 - the person's own day


WHOLE_DAY: Final = "A day is wanted: 3/11/26, 3 nov, t for today, y or -3."


def whole_day(text: str) -> "PartialDate":
    """Return the day a person typed, where no month or year will do. Raises InvalidValue."""
    from registry.domain.errors import InvalidValue

    try:
        read = required_day(text)
    except InvalidValue as problem:
        raise InvalidValue(problem.message, hint=WHOLE_DAY) from None
    if not read.is_exact:
        raise InvalidValue(f"{text[:20]!a} is no day.", hint=WHOLE_DAY)
    return read


def short(record_id: str) -> str:
    """Return the first eight digits of an id: enough to name a record on the command line."""
    return record_id.removeprefix("urn:uuid:")[:8]


def moment() -> datetime:
    """Return this moment in UTC, for commands that need no sitting."""
    from registry.bootstrap import utc_now

    return utc_now()
