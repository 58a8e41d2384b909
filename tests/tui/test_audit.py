"""The audit at the screen: every act stands in its columns, in words."""

import re

from tests.homes import ADMIN, RHIANNON
from tests.tui.desk import Desk, Unit, at_the_desk
from tui.screens.audit import AuditScreen


async def test_what_an_act_was_about_stands_below_it_where_beside_it_is_no_room(unit: Unit) -> None:
    async with at_the_desk(unit, user=ADMIN) as desk:
        rows = await _rows(desk)
    ended = rows[0].index("Ended")
    assert rows[1].strip() == "About, and why"
    acts = [row for row in rows if row.rstrip().endswith(" done")]
    assert len(acts) > 3
    assert {row.index("done", ended) for row in acts} == {ended}
    assert {len(row) - len(row.lstrip()) for row in rows if "participant " in row and row not in acts} == {8}


async def test_on_a_wide_terminal_it_stands_beside_it(unit: Unit) -> None:
    async with at_the_desk(unit, user=ADMIN, size=(120, 40)) as desk:
        rows = await _rows(desk)
    about = rows[0].index("About, and why")
    assert {row[about - 1 : about + 12] for row in rows if "measure" in row or "voice add" in row} == {" participant "}


async def _rows(desk: Desk) -> list[str]:
    await desk.press("f2", "a")
    await desk.screen(AuditScreen)
    await desk.sees("About, and why", "first-two-weeks")
    shown: list[str] = desk.text.split("\n")
    first = next(number for number, row in enumerate(shown) if row.strip().startswith("Row"))
    return [row for row in shown[first:-1] if row.strip()]


async def test_an_act_that_was_refused_is_told_in_words(unit: Unit) -> None:
    unit.home.type("user", "list", user=RHIANNON)
    async with at_the_desk(unit, user=ADMIN, size=(120, 40)) as desk:
        rows = await _rows(desk)
    # Where its column is narrow the end of it stands in the next line.
    assert "rhiannon list users not permitted" in " ".join(" ".join(rows).split())
    first = rows[0].index("When")
    assert re.match(r"[1-9]\d? [A-Z][a-z]+ 20\d\d, \d\d:\d\d ", rows[1][first:])
