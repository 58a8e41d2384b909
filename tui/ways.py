"""Where one can go from anywhere: every place, every command, and back over the last act."""

from typing import TYPE_CHECKING

from textual import on

from tui.messages import FormLeft, ParticipantChosen, SessionSaved
from tui.screens.framed import Framed
from tui.seat import Seat
from tui.troubled import TroubledApp
from tui.widgets.modal import Told

if TYPE_CHECKING:
    from tui.screens.places import Place


class WaysApp(TroubledApp):
    """An application with places."""

    seat: Seat
    home_stands = False

    @property
    def is_at_home(self) -> bool:
        """True once the home is open and its screen stands: until then there is nowhere to go from."""
        return self.seat.taken and self.home_stands

    def action_places(self) -> None:
        """Offer every place; a letter goes there."""
        from tui.screens.places import PlacesScreen

        if self.is_at_home:
            self.push_screen(PlacesScreen(), self._go)

    def action_go(self, name: str) -> None:
        """Go to a place by its name."""
        from tui.screens.places import PLACES

        self._go(next((place for place in PLACES if place.name == name), None))

    def _go(self, place: "Place | None") -> None:
        if place is not None and self.is_at_home:
            self.push_screen(place.screen(self.seat), self.came_back)

    def action_command(self, name: str) -> None:
        """Open a command of the command line as a form, by its words."""
        from tui.screens.commands import CommandsScreen

        if self.is_at_home:
            self.push_screen(CommandsScreen(self.seat, name), self.came_back)

    def action_undo(self) -> None:
        """Offer to undo the last act of this sitting; without one, say what can be undone."""
        from tui.screens.form_screen import FormScreen
        from tui.screens.undo import UndoScreen

        if not self.is_at_home:
            return
        if isinstance(self.screen, FormScreen):
            self.screen.say("Ctrl+Z undoes what was saved. Leave the form first; Ctrl+R starts it afresh.")
        elif self.seat.last_act is None:
            from tui.last_act import CANNOT

            self.push_screen(Told("There is nothing to undo.", CANNOT))
        else:
            self.push_screen(UndoScreen(self.seat, self.seat.last_act), self.came_back)

    def came_back(self, said: object) -> None:
        """Say below what a screen said that was left; a record is read anew."""
        from tui.screens.intervention import InterventionScreen
        from tui.screens.participant import ParticipantScreen

        if not said:
            return
        if isinstance(self.screen, ParticipantScreen | InterventionScreen):
            self.screen.read(note=f"Saved. {said.note}" if isinstance(said, SessionSaved) else f"{said}")
        elif isinstance(self.screen, Framed):
            self.screen.say(f"{said}")

    @on(FormLeft)
    def _form_left(self, event: FormLeft) -> None:
        """Go on as the form's own place does: show whom or what it made, or say it."""
        from registry.domain.history import History
        from registry.domain.participant import Participant
        from tui.screens.intervention import InterventionScreen
        from tui.screens.participant import ParticipantScreen

        form, made = event.form, event.made
        if isinstance(made, History):
            made = made.participant
        if isinstance(made, Participant):
            self.post_message(ParticipantChosen(made))
        elif isinstance(made, tuple):
            self.push_screen(Told("Saved", *made))
        elif made and form.FORM == "issue":
            from tui.screens.summary import SummaryScreen

            self.push_screen(SummaryScreen(self.seat, f"{made}"))
        elif isinstance(self.screen, ParticipantScreen | InterventionScreen):
            self.came_back(made)
        elif made:
            whose = f"{form.whose.name.banner}: " if form.whose is not None else ""
            self.came_back(f"{whose}{f'Saved. {made.note}' if isinstance(made, SessionSaved) else made}")
