"""Opens a form again that was typed and not saved."""

from registry.domain.dates import PartialDate
from registry.domain.errors import NotFound
from registry.services.participants import show_participant
from registry.services.register_sheets import open_sheet, open_sheet_again
from registry.services.reporting import plan_page
from registry.services.unsaved import Unsaved
from tui.screens.decision import DecisionScreen
from tui.screens.form_screen import FormScreen
from tui.screens.register import RegisterScreen
from tui.screens.session import SessionScreen
from tui.screens.voice import VoiceScreen
from tui.seat import Seat


async def reopened(seat: Seat, work: Unsaved) -> FormScreen:
    """Return the form, which brings back what was typed itself. Raises NotFound where its record is no longer there."""
    about = work.about
    if work.form == RegisterScreen.FORM:
        if "session" in about:
            return RegisterScreen(seat, await seat.ask(open_sheet_again, about["session"]))
        return RegisterScreen(seat, await seat.ask(open_sheet, about["group"], on=PartialDate.of(seat.sitting.today)))
    history = await seat.ask(show_participant, about.get("participant", ""))
    if work.form == SessionScreen.FORM:
        for course in history.work:
            if course.intervention.id == about.get("intervention"):
                return SessionScreen(seat, history.participant, course)
    if work.form == VoiceScreen.FORM:
        return VoiceScreen(seat, history.participant)
    if work.form == DecisionScreen.FORM:
        plan, _ = await seat.ask(plan_page, history.participant.id)
        return DecisionScreen(seat, history.participant, plan.line(about.get("line", "")))
    raise NotFound("What this form was about is no longer on record.", hint="F8 gives it up.")
