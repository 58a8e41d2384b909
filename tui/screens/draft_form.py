"""What both forms have that change the directory for its next version: from which file, into which draft."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from registry.cli.directory_draft import NOTHING_CHANGED, write_draft
from registry.cli.directory_screen import draft_lines
from registry.files import make_private_folder
from registry.services.sitting import Sitting
from tui.screens.framed import ALWAYS, CHOOSE
from tui.screens.saving_form import Act, SavingForm
from tui.widgets.fields import line
from tui.widgets.form_field import FormField

Change = Callable[[bytes, datetime], bytes]
SIGNING = "Every root keeper signs it next, where the root bags are: throughcare directory sign {} --root-bag FILE"


class DraftForm(SavingForm):
    """A form that writes the next version of the directory as a draft; nobody believes it before the roots signed."""

    KEYS = (("Ctrl+S", "Write"), ("Tab", "Next field"), CHOOSE, *ALWAYS)

    def files(self) -> Iterator[FormField]:
        """Yield from which directory, and into which file."""
        yield line(
            "from",
            "From",
            "The signed directory, or the draft that was begun from it. The one this home believes stands here.",
            str(self.seat.sitting.home.directory),
            needed="Say which directory, or which draft.",
        )
        yield line(
            "draft",
            "Draft",
            "The new file that is written.",
            str(self.seat.folder / "directory-draft.json"),
            if_empty="Left empty, the draft that is named above is changed in place.",
        )

    def change(self) -> Change:
        """Return what is changed, from the file's bytes and the moment."""
        raise NotImplementedError

    def act(self) -> Act:
        """Write the draft."""
        file, draft = Path(self.words("from")).expanduser(), self.said("draft")
        out, change = Path(draft).expanduser() if draft else None, self.change()

        def changed(data: bytes, now: datetime) -> bytes:
            draft = change(data, now)
            if out is not None:
                make_private_folder(out.parent)
            return draft

        def written(sitting: Sitting) -> tuple[str, ...]:
            said = write_draft(file, out, changed, now=sitting.now)
            target = out or file
            unchanged = () if said.changes else (NOTHING_CHANGED,)
            return (*(one.strip() for one in draft_lines(said)), *unchanged, f"Wrote {target}.", SIGNING.format(target))

        return written

    def saved(self, made: tuple[str, ...]) -> tuple[str, ...]:
        """What the draft says."""
        return made
