"""The commands that have a form of their own among the screens: wherever one is asked for, that form opens."""

from collections.abc import Callable
from typing import Final

from registry.domain.history import Work
from registry.domain.participant import Participant
from tui.screens.assessment import AssessmentScreen
from tui.screens.break_glass import BreakGlassScreen
from tui.screens.card import CardScreen
from tui.screens.card_taking import CardTakingScreen
from tui.screens.close import CloseScreen
from tui.screens.commissioned import CommissionedScreen
from tui.screens.directory_install import DirectoryInstallScreen
from tui.screens.first_weeks import FirstWeeksScreen
from tui.screens.form_screen import FormScreen
from tui.screens.goal import GoalScreen
from tui.screens.goal_review import GoalReviewScreen
from tui.screens.importing import ImportHistoryScreen, ImportLogScreen
from tui.screens.issue import IssueScreen
from tui.screens.key_mark import KeyMarkScreen
from tui.screens.measure import MeasureScreen
from tui.screens.need import NeedScreen
from tui.screens.new_keys import NewKeysScreen
from tui.screens.new_participant import NewParticipantScreen
from tui.screens.open_group import OpenGroupScreen
from tui.screens.outcome import OutcomeScreen
from tui.screens.overlap import OverlapScreen
from tui.screens.path_screen import PathScreen
from tui.screens.placement import PlacementScreen
from tui.screens.placement_end import PlacementEndScreen
from tui.screens.product import ProductScreen
from tui.screens.progress import ProgressScreen
from tui.screens.record_forms import CourseForm
from tui.screens.refer import ReferScreen
from tui.screens.refresher import RefresherScreen
from tui.screens.refresher_answer import RefresherAnswerScreen
from tui.screens.reopening import form_about
from tui.screens.report import ReportScreen
from tui.screens.session import SessionScreen
from tui.screens.sharing import SharingScreen
from tui.screens.transfer import TransferScreen
from tui.screens.transfer_step import TransferStepScreen
from tui.screens.user_add import UserAddScreen
from tui.screens.voice import VoiceScreen
from tui.seat import Seat

OF_THE_UNIT: Final[dict[str, Callable[[Seat], FormScreen | PathScreen]]] = {
    "directory add": CardTakingScreen,
    "directory install": DirectoryInstallScreen,
    "directory mark": KeyMarkScreen,
    "group open": OpenGroupScreen,
    "import history": ImportHistoryScreen,
    "import log": ImportLogScreen,
    "key export": CardScreen,
    "key new-unit": NewKeysScreen,
    "key rekey": NewKeysScreen,
    "overlap add": OverlapScreen,
    "participant add": NewParticipantScreen,
    "participant break-glass": BreakGlassScreen,
    "user add": UserAddScreen,
}
OF_A_RECORD: Final[dict[str, type[FormScreen]]] = {
    "assessment add": AssessmentScreen,
    "measure add": MeasureScreen,
    "need add": NeedScreen,
    "intervention refer": ReferScreen,
    "participant first-two-weeks": FirstWeeksScreen,
    "participant sharing": SharingScreen,
    "placement add": PlacementScreen,
    "placement end": PlacementEndScreen,
    "refresher answer": RefresherAnswerScreen,
    "refresher ask": RefresherScreen,
    "report certificate": ReportScreen,
    "report clinical": ReportScreen,
    "report participant": ReportScreen,
    "summary issue": IssueScreen,
    "transfer open": TransferScreen,
    **dict.fromkeys(
        ("transfer refer", "transfer assess", "transfer accept", "transfer complete", "transfer end"),
        TransferStepScreen,
    ),
    "voice add": VoiceScreen,
}
OF_A_COURSE: Final[dict[str, type[CourseForm] | type[SessionScreen]]] = {
    "care-package add": CommissionedScreen,
    "care-package judge": OutcomeScreen,
    "goal add": GoalScreen,
    "goal review": GoalReviewScreen,
    "intervention close": CloseScreen,
    "product add": ProductScreen,
    "progress add": ProgressScreen,
    "session add": SessionScreen,
}


async def hand_made(
    seat: Seat, command: str, participant: Participant | None, course: Work | None
) -> FormScreen | PathScreen | None:
    """Return the form of this command about what stands below; None where it has none, or it is not said about whom.

    Raises NotFound, as a form does that is opened again.
    """
    if command in OF_THE_UNIT:
        return OF_THE_UNIT[command](seat)
    if participant is not None and command in OF_A_RECORD:
        return await form_about(seat, OF_A_RECORD[command].FORM, {"participant": participant.id})
    if participant is not None and course is not None and command in OF_A_COURSE:
        about = {"participant": participant.id, "intervention": course.intervention.id}
        return await form_about(seat, OF_A_COURSE[command].FORM, about)
    return None
