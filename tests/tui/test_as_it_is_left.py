"""What is wrong of a field is said as it is left, in every form, by one rule."""

from pathlib import Path

import pytest
from textual.widgets import Input

from registry.cli.commands import command_named
from registry.domain.dates import PartialDate
from registry.services.interventions import show_intervention
from registry.services.participants import show_participant
from registry.services.register_sheets import open_sheet
from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.eight import copied_eight
from tests.tui.test_every_form import put
from tests.tui.test_rules import BASES, OURS
from tui.screens.checked_form import CheckedForm
from tui.screens.command import command_screen
from tui.screens.form_screen import FormScreen
from tui.screens.home import HomeScreen
from tui.screens.issue import IssueScreen
from tui.screens.overlap import OverlapScreen
from tui.screens.register import RegisterScreen
from tui.screens.session import SessionScreen
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_values import focusable


@pytest.mark.parametrize(
    "kind",
    [one for one in sorted({*OURS, *BASES}, key=lambda one: one.__name__) if issubclass(one, FormScreen)],
    ids=lambda kind: kind.__name__,
)
def test_no_form_has_a_rule_of_its_own(kind: type[FormScreen]) -> None:
    assert kind.problems is CheckedForm.problems
    assert kind.on_descendant_blur is CheckedForm.on_descendant_blur


async def leaves(desk: Desk, form: FormScreen, name: str, typed: str) -> str:
    """Type into a field, go on to the next, and return what is said below the one that was left."""
    control = focusable(form.field_of(name).control)
    control.focus()
    await desk.until(lambda: form.focused is control, f"{name} has the keys")
    put(form.field_of(name), typed)
    await desk.press("tab")
    await desk.until(lambda: form.focused is not control, f"{name} is left")
    await desk.pilot.pause()
    return form.field_of(name)._problem


async def shown(desk: Desk, form: FormScreen) -> None:
    await desk.app.push_screen(form)
    await desk.until(lambda: bool(form._begun), "it stands")


async def test_a_session_and_a_summary_say_it_as_a_field_is_left(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        with unit.home.sit() as sitting:
            course, history = show_intervention(sitting, unit.dbt), show_participant(sitting, unit.sian)
        form: FormScreen = SessionScreen(desk.app.seat, history.participant, course)
        await shown(desk, form)
        assert "not in the calendar" in await leaves(desk, form, "on", "31/02/2026")
        assert "from 0 to 480" in await leaves(desk, form, "minutes", "ninety")
        assert await leaves(desk, form, "minutes", "90") == ""
        assert await leaves(desk, form, "on", "t") == ""
        assert "Nothing here answers to “qqqq”" in await leaves(desk, form, "module", "qqqq")
        # What is empty is asked for when it is saved, and not as somebody passes by.
        form.query_one("#attended", ChoiceRow).value = "no"
        assert await leaves(desk, form, "absence", "") == ""
        await desk.press("ctrl+s")
        await desk.sees("An absence needs its reason")
        await form.finish()
        form = IssueScreen(desk.app.seat, history.participant)
        await shown(desk, form)
        form.query_one("#showing", ChoiceRow).value = "shown"
        assert "not in the calendar" in await leaves(desk, form, "on", "31/02/2026")
        form.query_one("#knowledge", Input).value = "Weekly."
        assert "one to three sentences" in await leaves(desk, form, "short", "1\n2\n3\n4")
        await form.finish()


async def test_an_overlap_and_a_command_say_it_as_a_field_is_left(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        form: FormScreen = OverlapScreen(desk.app.seat)
        await shown(desk, form)
        assert "Nothing here answers to “qqqq”" in await leaves(desk, form, "covers", "qqqq")
        await form.finish()
        with unit.home.sit() as sitting:
            participant = show_participant(sitting, unit.sian).participant
        form = await command_screen(desk.app.seat, command_named("need add"), participant)
        await shown(desk, form)
        assert "not in the calendar" in await leaves(desk, form, "on", "31/02/2026")
        await form.finish()


async def test_a_register_says_it_as_a_field_is_left_and_not_of_the_next_person(state: Path, tmp_path: Path) -> None:
    assert state
    eight = copied_eight(tmp_path / "eight")
    async with at_the_desk(Unit(home=eight.home, sian="", dbt="", marcus="")) as desk:
        await desk.screen(HomeScreen)
        with eight.home.sit() as sitting:
            form = RegisterScreen(desk.app.seat, open_sheet(sitting, eight.group, on=PartialDate.of(sitting.today)))
        await shown(desk, form)
        for name in ("number", "minutes"):
            assert "Type a whole number" in await leaves(desk, form, name, "soon")
        form.rows.focus()
        await desk.press("p")
        await desk.until(lambda: form.focused is form.query_one("#received"), "the minutes are asked")
        assert "type a whole number" in await leaves(desk, form, "received", "half")
        form.rows.focus()
        await desk.press("down")
        await desk.until(lambda: form.rows.highlighted == 0, "the mark stays until it can be read")
        assert "type a whole number" in form.field_of("received")._problem
        form.query_one("#received", Input).value = "30"
        form.rows.focus()
        await desk.press("down", "p")
        await desk.until(lambda: form.rows.highlighted == 1, "the next person is marked")
        assert form.field_of("received")._problem == ""
        await form.finish()
