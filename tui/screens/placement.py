"""Write down a placement: where, from when, under which law."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

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

MOST_LAWS = 6
CODES = {words: code for code, words in LEGAL_STATUS.items()}


def legal_picks() -> list[Pick]:
    """Return every legal status, found by its words or its section; `37` is section 37 before anything longer.

    The code list's own numbers answer to nothing: 37 is the code of another law.
    """
    also = {code: code for code in LEGAL_STATUS if not code.isdigit()}
    also |= {code: f"{section} {section.removeprefix('s')}" for section, code in SECTIONS.items()}
    picks = [Pick(code=words, words=words, also=also.get(code, "")) for words, code in CODES.items()]
    return sorted(picks, key=lambda one: (not one.words.startswith("section"), len(one.words.split(",")[0])))


class Law(NamedTuple):
    """The names of the three fields of one legal status."""

    status: str
    since: str
    until: str


LAWS = tuple(Law(*(f"{name}{n or ''}" for name in ("legal", "law", "lapsed"))) for n in range(MOST_LAWS))


class PlacementScreen(ParticipantForm):
    """At this unit, or elsewhere as it was reported."""

    HELP = (
        "A placement of this participant: here, or at another establishment as it was reported to you. Leave its end "
        "empty while it lasts; a placement here is ended with its own form. A legal status holds from the day you "
        "give, else from the beginning, and until the day you give, else as long as they stay. Once one is picked the "
        f"next can be: up to {MOST_LAWS}."
    )
    FORM = "placement"
    TITLE = "A placement begins"
    LISTED = "Placement"

    def fields(self) -> Iterator[FormField]:
        """Yield where, from when to when, and the law."""
        yield from where(
            "at",
            "Where",
            "An establishment of the directory, or the name of another.",
            empty="this unit",
            if_empty="Left empty, it is this unit.",
        )
        yield day("since", "From", f"Its first day: {EXAMPLES}; a month or a year is enough.", what="The placement")
        yield day(
            "until",
            "To",
            "The placement's last day.",
            "",
            what="The end of the placement",
            needed=False,
            if_empty="Left empty while it lasts.",
        )
        for law in LAWS:
            yield from _law_fields(law)

    def restored(self) -> None:
        """Ask since when, and until when, for each law that is named, and which came next."""
        super().restored()
        is_next = True
        for law in LAWS:
            is_named = self.picked_of(law.status) is not None
            self.show_only(**{law.status: is_next or is_named, law.since: is_named, law.until: is_named})
            is_next = is_named

    def wrong(self) -> dict[str, str]:
        """Of two laws, the later one says since when."""
        asked = [law for law in LAWS if self.picked(law.status)]
        return {
            law.since: "Say since when: the one before held first." for law in asked[1:] if not self.said(law.since)
        }

    def act(self) -> Act:
        """Keep it."""
        since, at = self.day("since"), self.establishment("at")
        return partial(
            add_placement,
            asked=self.participant.id,
            since=since,
            until=self.day_or_none("until"),
            legal=tuple(
                LegalStatus(
                    code=CODES[status],
                    since=self.day_or_none(law.since) or since,
                    until=self.day_or_none(law.until),
                )
                for law in LAWS
                if (status := self.picked(law.status))
            ),
            establishment=at,
            recorded=Recorded.REPORTED if at else None,
        )

    def saved(self, made: Placement) -> str:
        """Where; it can be undone."""
        words = f"the placement at {made.establishment.name} from {made.since.words}"
        self.seat.last_act = LastAct(kind=EntryKind.PLACEMENT, asked=made.id, words=words)
        return f"Kept: {words}. Ctrl+Z undoes it."


def _law_fields(law: Law) -> Iterator[FormField]:
    is_first = law == LAWS[0]
    yield pick(
        law.status,
        "Legal status" if is_first else "Then",
        "Under which law: by the section (37, 47) or a word (remand)."
        if is_first
        else "Which law came next, or beside it.",
        legal_picks(),
        empty="not recorded: type a section or a word" if is_first else "another one: type a section or a word",
        if_empty="Left empty where it is not known." if is_first else "Left empty where none did.",
    )
    yield day(
        law.since,
        "In force since",
        "Since when that law holds. A month or a year is enough.",
        "",
        what="The legal status",
        needed=False,
        if_empty="Left empty, since the placement began." if is_first else "It cannot be left empty beside a law.",
    )
    yield day(
        law.until,
        "In force until",
        "The last day that law held.",
        "",
        what="The end of the legal status",
        needed=False,
        if_empty="Left empty while it holds, or as long as they stayed.",
    )
