"""The seat at the keyboard: takes a sitting, hands it to services in a thread, and puts it away.

Services do disk and key work, so they run beside the screen, one at a time. Closing waits for the one that runs:
a save is never cut in two.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from registry.bootstrap import sit_down, sit_down_again, utc_now
from registry.domain.errors import NotPermitted, ThroughcareError
from registry.settings import Settings

if TYPE_CHECKING:
    from registry.services.sitting import Sitting
    from tui.last_act import LastAct

FILES_ARE_NEW_FOR = 7 * 86_400.0
"""For how many seconds a file that came while Throughcare was closed is told of as new."""
P = ParamSpec("P")
R = TypeVar("R")


class Seat:
    """Holds at most one open sitting."""

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self._open = ExitStack()
        self._sitting: Sitting | None = None
        self._one_at_a_time = threading.Lock()
        self._one_jots = threading.Lock()
        self._asked: Future[str | None] | None = None
        self._leaving = False
        self.refusal: ThroughcareError | None = None
        self.last_act: LastAct | None = None
        self.told = ""
        """Of wrong passphrases tried for who sits here; shown as long as they do."""
        self.folder = Path.cwd() / "exchange"
        """Where files of summaries are looked for and written, until somebody names another folder."""
        self.looked_into_folder = time.time() - FILES_ARE_NEW_FOR
        """When somebody last looked at what lies there, in seconds of the clock; at first some days ago."""

    @property
    def folder_there(self) -> Path:
        """That folder, or where it is not there the nearest above it that is."""
        return next(each for each in (self.folder, *self.folder.parents) if each.is_dir())

    def looked_now(self) -> None:
        """Note that somebody sees what lies in the folder: nothing in it is new any more."""
        self.looked_into_folder = time.time()

    @property
    def taken(self) -> bool:
        """True while the home is open."""
        return self._sitting is not None

    @property
    def sitting(self) -> "Sitting":
        """The open sitting. Raises NotPermitted when the home is locked."""
        if self._sitting is None:
            raise NotPermitted("The home is locked.", hint="Unlock it with your passphrase.")
        return self._sitting

    @property
    def shown_passphrase(self) -> str:
        """What a trainee is shown as the passphrase of who sits here; empty outside training."""
        return self.settings.shown_passphrase(self.settings.user or "")

    def refused(self, error: ThroughcareError) -> None:
        """Remember why the home did not open: the program ends with its code when it never does."""
        self.refusal = error

    async def take(self, user: str, passphrase: str) -> "Sitting":
        """Open the home for a user. Raises as `sit_down`."""
        return await asyncio.to_thread(self._take, user, passphrase)

    async def go_on(self, user: str) -> "Sitting":
        """Open the home with what `throughcare unlock` left at this terminal. Raises as `sit_down_again`.

        What signs or changes keys then refuses, and says to lock and type the passphrase.
        """
        return await asyncio.to_thread(self._go_on, user)

    async def ask(self, service: "Callable[Concatenate[Sitting, P], R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """Run one service with the sitting and return its answer. Raises what it raises."""
        return await asyncio.to_thread(self._ask, partial(service, self.sitting, *args, **kwargs))

    async def ask_as(
        self,
        user: str,
        passphrase: str,
        service: "Callable[Concatenate[Sitting, P], R]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run one service for a person who has just typed their passphrase, in a sitting of its own that ends with it.

        Whoever signs does it so, at whosever desk: what was unlocked before signs nothing. Raises as `sit_down`, and
        what the service raises.
        """
        settings = replace(self.settings, user=user)

        def signed() -> R:
            with sit_down(settings, passphrase, clock=self.clock) as sitting:
                return service(sitting, *args, **kwargs)

        return await asyncio.to_thread(self._ask, signed)

    async def ask_alone(self, passphrase: str, act: "Callable[[Sitting], R]") -> R:
        """Do one act, for who sits here and has just typed their passphrase, while nobody else has the home open.

        A change of keys needs that. The home is closed for it and opened again afterwards; where it does not open,
        it stays locked. Raises as `sit_down`, and what the act raises.
        """
        return await asyncio.to_thread(self._alone, passphrase, act)

    def jot(self, jotted: "Callable[Concatenate[Sitting, P], R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """Do what concerns only the person's own unsaved words, beside any service that runs. Raises what it raises."""
        with self._one_jots:
            return jotted(self.sitting, *args, **kwargs)

    async def jot_soon(self, jotted: "Callable[Concatenate[Sitting, P], R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """Do as `jot`, in a thread."""
        return await asyncio.to_thread(partial(self.jot, jotted, *args, **kwargs))

    def wait_for(self, answer: "Future[str | None]") -> str | None:
        """Return what a person answers to a command that runs in its thread. Raises CancelledError when they leave."""
        self._asked = answer
        if self._leaving:
            answer.cancel()
        return answer.result()

    def leave(self) -> None:
        """Close the sitting: the keys are dropped and the home's lock is let go. Nothing happens when it is closed.

        A command that waits for an answer is stopped: nobody is left to give it.
        """
        self._leaving = True
        if self._asked is not None:
            self._asked.cancel()
        with self._one_at_a_time:
            self._sitting, self.last_act = None, None
            self._open.close()
        self._leaving, self._asked = False, None

    def _take(self, user: str, passphrase: str) -> "Sitting":
        with self._one_at_a_time:
            self._open.close()
            sitting = self._open.enter_context(
                sit_down(replace(self.settings, user=user), passphrase, clock=self.clock)
            )
            self._sits(sitting)
            return sitting

    def _go_on(self, user: str) -> "Sitting":
        with self._one_at_a_time:
            self._open.close()
            sitting = self._open.enter_context(
                sit_down_again(replace(self.settings, user=user), _not_here, clock=self.clock)
            )
            self._sits(sitting)
            return sitting

    def _sits(self, sitting: "Sitting") -> None:
        from registry.services.wrong_tries import tell_wrong_tries

        # The door names whoever sat here last: another's name would be charged with their slips of the finger.
        self.settings = replace(self.settings, user=sitting.user.name)
        self._sitting, self.refusal = sitting, None
        self.told = tell_wrong_tries(sitting)

    def _alone(self, passphrase: str, work: "Callable[[Sitting], R]") -> R:
        with self._one_at_a_time:
            settings, last_act = self.settings, self.last_act
            # Before the home is let go: a slip of the finger must not cost the seat.
            with sit_down(settings, passphrase, clock=self.clock):
                pass
            self._sitting = None
            self._open.close()
            try:
                with sit_down(settings, passphrase, clock=self.clock, alone=True) as sitting:
                    return work(sitting)
            finally:
                self._sitting = self._open.enter_context(sit_down(settings, passphrase, clock=self.clock))
                self.last_act = last_act

    def _ask(self, work: Callable[[], R]) -> R:
        with self._one_at_a_time:
            if self._sitting is None:
                raise NotPermitted("The home was locked meanwhile.", hint="Unlock it with your passphrase.")
            return work()


def _not_here() -> str:
    raise NotPermitted(
        "This needs your passphrase, and the terminal was unlocked without it here.",
        hint="Lock with Ctrl+L and type it; what you have typed is kept.",
    )
