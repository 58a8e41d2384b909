"""One summary: exactly what is or will be signed, what it says otherwise than the version before, and the next step."""

from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import ScreenResume
from textual.widgets import ContentSwitcher

from registry.domain.errors import ThroughcareError
from registry.services.participants import show_participant
from registry.services.reading_copy import NextStep, ReadingCopy, open_copy
from registry.services.reporting import diff_page
from tui.hints import at_the_screens
from tui.messages import ParticipantChosen
from tui.screens.approve import ApproveScreen
from tui.screens.framed import ALWAYS, Framed
from tui.screens.release import ReleaseScreen
from tui.screens.report import ReportScreen
from tui.screens.withdraw_summary import WithdrawSummaryScreen
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.modal import Told
from tui.widgets.page_pane import PagePane
from tui.widgets.pane_bar import PaneBar
from tui.widgets.plain import Words, lines, one_line
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine

DOES_NEXT = {
    NextStep.APPROVAL: (("a", "Approve"),),
    NextStep.AUTHOR: (("a", "Sign"),),
    NextStep.RELEASE: (("r", "Release"),),
    NextStep.NONE: (),
}
"""The key of a summary by what it waits for."""
PANES = (("p", "Preview"), ("d", "Differences"))
FIRST_VERSION = "This is the first version of its series: there is nothing to compare it with."


class SummaryScreen(Framed):
    """Read it, then take the next step: a approves, r releases."""

    HELP = (
        "One transfer summary, every word of it. p shows exactly what is or will be signed, d what it says otherwise "
        "than the version before. a approves a draft: another clinician than its author signs it. r releases an "
        "approved one: another person than its approver adds the unit's signature. e prints a report "
        "of it, x withdraws it. o opens the participant's record."
    )
    KEYS = (("p d", "Pages"), *ALWAYS)
    DOES = MappingProxyType(
        {
            "approve": "summary approve",
            "release": "summary release",
            "withdraw": "summary withdraw",
        }
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "approve", "Approve, or sign an interim summary"),
        Binding("r", "release", "Release"),
        Binding("p", "pane('Preview')", "Preview: what is signed", show=False),
        Binding("d", "pane('Differences')", "Differences to the version before", show=False),
        Binding("x", "withdraw", "Withdraw it: it no longer stands", show=False),
        Binding("e", "report", "Print a report of it", show=False),
        Binding("o", "open_participant", "Open the participant's record", show=False),
        Binding("escape,q", "back", "Back"),
    ]
    DEFAULT_CSS = """
    SummaryScreen #whose { height: auto; }
    SummaryScreen .title { padding: 1 1 0 2; }
    SummaryScreen #panes { margin: 1 0 0 0; }
    SummaryScreen ReadingPane { margin: 1 0 0 0; }
    SummaryScreen ContentSwitcher { height: 1fr; }
    """
    copy: ReadingCopy | None = None
    _open = "Preview"
    _compared = False

    def __init__(self, seat: Seat, document: str) -> None:
        super().__init__(seat)
        self.document = document

    def compose(self) -> ComposeResult:
        """Whose, where it stands, the pages."""
        yield TopLine(self.seat)
        yield Vertical(id="whose")
        yield Words(classes="title")
        yield PaneBar(PANES)
        with ContentSwitcher(initial="Preview"):
            yield PagePane(id="Preview")
            yield PagePane(id="Differences")
        yield QuietLine()
        yield self.key_line()

    def on_mount(self) -> None:
        """Begin with what is signed."""
        self.query_one(PaneBar).open("Preview")
        self.read()

    @on(ScreenResume)
    def _hold_the_focus(self) -> None:
        self.query_one(f"#{self._open}", PagePane).focus()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self, note: str = "") -> None:
        """Read it as it stands now; `note` is said then."""
        copy = await self.seat.ask(open_copy, self.document)
        if self.copy is None:
            await self.query_one("#whose").mount(Banner(copy.participant, self.seat.sitting.today))
        self.copy = copy
        self.query_one(".title", Words).show(lines(one_line(copy.title, "bold"), one_line(copy.stands)))
        self.query_one("#Preview", PagePane).show(copy.page, _to_look_at(copy))
        self.name_keys((*_keys(copy), *self.KEYS))
        self.say(note)

    def action_pane(self, name: str) -> None:
        """Jump to a page."""
        self._open = name
        self.query_one(PaneBar).open(name)
        self.query_one(ContentSwitcher).current = name
        self.query_one(f"#{name}", PagePane).focus()
        if name == "Differences" and not self._compared:
            self._compare()

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def _compare(self) -> None:
        if self.copy is not None and not self.copy.replaces:
            self.say(FIRST_VERSION)
            return
        page, _ = await self.seat.ask(diff_page, self.document)
        self._compared = True
        self.query_one("#Differences", PagePane).show(page)

    def why_not(self, action: str) -> str:
        """Only the next step can be taken, a report printed of what stands."""
        if self.copy is None:
            return ""
        match action:
            case "approve" if self.copy.next not in (NextStep.APPROVAL, NextStep.AUTHOR):
                return f"There is nothing to approve. {self.copy.stands}"
            case "release" if self.copy.next is not NextStep.RELEASE:
                return f"There is nothing to release. {self.copy.stands}"
            case "withdraw" if self.copy.next is not NextStep.NONE:
                return f"It was never released, so there is nothing to withdraw. {self.copy.stands}"
            case "report" if not self.copy.stands_signed:
                return f"There is nothing to print a report of. {self.copy.stands}"
        return super().why_not(action)

    def is_for_them(self, command: str) -> bool:
        """Whoever comes to this desk signs under their own name: no role of who sits here decides."""
        del command
        return True

    def action_approve(self) -> None:
        """Approve the draft, here or by a colleague who comes to this desk."""
        if self.copy is None:
            return
        if why := self.why_not("approve"):
            self.say(why)
            return
        self.app.push_screen(ApproveScreen(self.seat, self.copy), self._signed)

    def action_release(self) -> None:
        """Release the approved summary, here or by a colleague who comes to this desk."""
        if self.copy is None:
            return
        if why := self.why_not("release"):
            self.say(why)
            return
        self.app.push_screen(ReleaseScreen(self.seat, self.copy), self._released)

    def action_withdraw(self) -> None:
        """Sign that a released summary no longer stands."""
        if self.copy is None:
            return
        if why := self.why_not("withdraw"):
            self.say(why)
            return
        self.app.push_screen(WithdrawSummaryScreen(self.seat, self.copy), self._withdrawn)

    def action_report(self) -> None:
        """Print a report of it, where it is released and stands."""
        if self.copy is not None:
            form = ReportScreen(self.seat, self.copy.participant, document=self.document, title=self.copy.title)
            self.app.push_screen(form, self._printed)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def action_open_participant(self) -> None:
        """Open the record of the participant it is about."""
        if self.copy is not None:
            history = await self.seat.ask(show_participant, self.copy.record)
            self.app.post_message(ParticipantChosen(history.participant))

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()

    def refuse(self, error: ThroughcareError) -> None:
        """Say why it cannot be read, and what to do."""
        if self.copy is None:
            self.query_one(".title", Words).show(at_the_screens(f"{error.message}\n\n{error.hint}"))
        super().refuse(error)

    def _signed(self, note: object) -> None:
        if note:
            self.read(f"{note}")

    def _withdrawn(self, note: object) -> None:
        if note:
            self.read()
            self.app.push_screen(Told("The withdrawal is signed", f"{note}"))

    def _printed(self, written: tuple[str, ...] | None) -> None:
        if written:
            self.app.push_screen(Told("Printed", *written))

    def _released(self, note: object) -> None:
        if note:
            self.read()
            self.app.push_screen(Told("Released", f"{note}"))


def _keys(copy: ReadingCopy) -> tuple[tuple[str, str], ...]:
    """Return what can be done with it as it stands; the other keys would only be refused."""
    report = (("e", "Report"),) if copy.stands_signed else ()
    withdraw = (("x", "Withdraw"),) if copy.can_be_withdrawn else ()
    return (*DOES_NEXT[copy.next], *report, *withdraw)


def _to_look_at(copy: ReadingCopy) -> str:
    if not copy.hits:
        return ""
    count = "1 word" if len(copy.hits) == 1 else f"{len(copy.hits)} words"
    return "\n".join((f"{count} to look at before it can be approved:", *(f"  {hit.words}" for hit in copy.hits)))
