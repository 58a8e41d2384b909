"""Log one session of one participant."""

from collections.abc import Iterator

from rich.text import Text
from textual import on, work
from textual.widgets import Input

from registry.domain.access import Permission
from registry.domain.attendance_words import attendance_words
from registry.domain.dates import Recorded, recorded_when
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.history import Work
from registry.domain.participant import Participant
from registry.domain.received import CAME
from registry.domain.session import Attended, SessionKind, SessionRecord
from registry.services.sessions import add_session
from registry.services.sitting import new_id
from tui.messages import SessionSaved
from tui.screens.form_screen import FormScreen
from tui.screens.session_entry import (
    GAVE_REASON,
    Entry,
    Typed,
    carried_forward,
    next_number,
    read_day,
    read_entry,
)
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.day_input import day_words
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import lines, one_line
from tui.widgets.reason_picks import absence_picks
from tui.widgets.work_words import going_on, session_note

KINDS = ((SessionKind.GROUP.value, "group"), (SessionKind.INDIVIDUAL.value, "individual"))
ATTENDANCE = (
    (Attended.FULL.value, "in full"),
    (Attended.PART.value, "in part"),
    (Attended.NO.value, "no"),
    (Attended.UNMARKED.value, "service did not record it"),
)
WRITTEN = ((Recorded.AT_THE_TIME.value, "at the time"), (Recorded.LATER.value, "later"))


class SessionScreen(FormScreen):
    """Filled in as far as the record allows: often Ctrl+S is all that is left to do."""

    NEEDS = Permission.WRITE_RECORD
    HELP = (
        "Log one session. The form opens with what is likely: today, the kind and length of the last session, and "
        "where the course goes on. Change what differs and press Ctrl+S from anywhere. Tab and Enter go to the next "
        "field. What is wrong is said at its field and nothing you typed is lost."
    )
    FORM = "session"

    def __init__(self, seat: Seat, participant: Participant, course: Work) -> None:
        super().__init__(seat, participant)
        self.participant = participant
        self.course = course
        self.begun = carried_forward(course)

    @property
    def about(self) -> dict[str, str]:
        """The participant and the course."""
        return {"participant": self.participant.id, "intervention": self.course.intervention.id}

    @property
    def name_in_lists(self) -> str:
        """Whose session of what."""
        return f"Session of {self.course.intervention.title}, {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """Of what, how much was received, and where it goes on."""
        of = self.course.intervention
        received = " ".join(attendance_words(of, self.course.edition, terse=True, share=True))
        return lines(one_line(f"Log a session of {of.title}", "bold"), one_line(f"{received} {going_on(self.course)}"))

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        begun = self.begun
        yield form_field(
            "on",
            "Date",
            Input(begun.on, id="on", compact=True),
            "When it was held: t today, y yesterday, -3 three days ago, 1/3 or 1/3/26, 1 mar. What it "
            "was understood as stands beside it.",
            echoes=True,
            if_empty="It cannot be left empty.",
        )
        yield form_field(
            "kind",
            "Kind",
            ChoiceRow(KINDS, begun.kind.value, id="kind"),
            "Who was in the room: the group, or the participant alone.",
        )
        yield form_field(
            "attended",
            "Attended",
            ChoiceRow(ATTENDANCE, begun.attended.value, id="attended"),
            "In full, in part, or not. “Service did not record it” is our own gap and is never "
            "counted as the participant's absence.",
        )
        yield form_field(
            "absence",
            "Reason",
            Picker(absence_picks(), None, empty="why: type a few letters, or ↓", id="absence"),
            "Why they were away or left early; whose doing it was follows from it.",
            if_empty="It cannot be left empty for an absence; “reason not recorded” is one.",
        )
        yield form_field(
            "module",
            "Module",
            Picker(self._modules(), begun.module, empty=self._no_module(), id="module"),
            "The part of the programme it belonged to, where the programme has known parts.",
            if_empty="Left empty, it belongs to no one part.",
        )
        yield form_field(
            "number",
            "Session no.",
            Input(begun.number, id="number", compact=True),
            "Which session of the module it was, from 1.",
            if_empty="Left empty where sessions are not numbered.",
        )
        yield form_field(
            "minutes",
            "Minutes",
            Input(begun.minutes, id="minutes", compact=True),
            "Minutes the participant received, up to 480.",
            if_empty="Left empty where nobody measured.",
        )
        yield form_field(
            "recorded",
            "Written down",
            ChoiceRow(WRITTEN, begun.recorded.value, id="recorded"),
            "At the time, or later: what is written down later says so wherever it is read.",
        )

    def on_mount(self) -> None:
        """Begin at the date."""
        self.query_one("#on", Input).focus()
        self._fit()
        self._echo_day()
        self.begin()

    def restored(self) -> None:
        """Show the fields that the attendance asks for, and the day in words."""
        self._fit()
        self._echo_day()

    @property
    def typed(self) -> Typed:
        """The form as it stands."""
        return Typed(
            on=self.text_of("on"),
            kind=SessionKind(self.chosen_of("kind")),
            attended=Attended(self.chosen_of("attended")),
            module=self.picked_of("module"),
            number=self.text_of("number"),
            minutes=self.text_of("minutes"),
            absence=self.picked_of("absence"),
            recorded=Recorded(self.chosen_of("recorded")),
        )

    @on(Input.Changed, "#on")
    def _day_changed(self) -> None:
        self._echo_day(judging=True)

    def took(self, field: str) -> None:
        """Number the session anew in another module, and ask for what the attendance asks for."""
        if field == "module":
            self.query_one("#number", Input).value = next_number(self.course, self.typed.module)
        self._fit()

    def wrong(self) -> dict[str, str]:
        """What no session can be."""
        meant = self._meant
        return meant if isinstance(meant, dict) else {}

    def save(self) -> None:
        """Add the session to the record."""
        meant = self._meant
        assert isinstance(meant, Entry)
        self._save(meant)

    @property
    def _meant(self) -> Entry | dict[str, str]:
        return read_entry(self.typed, self.course, self.seat.sitting.today)

    @work(exit_on_error=False)
    async def _save(self, entry: Entry) -> None:
        of = self.course.intervention
        said = {name: getattr(entry, name) for name in Entry.__slots__}
        try:
            await self.seat.ask(add_session, of.id, **said)
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        note = session_note(SessionRecord(id=new_id(), **said), self.course)
        self.dismiss(SessionSaved(intervention_id=of.id, note=note))  # type: ignore[arg-type]

    def _echo_day(self, *, judging: bool = False) -> None:
        today = self.seat.sitting.today
        try:
            day = read_day(self.text_of("on"), self.course, today)
        except InvalidValue as error:
            self.field_of("on").echo("" if not self.text_of("on").strip() else f"{error.message}")
            return
        self.field_of("on").echo(day_words(day))
        if judging:
            self.query_one("#recorded", ChoiceRow).value = recorded_when(day, today)

    def _fit(self) -> None:
        attended = Attended(self.chosen_of("attended"))
        self.field_of("absence").display = attended in GAVE_REASON
        self.field_of("minutes").display = attended in CAME

    def _modules(self) -> list[Pick]:
        plan = self.course.edition.plan if self.course.edition else ()
        return [Pick(code=module.id, words=module.title) for module in plan]

    def _no_module(self) -> str:
        return "none: type a few letters, or ↓" if self._modules() else "its parts are not known; leave it empty"
