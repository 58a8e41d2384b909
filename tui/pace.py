"""How far long work is, written in its thread and read by the screen; and somebody's wish that it stops."""

import threading

from registry.domain.long_work import Stopped


class Pace:
    """Handed to a service as what it tells (`tell`); the screen looks at `share` whenever it draws."""

    def __init__(self) -> None:
        self._far = (0, 0)
        self._what = ""
        self._stop = threading.Event()

    @property
    def far(self) -> tuple[int, int]:
        """How much is done, of how much, as it was told; twice 0 where nothing was told yet."""
        return self._far

    @property
    def count(self) -> str:
        """The same in words: of what is counted so many, else per cent."""
        done, of = self._far
        return f"{done} of {of} {self._what}" if self._what else f"{100 * self.share:.0f} per cent"

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1; 0 where nothing was told yet."""
        done, of = self._far
        return done / of if of else 0.0

    @property
    def stopping(self) -> bool:
        """True once somebody wished that it stops."""
        return self._stop.is_set()

    def begin(self) -> None:
        """Begin with other work."""
        self._far = (0, 0)

    def stop(self) -> None:
        """Wish that what runs, and all that would follow, stops."""
        self._stop.set()

    def tell(self, done: int, of: int, what: str = "") -> None:
        """Note how far it is, and what is counted. Raises Stopped once somebody wished it."""
        self._far, self._what = (done, of), what
        if self._stop.is_set():
            raise Stopped
