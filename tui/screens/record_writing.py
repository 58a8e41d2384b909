"""What can be written into a participant's record beside their treatment: a letter, a name and a form each."""

from collections.abc import Callable
from dataclasses import dataclass

from registry.domain.history import History
from tui.screens.assessment import AssessmentScreen
from tui.screens.form_screen import FormScreen
from tui.screens.need import NeedScreen
from tui.screens.placement import PlacementScreen
from tui.screens.placement_end import PlacementEndScreen
from tui.screens.record_forms import ParticipantForm
from tui.screens.refresher import RefresherScreen
from tui.screens.refresher_answer import RefresherAnswerScreen
from tui.screens.report import ReportScreen
from tui.screens.sharing import SharingScreen
from tui.screens.transfer import TransferScreen
from tui.screens.transfer_step import TransferStepScreen
from tui.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The letter that opens a form, its name, what is written there, and which command writes the same."""

    letter: str
    name: str
    what: str
    command: str
    form: Callable[[Seat, History], FormScreen]


def sharing_form(seat: Seat, history: History) -> SharingScreen:
    """Return the form of consent and sharing, with what is on record."""
    return SharingScreen(seat, history.participant, history.sharing)


def _writing(letter: str, name: str, what: str, command: str, kind: type[ParticipantForm]) -> Writing:
    def form(seat: Seat, history: History) -> ParticipantForm:
        return kind(seat, history.participant)

    return Writing(letter=letter, name=name, what=what, command=command, form=form)


def report_form(seat: Seat, history: History) -> ReportScreen:
    """Return the form of a report from the record."""
    return ReportScreen(seat, history.participant, history.work)


WRITINGS = (
    _writing("n", "Need", "how it stands; what they choose", "need add", NeedScreen),
    _writing("b", "A placement begins", "where, from when, under which law", "placement add", PlacementScreen),
    _writing("e", "The placement ends", "the last day here", "placement end", PlacementEndScreen),
    _writing("a", "Assessment", "tool, judgements in words, who and when", "assessment add", AssessmentScreen),
    Writing(
        letter="c",
        name="Consent, sharing",
        what="the four facts, each by itself",
        command="participant sharing",
        form=sharing_form,
    ),
    _writing("r", "Refresher", "they ask to go over something again", "refresher ask", RefresherScreen),
    _writing("g", "Answer a refresher", "given, or refused and why", "refresher answer", RefresherAnswerScreen),
    _writing("t", "Transfer begins", "to or from this unit", "transfer open", TransferScreen),
    _writing("s", "Transfer step", "referred, assessed, accepted, moved", "transfer refer", TransferStepScreen),
    Writing(
        letter="p",
        name="Print a report",
        what="for a team, their own copy, a certificate",
        command="report participant",
        form=report_form,
    ),
)
