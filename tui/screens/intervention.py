"""One course of treatment: where it stands, and what grows along it."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from registry.domain.history import Origin, Work
from registry.domain.participant import Participant
from registry.services.participants import show_participant
from tui.last_act import logged_session
from tui.messages import SessionSaved
from tui.screens.close import CloseScreen
from tui.screens.commissioned import CommissionedScreen
from tui.screens.framed import ALWAYS
from tui.screens.goal import GoalScreen
from tui.screens.goal_review import GoalReviewScreen
from tui.screens.outcome import OutcomeScreen
from tui.screens.product import ProductScreen
from tui.screens.progress import ProgressScreen
from tui.screens.record_forms import CourseForm
from tui.screens.session import SessionScreen
from tui.screens.session_noted import COPIES, SessionNoted
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.quiet_line import QuietLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.top_line import TopLine
from tui.widgets.work_words import takes_sessions, why_no_session, work_detail

REVIEW = ("v", "Review")
NOT_RUNNING = (("g", "Goal"), REVIEW, ("p", "Progress"), ("d", "Product"), ("Esc", "Back"), ("F1", "All keys"))
NOT_OURS = (("↑ ↓", "Scroll"), *ALWAYS)
FORMS: dict[str, type[CourseForm]] = {
    kind.FORM: kind
    for kind in (GoalScreen, GoalReviewScreen, ProgressScreen, ProductScreen, CommissionedScreen, OutcomeScreen)
}


class InterventionScreen(SessionNoted):
    """Everything on record of it; a letter adds to it, and what was added stands here afterwards."""

    HELP = (
        "One course of treatment with everything on record of it. s logs a session, p adds a progress note, g a goal "
        "that was agreed, v reviews one with the participant's own answer, d adds a product of the work, m what it was "
        "commissioned for, j judges that. c closes the course. What came in a summary is read here and never edited."
    )
    KEYS = (("s", "Session"), ("p", "Progress"), ("g", "Goal"), ("c", "Close"), ("Esc", "Back"), ("F1", "All keys"))
    DOES = MappingProxyType(
        {
            "write('goal')": "goal add",
            "review": "goal review",
            "write('progress')": "progress add",
            "write('product')": "product add",
            "write('commissioned outcome')": "care-package add",
            "judge": "care-package judge",
            "log_session": "session add",
            "close": "intervention close",
        }
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "log_session", "Log a session"),
        Binding("p", "write('progress')", "Add a progress note"),
        Binding("g", "write('goal')", "Add a goal"),
        Binding("v", "review", "Review a goal"),
        Binding("d", "write('product')", "Add a product of the work"),
        Binding("m", "write('commissioned outcome')", "Add what the course was commissioned for"),
        Binding("j", "judge", "Judge what the course was commissioned for"),
        Binding("c", "close", "Close the course"),
        Binding("r", "read_again", "Read the record again", show=False),
        Binding("escape,q", "back", "Back"),
    ]
    DEFAULT_CSS = "InterventionScreen ReadingPane { margin: 1 0 0 0; }"

    def __init__(self, seat: Seat, participant: Participant, course: Work) -> None:
        super().__init__(seat)
        self.participant = participant
        self.course = course

    def compose(self) -> ComposeResult:
        """The home, the banner, the course."""
        yield TopLine(self.seat)
        yield Banner(self.participant, self.seat.sitting.today)
        yield ReadingPane()
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Show it as it was read."""
        self.query_one(ReadingPane).focus()
        self._show()

    def _show(self) -> None:
        self.query_one(ReadingPane).read(work_detail(self.course, self.seat.sitting.needs))
        self.name_keys(self._keys())

    def _keys(self) -> Sequence[tuple[str, str]]:
        """What is done most with this course: along one that runs, afterwards, or with another unit's, nothing."""
        if self.course.source.origin is Origin.IMPORTED:
            return NOT_OURS
        if takes_sessions(self.course):
            return self.KEYS
        goals = self.course.intervention.goals
        return NOT_RUNNING if goals else [each for each in NOT_RUNNING if each != REVIEW]

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self, note: str = "", logged: SessionSaved | None = None) -> None:
        """Read it as it is now; `note` is said when it is shown. A session that was just `logged` can be undone."""
        history = await self.seat.ask(show_participant, self.participant.id)
        if logged is not None:
            self.seat.last_act = logged_session([self.course], history.work, logged)
        self.course = next(
            (one for one in history.work if one.intervention.id == self.course.intervention.id), self.course
        )
        self._show()
        self.say(note)

    def why_not(self, action: str) -> str:
        """Nothing is written into another unit's course; a session, and closing, want one that is going on."""
        origin, of = self.course.source.origin, self.course.intervention
        if action in self.DOES and origin is Origin.IMPORTED:
            return f"{self.course.source.issuer} wrote this; what came in a summary is never edited here."
        if action in ("log_session", "close") and not takes_sessions(self.course):
            return why_no_session(self.course)
        if action == "review" and not of.goals:
            return "There is no goal yet: g adds one."
        if action == "judge" and not of.care_package:
            return "It is not on record what this was commissioned for: m adds it."
        return super().why_not(action)

    def action_read_again(self) -> None:
        """Read what others may have written meanwhile."""
        self.read("Read again.")

    def action_write(self, form: str) -> None:
        """Open one of the forms that add to this course."""
        self._open_form(f"write('{form}')", FORMS[form])

    def action_review(self) -> None:
        """Review a goal, where there is one."""
        self._open_form("review", GoalReviewScreen)

    def action_judge(self) -> None:
        """Judge what it was commissioned for, where that is on record."""
        self._open_form("judge", OutcomeScreen)

    def action_log_session(self) -> None:
        """Log a session, where it takes one."""
        if not self._refused("log_session"):
            self.app.push_screen(SessionScreen(self.seat, self.participant, self.course), self._logged)

    def action_close(self) -> None:
        """Close the course, where it is going on."""
        if not self._refused("close"):
            self.app.push_screen(CloseScreen(self.seat, self.participant, self.course), self._ended)

    def action_back(self) -> None:
        """Back to the record, on this course."""
        self.dismiss(self.course.intervention.id)  # type: ignore[arg-type]

    def _open_form(self, action: str, form: type[CourseForm]) -> None:
        if not self._refused(action):
            self.app.push_screen(form(self.seat, self.participant, self.course), self._saved)

    def _refused(self, action: str) -> bool:
        """Say why an act is refused. Returns False where it is not."""
        self.say(why := self.why_not(action))
        return bool(why)

    def _saved(self, note: object) -> None:
        if note:
            self.read(f"{note}")

    def _logged(self, saved: SessionSaved | None) -> None:
        if saved is not None:
            self.read(f"Saved. {saved.note} {COPIES}", saved)

    def _ended(self, saved: SessionSaved | None) -> None:
        if saved is not None:
            self.read(f"Saved. {saved.note}")
