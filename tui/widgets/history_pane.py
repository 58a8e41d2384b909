"""History: all work on record, by establishment, whoever recorded it."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from registry.domain.history import History, Work
from registry.domain.needs import TargetNeed
from registry.domain.people import Tier
from tui.messages import LineChosen
from tui.widgets.list_and_detail import Line, ListAndDetail
from tui.widgets.plain import one_line
from tui.widgets.work_words import takes_sessions, work_detail, work_line

NO_WORK = (
    "No treatment is on record yet.\n\nRefer the first course with i, or receive a summary from the unit this person "
    "comes from with F2 and r."
)


class HistoryPane(ListAndDetail):
    """Each course of treatment; its details follow the cursor."""

    help_text: ClassVar[str] = (
        "Every course of treatment on record, grouped by where it was delivered. “Own record” was written here; "
        "“theirs, sent to us” came in a signed summary and is never edited; “reported” rests on someone's word. The "
        "details of the marked course follow it; Ctrl+Down and Ctrl+Up (or ] and [) scroll them. On a course of our "
        "own that is going on, s or Enter logs a session."
    )

    def show(
        self, history: History, needs: Mapping[str, TargetNeed], *, keep: str | None = None, writes: bool = True
    ) -> None:
        """Show the history; the cursor goes to `keep`, else to the first course that takes sessions.

        Whoever does not write into it is told of no key that does.
        """
        self._writes = writes
        self._works = {work.intervention.id: work for work in history.work}
        self._needs = needs
        running = (work.intervention.id for work in history.work if takes_sessions(work))
        self.list.fill(list(history_lines(history)), keep=keep or next(running, None))
        if not history.work:
            self.show_detail(NO_WORK)

    @property
    def work(self) -> Work | None:
        """The course under the cursor."""
        return self._works.get(self.list.chosen or "")

    def on_line_chosen(self, event: LineChosen) -> None:
        """Show the details of the course under the cursor; the screen hears of it too."""
        if event.key in self._works:
            work = self._works[event.key]
            hint = "Press s to log a session, o to open it." if self._writes and takes_sessions(work) else ""
            self.show_detail(work_detail(work, self._needs, hint))

    _writes = True
    _works: Mapping[str, Work] = {}
    _needs: Mapping[str, TargetNeed] = {}


def history_lines(history: History) -> Iterator[Line]:
    """Yield a heading for each establishment and under it a line for each course, as on record."""
    # By name: an establishment that was only reported has another id each time it is named.
    there: dict[tuple[str, Tier], list[Work]] = {}
    for work in history.work:
        at = work.intervention.establishment
        there.setdefault((at.name.casefold(), at.tier), []).append(work)
    for number, works in enumerate(there.values()):
        at = works[0].intervention.establishment
        yield Line(key=f"at-{number}", words=one_line(f"{at.name}, {at.tier.words}", "bold"), heading=True)
        for work in works:
            yield Line(key=work.intervention.id, words=work_line(work))
