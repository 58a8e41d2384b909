"""One participant: what is done at their record; the panes stand in `participant_panes`."""

from collections.abc import Collection, Iterator
from types import MappingProxyType
from typing import ClassVar, Final

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType

from registry.domain.plan import PlanLine
from tui.messages import LineOpened, SessionSaved
from tui.screens.answer import AnswerScreen
from tui.screens.close import CloseScreen
from tui.screens.decision import DecisionScreen
from tui.screens.first_weeks import FirstWeeksScreen
from tui.screens.framed import ALWAYS
from tui.screens.intervention import InterventionScreen
from tui.screens.issue import IssueScreen
from tui.screens.measure import MeasureScreen
from tui.screens.participant_panes import ParticipantPanes
from tui.screens.query import write_queries
from tui.screens.record_writing import WRITINGS, Writing
from tui.screens.refer import ReferScreen
from tui.screens.session import SessionScreen
from tui.screens.session_noted import COPIES
from tui.screens.summary import SummaryScreen
from tui.screens.voice import VoiceScreen
from tui.widgets.history_pane import HistoryPane
from tui.widgets.letters import Letters
from tui.widgets.modal import Told
from tui.widgets.plan_pane import PlanPane
from tui.widgets.work_words import takes_sessions, why_no_session

OF_A_COURSE = ("log_session", "open_course", "close")
OF_A_LINE: Final = MappingProxyType({"decide": "decide", "ask": "ask about", "answer": "answer"})
WRITES = ("write", "add")
NOTHING_ASKED = "Nothing is asked about on this line. Lines that say ask first have a question."


class ParticipantScreen(ParticipantPanes):
    """Letters jump between the panes; each reads its part when it is first opened."""

    HELP = (
        "One participant's record. The banner says whose it is and stays in sight. The letters h, p, v, m, f and k "
        "jump to the panes. In History, s logs a session for the marked course, o opens it with its goals, progress "
        "and products, c closes it, i begins a new one. In Plan, d decides the marked line, u writes its question for "
        "everybody asked, n records an answer. a adds where you are: a reading in Measures, the page in First two "
        "weeks, else to the voice. w writes needs, placements, assessments, sharing, refreshers and transfers, one "
        "letter each; they stand in Facts. t writes a transfer summary. Opening the record, and the plan, are each "
        "written in the audit."
    )
    KEYS = (("s", "Log session"), ("o", "Open"), ("i", "New course"), *ALWAYS)
    DOES = MappingProxyType(
        {
            "refer": "intervention refer",
            "log_session": "session add",
            "close": "intervention close",
            "issue": "summary issue",
            "decide": "plan decide",
            "ask": "plan query",
            "answer": "plan answer",
        }
    )
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
        Binding("k", "pane('Facts')", "Facts", show=False),
        Binding("w", "write", "Write into the record: needs, placements, assessments, transfers …"),
        Binding("a", "add", "Add to the voice, a reading, or the first two weeks"),
        Binding("d", "decide", "Decide the marked line of the plan"),
        Binding("u", "ask", "Write the question of the marked line of the plan", show=False),
        Binding("n", "answer", "Record an answer to the marked line of the plan", show=False),
        Binding("t", "issue", "Write a transfer summary", show=False),
        Binding("r", "read_again", "Read the record again", show=False),
        Binding("escape,q", "back", "Back"),
    ]

    def why_not(self, action: str) -> str:
        """What an act needs of the marked line, and that a record behind broken glass is only read."""
        if self.history is not None and self.history.under_glass_until and (action in self.DOES or action in WRITES):
            return "Break-glass is for reading: nothing is written into this record."
        if action in OF_A_COURSE:
            return self._why_not_of_course(action)
        if action in OF_A_LINE:
            line = self._line
            if line is None:
                return f"Open the plan with p and choose a line to {OF_A_LINE[action]}."
            if action != "decide" and line.question is None:
                return NOTHING_ASKED
        return super().why_not(action)

    def _why_not_of_course(self, action: str) -> str:
        chosen = self.query_one(HistoryPane).work
        if action == "log_session" and chosen is None:
            return "There is no course of treatment to log a session for. Refer one with i."
        if action != "log_session" and (self._open != "History" or chosen is None):
            return "Open the history with h and choose a course of treatment."
        if action != "open_course" and chosen is not None and not takes_sessions(chosen):
            return why_no_session(chosen)
        return super().why_not(action)

    def _refused(self, action: str) -> bool:
        """Say why an act is refused. Returns False where it is not."""
        self.say(why := self.why_not(action))
        return bool(why)

    def action_log_session(self) -> None:
        """Log a session for the course under the cursor, where it takes one."""
        chosen = self.query_one(HistoryPane).work
        if not self._refused("log_session") and chosen is not None:
            self.app.push_screen(SessionScreen(self.seat, self.participant, chosen), self._logged)

    def action_open_course(self) -> None:
        """Open the course under the cursor: its goals, its progress, what came of it."""
        chosen = self.query_one(HistoryPane).work
        if not self._refused("open_course") and chosen is not None:
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
        if not self._refused("close") and chosen is not None:
            self.app.push_screen(CloseScreen(self.seat, self.participant, chosen), self._changed)

    def _seen(self, course: str | None) -> None:
        self.read(keep=course)

    def _changed(self, saved: SessionSaved | None) -> None:
        if saved is not None:
            self.action_pane("History")
            self.read(keep=saved.intervention_id, note=f"Saved. {saved.note}")

    def action_add(self) -> None:
        """Add a reading in Measures, a page in First two weeks, to Facts what is chosen, else to the voice."""
        if self._open == "Facts":
            self.action_write()
        elif self._open == "Measures":
            self.app.push_screen(MeasureScreen(self.seat, self.participant), self._added)
        elif self._open == "First two weeks" and self.history is not None:
            page, came = self.history.first_two_weeks, self.history.weeks_from
            self.app.push_screen(FirstWeeksScreen(self.seat, self.participant, page, came), self._added)
        else:
            self.app.push_screen(VoiceScreen(self.seat, self.participant), self._said)

    def action_write(self) -> None:
        """Offer what can be written into the record; a letter opens its form."""
        self.app.push_screen(Letters("Write into the record", WRITINGS), self._write)

    def _write(self, chosen: Writing | None) -> None:
        if chosen is not None and self.history is not None:
            self.app.push_screen(chosen.form(self.seat, self.history), self._written)

    def _written(self, note: object) -> None:
        if isinstance(note, tuple):
            self.app.push_screen(Told("Printed", *note))
        elif note:
            self._open = "Facts"
            self.action_pane("Facts")
            self.read(note=f"{note}")

    def commands(self) -> Iterator[SystemCommand]:
        """Yield this screen's commands, and each form of the record by its name."""
        yield from super().commands()
        for one in WRITINGS if not self.why_not("write") else ():
            if not self.is_for_them(one.command):
                continue
            words = f"Write: {one.name}  (w {one.letter})  {one.command}"
            yield SystemCommand(words, one.what, lambda one=one: self._write(one))

    @property
    def commands_at_hand(self) -> Collection[str]:
        """Those of the keys, and those of what is written."""
        return {*super().commands_at_hand, *(one.command for one in WRITINGS)}

    def action_decide(self) -> None:
        """Decide the line under the cursor of the plan."""
        line = self._line
        if not self._refused("decide") and line is not None:
            self.app.push_screen(DecisionScreen(self.seat, self.participant, line), self._decided)

    def action_answer(self) -> None:
        """Record an answer to the question of the line under the cursor."""
        line = self._line
        if not self._refused("answer") and line is not None:
            self.app.push_screen(AnswerScreen(self.seat, self.participant, line), self._decided)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_ask(self) -> None:
        """Write the question of the line under the cursor, one page for each who is asked."""
        line = self._line
        if not self._refused("ask") and line is not None:
            written = await self.seat.ask(write_queries, self.participant.id, line, self.seat.folder)
            self.app.push_screen(Told("The question, on one page for each", written))

    @property
    def _line(self) -> PlanLine | None:
        """The line under the cursor of the plan, while that stands open."""
        chosen = self.query_one(PlanPane).list.chosen if self._open == "Plan" else None
        return next((one for one in (self._plan.lines if self._plan else ()) if one.key == chosen), None)

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
            self.read(keep=saved.intervention_id, note=f"Saved. {saved.note} {COPIES}", logged=saved)

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
