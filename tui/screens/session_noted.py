"""After a session is logged: its note, to copy as plain text, as after a register."""

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from registry.domain.corrections import EntryKind
from registry.services.session_histories import session_notes
from tui.screens.framed import Framed

NOTHING_LOGGED = "No session was logged here just now. “session note” under F2 x has the notes of earlier ones."
COPIES = "y shows its note."


class SessionNoted(Framed):
    """A screen from which sessions are logged: y shows the note of the one that was logged last, for c to copy."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "note", "The note of the session just logged", show=False)]

    def action_note(self) -> None:
        """Show the note of the session that was logged last, where nothing else was done since."""
        act = self.seat.last_act
        if act is None or act.kind is not EntryKind.SESSION:
            self.say(NOTHING_LOGGED)
        else:
            self._show_note(act.asked.rpartition("/")[2])

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def _show_note(self, session_id: str) -> None:
        from tui.screens.register_notes import NotesScreen

        notes = await self.seat.ask(session_notes, session_id)
        self.app.push_screen(NotesScreen(self.seat, "the session", notes))
