"""The home: what waits today, and everybody on record, found as one types."""

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.events import Key, ScreenResume
from textual.widgets import Input

from registry.domain.access import Permission, may
from registry.domain.dates import PartialDate
from registry.domain.errors import ThroughcareError
from registry.domain.history import History
from registry.domain.participant import Participant
from registry.services.bulk_receiving import list_waiting, waiting_bytes
from registry.services.day import Day, look_at_day
from registry.services.participants import find_further, find_participants, show_participant
from registry.services.register_sheets import open_sheet
from registry.services.unsaved import Unsaved, choose_unsaved, give_up_unsaved, list_unsaved
from tui.allowed import refused_for
from tui.files_lying import lying_in
from tui.hints import at_the_screens
from tui.messages import FormLeft, ParticipantChosen
from tui.screens.contribution import ContributionScreen, lines_of_a_contributor
from tui.screens.day_lines import day_lines
from tui.screens.people import HEADINGS, NOBODY_YET, WIDTHS, cells
from tui.screens.search_screen import SearchScreen
from tui.widgets.form_field import FormField
from tui.widgets.key_line import KeyLine
from tui.widgets.list_and_detail import in_columns
from tui.widgets.plain import Words

MOST, PAUSE = 50, 0.12  # People, and seconds: looking waits until the fingers rest.

OF_READERS = frozenset({"new", "break_glass", "clear", "find"})


class HomeScreen(SearchScreen):
    """Type to find, arrows to choose, Enter to open."""

    HELP = (
        "What waits for you stands first: forms you have not saved, the running groups, your open work, summaries, "
        "plans, boosters and refreshers. Enter on a group opens its register of today. Type the beginning of a name, "
        "a known-as name or a number to find somebody; several words narrow it down. The arrows move the mark, Enter "
        "opens, F4 puts somebody new on record, F6 breaks the glass where another establishment's record cannot wait. "
        f"At most {MOST} people are shown. Every search and every opened record "
        "is written in the audit."
    )
    KEYS = (
        ("Enter", "Open"),
        ("↑ ↓", "Choose"),
        ("F2", "Go to"),
        ("Esc", "Clear"),
        ("F1", "Help"),
        ("Ctrl+P", "Commands"),
    )
    DOES = MappingProxyType(
        {
            "new": "participant add",
            "break_glass": "participant break-glass",
        }
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "Clear"),
        Binding("f4", "new", "Put a new participant on record", show=False),
        Binding("f6", "break_glass", "Break-glass: another establishment's record", show=False),
        Binding("f8", "give_up", "Give up the unsaved form under the mark", show=False),
        Binding("ctrl+q", "app.quit", "Close Throughcare"),
    ]
    NOT_HERE = frozenset({"back"})
    EMPTY = "a name or a number"
    ASKS = (
        "Who you are looking for: a name, a number, or the beginning of one. The list follows what you type.\n"
        "Enter opens the marked line. Left empty, the day's work stands below."
    )
    DEFAULT_CSS = """
    HomeScreen .warnings { display: none; padding: 0 1; color: $wrong; text-style: bold; }
    HomeScreen.-warned .warnings { display: block; }
    HomeScreen .empty { display: none; padding: 1 3; height: 1fr; }
    HomeScreen.-empty .empty { display: block; } HomeScreen.-empty MarkedList { display: none; }
    """

    _reads = True
    _people: tuple[Participant, ...] = ()
    _found_for: str | None = None
    _is_searching = _is_ahead = False
    _day = Day()
    _unsaved: tuple[Unsaved, ...] = ()
    _files = ""

    def above(self) -> Iterator[Words]:
        """What the person must know first."""
        yield Words(classes="warnings")

    def below(self) -> Iterator[Words]:
        """What is said where nobody is found."""
        yield Words(classes="empty")

    @on(ScreenResume)
    def look_again(self) -> None:
        """Show the list as it is now, to whoever sits here; behind the door, and while it locks, that is nobody."""
        if not self.seat.taken:
            return
        roles = self.seat.sitting.user.roles
        self._reads = may(roles, Permission.READ_RECORD)
        told = [*self.seat.sitting.warnings, *self.seat.sitting.notices, *filter(None, (self.seat.told,))]
        self.query_one(".warnings", Words).show(at_the_screens("\n".join(told)))
        self.set_class(bool(told), "-warned")
        self._is_searching = False
        if self._is_ahead:
            self._is_ahead = False
        elif self._reads:
            self.find(self.line.value, at_once=True)
        elif may(roles, Permission.ADD_VOICE):
            self._offer_the_voice()
        elif (error := refused_for(self.seat.sitting, Permission.READ_RECORD)) is not None:
            self.shut_for(error)

    async def look_ahead(self) -> None:
        """Look for what waits before the screen is shown, so that it is drawn once. What goes wrong is told then."""
        if may(self.seat.sitting.user.roles, Permission.READ_RECORD):
            with contextlib.suppress(ThroughcareError):
                await self._look_for("")
                self._is_ahead = True

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _offer_the_voice(self) -> None:
        """Offer the one thing that a contributor does, and what they had begun of it."""
        self._unsaved = await self.seat.jot_soon(list_unsaved)
        self.query_one(FormField).display = False
        self.query_one(KeyLine).offer([each for each in self.KEYS if each[0] not in ("Esc", "↑ ↓")])
        self.found.fill(lines_of_a_contributor(self._unsaved, self.seat.sitting.today, self.app.size.width))
        self.found.can_focus = True
        self.found.focus()

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        self.find(event.value)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def find(self, text: str, *, at_once: bool = False) -> None:
        """Look for what was typed, once the fingers rest."""
        if not at_once:
            await asyncio.sleep(PAUSE)
        await self._look_for(text)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _find_and_open(self, text: str) -> None:
        """Look for what was typed at once, and open the only one who answers."""
        self.workers.cancel_group(self, "find")
        await self._look_for(text)
        if len(self._people) == 1:
            self.app.post_message(ParticipantChosen(self._people[0]))

    async def _look_for(self, text: str) -> None:
        # A search is written down before its first answer is shown, and is one act until it is left.
        look = find_further if self._is_searching and text.strip() else find_participants
        found = await self.seat.ask(look, text, limit=MOST)
        self._is_searching = bool(text.strip())
        if not text.strip():
            self._unsaved = await self.seat.jot_soon(list_unsaved)
            self._day = await self.seat.ask(look_at_day)
            if may(self.seat.sitting.user.roles, Permission.RECEIVE):
                self._files = await asyncio.to_thread(lying_in, self.seat.folder, self.seat.looked_into_folder)
        self._show(found, text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something here: whoever reads no record neither searches nor adds one."""
        return super().check_action(action, parameters) if self._reads or action not in OF_READERS else False

    def action_open(self) -> None:
        """Open the record under the mark; where the list has not caught up with the keys, nobody else's."""
        text = self.line.value
        if self._reads and text != self._found_for:
            self._find_and_open(text)
            return
        kind, _, chosen = (self.found.chosen or "").partition(" ")
        if kind == "group":
            self._open_register(chosen)
        elif kind == "unsaved":
            self._open_unsaved(next(one for one in self._unsaved if one.name == chosen))
        elif kind == "waiting":
            self._open_person(chosen.partition(" ")[2])
        elif kind == "summary":
            from tui.screens.summary import SummaryScreen

            self.app.push_screen(SummaryScreen(self.seat, chosen))
        elif kind == "arrival":
            self._open_arrival(chosen)
        elif kind == "files":
            from tui.screens.receive import ReceiveScreen

            self.app.push_screen(ReceiveScreen(self.seat))
        elif not kind:
            self.say("Nobody stands here to be opened. Type fewer letters.")
        elif kind == "backup":
            self.say(at_the_screens(self._day.backup))
        elif kind == "voice":
            self.app.push_screen(ContributionScreen(self.seat), lambda said: self.say(said or ""))
        elif kind == "glass":
            from tui.screens.glasses import GlassesScreen

            self.app.push_screen(GlassesScreen(self.seat))
        for one in self._people:
            if kind == "person" and one.id == chosen:
                self.app.post_message(ParticipantChosen(one))

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open_register(self, group_id: str) -> None:
        from tui.screens.register import RegisterScreen

        sheet = await self.seat.ask(open_sheet, group_id, on=PartialDate.of(self.seat.sitting.today))
        self.app.push_screen(RegisterScreen(self.seat, sheet))

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open_unsaved(self, one: Unsaved) -> None:
        from tui.screens.reopening import reopened

        form = await reopened(self.seat, one)
        await self.seat.jot_soon(choose_unsaved, one)

        def left(made: object) -> None:
            self.app.post_message(FormLeft(form, made))

        self.app.push_screen(form, left)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open_arrival(self, waiting_id: str) -> None:
        from tui.screens.arrival import arrival

        waiting = next(one for one in await self.seat.ask(list_waiting) if one.id == waiting_id)
        data = await self.seat.ask(waiting_bytes, waiting_id)
        self.app.push_screen(await arrival(self.seat, Path(waiting.file), lambda: data))

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open_person(self, participant_id: str) -> None:
        history = await self.seat.ask(show_participant, participant_id)
        self.app.post_message(ParticipantChosen(history.participant))

    def action_new(self) -> None:
        """Put somebody new on record, and open their record."""
        from tui.screens.new_participant import NewParticipantScreen

        self.app.push_screen(NewParticipantScreen(self.seat), self._opened)

    def action_break_glass(self) -> None:
        """Open another establishment's record for an hour, when it cannot wait."""
        from tui.screens.break_glass import BreakGlassScreen

        self.app.push_screen(BreakGlassScreen(self.seat), self._opened)

    def _opened(self, whose: Participant | History | None) -> None:
        if whose is not None:
            self.app.post_message(ParticipantChosen(whose if isinstance(whose, Participant) else whose.participant))

    @work(exclusive=True, group="open", exit_on_error=False)
    async def action_give_up(self) -> None:
        """Take the unsaved form under the mark away."""
        kind, _, name = (self.found.chosen or "").partition(" ")
        if kind != "unsaved":
            self.say("The mark stands on no unsaved form.")
            return
        await self.seat.jot_soon(give_up_unsaved, next(one for one in self._unsaved if one.name == name))
        self._unsaved = tuple(one for one in self._unsaved if one.name != name)
        self._show(self._people, "")
        self.say("Given up.")

    def action_clear(self) -> None:
        """Empty the search; there is nothing to go back to from here."""
        self.line.value = ""
        self.say("")

    def on_resize(self) -> None:
        """Draw the columns for the new width, unless the screens are just being locked."""
        if self._found_for is not None and self.seat.taken:
            self._show(self._people, self._found_for)

    def on_key(self, _event: Key) -> None:
        """What was said has been read by the next key."""
        self.say("")

    def _show(self, found: Sequence[Participant], text: str) -> None:
        self._people, self._found_for = tuple(found), text
        width, blank = self.app.size.width, not text.strip()
        waiting = (
            day_lines(self._day, self._unsaved, self.seat.sitting.today, width, files=self._files) if blank else []
        )
        people = in_columns(HEADINGS, [(f"person {one.id}", cells(one)) for one in found], WIDTHS, width)
        self.found.fill([*waiting, *people], keep=self.found.chosen)
        self.set_class(not found and not waiting, "-empty")
        if not found:
            nobody = f"Nobody here answers to “{text.strip()}”.\n\nType fewer letters, or a number; Escape clears."
            self.query_one(".empty", Words).show(nobody if text.strip() else NOBODY_YET)
        self.count(len(found), "person", "people", most=MOST)
