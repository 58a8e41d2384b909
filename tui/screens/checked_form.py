"""What is wrong with a form, said at its fields: of one as it is left, unless it is empty; of all as the form is saved.

A form says in `wrong` what no field's declaration says; the rest follows from what is declared.
"""

from collections.abc import Mapping, Sequence

from textual.events import DescendantBlur
from textual.widget import Widget

from registry.domain.errors import InvalidValue
from tui.screens.kept_screen import KeptScreen
from tui.widgets.day_input import DayInput
from tui.widgets.form_field import FormField
from tui.widgets.form_values import focusable, holds, say_needed, typed_in
from tui.widgets.picker import Picker


class CheckedForm(KeptScreen):
    """A form whose fields say what is wrong of them, and which counts those that do."""

    _saving = False
    _filled: frozenset[str] = frozenset()

    def wrong(self) -> Mapping[str, str]:
        """Return what is wrong that no field's declaration says, in words by field."""
        return {}

    def problems(self) -> dict[str, str]:
        """Return all that keeps the form from being saved as it stands, in words by field."""
        return {**self._missing(), **self.wrong(), **self._puzzles()}

    def ask_for_what_is_needed(self) -> None:
        """Let each field in sight that is empty say whether it is needed, as the others stand now.

        What would be said of it where the form was saved decides that: nothing is asked for by another rule.
        """
        if self.seat.taken:
            problems = self.problems()
            self._filled = self._filled_now()
            for field in self.query(FormField):
                if field.display and field.control.id not in self._filled:
                    field.asks = (field.control.id or "") in problems
                    say_needed(field.control, field.asks)

    def ask_where_it_was_filled_or_emptied(self, name: str) -> None:
        """Do so after a key: most leave a field as full as it was, and ask for nothing else than before."""
        if (name in self._filled) != (name in self._filled_now(name)):
            self.ask_for_what_is_needed()

    def _filled_now(self, name: str = "") -> frozenset[str]:
        named = [one for one in self.query(FormField) if not name or one.control.id == name]
        return frozenset(one.control.id or "" for one in named if _is_filled(one.control))

    def settle(self) -> None:
        """Let every picker take what alone answers to what is typed there."""
        for picker in self.query(Picker):
            picker.settle()

    def complain(self, problems: Mapping[str, str]) -> bool:
        """Say every problem at its field and go to the first. Returns False where there is none."""
        for field in self.query(FormField):
            field.complain(problems.get(field.control.id or "", ""))
        wrong = [field for field in self.query(FormField) if field.control.id in problems]
        if wrong:
            focusable(wrong[0].control).focus()
            # The focus brings only the control into sight.
            self.call_after_refresh(self._keep_in_sight)
            self._say_what_is_still_wrong()
        return bool(wrong)

    def _say_what_is_still_wrong(self) -> None:
        """Count the fields that need another look; with none left, what was said before the last key is over."""
        left = sum(1 for each in self.query("FormField.-wrong") if each.display)
        if left:
            many = "One field needs" if left == 1 else f"{left} fields need"
            self.refuse(InvalidValue(f"Not saved yet. {many} another look."))
        elif not self._saving:
            self.say("")

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Say what is wrong of a field as it is left; one that is empty is asked for when it is saved."""
        for each in event.widget.ancestors_with_self:
            if isinstance(each, FormField):
                self._say_what_is_wrong_of(each.control.id or "")
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """Bring what has the keys into sight, with what is wrong below it: words said elsewhere may have moved it."""
        if (here := self.focused) is not None:
            wrong = [one for one in self.query("FormField.-wrong").results(FormField) if one in here.ancestors]
            (wrong[0] if wrong else here).scroll_visible(animate=False)

    def _say_what_is_wrong_of(self, name: str) -> None:
        self._judge(
            [
                one
                for one in self.query(FormField)
                if one.control.id == name and one.display and not one.has_focus_within and _is_filled(one.control)
            ]
        )

    def _judge(self, fields: Sequence[FormField]) -> None:
        """Say what is wrong of each of these fields, or nothing any more. While the home is closed nobody can say."""
        if fields and self.seat.taken:
            problems = self.problems()
            for each in fields:
                each.complain(problems.get(each.control.id or "", ""))

    def _missing(self) -> dict[str, str]:
        problems: dict[str, str] = {}
        for field in self.query(FormField):
            control, name = field.control, field.control.id or ""
            if field.display and isinstance(control, DayInput):
                try:
                    control.day(self.seat.sitting.today)
                except InvalidValue as error:
                    problems[name] = f"{error}"
            elif field.display and field.needed and not holds(control):
                problems[name] = field.needed
        return problems

    def _puzzles(self) -> dict[str, str]:
        """Return what stands in a picker that nothing answers to, or several do, in words by field."""
        puzzling = {each.id or "": each.puzzle for each in self.query(Picker) if each.puzzling}
        return {name: said for name, said in puzzling.items() if self.field_of(name).display}


def _is_filled(control: Widget) -> bool:
    """Return whether something stands in a control, answer or not."""
    return holds(control) or bool(typed_in(control).strip())
