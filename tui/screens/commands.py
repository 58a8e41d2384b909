"""Every command of the command line, found as one types; each opens as a form."""

import asyncio
from collections.abc import Iterator
from typing import Any

from textual import on, work
from textual.screen import Screen
from textual.widgets import Input

from registry.cli.commands import Command, command_named, commands_answering, every_command
from registry.domain.history import History, Work
from registry.domain.participant import Participant
from tui.messages import ParticipantChosen, SessionSaved
from tui.screens.command import command_screen
from tui.screens.framed import ALWAYS
from tui.screens.hand_made import OF_THE_UNIT, hand_made
from tui.screens.issue import IssueScreen
from tui.screens.search_screen import SearchScreen
from tui.screens.summary import SummaryScreen
from tui.seat import Seat
from tui.widgets.list_and_detail import in_columns
from tui.widgets.modal import Told
from tui.widgets.plain import Words

WIDTHS = (28,)
HEADINGS = ("Command", "What it does")
NOTHING = "No command answers to that. Type fewer letters; Escape goes back."
ELSEWHERE = "at the command line: "


AS_IT_IS = "This is how it stands now."


class CommandsScreen(SearchScreen):
    """Type to find; Enter opens it."""

    HELP = (
        "Every command of the command line. Type words of its name or of what it does. Enter opens it as a form with "
        "what it takes; it runs here, in your sitting, and what it says is shown with the line you could have typed. "
        "Where you come from somebody's record, the command is about them. What signs asks for your passphrase."
    )
    KEYS = (("Enter", "Open"), ("↑ ↓", "Choose"), *ALWAYS)
    EMPTY = "its name, or what it does"
    ASKS = (
        "Which command, by any word of what it does. The list follows what you type.\n"
        "Enter opens the marked one as a form. Left empty, all of them stand below."
    )
    DEFAULT_CSS = """
    CommandsScreen .whose { padding: 1 1 0 2; color: $quiet; }
    """

    def __init__(self, seat: Seat, name: str = "") -> None:
        super().__init__(seat)
        self.name_asked = name
        self._opened = False

    @property
    def participant(self) -> Participant | None:
        """Whose record lies below this screen."""
        for held in ("participant", "whose"):
            if isinstance(found := getattr(self._below, held, None), Participant):
                return found
        return None

    @property
    def course(self) -> Work | None:
        """Which course of theirs lies below this screen."""
        found = getattr(self._below, "course", None)
        return found if isinstance(found, Work) else None

    @property
    def _below(self) -> Screen[Any]:
        # Another list of commands, opened from this one or the other way round, is about nobody by itself.
        return [each for each in self.app.screen_stack if not isinstance(each, CommandsScreen)][-1]

    def above(self) -> Iterator[Words]:
        """About whom."""
        if (whose := self.participant) is not None:
            yield Words(f"About {whose.name.banner}, where it is about somebody.", classes="whose")

    def on_mount(self) -> None:
        """Begin with all of them, or with the one that was asked for."""
        self.read()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self) -> None:
        """Load every command group, which the screens have not needed so far."""
        self.say("Looking …")
        await asyncio.to_thread(every_command)
        self._show(self.line.value)
        if self.name_asked:
            self.line.value = self.name_asked
            self.open(command_named(self.name_asked))

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, text: str) -> None:
        # From somebody's record what is about them comes first; what cannot run here comes last.
        whose = self.participant
        found = sorted(
            commands_answering(text),
            key=lambda one: (_only_typed(one), whose is not None and not one.is_about_somebody),
        )
        rows = [(one.name, (one.name, f"{ELSEWHERE}{one.does}" if _only_typed(one) else one.does)) for one in found]
        self.found.fill(in_columns(HEADINGS, rows, WIDTHS, self.app.size.width))
        self.count(len(found), "command")
        self.say("" if found else NOTHING)

    def on_resize(self) -> None:
        """Draw the columns for the new width."""
        if self.found.option_count:
            self._show(self.line.value)

    def action_open(self) -> None:
        """Open the marked command."""
        if (chosen := self.found.chosen) is not None:
            self.open(command_named(chosen))
        else:
            self.say(NOTHING)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def open(self, command: Command) -> None:
        """Open the form of a command, or say why it is typed at the command line."""
        self._opened = True
        if (form := await hand_made(self.seat, command.name, self.participant, self.course)) is not None:
            issued = isinstance(form, IssueScreen)
            self.app.push_screen(form, self._issued if issued else self._made)
            return
        if because := command.only_typed:
            self.app.push_screen(
                Told(f"throughcare {command.name}", f"Type this at the command line: {because}.\n", command.help)
            )
            return
        self.app.push_screen(await command_screen(self.seat, command, self.participant))

    def _issued(self, draft: object) -> None:
        if draft:
            self.app.push_screen(SummaryScreen(self.seat, f"{draft}"))

    def _made(self, made: object) -> None:
        """Show whom or what a form has made, or say it."""
        if isinstance(made, History):
            made = made.participant
        if isinstance(made, Participant):
            self.app.post_message(ParticipantChosen(made))
        elif isinstance(made, SessionSaved):
            self.say(f"Saved. {made.note}")
        elif isinstance(made, tuple):
            self.app.push_screen(Told("Done", *made))
        elif made:
            self.say(f"{made}")

    def action_back(self) -> None:
        """Back to where it was opened, which is read again: a command may have changed it."""
        self.dismiss(AS_IT_IS if self._opened else "")  # type: ignore[arg-type]


def _only_typed(one: Command) -> bool:
    return bool(one.only_typed) and one.name not in OF_THE_UNIT
