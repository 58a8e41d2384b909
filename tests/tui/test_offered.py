"""What would be refused is offered neither in the footer nor in the palette; its key says why."""

from pathlib import Path

import pytest

from registry.domain.dates import PartialDate
from registry.services.groups import close_group, open_group
from tests.tui.desk import Desk, Unit, at_the_desk, copied_unit
from tests.tui.test_participant import open_sian
from tests.tui.test_shut import OFFICER, officer
from tui.screens.framed import Framed
from tui.screens.groups import GroupsScreen
from tui.screens.intervention import InterventionScreen

assert officer


@pytest.fixture
def own(state: Path, tmp_path: Path) -> Unit:
    assert state
    return copied_unit(tmp_path / "ashmere")


def offered(desk: Desk) -> list[str]:
    """The acts that the palette offers of the screen, by the words before their keys."""
    screen = desk.app.screen
    assert isinstance(screen, Framed)
    return [one.title.partition("  (")[0] for one in screen.commands()]


def footer(desk: Desk) -> str:
    return desk.text.rstrip().split("\n")[-1]


async def test_a_course_that_takes_no_session_offers_none_and_its_key_says_why(own: Unit) -> None:
    async with at_the_desk(own) as desk:
        await open_sian(desk)
        await desk.sees("s Log session")
        assert {"Log session", "Close the marked course"} <= {*offered(desk)}
        assert "Undo the last act" not in offered(desk)
        await desk.press("up")
        await desk.sees("› Thinking skills")
        await desk.until(lambda: "Log session" not in footer(desk), "no session is offered")
        assert "o Open  i New course" in footer(desk)
        assert not {"Log session", "Close the marked course"} & {*offered(desk)}
        await desk.press("s")
        await desk.sees("is not our record")
        await desk.press("o")
        await desk.screen(InterventionScreen)
        assert not {"Log a session", "Close the course", "Review a goal"} & {*offered(desk)}
        await desk.press("c")
        await desk.sees("is not our record")
        await desk.press("v")
        await desk.sees("There is no goal yet")
        await desk.press("escape", "p")
        await desk.sees("d Decide")
        assert "Log session" not in footer(desk)
        assert "Decide the marked line of the plan" in offered(desk)
        await desk.press("h")
        await desk.until(lambda: "Decide" not in footer(desk), "the history stands open")
        assert "Decide the marked line of the plan" not in offered(desk)


async def test_nothing_is_offered_for_a_group_that_is_closed(own: Unit) -> None:
    with own.home.sit() as sitting:
        today = PartialDate.of(sitting.today)
        for name in ("Runs on", "Was closed"):
            group = open_group(sitting, name=name, edition="DBT", on=today).id
        close_group(sitting, group, on=today)
    async with at_the_desk(own) as desk:
        await desk.press("f2", "g")
        await desk.screen(GroupsScreen)
        await desk.sees("› Runs on", "a Add people", "l Leaves")
        await desk.press("down")
        await desk.sees("› Was closed")
        await desk.until(lambda: "Add people" not in footer(desk), "nobody joins it")
        assert "n New" in footer(desk)
        assert "Close the group" not in offered(desk)
        await desk.press("c")
        await desk.sees("Was closed was closed on")


async def test_what_a_role_may_not_do_is_not_offered(officer: Unit) -> None:
    async with at_the_desk(officer, user=OFFICER) as desk:
        await open_sian(desk)
        await desk.sees("o Open")
        assert "Log session" not in footer(desk)
        assert "New course" not in footer(desk)
        assert "Press s" not in desk.text
        assert not [
            one for one in offered(desk) if one.startswith(("Log", "Begin a new", "Write a transfer", "Write:"))
        ]
