"""Overlap judgements: what named clinicians have said one programme covers of another."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import ScreenResume

from registry.domain.catalogue import OverlapJudgement
from registry.domain.judgements import OverlapWithdrawal
from registry.domain.needs import need_label
from registry.services.overlaps import list_overlaps, list_withdrawn_overlaps
from tui.messages import LineChosen, LineOpened
from tui.screens.framed import ALWAYS, Framed
from tui.screens.overlap import OverlapScreen
from tui.screens.withdraw import WithdrawScreen
from tui.widgets.list_and_detail import Line, ListAndDetail
from tui.widgets.plain import Words, facts, lines, one_line
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine

NONE_YET = (
    "No overlap judgement is recorded here yet. It is never inferred from titles: press a to record your own, in one "
    "direction only, signed with your key."
)


class OverlapsScreen(Framed):
    """The judgements recorded here; a adds one."""

    HELP = (
        "Judgements that one programme covers part of another, in one direction each: by whom, on what basis, how far, "
        "and with which caution. The plan's build on lines rest on them. a records your own, signed with your key; "
        "w withdraws one of your own with a reason."
    )
    KEYS = (("a", "Add"), ("w", "Withdraw"), ("↑ ↓", "Choose"), *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add a judgement"),
        Binding("w", "withdraw", "Withdraw the marked judgement of your own"),
        Binding("escape,q", "back", "Back"),
    ]
    DEFAULT_CSS = """
    OverlapsScreen .title { padding: 1 1 1 2; text-style: bold; }
    """
    _judged: tuple[OverlapJudgement, ...] = ()
    _withdrawn: Mapping[str, OverlapWithdrawal] = MappingProxyType({})
    _note = ""

    def compose(self) -> ComposeResult:
        """The list, its details."""
        yield TopLine(self.seat.sitting)
        yield Words("Overlap judgements", classes="title")
        yield ListAndDetail()
        yield QuietLine()
        yield self.key_line()

    @on(ScreenResume)
    @work(exclusive=True, group="read", exit_on_error=False)
    async def read(self) -> None:
        """Read them as they are now."""
        self._judged = await self.seat.ask(list_overlaps)
        self._withdrawn = await self.seat.ask(list_withdrawn_overlaps)
        both = self.query_one(ListAndDetail)
        rows = [
            Line(
                key=one.id,
                words=lines(
                    one_line(one.words, "bold"),
                    one_line(f"{self._gone(one)}{one.strength.value} · {one.judged_by}, {one.on.words}"),
                ),
            )
            for one in reversed(self._judged)
        ]
        both.list.fill(rows, keep=both.list.chosen)
        both.list.focus()
        if not rows:
            both.show_detail(NONE_YET)
        self.say(self._note)
        self._note = ""

    @on(LineChosen)
    def _chosen(self, event: LineChosen) -> None:
        event.stop()
        for one in self._judged:
            if one.id == event.key:
                self.query_one(ListAndDetail).show_detail(facts(self._rows(one)))

    @on(LineOpened)
    def _opened(self, event: LineOpened) -> None:
        event.stop()

    def action_add(self) -> None:
        """Record a judgement."""
        self.app.push_screen(OverlapScreen(self.seat), self._added)

    def action_withdraw(self) -> None:
        """Withdraw the marked judgement, where it still stands."""
        chosen = self.query_one(ListAndDetail).list.chosen
        one = next((each for each in self._judged if each.id == chosen), None)
        if one is None:
            self.say("There is no judgement to withdraw.")
        elif one.id in self._withdrawn:
            self.say("It is withdrawn already; the details say by whom and why.")
        else:
            self.app.push_screen(WithdrawScreen(self.seat, one), self._added)

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()

    def _added(self, note: object) -> None:
        self._note = f"{note or ''}"

    def _gone(self, one: OverlapJudgement) -> str:
        return "withdrawn · " if one.id in self._withdrawn else ""

    def _rows(self, one: OverlapJudgement) -> Iterator[tuple[str, str]]:
        needs = self.seat.sitting.needs
        yield "For", ", ".join(need_label(needs, need) for need in one.needs)
        yield "Basis", one.basis
        yield "Caution", one.caution
        yield "May be skipped", ", ".join(one.skip_modules) or "no module is named"
        yield "Signed", f"{one.signature.created:%d %B %Y}".lstrip("0") if one.signature else "no"
        if gone := self._withdrawn.get(one.id):
            yield "Withdrawn", f"{gone.on.words} by {gone.withdrawn_by}: {gone.reason}"
