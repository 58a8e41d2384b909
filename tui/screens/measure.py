"""Enter one reading on a measure."""

from collections.abc import Iterator

from rich.text import Text
from textual import work
from textual.widgets import Input

from registry.domain.assessment import Direction, Occasion, Rater
from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate
from registry.domain.errors import ThroughcareError
from registry.domain.measure import Measure
from registry.domain.measure_frame import Stated
from registry.domain.participant import Participant
from registry.services.assessments import add_score
from tui.last_act import LastAct
from tui.screens.dated_form import EXAMPLES, DatedForm
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import one_line

DIRECTIONS = (("", "as the catalogue says"), *((one.value, one.words) for one in Direction))
TOTAL = "the total"


class MeasureScreen(DatedForm):
    """The measure first; what the catalogue knows of it is filled in or offered, and what it does not know is asked."""

    HELP = (
        "One reading, as it stands on the form: the measure, the value, when in the course, who rated. Version, range "
        "and direction come from the catalogue where it knows them; where it does not, copy them from the form. "
        "Structured judgement tools have no number and are kept in words (`throughcare assessment add`)."
    )
    FORM = "measure"
    DATED = "The reading"

    def __init__(self, seat: Seat, participant: Participant) -> None:
        super().__init__(seat, participant)
        self.participant = participant
        self.measures = {one.id: one for one in seat.sitting.catalogue.measures.values() if not one.is_structured}

    @property
    def about(self) -> dict[str, str]:
        """Whose reading."""
        return {"participant": self.participant.id}

    @property
    def name_in_lists(self) -> str:
        """Whose reading."""
        return f"Measure: {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """What is done here."""
        return one_line("Add a reading on a measure", "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        picks = [
            Pick(code=one.id, words=f"{one.name}: {one.title}", also=" ".join(one.aliases))
            for one in self.measures.values()
        ]
        yield form_field(
            "measure",
            "Measure",
            Picker(picks, None, empty="type a few letters, or ↓", id="measure"),
            "Which measure. Type a few letters of its name or acronym. One that is not listed is added on the "
            "command line (`throughcare measure add --help`).",
        )
        yield form_field(
            "scale",
            "Scale",
            Picker([], None, empty=TOTAL, id="scale"),
            "The subscale, where the reading is not the total. Empty is the total.",
        )
        yield form_field("value", "Reading", Input(id="value", compact=True), "The number on the form: 14, or 14.5.")
        yield form_field(
            "occasion",
            "When",
            ChoiceRow(
                [(one.value, one.value.replace("-", " ")) for one in Occasion], Occasion.PRE.value, id="occasion"
            ),
            "When in the course of treatment the reading was taken. Left and right, or the first letter.",
        )
        yield form_field(
            "rater",
            "Rated by",
            ChoiceRow([(one.value, one.value) for one in Rater], Rater.SELF.value, id="rater"),
            "Who gave the reading: the participant, staff, or a carer. Self-ratings stand beside staff ratings.",
        )
        yield self.day_field(f"When it was taken: {EXAMPLES}.")
        yield form_field("version", "Version", Input(id="version", compact=True), "The version printed on the form.")
        yield form_field("lowest", "Lowest", Input(id="lowest", compact=True), "The lowest reading there can be.")
        yield form_field("highest", "Highest", Input(id="highest", compact=True), "The highest there can be.")
        yield form_field("direction", "Better is", ChoiceRow(DIRECTIONS, "", id="direction"), "Which way is better.")

    def on_mount(self) -> None:
        """Begin at the measure."""
        self.query_one("#measure Input", Input).focus()
        self.restored()
        self.begin()

    def restored(self) -> None:
        """Offer the scales of the measure, ask for what the catalogue does not know, and say the day in words."""
        measure = self.measure
        scale = self.query_one("#scale", Picker)
        scale.picks = tuple(
            Pick(code=one.id, words=one.title) for one in (measure.scales if measure else ()) if one.id != "total"
        )
        found = measure.scale(self._subscale) if measure else None
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

    @property
    def _subscale(self) -> str | None:
        scale = self.query_one("#scale", Picker)
        return next((one.words for one in scale.picks if one.code == scale.value), None)

    def check(self) -> None:
        """Say what is missing, or save."""
        problems = self.settled_problems()
        day, measure = self.day(problems), self.measure
        if measure is None and "measure" not in problems:
            problems["measure"] = "Say which measure. Type a few letters or press the down arrow."
        if not self.text_of("value").strip():
            problems["value"] = "Type the number on the form."
        if not self.complain(problems) and measure and day and self.begin_saving():
            self._save(measure, day)

    @work(exit_on_error=False)
    async def _save(self, measure: Measure, day: PartialDate) -> None:
        direction = self.chosen_of("direction")

        def said(name: str) -> str | None:
            return (self.text_of(name).strip() or None) if self.field_of(name).display else None

        try:
            score = await self.seat.ask(
                add_score,
                self.participant.id,
                stated=Stated(
                    measure=measure.name,
                    version=said("version"),
                    subscale=self._subscale,
                    lowest=said("lowest"),
                    highest=said("highest"),
                    direction=Direction(direction) if direction else None,
                ),
                value=self.text_of("value").strip(),
                occasion=Occasion(self.chosen_of("occasion")),
                on=day,
                rater=Rater(self.chosen_of("rater")),
            )
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        note = f"{score.measure} {score.value}, {score.on.words}"
        self.seat.last_act = LastAct(kind=EntryKind.SCORE, asked=score.id, words=f"the reading {note}")
        self.dismiss(f"Saved. {note}. Ctrl+Z undoes it.")  # type: ignore[arg-type]
