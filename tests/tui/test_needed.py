"""A field says that it is needed exactly while it is empty and may not stay so, in every form there is."""

import random
from datetime import date
from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets import Input, TextArea

from registry.domain.errors import InvalidValue, ThroughcareError
from registry.domain.matching import IdentifierKind
from tests.sweeps import parts
from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.test_decision import open_decision
from tests.tui.test_every_form import KEPT, Furnished, furnished, opened, sits_at
from tests.tui.test_participant import open_sian
from tui.messages import ValueChanged
from tui.screens.break_glass import BreakGlassScreen
from tui.screens.form_screen import FormScreen
from tui.screens.glass_form import GlassForm
from tui.screens.issue import IssueScreen
from tui.screens.overlap import OverlapScreen
from tui.screens.reentry import recognised
from tui.screens.saving_form import SavingForm
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.day_input import DayInput
from tui.widgets.field_help import help_of
from tui.widgets.form_field import FormField
from tui.widgets.form_values import NEEDED, holds, typed_in
from tui.widgets.person_picker import PersonPicker
from tui.widgets.picker import Picker
from tui.widgets.tick_row import TickRow

assert furnished
WALKED = parts(KEPT, 3)[0]
MOST = 6  # Choices of one field that are walked through.
# What these ask beside being there is another matter: enough to be read later, and two different programmes.
WANT_MORE = (GlassForm, OverlapScreen)


def says_needed(control: Widget) -> bool:
    match control:
        case ChoiceRow() | TickRow():
            return control._asked == NEEDED
        case Picker():
            return control.query_one(Input).placeholder.startswith(NEEDED)
        case Input() | TextArea():
            return control.placeholder.startswith(NEEDED)
    raise AssertionError(control)


def empty(form: FormScreen) -> list[FormField]:
    """The fields in sight with nothing in them. What a trainee is shown as a passphrase is no field that says more."""
    return [
        one
        for one in form.query(FormField)
        if one.display and not holds(one.control) and not typed_in(one.control).strip()
    ]


def choices(control: Widget) -> list[str]:
    if isinstance(control, PersonPicker):
        return []
    if isinstance(control, Picker):
        return [one.code for one in control.picks][:MOST]
    return [key for key, _ in control.options] if isinstance(control, ChoiceRow) else []


def choose(control: Widget, value: str) -> None:
    if isinstance(control, Picker):
        control.pick(value)
        control.post_message(ValueChanged(control.id or ""))
    elif isinstance(control, ChoiceRow):
        control.value = value


def fill(control: Widget) -> None:
    match control:
        case DayInput():
            control.value = "+28" if control.ahead else "y"
        case TickRow():
            control.value = control.options[0][0]
        case Picker() | ChoiceRow() if offered := choices(control):
            choose(control, offered[0])
        case Picker():
            control.query_one(Input).value = "HMP Elsewhere"
        case TextArea():
            control.text = "Some words."
        case Input():
            control.value = "14" if control.id == "value" else "words"


def agrees(form: FormScreen) -> None:
    """What says that it is needed is what would be asked for; and F1 says nothing else of it."""
    asked = {one.id for one in empty(form) if (one.control.id or "") in form.problems()}
    assert {one.id for one in empty(form) if says_needed(one.control)} == asked, type(form).__name__
    for one in empty(form):
        assert one.id not in asked or "It may be left empty." not in help_of(one, ""), one.id


@pytest.mark.sweep
@pytest.mark.parametrize("kind", WALKED, ids=lambda kind: kind.__name__)
async def test_every_form_says_needed_of_what_it_asks_for_whatever_is_chosen(
    furnished: Furnished, kind: type[FormScreen], tmp_path: Path
) -> None:
    async with at_the_desk(furnished.unit, user=sits_at(kind)) as desk:
        desk.app.seat.folder = tmp_path
        form = await opened(furnished, desk, kind)
        agrees(form)
        for field in [one for one in form.query(FormField) if one.display]:
            for value in choices(field.control):
                choose(field.control, value)
                await desk.pilot.pause()
                agrees(form)
        form.restore(form._begun)
        await desk.pilot.pause()
        agrees(form)
        for _ in range(20):
            if not (left := [one for one in empty(form) if says_needed(one.control)]):
                break
            fill(left[0].control)
            await desk.pilot.pause()
            agrees(form)
        await _nothing_more_is_missing(desk, form)
        await form.finish()


async def _nothing_more_is_missing(desk: Desk, form: FormScreen) -> None:
    """The service refuses no value for being absent once all that is needed stands there."""
    assert [one.id for one in empty(form) if (one.control.id or "") in form.problems()] == []
    if isinstance(form, SavingForm) and not isinstance(form, WANT_MORE) and not form.problems():
        try:
            await desk.app.seat.ask(form.act())
        except InvalidValue as error:
            raise AssertionError(f"{type(form).__name__}: {error}") from error
        except ThroughcareError:
            # What stands on record already may forbid it; a value that is wanting it was not.
            pass


async def test_a_new_summary_asks_for_its_recipient_and_for_how_well_the_case_is_known(unit: Unit) -> None:
    async with at_the_desk(unit, size=(80, 40)) as desk:
        await open_sian(desk)
        await desk.press("t")
        form = await desk.screen(IssueScreen)
        await desk.sees("needed · type a few letters, or ↓")
        known = form.query_one("#knowledge", Input)
        assert known.placeholder == ""
        form.query_one("#short", TextArea).focus()
        await desk.type("So")
        await desk.until(lambda: known.placeholder == NEEDED, "beside the case in short it is needed")
        await desk.press("backspace", "backspace")
        await desk.until(lambda: known.placeholder == "", "without, it is not")


async def test_a_decision_has_none_chosen_and_asks_for_their_words_but_where_they_agree(unit: Unit) -> None:
    async with at_the_desk(unit, size=(80, 40)) as desk:
        form = await open_decision(desk)
        assert form.values()["choice"] == ""
        await desk.sees("○ accept   ○ change   ○ recognise   ○ put off   needed")
        words = form.query_one("#words", TextArea)
        assert words.placeholder == NEEDED
        form.query_one("#discussed").focus()
        await desk.press("a")
        await desk.until(lambda: words.placeholder == "", "who agrees may say nothing more")
        await desk.press("d")
        await desk.until(lambda: words.placeholder == NEEDED, "who disagrees says why")
        await desk.press("ctrl+s")
        await desk.sees("Say what you decide: a accepts")
        await desk.press("c")
        await desk.sees("● change", "needed · what it is to be")


async def test_a_stray_key_is_no_identifier_and_its_field_says_what_one_is(unit: Unit) -> None:
    async with at_the_desk(unit, size=(80, 30)) as desk:
        await open_sian(desk)
        await desk.app.push_screen(BreakGlassScreen(desk.app.seat))
        form = await desk.screen(BreakGlassScreen)
        one = form.query_one("#one", Input)
        assert one.placeholder == NEEDED
        one.focus()
        await desk.press("y")
        assert "surname" not in str(form.field_of("one").query_one(".echo").render())
        await desk.press("tab")
        await desk.sees("That is no identifier. Type the NHS, prison or this unit's")
        one.focus()
        await desk.press("e", "o")
        await desk.until(lambda: not form.field_of("one").has_class("-wrong"), "a surname may be short")


def test_a_surname_of_one_letter_is_typed_as_a_capital() -> None:
    drawn = random.Random("letters").choice("abcdefghijklmnopqrstuvwxyzé")
    today = date(2026, 3, 1)
    assert recognised(drawn, today) is None
    assert recognised(" - ", today) is None
    assert recognised(drawn.upper(), today) == (IdentifierKind.SURNAME, drawn.upper())
    assert recognised("王", today) == (IdentifierKind.SURNAME, "王")
    assert recognised("eo", today) == (IdentifierKind.SURNAME, "eo")
