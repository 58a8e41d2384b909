"""Write down a placement: where, from when, under which law."""

from collections.abc import Iterator
from functools import partial

from registry.domain.corrections import EntryKind
from registry.domain.dates import Recorded
from registry.domain.placement import LEGAL_STATUS, SECTIONS, LegalStatus, Placement
from registry.services.placements import add_placement
from tui.last_act import LastAct
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import day, pick, where
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick

CODES = {words: code for code, words in LEGAL_STATUS.items()}


def legal_picks() -> list[Pick]:
    """Return every legal status, found by its words or its section; `37` is section 37 before anything longer.

    The code list's own numbers answer to nothing: 37 is the code of another law.
    """
    also = {code: code for code in LEGAL_STATUS if not code.isdigit()}
    also |= {code: f"{section} {section.removeprefix('s')}" for section, code in SECTIONS.items()}
    picks = [Pick(code=words, words=words, also=also.get(code, "")) for words, code in CODES.items()]
    return sorted(picks, key=lambda one: (not one.words.startswith("section"), len(one.words.split(",")[0])))


class PlacementScreen(ParticipantForm):
    """At this unit, or elsewhere as it was reported."""

    HELP = (
        "A placement of this participant: here, or at another establishment as it was reported to you. Leave its end "
        "empty while it lasts; a placement here is ended with its own form. The legal status holds from the day you "
        "give, else from the beginning; more than one is given on the command line (placement add)."
    )
    FORM = "placement"
    TITLE = "A placement begins"
    LISTED = "Placement"

    def fields(self) -> Iterator[FormField]:
        """Yield where, from when to when, and the law."""
        yield from where(
            "at",
            "Where",
            "Leave it empty for this unit. An establishment of the directory, or the name of another.",
            empty="this unit",
        )
        yield day("since", "From", f"Its first day: {EXAMPLES}; a month or a year is enough.", what="The placement")
        yield day(
            "until", "To", "Its last day. Empty while it lasts.", "", what="The end of the placement", needed=False
        )
        yield pick(
            "legal",
            "Legal status",
            "Under which law: type the section (37, 47) or a word (remand). Empty where it is not known.",
            legal_picks(),
            empty="not recorded: type a section or a word",
        )
        yield day(
            "law", "In force since", "Since when that law holds. Empty: since the placement began.", "",
            what="The legal status", needed=False,
        )  # fmt: skip

    def restored(self) -> None:
        """Ask since when where a law is named."""
        super().restored()
        self.show_only(law=self.picked_of("legal") is not None)

    def act(self) -> Act:
        """Keep it."""
        since, at, legal = self.day("since"), self.establishment("at"), self.picked("legal")
        return partial(
            add_placement,
            asked=self.participant.id,
            since=since,
            until=self.day_or_none("until"),
            legal=(LegalStatus(code=CODES[legal], since=self.day_or_none("law") or since),) if legal else (),
            establishment=at,
            recorded=Recorded.REPORTED if at else None,
        )

    def saved(self, made: Placement) -> str:
        """Where; it can be undone."""
        words = f"the placement at {made.establishment.name} from {made.since.words}"
        self.seat.last_act = LastAct(kind=EntryKind.PLACEMENT, asked=made.id, words=words)
        return f"Kept: {words}. Ctrl+Z undoes it."
