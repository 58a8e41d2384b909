"""Opens a form again that was typed and not saved."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol, TypeVar

from registry.cli.commands import command_named
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.group import Group
from registry.domain.history import History, Work
from registry.domain.participant import Participant
from registry.domain.plan import PlanLine
from registry.services.breaking_glass import list_break_glass
from registry.services.groups import list_groups, show_group
from registry.services.overlaps import list_overlaps
from registry.services.participants import show_participant
from registry.services.reading_copy import open_copy
from registry.services.register_sheets import open_sheet, open_sheet_again
from registry.services.reporting import plan_page
from registry.services.unsaved import Unsaved
from tui.plain.kept import PROMPTS
from tui.screens.answer import AnswerScreen
from tui.screens.assessment import AssessmentScreen
from tui.screens.card import CardScreen
from tui.screens.card_taking import CardTakingScreen
from tui.screens.close import CloseScreen
from tui.screens.command import CommandScreen, command_screen
from tui.screens.commissioned import CommissionedScreen
from tui.screens.contribution import ContributionScreen
from tui.screens.decision import DecisionScreen
from tui.screens.directory_install import DirectoryInstallScreen
from tui.screens.first_weeks import FirstWeeksScreen
from tui.screens.form_screen import FormScreen
from tui.screens.glass_form import GlassEndScreen, GlassForm, GlassReviewScreen
from tui.screens.goal import GoalScreen
from tui.screens.goal_review import GoalReviewScreen
from tui.screens.group_close import GroupCloseScreen
from tui.screens.group_leave import GroupLeaveScreen
from tui.screens.issue import IssueScreen
from tui.screens.join import JoinScreen
from tui.screens.key_mark import KeyMarkScreen
from tui.screens.measure import MeasureScreen
from tui.screens.need import NeedScreen
from tui.screens.new_participant import NewParticipantScreen
from tui.screens.open_group import OpenGroupScreen
from tui.screens.outcome import OutcomeScreen
from tui.screens.overlap import OverlapScreen
from tui.screens.placement import PlacementScreen
from tui.screens.placement_end import PlacementEndScreen
from tui.screens.product import ProductScreen
from tui.screens.progress import ProgressScreen
from tui.screens.record_writing import report_form, sharing_form
from tui.screens.refer import ReferScreen
from tui.screens.refresher import RefresherScreen
from tui.screens.refresher_answer import RefresherAnswerScreen
from tui.screens.register import RegisterScreen
from tui.screens.report import ReportScreen
from tui.screens.session import SessionScreen
from tui.screens.sharing import SharingScreen
from tui.screens.transfer import TransferScreen
from tui.screens.transfer_step import TransferStepScreen
from tui.screens.voice import VoiceScreen
from tui.screens.withdraw import WithdrawScreen
from tui.seat import Seat

GONE: Final = "What this form was about is no longer on record."


class _Recorded(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Recorded)

# What each kind of form needs besides the seat. A form that is kept stands in one of these.
OF_PARTICIPANT: Final[dict[str, Callable[[Seat, Participant], FormScreen]]] = {
    kind.FORM: kind
    for kind in (
        VoiceScreen,
        MeasureScreen,
        ReferScreen,
        IssueScreen,
        NeedScreen,
        PlacementScreen,
        PlacementEndScreen,
        AssessmentScreen,
        RefresherAnswerScreen,
        RefresherScreen,
        TransferScreen,
        TransferStepScreen,
    )
}
OF_COURSE: Final[dict[str, Callable[[Seat, Participant, Work], FormScreen]]] = {
    kind.FORM: kind
    for kind in (
        SessionScreen,
        CloseScreen,
        GoalScreen,
        GoalReviewScreen,
        ProgressScreen,
        ProductScreen,
        CommissionedScreen,
        OutcomeScreen,
    )
}
OF_LINE: Final[dict[str, Callable[[Seat, Participant, PlanLine], FormScreen]]] = {
    kind.FORM: kind for kind in (DecisionScreen, AnswerScreen)
}
OF_THE_UNIT: Final[dict[str, Callable[[Seat], FormScreen]]] = {
    kind.FORM: kind
    for kind in (
        ContributionScreen,
        OverlapScreen,
        OpenGroupScreen,
        NewParticipantScreen,
        DirectoryInstallScreen,
        CardScreen,
        CardTakingScreen,
        KeyMarkScreen,
    )
}
OF_HISTORY: Final[dict[str, Callable[[Seat, History], FormScreen]]] = {
    FirstWeeksScreen.FORM: lambda seat, history: FirstWeeksScreen(
        seat, history.participant, history.first_two_weeks, history.weeks_from
    ),
    SharingScreen.FORM: sharing_form,
    ReportScreen.FORM: report_form,
}
OF_GROUP: Final[dict[str, Callable[[Seat, Group], FormScreen]]] = {
    kind.FORM: kind for kind in (JoinScreen, GroupCloseScreen)
}
OF_USE: Final[dict[str, type[GlassForm]]] = {kind.FORM: kind for kind in (GlassReviewScreen, GlassEndScreen)}
OF_THEIR_OWN: Final = (RegisterScreen.FORM, GroupLeaveScreen.FORM, WithdrawScreen.FORM, CommandScreen.FORM)


async def reopened(seat: Seat, work: Unsaved) -> FormScreen:
    """Return the form, which brings back what was typed itself. Raises NotFound where its record is no longer there."""
    return await form_about(seat, work.form, work.about)


async def form_about(seat: Seat, form: str, about: Mapping[str, str]) -> FormScreen:
    """Return the form of this name about these ids. Raises NotFound where one of them is not, or no longer, there, and
    NotAllowed for what only the prompts ask.
    """
    if form == PROMPTS:
        raise NotAllowed("This was typed at the prompts, and goes on there.", hint="F8 gives it up.")
    if form in OF_THE_UNIT:
        return OF_THE_UNIT[form](seat)
    if form == WithdrawScreen.FORM:
        judged = await seat.ask(list_overlaps)
        return WithdrawScreen(seat, _one(judged, about.get("overlap", "")))
    if form in OF_USE:
        return OF_USE[form](seat, _one(await seat.ask(list_break_glass), about.get("use", "")))
    if form == CommandScreen.FORM:
        whose = about.get("participant")
        person = (await seat.ask(show_participant, whose)).participant if whose else None
        return await command_screen(seat, command_named(about.get("command", "")), person)
    if form in OF_GROUP:
        return OF_GROUP[form](seat, _one(await seat.ask(list_groups), about.get("group", "")))
    if form == GroupLeaveScreen.FORM:
        return GroupLeaveScreen(seat, await seat.ask(show_group, about.get("group", "")))
    if form == RegisterScreen.FORM:
        if "session" in about:
            return RegisterScreen(seat, await seat.ask(open_sheet_again, about["session"]))
        return RegisterScreen(seat, await seat.ask(open_sheet, about["group"], on=PartialDate.of(seat.sitting.today)))
    history = await seat.ask(show_participant, about.get("participant", ""))
    participant = history.participant
    if form == ReportScreen.FORM and "document" in about:
        copy = await seat.ask(open_copy, about["document"])
        return ReportScreen(seat, participant, document=copy.id, title=copy.title)
    if form in OF_HISTORY:
        return OF_HISTORY[form](seat, history)
    if form in OF_PARTICIPANT:
        return OF_PARTICIPANT[form](seat, participant)
    if form in OF_COURSE:
        for course in history.work:
            if course.intervention.id == about.get("intervention"):
                return OF_COURSE[form](seat, participant, course)
    if form in OF_LINE:
        plan, _ = await seat.ask(plan_page, participant.id)
        return OF_LINE[form](seat, participant, plan.line(about.get("line", "")))
    raise NotFound(GONE, hint="F8 gives it up.")


def _one(found: Sequence[R], wanted: str) -> R:
    for one in found:
        if one.id == wanted:
            return one
    raise NotFound(GONE, hint="F8 gives it up.")
