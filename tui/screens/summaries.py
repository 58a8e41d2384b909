"""Every summary: drafts, what was issued, what came, and the withdrawals."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize, ScreenResume

from registry.domain.stored_documents import DocumentKind, Status
from registry.services.listing import Listed, list_documents
from tui.messages import LineChosen, LineOpened
from tui.screens.framed import ALWAYS, Framed
from tui.screens.release_withdrawal import ReleaseWithdrawalScreen
from tui.screens.summary import SummaryScreen
from tui.widgets.list_and_detail import MarkedList, in_columns
from tui.widgets.modal import Told
from tui.widgets.plain import Words, one_line
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine

WIDTHS = (26, 18, 9)
HEADINGS = ("Participant", "Where", "Version", "With")
GONE = (Status.SUPERSEDED, Status.WITHDRAWN)
"""Said in capitals in a list, as they are on the page."""
NONE_YET = (
    "There is no summary here yet.\n\nWrite one from a participant's record with t, or receive one with F2 and r."
)


class SummariesScreen(Framed):
    """Drafts first; Enter opens one."""

    HELP = (
        "Every transfer summary of this unit: the drafts first, then what was approved and released here and what was "
        "received, with the version and who sent it to whom. Enter opens one to read, approve, release or withdraw "
        "it. A withdrawal that somebody signed stands above them until somebody else releases it with Enter."
    )
    KEYS = (("Enter", "Open"), ("↑ ↓", "Choose"), *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", "Back")]
    DEFAULT_CSS = """
    SummariesScreen .title { padding: 1 1 1 2; }
    """
    _withdrawals: Mapping[str, Listed] = MappingProxyType({})
    _rows: Sequence[tuple[str, tuple[str, ...]]] = ()

    def compose(self) -> ComposeResult:
        """The title, the list."""
        yield TopLine(self.seat)
        yield Words(one_line("Summaries", "bold"), classes="title")
        yield MarkedList()
        yield QuietLine()
        yield self.key_line()

    @on(ScreenResume)
    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self) -> None:
        """Read the list as it is now."""
        listed = await self.seat.ask(list_documents)
        found = self.query_one(MarkedList)
        shown = [one for one in reversed(listed) if one.kind == DocumentKind.TRANSFER_SUMMARY or _waits(one)]
        shown.sort(key=lambda one: one.status != "draft" and not _waits(one))
        self._withdrawals = {one.id: one for one in shown if _waits(one)}
        self._rows = [(one.id, _cells(one)) for one in shown]
        self.draw()
        found.focus()
        self.query_one(".title", Words).show(one_line("Summaries", "bold") if shown else NONE_YET)

    @on(Resize)
    def draw(self) -> None:
        """Draw the list as it was read, for the terminal's width."""
        found = self.query_one(MarkedList)
        found.fill(in_columns(HEADINGS, self._rows, WIDTHS, self.app.size.width), keep=found.chosen)

    @on(LineChosen)
    def _chosen(self, event: LineChosen) -> None:
        event.stop()

    @on(LineOpened)
    def _opened(self, event: LineOpened) -> None:
        event.stop()
        if event.key in self._withdrawals:
            self.app.push_screen(ReleaseWithdrawalScreen(self.seat, self._withdrawals[event.key]), self._released)
        else:
            self.app.push_screen(SummaryScreen(self.seat, event.key))

    def _released(self, note: object) -> None:
        if note:
            self.app.push_screen(Told("Released", f"{note}"))

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()


def _waits(one: Listed) -> bool:
    """True for a withdrawal of ours that somebody has signed and nobody has released."""
    return one.kind == DocumentKind.WITHDRAWAL and one.status == Status.APPROVED and not one.came


def _cells(one: Listed) -> tuple[str, ...]:
    held = f", {one.receipt}" if one.receipt else ""
    other = f"from {one.sender}" if one.came else f"to {one.recipient}"
    if _waits(one):
        return (one.participant, "WITHDRAWAL", "", f"Enter releases it, {other}")
    where = one.status.upper() if one.status in GONE else one.stands
    said = f"{other}, {one.purpose.replace('-', ' ')}{held}"
    return (one.participant, where, f"{one.version or ''}", said)
