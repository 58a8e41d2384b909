"""Completed at the screen: what completing means is shown, and modules that are not recorded are answered for."""

from dataclasses import replace
from pathlib import Path

import pytest

from registry.domain.closure import Outcome
from registry.domain.errors import NotAllowed
from registry.services.completing import refuse_outcome
from registry.services.definitions import define_locally
from registry.services.interventions import show_intervention
from registry.services.matching_work import match_intervention
from registry.services.participants import show_participant
from tests.homes import GARETH
from tests.tui.desk import Desk, Unit, at_the_desk, make_unit
from tui.screens.close import CloseScreen
from tui.screens.home import HomeScreen
from tui.widgets.picker import Picker


async def test_completed_with_modules_left_says_why_the_definition_is_met(state: Path, tmp_path: Path) -> None:
    assert state
    unit = make_unit(tmp_path / "ashmere")
    with unit.home.sit() as sitting:
        edition = show_intervention(sitting, unit.dbt).intervention.edition_id or ""
    with unit.home.sit(GARETH) as supervising:
        means = {"text": "Every module and a review.", "judgedBy": "a psychologist"}
        define_locally(supervising, {"editionId": edition, "completion": means})
    with unit.home.sit() as sitting:
        match_intervention(sitting, unit.dbt, edition, because="Signed off since.")
        history = show_participant(sitting, unit.sian)
    course = next(work for work in history.work if work.intervention.id == unit.dbt)
    async with at_the_desk(unit, size=(100, 44)) as desk:
        await desk.screen(HomeScreen)
        await desk.app.push_screen(CloseScreen(desk.app.seat, history.participant, course))
        screen = await desk.screen(CloseScreen)
        await desk.sees("Completing it means: Every module and a review.")
        assert not screen.field_of("met").display
        screen.query_one("#outcome", Picker).pick(Outcome.COMPLETED.value)
        screen.restored()
        assert screen.field_of("met").display
        await desk.press("ctrl+s")
        await desk.sees("Not recorded as done or waived")
        desk.fill("met", "She did the rest at Wexmoor.")
        await desk.press("ctrl+s")
        await desk.until(lambda: not isinstance(desk.app.screen, CloseScreen), "the form is left")
    with unit.home.sit() as sitting:
        closure = show_intervention(sitting, unit.dbt).intervention.closure
    assert closure is not None
    assert (closure.outcome, closure.definition) == (Outcome.COMPLETED, "Every module and a review.")
    assert closure.reason_note == "The definition is met all the same: She did the rest at Wexmoor."


async def _close(desk: Desk, unit: Unit) -> CloseScreen:
    await desk.screen(HomeScreen)
    history = await desk.app.seat.ask(show_participant, unit.sian)
    course = next(work for work in history.work if work.intervention.id == unit.dbt)
    await desk.app.push_screen(CloseScreen(desk.app.seat, history.participant, course))
    form: CloseScreen = await desk.screen(CloseScreen)
    await desk.until(lambda: bool(form._begun), "the form stands")
    return form


async def test_an_outcome_that_cannot_be_is_refused_at_its_field_as_soon_as_it_is_taken(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 44)) as desk:
        form = await _close(desk, unit)
        await desk.type("completed")
        await desk.press("enter")
        await desk.sees("has no completion definition", "“catalogue define” under F2 x")
        await desk.press("ctrl+s")
        await desk.sees("One field needs another look")
        assert desk.app.screen is form
        form.query_one("#outcome", Picker).pick(None)
        desk.app.screen.query_one("#outcome Input").focus()
        await desk.type("not compl")
        await desk.press("enter")
        await desk.until(lambda: not form.query("FormField.-wrong"), "nothing is wrong any more")
        await desk.press("escape", "escape")


async def test_what_an_outcome_asks_for_besides_is_said_at_its_field(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 44)) as desk:
        form = await _close(desk, unit)
        form.query_one("#outcome", Picker).pick(Outcome.TRANSFERRED.value)
        form.query_one("#reason", Picker).pick("transferred")
        await desk.press("ctrl+s")
        await desk.sees("Say what remains to be done")
        desk.fill("left", "Modules three and four.")
        await desk.until(lambda: not form.query("FormField.-wrong"), "nothing is wrong any more")
        await desk.press("escape", "escape")


@pytest.mark.parametrize("outcome", [Outcome.COMPLETED, Outcome.PARTLY, Outcome.TRANSFERRED])
def test_work_that_never_started_was_not_done_in_part(unit: Unit, outcome: Outcome) -> None:
    with unit.home.sit() as sitting:
        work = show_intervention(sitting, unit.dbt)
    never = replace(work.intervention, started=None)
    with pytest.raises(NotAllowed, match="never started here"):
        refuse_outcome(never, work.edition, outcome)
    refuse_outcome(never, work.edition, Outcome.NOT_COMPLETED)


async def test_tab_takes_no_line_that_is_only_marked(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 44)) as desk:
        form = await _close(desk, unit)
        outcome, reason = form.query_one("#outcome", Picker), form.query_one("#reason", Picker)
        await desk.press("down", "down", "tab")
        await desk.until(lambda: not outcome.is_open, "the list is closed")
        assert (outcome.value, outcome.typed) == (None, "")
        # Letters that several lines answer to choose none of them, and stay as they are.
        await desk.type("c")
        await desk.press("tab")
        await desk.until(lambda: not reason.is_open, "the list is closed")
        assert (reason.value, reason.typed) == (None, "c")
        await desk.press("ctrl+s")
        await desk.sees("Say what came of it", "Several answer to “c”")
        # What one line alone answers to needs no Enter; and what stood there before stands there again.
        await desk.type("partly")
        await desk.press("tab", "shift+tab", "down", "down", "tab")
        await desk.until(lambda: not outcome.is_open, "the list is closed")
        assert (outcome.value, outcome.typed) == (Outcome.PARTLY.value, "partly completed")
        # Enter takes the marked line, and goes on.
        await desk.press("shift+tab", "down", "down", "enter")
        await desk.until(lambda: outcome.value == Outcome.NOT_COMPLETED.value, "the next one is taken")
        assert form.focused in reason.query("Input")
        await desk.press("escape", "escape")
