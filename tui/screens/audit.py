"""The audit: who did what, newest first."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from registry.domain.audit import AuditLine
from registry.domain.dates import day_said
from registry.services.auditing import show_audit
from registry.services.sitting import Sitting
from tui.screens.reading import ReadingScreen
from tui.widgets.columned import columned, fitted
from tui.widgets.list_and_detail import AROUND_A_LINE
from tui.widgets.plain import lines, stacked

MOST = 500
WIDEST = 140
WIDTHS = (6, 19, 10, 20, 14)
LEAST_ABOUT = 30
"""How many columns there are beside an act for what it was about, or that stands below."""
HEADINGS = ("Row", "When (UTC)", "User", "Act", "Ended", "About, and why")


class AuditScreen(ReadingScreen):
    """The newest rows; reading them is itself a row."""

    NAME = f"Audit: the newest {MOST} acts, the newest first"
    HELP = (
        "Every read and every write: when, who, what was done, how it ended, about which records, and why. It holds "
        "no clinical text and nobody can edit it. Auditors and administrators see it. Whether it is whole is checked "
        "with “audit verify” under F2 x."
    )

    def gather(self, sitting: Sitting) -> RenderableType:
        """Return the newest rows. Raises NotPermitted for who may not read it."""
        rows = show_audit(sitting, MOST)
        cells = [HEADINGS, *(_cells(one) for one in reversed(rows))]
        room = min(WIDEST, self.app.size.width) - AROUND_A_LINE
        widths = fitted(cells, WIDTHS, room)
        if room - sum(widths) >= LEAST_ABOUT:
            said = [columned(each, widths, room) for each in cells]
        else:
            said = _about_below(cells, room)
        said[0].stylize("bold")
        return stacked(said)


def _about_below(cells: Sequence[tuple[str, ...]], room: int) -> list[Text]:
    """Return each act with about what it was and why below it, under the second column: beside it is no room."""
    acts = [each[:-1] for each in cells]
    widths = fitted(acts, WIDTHS[:-1], room)
    said = []
    for each in cells:
        about = [columned(("", each[-1]), widths[:1], room)] if each[-1] else []
        said.append(lines(columned(each[:-1], widths, room), *about))
    return said


def _cells(line: AuditLine) -> tuple[str, ...]:
    one, about = line.entry, ", ".join(line.about)
    why = f"  {one.purpose}" if one.purpose else ""
    return (f"{one.sequence}", f"{day_said(one.at)}, {one.at:%H:%M}", one.user, one.act, one.outcome, f"{about}{why}")
