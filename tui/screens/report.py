"""Print a report from a participant's record, or from a released summary."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.text import Text

from registry.cli.paper import Form
from registry.domain.access import Permission
from registry.domain.history import Work
from registry.domain.participant import Participant
from tui.screens.framed import ALWAYS, CHOOSE
from tui.screens.record_forms import ParticipantForm
from tui.screens.report_making import Report, Wanted, make_report
from tui.screens.saving_form import Act
from tui.seat import Seat
from tui.widgets.fields import choose, line, pick
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick
from tui.widgets.plain import lines, one_line

FORMS = ((Form.PDF.value, "PDF"), (Form.HTML.value, "web page"), (Form.TEXT.value, "plain text"))
HOW_FULL = (("no", "discreet"), ("yes", "full: it names the work and the places"))
READERS = (("no", "the treating team"), ("yes", "a community team"))


class ReportScreen(ParticipantForm):
    """Which report, why, into which folder, in which form."""

    NEEDS = Permission.REPORT
    HELP = (
        "Print a report. From the record it is marked as a draft; from a released summary it says what was signed. The "
        "purpose is written in the audit before anything is printed. A participant's own copy and a certificate are "
        "discreet, unless a full one is asked for. Nothing in the folder is written over."
    )
    KEYS = (("Ctrl+S", "Print"), ("Tab", "Next field"), CHOOSE, *ALWAYS)
    FORM = "report"
    TITLE = "Print a report"
    LISTED = "Report"
    DOING: ClassVar[str] = "Making the report …"

    def __init__(
        self,
        seat: Seat,
        participant: Participant,
        works: Sequence[Work] = (),
        *,
        document: str | None = None,
        title: str = "",
    ) -> None:
        super().__init__(seat, participant)
        self.works = works
        self.document = document
        self.summary_title = title

    @property
    def about(self) -> dict[str, str]:
        """Whose, and of which summary where it is of one."""
        return {**super().about, **({"document": self.document} if self.document else {})}

    @property
    def heading(self) -> Text:
        """From what it is printed."""
        return lines(one_line(self.TITLE, "bold"), one_line(f"From: {self.summary_title or 'the record, as a draft'}"))

    def fields(self) -> Iterator[FormField]:
        """Yield the fields; the report decides which are asked for."""
        reports = [one for one in Report if self.document or one is not Report.BOARD]
        yield pick(
            "report",
            "Report",
            "Which report is printed.",
            [Pick(code=one.value, words=one.words) for one in reports],
            empty="which report: ↓",
            needed="Say which report.",
        )
        yield pick(
            "work",
            "Of which work",
            "The course of treatment the certificate is of.",
            [Pick(code=one.intervention.id, words=one.intervention.title) for one in self.works],
            empty="the only one: or ↓",
            if_empty="Left empty where there is only one.",
        )
        yield choose(
            "community", "Its readers", "A report for a community team leads with what to keep going.", READERS
        )
        yield choose("full", "It is", "A discreet one names no offence, no place, no number.", HOW_FULL)
        yield line(
            "kept",
            "Kept where",
            "Where the full copy will be kept: it names the work and the places.",
            needed="Say where the full copy will be kept.",
        )
        yield line(
            "purpose", "Purpose", "Why it is printed; kept in the audit.", needed="Say why it is printed: ward round."
        )
        yield line(
            "folder",
            "Folder",
            "The folder the file is written into; a new one is made. It is remembered until you close Throughcare.",
            str(self.seat.folder),
            needed="Type the folder to write into.",
        )
        yield choose("form", "As", "What is written: PDF, a web page or plain text.", FORMS)

    def restored(self) -> None:
        """Ask for what the report asks for."""
        super().restored()
        which, full = self.picked_of("report"), self.chosen_of("full") == "yes"
        own = which == Report.OWN
        self.show_only(
            work=which == Report.CERTIFICATE and bool(self.works),
            community=which == Report.TEAM and self.document is None,
            full=own or which == Report.CERTIFICATE,
            kept=own and full,
        )

    def act(self) -> Act:
        """Make it and write it."""
        which = Report(self.picked("report") or "")
        return partial(
            make_report,
            wanted=Wanted(
                report=which,
                asked=self.document or self.participant.id,
                purpose=self.words("purpose"),
                folder=Path(self.words("folder")).expanduser(),
                form=Form(self.chosen_of("form")),
                work=self.picked("work"),
                community=self.field_of("community").display and self.chosen_of("community") == "yes",
                full=self.field_of("full").display and self.chosen_of("full") == "yes",
                kept_where=self.said("kept"),
            ),
        )

    def saved(self, made: tuple[str, ...]) -> tuple[str, ...]:
        """What was written where, and what to look at."""
        self.seat.folder = Path(self.words("folder")).expanduser()
        return made
