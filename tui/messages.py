"""What widgets and screens tell each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from registry.domain.errors import NotPermitted

if TYPE_CHECKING:
    from registry.domain.participant import Participant
    from tui.screens.form_screen import FormScreen


class Furnished(Message):
    """The rooms behind the door are imported."""


class LockedOut(Message):
    """Whom the door names has typed too many wrong passphrases."""

    def __init__(self, error: NotPermitted) -> None:
        super().__init__()
        self.error = error


class Unlocked(Message):
    """The home is open: somebody sits at the keyboard."""


class LockNow(Message):
    """Put everything away and ask for the passphrase again."""

    def __init__(self, because: str) -> None:
        super().__init__()
        self.because = because


class ToldToEnd(Message):
    """The system wants the program to end, with this code."""

    def __init__(self, return_code: int) -> None:
        super().__init__()
        self.return_code = return_code


class ParticipantChosen(Message):
    """Somebody's record is to be opened."""

    def __init__(self, participant: "Participant") -> None:
        super().__init__()
        self.participant = participant


class FormLeft(Message):
    """A form that was opened again, and not from its own place, was left; it `made` something, or nothing."""

    def __init__(self, form: "FormScreen", made: object) -> None:
        super().__init__()
        self.form = form
        self.made = made


class LineChosen(Message):
    """Another line of a list stands under the cursor."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class LineOpened(Message):
    """The line under the cursor was opened with Enter."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class ValueChanged(Message):
    """A choice or a picker holds another value."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSaved:
    """What the session screen hands back: whose course it was, and the note for the unit's own record."""

    intervention_id: str
    note: str


class OnceAtRest(Message):
    """Do something once all that the present key brought about has come to rest, before the next key is heard."""

    def __init__(self, then: Callable[[], object]) -> None:
        super().__init__()
        self.then = then


class Trouble(Message):
    """Something went wrong that the program did not foresee."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error
