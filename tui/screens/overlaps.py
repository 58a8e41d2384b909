"""Overlap judgements: what named clinicians have said one programme covers of another."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from registry.domain.catalogue import OverlapJudgement
from registry.domain.dates import day_said
from registry.domain.errors import NotFound
from registry.domain.judgements import OverlapWithdrawal
from registry.domain.needs import need_label
from registry.services.overlaps import list_overlaps, list_withdrawn_overlaps
from registry.services.sitting import Sitting
from tui.screens.framed import ALWAYS
from tui.screens.list_screen import ListScreen
from tui.screens.overlap import OverlapScreen
from tui.screens.withdraw import WithdrawScreen
from tui.widgets.list_and_detail import Line
from tui.widgets.plain import facts, lines, one_line

NONE_YET = (
    "No overlap judgement is recorded here yet. It is never inferred from titles: press a to record your own, in one "
    "direction only, signed with your key."
)


class OverlapsScreen(ListScreen):
    """The judgements recorded here; a adds one."""

    NAME = "Overlap judgements"
    NONE_YET = NONE_YET
    HELP = (
        "Judgements that one programme covers part of another, in one direction each: by whom, on what basis, how far, "
        "and with which caution. The plan's build on lines rest on them. a records your own, signed with your key; "
        "w withdraws one of your own with a reason."
    )
    OF_MARKED = ("w", "↑ ↓")
    KEYS = (("a", "Add"), ("w", "Withdraw"), ("↑ ↓", "Choose"), *ALWAYS)
    DOES = MappingProxyType(
        {
            "add": "overlap add",
            "withdraw": "overlap withdraw",
        }
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add a judgement"),
        Binding("w", "withdraw", "Withdraw the marked judgement of your own"),
    ]
    _judged: tuple[OverlapJudgement, ...] = ()
    _withdrawn: Mapping[str, OverlapWithdrawal] = MappingProxyType({})

    def gather(self, sitting: Sitting) -> Sequence[Line]:
        """Return the judgements, the newest first."""
        self._judged, self._withdrawn = list_overlaps(sitting), list_withdrawn_overlaps(sitting)
        return [
            Line(
                key=one.id,
                words=lines(
                    one_line(one.named(sitting.catalogue.title_of), "bold"),
                    one_line(f"{self._gone(one)}{one.strength.value} · {one.judged_by}, {one.on.words}"),
                ),
            )
            for one in reversed(self._judged)
        ]

    def detail(self, key: str) -> RenderableType:
        """Return for which need, on what basis, with which caution."""
        return facts(self._rows(next(one for one in self._judged if one.id == key)))

    def action_add(self) -> None:
        """Record a judgement."""
        self.app.push_screen(OverlapScreen(self.seat), self.done)

    def why_not(self, action: str) -> str:
        """A judgement is withdrawn once."""
        if action == "withdraw":
            if self._marked is None:
                return "There is no judgement to withdraw."
            if self._marked.id in self._withdrawn:
                return "It is withdrawn already; the details say by whom and why."
        return super().why_not(action)

    def action_withdraw(self) -> None:
        """Withdraw the marked judgement, where it still stands."""
        one = self._marked
        if one is None or one.id in self._withdrawn:
            self.say(self.why_not("withdraw"))
        else:
            self.app.push_screen(WithdrawScreen(self.seat, one), self.done)

    @property
    def _marked(self) -> OverlapJudgement | None:
        return next((each for each in self._judged if each.id == self.both.list.chosen), None)

    def _gone(self, one: OverlapJudgement) -> str:
        return "withdrawn · " if one.id in self._withdrawn else ""

    def _titles(self, one: OverlapJudgement) -> list[str]:
        """The modules that may be skipped, by their titles; by id where the catalogue knows them no more."""
        try:
            _, edition = self.seat.sitting.catalogue.edition(one.covered)
        except NotFound:
            return [*one.skip_modules]
        titles = {each.id: each.title for each in edition.modules}
        return [titles.get(each, each) for each in one.skip_modules]

    def _rows(self, one: OverlapJudgement) -> Iterator[tuple[str, str]]:
        needs = self.seat.sitting.needs
        yield "For", ", ".join(need_label(needs, need) for need in one.needs)
        yield "Basis", one.basis
        yield "Caution", one.caution
        yield "May be skipped", ", ".join(self._titles(one)) or "no module is named"
        yield "Signed", day_said(one.signature.created) if one.signature else "no"
        if gone := self._withdrawn.get(one.id):
            yield "Withdrawn", f"{gone.on.words} by {gone.withdrawn_by}: {gone.reason}"
