"""What every form has: problems said at their field, Ctrl+S from anywhere, and words that outlive the screen."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.console import RenderableType
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from registry.domain.errors import ThroughcareError
from registry.domain.participant import Participant
from tui.messages import ValueChanged
from tui.screens.checked_form import CheckedForm
from tui.screens.framed import ALWAYS, CHOOSE
from tui.screens.kept_screen import TYPED_IN
from tui.seat import Seat
from tui.widgets.banner import Banner
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.field_help import help_of
from tui.widgets.form_field import FormField
from tui.widgets.form_values import focusable, put, typed_in
from tui.widgets.key_line import KeyLine
from tui.widgets.modal import refusal
from tui.widgets.picker import Picker
from tui.widgets.plain import Words
from tui.widgets.quiet_line import QuietLine
from tui.widgets.tick_row import TickRow
from tui.widgets.top_line import TopLine


class FormScreen(CheckedForm):
    """A form. Its head is always the same: whose home, whose record where it is about a `participant`, and its
    `heading`; below stand its `fields`, which scroll.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("Ctrl+S", "Save"), ("Tab", "Next field"), CHOOSE, *ALWAYS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("enter", "next", "Next field or list", priority=True),
        Binding("ctrl+r", "start_afresh", "Start afresh, without what was typed before", show=False),
        Binding("escape", "back", "Back"),
    ]
    DEFAULT_CSS = """
    FormScreen .title { padding: 1 1 1 2; max-width: 103; }
    FormScreen > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, seat: Seat, participant: Participant | None = None) -> None:
        super().__init__(seat)
        self.whose = participant
        self._leaving = self._beginning_again = False

    def on_mount(self) -> None:
        """Name the keys of a choice only where there is one. A form's own `on_mount` comes beside it."""
        if not any(isinstance(field.control, ChoiceRow | TickRow) for field in self.query(FormField)):
            self.query_one(KeyLine).offer([each for each in self.KEYS if each != CHOOSE])
        self.ask_for_what_is_needed()

    @property
    def heading(self) -> RenderableType:
        """What the form is about, above its fields."""
        raise NotImplementedError

    def fields(self) -> Iterable[Widget]:
        """Yield the fields, from the first to the last."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The head, the fields, the line that says what happened, the keys."""
        yield from self.head()
        with VerticalScroll(can_focus=False):
            yield from self.fields()
        yield QuietLine()
        yield self.key_line()

    def head(self) -> Iterable[Widget]:
        """Yield whose home it is, whose record, and what the form is about."""
        yield TopLine(self.seat)
        if self.whose is not None:
            yield Banner(self.whose, self.seat.sitting.today)
        yield Words(self.heading, classes="title")

    def restore(self, values: Mapping[str, str]) -> None:
        """Put texts back into their fields."""
        with self.prevent(Input.Changed, TextArea.Changed, ValueChanged):
            for field in self.query(FormField):
                if (text := values.get(field.control.id or "")) is not None:
                    put(field.control, text)
                    field.reveal(typed_in(field.control))
        self.restored()
        self.ask_for_what_is_needed()
        for field in self.query(FormField):
            if field.display and field.control.id == values.get(TYPED_IN):
                focusable(field.control).focus()

    def restored(self) -> None:
        """Fit what depends on the fields to them."""

    def took(self, field: str) -> None:
        """Follow a choice or a pick; by default what depends on the fields is fitted to them."""
        del field
        self.restored()

    def check(self) -> None:
        """Say what is missing or wrong, or save."""
        self.settle()
        if not self.complain(self.problems()) and self.begin_saving():
            self.save()

    def save(self) -> None:
        """Save the form as it stands; nothing is wrong with it."""
        raise NotImplementedError

    def changed(self, field: str) -> None:
        """A field's text changed: its problem may be gone, with what was said of another because of it."""
        self._leaving = self._beginning_again = False
        for each in [one for one in self.query(FormField) if one.control.id == field]:
            each.complain("")
            each.reveal(typed_in(each.control))
        self._say_what_is_still_wrong()
        self.keep_soon()
        self._judge([*self.query("FormField.-wrong").results(FormField)])
        self._say_what_is_wrong_of(field)
        self.ask_where_it_was_filled_or_emptied(field)

    def explained(self) -> str:
        """What the focused field is for, what Enter does in it, and what it means where it is left empty."""
        here = next((one for one in self.query(FormField) if one.has_focus_within), None)
        return help_of(here, self.enter_in(here)) if here else super().explained()

    def enter_in(self, field: FormField) -> str:
        """Return what Enter does in a field, once that has taken what is typed, as the end of a sentence."""
        return self._stays if focusable(field.control) is self.focus_chain[-1] else "goes on"

    @property
    def _stays(self) -> str:
        key, does = self.KEYS[0]
        return f"stays: the last field. {key}: {does[0].lower()}{does[1:]}"

    def action_next(self) -> None:
        """Take the marked line of an open list, then go to the next field and stay at the last; in a text of several
        lines, go to its next line.
        """
        if isinstance(self.focused, TextArea):
            self.focused.insert("\n")
            return
        took = self._took_from_a_list()
        if self.focused is not None and self.focused is self.focus_chain[-1]:
            if took:
                return
            key, does = self.KEYS[0]
            self.say(f"This is the last field. {key}: {does[0].lower()}{does[1:]}.")
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Save, once every field has taken in the keys that were pressed before Ctrl+S."""
        self._after_the_keys([*self.query("Input, ChoiceRow, TickRow, TextArea")])

    def begin_saving(self) -> bool:
        """Return True once: a second Ctrl+S while the first is at work saves nothing twice."""
        was, self._saving = self._saving, True
        return not was

    def not_saved(self, error: ThroughcareError) -> None:
        """Say why it was not saved; every word stays."""
        self._saving = False
        self.say("")
        self.app.push_screen(refusal(error))

    async def finish(self, *, saved: bool = True) -> None:
        """It is saved, or given up on purpose: nothing of it is kept, and what was saved before is not the last act."""
        if saved:
            self.seat.last_act = None
        await self.keep_no_more()

    async def action_back(self) -> None:
        """Close an open list, leaving its field as it was; else go back, if anything was changed when asked twice."""
        if lists := [one for one in self.query(Picker) if one.is_open]:
            for each in lists:
                each.give_up()
                self.changed(each.id or "")
        elif self._leaving or self.values() == self._begun:
            await self.finish(saved=False)
            self.dismiss()
        else:
            self._leaving = True
            self.say("Not saved yet. Ctrl+S saves it; Escape again leaves without saving.")

    async def action_start_afresh(self) -> None:
        """Give up what was typed and open the form as it opens; where something was typed, when asked a second time."""
        was, self._beginning_again = self._beginning_again, True
        if not was and self.values() != self._begun:
            self.say("Ctrl+R again gives up all that is typed here.")
            return
        await self.forget()
        self.complain({})
        self.restore(self._begun)
        self.say("Started afresh.")

    @on(Input.Changed)
    def _text_changed(self, event: Input.Changed) -> None:
        # What is typed into a picker is its field's, though the line within has no name of its own.
        around = [one.control.id or "" for one in event.input.ancestors if isinstance(one, FormField)]
        self.changed(around[0] if around else "")

    @on(TextArea.Changed)
    def _words_changed(self, event: TextArea.Changed) -> None:
        self.changed(event.text_area.id or "")

    @on(ValueChanged)
    def _value_changed(self, event: ValueChanged) -> None:
        self.changed(event.field)
        self.took(event.field)
        self.ask_for_what_is_needed()
        if self.query("FormField.-wrong"):
            # A field that is asked for no more is no longer wrong.
            self._say_what_is_still_wrong()

    def _took_from_a_list(self) -> bool:
        """Take the marked line of an open list. Returns False where none is open."""
        lists = [one for one in self.query(Picker) if one.is_open]
        for each in lists:
            each.close()
            self.changed(each.id or "")
        return bool(lists)

    def _after_the_keys(self, fields: list[Widget]) -> None:
        if fields:
            fields[0].call_later(self._after_the_keys, fields[1:])
        else:
            self.check()
