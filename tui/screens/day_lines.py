"""What waits today as lines of the home: a heading for each kind, and nothing where nothing waits."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from registry.domain.dates import PartialDate
from registry.services.day import Day, GroupToday, Waiting
from registry.services.unsaved import Unsaved
from tui.hints import at_the_screens
from tui.widgets.columned import columned, fitted
from tui.widgets.list_and_detail import AROUND_A_LINE, Line
from tui.widgets.plain import one_line

USUAL = (31,)
MOST = 5  # Of each kind: the home stays one page, and says how many more there are.
OVERDUE = "due"
BACKUP = "backup -"
GLASS = "glass -"
FILES = "files -"
ARRIVALS = "Summaries to receive"

Cells = tuple[str, str]


def day_lines(day: Day, unsaved: Sequence[Unsaved], today: date, width: int, *, files: str = "") -> list[Line]:
    """Return the lines of a list `width` columns wide, each kind under its heading, in the same two columns.

    `files` says what lies where other units' files come in; empty where nothing new does.
    """
    sections = [(heading, rows[:MOST], len(rows)) for heading, rows in _sections(day, unsaved, today, files) if rows]
    room = width - AROUND_A_LINE
    widths = fitted([cells for _, rows, _ in sections for _, cells in rows], USUAL, room)
    lines: list[Line] = []
    for heading, rows, number in sections:
        more = f" · the first {MOST} of {number}" if number > MOST else ""
        lines.append(Line(key=f"heading {heading}", words=one_line(f"{heading}{more}", "bold"), heading=True))
        lines += [Line(key=key, words=_words(cells, widths, room)) for key, cells in rows]
    return lines


def _words(cells: Cells, widths: Sequence[int], room: int) -> Text:
    # A sentence of its own goes on below; what stands beside something else has one line.
    return columned(cells, widths, room) if cells[1] else one_line(cells[0])


def _sections(
    day: Day, unsaved: Sequence[Unsaved], today: date, files: str
) -> Iterator[tuple[str, list[tuple[str, Cells]]]]:
    yield "Break-glass", [(GLASS, (day.glass, ""))] if day.glass else []
    yield "Not saved yet", [(f"unsaved {one.name}", (one.title, f"typed {when(one)}")) for one in unsaved]
    yield "Running groups", [(f"group {one.id}", group_cells(one, today)) for one in day.groups]
    for heading, waiting in (
        ("Your open work", day.work),
        ("Summaries", day.summaries),
        (ARRIVALS, day.arrivals),
        ("Plan decisions due", day.plans),
        ("Boosters and refreshers", day.boosters),
    ):
        lying = [(FILES, (files, ""))] if files and heading == ARRIVALS else []
        yield (
            heading,
            [*((_key(heading, number, one), waiting_cells(one)) for number, one in enumerate(waiting)), *lying],
        )
    yield "Backups", [(BACKUP, (at_the_screens(day.backup), ""))] if day.backup else []


def group_cells(group: GroupToday, today: date) -> Cells:
    """Return a group's name, how many are due, and when it last met."""
    people = f"{group.due} {'person' if group.due == 1 else 'people'}"
    if group.is_recorded_on(today):
        met = "today's register is saved"
    else:
        met = f"last met {PartialDate.of(group.last).words}" if group.last else "has not met yet"
    return group.name, f"{people} · {met}"


def waiting_cells(waiting: Waiting) -> Cells:
    """Return whom it is about, since when it is due and what waits: where there is no room for all, the day stays."""
    if not waiting.by:
        return waiting.participant, waiting.what
    what = waiting.what.removeprefix(f"{OVERDUE}: ")
    return waiting.participant, f"{OVERDUE} {PartialDate.of(waiting.by).words} · {what}"


def when(unsaved: Unsaved) -> str:
    """Return the day and minute something was typed, in the terminal's time."""
    at = unsaved.at.astimezone()
    return f"{at.day} {at:%B, %H:%M}"


def _key(heading: str, number: int, one: Waiting) -> str:
    if heading == ARRIVALS:
        return f"arrival {one.document}"
    return f"summary {one.document}" if one.document else f"waiting {heading.split()[0]}{number} {one.participant_id}"
