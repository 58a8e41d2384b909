"""A file that came: verified, matched by a person, attached, planned; and what is refused leaves no trace."""

from pathlib import Path

import pytest

from registry.services.participants import find_participants
from tests.homes import RHIANNON
from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.test_every_form import explains_every_field
from tests.two_units import TwoUnits, make_two_units
from tui.screens.arrival import ArrivalScreen
from tui.screens.folder_work import ReceiveFolderScreen
from tui.screens.home import HomeScreen
from tui.screens.long_work import LongWorkScreen
from tui.screens.match import NEW, MatchScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.receive import ReceiveScreen
from tui.screens.take_in import TakeInScreen
from tui.widgets.modal import Told
from tui.widgets.picker import Picker


@pytest.fixture(scope="module")
def units(state: Path, tmp_path_factory: pytest.TempPathFactory) -> TwoUnits:
    assert state
    return make_two_units(tmp_path_factory.mktemp("receive") / "units")


async def open_folder(desk: Desk, folder: Path) -> None:
    await desk.sees("Find")
    await desk.press("f2", "r")
    await desk.screen(ReceiveScreen)
    desk.fill("folder", str(folder))


async def sign(desk: Desk, units: TwoUnits, *, born: str = "1/3/84") -> None:
    for field, text in (("one", "9990000018"), ("other", born), ("secret", units.thornfield.passphrase(RHIANNON))):
        desk.fill(field, text)
    await desk.press("ctrl+s")


async def test_a_summary_is_received_matched_and_planned(units: TwoUnits, tmp_path: Path) -> None:
    released = units.send()
    (tmp_path / "first.json.age").write_bytes(released.files.sealed or b"")
    (tmp_path / "torn.json").write_bytes(released.files.plain.replace(b"Jones", b"James"))
    (tmp_path / "notes.txt").write_text("no document")
    thornfield = Unit(home=units.thornfield, sian="", dbt="", marcus="")
    async with at_the_desk(thornfield) as desk:
        await open_folder(desk, tmp_path)
        await desk.sees("first.json.age", "torn.json")
        assert "notes" not in desk.text
        rows = units.thornfield.row_counts()
        # A document somebody changed is refused, with its reason, and nothing can be received of it.
        desk.fill("folder", str(tmp_path / "torn.json"))
        await desk.press("enter")
        await desk.screen(ArrivalScreen)
        await desk.sees("REFUSED", "bad-signature", "Nothing was written")
        await desk.press("enter")
        await desk.sees("cannot be received")
        assert "JONES" not in desk.text
        await desk.press("escape")
        assert units.thornfield.row_counts() == rows
        desk.fill("folder", str(tmp_path / "first.json.age"))
        await desk.press("enter")
        await desk.screen(ArrivalScreen)
        await desk.sees("TRUSTED", "JONES, Siân", "Ashmere")
        await desk.press("enter")
        screen = await desk.screen(MatchScreen)
        await explains_every_field(desk, screen)
        await desk.sees("In the document", "nobody here matches")
        await desk.press("ctrl+s")
        await desk.sees("nobody is chosen for you")
        # One Enter too many, then the passphrase: it never lands where it can be read.
        screen.query_one("#secret").focus()
        await desk.press("enter", "enter")
        await desk.sees("This is the last field. Ctrl+S: receive.")
        await desk.press("x")
        assert (screen.text_of("secret"), screen.query_one("#who", Picker).typed) == ("x", "")
        screen.query_one("#who", Picker).pick(NEW)
        await sign(desk, units, born="2/3/84")
        await desk.sees("birth date entered is not this participant's")
        await desk.press("enter")
        with units.thornfield.sit() as sitting:
            assert not find_participants(sitting)
        await sign(desk, units)
        await desk.screen(Told)
        await desk.sees("TRUSTED. Attached to JONES, Siân", "The receipt to send back", ".json.age")
        await desk.press("enter")
        await desk.screen(ParticipantScreen)
        await desk.sees("› Plan")
    receipt = next(tmp_path.glob("receipt-*"))
    ashmere = Unit(home=units.ashmere, sian="", dbt="", marcus="")
    async with at_the_desk(ashmere) as desk:
        await open_folder(desk, receipt)
        await desk.press("enter")
        await desk.screen(ArrivalScreen)
        await desk.sees("TRUSTED", "Thornfield")
        await desk.press("enter")
        await desk.screen(TakeInScreen)
        await explains_every_field(desk, desk.app.screen)  # type: ignore[arg-type]
        desk.fill("secret", units.ashmere.passphrase(RHIANNON))
        await desk.press("ctrl+s")
        await desk.sees("Taken in")


async def test_the_next_version_is_laid_beside_who_is_here(units: TwoUnits, tmp_path: Path) -> None:
    released = units.send()
    (tmp_path / "second.json.age").write_bytes(released.files.sealed or b"")
    async with at_the_desk(Unit(home=units.thornfield, sian="", dbt="", marcus="")) as desk:
        await open_folder(desk, tmp_path)
        await desk.press("enter")
        await desk.screen(ArrivalScreen)
        await desk.press("enter")
        screen = await desk.screen(MatchScreen)
        await desk.sees("1 person may match")
        assert screen.picked_of("who") is None
        await desk.until(lambda: screen.focused is not None, "a field has the keys")
        await desk.press("down")
        await desk.sees("On record here", "same")
        await desk.press("enter")
        desk.fill("folder", "")
        await sign(desk, units)
        await desk.screen(Told)
        await desk.sees("Attached to JONES, Siân")
    with units.thornfield.sit() as sitting:
        assert len(find_participants(sitting)) == 1


async def test_a_folder_is_received_and_what_is_uncertain_waits_on_the_home(
    state: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    assert state
    units = make_two_units(tmp_path_factory.mktemp("folder") / "units")
    released = units.send()
    (tmp_path / "first.json.age").write_bytes(released.files.sealed or b"")
    (tmp_path / "torn.json").write_bytes(released.files.plain.replace(b"Jones", b"James"))
    async with at_the_desk(Unit(home=units.thornfield, sian="", dbt="", marcus="")) as desk:
        await desk.sees("Find")
        await desk.press("f2", "f")
        await desk.screen(ReceiveFolderScreen)
        desk.fill("path", str(tmp_path))
        await desk.press("enter")
        await desk.screen(LongWorkScreen)
        # What is tried once more at the end is no third file.
        await desk.sees("2 of 2 files", "Done. 1 waits for a person, 1 refused.")
        await desk.sees("TRUSTED   first.json.age", "REFUSED   torn.json")
        await desk.sees("          waits for a person: ", "\n            The ", "Esc Back")
        assert "refused:" not in desk.text
        desk.app.seat.folder = tmp_path
        await desk.press("escape", "escape")
        await desk.screen(HomeScreen)
        await desk.sees("Summaries to receive", "JONES, Siân", "nobody here has its number")
        await desk.press("enter")
        await desk.screen(ArrivalScreen)
        await desk.sees("TRUSTED", "first.json.age")
        await desk.press("enter")
        screen = await desk.screen(MatchScreen)
        screen.query_one("#who", Picker).pick(NEW)
        await sign(desk, units)
        await desk.screen(Told)
        await desk.press("enter")
        await desk.screen(ParticipantScreen)
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.sees("JONES, Siân")
        assert "nobody here has its number" not in desk.text
