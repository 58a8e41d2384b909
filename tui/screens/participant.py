"""One participant: the banner, and four panes behind it."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.widgets import ContentSwitcher

from registry.domain.history import History
from registry.domain.participant import Participant
from registry.domain.plan import Plan, PlanLine
from registry.services.participants import show_participant
from registry.services.reporting import plan_page
from tui.last_act import logged_session
from tui.messages import LineOpened, SessionSaved
from tui.screens.answer import AnswerScreen
from tui.screens.close import CloseScreen
from tui.screens.decision import DecisionScreen
from tui.screens.first_weeks import FirstWeeksScreen
from tui.screens.framed import ALWAYS, Framed
from tui.screens.intervention import InterventionScreen
from tui.screens.issue import IssueScreen
from tui.screens.measure import MeasureScreen
from tui.screens.query import write_queries
from tui.screens.refer import ReferScreen
from tui.screens.session import SessionScreen
from tui.screens.summary import SummaryScreen
from tui.screens.voice import VoiceScreen
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.first_weeks_pane import FirstWeeksPane
from tui.widgets.history_pane import HistoryPane
from tui.widgets.key_line import KeyLine
from tui.widgets.measures_pane import MeasuresPane
from tui.widgets.modal import Told
from tui.widgets.pane_bar import PaneBar
from tui.widgets.plain import Words
from tui.widgets.plan_pane import PlanPane
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine
from tui.widgets.voice_pane import VoicePane
from tui.widgets.work_words import takes_sessions

PANES = (("h", "History"), ("p", "Plan"), ("v", "Voice"), ("m", "Measures"), ("f", "First two weeks"))
PLAN_KEYS = (("d", "Decide"), ("u", "Ask"), ("n", "Answer"), *ALWAYS)
ADDING_KEYS = (("a", "Add"), ("↑ ↓", "Scroll"), *ALWAYS)
PAGE_KEYS = (("a", "Write"), ("↑ ↓", "Scroll"), *ALWAYS)


NOTHING_ASKED = "Nothing is asked about on this line. Lines that say ask first have a question."


class ParticipantScreen(Framed):
    """Letters jump between the panes; each reads its part when it is first opened."""

    HELP = (
        "One participant's record. The banner says whose it is and stays in sight. The letters h, p, v, m and f jump "
        "to the panes. In History, s logs a session for the marked course, o opens it with its goals, progress and "
        "products, c closes it, i begins a new one. In Plan, d decides the marked line, u writes its question for "
        "everybody asked, n records an answer. a adds where you are: a reading in Measures, the page in First two "
        "weeks, else to the voice. t writes a transfer summary. "
        "Opening the record, and the plan, are each written in the audit."
    )
    KEYS = (("s", "Log session"), ("o", "Open"), ("i", "New course"), *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "log_session", "Log session"),
        Binding("o", "open_course", "Open the marked course: goals, progress, products"),
        Binding("i", "refer", "Begin a new course of treatment", show=False),
        Binding("c", "close", "Close the marked course", show=False),
        Binding("h", "pane('History')", "History", show=False),
        Binding("p", "pane('Plan')", "Plan", show=False),
        Binding("v", "pane('Voice')", "Voice", show=False),
        Binding("m", "pane('Measures')", "Measures", show=False),
        Binding("f", "pane('First two weeks')", "First two weeks", show=False),
        Binding("a", "add", "Add to the voice, a reading, or the first two weeks"),
        Binding("d", "decide", "Decide the marked line of the plan"),
        Binding("u", "ask", "Write the question of the marked line of the plan", show=False),
        Binding("n", "answer", "Record an answer to the marked line of the plan", show=False),
        Binding("t", "issue", "Write a transfer summary", show=False),
        Binding("r", "read_again", "Read the record again", show=False),
        Binding("escape,q", "back", "Back"),
    ]
    DEFAULT_CSS = """
    ParticipantScreen #panes { margin: 1 0 0 0; }
    ParticipantScreen.-wide #panes { margin: 1 0; }
    ParticipantScreen #glass { display: none; padding: 0 1; background: $wrong; color: $strip; text-style: bold; }
    ParticipantScreen.-glass #glass { display: block; }
    ParticipantScreen ContentSwitcher { height: 1fr; }
    """

    def __init__(self, seat: Seat, participant: Participant, *, opens: str = "History") -> None:
        super().__init__(seat)
        self.participant = participant
        self.opens = opens
        self.history: History | None = None

    def compose(self) -> ComposeResult:
        """The home, the banner, the panes' names, the panes."""
        yield TopLine(self.seat.sitting)
        yield Words(id="glass")
        yield Banner(self.participant, self.seat.sitting.today)
        yield PaneBar(PANES)
        with ContentSwitcher(initial="History"):
            yield HistoryPane(id="History")
            yield PlanPane(id="Plan")
            yield VoicePane(id="Voice")
            yield MeasuresPane(id="Measures")
            yield FirstWeeksPane(id="First-two-weeks")
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin with the history, or where somebody who came from elsewhere goes on."""
        self.query_one(PaneBar).open("History")
        self.read()
        if self.opens != "History":
            self.action_pane(self.opens)

    @on(ScreenResume)
    def _hold_the_focus(self) -> None:
        self.action_pane(self._open)

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self, keep: str | None = None, note: str = "", logged: SessionSaved | None = None) -> None:
        """Read the record; `keep` names the course the cursor stays on, `note` is said when it is shown.

        `logged` is the session that was just added: from now on it can be undone.
        """
        history = await self.seat.ask(show_participant, self.participant.id)
        if logged is not None and self.history is not None:
            self.seat.last_act = logged_session(self.history, history, logged)
        self.history = history
        self._warn_of_glass(history)
        self.query_one(HistoryPane).show(history, self.seat.sitting.needs, keep=keep)
        self.query_one(VoicePane).show(history)
        self.query_one(MeasuresPane).show(history, self.seat.sitting.catalogue)
        self.query_one(FirstWeeksPane).show(history)
        if note:
            self.say(note)

    def _warn_of_glass(self, history: History) -> None:
        until = history.under_glass_until
        self.set_class(until is not None, "-glass")
        if until is not None:
            self.query_one("#glass", Words).show(
                f"BREAK-GLASS until {until:%H:%M} UTC: for reading only. Every page is written down."
            )

    @work(exclusive=True, group="plan", exit_on_error=False)
    async def read_plan(self, note: str = "") -> None:
        """Work the plan out as of now; `note` is said when it is shown."""
        plan, page = await self.seat.ask(plan_page, self.participant.id)
        self._plan = plan
        self.query_one(PlanPane).show(plan, page, self.seat.sitting.needs)
        if note:
            self.say(note)

    _open = "History"
    _plan: Plan | None = None

    def action_pane(self, name: str) -> None:
        """Jump to a pane."""
        if name == "Plan" and self._open != "Plan":
            self.read_plan()
        self._open = name
        self.query_one(PaneBar).open(name)
        switcher = self.query_one(ContentSwitcher)
        switcher.current = name.replace(" ", "-")
        pane = switcher.visible_content
        if isinstance(pane, HistoryPane | PlanPane):
            pane.list.focus()
            self.query_one(KeyLine).offer(self.KEYS if isinstance(pane, HistoryPane) else PLAN_KEYS)
        elif pane is not None:
            pane.focus()
            self.query_one(KeyLine).offer(PAGE_KEYS if isinstance(pane, FirstWeeksPane) else ADDING_KEYS)
        self.say("")

    def action_read_again(self) -> None:
        """Read what others may have written meanwhile."""
        self.read(keep=self.query_one(HistoryPane).list.chosen, note="Read again.")
        if self._open == "Plan":
            self.read_plan()

    def action_log_session(self) -> None:
        """Log a session for the course under the cursor, where it takes one."""
        chosen = self.query_one(HistoryPane).work
        if chosen is None:
            self.say("There is no course of treatment to log a session for. Refer one: throughcare intervention refer")
        elif takes_sessions(chosen):
            self.app.push_screen(SessionScreen(self.seat, self.participant, chosen), self._logged)
        else:
            of = chosen.intervention
            whose = "is not going on here" if of.establishment.id == self.seat.sitting.unit.id else "is not our record"
            self.say(f"{of.title} {whose}: no session can be logged. Choose a course of our own in History.")

    def action_open_course(self) -> None:
        """Open the course under the cursor: its goals, its progress, what came of it."""
        chosen = self.query_one(HistoryPane).work
        if self._open != "History" or chosen is None:
            self.say("Open the history with h and choose a course of treatment.")
        else:
            self.app.push_screen(InterventionScreen(self.seat, self.participant, chosen), self._seen)

    def action_refer(self) -> None:
        """Begin a new course of treatment, or refer to one."""
        self.app.push_screen(ReferScreen(self.seat, self.participant), self._changed)

    def action_issue(self) -> None:
        """Write a draft of a transfer summary, and open it to be read."""
        self.app.push_screen(IssueScreen(self.seat, self.participant), self._issued)

    def _issued(self, draft: str | None) -> None:
        if draft is not None:
            self.app.push_screen(SummaryScreen(self.seat, draft))

    def action_close(self) -> None:
        """Close the course under the cursor, where it is going on here."""
        chosen = self.query_one(HistoryPane).work
        if self._open != "History" or chosen is None or not takes_sessions(chosen):
            self.say("Open the history with h and choose a course of our own that is going on.")
        else:
            self.app.push_screen(CloseScreen(self.seat, self.participant, chosen), self._changed)

    def _seen(self, course: str | None) -> None:
        self.read(keep=course)

    def _changed(self, saved: SessionSaved | None) -> None:
        if saved is not None:
            self.action_pane("History")
            self.read(keep=saved.intervention_id, note=f"Saved. {saved.note}")

    def action_add(self) -> None:
        """Add a reading in Measures, write the page in First two weeks, else add to the participant's voice."""
        if self._open == "Measures":
            self.app.push_screen(MeasureScreen(self.seat, self.participant), self._added)
        elif self._open == "First two weeks" and self.history is not None:
            page = self.history.first_two_weeks
            self.app.push_screen(FirstWeeksScreen(self.seat, self.participant, page), self._added)
        else:
            self.app.push_screen(VoiceScreen(self.seat, self.participant), self._said)

    def action_decide(self) -> None:
        """Decide the line under the cursor of the plan."""
        if (line := self._line("decide")) is not None:
            self.app.push_screen(DecisionScreen(self.seat, self.participant, line), self._decided)

    def action_answer(self) -> None:
        """Record an answer to the question of the line under the cursor."""
        line = self._line("answer")
        if line is not None and line.question is None:
            self.say(NOTHING_ASKED)
        elif line is not None:
            self.app.push_screen(AnswerScreen(self.seat, self.participant, line), self._decided)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_ask(self) -> None:
        """Write the question of the line under the cursor, one page for each who is asked."""
        line = self._line("ask about")
        if line is not None and line.question is None:
            self.say(NOTHING_ASKED)
        elif line is not None:
            written = await self.seat.ask(write_queries, self.participant.id, line, self.seat.folder)
            self.app.push_screen(Told("The question, on one page for each", written))

    def _line(self, to: str) -> PlanLine | None:
        chosen = self.query_one(PlanPane).list.chosen
        line = next((one for one in (self._plan.lines if self._plan else ()) if one.key == chosen), None)
        if self._open != "Plan" or line is None:
            self.say(f"Open the plan with p and choose a line to {to}.")
            return None
        return line

    @on(LineOpened)
    def _opened(self, event: LineOpened) -> None:
        event.stop()
        if self._open == "History":
            self.action_log_session()
        elif self._open == "Plan":
            self.action_decide()

    def action_back(self) -> None:
        """Go back to the list of participants."""
        self.dismiss()

    def _logged(self, saved: SessionSaved | None) -> None:
        if saved is not None:
            self.action_pane("History")
            self.read(keep=saved.intervention_id, note=f"Saved. {saved.note}", logged=saved)

    def _added(self, note: object) -> None:
        if note:
            self.read(note=f"{note}")

    def _said(self, note: object) -> None:
        if note:
            self.action_pane("Voice")
            self.read(note=f"{note}")

    def _decided(self, note: object) -> None:
        if note:
            self.read_plan(f"{note}")
