"""Sessions received, each session of the plan once, however often it was caught up."""

from collections.abc import Iterable
from typing import NamedTuple

from registry.domain.errors import InvalidValue
from registry.domain.session import Attended, SessionRecord

CAME = (Attended.FULL, Attended.PART)


def refuse_no_minutes(attended: Attended, minutes: int | None, name: str = "") -> None:
    """Raise InvalidValue, naming whom a register speaks of, for somebody who came and received 0 minutes.

    It is refused where it is written down here; what another unit's document says is kept as it came.
    """
    if minutes == 0 and attended in CAME:
        raise InvalidValue(
            f"Nobody attends for no minutes: {name}." if name else "Nobody attends for no minutes.",
            hint="Leave the minutes out where they are not known, or say that they did not attend.",
        )


class Received(NamedTuple):
    """One session of the plan that was received: the first record of it, and whether all of it was received.

    A plan makes thousands of these, and checks nothing in them.
    """

    record: SessionRecord
    full: bool


def received_sessions(sessions: Iterable[SessionRecord]) -> tuple[Received, ...]:
    """Return what was received, scheduled sessions first.

    A catch-up makes up for a missed session, or for the rest of one that was attended in part. Where it names a module
    and number that were received already it is that session, not a further one.
    """
    came = [one for one in sessions if one.attended in CAME]
    if any(one.catch_up for one in came):
        came.sort(key=lambda one: one.catch_up)
    found: list[Received] = []
    places: dict[tuple[str | None, int], int] = {}
    for one in came:
        now = Received(record=one, full=one.attended is Attended.FULL)
        if one.number is None:
            found.append(now)
            continue
        place = places.setdefault((one.module, one.number), len(found))
        if place == len(found) or not one.catch_up:
            found.append(now)
        elif now.full:
            found[place] = Received(record=found[place].record, full=True)
    return tuple(found)
