"""What every place has that is a list with details beside it: it is read anew whenever it comes back."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.console import RenderableType
from textual import on, work
from textual.app import ComposeResult
from textual.events import ScreenResume

from registry.services.sitting import Sitting
from tui.messages import LineChosen, LineOpened
from tui.screens.place_screen import PlaceScreen
from tui.widgets.list_and_detail import Line, ListAndDetail
from tui.widgets.modal import Told


class ListScreen(PlaceScreen):
    """`gather` reads the lines beside the screen; `detail` says more of one."""

    NONE_YET = ""
    OF_MARKED: ClassVar[Collection[str]] = ("↑ ↓",)
    """The keys of the footer that do something to the marked line, and nothing where there is none."""
    _note = ""

    def gather(self, sitting: Sitting) -> Sequence[Line]:
        """Return the lines as they are now. Raises as the services."""
        raise NotImplementedError

    def detail(self, key: str) -> RenderableType | None:
        """Return the details of the chosen line; None where they come later."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The list, its details."""
        yield ListAndDetail()

    @property
    def both(self) -> ListAndDetail:
        """The list and its details."""
        return self.query_one(ListAndDetail)

    @on(ScreenResume)
    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self) -> None:
        """Read it as it is now, and say what was done meanwhile."""
        shown = await self.seat.ask(lambda sitting: self.gather(sitting))
        self.both.list.fill(shown, keep=self.both.list.chosen)
        self.both.list.focus()
        self._offer_keys()
        if not shown:
            self.both.show_detail(self.NONE_YET)
        self.say(self._note)
        self._note = ""

    def _offer_keys(self) -> None:
        there_is_one = self.both.list.chosen is not None
        self.name_keys([each for each in self.KEYS if there_is_one or each[0] not in self.OF_MARKED])

    @on(LineChosen)
    def _chosen(self, event: LineChosen) -> None:
        event.stop()
        self._offer_keys()
        if (said := self.detail(event.key)) is not None:
            self.both.show_detail(said)

    @on(LineOpened)
    def _opened(self, event: LineOpened) -> None:
        event.stop()
        self.open(event.key)

    def open(self, key: str) -> None:
        """Open the line under the cursor; most lines are only read."""

    def done(self, note: object) -> None:
        """Say what a form has done, once the list is read again; several lines stay until they are read."""
        if isinstance(note, tuple):
            self.app.push_screen(Told("Done", *note))
        else:
            self._note = f"{note or ''}"
