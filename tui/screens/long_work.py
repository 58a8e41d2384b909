"""Long work: a bar that says how far it is, a key that stops it, and a result that stays until it is left."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.console import RenderableType
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from registry.domain.errors import ThroughcareError
from registry.domain.long_work import Stopped, Tell
from registry.services.sitting import Sitting
from tui.pace import Pace
from tui.screens.framed import ALWAYS, Framed
from tui.seat import Seat
from tui.widgets.key_line import KeyLine
from tui.widgets.modal import refusal
from tui.widgets.plain import Words, lines, one_line, stacked
from tui.widgets.quiet_line import QuietLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.top_line import TopLine

FULL, EMPTY, CELLS = "█", "░", 40
LOOKS_AGAIN = 0.2
"""Seconds between two looks at how far a step is that tells it."""
STILL_AT_WORK = "This is still at work: Esc stops it. Ctrl+Q again stops it and closes Throughcare."

Step = Callable[[Sitting, Tell], RenderableType]
"""Returns its result. A step that tells how far it is, is stopped where it tells it, and leaves nothing behind."""


class LongWorkScreen(Framed):
    """Does one step after the other, each with its result. `steps` are named, so that the bar says which.

    `total` says of all results what they amount to, once there are several, and `things` what is counted. What comes
    `after` all of them is none of them, and not counted.
    """

    HELP = (
        "Work that takes a while. The bar and the words say how far it is. Escape stops it: what is done stays done, "
        "and is listed; one piece of work that is done whole or not at all leaves nothing behind. The result stays "
        "here until you leave."
    )
    KEYS = (("Esc", "Stop"), ("↑ ↓", "Scroll"), ("F1", "Help"), ("Ctrl+P", "Commands"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "stop", "Stop; then back")]
    DEFAULT_CSS = """
    LongWorkScreen .title { padding: 1 1 0 2; text-style: bold; }
    LongWorkScreen .bar { padding: 0 1 1 2; height: auto; }
    LongWorkScreen ReadingPane > Words { max-width: 160; }
    """

    def __init__(
        self,
        seat: Seat,
        title: str,
        steps: Sequence[tuple[str, Step]],
        total: Callable[[], str] | None = None,
        *,
        things: str = "steps",
        after: Sequence[tuple[str, Step]] = (),
    ) -> None:
        super().__init__(seat)
        self.title_words = title
        self.steps = steps
        self.total = total
        self.things = things
        self.after = after
        self.results: list[RenderableType] = []
        self.pace = Pace()
        self.stopping = self.ended = False
        self._said = ""
        self._warned = False

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
        self.set_interval(LOOKS_AGAIN, self._show_bar)
        self.begin()

    def begin(self) -> None:
        """Begin with the first step."""
        self.query_one(ReadingPane).read("")
        self.query_one(KeyLine).offer(self.KEYS)
        self.run_steps()

    @work(exclusive=True, group="long", exit_on_error=False)
    async def run_steps(self) -> None:
        """Do every step, or as many as were begun before somebody stopped it."""
        try:
            await self._run_steps()
        except Stopped as stopped:
            self._end(f"{stopped}")
        except ThroughcareError as error:
            done = len(self.results)
            self._end(f"Stopped by an error after {self.count}; these are done." if done else "Not done.")
            self.app.push_screen(refusal(error))

    async def _run_steps(self) -> None:
        for name, step in (*self.steps, *self.after):
            if self.stopping:
                self._end(f"Stopped after {self.count}; the others were not touched.")
                return
            self.pace.begin()
            self._said = f"now: {name}"
            self._show_bar()
            self.results.append(await self.seat.ask(step, self.pace.tell))
            self.query_one(ReadingPane).query_one(Words).show(stacked(self.results))
        self._end(self.ending())

    def ending(self) -> str:
        """Return what is said once every step was done."""
        return f"Done. {self.total() if self.total else ''}".rstrip()

    def _end(self, said: str) -> None:
        self.ended = True
        self._said = said
        self._show_bar()
        self.say("")
        self.query_one(KeyLine).offer(self.keys_after())

    def keys_after(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the footer once nothing runs any more."""
        return (("↑ ↓", "Scroll"), *ALWAYS)

    def keep_now(self) -> None:
        """Stop, before the seat is left: it waits for what runs."""
        self.stopping = True
        self.pace.stop()

    def may_close(self) -> bool:
        """Return whether Throughcare closes at once; the first time it says what is at work instead."""
        if self.ended or self._warned:
            return True
        self._warned = True
        self.say(STILL_AT_WORK)
        return False

    def action_stop(self) -> None:
        """Stop after this step, or within it where it can be; when nothing runs any more, go back."""
        if self.ended or any(worker.is_finished for worker in self.workers if worker.group == "long"):
            self.dismiss()
        else:
            self.stopping = True
            self.pace.stop()
            self.say("Stopping …")

    @property
    def share(self) -> float:
        """How much of all steps is done, from 0 to 1."""
        done, of = self._done, len(self.steps)
        return (done + (self.pace.share if done < of else 0.0)) / of if of else 1.0

    @property
    def count(self) -> str:
        """The same in words; of one step alone there is nothing to count."""
        of = len(self.steps)
        return f"{self._done} of {of} {self.things}" if of > 1 else f"{100 * self.share:.0f} per cent"

    @property
    def _done(self) -> int:
        return min(len(self.results), len(self.steps))

    def _show_bar(self) -> None:
        drawn = one_line(f"{bar(self.share)}  {self.count}")
        self.query_one(".bar", Words).show(lines(drawn, one_line(self._said)))


def bar(share: float) -> str:
    """Return a bar, `share` of it full."""
    full = int(share * CELLS)
    return f"{FULL * full}{EMPTY * (CELLS - full)}"
