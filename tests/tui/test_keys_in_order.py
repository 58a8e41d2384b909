"""A key waits for what it means: it is heard once all that the key before it brought about has come to rest."""

import asyncio
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from registry.domain.errors import NotAllowed
from tests.tui.desk import Desk, Unit, at_the_desk
from tui.screens.framed import Framed
from tui.screens.home import HomeScreen
from tui.screens.unlock import UnlockScreen
from tui.seat import Seat
from tui.widgets.modal import Told
from tui.widgets.quiet_line import QuietLine


class Noting(Framed):
    """Notes which of its keys it heard; o opens another one once the gate is open, r is refused then, l reads."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "note", "Note it"),
        Binding("o", "open(False)", "Open"),
        Binding("r", "open(True)", "Be refused"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, seat: Seat, *, reads: bool = False) -> None:
        super().__init__(seat)
        self.gate, self.heard, self.reads = asyncio.Event(), 0, reads
        self.next: Noting | None = None

    def compose(self) -> ComposeResult:
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        if self.reads:
            self.read()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self) -> None:
        await self.gate.wait()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_open(self, refused: bool) -> None:
        await self.gate.wait()
        if refused:
            raise NotAllowed("It is not so.", hint="Read it.")
        self.next = Noting(self.seat)
        self.app.push_screen(self.next)

    def action_note(self) -> None:
        self.heard += 1

    def action_back(self) -> None:
        self.dismiss()


def send(desk: Desk, *keys: str) -> None:
    """Type without a rest, as a terminal sends it: nothing waits for what a key brings about."""
    driver = desk.app._driver
    assert driver is not None
    for key in keys:
        typed = events.Key(key, key if len(key) == 1 else None)
        typed.set_sender(desk.app)
        driver.send_message(typed)


async def noting(desk: Desk, *, reads: bool = False) -> Noting:
    screen = Noting(desk.app.seat, reads=reads)
    await desk.app.push_screen(screen)
    return screen


def on_top(desk: Desk) -> Screen[object]:
    return desk.app.screen


async def test_what_is_typed_while_a_screen_opens_is_heard_by_the_one_that_opens(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        first = await noting(desk)
        send(desk, "x", "o", "x", "x")
        await desk.until(lambda: len(desk.app._keys) == 2, "two keys wait")
        assert first.heard == 1
        first.gate.set()
        await desk.until(lambda: first.next is not None and first.next.heard == 2, "they are heard")
        assert first.heard == 1
        assert not desk.app._keys


async def test_a_refusal_that_nobody_has_seen_yet_is_not_closed_by_a_key_typed_before(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        first = await noting(desk)
        send(desk, "r", "enter", "x")
        # Not before it was seen that something works: a refusal at once would be what the key itself brought about.
        await desk.until(lambda: len(desk.app._keys) == 2 and desk.app._came_of_itself, "two keys wait for what works")
        first.gate.set()
        await desk.screen(Told)
        await desk.until(lambda: not desk.app._keys, "they are dropped")
        await desk.sees("It is not so.")
        send(desk, "enter", "x")
        await desk.until(lambda: first.heard == 1, "what is typed now is heard")


async def test_a_screen_that_is_still_read_can_be_left(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        first = await noting(desk)
        send(desk, "x")
        await desk.until(lambda: first.heard == 1, "it hears")
        reading = await noting(desk, reads=True)
        send(desk, "x")
        await desk.until(lambda: len(desk.app._keys) == 1, "a key waits until it is read")
        reading.gate.set()
        await desk.until(lambda: reading.heard == 1, "then it is heard")
        reading.dismiss()
        unread = await noting(desk, reads=True)
        send(desk, "escape")
        await desk.until(lambda: on_top(desk) is first, "the way out is heard")
        assert not unread.gate.is_set()


async def test_no_key_typed_at_the_record_lands_at_the_door(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        send(desk, "ctrl+l", "a", "b", "enter")
        door = await desk.screen(UnlockScreen)
        await desk.until(lambda: not desk.app._keys and desk.app._listening is None, "nothing waits")
        assert not door.query_one("#passphrase").value
        desk.fill("passphrase", unit.home.passphrase("rhiannon"))
        send(desk, "enter", "s", "enter")
        home = await desk.screen(HomeScreen)
        await desk.until(lambda: desk.app._listening is None, "nothing waits")
        await desk.sees("2 people")
        assert home.line.value == ""
        assert desk.app.screen is home
