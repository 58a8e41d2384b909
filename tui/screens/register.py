"""A group's register: everybody listed, one key each, and all of it saved at once."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from registry.domain.access import Permission
from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotAllowed, ThroughcareError
from registry.domain.session import Attended
from registry.services.register_sheets import RegisterSheet, open_sheet, open_sheet_again
from registry.services.session_histories import session_notes
from tui.last_act import LastAct
from tui.messages import LineOpened
from tui.screens.framed import ALWAYS
from tui.screens.mark_form import MarkForm
from tui.screens.register_entry import marks_in, marks_text, read_meeting_day, saved_words
from tui.screens.register_fields import mark_fields, meeting_fields
from tui.screens.register_keeping import kept
from tui.screens.register_notes import NotesScreen
from tui.screens.session_entry import MOST_MINUTES, MOST_NUMBER, read_number
from tui.seat import Seat
from tui.widgets.day_input import day_words
from tui.widgets.plain import Words, beside, one_line
from tui.widgets.quiet_line import QuietLine
from tui.widgets.register_rows import RegisterRows


class RegisterScreen(MarkForm):
    """Opens with everybody attended in full, so that only what differs takes a key."""

    NEEDS = Permission.WRITE_RECORD
    HELP = (
        "The register of one meeting. Everybody who is due stands as attended in full: f, p, x and u mark the person "
        "under the cursor. Date, module, number and length above are carried forward from the last meeting; Tab goes "
        "round. Ctrl+S saves it into each person's own record, for everybody or for nobody; e opens an earlier "
        "meeting to correct it."
    )
    KEYS = (("Ctrl+S", "Save"), ("f p x u", "Mark"), ("Tab", "Next field"), *ALWAYS)
    FORM = "register"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("e", "earlier", "Correct an earlier meeting", show=False)]
    DEFAULT_CSS = """
    RegisterScreen RegisterRows { margin: 1 0 0 0; height: 1fr; min-height: 3; }
    RegisterScreen .saved { display: none; height: auto; padding: 0 1 1 2; }
    RegisterScreen.-saved .saved { display: block; }
    RegisterScreen #received-field, RegisterScreen #absence-field, RegisterScreen #because-field { margin: 1 0 0 0; }
    """

    def __init__(self, seat: Seat, sheet: RegisterSheet) -> None:
        super().__init__(seat)
        self.sheet = sheet

    @property
    def about(self) -> dict[str, str]:
        """The group, and the meeting where one is corrected."""
        session = {"session": self.sheet.session.id} if self.sheet.session else {}
        return {"group": self.sheet.group_id, **session}

    @property
    def name_in_lists(self) -> str:
        """Which group's register."""
        which = f"Correction of {self.sheet.on.words}" if self.sheet.session else "Register"
        return f"{which}: {self.sheet.name}"

    @property
    def heading(self) -> Text:
        """Which group, and of what."""
        doing = "Correct the register" if self.sheet.session else "Register"
        return beside(one_line(f"{doing} of {self.sheet.name}", "bold"), one_line(f" · {self.sheet.title}"))

    def compose(self) -> ComposeResult:
        """Head and foot as every form; the people scroll, and the fields around them do not."""
        yield from self.head()
        yield from self.fields()
        yield QuietLine()
        yield self.key_line()

    def fields(self) -> Iterator[Widget]:
        """Yield the meeting, its people, and the one more word that a mark may need."""
        sheet = self.sheet
        yield Words(classes="saved")
        yield from meeting_fields(sheet)
        yield RegisterRows(sheet.lines, id="rows")
        yield from mark_fields(is_corrected=sheet.session is not None)

    def on_mount(self) -> None:
        """Begin with the people: what is above them is mostly right."""
        self.fit()
        self._echo_day()
        self._say_what_is_saved()
        self.rows.focus()
        self.begin()

    def values(self) -> dict[str, str]:
        """Return the fields, and every mark."""
        fields = {name: text for name, text in super().values().items() if name not in ("received", "absence")}
        if (of := self.spoken_of) is not None and self.received_is_wrong():
            fields |= {"received": self.text_of("received"), "received-by": of.mark.intervention_id}
        return {**fields, "marks": marks_text(self.rows.marks.values())}

    def restore(self, values: Mapping[str, str]) -> None:
        """Put the fields and the marks back, and minutes that could not be read to the person they were typed for."""
        self.rows.put_all(marks_in(values.get("marks", "{}")))
        for one in self.rows.people:
            if one.mark.intervention_id == values.get("received-by"):
                self.go_to(one)
        super().restore(values)

    def restored(self) -> None:
        """Show what the marks ask for, and the day in words."""
        self.fit()
        self._echo_day()
        if self.sheet.session is None:
            self._follow_the_date()

    def wrong(self) -> dict[str, str]:
        """What no meeting can be, and what the marked person cannot have received of it."""
        problems: dict[str, str] = {}
        self._meeting(problems)
        return problems

    def _meeting(self, problems: dict[str, str]) -> tuple[PartialDate | None, int | None, int | None]:
        """Return the day, the number and the length; what is wrong goes into `problems`."""
        day = self._day(problems)
        number = read_number(self.text_of("number"), "number", 1, MOST_NUMBER, problems)
        minutes = read_number(self.text_of("minutes"), "minutes", 1, MOST_MINUTES, problems)
        self.read_received(problems)
        return day, number, minutes

    def check(self) -> None:
        """Say what is wrong, whom nobody has marked to the end, or that it is saved already; or save."""
        self.settle()
        minutes = self._meeting({})[2] or MOST_MINUTES
        too_much = [one for one in self.rows.people if (self.mark_of(one).minutes or 0) > minutes]
        if too_much and not self.received_is_wrong():
            self.go_to(too_much[0])
        if self.complain(self.problems()):
            return
        away = {key for key, one in self.rows.marks.items() if one.attended is Attended.NO and one.absence is None}
        left = [one for one in self.rows.people if one.mark.intervention_id in away]
        if left:
            self.go_to(left[0])
            self.query_one("#absence Input", Input).focus()
            self.refuse(InvalidValue(f"Not saved yet. Why was {left[0].name} away? Type a few letters."))
        elif self.sheet.has_saved(self.picked_of("module"), self._meeting({})[1]):
            self.refuse(InvalidValue("Not saved: this register is saved already. e in the list corrects it."))
            self.rows.focus()
        elif self.begin_saving():
            self.save()

    def save(self) -> None:
        """Keep the marks in everybody's own record."""
        day, number, minutes = self._meeting({})
        assert day is not None
        self._save(day, self.picked_of("module"), number, minutes)

    def action_earlier(self) -> None:
        """Choose an earlier meeting to correct it."""
        from tui.screens.meetings import MeetingsScreen

        if self.sheet.session is None:
            self.app.push_screen(MeetingsScreen(self.seat, self.sheet))

    @work(exit_on_error=False)
    async def _save(self, day: PartialDate, module: str | None, number: int | None, minutes: int | None) -> None:
        marks = tuple(self.rows.marks.values())
        try:
            meeting = (day, module, number, minutes)
            because = self.text_of("because") if self.sheet.session else ""
            lines, session_id = await kept(self.seat, self.sheet, marks, because, *meeting)
        except ThroughcareError as error:
            self.not_saved(await self._because_of_another(error, day, module, number))
            return
        await self.finish()
        if self.sheet.session is None:
            words = f"the register of {self.sheet.name}"
            self.seat.last_act = LastAct(kind=EntryKind.REGISTER, asked=session_id, words=words)
        notes = await self.seat.ask(session_notes, session_id)
        changed = {line.participant_id for line in lines}
        notes = tuple(one for one in notes if one.participant_id in changed)
        # Not awaited: the screen that is left takes its workers with it.
        self.app.call_later(self.app.switch_screen, NotesScreen(self.seat, f"the register of {self.sheet.name}", notes))

    async def _because_of_another(
        self, error: ThroughcareError, day: PartialDate, module: str | None, number: int | None
    ) -> ThroughcareError:
        """What stopped it: where another seat has saved this register meanwhile, that and how to go on here."""
        if self.sheet.session is not None or not isinstance(error, NotAllowed):
            return error
        self.sheet = await self.seat.ask(open_sheet, self.sheet.group_id, on=day)
        self._say_what_is_saved()
        if not self.sheet.has_saved(module, number):
            return error
        hint = "Nothing of yours is saved. e in the list opens theirs, to correct it."
        return NotAllowed("Somebody has saved this register meanwhile.", hint=hint)

    @on(LineOpened)
    def _opened(self, event: LineOpened) -> None:
        event.stop()

    @on(Input.Changed, "#on")
    def _day_changed(self) -> None:
        self._echo_day()
        if self.sheet.session is None:
            self._follow_the_date()

    def took(self, field: str) -> None:
        """Give the marked person the reason that was picked, or number the meeting anew in another module."""
        super().took(field)
        if field == "module" and self.sheet.session is None:
            number = self.sheet.next_number(self.picked_of("module"))
            self.query_one("#number", Input).value = f"{number or ''}"

    @work(exclusive=True, group="date", exit_on_error=False)
    async def _follow_the_date(self) -> None:
        day = self._day({})
        if day is None or day == self.sheet.on:
            return
        self.sheet = await self.seat.ask(open_sheet, self.sheet.group_id, on=day)
        self.rows.follow(self.sheet.lines)
        self._say_what_is_saved()

    @work(exclusive=True, group="saved", exit_on_error=False)
    async def _say_what_is_saved(self) -> None:
        """Say which registers of the day are saved already: what stands below is a new one."""
        saved = self.sheet.saved_that_day
        sheets = [await self.seat.ask(open_sheet_again, one.id) for one in saved]
        self.set_class(bool(saved), "-saved")
        words = [f"Saved already: {saved_words(one)}." for one in sheets]
        hint = "Below is another meeting of that day. e in the list corrects what is saved."
        self.query_one(".saved", Words).show("\n".join([*words, hint]) if words else "")

    def _day(self, problems: dict[str, str]) -> PartialDate | None:
        return read_meeting_day(self.text_of("on"), self.seat.sitting.today, problems)

    def _echo_day(self) -> None:
        problems: dict[str, str] = {}
        day = self._day(problems)
        self.field_of("on").echo(day_words(day) if day else problems["on"])
