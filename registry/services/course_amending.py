"""Corrections to what an intervention says of itself: its dates, title, delivery and plan. What it said before is kept.

A wrong date must not cost the whole record: without this, everything under it would have to be entered again.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from registry.domain.access import Permission
from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate, check_order, refuse_future
from registry.domain.errors import NotAllowed
from registry.domain.intervention import Delivery, Intervention, State, StateMove
from registry.domain.staffing import Assignment
from registry.domain.text import check_reason
from registry.services.interventions import resolve_intervention
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedCourse:
    """An intervention after an amendment, with a sentence for each thing corrected: as it is, and as it was."""

    intervention: Intervention
    corrected: tuple[str, ...]


@journey(Permission.WRITE_RECORD)
def amend_intervention(
    sitting: Sitting,
    asked: str,
    *,
    because: str,
    referred: PartialDate | None = None,
    started: PartialDate | None = None,
    title: str | None = None,
    delivery: Delivery | None = None,
    planned_sessions: int | None = None,
) -> AmendedCourse:
    """Correct what is given, and return what changed; each former value is kept with the reason, in `error list`.

    The step that says when treatment started, and who gives it since then, are corrected with the start. Raises
    NotAllowed when nothing would change or treatment has not started, and InvalidValue for dates that cannot be, also
    beside the sessions there are.
    """
    check_reason(because, "The reason for the amendment")
    for day, what in ((referred, "The referral"), (started, "The start")):
        if day is not None:
            refuse_future(day, sitting.today, what)
    given = {
        "referred": referred,
        "started": started,
        "title": title,
        "delivery": delivery,
        "planned_sessions": planned_sessions,
    }
    with sitting.looking_up() as uow:
        seen = resolve_intervention(uow, asked)
    with sitting.writing("intervention amend", seen.participant_id, seen.id) as uow:
        was = uow.interventions.get(seen.id)
        new = {name: value for name, value in given.items() if value is not None and value != getattr(was, name)}
        if not new:
            raise NotAllowed("Nothing was amended: it says this already.", hint="See `intervention show`.")
        if started is not None and was.started is None:
            raise NotAllowed("Treatment has not started, so its start cannot be corrected.", hint="Open it first.")
        changes: dict[str, Any] = {**new, "moves": was.moves}
        if referred is not None and "referred" in new:
            changes["moves"] = _dated(was.moves, State.REFERRED, referred)
        if started is not None and "started" in new:
            changes["moves"] = _dated(changes["moves"], State.IN_PROGRESS, started)
            changes["staff"] = _restaffed(was, started)
        now = replace(was, **changes)
        for earlier, later in pairwise(now.moves):
            check_order(earlier.on, later.on, "A step of the course")
        for session in now.sessions:
            check_order(now.started, session.on, "A session that is recorded")
        for name in new:
            said = f"{was.title}: {_said(name, getattr(was, name))}"
            uow.withdrawn.keep(
                new_id(),
                kind=EntryKind.INTERVENTION,
                record_id=was.id,
                participant_id=was.participant_id,
                said=said,
                reason=because,
                body={name: _plain(getattr(was, name))},
            )
        uow.interventions.save(now)
    corrected = tuple(f"{_said(name, getattr(now, name))}; before: {_said(name, getattr(was, name))}" for name in new)
    return AmendedCourse(intervention=now, corrected=corrected)


def _restaffed(was: Intervention, started: PartialDate) -> tuple[Assignment, ...]:
    """Who was on it from the day it started, from the right day."""
    return tuple(replace(one, since=started) if one.since == was.started else one for one in was.staff)


def _dated(moves: tuple[StateMove, ...], to: State, on: PartialDate) -> tuple[StateMove, ...]:
    """The steps, with the first one to that state on the right day."""
    first = next((place for place, move in enumerate(moves) if move.to is to), None)
    return tuple(replace(one, on=on) if place == first else one for place, one in enumerate(moves))


def _said(name: str, value: object) -> str:
    words = value.words if isinstance(value, PartialDate) else "not known" if value is None else str(value)
    return {
        "referred": f"referred {words}",
        "started": f"started {words}",
        "title": f"called {words}",
        "delivery": f"delivered as {words}",
        "planned_sessions": f"planned sessions {words}",
    }[name]


def _plain(value: object) -> object:
    return value.text if isinstance(value, PartialDate) else value
