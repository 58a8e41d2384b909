"""One key after the other: a key is heard once all that the key before it brought about has come to rest.

A key goes to whatever has the focus, and what it does there goes on as messages: to the screen, to the application, to
another screen that opens. Whoever types on meanwhile means what will be there and not what was there. So the next key
waits until every message is worked off, and while what was asked for is read and opens; then it goes to what stands
there. It goes nowhere where nobody can have meant what stands there: a dialogue that came of itself, and the door.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from weakref import ref

from textual import events, on
from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.left_once import LeftOnce
from tui.messages import OnceAtRest
from tui.screens.unlock import UnlockScreen
from tui.ways import WaysApp
from tui.widgets.modal import Dialogue

BESIDE: Final = frozenset({"unsaved", "long", "facts", "plan", "compare", "show", "date"})
"""The groups of workers beside which somebody types on, from the first key."""
READING: Final = frozenset({"find", "read"})
"""The groups that are waited for when a screen opens; later they read while somebody types."""
WAYS_OUT: Final = frozenset({"escape", "ctrl+l", "ctrl+q", "f1", "f2"})
"""The keys that are heard while a screen is still reading, and where something hangs."""
LOOK_AGAIN: Final = 0.01  # Seconds.
LOOK_IN: Final = 0.5  # Seconds.
HANGS_AFTER: Final = 3  # Times of looking in; then the ways out no longer wait for what hangs.
MOST_ROUNDS: Final = 50

Typed = events.Key | events.Paste


@dataclass(frozen=True, slots=True)
class Waiting:
    """A key or a paste, and the screen that stood there when it was typed."""

    key: Typed
    typed_at: Callable[[], Screen[Any] | None]

    @property
    def is_way_out(self) -> bool:
        """Whether it leads away from what stands there."""
        return isinstance(self.key, events.Key) and self.key.key in WAYS_OUT


class KeysInOrderApp(WaysApp):
    """An application that hears one key at a time."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self._keys: deque[Waiting] = deque()
        self._then: list[Callable[[], object]] = []
        self._listening: asyncio.Task[None] | None = None
        self._given_to: Callable[[], Screen[Any] | None] = lambda: None
        self._leaf: MessagePump = self
        self._came_of_itself = False

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for its turn; everything else goes on as usual."""
        if not isinstance(event, Typed) or event.is_forwarded or not self.screen_stack:
            await super().on_event(event)
            return
        self._keys.append(Waiting(event, ref(self.screen)))
        if self._listening is None and self._hears():
            await self._hand_on()
        self._listen_on()

    @on(OnceAtRest)
    def _once_at_rest(self, event: OnceAtRest) -> None:
        self._then.append(event.then)
        self._listen_on()

    def forget_keys(self) -> None:
        """Drop what was typed and is not heard yet: nobody can have meant what comes now."""
        self._keys.clear()

    def _listen_on(self) -> None:
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        try:
            await self._come_to_rest()
            while self._keys and self.is_running:
                if not self._hears():
                    await asyncio.sleep(LOOK_AGAIN)
                    continue
                # What had opened may have moved the focus since.
                self._leaf = self.focused or self.screen
                await self._come_to_rest()
                if self._hears():
                    self.call_later(self._hand_on)
                    await self._passed(self)
                    await self._come_to_rest()
        finally:
            # No field with what was typed in it is held on to.
            self._listening, self._leaf = None, self

    async def _hand_on(self) -> None:
        """Give the first key that waits to what has the focus, unless nobody can have meant what stands there."""
        now = self.screen
        while self._keys and self._is_unmeant(self._keys[0].typed_at(), now):
            self._keys.popleft()
        self._given_to, self._leaf, self._came_of_itself = ref(now), self.focused or now, False
        if self._keys:
            await super().on_event(self._keys.popleft().key)

    def _is_unmeant(self, typed_at: Screen[Any] | None, now: Screen[Any]) -> bool:
        crosses = isinstance(typed_at, UnlockScreen) or isinstance(now, UnlockScreen)
        return typed_at is not now and (crosses or (self._came_of_itself and isinstance(now, Dialogue)))

    def _hears(self) -> bool:
        """Whether the first key that waits can be given to what stands there."""
        screen = self.screen
        if not screen.is_mounted:
            return False
        if not self._keys or not isinstance(screen, LeftOnce):
            return True
        working = {each.group for each in self.workers if each.node is screen and not each.is_finished} - BESIDE
        if self._keys[0].is_way_out and screen.can_be_stopped:
            return True
        if self._given_to() is screen or self._keys[0].is_way_out:
            working -= READING
        self._came_of_itself |= bool(working - READING)
        return not working

    async def _come_to_rest(self) -> None:
        """Wait until nothing is left to be done of what was sent up from where the last key went."""
        for _ in range(MOST_ROUNDS):
            here: MessagePump | None = self._leaf
            while here is not None:
                await self._passed(here)
                here = here._parent
            if self._is_quiet():
                if not self._then:
                    return
                for each in self._then:
                    self.call_later(each)
                self._then.clear()

    def _is_quiet(self) -> bool:
        if self.message_queue_size or not self.screen_stack:
            return not self.screen_stack
        return not any(each.message_queue_size for each in self.screen.walk_children(with_self=True))

    async def _passed(self, pump: MessagePump) -> None:
        """Wait until a pump has worked off what it was sent so far; where it hangs, hear a way out all the same."""
        done, looked = asyncio.Event(), 0
        if not pump.call_later(done.set):
            return
        while self.is_running and pump.is_running:
            try:
                await asyncio.wait_for(done.wait(), LOOK_IN)
            except TimeoutError:
                # Counted and not timed: what imports a room holds everything up, and nothing hangs.
                looked += 1
                if looked >= HANGS_AFTER and any(each.is_way_out for each in self._keys):
                    while not self._keys[0].is_way_out:
                        self._keys.popleft()
                    self.call_later(self._hand_on)
            else:
                return
