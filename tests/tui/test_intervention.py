"""What grows along a course is written at the screen of the course, and stands there afterwards."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from registry.domain.care_package import Met
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate
from registry.domain.goal import Reached
from registry.domain.history import Origin
from registry.domain.product import Agreed, ProductKind
from registry.domain.reasons import StopReason
from registry.services.errors import list_errors
from registry.services.interventions import close_intervention, show_intervention
from registry.services.participants import show_participant
from tests.tui.desk import Desk, Unit, at_the_desk, copied_unit
from tests.tui.test_participant import open_sian
from tui.screens.close import CloseScreen
from tui.screens.commissioned import CommissionedScreen
from tui.screens.goal import GoalScreen
from tui.screens.goal_review import GoalReviewScreen
from tui.screens.intervention import InterventionScreen
from tui.screens.outcome import OutcomeScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.product import ProductScreen
from tui.screens.progress import ProgressScreen
from tui.screens.session import SessionScreen
from tui.screens.undo import UndoScreen
from tui.widgets.modal import Told
from tui.widgets.words_box import WordsBox


@pytest.fixture
def own(state: Path, tmp_path: Path) -> Unit:
    assert state
    return copied_unit(tmp_path / "ashmere")


async def open_course(desk: Desk) -> InterventionScreen:
    await open_sian(desk)
    await desk.sees("› Dialectical")
    await desk.press("o")
    return await desk.screen(InterventionScreen)  # type: ignore[no-any-return]


async def test_the_footer_names_what_is_done_most_with_a_course_that_runs_and_nothing_at_anothers(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        screen = await open_course(desk)
        assert desk.text.splitlines()[-1].split("  ") == [
            *(" s Session", "p Progress", "g Goal", "c Close", "Esc Back", "F1 All keys")
        ]
        await desk.press("c")
        await desk.screen(CloseScreen)
        await desk.press("escape")
        screen = await desk.screen(InterventionScreen)
        screen.course = replace(screen.course, source=replace(screen.course.source, origin=Origin.IMPORTED))
        screen._show()
        await desk.sees("↑ ↓ Scroll  Esc Back")
        assert "g Goal" not in desk.text


async def test_a_goal_is_agreed_reviewed_with_their_answer_and_the_review_undone(own: Unit) -> None:
    async with at_the_desk(own, size=(80, 40)) as desk:
        await open_course(desk)
        await desk.press("v")
        await desk.sees("There is no goal yet: g adds one")
        await desk.press("g")
        await desk.screen(GoalScreen)
        await desk.press("ctrl+s")
        await desk.sees("Write what was agreed.")
        await desk.type("Notice [anger] early")
        await desk.press("tab")
        await desk.type("anger")
        await desk.press("tab")
        await desk.type("9/9/2199")
        await desk.press("ctrl+s")
        await desk.sees("One field needs another look")
        desk.fill("on", "y")
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        await desk.sees("Goal 1", "Notice [anger] early", "Not reviewed yet.", "The goal is kept")
        await desk.press("v")
        await desk.screen(GoalReviewScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say how far it is reached.")
        await desk.type("partly")
        await desk.press("tab")
        await desk.type("I walk away now")
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        await desk.sees("Partly reached", "I walk away now", "their answer is kept beside it")
        await desk.press("ctrl+z")
        await desk.screen(UndoScreen)
        await desk.sees("the review of the goal “Notice [anger] early”")
        await desk.press("enter")
        await desk.screen(InterventionScreen)
        await desk.sees("Undone", "Not reviewed yet.")
        await desk.press("escape")
        await desk.screen(ParticipantScreen)
        await desk.sees("› Dialectical")
    with own.home.sit() as sitting:
        (goal,) = show_intervention(sitting, own.dbt).intervention.goals
        assert (goal.text, goal.need, goal.reviews) == ("Notice [anger] early", "anger", ())
        (struck,) = list_errors(sitting, own.sian).struck
        assert Reached.PARTLY.words in struck.said


async def test_progress_is_kept_for_each_need_and_what_is_not_seen_outside_is_said(own: Unit) -> None:
    async with at_the_desk(own, size=(80, 44)) as desk:
        await open_course(desk)
        await desk.press("p")
        screen = await desk.screen(ProgressScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say on which need", "Say something of at least one of the four")
        await desk.type("self")
        await desk.press("enter")
        screen.query_one("#learnt", WordsBox).text = "names early signs"
        screen.query_one("#outside", WordsBox).text = "left an argument"
        await desk.press("ctrl+s")
        await desk.sees("Name who saw it outside sessions")
        screen.query_one("#outside", WordsBox).text = ""
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        await desk.sees("Self-harm", "Learnt: names early signs", "Seen outside: Not yet seen outside sessions.")
    with own.home.sit() as sitting:
        (note,) = show_intervention(sitting, own.dbt).intervention.progress
    assert (note.need, note.learnt, note.seen_outside) == ("self-harm", "names early signs", None)


async def test_a_box_that_grows_below_the_edge_keeps_the_cursor_in_sight(own: Unit) -> None:
    async with at_the_desk(own) as desk:
        await open_course(desk)
        await desk.press("p")
        screen = await desk.screen(ProgressScreen)
        box = screen.query_one("#not-yet", WordsBox)
        box.focus()
        await desk.pilot.pause()
        for _ in range(6):
            box.insert("What he has not shown yet is how he would ask for help. ")
            await desk.pilot.pause()
        await desk.type("here")
        await desk.sees(f"\n{' ' * 19}here")
        # Ctrl+R is one slip of a finger away from a page of words.
        await desk.press("ctrl+r")
        await desk.sees("Ctrl+R again gives up all that is typed here.")
        assert box.text.endswith("here")
        await desk.type("s")
        await desk.press("ctrl+r")
        assert box.text.endswith("heres")
        await desk.press("ctrl+r")
        await desk.sees("Started afresh.")
        assert box.text == ""


async def test_what_cannot_be_undone_leaves_nothing_older_to_undo(own: Unit) -> None:
    async with at_the_desk(own, size=(80, 44)) as desk:
        await open_course(desk)
        await desk.press("g")
        screen = await desk.screen(GoalScreen)
        screen.query_one("#text", WordsBox).text = "Ask before the door is shut"
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        assert desk.app.seat.last_act is not None
        await desk.press("p")
        screen = await desk.screen(ProgressScreen)
        await desk.type("self")
        await desk.press("enter")
        screen.query_one("#learnt", WordsBox).text = "names early signs"
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        await desk.press("ctrl+z")
        await desk.screen(Told)
        await desk.sees("There is nothing to undo")


async def test_a_product_says_who_agrees_where_it_is_kept_and_who_may_see_it(own: Unit) -> None:
    async with at_the_desk(own, size=(80, 44)) as desk:
        await open_course(desk)
        await desk.press("d")
        screen = await desk.screen(ProductScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say what it is.", "Say what it is called", "Say where the full text is kept")
        await desk.type("formul")
        desk.fill("title", "How anger works [for me]")
        desk.fill("kept", "psychology file 12")
        screen.query_one("#agreed").focus()
        await desk.press("y")
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        await desk.sees("How anger works [for me]", "agreed: yes", "may be seen by: the treating teams")
    with own.home.sit() as sitting:
        (made,) = show_intervention(sitting, own.dbt).intervention.products
    assert (made.kind, made.agreed, made.text) == (ProductKind.FORMULATION, Agreed.YES, None)
    assert made.made_with == "Siân Ó Súilleabháin"


async def test_what_it_was_commissioned_for_is_written_and_judged(own: Unit) -> None:
    async with at_the_desk(own, size=(80, 44)) as desk:
        await open_course(desk)
        await desk.press("j")
        await desk.sees("It is not on record what this was commissioned for")
        await desk.press("m")
        await desk.screen(CommissionedScreen)
        await desk.type("Three months of leave")
        desk.fill("by", "Northern collaborative")
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        await desk.sees("Commissioned 1", "Three months of leave", "ot yet judged")
        await desk.press("j")
        await desk.screen(OutcomeScreen)
        await desk.press("tab")
        await desk.type("met in part")
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        await desk.sees("Outcome 1: met in part", "answer was not recorded.")
    with own.home.sit() as sitting:
        (outcome,) = show_intervention(sitting, own.dbt).intervention.care_package
    assert [one.met for one in outcome.judgements] == [Met.IN_PART]


async def test_sessions_and_the_closing_are_reached_here_and_reported_work_takes_none(own: Unit) -> None:
    async with at_the_desk(own, size=(80, 44)) as desk:
        await open_course(desk)
        await desk.press("s")
        await desk.screen(SessionScreen)
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        await desk.sees("Saved. ")
        await desk.press("ctrl+z")
        await desk.screen(UndoScreen)
        await desk.sees("Dialectical behaviour therapy")
        await desk.press("enter")
        await desk.screen(InterventionScreen)
        await desk.sees("Undone", "The one session offered")
        await desk.press("c")
        await desk.screen(CloseScreen)
        await desk.press("escape", "escape")
        await desk.screen(ParticipantScreen)
        await desk.press("up", "o")
        await desk.screen(InterventionScreen)
        await desk.sees("Thinking skills [group] [/]")
        await desk.press("s")
        await desk.sees("is not our record: no session is logged")
        assert not desk.app.screen.query(Input)


async def test_the_footer_of_a_course_that_is_over_names_only_what_does_something_there(own: Unit) -> None:
    with own.home.sit() as sitting:
        yesterday = PartialDate.of(sitting.today - timedelta(days=1))
        closure = Closure(on=yesterday, outcome=Outcome.PARTLY, closed_by="Dr Rhiannon Pryce", reason=StopReason.UNWELL)
        close_intervention(sitting, own.dbt, closure)
    async with at_the_desk(own) as desk:
        history = await desk.app.seat.ask(show_participant, own.sian)
        over = next(work for work in history.work if work.intervention.id == own.dbt)
        await desk.app.push_screen(InterventionScreen(desk.app.seat, history.participant, over))
        await desk.screen(InterventionScreen)
        await desk.sees("Partly completed")
        footer = desk.text.split("\n")[-1]
        assert not [each for each in ("s Session", "c Close") if each in footer]
        assert "Esc Back" in footer
        await desk.press("s")
        await desk.sees("was closed", "begins a new course", "“intervention reopen”")
        await desk.press("g")
        await desk.screen(GoalScreen)
        await desk.type("Too late")
        await desk.press("ctrl+s")
        await desk.sees("no goal is agreed for it after that")
        desk.fill("on", "y")
        await desk.press("ctrl+s")
        await desk.screen(InterventionScreen)
        await desk.sees("The goal is kept", "Too late")
