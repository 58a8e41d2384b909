"""Long work: it tells how far it is, and may be stopped wherever it tells it."""

from collections.abc import Callable

from registry.domain.errors import NotAllowed

Tell = Callable[[int, int], None]
"""Told how much is done, of how much. Raises Stopped where somebody wants no more of it."""


class Stopped(NotAllowed):
    """Somebody stopped work. It is done whole or not at all, unless `so` says what of it stays."""

    def __init__(self, so: str = "nothing was written") -> None:
        super().__init__(f"Stopped; {so}.", hint="Begin it again when you are ready.")


def untold(_done: int, _of: int) -> None:
    """Tell nobody, and go on."""


def part_of(tell: Tell, part: int, parts: int) -> Tell:
    """Return what one of several equal parts of some work tells, the first of them being 0."""

    def tell_part(done: int, of: int) -> None:
        tell(part * of + done, parts * of)

    return tell_part


def in_parts(tell: Tell, so: str) -> Tell:
    """Return what work tells of which parts are done for good: stopped, it says `so` of them."""

    def tell_of_parts(done: int, of: int) -> None:
        try:
            tell(done, of)
        except Stopped:
            raise Stopped(so) from None

    return tell_of_parts
