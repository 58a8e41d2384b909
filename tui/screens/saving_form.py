"""A form that only says what is particular to it: its title, its fields, what saves it, and what is said then.

Everything that forms do alike stands here: it begins at its first field, reads its days as they are typed, says what is
missing at each field, hands what is typed to one service, and keeps every word where the service says no.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from rich.console import RenderableType
from textual import on, work
from textual.widget import Widget
from textual.widgets import Input

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.people import EstablishmentRef
from registry.domain.text import typed
from registry.services.directories import establishments_listed
from registry.services.sitting import Sitting
from tui.screens.form_screen import FormScreen
from tui.widgets.day_input import DayInput
from tui.widgets.establishment_picker import EstablishmentPicker
from tui.widgets.form_field import FormField
from tui.widgets.form_values import focusable, value_of
from tui.widgets.picker import Picker
from tui.widgets.plain import one_line

NOTHING_CHANGED: Final = "Nothing was changed, so nothing is saved. Escape goes back."
Act = Callable[[Sitting], Any]
"""One service with what it is to do: it still wants the sitting."""


class SavingForm(FormScreen):
    """A form about the unit. `TITLE` heads it and names it in lists, where `LISTED` says it no shorter.

    `DOING` is said while the service works, where that takes a while. `OFFERS` where `offer` reads what can be picked.
    """

    TITLE: ClassVar[str] = ""
    LISTED: ClassVar[str] = ""
    DOING: ClassVar[str] = ""
    BEGINS_AT: ClassVar[str] = ""
    OFFERS: ClassVar[bool] = False
    AMENDS: ClassVar[bool] = False
    """Whether it opens with what is on record, so that nothing changed is nothing to save."""

    @property
    def about(self) -> Mapping[str, str]:
        """Nothing but the unit."""
        return {}

    @property
    def name_in_lists(self) -> str:
        """The title, or what is shorter."""
        return self.LISTED or self.TITLE

    @property
    def heading(self) -> RenderableType:
        """The title."""
        return one_line(self.TITLE, "bold")

    def act(self) -> Act:
        """Return what saves the form as it stands; every field was looked at. Raises as values do that cannot be."""
        raise NotImplementedError

    def saved(self, made: Any) -> object:
        """Return what the screen hands back once the service has made this: by default that it is saved."""
        del made
        return "Saved."

    def on_mount(self) -> None:
        """Begin at the first field, or where the form says."""
        first = self.field_of(self.BEGINS_AT) if self.BEGINS_AT else self.query(FormField).first()
        focusable(first.control).focus()
        self.restored()
        if self.OFFERS or self.query(EstablishmentPicker):
            self._offer()
        else:
            self.begin()

    async def offer(self) -> None:
        """Offer what a service has to be asked for: by default the establishments of the directory. Raises as it."""
        listed = await self.seat.ask(establishments_listed)
        for picker in self.query(EstablishmentPicker):
            picker.offer(listed)

    @work(exit_on_error=False)
    async def _offer(self) -> None:
        """Offer what can be picked, then bring back what was typed before."""
        try:
            await self.offer()
        except ThroughcareError as error:
            # Any establishment can be named, and any file: the form serves all the same.
            self.refuse(error)
        self.begin()

    def restored(self) -> None:
        """Say each day in words, or why it is none; ask for the tier of an establishment that is in no directory."""
        for field in self.query(FormField):
            if isinstance(field.control, DayInput):
                field.echo(field.control.echo(self.seat.sitting.today))
        for picker in self.query(EstablishmentPicker):
            self.field_of(f"{picker.id}-tier").display = picker.is_named and self.field_of(picker.id or "").display

    @on(Input.Changed)
    def _day_changed(self, event: Input.Changed) -> None:
        if isinstance(event.input, DayInput) or isinstance(event.input.parent, EstablishmentPicker):
            self.restored()

    def check(self) -> None:
        """Say what is missing or wrong, or save."""
        if self.AMENDS and self.values() == self._begun:
            self.say(NOTHING_CHANGED)
            return
        super().check()

    def save(self) -> None:
        """Hand it to the service."""
        self._save()

    @work(exit_on_error=False)
    async def _save(self) -> None:
        self.say(self.DOING)
        try:
            made = await self.seat.ask(self.act())
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        self.dismiss(self.saved(made))  # type: ignore[arg-type]

    def said(self, name: str) -> str | None:
        """Return what is typed in a line or a text, without outer white space; None where nothing is, or is asked."""
        control = self._asked(name)
        return typed(value_of(control)) or None if control else None

    def words(self, name: str) -> str:
        """Return what is typed in a field that is needed."""
        return self.said(name) or ""

    def picked(self, name: str) -> str | None:
        """Return what is picked; None where nothing is, or is asked."""
        control = self._asked(name)
        return control.value if isinstance(control, Picker) else None

    def day_or_none(self, name: str) -> PartialDate | None:
        """Return a day that may be empty; None where none is given, or is asked."""
        control = self._asked(name)
        return control.day(self.seat.sitting.today) if isinstance(control, DayInput) else None

    def day(self, name: str = "on") -> PartialDate:
        """Return a day that is needed."""
        found = self.day_or_none(name)
        if found is None:
            raise InvalidValue("The day is missing.")
        return found

    def establishment(self, name: str) -> EstablishmentRef | None:
        """Return an establishment of the directory, or another by its name and tier; None where none is named."""
        control = self._asked(name)
        if not isinstance(control, EstablishmentPicker):
            return None
        return control.establishment(self.picked(f"{name}-tier") or "")

    def show_only(self, **asked: bool) -> None:
        """Show the named fields that are asked for now, and no other of them."""
        for name, is_asked in asked.items():
            self.field_of(name).display = is_asked

    def _asked(self, name: str) -> Widget | None:
        field = self.field_of(name)
        return field.control if field.display else None
