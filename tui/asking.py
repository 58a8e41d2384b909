"""Asks what a running command asks, in the program's own dialogues, from the thread the command runs in."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from typing import Any

import typer
from textual.app import App

from registry.cli.commands import YES
from registry.cli.output import Caught
from registry.cli.seated import passphrase_question
from tui.screens.asked import AskedScreen, Question
from tui.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One command's questions. Escape stops the command, and so does locking the home."""

    app: App[Any]
    seat: Seat
    said: Caught

    def line(self, question: str) -> str:
        """Return a line. Raises typer.Abort."""
        return self._ask(Question.LINE, question)

    def secret(self, question: str) -> str:
        """Return a passphrase. Raises typer.Abort."""
        return self._ask(Question.SECRET, question, self._shown(question))

    def sure(self, question: str) -> bool:
        """Return whether the person says yes. Raises typer.Abort."""
        return self._ask(Question.SURE, question) == YES

    def _shown(self, question: str) -> str:
        return self.seat.shown_passphrase if question == passphrase_question(self.seat.settings.user or "") else ""

    def _ask(self, kind: Question, question: str, shown: str = "") -> str:
        answer: Future[str | None] = Future()
        show: Callable[..., Any] = self.app.push_screen
        # Not called and waited for: a loop that is just locking the home waits for this thread.
        self.app.call_later(show, AskedScreen(kind, question, before=self.said.getvalue(), shown=shown), _into(answer))
        try:
            given = self.seat.wait_for(answer)
        except CancelledError:
            given = None
        if given is None:
            raise typer.Abort
        return given


def _into(answer: "Future[str | None]") -> Callable[[str | None], None]:
    def take(given: str | None) -> None:
        if not answer.cancelled():
            answer.set_result(given)

    return take
