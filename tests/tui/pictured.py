"""Which picture is of which screen: every screen and dialogue there is has one, or says here why not."""

from typing import Any, Final

from textual.screen import Screen

from tui.screens.answer import AnswerScreen
from tui.screens.approve import ApproveScreen
from tui.screens.arrival import ArrivalScreen
from tui.screens.asked import AskedScreen
from tui.screens.audit import AuditScreen
from tui.screens.catalogue import CatalogueScreen
from tui.screens.close import CloseScreen
from tui.screens.command import CommandScreen
from tui.screens.command_answer import CommandAnswerScreen
from tui.screens.commands import CommandsScreen
from tui.screens.compare import CompareScreen
from tui.screens.decision import DecisionScreen
from tui.screens.directory import DirectoryScreen
from tui.screens.first_weeks import FirstWeeksScreen
from tui.screens.folder_work import BackupScreen, ReceiveFolderScreen, VerifyFolderScreen
from tui.screens.groups import GroupsScreen
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.issue import IssueScreen
from tui.screens.join import JoinScreen
from tui.screens.long_work import LongWorkScreen
from tui.screens.match import MatchScreen
from tui.screens.measure import MeasureScreen
from tui.screens.meetings import MeetingsScreen
from tui.screens.new_participant import NewParticipantScreen
from tui.screens.open_group import OpenGroupScreen
from tui.screens.overlap import OverlapScreen
from tui.screens.overlaps import OverlapsScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.places import PlacesScreen
from tui.screens.programme import ProgrammeScreen
from tui.screens.receive import ReceiveScreen
from tui.screens.refer import ReferScreen
from tui.screens.register import RegisterScreen
from tui.screens.register_notes import NotesScreen
from tui.screens.release import ReleaseScreen
from tui.screens.session import SessionScreen
from tui.screens.settings import SettingsScreen
from tui.screens.summaries import SummariesScreen
from tui.screens.summary import SummaryScreen
from tui.screens.take_in import TakeInScreen
from tui.screens.trouble import TroubleScreen
from tui.screens.undo import UndoScreen
from tui.screens.unlock import UnlockScreen
from tui.screens.users import UsersScreen
from tui.screens.voice import VoiceScreen
from tui.screens.withdraw import WithdrawScreen
from tui.widgets.modal import Told

PICTURED: Final[dict[str, type[Screen[Any]]]] = {
    "answer": AnswerScreen,
    "approve": ApproveScreen,
    "arrival": ArrivalScreen,
    "asked": AskedScreen,
    "backup": BackupScreen,
    "catalogue": CatalogueScreen,
    "close": CloseScreen,
    "command": CommandScreen,
    "command-answer": CommandAnswerScreen,
    "commands": CommandsScreen,
    "compare": CompareScreen,
    "decision": DecisionScreen,
    "directory": DirectoryScreen,
    "first-weeks": FirstWeeksScreen,
    "groups": GroupsScreen,
    "help": HelpScreen,
    "home": HomeScreen,
    "issue": IssueScreen,
    "join": JoinScreen,
    "long-work": LongWorkScreen,
    "match": MatchScreen,
    "measure": MeasureScreen,
    "meetings": MeetingsScreen,
    "new-participant": NewParticipantScreen,
    "notes": NotesScreen,
    "nothing-to-undo": Told,
    "open-group": OpenGroupScreen,
    "overlap": OverlapScreen,
    "overlaps": OverlapsScreen,
    "participant": ParticipantScreen,
    "places": PlacesScreen,
    "programme": ProgrammeScreen,
    "receive": ReceiveScreen,
    "receive-folder": ReceiveFolderScreen,
    "refer": ReferScreen,
    "register": RegisterScreen,
    "release": ReleaseScreen,
    "session": SessionScreen,
    "settings": SettingsScreen,
    "summaries": SummariesScreen,
    "summary": SummaryScreen,
    "trouble": TroubleScreen,
    "undo": UndoScreen,
    "unlock": UnlockScreen,
    "users": UsersScreen,
    "verify-folder": VerifyFolderScreen,
    "voice": VoiceScreen,
    "withdraw": WithdrawScreen,
}
WITHOUT: Final[dict[type[Screen[Any]], str]] = {
    AuditScreen: "its rows are whatever ran before; walked beside an administrator's screens",
    TakeInScreen: "the fields of every form that is signed, and no more; walked in test_receive",
}
