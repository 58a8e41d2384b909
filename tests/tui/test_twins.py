"""Every screen has its twin among the prompts, or says here why it needs none."""

from collections.abc import Iterable
from typing import Any, Final

from textual.screen import Screen

from registry.cli.commands import command_named
from tests.tui.test_rules import OURS, kinds
from tui.plain import catalogue, group, issue, menu, participant, receive, register, signing, summary, talk, tasks
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
from tui.widgets.modal import Dialogue, Told

# What a menu offers is a function of the prompts, or the name of a command that one of its menus holds.
TWINS: Final[dict[type[Screen[Any]], object]] = {
    AnswerScreen: "plan answer",
    ApproveScreen: summary.summaries,
    ArrivalScreen: receive.receive,
    AskedScreen: talk.Talk.ask,
    AssessmentScreen: "assessment add",
    AuditScreen: "audit show",
    BackupScreen: "backup create",
    BreakGlassScreen: "participant break-glass",
    CardScreen: "key export",
    CatalogueScreen: "catalogue search",
    CloseScreen: participant.close_course,
    CommandScreen: tasks.ask_and_run,
    ContributionScreen: "voice add",
    CommandsScreen: tasks.any_command,
    CommissionedScreen: "care-package add",
    CompareScreen: catalogue.compare,
    DecisionScreen: participant.decide_plan,
    DirectoryInstallScreen: "directory install",
    DirectoryScreen: "directory show",
    FirstWeeksScreen: "participant first-two-weeks",
    GoalReviewScreen: "goal review",
    GoalScreen: "goal add",
    GroupCloseScreen: "group close",
    GroupLeaveScreen: "group remove",
    GroupsScreen: "group list",
    HomeScreen: menu.what_waits,
    ImportHistoryScreen: "import history",
    ImportLogScreen: "import log",
    InterventionScreen: "intervention show",
    IssueScreen: issue.write_summary,
    JoinScreen: group.join,
    MatchScreen: receive.receive,
    MeasureScreen: "measure add",
    MeetingsScreen: "session amend",
    NeedScreen: "need add",
    NewParticipantScreen: "participant add",
    OpenGroupScreen: "group open",
    OutcomeScreen: "care-package judge",
    OverlapScreen: "overlap add",
    OverlapsScreen: "overlap list",
    ParticipantScreen: participant.one_participant,
    PlacementEndScreen: "placement end",
    PlacementScreen: "placement add",
    ProductScreen: "product add",
    ProgrammeScreen: "catalogue show",
    ProgressScreen: "progress add",
    ReceiveFolderScreen: "summary receive",
    ReceiveScreen: receive.receive,
    ReferScreen: participant.begin_course,
    RefresherAnswerScreen: "refresher answer",
    RefresherScreen: "refresher ask",
    CardTakingScreen: "directory add",
    KeyMarkScreen: "directory mark",
    GlassesScreen: "audit break-glass",
    GlassReviewScreen: "audit review",
    GlassEndScreen: "audit break-glass end",
    RegisterScreen: register.register,
    ReleaseScreen: summary.summaries,
    ReleaseWithdrawalScreen: "summary release",
    ReportScreen: "report participant",
    SessionScreen: participant.log_session,
    SharingScreen: "participant sharing",
    SummariesScreen: summary.summaries,
    SummaryScreen: summary.summaries,
    TakeInScreen: signing.signed,
    TransferScreen: "transfer open",
    TransferStepScreen: "transfer accept",
    UndoScreen: "error mark",
    UnlockScreen: menu.run_plain,
    UserAddScreen: "user add",
    UsersScreen: "user list",
    VerifyFolderScreen: "verify",
    VoiceScreen: participant.add_words,
    WithdrawScreen: "overlap withdraw",
    WithdrawSummaryScreen: "summary withdraw",
}
WITHOUT: Final[dict[type[Screen[Any]], str]] = {
    CommandAnswerScreen: "what a command says is simply said",
    HelpScreen: "each prompt says what it wants",
    Letters: "a menu of the prompts has numbers",
    LongWorkScreen: "what is done is said line by line",
    NewKeysScreen: "it needs the home to itself; the prompts say how it is typed",
    NotesScreen: "the register says the notes itself",
    PlacesScreen: "the first menu",
    RowsScreen: "the command says every row",
    SettingsScreen: "whose home it is stands first; there are no colours",
    Told: "a refusal is said in two lines",
    TroubleScreen: "an error ends the prompts as it ends a command",
    UserCloseScreen: "it needs the home to itself; the prompts say how it is typed",
    UserRolesScreen: "it needs the home to itself; the prompts say how it is typed",
}


def offered_by_menus() -> set[str]:
    def names(task: object) -> Iterable[str]:
        return getattr(task, "keywords", {}).get("names", ())

    of_a_record = [name for _, several in tasks.OF_A_RECORD for name in several]
    return {*of_a_record, *tasks.CONTRIBUTES, *(name for task, _ in tasks.OF_THE_UNIT for name in names(task))}


def test_every_screen_has_its_twin() -> None:
    dialogues = {one for one in kinds(Dialogue) if one.__module__.startswith("tui.")}
    assert {*TWINS, *WITHOUT} == {*OURS, *dialogues}
    assert not {*TWINS} & {*WITHOUT}


def test_every_twin_that_is_a_command_stands_in_a_menu() -> None:
    named = {twin for twin in TWINS.values() if isinstance(twin, str)}
    assert named <= offered_by_menus()


def test_every_command_of_a_menu_is_one_and_can_run_there() -> None:
    for name in offered_by_menus():
        assert not command_named(name).only_typed, name
