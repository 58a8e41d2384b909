"""The audit: who did what, newest first."""

from collections.abc import Sequence

from rich.console import RenderableType

from registry.domain.audit import AuditLine
from registry.services.auditing import show_audit
from registry.services.sitting import Sitting
from tui.screens.reading import ReadingScreen
from tui.widgets.columned import columned, fitted
from tui.widgets.list_and_detail import AROUND_A_LINE
from tui.widgets.plain import indented, plain, stacked

MOST = 500
WIDEST = 140
WIDTHS = (6, 18, 10, 20, 14)
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
        heading = columned(HEADINGS, widths, room)
        heading.stylize("bold")
        return stacked([heading, *(_row(each, widths, room) for each in cells[1:])])


def _row(cells: tuple[str, ...], widths: Sequence[int], room: int) -> RenderableType:
    """Return an act on one line; where it is too long for that, about what it was and why hangs below."""
    row = columned(cells, widths, room)
    if "…" not in row.plain or "…" in "".join(cells):
        return row
    *act, about = cells
    return stacked([columned(act, widths, room), indented(plain(about), widths[0])])


def _cells(line: AuditLine) -> tuple[str, ...]:
    one, about = line.entry, ", ".join(line.about)
    why = f"  {one.purpose}" if one.purpose else ""
    return (f"{one.sequence}", f"{one.at:%d %b %Y %H:%M}", one.user, one.verb, one.outcome, f"{about}{why}")
