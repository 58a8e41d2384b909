"""What a form has in which people of the record are looked for as one types."""

import asyncio

from textual import on, work
from textual.widgets import Input

from registry.domain.participant import Participant
from registry.services.participants import find_further, find_participants
from tui.screens.form_screen import FormScreen
from tui.widgets.person_picker import PersonPicker, Sought
from tui.widgets.picker import Pick

PAUSE = 0.12  # Looking waits until the fingers rest, as on the home.
MOST = 20


class SeekingForm(FormScreen):
    """Answers its pickers of people; Enter in one takes the marked person. What is picked is the record's id."""

    _is_searching = False

    def action_next(self) -> None:
        """Take the marked person; with nothing typed, or nothing more to take, go to the next field."""
        picker = next((one for one in self.query(PersonPicker) if one.query_one(Input).has_focus), None)
        if picker is not None and picker.typed.strip() and picker.value is None:
            picker.take_marked()
        else:
            super().action_next()

    @on(Sought)
    def _look(self, event: Sought) -> None:
        self._find(event.picker, event.text)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find(self, picker: PersonPicker, text: str) -> None:
        await asyncio.sleep(PAUSE)
        if not text.strip():
            self._is_searching = False
            return
        # A search is written down before its first answer is shown, and is one act until it is left.
        look = find_further if self._is_searching else find_participants
        found = await self.seat.ask(look, text, limit=MOST)
        self._is_searching = True
        picker.offer(text, [Pick(code=one.id, words=_who(one)) for one in found])


def _who(one: Participant) -> str:
    number = one.nhs_number or one.prison_number or "no number"
    return f"{one.name.banner}, {one.born.words}, {number}"
