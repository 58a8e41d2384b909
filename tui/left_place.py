"""Where somebody was when the screen locked, by ids alone: they come back there, and nothing of it stays open."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial
from typing import Any

from textual.screen import Screen

from registry.domain.errors import ThroughcareError
from registry.domain.history import History
from registry.services.participants import show_participant
from tui.messages import FormLeft
from tui.screens.form_screen import FormScreen
from tui.screens.intervention import InterventionScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.places import PLACES
from tui.screens.reopening import form_about
from tui.screens.summary import SummaryScreen
from tui.ways import WaysApp


class Kind(Enum):
    """What stood open."""

    PLACE = auto()
    RECORD = auto()
    COURSE = auto()
    SUMMARY = auto()
    FORM = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen on the way: its kind, and its place's name, its id or its form's name with what it is `about`."""

    kind: Kind
    name: str
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftPlace:
    """Who was there, and the way there, the lowest screen first. No word of a record."""

    user: str
    way: tuple[Step, ...] = ()


def place_left(user: str, screens: Sequence[Screen[Any]]) -> LeftPlace:
    """Return the place that these screens are, the lowest first. What signs is left out: it begins anew, and empty."""
    return LeftPlace(user=user, way=tuple(step for each in screens for step in _steps(each)))


def _steps(screen: Screen[Any]) -> Iterator[Step]:
    if isinstance(screen, ParticipantScreen):
        yield Step(kind=Kind.RECORD, name=screen.participant.id, about={"pane": screen.pane})
    elif isinstance(screen, InterventionScreen):
        yield Step(kind=Kind.COURSE, name=screen.course.intervention.id)
    elif isinstance(screen, SummaryScreen):
        yield Step(kind=Kind.SUMMARY, name=screen.document)
    elif isinstance(screen, FormScreen):
        if screen.KEEPS:
            yield Step(kind=Kind.FORM, name=screen.FORM, about=dict(screen.about))
    else:
        yield from (Step(kind=Kind.PLACE, name=one.name) for one in PLACES if one.screen is type(screen))


async def return_to(app: WaysApp, left: LeftPlace) -> None:
    """Open the place again, as far as whoever sits there now may read it; everything is read, and written, anew."""
    if app.seat.sitting.user.name != left.user:
        return
    history: History | None = None
    with contextlib.suppress(ThroughcareError):
        for step in left.way:
            if step.kind is Kind.RECORD:
                history = await app.seat.ask(show_participant, step.name)
                await app.push_screen(ParticipantScreen(app.seat, history.participant, opens=step.about["pane"]))
            elif step.kind is Kind.COURSE and history is not None:
                await _open_course(app, history, step.name)
            elif step.kind is Kind.SUMMARY:
                await app.push_screen(SummaryScreen(app.seat, step.name))
            elif step.kind is Kind.FORM:
                form = await form_about(app.seat, step.name, step.about)
                await app.push_screen(form, partial(_left, app, form))
            elif step.kind is Kind.PLACE:
                place = next(one for one in PLACES if one.name == step.name)
                await app.push_screen(place.screen(app.seat), app.came_back)


def _left(app: WaysApp, form: FormScreen, made: object) -> None:
    app.post_message(FormLeft(form, made))


async def _open_course(app: WaysApp, history: History, course: str) -> None:
    record = app.screen

    def seen(changed: str | None) -> None:
        if isinstance(record, ParticipantScreen):
            record.read(keep=changed)

    for work in history.work:
        if work.intervention.id == course:
            await app.push_screen(InterventionScreen(app.seat, history.participant, work), seen)
