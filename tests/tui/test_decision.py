from datetime import timedelta
from typing import cast

from registry.domain.dates import PartialDate
from registry.domain.decision import Choice, Discussed
from registry.services.deciding import decide_line
from registry.services.reporting import plan_page
from registry.services.unsaved import list_unsaved
from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.test_participant import open_sian
from tui.screens.decision import DecisionScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.reopening import reopened
from tui.widgets.words_box import WordsBox


async def open_decision(desk: Desk) -> DecisionScreen:
    await open_sian(desk)
    await desk.press("p")
    await desk.sees("Self-harm")
    await desk.press("d")
    screen: DecisionScreen = await desk.screen(DecisionScreen)
    return screen


async def test_a_line_is_put_off_with_a_reason_their_words_and_a_day(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 34)) as desk:
        screen = await open_decision(desk)
        key = screen.line.key
        await desk.press("p")
        await desk.sees("● put off", "Again on")
        await desk.press("ctrl+s")
        await desk.sees("A decision has a reason", "why it was not discussed yet", "Give the day")
        screen.query_one("#reason", WordsBox).text = "The ward moves next month [sic]."
        screen.query_one("#words", WordsBox).text = "I would rather wait."
        screen.query_one("#again").value = "+28"
        screen.query_one("#discussed").value = Discussed.AGREES.value
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("Decided: put off")
    with unit.home.sit() as sitting:
        decision = plan_page(sitting, unit.sian)[0].line(key).decision
    assert decision is not None
    assert (decision.choice, decision.discussed) == (Choice.DEFER, Discussed.AGREES)
    assert decision.reason == "The ward moves next month [sic]."
    assert decision.again is not None


async def test_a_refusal_of_the_service_leaves_every_word(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 34)) as desk:
        screen = await open_decision(desk)
        screen.query_one("#choice").value = Choice.RECOGNISE.value
        screen.query_one("#reason", WordsBox).text = "Short."
        screen.query_one("#discussed").value = Discussed.AGREES.value
        await desk.press("ctrl+s")
        await desk.sees("That was not done", "A recognition needs its basis", "What to do")
        await desk.press("enter")
        await desk.sees("Short.")
        await desk.until(lambda: not screen._saving, "it may be saved again")
        assert type(desk.app.screen) is DecisionScreen


async def test_a_line_that_was_decided_meanwhile_is_not_decided_over_unseen(unit: Unit) -> None:
    async with at_the_desk(unit, size=(100, 34)) as desk:
        screen = await open_decision(desk)
        key = screen.line.key
        screen.query_one("#choice").value = Choice.ACCEPT.value
        screen.query_one("#reason", WordsBox).text = "Mine [sic]."
        screen.query_one("#discussed").value = Discussed.AGREES.value
        await desk.until(lambda: screen._kept == screen.values(), "the form is kept")
        with unit.home.sit() as sitting:
            decide_line(
                sitting,
                unit.sian,
                key,
                choice=Choice.DEFER,
                reason="The other one.",
                discussed=Discussed.AGREES,
                again=PartialDate.of(sitting.today + timedelta(days=30)),
            )
        # Opened from the list of the home it brings back how the line stood, too.
        kept = await desk.app.seat.ask(list_unsaved)
        await desk.app.pop_screen()
        screen = cast(DecisionScreen, await reopened(desk.app.seat, kept[0]))
        desk.app.push_screen(screen)
        await desk.sees("What you had typed is back")
        await desk.press("ctrl+s")
        await desk.sees("That was not done", "decided this line meanwhile", "Nothing was saved")
        with unit.home.sit() as sitting:
            decision = plan_page(sitting, unit.sian)[0].line(key).decision
            assert decision is not None
            assert decision.reason == "The other one."
        await desk.press("enter")
        assert screen.words_of("reason") == "Mine [sic]."
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
    with unit.home.sit() as sitting:
        decision = plan_page(sitting, unit.sian)[0].line(key).decision
    assert decision is not None
    assert decision.reason == "Mine [sic]."
