"""Two editions beside each other, fact by fact: the same, different, or not known."""

import pytest
from textual.widgets import Input

from registry.domain.local_ids import code_of
from tests.tui.desk import Unit, at_the_desk
from tui.screens.compare import CompareScreen, beside_each_other
from tui.widgets.list_and_detail import MarkedList
from tui.widgets.picker import Picker


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("no", "no", "same"),
        ("no", "yes", "differs"),
        ("none", "a booster", "differs"),
        ("A\nB", "A", "differs"),
        ("not known", "not known", "not known"),
        ("no", "not known", "not known"),
        ("dates not known", "dates not known", "not known"),
        ("A\nB", "not known", "not known"),
        ("sex male; from age 18; risk band not known", "sex male; from age 18; risk band high", "not known"),
        ("sex male; from age 18; risk band not known", "sex female; from age 18; risk band not known", "differs"),
    ],
)
def test_what_is_not_known_is_neither_the_same_nor_another(one: str, other: str, said: str) -> None:
    assert beside_each_other(one, other) == said
    assert beside_each_other(other, one) == said


async def test_an_edition_is_named_beside_another_and_never_beside_itself(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        catalogue = desk.app.seat.sitting.catalogue
        this = catalogue.programmes["ACT"].newest.id
        await desk.app.push_screen(CompareScreen(desk.app.seat, catalogue, this))
        screen = await desk.screen(CompareScreen)
        await desk.sees("needed · another edition")
        for key in ("enter", "ctrl+s"):
            await desk.press(key)
            await desk.sees("Name the edition: type a few letters")
            await desk.press("a")
            await desk.until(lambda: not screen.query(".-wrong"), "what is typed is no longer empty")
            await desk.press("backspace")
        other = screen.query_one("#other", Picker)
        await desk.type(code_of(this))
        assert other.value is None
        await desk.press("enter")
        await desk.sees("is named in the other field already")
        assert "same" not in desk.text
        other.query_one(Input).value = ""
        await desk.press("down")
        await desk.until(lambda: other.is_open, "the list is open")
        offered = [one.key for one in other.query_one(MarkedList)._shown]
        assert offered
        assert this not in offered
        await desk.press("escape")
        await desk.type("LMVE")
        await desk.press("enter")
        await desk.sees("differs")
        assert screen.query_one("#one", Picker).named_elsewhere == other.value
