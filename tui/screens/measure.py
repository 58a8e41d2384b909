"""Enter one reading on a measure."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from registry.domain.assessment import Direction, Occasion, Rater
from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate, read_date, refuse_future
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.measure import Measure
from registry.domain.measure_frame import Stated
from registry.domain.participant import Participant
from registry.services.assessments import add_score
from tui.last_act import LastAct
from tui.messages import ValueChanged
from tui.screens.form_screen import FormScreen, form_field
from tui.screens.session_entry import day_words
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import Words
from tui.widgets.quiet_line import QuietLine
from tui.widgets.top_line import TopLine

DIRECTIONS = (("", "as the catalogue says"), *((one.value, one.words) for one in Direction))
TOTAL = "the total"


class MeasureScreen(FormScreen):
    """The measure first; what the catalogue knows of it is filled in or offered, and what it does not know is asked."""

    HELP = (
        "One reading, as it stands on the form: the measure, the value, when in the course, who rated. Version, range "
        "and direction come from the catalogue where it knows them; where it does not, copy them from the form. "
        "Structured judgement tools have no number and are kept in words (`throughcare assessment add`)."
    )
    KEYS = (
        ("Ctrl+S", "Save"),
        ("Tab", "Next field"),
        ("← →", "Choose"),
        ("Esc", "Back"),
        ("F1", "Help"),
        ("Ctrl+P", "Commands"),
    )
    FORM = "measure"
    DEFAULT_CSS = """
    MeasureScreen .title { padding: 1 1 1 2; text-style: bold; }
    MeasureScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    MeasureScreen Input { max-width: 40; }
    """

    def __init__(self, seat: Seat, participant: Participant) -> None:
        super().__init__(seat)
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

    def compose(self) -> ComposeResult:
        """The banner, the fields."""
        yield TopLine(self.seat.sitting)
        yield Banner(self.participant, self.seat.sitting.today)
        yield Words("Add a reading on a measure", classes="title")
        picks = [
            Pick(code=one.id, words=f"{one.name}: {one.title}", also=" ".join(one.aliases))
            for one in self.measures.values()
        ]
        with VerticalScroll(can_focus=False):
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
            yield form_field(
                "value", "Reading", Input(id="value", compact=True), "The number on the form: 14, or 14.5."
            )
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
            yield form_field(
                "on", "Date", Input("t", id="on", compact=True), "When it was taken: t, y, 1/3, 1 mar.", echoes=True
            )
            yield form_field(
                "version", "Version", Input(id="version", compact=True), "The version printed on the form."
            )
            yield form_field("lowest", "Lowest", Input(id="lowest", compact=True), "The lowest reading there can be.")
            yield form_field("highest", "Highest", Input(id="highest", compact=True), "The highest there can be.")
            yield form_field(
                "direction", "Better is", ChoiceRow(DIRECTIONS, "", id="direction"), "Which way is better."
            )
        yield QuietLine()
        yield self.key_line()

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
        problems: dict[str, str] = {}
        day = self._day(problems)
        self.field_of("on").echo(day_words(day) if day else problems["on"])

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
        day, measure = self._day(problems), self.measure
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

    @on(Input.Changed, "#on")
    def _day_changed(self) -> None:
        self.restored()

    @on(ValueChanged)
    def _value_changed(self, event: ValueChanged) -> None:
        self.changed(event.field)
        self.restored()

    def _day(self, problems: dict[str, str]) -> PartialDate | None:
        today = self.seat.sitting.today
        try:
            day = read_date(self.text_of("on"), today)
            refuse_future(day, today, "The reading")
        except InvalidValue as error:
            problems["on"] = f"{error}"
            return None
        return day
