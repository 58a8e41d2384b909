"""Enter one reading on a measure."""

from collections.abc import Callable, Iterator
from functools import partial

from textual import on
from textual.events import DescendantBlur

from registry.domain.assessment import Direction, Occasion, Rater, Score, check_decimal, check_within
from registry.domain.corrections import EntryKind
from registry.domain.errors import ThroughcareError
from registry.domain.measure import Measure, Scale
from registry.domain.measure_frame import Stated, check_rater
from registry.domain.participant import Participant
from registry.services.assessments import add_score
from tui.last_act import LastAct
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.seat import Seat
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import choose, day, line, pick, words_of
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick, Picker

TOTAL = "the total"


class MeasureScreen(ParticipantForm):
    """The measure first; what the catalogue knows of it is filled in or offered, and what it does not know is asked."""

    HELP = (
        "One reading, as it stands on the form: the measure, the value, when in the course, who rated. Version, range "
        "and direction come from the catalogue where it knows them; where it does not, copy them from the form. "
        "Structured judgement tools have no number and are kept in words: w and a in the record."
    )
    FORM = "measure"
    TITLE = "Add a reading on a measure"
    LISTED = "Measure"

    def __init__(self, seat: Seat, participant: Participant) -> None:
        super().__init__(seat, participant)
        self.measures = {one.id: one for one in seat.sitting.catalogue.measures.values() if not one.is_structured}

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield pick(
            "measure",
            "Measure",
            "Which measure, by its name or acronym. One that is not listed is added with “measure add” under F2 x.",
            [
                Pick(code=one.id, words=f"{one.name}: {one.title}", also=" ".join(one.aliases))
                for one in self.measures.values()
            ],
            needed="Say which measure. Type a few letters or press the down arrow.",
        )
        yield pick(
            "scale",
            "Scale",
            "The subscale, where the reading is not the total.",
            [],
            empty=TOTAL,
            if_empty="Left empty, it is the total.",
        )
        yield line("value", "Reading", "The number on the form: 14, or 14.5.", needed="Type the number on the form.")
        yield choose(
            "occasion",
            "When",
            "When in the course of treatment the reading was taken.",
            words_of(Occasion),
            needed="Say when in the course it was taken.",
        )
        yield choose(
            "rater",
            "Rated by",
            "Who gave the reading: the participant, staff, or a carer. Self-ratings stand beside staff ratings.",
            words_of(Rater),
            needed="Say who gave the reading.",
        )
        yield day("on", "Date", f"When it was taken: {EXAMPLES}.", what="The reading")
        yield line(
            "version",
            "Version",
            "The version printed on the form; “unversioned” where it prints none.",
            needed="Type the version as the form prints it; where it prints none, unversioned.",
        )
        yield line(
            "lowest",
            "Lowest",
            "The lowest reading there can be.",
            needed="The catalogue does not know it: see the form.",
        )
        yield line(
            "highest", "Highest", "The highest there can be.", needed="The catalogue does not know it: see the form."
        )
        yield choose(
            "direction", "Better is", "Which way is better.", words_of(Direction), needed="Say which way is better."
        )

    def restored(self) -> None:
        """Offer the scales of the measure, ask for what the catalogue does not know, and say the day in words."""
        measure = self.measure
        scale = self.query_one("#scale", Picker)
        scale.picks = tuple(
            Pick(code=one.id, words=one.title) for one in (measure.scales if measure else ()) if one.id != "total"
        )
        found = self._scale
        knows_range = bool(found and found.lowest and found.highest)
        self.field_of("scale").display = bool(scale.picks)
        self.field_of("version").display = measure is not None and len(measure.versions) != 1
        self.field_of("lowest").display = self.field_of("highest").display = measure is not None and not knows_range
        self.field_of("direction").display = measure is not None and not (found and found.direction)
        super().restored()

    @property
    def measure(self) -> Measure | None:
        """The picked measure."""
        return self.measures.get(self.picked_of("measure") or "")

    @on(DescendantBlur, "#version")
    def _version_typed(self) -> None:
        """Ask for the range of a version that the catalogue does not speak of, once it is typed."""
        self.restored()

    def settle(self) -> None:
        """As every form; the version is typed."""
        super().settle()
        self.restored()

    def wrong(self) -> dict[str, str]:
        """Each number is one, the reading lies within its range, and whoever rated may rate."""
        problems: dict[str, str] = {}
        for name in ("value", "lowest", "highest"):
            if number := self.said(name):
                _note(name, partial(check_decimal, number), problems)
        found, value = self._scale, self.said("value")
        lowest = (found and found.lowest) or self.said("lowest")
        highest = (found and found.highest) or self.said("highest")
        if self.measure and value and lowest and highest and not problems:
            _note("value", partial(check_within, self.measure.name, value, lowest, highest), problems)
        if self.measure and (rater := self.chosen_of("rater")):
            _note("rater", partial(check_rater, self.measure, found, Rater(rater)), problems)
        return problems

    @property
    def _scale(self) -> Scale | None:
        """The scale as the catalogue knows it for the version that is typed."""
        speaks = self.measure is not None and self.measure.speaks_of(self.said("version"))
        return self.measure.scale(self._subscale) if self.measure and speaks else None

    @property
    def _subscale(self) -> str | None:
        scale = self.query_one("#scale", Picker)
        return next((one.words for one in scale.picks if one.code == scale.value), None)

    def act(self) -> Act:
        """Keep the reading, with what the catalogue does not know of the measure."""
        measure, direction = self.measures[self.picked("measure") or ""], self.chosen_of("direction")
        return partial(
            add_score,
            asked=self.participant.id,
            stated=Stated(
                measure=measure.name,
                version=self.said("version"),
                subscale=self._subscale,
                lowest=self.said("lowest"),
                highest=self.said("highest"),
                direction=Direction(direction) if direction else None,
            ),
            value=self.words("value"),
            occasion=Occasion(self.chosen_of("occasion")),
            on=self.day(),
            rater=Rater(self.chosen_of("rater")),
        )

    def saved(self, made: Score) -> str:
        """The reading; it can be undone."""
        note = f"{made.measure} {made.value}, {made.on.words}"
        self.seat.last_act = LastAct(kind=EntryKind.SCORE, asked=made.id, words=f"the reading {note}")
        return f"Saved. {note}. Ctrl+Z undoes it."


def _note(field: str, check: Callable[[], None], problems: dict[str, str]) -> None:
    try:
        check()
    except ThroughcareError as error:
        problems[field] = f"{error}"
