"""The people of a register, and the one more word that a mark may need: minutes received, or why somebody was away.

What is typed of one person stays with that person, and with the mark on them, until it can be read.
"""

from textual import on
from textual.widgets import Input, TextArea

from registry.domain.reasons import AbsenceReason
from registry.domain.register import Mark
from registry.domain.session import Attended
from registry.services.register_sheets import SheetLine
from tui.messages import LineChosen, OnceAtRest, ValueChanged
from tui.screens.form_screen import FormScreen
from tui.screens.register_entry import read_received as minutes_received
from tui.screens.session_entry import MOST_MINUTES, read_number
from tui.widgets.form_field import FormField
from tui.widgets.picker import Picker
from tui.widgets.register_rows import MarkMade, MarkMeant, RegisterRows


class MarkForm(FormScreen):
    """A form with people to mark, and fields that speak of whoever is marked."""

    _shown: tuple[str, Attended] | None = None

    @property
    def rows(self) -> RegisterRows:
        """The people."""
        return self.query_one(RegisterRows)

    def enter_in(self, field: FormField) -> str:
        """The one more word that a mark needs leads back to the people."""
        return "goes back to the people" if field.control.id in ("received", "absence") else super().enter_in(field)

    def action_next(self) -> None:
        """From the one more word back to the people; in the list, to the next person."""
        around = self.focused.ancestors_with_self if self.focused else []
        if any(each.id in ("received", "absence") for each in around):
            # Enter takes the marked line.
            self.query_one("#absence", Picker).close()
            # The reason that was picked reaches the marked person first.
            self.app.post_message(OnceAtRest(self._back_to_the_list))
        elif self.focused is self.rows:
            self.rows.action_cursor_down_or_stay()
        else:
            super().action_next()

    @on(MarkMeant)
    def _needs_a_word(self, event: MarkMeant) -> None:
        self.fit()
        self.query_one("#received" if event.attended is Attended.PART else "#absence Input", Input).focus()

    @on(MarkMade)
    def _marked(self) -> None:
        self.changed("rows")

    @on(LineChosen)
    def _moved(self, event: LineChosen) -> None:
        event.stop()
        left = self.spoken_of
        if (
            left is not None
            and left.mark.intervention_id != self.rows.here.intervention_id
            and self.received_is_wrong()
        ):
            # What is typed of one person stays with that person until it can be read.
            self.go_to(left)
            self._say_of_received()
            return
        self.fit()

    @on(Input.Changed, "#received")
    def _received(self) -> None:
        if self.rows.here.attended is Attended.PART:
            minutes = self.read_received({})
            if minutes != self.rows.here.minutes:
                self.rows.say_minutes(minutes)

    def took(self, field: str) -> None:
        """Give the marked person the reason that was picked."""
        if field == "absence":
            reason = self.picked_of("absence")
            self.rows.say_absence(AbsenceReason(reason) if reason else None)

    def _back_to_the_list(self) -> None:
        # What nothing answers to stays where it was typed, before the next person.
        if self._say_of_received():
            return
        if puzzle := self.field_of("absence").display and self.query_one("#absence", Picker).puzzle:
            self.complain({"absence": puzzle})
            return
        self.rows.focus()
        self.rows.action_cursor_down_or_stay()

    def read_received(self, problems: dict[str, str]) -> int | None:
        """Return the minutes typed for the person the field speaks of."""
        of = self.spoken_of
        if of is None or self.mark_of(of).attended is not Attended.PART:
            return None
        length = read_number(self.text_of("minutes"), "minutes", 1, MOST_MINUTES, {})
        return minutes_received(self.text_of("received"), of.name, length, problems)

    def received_is_wrong(self) -> bool:
        """Whether what was typed cannot have been received."""
        problems: dict[str, str] = {}
        self.read_received(problems)
        return bool(problems)

    def _say_of_received(self) -> bool:
        """Say what is wrong with the minutes received, at their field. Returns False where nothing is."""
        problems: dict[str, str] = {}
        self.read_received(problems)
        return bool(problems) and self.complain(problems)

    @property
    def spoken_of(self) -> SheetLine | None:
        """The person whose minutes and reason stand in the fields: while the mark moves, the one it leaves."""
        shown = self._shown[0] if self._shown else ""
        return next((one for one in self.rows.people if one.mark.intervention_id == shown), None)

    def go_to(self, one: SheetLine) -> None:
        """Mark this person."""
        self.rows.highlighted = self.rows.people.index(one)
        self.fit()

    def mark_of(self, one: SheetLine) -> Mark:
        """Return the mark of this person."""
        return self.rows.marks[one.mark.intervention_id]

    def fit(self) -> None:
        """Show the fields that the mark asks for, with what is held of the marked person."""
        here = self.rows.here
        self.field_of("received").display = here.attended is Attended.PART
        self.field_of("absence").display = here.attended in (Attended.NO, Attended.PART)
        if (here.intervention_id, here.attended) == self._shown:
            return  # Somebody is typing in them.
        self._shown = (here.intervention_id, here.attended)
        with self.prevent(Input.Changed, TextArea.Changed, ValueChanged):
            self.query_one("#received", Input).value = "" if here.minutes is None else f"{here.minutes}"
            self.query_one("#absence", Picker).pick(here.absence.value if here.absence else None)
        for name in ("received", "absence"):
            # What was wrong there was said of the person before.
            self.field_of(name).complain("")
