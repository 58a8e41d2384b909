"""What the application does when the program itself goes wrong: what was typed is kept, and a quiet word is said."""

import asyncio
import contextlib
from typing import Any

from textual import on
from textual.app import App

from tui.crash import write_crash
from tui.messages import Trouble
from tui.screens.framed import Framed
from tui.screens.trouble import TroubleScreen


class TroubledApp(App[None]):
    """An application whose errors are noted without anybody's record. `ending` says where, once it cannot go on."""

    ending = ""
    _in_trouble = False

    @on(Trouble)
    def _trouble(self, event: Trouble) -> None:
        self._show_trouble(event.error, must_close=False)

    def _keep_what_is_typed(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Framed):
                screen.keep_now()

    def _unheard(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        # asyncio would print the error with its message, which may hold clinical text.
        error = context.get("exception")
        if isinstance(error, BaseException):
            write_crash(error)

    def _handle_exception(self, error: Exception) -> None:
        """Instead of Textual's traceback with every local variable: a quiet word and a note without any."""
        with contextlib.suppress(Exception):
            # Whatever broke, what was typed comes first; the broken screen may not answer.
            self._keep_what_is_typed()
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        if not self._show_trouble(error, must_close=True):
            self._close_messages_no_wait()

    def _show_trouble(self, error: BaseException, *, must_close: bool) -> bool:
        """Write the note and show the word, once. Returns False when the screen cannot be used any more."""
        file = write_crash(error)
        if must_close:
            self.ending = f"See {file}." if file else "No note of it could be written."
        if self._in_trouble and must_close:
            return False
        self._in_trouble = must_close
        if must_close:
            # A broken screen never answers when it is asked to close.
            self.CLOSE_TIMEOUT = 0.2
        if not self._running:
            return False
        self.call_later(self.push_screen, TroubleScreen(file, must_close=must_close))
        return True
