"""The application: opens the home, shows its screens, locks itself, and ends cleanly whatever ends it.

Screens are imported when they are first shown: the door opens before the rooms behind it are furnished.
"""

import asyncio
import signal
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import Monochrome, NoColor
from textual.screen import Screen

from registry.bootstrap import lock, utc_now
from registry.domain.errors import ThroughcareError
from registry.own_memory import keep_memory_to_itself
from registry.settings import Settings, read_passphrase
from tui import themes
from tui.forgetting import ERASE_SAVED_LINES, forget_what_was_shown
from tui.idle import Idle
from tui.keys_in_order import KeysInOrderApp
from tui.lost_terminal import outliving_its_terminal
from tui.marks import WithoutMarks
from tui.messages import Furnished, LockNow, OnceAtRest, ParticipantChosen, ToldToEnd, Unlocked
from tui.palette_words import CLOSE, LOCK
from tui.pastes import TABS, keeping_pastes_whole
from tui.plain.silence import drop
from tui.screens.framed import Framed
from tui.screens.unlock import UnlockScreen
from tui.seat import Seat
from tui.widgets.plain import shown_controls
from tui.widgets.training_line import say_training

if TYPE_CHECKING:
    from textual.command import Provider

    from tui.left_place import LeftPlace
    from tui.screens.home import HomeScreen

IDLE_SECONDS = 300.0
MOST_SECONDS_TO_STAND = 2.0


def run(settings: Settings, *, plain: bool = False) -> None:
    """Open the screens, or their `plain` twin, and return when they are closed. In training every screen says so.

    Raises NotFound without a home or passphrase file, and what kept the home shut when it was never opened, so that
    the command line ends with the same code as any other command.
    """
    keep_memory_to_itself()
    settings.home.require()
    # Given on and kept by no name here: this call lasts as long as the program.
    if plain:
        from tui.plain.menu import run_plain

        run_plain(settings, given=_given(settings))
        return
    app = ThroughcareApp(settings, given=_given(settings), told=drop())
    try:
        app.run()
    finally:
        app.seat.leave()
    if app.seat.refusal is not None:
        raise app.seat.refusal
    if app.ending:
        raise ThroughcareError("The screens ended on an error of the program.", hint=app.ending)
    if app.return_code:
        raise SystemExit(app.return_code)


def _given(settings: Settings) -> str | None:
    if settings.passphrase_file is None:
        return None
    given = read_passphrase(settings.passphrase_file)
    settings.require_user()
    return given


def _every_command() -> "type[Provider]":
    # The parser of the command line comes with it, and takes a while to load.
    from tui.command_palette import EveryCommand

    return EveryCommand


def _on_this_screen() -> "type[Provider]":
    from tui.command_palette import OnThisScreen

    return OnThisScreen


class ThroughcareApp(KeysInOrderApp):
    """The screens of Throughcare."""

    TITLE = "Throughcare"
    CSS_PATH = "throughcare.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {_on_this_screen, _every_command}  # noqa: RUF012 - typed so by Textual
    HORIZONTAL_BREAKPOINTS = [(110, "-wide")]  # noqa: RUF012 - typed so by Textual
    COMMAND_PALETTE_DISPLAY = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "lock", "Lock the screen now", show=False),
        Binding("ctrl+q", "quit", "Close Throughcare", show=False),
    ]

    def __init__(
        self,
        settings: Settings,
        *,
        given: str | None = None,
        told: str = "",
        idle_seconds: float = IDLE_SECONDS,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(driver_class=outliving_its_terminal(keeping_pastes_whole(self.get_driver_class())))
        self.seat = Seat(settings, clock=clock)
        self.training = settings.training
        self.idle_seconds = idle_seconds
        self._given = given
        self._told = told
        self._idle = Idle()
        self._laid_out: HomeScreen | None = None
        self._left: LeftPlace | None = None
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for theme in themes.THEMES:
            self.register_theme(theme)
        self._begin_with(themes.remembered())
        # Textual answers NO_COLOR with greys; those who ask for no colour get none.
        self._filters = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]
        self._filters.append(WithoutMarks())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colour names, so that style sheets can be read before a theme is chosen."""
        return dict(themes.THEMES[0].variables)

    def _begin_with(self, theme: str) -> None:
        # Nothing is drawn yet. Changed as usual, every style sheet would be read twice before the door stands.
        self.set_reactive(App.theme, theme)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Listen to the system, watch the clock, and ask who is there."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._unheard)
        for each in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(each, self._told_to_end, each)
        self.set_interval(min(1.0, self.idle_seconds / 4), self._watch_the_clock)
        given, self._given = self._given, None
        self.push_screen(UnlockScreen(self.seat, given=given, told=self._told))

    async def on_event(self, event: events.Event) -> None:
        """Note every touch of the keyboard, then go on as usual."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown):
            self._idle.touched()
        if isinstance(event, events.Paste):
            if "\t" in event.text:
                self.post_message(OnceAtRest(self._say_what_became_of_tabs))
            event.text = shown_controls(event.text)
        await super().on_event(event)

    def _say_what_became_of_tabs(self) -> None:
        # After the change itself, which says what is right and wrong of the form.
        if isinstance(self.screen, Framed):
            self.call_later(self.screen.say, TABS)

    @on(Furnished)
    async def _lay_out(self) -> None:
        """Lay the home out while somebody types at the door; Textual would do it when the screen is first shown."""
        from tui.screens.home import HomeScreen

        if self._laid_out is None and not self.seat.taken:
            self._laid_out = HomeScreen(self.seat)
            _, mounted = self._get_screen(self._laid_out)
            await mounted

    @on(Unlocked)
    async def _opened(self) -> None:
        from tui.screens.home import HomeScreen

        if not self.seat.taken:
            return
        self._idle.touched()
        # What was opened above the door while it opened, such as its help, goes with it.
        while not isinstance(self.screen, UnlockScreen):
            await self.pop_screen()
        # Waited for: no key and no signal is heard before the home stands whole.
        home, self._laid_out = self._laid_out or HomeScreen(self.seat), None
        if home.is_mounted:
            await home.look_ahead()
        await self.switch_screen(home)
        if (left := self._left) is not None:
            from tui.left_place import return_to

            self._left = None
            await return_to(self, left)
        self.home_stands = True

    @on(ParticipantChosen)
    def _chosen(self, event: ParticipantChosen) -> None:
        from tui.screens.participant import ParticipantScreen

        self.push_screen(ParticipantScreen(self.seat, event.participant))

    @on(CommandPalette.Opened)
    def _say_training_above_the_palette(self) -> None:
        for each in self.screen_stack:
            if isinstance(each, CommandPalette):
                say_training(each)

    @on(LockNow)
    async def _lock(self, event: LockNow) -> None:
        if isinstance(self.screen, UnlockScreen):
            return
        self.forget_keys()
        if self.seat.taken:
            from tui.left_place import place_left

            self._left = place_left(self.seat.sitting.user.name, self.screen_stack)
        await self._leave_seat()
        # Locked is locked: what `throughcare unlock` left at this terminal goes too, and what stands above the screen.
        await asyncio.to_thread(lock)
        self._clear_scrollback()
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(UnlockScreen(self.seat, because=event.because))
        forget_what_was_shown(self)

    def _clear_scrollback(self) -> None:
        """Ask the terminal to forget the lines above the screen."""
        if self._driver is not None:
            self._driver.write(ERASE_SAVED_LINES)

    def action_lock(self) -> None:
        """Lock now."""
        self.post_message(LockNow("Locked. Nothing of the record is open."))

    def action_theme(self, name: str) -> None:
        """Change the colours and remember the choice."""
        self.theme = name
        themes.remember(name)

    def get_system_commands(self, screen: Screen[Any]) -> Iterator[SystemCommand]:
        """Yield what the palette lists before a letter is typed: what the screen does, every place, the colours."""
        if isinstance(screen, Framed):
            yield from screen.commands()
        if self.is_at_home:
            from tui.screens.places import PLACES

            for place in PLACES:
                yield SystemCommand(f"{place.name}  (F2 {place.letter})", "", partial(self.action_go, place.name))
            yield SystemCommand(LOCK, "", self.action_lock)
        for name, words in themes.WORDS.items():
            yield SystemCommand(f"Colours (theme): {words}", "", partial(self.action_theme, name))
        yield SystemCommand(CLOSE, "", self.action_quit)

    def _watch_the_clock(self) -> None:
        if self.seat.taken and self._idle.seconds >= self.idle_seconds:
            minutes = f"{self.idle_seconds / 60:g}"
            self.post_message(LockNow(f"Locked after {minutes} minutes without a key. Nothing of the record is open."))

    async def action_quit(self) -> None:
        """Close the program; what is typed and not saved is there again next time. Work that runs is told of first."""
        if not all(each.may_close() for each in self.screen_stack if isinstance(each, Framed)):
            return
        self._keep_what_is_typed()
        await super().action_quit()

    def action_help_quit(self) -> None:
        """Say at Ctrl+C what closes the program, where the screen speaks; Textual would lay its own words over it."""
        if isinstance(self.screen, Framed):
            self.screen.say("Ctrl+Q closes Throughcare. Ctrl+C copies what is marked in a field.")

    def _told_to_end(self, number: signal.Signals) -> None:
        self._keep_what_is_typed()
        self.post_message(ToldToEnd(128 + number))

    @on(ToldToEnd)
    async def _end(self, event: ToldToEnd) -> None:
        await self._leave_seat()
        self.exit(return_code=event.return_code)

    async def _leave_seat(self) -> None:
        """Keep what is typed and close the seat, once every screen that is being made has found its sitting."""
        self.home_stands = False
        until = time.monotonic() + MOST_SECONDS_TO_STAND
        while time.monotonic() < until and not all(each.is_mounted for each in self.screen_stack):
            await asyncio.sleep(0.01)
        self._keep_what_is_typed()
        self.seat.leave()
