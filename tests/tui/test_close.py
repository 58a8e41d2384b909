"""Completed at the screen: what completing means is shown, and modules that are not recorded are answered for."""

from pathlib import Path

from registry.domain.closure import Outcome
from registry.services.definitions import define_locally
from registry.services.interventions import show_intervention
from registry.services.matching_work import match_intervention
from registry.services.participants import show_participant
from tests.homes import GARETH
from tests.tui.desk import at_the_desk, make_unit
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
