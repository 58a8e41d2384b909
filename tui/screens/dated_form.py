"""What every form has whose facts have a day: it is read as it is typed, said in words, and never lies ahead."""

from typing import ClassVar

from textual import on
from textual.widgets import Input

from registry.domain.dates import PartialDate, read_date, refuse_future
from registry.domain.errors import InvalidValue
from tui.screens.form_screen import FormScreen
from tui.screens.session_entry import day_words
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field

EXAMPLES = "t today, y yesterday, -3 three days ago, 1/3, 1 mar"


class DatedForm(FormScreen):
    """A form with the field `on`. `DATED` says in a refusal what the day is of."""

    DATED: ClassVar[str] = ""

    def day_field(self, help_text: str, label: str = "Date") -> FormField:
        """Return the field of the day, which opens with today."""
        return form_field("on", label, Input("t", id="on", compact=True), help_text, echoes=True)

    def day(self, problems: dict[str, str]) -> PartialDate | None:
        """Return the day, or None with what is wrong added to the problems."""
        today = self.seat.sitting.today
        try:
            day = read_date(self.text_of("on"), today)
            refuse_future(day, today, self.DATED)
        except InvalidValue as error:
            problems["on"] = f"{error}"
            return None
        return day

    def restored(self) -> None:
        """Say the day in words, or why it is none."""
        problems: dict[str, str] = {}
        day = self.day(problems)
        self.field_of("on").echo(day_words(day) if day else problems["on"])

    @on(Input.Changed, "#on")
    def _day_changed(self) -> None:
        self.restored()
