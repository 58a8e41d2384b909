"""One command of the command line as a form, made from what the command itself says it takes."""

from collections.abc import Callable, Iterable
from typing import ClassVar, Final

from rich.console import RenderableType
from textual import work
from textual.widget import Widget
from textual.widgets import Input

from registry.cli.commands import NO, YES, Command, Parameter
from registry.cli.door import short
from registry.cli.output import Caught
from registry.cli.seated import AtField, run_seated
from registry.domain.dates import read_date
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.participant import Participant
from tui.allowed import NEEDED
from tui.asking import Asking
from tui.offered import OnRecord, known, offered, on_record_for
from tui.pace import Pace
from tui.screens.command_answer import CommandAnswerScreen
from tui.screens.framed import ALWAYS, CHOOSE
from tui.screens.long_work import LOOKS_AGAIN, bar
from tui.screens.programme_picks import edition_picks, programme_picks
from tui.screens.seeking_form import SeekingForm
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.day_input import day_words
from tui.widgets.form_field import FormField
from tui.widgets.form_values import focusable, form_field, value_of
from tui.widgets.person_picker import PersonPicker
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import lines, one_line
from tui.widgets.tick_row import TickRow
from tui.widgets.words_box import WordsBox

NOT_SAID: Final = ""
LETTERS: Final = "type a few letters, or ↓"
WIDEST = 120


class CommandScreen(SeekingForm):
    """What is needed first; then what may be left out."""

    HELP = "One command of the command line, as a form. What is needed stands first; all else may be left out."
    KEYS = (("Ctrl+S", "Run it"), ("Tab", "Next field"), CHOOSE, *ALWAYS)
    FORM: ClassVar[str] = "command"
    DEFAULT_CSS = """
    CommandScreen .label { width: 22; }
    CommandScreen .problem { padding: 0 1 0 24; }
    """

    def __init__(
        self,
        seat: Seat,
        command: Command,
        participant: Participant | None = None,
        on_record: OnRecord = OnRecord(),  # noqa: B008 - frozen
    ) -> None:
        super().__init__(seat, participant if command.is_about_somebody else None)
        self.command = command
        self.on_record = on_record
        self.known = known(command, self.whose)
        self._refused: dict[str, str] = {}
        self.pace: Pace | None = None
        """How far the command is that runs; None while none does."""
        self.NEEDS = NEEDED.get(command.name)  # type: ignore[misc]
        self.asked = tuple(
            sorted(
                (each for each in command.fields if not (each.is_whose and self.whose)), key=lambda one: not one.needed
            )
        )
        self.HELP = f"{self.HELP}\n\n{command.help}"  # type: ignore[misc]

    @property
    def about(self) -> dict[str, str]:
        """Which command, and about whom."""
        whose = {"participant": self.whose.id} if self.whose else {}
        return {"command": self.command.name, **whose}

    @property
    def name_in_lists(self) -> str:
        """Which command, and about whom."""
        whose = f": {self.whose.name.banner}" if self.whose else ""
        return f"throughcare {self.command.name}{whose}"

    @property
    def heading(self) -> RenderableType:
        """What the command does."""
        return lines(one_line(f"throughcare {self.command.name}", "bold"), one_line(f"{self.command.does}."))

    def fields(self) -> Iterable[FormField]:
        """Yield a field for each thing the command takes."""
        for each in self.asked:
            needed = "This is needed." if each.needed else ""
            yield form_field(each.name, each.label, self._control(each), _help(each), echoes=each.is_day, needed=needed)

    def on_mount(self) -> None:
        """Begin at the first field; where nothing is asked, run."""
        self.restored()
        self.begin()
        if self.asked:
            focusable(self.query(FormField).first().control).focus()
        else:
            self.check()

    def restored(self) -> None:
        """Say each day in words."""
        for each in self.asked:
            if each.is_day:
                self.field_of(each.name).echo(self._day_words(self.text_of(each.name)))

    def changed(self, field: str) -> None:
        """As every form; a day is said in words."""
        self._refused.pop(field, None)
        super().changed(field)
        self.restored()

    def wrong(self) -> dict[str, str]:
        """What the command refused as it stands, and a day that is none."""
        problems = dict(self._refused)
        for each in self.asked:
            if each.is_day and (text := self.text_of(each.name)).strip():
                try:
                    read_date(text, self.seat.sitting.today)
                except InvalidValue as error:
                    problems[each.name] = f"{error}"
        return problems

    def check(self) -> None:
        """Say what is missing or wrong, or run it: what was refused may be right beside another answer."""
        self._refused = {}
        super().check()

    def save(self) -> None:
        """Run it."""
        self._run({**self.known, **{each.name: self._said(each) for each in self.asked}})

    @work(exit_on_error=False)
    async def _run(self, values: dict[str, str]) -> None:
        self.say("Running …")
        self.pace = pace = Pace()

        def asks(said: Caught) -> Asking:
            said.far = pace.tell
            return Asking(app=self.app, seat=self.seat, said=said)

        far = self.set_interval(LOOKS_AGAIN, self._show_pace)
        try:
            await self._ran(values, asks)
        finally:
            far.stop()
            self.pace = None

    def _show_pace(self) -> None:
        if self.pace is not None and self.can_be_stopped and not self.pace.stopping:
            self.say(f"{bar(self.pace.share)}  {self.pace.count}. Esc stops it.")

    async def _ran(self, values: dict[str, str], asks: Callable[[Caught], Asking]) -> None:

        try:
            answered = await self.seat.ask(
                run_seated,
                self.command.typed(values),
                settings=self.seat.settings,
                asks=asks,
                width=min(self.app.size.width - 6, WIDEST),
            )
        except AtField as error:
            if error.field in {each.name for each in self.asked}:
                self._saving = False
                self._refused = {error.field: error.message}
                self.complain(self._refused)
            else:
                self.not_saved(error)
            return
        except ThroughcareError as error:
            self.not_saved(error)
            return
        # What a command did is no act that Ctrl+Z knows, and the one before is no longer the last.
        self.seat.last_act = None
        await self.finish()
        answer = CommandAnswerScreen(self.seat, self.command.line(values), answered, self.whose)
        # Not awaited: the screen that is left takes its workers with it.
        self.app.call_later(self.app.switch_screen, answer)

    @property
    def can_be_stopped(self) -> bool:
        """True while a command runs that has told how far it is."""
        return self.pace is not None and self.pace.far != (0, 0)

    async def action_back(self) -> None:
        """While it runs, stop it where it can be; else as every form."""
        if self.pace is None:
            await super().action_back()
        else:
            self.pace.stop()
            self.say("Stopping …")

    def keep_now(self) -> None:
        """Keep the form, and stop what runs, before the seat is left: it waits for it."""
        super().keep_now()
        if self.pace is not None:
            self.pace.stop()

    def _control(self, parameter: Parameter) -> Widget:
        name, stands = parameter.name, self.known.get(parameter.name, "")
        if parameter.is_somebody:
            return PersonPicker(id=name)
        if parameter.is_programme or parameter.is_edition:
            picks = (programme_picks if parameter.is_programme else edition_picks)(self.seat.sitting.catalogue)
            return Picker(picks, None, empty=LETTERS, id=name)
        options = offered(parameter, self.seat.sitting, self.on_record)
        if parameter.switch:
            either = [(NO, NO), (YES, YES)]
            unsaid = [] if stands or parameter.needed else [(NOT_SAID, "not said")]
            return ChoiceRow([*unsaid, *either], stands or (unsaid or either)[0][0], id=name)
        if options and parameter.repeats:
            return TickRow(options, [], id=name)
        if options:
            picks = [Pick(code=key, words=words) for key, words in options]
            return Picker(picks, stands or None, empty=LETTERS, id=name)
        if parameter.repeats:
            return WordsBox(stands, id=name)
        return Input(stands, id=name, compact=True)

    def _said(self, parameter: Parameter) -> str:
        match self.field_of(parameter.name).control:
            case PersonPicker() as picker:
                # Who is only typed is looked for by the command, which refuses where several answer.
                return short(picker.value) if picker.value else picker.typed.strip()
            case Picker() as picker:
                return picker.value or ""
            case TickRow() as row:
                return "\n".join(row.value.split())
            case ChoiceRow() as row:
                return row.value
            case WordsBox() as box:
                return value_of(box).strip("\n")
            case _:
                return self.text_of(parameter.name).strip()

    def _day_words(self, text: str) -> str:
        try:
            return day_words(read_date(text, self.seat.sitting.today)) if text.strip() else ""
        except InvalidValue as error:
            return f"{error}"


async def command_screen(seat: Seat, command: Command, participant: Participant | None) -> CommandScreen:
    """Return the form of a command; what one of its values is to be chosen from is read."""
    return CommandScreen(seat, command, participant, await seat.ask(on_record_for, command, participant))


def _help(parameter: Parameter) -> str:
    several = " Several: each on a line of its own." if parameter.repeats and not parameter.choices else ""
    return f"{parameter.help}{several}"
