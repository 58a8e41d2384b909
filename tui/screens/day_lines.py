"""What waits today as lines of the home: a heading for each kind, and nothing where nothing waits."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from exports.columns import columns
from registry.domain.dates import PartialDate
from registry.services.day import Day, GroupToday, Waiting
from registry.services.unsaved import Unsaved
from tui.widgets.list_and_detail import Line
from tui.widgets.plain import one_line

FIRST_COLUMN = 31
MOST = 5  # Of each kind: the home stays one page, and says how many more there are.
OVERDUE = "due"
BACKUP = "backup -"
GLASS = "glass -"
ARRIVALS = "Summaries to receive"


def day_lines(day: Day, unsaved: Sequence[Unsaved], today: date) -> Iterator[Line]:
    """Yield the lines, each kind under its heading."""
    kept = [(f"unsaved {one.key}", beside(one.title, f"typed {when(one)}")) for one in unsaved]
    yield from _section("Break-glass", [(GLASS, one_line(day.glass))] if day.glass else [])
    yield from _section("Not saved yet", kept)
    yield from _section("Groups", [(f"group {one.id}", group_row(one, today)) for one in day.groups])
    for heading, waiting in (
        ("Your open work", day.work),
        ("Summaries", day.summaries),
        (ARRIVALS, day.arrivals),
        ("Plan decisions due", day.plans),
        ("Boosters and refreshers", day.boosters),
    ):
        rows = [(_key(heading, number, one), waiting_row(one)) for number, one in enumerate(waiting)]
        yield from _section(heading, rows)
    yield from _section("Backups", [(BACKUP, one_line(day.backup))] if day.backup else [])


def group_row(group: GroupToday, today: date) -> Text:
    """Return a group's name, how many are due, and when it last met."""
    people = f"{group.due} {'person' if group.due == 1 else 'people'}"
    if group.is_recorded_on(today):
        met = "today's register is saved"
    else:
        met = f"last met {PartialDate.of(group.last).words}" if group.last else "has not met yet"
    return beside(group.name, f"{people} · {met}")


def waiting_row(waiting: Waiting) -> Text:
    """Return whom it is about, what waits and since when it is due."""
    by = f" · {OVERDUE} {PartialDate.of(waiting.by).words}" if waiting.by else ""
    return beside(waiting.participant, f"{waiting.what}{by}")


def when(unsaved: Unsaved) -> str:
    """Return the day and minute something was typed, in the terminal's time."""
    at = unsaved.at.astimezone()
    return f"{at.day} {at:%B, %H:%M}"


def beside(first: str, second: str) -> Text:
    """Return two cells, the first in a column of its own."""
    cell = one_line(first)
    cell.truncate(FIRST_COLUMN - 1, overflow="ellipsis")
    space = " " * (FIRST_COLUMN - columns(cell.plain))
    return Text.assemble(cell, space, one_line(second), no_wrap=True, overflow="ellipsis")


def _key(heading: str, number: int, one: Waiting) -> str:
    if heading == ARRIVALS:
        return f"arrival {one.document}"
    return f"summary {one.document}" if one.document else f"waiting {heading.split()[0]}{number} {one.participant_id}"


def _section(heading: str, rows: Sequence[tuple[str, Text]]) -> Iterator[Line]:
    if not rows:
        return
    more = f" · the first {MOST} of {len(rows)}" if len(rows) > MOST else ""
    yield Line(key=f"heading {heading}", words=one_line(f"{heading}{more}", "bold"), heading=True)
    for key, words in rows[:MOST]:
        yield Line(key=key, words=words)
