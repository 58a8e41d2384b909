"""How long nobody has touched a key."""

import time


class Idle:
    """Counts from the last touch, by two clocks: one stands still while a computer sleeps, one can be set back."""

    def __init__(self) -> None:
        self.touched()

    def touched(self) -> None:
        """Begin to count anew."""
        self._last = _clocks()

    @property
    def seconds(self) -> float:
        """Seconds since the last touch, by the clock that says more."""
        return max(now - then for now, then in zip(_clocks(), self._last, strict=True))


def _clocks() -> tuple[float, float]:
    return time.monotonic(), time.time()
