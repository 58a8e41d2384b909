"""Sessions in bulk, and one goal with its review."""

from datetime import timedelta

from registry.domain.dates import PartialDate
from registry.domain.goal import Goal, Reached, Review
from registry.domain.reasons import AbsenceReason
from registry.domain.session import Attended, SessionKind, SessionRecord
from tests.reports.samples.people import LUKASZ, on, uid


def sessions(
    first: str,
    number: int,
    *,
    kind: SessionKind = SessionKind.GROUP,
    modules: tuple[tuple[str, int], ...] = (),
    away: dict[int, AbsenceReason] | None = None,
    part: dict[int, AbsenceReason] | None = None,
    unmarked: tuple[int, ...] = (),
    minutes: int | None = None,
    every: int = 7,
) -> tuple[SessionRecord, ...]:
    """`number` sessions from `first`; modules as (id, how many); exceptions by the session's place, from 1."""
    places = [(module, place) for module, many in modules for place in range(1, many + 1)] or [
        (None, place) for place in range(1, number + 1)
    ]
    made = []
    for place in range(1, number + 1):
        module, within = places[place - 1]
        absence = (away or {}).get(place) or (part or {}).get(place)
        attended = Attended.FULL
        if place in (away or {}):
            attended = Attended.NO
        elif place in (part or {}):
            attended = Attended.PART
        elif place in unmarked:
            attended = Attended.UNMARKED
        day = on(first).first + timedelta(days=every * (place - 1))
        made.append(
            SessionRecord(
                id=uid(),
                on=PartialDate.of(day),
                kind=kind,
                module=module,
                number=within,
                attended=attended,
                minutes=minutes if attended in (Attended.FULL, Attended.PART) else None,
                absence=absence,
            )
        )
    return tuple(made)


def goal(text: str, staff: str, own: str, reached: Reached = Reached.REACHED) -> Goal:
    review = Review(on=on("2025-02-03"), reached=reached, by=LUKASZ.name, words=staff, participant_answer=own)
    return Goal(id=uid(), text=text, set_on=on("2024-03-04"), need="offence-understanding", reviews=(review,))
