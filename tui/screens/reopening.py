"""Opens a form again that was typed and not saved."""

from collections.abc import Callable
from typing import Final

from registry.domain.dates import PartialDate
from registry.domain.errors import NotFound
from registry.domain.history import Work
from registry.domain.participant import Participant
from registry.domain.plan import PlanLine
from registry.services.participants import show_participant
from registry.services.register_sheets import open_sheet, open_sheet_again
from registry.services.reporting import plan_page
from registry.services.unsaved import Unsaved
from tui.screens.answer import AnswerScreen
from tui.screens.close import CloseScreen
from tui.screens.decision import DecisionScreen
from tui.screens.first_weeks import FirstWeeksScreen
from tui.screens.form_screen import FormScreen
from tui.screens.issue import IssueScreen
from tui.screens.measure import MeasureScreen
from tui.screens.overlap import OverlapScreen
from tui.screens.refer import ReferScreen
from tui.screens.register import RegisterScreen
from tui.screens.session import SessionScreen
from tui.screens.voice import VoiceScreen
from tui.seat import Seat

# What each kind of form needs besides the seat. A form that is kept stands in one of these.
OF_PARTICIPANT: Final[dict[str, Callable[[Seat, Participant], FormScreen]]] = {
    kind.FORM: kind for kind in (VoiceScreen, MeasureScreen, ReferScreen, IssueScreen)
}
OF_COURSE: Final[dict[str, Callable[[Seat, Participant, Work], FormScreen]]] = {
    kind.FORM: kind for kind in (SessionScreen, CloseScreen)
}
OF_LINE: Final[dict[str, Callable[[Seat, Participant, PlanLine], FormScreen]]] = {
    kind.FORM: kind for kind in (DecisionScreen, AnswerScreen)
}
OF_THEIR_OWN: Final = (RegisterScreen.FORM, OverlapScreen.FORM, FirstWeeksScreen.FORM)


async def reopened(seat: Seat, work: Unsaved) -> FormScreen:
    """Return the form, which brings back what was typed itself. Raises NotFound where its record is no longer there."""
    about = work.about
    if work.form == OverlapScreen.FORM:
        return OverlapScreen(seat)
    if work.form == RegisterScreen.FORM:
        if "session" in about:
            return RegisterScreen(seat, await seat.ask(open_sheet_again, about["session"]))
        return RegisterScreen(seat, await seat.ask(open_sheet, about["group"], on=PartialDate.of(seat.sitting.today)))
    history = await seat.ask(show_participant, about.get("participant", ""))
    participant = history.participant
    if work.form == FirstWeeksScreen.FORM:
        return FirstWeeksScreen(seat, participant, history.first_two_weeks)
    if work.form in OF_PARTICIPANT:
        return OF_PARTICIPANT[work.form](seat, participant)
    if work.form in OF_COURSE:
        for course in history.work:
            if course.intervention.id == about.get("intervention"):
                return OF_COURSE[work.form](seat, participant, course)
    if work.form in OF_LINE:
        plan, _ = await seat.ask(plan_page, participant.id)
        return OF_LINE[work.form](seat, participant, plan.line(about.get("line", "")))
    raise NotFound("What this form was about is no longer on record.", hint="F8 gives it up.")
