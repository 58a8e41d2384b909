"""Where somebody was when the screen locked, by ids alone: they come back there, and nothing of it stays open."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from registry.domain.errors import ThroughcareError
from registry.domain.participant import Participant
from registry.services.participants import show_participant
from tui.screens.form_screen import FormScreen
from tui.screens.intervention import InterventionScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.reopening import form_about
from tui.ways import WaysApp


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftPlace:
    """Who was there, the participant's and the course's ids, and the form with its own. No word of a record."""

    user: str
    participant: str = ""
    course: str = ""
    form: str = ""
    about: Mapping[str, str]


def place_left(user: str, screens: Sequence[Screen[Any]]) -> LeftPlace:
    """Return the place that these screens are, the lowest first."""
    participant = course = form = ""
    about: Mapping[str, str] = {}
    for each in screens:
        if isinstance(each, ParticipantScreen):
            participant = each.participant.id
        elif isinstance(each, InterventionScreen):
            course = each.course.intervention.id
        elif isinstance(each, FormScreen) and each.KEEPS:
            form, about = each.FORM, dict(each.about)
    return LeftPlace(user=user, participant=participant, course=course, form=form, about=about)


async def return_to(app: WaysApp, left: LeftPlace) -> None:
    """Open the place again, as far as whoever sits there now may read it; everything is read, and written, anew."""
    seat = app.seat
    if seat.sitting.user.name != left.user:
        return
    with contextlib.suppress(ThroughcareError):
        if left.participant:
            await _open_record(app, left)
        if left.form:
            await app.push_screen(await form_about(seat, left.form, left.about), app.came_back)


async def _open_record(app: WaysApp, left: LeftPlace) -> None:
    seat = app.seat
    history = await seat.ask(show_participant, left.participant)
    person: Participant = history.participant
    record = ParticipantScreen(seat, person)
    await app.push_screen(record)

    def seen(course: str | None) -> None:
        record.read(keep=course)

    for work in history.work:
        if work.intervention.id == left.course:
            await app.push_screen(InterventionScreen(seat, person, work), seen)
