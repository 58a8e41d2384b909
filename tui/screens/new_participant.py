"""Put somebody new on record: who they are, and by which number they are known."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from registry.domain.access import Permission
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.participant import Participant, PersonName, Sex, check_says_why
from registry.services.participants import add_participant
from tui.screens.saving_form import Act, SavingForm
from tui.widgets.day_input import BornInput
from tui.widgets.fields import choose, line, words_of
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field

V = TypeVar("V")


class NewParticipantScreen(SavingForm):
    """The name, the birth date as far as it is known, and a number or why there is none."""

    NEEDS = Permission.WRITE_RECORD
    HELP = (
        "Put a new participant on record. Look first whether they are here: a number that belongs to somebody already "
        "is refused. Of the birth date the year is enough. Without an NHS number say why. Police, CHI and H&C numbers, "
        "aliases and communication needs are added on the command line (participant amend, participant communication)."
    )
    FORM = "new participant"
    TITLE = "A new participant"
    LISTED = "New participant"

    def fields(self) -> Iterator[FormField]:
        """Yield the names, the birth date, the numbers."""
        yield line("family", "Surname", "The surname, as on their papers.", needed="Say the surname.")
        yield line("given", "Given names", "The given name or names.", needed="Say the given name.")
        yield form_field(
            "born",
            "Born",
            BornInput(id="born"),
            "The birth date (1/3/84), or its month (mar 1984), or only its year. The age stands beside it.",
            echoes=True,
        )
        yield choose(
            "sex",
            "Sex",
            "As recorded; it says only which programmes were designed for whom.",
            words_of(Sex),
            Sex.NOT_RECORDED.value,
        )
        yield line(
            "nhs",
            "NHS number",
            "Ten digits, with or without spaces. The check digit is checked.",
            if_empty="Left empty, the next field says why there is none.",
        )
        yield line(
            "none",
            "None, because",
            "Why there is no NHS number: not traced yet, never registered.",
            if_empty="It cannot be left empty without an NHS number.",
        )
        yield line("prison", "Prison number", "Their prison number, such as A1234BC.")
        yield line("local", "Our number", "This unit's own number for them.")
        yield line("known", "Known as", "The name they are known by.")

    def wrong(self) -> dict[str, str]:
        """Each number is one, the name can be a name, and without an NHS number somebody says why."""
        problems: dict[str, str] = {}
        given, because = self.said("given"), self.said("none")
        if given:
            self._read("family", lambda family: PersonName(family=family, given=given), problems)
        nhs = self._read("nhs", NhsNumber.read, problems)
        self._read("prison", PrisonNumber.read, problems)
        self._read("local", LocalNumber, problems)
        if nhs is None and because is None and "nhs" not in problems:
            problems["none"] = "Give the NHS number above, or say here why there is none."
        elif nhs is not None and because is not None:
            problems["none"] = "There is an NHS number above: leave one of the two empty."
        elif because is not None:
            self._read("none", check_says_why, problems)
        return problems

    def act(self) -> Act:
        """Put them on record."""
        found: dict[str, str] = {}
        return partial(
            add_participant,
            name=PersonName(family=self.words("family"), given=self.words("given")),
            born=self.day("born"),
            sex=Sex(self.chosen_of("sex")),
            nhs_number=self._read("nhs", NhsNumber.read, found),
            no_nhs_number_because=self.said("none"),
            prison_number=self._read("prison", PrisonNumber.read, found),
            local_number=self._read("local", LocalNumber, found),
            known_as=self.said("known"),
        )

    def saved(self, made: Participant) -> Participant:
        """Whose record opens next."""
        return made

    def _read(self, field: str, read: Callable[[str], V], problems: dict[str, str]) -> V | None:
        text = self.said(field)
        try:
            return read(text) if text else None
        except InvalidValue as error:
            problems[field] = f"{error}"
            return None
