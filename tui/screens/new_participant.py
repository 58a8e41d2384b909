"""Put somebody new on record: who they are, and by which number they are known."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from rich.text import Text
from textual import on, work
from textual.widgets import Input

from registry.domain.dates import PartialDate, read_date, refuse_future
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.participant import Participant, PersonName, Sex
from registry.domain.text import typed
from registry.services.participants import add_participant
from tui.screens.form_screen import FormScreen
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.day_input import day_words
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.plain import one_line

V = TypeVar("V")
SEXES = tuple((one.value, one.value.replace("-", " ")) for one in Sex)


class NewParticipantScreen(FormScreen):
    """The name, the birth date as far as it is known, and a number or why there is none."""

    HELP = (
        "Put a new participant on record. Look first whether they are here: a number that belongs to somebody already "
        "is refused. Of the birth date the year is enough. Without an NHS number say why. Police, CHI and H&C numbers, "
        "aliases and communication needs are added on the command line (participant amend, participant communication)."
    )
    FORM = "new participant"
    DEFAULT_CSS = """
    NewParticipantScreen .label { width: 15; }
    NewParticipantScreen .problem { padding: 0 1 0 17; }
    """

    @property
    def about(self) -> dict[str, str]:
        """Nothing but the unit."""
        return {}

    @property
    def name_in_lists(self) -> str:
        """What a list calls it."""
        return "New participant"

    @property
    def heading(self) -> Text:
        """What is done here."""
        return one_line("A new participant", "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the names, the birth date, the numbers."""
        yield _line("family", "Surname", "The surname, as on their papers.")
        yield _line("given", "Given names", "The given name or names.")
        yield form_field(
            "born",
            "Born",
            Input(id="born", compact=True),
            "The birth date (1/3/84), or its month (mar 1984), or only its year.",
            echoes=True,
        )
        yield form_field(
            "sex",
            "Sex",
            ChoiceRow(SEXES, Sex.NOT_RECORDED.value, id="sex"),
            "As recorded; it says only which programmes were designed for whom. Left and right, or the first letter.",
        )
        yield _line("nhs", "NHS number", "With or without spaces. The check digit is checked.")
        yield _line("none", "None, because", "Why there is no NHS number: not traced yet, never registered.")
        yield _line("prison", "Prison number", "Such as A1234BC. May be empty.")
        yield _line("local", "Our number", "This unit's own number. May be empty.")
        yield _line("known", "Known as", "The name they are known by. May be empty.")

    def on_mount(self) -> None:
        """Begin at the surname."""
        self.query_one("#family", Input).focus()
        self.begin()

    def restored(self) -> None:
        """Say the birth date in words."""
        text = self.text_of("born").strip()
        problems: dict[str, str] = {}
        born = self._born(problems) if text else None
        self.field_of("born").echo(day_words(born) if born else problems.get("born", ""))

    @on(Input.Changed, "#born")
    def _born_changed(self) -> None:
        self.restored()

    def check(self) -> None:
        """Say what is wrong, or put them on record."""
        asked = {"family": "Say the surname.", "given": "Say the given name."}
        problems = {field: words for field, words in asked.items() if not typed(self.text_of(field))}
        born, given = self._born(problems), typed(self.text_of("given"))
        name = self._read("family", lambda family: PersonName(family=family, given=given), problems) if given else None
        nhs = self._read("nhs", NhsNumber.read, problems)
        prison = self._read("prison", PrisonNumber.read, problems)
        local = self._read("local", LocalNumber, problems)
        because = typed(self.text_of("none")) or None
        if nhs is None and because is None and "nhs" not in problems:
            problems["none"] = "Give the NHS number above, or say here why there is none."
        elif nhs is not None and because is not None:
            problems["none"] = "There is an NHS number above: leave one of the two empty."
        if not self.complain(problems) and name and born and self.begin_saving():
            self._save(name, born, nhs, because, prison, local)

    @work(exit_on_error=False)
    async def _save(
        self,
        name: PersonName,
        born: PartialDate,
        nhs: NhsNumber | None,
        because: str | None,
        prison: PrisonNumber | None,
        local: LocalNumber | None,
    ) -> None:
        try:
            made: Participant = await self.seat.ask(
                add_participant,
                name=name,
                born=born,
                sex=Sex(self.chosen_of("sex")),
                nhs_number=nhs,
                no_nhs_number_because=because,
                prison_number=prison,
                local_number=local,
                known_as=typed(self.text_of("known")) or None,
            )
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        self.dismiss(made)  # type: ignore[arg-type]

    def _born(self, problems: dict[str, str]) -> PartialDate | None:
        today = self.seat.sitting.today
        try:
            born = read_date(self.text_of("born"), today)
            refuse_future(born, today, "The birth date")
        except InvalidValue as error:
            problems["born"] = f"{error}" if self.text_of("born").strip() else "Say when: 1/3/84, mar 1984, or 1984."
            return None
        return born

    def _read(self, field: str, read: Callable[[str], V], problems: dict[str, str]) -> V | None:
        text = typed(self.text_of(field))
        try:
            return read(text) if text else None
        except InvalidValue as error:
            problems[field] = f"{error}"
            return None


def _line(name: str, label: str, help_text: str) -> FormField:
    return form_field(name, label, Input(id=name, compact=True), help_text)
