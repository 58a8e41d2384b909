"""Facts: needs, stays and their law, assessments, consent and sharing, refreshers asked for, transfers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import ClassVar, TypeVar

from registry.cli.history_screen import assessment_lines, need_lines, placement_lines, sharing_lines
from registry.cli.transfer import transfer_lines
from registry.domain.history import History
from registry.domain.local_ids import code_of
from registry.domain.needs import TargetNeed
from registry.domain.quoting import quoted
from registry.domain.refresher import Refresher
from registry.domain.voice import Sharing
from registry.services.transfers import Clocked
from tui.widgets.plain import facts
from tui.widgets.reading_pane import ReadingPane

NOT_RECORDED = "not recorded"
R = TypeVar("R")


class FactsPane(ReadingPane):
    """What is known of the person beside their treatment, newest last; what another unit wrote says so."""

    help_text: ClassVar[str] = (
        "How each need stands, where they stayed and under which law, assessments in words, the four facts about "
        "consent and sharing, refreshers they asked for, and transfers with their clock. a opens the list of what can "
        "be written here, one letter each. Up and down scroll."
    )

    def show(
        self,
        history: History,
        needs: Mapping[str, TargetNeed],
        today: date,
        refreshers: Iterable[Refresher],
        transfers: Iterable[Clocked],
    ) -> None:
        """Show each kind under its label; what has no record says so."""
        self.read(facts(_rows(history, needs, today, refreshers, transfers), most=14))


def _rows(
    history: History,
    needs: Mapping[str, TargetNeed],
    today: date,
    refreshers: Iterable[Refresher],
    transfers: Iterable[Clocked],
) -> Iterator[tuple[str, str]]:
    def whose(record_id: str) -> Iterator[str]:
        if record_id in history.sources:
            yield f"  {history.sources[record_id].words}"

    def told(records: Iterable[R], lines: Callable[[R], Iterable[str]]) -> str:
        said = [line for one in records for line in (*lines(one), *whose(getattr(one, "id", "")))]
        return "\n".join(said) or NOT_RECORDED

    yield "Needs", f"{told(history.needs, lambda one: need_lines(one, needs))}\n"
    yield "Placements", f"{told(history.placements, placement_lines)}\n"
    yield "Assessments", f"{told(history.assessments, lambda one: assessment_lines(one, today))}\n"
    yield "Sharing", "\n".join(sharing_lines(history.sharing or Sharing())) + "\n"
    yield "Refreshers", f"{told(refreshers, _refresher_lines)}\n"
    yield "Transfers", told(transfers, transfer_lines)


def _refresher_lines(one: Refresher) -> Iterator[str]:
    said = f": {quoted(one.words)}" if one.words else ""
    yield f"{code_of(one.programme_id)}, asked for on {one.asked_on.words}{said}"
    because = f": {one.because}" if one.because else ""
    answered = f" on {one.answered_on.words} by {one.answered_by}" if one.answered_on else ""
    yield f"  {one.answer.value.capitalize()}{answered}{because}"
