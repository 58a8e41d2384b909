"""Recording a course of treatment session by session, as a unit would have done over the months."""

from collections.abc import Iterable
from dataclasses import dataclass

from registry.demo.calendar import Calendar
from registry.domain.dates import Recorded
from registry.domain.reasons import AbsenceReason
from registry.domain.session import Attended, ModuleStanding, SessionKind
from registry.services.sessions import add_session, mark_module
from registry.services.sitting import Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of weekly or more frequent sessions in one module, with what kept the person from some of them.

    `missed` maps the place of an extra, missed session in the run to the reason; `received` are attended besides.
    """

    received: int
    kind: SessionKind = SessionKind.GROUP
    module: str | None = None
    minutes: int | None = None
    missed: tuple[tuple[int, AbsenceReason], ...] = ()
    part: tuple[tuple[int, AbsenceReason, int], ...] = ()
    done: bool = False


def record_runs(
    sitting: Sitting, intervention: str, calendar: Calendar, runs: Iterable[Run], *, from_days: int, every: int
) -> None:
    """Record runs one after another, beginning `from_days` days ago, a session every `every` days."""
    day = from_days
    for run in runs:
        missed, part = dict(run.missed), {place: (why, minutes) for place, why, minutes in run.part}
        number = 0
        for place in range(1, run.received + len(missed) + 1):
            on = calendar.ago(0, max(day, 1))
            day -= every
            if place in missed:
                add_session(
                    sitting,
                    intervention,
                    on=on,
                    recorded=Recorded.AT_THE_TIME,
                    kind=run.kind,
                    module=run.module,
                    attended=Attended.NO,
                    absence=missed[place],
                )
                continue
            number += 1
            why, minutes = part.get(place, (None, run.minutes))
            add_session(
                sitting,
                intervention,
                on=on,
                recorded=Recorded.AT_THE_TIME,
                kind=run.kind,
                module=run.module,
                number=number,
                attended=Attended.PART if why else Attended.FULL,
                absence=why,
                minutes=minutes,
            )
        if run.done and run.module:
            mark_module(
                sitting, intervention, module=run.module, to=ModuleStanding.DONE, on=calendar.ago(0, max(day, 1))
            )
