"""The first line of every screen: the program, whose home this is, and who sits here."""

from rich.text import Text

from tui.seat import Seat
from tui.widgets.plain import Words, one_line


class TopLine(Words):
    """One row: home at the left, person at the right; on a narrow terminal the home comes first.

    Behind the door, where nobody sits yet, it is empty.
    """

    DEFAULT_CSS = """
    TopLine { height: 1; padding: 0 1; color: $quiet; }
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(id="top")
        self.seat = seat

    def on_mount(self) -> None:
        """Draw for the terminal's width from the start."""
        self._draw(self.app.size.width - 2)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._draw(self.size.width)

    def _draw(self, width: int) -> None:
        if not self.seat.taken:
            return
        unit, user = self.seat.sitting.unit, self.seat.sitting.user
        home = Text.assemble(one_line(unit.name, "bold"), one_line(f" · {unit.tier.words}"))
        person = one_line(user.person.name)
        room = width - home.cell_len - person.cell_len
        self.show(Text.assemble(home, " " * room, person) if room > 0 else home)
