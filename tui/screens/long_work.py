"""Long work: a bar that says how far it is, a key that stops it, and a result that stays until it is left."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from registry.services.sitting import Sitting
from tui.screens.framed import Framed
from tui.seat import Seat
from tui.widgets.plain import Words, lines, one_line, plain
from tui.widgets.quiet_line import QuietLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.top_line import TopLine

FULL, EMPTY, CELLS = "█", "░", 40
Step = Callable[[Sitting], str]


class LongWorkScreen(Framed):
    """Does one step after the other, each with a line of its result. `steps` are named, so that the bar says which."""

    HELP = (
        "Work that takes a while. The bar and the words say how far it is. Escape stops it after the step that runs: "
        "what is done stays done, and is listed. The result stays here until you leave."
    )
    KEYS = (("Esc", "Stop, then back"), ("↑ ↓", "Scroll"), ("F1", "Help"), ("Ctrl+P", "Commands"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "stop", "Stop; then back")]
    DEFAULT_CSS = """
    LongWorkScreen .title { padding: 1 1 0 2; text-style: bold; }
    LongWorkScreen .bar { padding: 0 1 1 2; height: auto; }
    LongWorkScreen ReadingPane > Words { max-width: 160; }
    """

    def __init__(self, seat: Seat, title: str, steps: list[tuple[str, Step]]) -> None:
        super().__init__(seat)
        self.title_words = title
        self.steps = steps
        self.results: list[str] = []
        self.stopping = self.ended = False

    def compose(self) -> ComposeResult:
        """The title, the bar, the results."""
        yield TopLine(self.seat)
        yield Words(self.title_words, classes="title")
        yield Words(classes="bar")
        yield ReadingPane()
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin."""
        self.query_one(ReadingPane).focus()
        self.run_steps()

    @work(exclusive=True, group="long", exit_on_error=False)
    async def run_steps(self) -> None:
        """Do every step, or as many as were begun before somebody stopped it."""
        for done, (name, step) in enumerate(self.steps):
            if self.stopping:
                break
            self._show(done, f"now: {name}")
            self.results.append(await self.seat.ask(step))
        self.ended = True
        done = len(self.results)
        said = "Done." if done == len(self.steps) else f"Stopped after {done}; the others were not touched."
        self._show(done, said)

    def action_stop(self) -> None:
        """Stop after this step; when nothing runs any more, go back."""
        if self.ended or any(worker.is_finished for worker in self.workers if worker.group == "long"):
            self.dismiss()
        else:
            self.stopping = True
            self.say("Stopping after this step.")

    def _show(self, done: int, said: str) -> None:
        self.query_one(".bar", Words).show(lines(*bar(done, len(self.steps), said)))
        self.query_one(ReadingPane).query_one(Words).show(lines(*(plain(one) for one in self.results)))
        if self.ended:
            self.say("")


def bar(done: int, of: int, said: str) -> Iterator[Text]:
    """Yield a bar and beside it the same in words."""
    full = CELLS if not of else done * CELLS // of
    yield one_line(f"{FULL * full}{EMPTY * (CELLS - full)}  {done} of {of}")
    yield one_line(said)
