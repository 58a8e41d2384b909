"""Groups at the screens: opened, people put in as one types, a stop that stops all; and a judgement withdrawn."""

from pathlib import Path

import pytest
from textual.widgets import Input

from registry.domain.catalogue import Strength
from registry.domain.dates import PartialDate
from registry.domain.intervention import State
from registry.services.groups import add_members, list_groups, open_group, show_group
from registry.services.interventions import move_intervention
from registry.services.overlaps import judge_overlap, list_withdrawn_overlaps
from registry.services.participants import show_participant
from tests.homes import RHIANNON
from tests.tui.desk import Unit, at_the_desk, copied_unit
from tests.tui.test_two_doors import ByPrompts
from tui.screens.group_close import GroupCloseScreen
from tui.screens.group_leave import GroupLeaveScreen
from tui.screens.groups import GroupsScreen
from tui.screens.home import HomeScreen
from tui.screens.join import JoinScreen
from tui.screens.open_group import OpenGroupScreen
from tui.screens.overlaps import OverlapsScreen
from tui.screens.register import RegisterScreen
from tui.screens.withdraw import WithdrawScreen
from tui.widgets.modal import Told


@pytest.fixture
def own(state: Path, tmp_path: Path) -> Unit:
    assert state
    return copied_unit(tmp_path / "ashmere")


async def test_a_group_is_opened_and_people_join_it(own: Unit) -> None:
    async with at_the_desk(own) as desk:
        await desk.screen(HomeScreen)
        await desk.press("f2", "g")
        await desk.screen(GroupsScreen)
        await desk.sees("There is no group yet", "n New  Esc Back")
        assert not [key for key in ("Enter Register", "Add people", "Leaves") if key in desk.text]
        await desk.press("n")
        await desk.screen(OpenGroupScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say what the group is called", "Say which programme")
        desk.fill("name", "Thursday [skills]")
        await desk.press("tab")
        await desk.type("dbt")
        await desk.press("ctrl+s")
        await desk.screen(GroupsScreen)
        await desk.sees("Thursday [skills] is open", "nobody: a adds people")
        await desk.press("a")
        screen = await desk.screen(JoinScreen)
        await desk.press("ctrl+s")
        await desk.sees("Nobody is chosen yet")
        await desk.type("this")
        await desk.sees("› THISTLEWOOD")
        await desk.press("enter")
        await desk.sees("1. THISTLEWOOD, Marcus")
        # As a quick hand types: Enter before the list has caught up takes the only one who answers, and no other.
        await desk.type("shan")
        await desk.press("enter")
        await desk.sees("2. Ó SÚILLEABHÁIN, Siân")
        await desk.type("marcus")
        await desk.press("enter", "ctrl+s")
        await desk.sees("Press Enter on the person who is meant")
        screen.query_one("#people Input", Input).value = ""
        await desk.press("f8")
        await desk.until(lambda: len(screen.picker.people) == 1, "the last is given back")
        await desk.type("shan")
        await desk.press("enter")
        await desk.until(lambda: len(screen.picker.people) == 2, "both are taken")
        await desk.press("ctrl+s")
        await desk.screen(GroupsScreen)
        await desk.sees("2 people joined Thursday [skills]", "Belongs now", "Marcus Thistlewood")
        await desk.press("enter")
        await desk.screen(RegisterScreen)
        await desk.sees("› Siân Ó Súilleabháin")
    with own.home.sit() as sitting:
        view = show_group(sitting, list_groups(sitting)[0].id)
        assert {one.participant_id for one in view.members} == {own.sian, own.marcus}
        # Siân goes on in the work she has; for Marcus it was referred and begun.
        assert own.dbt in {one.intervention_id for one in view.members}
        assert [one.intervention.state.value for one in show_participant(sitting, own.marcus).work] == ["in-progress"]


async def test_one_whom_a_rule_stops_stops_all_and_nobody_is_forgotten(own: Unit) -> None:
    with own.home.sit() as sitting:
        today = PartialDate.of(sitting.today)
        open_group(sitting, name="Thursday", edition="DBT", on=today)
        move_intervention(sitting, own.dbt, State.ON_HOLD, on=today, because="On leave.")
    async with at_the_desk(own) as desk:
        await desk.screen(HomeScreen)
        await desk.press("f2", "g")
        await desk.sees("› Thursday")
        await desk.press("a")
        screen = await desk.screen(JoinScreen)
        for name in ("this", "shan"):
            await desk.type(name)
            await desk.press("enter")
            await desk.until(lambda: screen.picker.typed == "", "taken")
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("Siân Ó Súilleabháin: ", "on hold.", "Nobody was added")
        await desk.press("enter")
        assert len(screen.picker.people) == 2
    with own.home.sit() as sitting:
        assert show_group(sitting, "Thursday").members == ()


async def test_a_judgement_of_ones_own_is_withdrawn_with_a_reason(own: Unit) -> None:
    with own.home.sit() as sitting:
        judged = judge_overlap(
            sitting,
            covers="LMVE",
            covered="DBT",
            needs=("violence",),
            skip_modules=("mindfulness",),
            strength=next(iter(Strength)),
            basis="Both manuals were read side by side.",
            caution="It says nothing of the rest.",
        )
    async with at_the_desk(own) as desk:
        await desk.screen(HomeScreen)
        await desk.press("f2", "o")
        await desk.screen(OverlapsScreen)
        await desk.sees("covers part of")
        await desk.press("w")
        await desk.screen(WithdrawScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say why it is withdrawn")
        await desk.type("read again")
        await desk.press("ctrl+s")
        await desk.screen(OverlapsScreen)
        await desk.sees("Withdrawn and signed", "withdrawn ·", "read again")
        await desk.press("w")
        await desk.sees("It is withdrawn already")
    with own.home.sit() as sitting:
        assert list_withdrawn_overlaps(sitting)[judged.id].reason == "read again"


def test_people_join_by_the_prompts_too(own: Unit) -> None:
    with own.home.sit() as sitting:
        open_group(sitting, name="Thursday", edition="DBT", on=PartialDate.of(sitting.today))
    at = ByPrompts()._sit(own.home, RHIANNON)
    at.number("Where to?", "Put people into a group")
    at.number("Which group?", "Thursday")
    at.answer(("Their first day [t]: ", ""), ("A name or a number: ", "nobodysuch"))
    at.child.expect_exact("Nobody else here answers to that")
    at.answer(("A name or a number: ", "this"))
    at.number("Who?", "THISTLEWOOD")
    at.answer(("A name or a number: ", "shan"))
    at.number("Who?", "Siân")
    at.answer(("A name or a number: ", ""), ("Save it?", "yes"))
    at.child.expect_exact("Saved: 2 joined Thursday.")
    at.child.sendeof()
    at.child.expect_exact("Closed.")
    with own.home.sit() as sitting:
        assert {one.participant_id for one in show_group(sitting, "Thursday").members} == {own.sian, own.marcus}


async def test_somebody_leaves_a_group_and_it_is_closed(own: Unit) -> None:
    with own.home.sit() as sitting:
        began = PartialDate.of(sitting.today)
        group = open_group(sitting, name="Thursday [skills]", edition="DBT", on=began).id
        add_members(sitting, group, [own.dbt], since=began)
    async with at_the_desk(own) as desk:
        await desk.screen(HomeScreen)
        await desk.press("f2", "g")
        await desk.screen(GroupsScreen)
        await desk.sees("› Thursday [skills]")
        await desk.press("l")
        await desk.screen(GroupLeaveScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say who leaves.")
        await desk.type("siân")
        await desk.press("ctrl+s")
        await desk.screen(GroupsScreen)
        await desk.sees("left Thursday [skills]", "nobody: a adds people", "Belonged")
        await desk.press("c")
        await desk.screen(GroupCloseScreen)
        await desk.press("ctrl+s")
        await desk.screen(GroupsScreen)
        await desk.sees("Thursday [skills] is closed", ", closed")
        await desk.press("c")
        await desk.sees("was closed on")
    with own.home.sit() as sitting:
        (closed,) = list_groups(sitting)
        assert closed.ended is not None
        assert show_participant(sitting, own.sian).work[0].intervention.closure is None
