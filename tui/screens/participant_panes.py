"""What of a participant's record is shown, pane by pane: each reads its part when it is first opened."""

from textual import on, work
from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.widgets import ContentSwitcher

from registry.domain.history import History
from registry.domain.participant import Participant
from registry.domain.plan import Plan
from registry.services.participants import show_participant
from registry.services.repeats import list_refreshers
from registry.services.reporting import plan_page
from registry.services.transfers import show_transfers
from tui.last_act import logged_session
from tui.messages import LineChosen, SessionSaved
from tui.screens.framed import ALWAYS
from tui.screens.session_noted import SessionNoted
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.facts_pane import FactsPane
from tui.widgets.first_weeks_pane import FirstWeeksPane
from tui.widgets.history_pane import HistoryPane
from tui.widgets.measures_pane import MeasuresPane
from tui.widgets.pane_bar import PaneBar
from tui.widgets.plain import Words
from tui.widgets.plan_pane import PlanPane
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine
from tui.widgets.voice_pane import VoicePane

PANES = (
    ("h", "History"),
    ("p", "Plan"),
    ("v", "Voice"),
    ("m", "Measures"),
    ("f", "First two weeks"),
    ("k", "Facts"),
)
PLAN_KEYS = (("d", "Decide"), ("u", "Ask"), ("n", "Answer"), *ALWAYS)
ADDING_KEYS = (("a", "Add"), ("↑ ↓", "Scroll"), *ALWAYS)
PAGE_KEYS = (("a", "Write"), ("↑ ↓", "Scroll"), *ALWAYS)


class ParticipantPanes(SessionNoted):
    """The banner, and behind it one pane at a time. What is done there is the screen's own."""

    DEFAULT_CSS = """
    ParticipantPanes #panes { margin: 1 0 0 0; }
    ParticipantPanes.-wide ListAndDetail, ParticipantPanes ReadingPane { margin: 1 0 0 0; }
    ParticipantPanes #glass { display: none; padding: 0 1; background: $wrong; color: $strip; text-style: bold; }
    ParticipantPanes.-glass #glass { display: block; }
    ParticipantPanes ContentSwitcher { height: 1fr; }
    """

    _open = "History"
    _plan: Plan | None = None

    def __init__(self, seat: Seat, participant: Participant, *, opens: str = "History") -> None:
        super().__init__(seat)
        self.participant = participant
        self.opens = opens
        self.history: History | None = None

    def compose(self) -> ComposeResult:
        """The home, the banner, the panes' names, the panes."""
        yield TopLine(self.seat)
        yield Words(id="glass")
        yield Banner(self.participant, self.seat.sitting.today)
        yield PaneBar(PANES)
        with ContentSwitcher(initial="History"):
            yield HistoryPane(id="History")
            yield PlanPane(id="Plan")
            yield VoicePane(id="Voice")
            yield MeasuresPane(id="Measures")
            yield FirstWeeksPane(id="First-two-weeks")
            yield FactsPane(id="Facts")
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin with the history, or where somebody who came from elsewhere goes on."""
        self.query_one(PaneBar).open("History")
        self.read()
        if self.opens != "History":
            self.action_pane(self.opens)

    @property
    def pane(self) -> str:
        """The name of the pane that is open."""
        return self._open

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
            self.seat.last_act = logged_session(self.history.work, history.work, logged)
        self.history = history
        self._warn_of_glass(history)
        writes = self.is_for_them("session add") and history.under_glass_until is None
        self.query_one(HistoryPane).show(history, self.seat.sitting.needs, keep=keep, writes=writes)
        self.query_one(VoicePane).show(history)
        self.query_one(MeasuresPane).show(history, self.seat.sitting.catalogue)
        self.query_one(FirstWeeksPane).show(history)
        if self._open == "Facts":
            self.read_facts()
        self.offer_keys()
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
        self.offer_keys()
        if note:
            self.say(note)

    @work(exclusive=True, group="facts", exit_on_error=False)
    async def read_facts(self) -> None:
        """Read what stands in the record beside the treatment, once the record itself is read."""
        if self.history is None:
            return
        refreshers = await self.seat.ask(list_refreshers, self.participant.id)
        transfers = await self.seat.ask(show_transfers, self.participant.id)
        sitting = self.seat.sitting
        self.query_one(FactsPane).show(self.history, sitting.needs, sitting.today, refreshers, transfers)

    def action_pane(self, name: str) -> None:
        """Jump to a pane."""
        if name == "Plan" and self._open != "Plan":
            self.read_plan()
        elif name == "Facts" and self._open != "Facts":
            self.read_facts()
        self._open = name
        self.query_one(PaneBar).open(name)
        switcher = self.query_one(ContentSwitcher)
        switcher.current = name.replace(" ", "-")
        pane = switcher.visible_content
        if isinstance(pane, HistoryPane | PlanPane):
            pane.list.focus()
        elif pane is not None:
            pane.focus()
        self.offer_keys()
        self.say("")

    @on(LineChosen)
    def offer_keys(self) -> None:
        """Name the keys of the open pane that do something with what is marked there."""
        pane = self.query_one(ContentSwitcher).visible_content
        if isinstance(pane, HistoryPane | PlanPane):
            self.name_keys(self.KEYS if isinstance(pane, HistoryPane) else PLAN_KEYS)
        else:
            self.name_keys(PAGE_KEYS if isinstance(pane, FirstWeeksPane | FactsPane) else ADDING_KEYS)

    def action_read_again(self) -> None:
        """Read what others may have written meanwhile."""
        self.read(keep=self.query_one(HistoryPane).list.chosen, note="Read again.")
        if self._open == "Plan":
            self.read_plan()
