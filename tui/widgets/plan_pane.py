"""Plan: what to do here, need by need, and why."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text

from exports.page import Document, Heading
from registry.domain.needs import TargetNeed, need_label
from registry.domain.plan import Plan, PlanLine
from registry.domain.wording import capital
from tui.messages import LineChosen
from tui.widgets.drawn import drawn
from tui.widgets.list_and_detail import Line, ListAndDetail
from tui.widgets.plain import beside, lines, one_line, plain, stacked

LINE_LEVEL = 3
NO_LINES = (
    "The plan has no line: no need and no work is on record.\n\nRecord a need with w and n, and "
    "the plan says what answers to it."
)


class PlanPane(ListAndDetail):
    """Each line; its evidence, cautions, confidence and what would change it follow the cursor."""

    help_text: ClassVar[str] = (
        "The continuity plan of today, worked out from the record by fixed rules, need by need. The details of the "
        "marked line say on what evidence it stands, with which cautions, how far the evidence carries and what would "
        "change the line; Ctrl+Down and Ctrl+Up (or ] and [) scroll them. What a plan says is no statement about "
        "risk. d or Enter decides the marked line."
    )

    def show(self, plan: Plan, page: Document, needs: Mapping[str, TargetNeed]) -> None:
        """Show the plan; the details are those of the printed page, so that the two cannot disagree."""
        self._details = details(plan, page)
        self.list.fill(list(plan_lines(plan, needs)), keep=self.list.chosen)
        if not plan.lines:
            self.show_detail(NO_LINES)

    def on_line_chosen(self, event: LineChosen) -> None:
        """Show what stands behind the line under the cursor."""
        event.stop()
        if event.key in self._details:
            self.show_detail(self._details[event.key])

    _details: Mapping[str, RenderableType] = {}


def plan_lines(plan: Plan, needs: Mapping[str, TargetNeed]) -> Iterator[Line]:
    """Yield a heading for each need and under it a line for each thing to do."""
    for number, need in enumerate(plan.needs):
        yield Line(key=f"need-{number}", words=one_line(need_label(needs, need), "bold"), heading=True)
        for line in plan.lines:
            if line.need == need:
                yield Line(key=line.key, words=_line(line))


def details(plan: Plan, page: Document) -> dict[str, RenderableType]:
    """Return what stands behind each line, taken from the printed page: its facts stand below the line's heading."""
    in_order = [line for need in plan.needs for line in plan.lines if line.need == need]
    parts: list[list[RenderableType]] = []
    ours = False
    for block in page.blocks:
        if isinstance(block, Heading):
            ours = block.level == LINE_LEVEL
            if ours:
                parts.append([])
        elif ours:
            parts[-1].append(drawn(block))
    return {line.key: stacked([_title(line), *part]) for line, part in zip(in_order, parts, strict=True)}


def _line(line: PlanLine) -> Text:
    return lines(_title(line), plain(line.reason))


def _title(line: PlanLine) -> Text:
    return beside(one_line(capital(line.stands_as.words), "bold"), one_line(f": {line.title}"))
