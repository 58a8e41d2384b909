"""Which picture is of which screen: every screen and dialogue there is has one, or says here why not."""

from typing import Any, Final

from textual.screen import Screen

from tui.screens.answer import AnswerScreen
from tui.screens.approve import ApproveScreen
from tui.screens.arrival import ArrivalScreen
from tui.screens.asked import AskedScreen
from tui.screens.assessment import AssessmentScreen
from tui.screens.audit import AuditScreen
from tui.screens.break_glass import BreakGlassScreen
from tui.screens.card import CardScreen
from tui.screens.card_taking import CardTakingScreen
from tui.screens.catalogue import CatalogueScreen
from tui.screens.close import CloseScreen
from tui.screens.command import CommandScreen
from tui.screens.command_answer import CommandAnswerScreen
from tui.screens.commands import CommandsScreen
from tui.screens.commissioned import CommissionedScreen
from tui.screens.compare import CompareScreen
from tui.screens.contribution import ContributionScreen
from tui.screens.decision import DecisionScreen
from tui.screens.directory import DirectoryScreen
from tui.screens.directory_install import DirectoryInstallScreen
from tui.screens.first_weeks import FirstWeeksScreen
from tui.screens.folder_work import BackupScreen, ReceiveFolderScreen, VerifyFolderScreen
from tui.screens.glass_form import GlassEndScreen, GlassReviewScreen
from tui.screens.glasses import GlassesScreen
from tui.screens.goal import GoalScreen
from tui.screens.goal_review import GoalReviewScreen
from tui.screens.group_close import GroupCloseScreen
from tui.screens.group_leave import GroupLeaveScreen
from tui.screens.groups import GroupsScreen
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.importing import ImportHistoryScreen, ImportLogScreen, RowsScreen
from tui.screens.intervention import InterventionScreen
from tui.screens.issue import IssueScreen
from tui.screens.join import JoinScreen
from tui.screens.key_mark import KeyMarkScreen
from tui.screens.long_work import LongWorkScreen
from tui.screens.match import MatchScreen
from tui.screens.measure import MeasureScreen
from tui.screens.meetings import MeetingsScreen
from tui.screens.need import NeedScreen
from tui.screens.new_keys import NewKeysScreen
from tui.screens.new_participant import NewParticipantScreen
from tui.screens.open_group import OpenGroupScreen
from tui.screens.outcome import OutcomeScreen
from tui.screens.overlap import OverlapScreen
from tui.screens.overlaps import OverlapsScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.placement import PlacementScreen
from tui.screens.placement_end import PlacementEndScreen
from tui.screens.places import PlacesScreen
from tui.screens.product import ProductScreen
from tui.screens.programme import ProgrammeScreen
from tui.screens.progress import ProgressScreen
from tui.screens.receive import ReceiveScreen
from tui.screens.refer import ReferScreen
from tui.screens.refresher import RefresherScreen
from tui.screens.refresher_answer import RefresherAnswerScreen
from tui.screens.register import RegisterScreen
from tui.screens.register_notes import NotesScreen
from tui.screens.release import ReleaseScreen
from tui.screens.release_withdrawal import ReleaseWithdrawalScreen
from tui.screens.report import ReportScreen
from tui.screens.session import SessionScreen
from tui.screens.settings import SettingsScreen
from tui.screens.sharing import SharingScreen
from tui.screens.summaries import SummariesScreen
from tui.screens.summary import SummaryScreen
from tui.screens.take_in import TakeInScreen
from tui.screens.transfer import TransferScreen
from tui.screens.transfer_step import TransferStepScreen
from tui.screens.trouble import TroubleScreen
from tui.screens.undo import UndoScreen
from tui.screens.unlock import UnlockScreen
from tui.screens.user_add import UserAddScreen
from tui.screens.user_close import UserCloseScreen
from tui.screens.user_roles import UserRolesScreen
from tui.screens.users import UsersScreen
from tui.screens.voice import VoiceScreen
from tui.screens.withdraw import WithdrawScreen
from tui.screens.withdraw_summary import WithdrawSummaryScreen
from tui.widgets.letters import Letters
from tui.widgets.modal import Told

PICTURED: Final[dict[str, type[Screen[Any]]]] = {
    "answer": AnswerScreen,
    "approve": ApproveScreen,
    "arrival": ArrivalScreen,
    "asked": AskedScreen,
    "assessment": AssessmentScreen,
    "backup": BackupScreen,
    "break-glass": BreakGlassScreen,
    "card": CardScreen,
    "card-taking": CardTakingScreen,
    "catalogue": CatalogueScreen,
    "close": CloseScreen,
    "command": CommandScreen,
    "command-answer": CommandAnswerScreen,
    "commands": CommandsScreen,
    "commissioned": CommissionedScreen,
    "compare": CompareScreen,
    "contribution": ContributionScreen,
    "decision": DecisionScreen,
    "directory": DirectoryScreen,
    "directory-install": DirectoryInstallScreen,
    "first-weeks": FirstWeeksScreen,
    "glass-end": GlassEndScreen,
    "glass-review": GlassReviewScreen,
    "glasses": GlassesScreen,
    "goal": GoalScreen,
    "goal-review": GoalReviewScreen,
    "group-close": GroupCloseScreen,
    "group-leave": GroupLeaveScreen,
    "groups": GroupsScreen,
    "help": HelpScreen,
    "home": HomeScreen,
    "import-history": ImportHistoryScreen,
    "import-log": ImportLogScreen,
    "import-rows": RowsScreen,
    "intervention": InterventionScreen,
    "issue": IssueScreen,
    "join": JoinScreen,
    "key-mark": KeyMarkScreen,
    "long-work": LongWorkScreen,
    "match": MatchScreen,
    "measure": MeasureScreen,
    "meetings": MeetingsScreen,
    "need": NeedScreen,
    "new-keys": NewKeysScreen,
    "new-participant": NewParticipantScreen,
    "notes": NotesScreen,
    "nothing-to-undo": Told,
    "open-group": OpenGroupScreen,
    "outcome": OutcomeScreen,
    "overlap": OverlapScreen,
    "overlaps": OverlapsScreen,
    "participant": ParticipantScreen,
    "placement": PlacementScreen,
    "placement-end": PlacementEndScreen,
    "places": PlacesScreen,
    "product": ProductScreen,
    "programme": ProgrammeScreen,
    "progress": ProgressScreen,
    "receive": ReceiveScreen,
    "receive-folder": ReceiveFolderScreen,
    "refer": ReferScreen,
    "refresher-answer": RefresherAnswerScreen,
    "refresher": RefresherScreen,
    "register": RegisterScreen,
    "release": ReleaseScreen,
    "release-withdrawal": ReleaseWithdrawalScreen,
    "report": ReportScreen,
    "session": SessionScreen,
    "settings": SettingsScreen,
    "sharing": SharingScreen,
    "summaries": SummariesScreen,
    "summary": SummaryScreen,
    "transfer": TransferScreen,
    "transfer-step": TransferStepScreen,
    "trouble": TroubleScreen,
    "undo": UndoScreen,
    "unlock": UnlockScreen,
    "user-add": UserAddScreen,
    "user-close": UserCloseScreen,
    "user-roles": UserRolesScreen,
    "users": UsersScreen,
    "verify-folder": VerifyFolderScreen,
    "voice": VoiceScreen,
    "withdraw": WithdrawScreen,
    "withdraw-summary": WithdrawSummaryScreen,
    "writing": Letters,
}
WITHOUT: Final[dict[type[Screen[Any]], str]] = {
    AuditScreen: "its rows are whatever ran before; walked beside an administrator's screens",
    TakeInScreen: "the fields of every form that is signed, and no more; walked in test_receive",
}
