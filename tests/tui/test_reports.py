"""A report is printed from a record and from a released summary; a summary is withdrawn by two people at one desk."""

from pathlib import Path

import pytest

from registry.services.listing import list_documents
from tests.homes import GARETH, RHIANNON
from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.test_every_form import explains_every_field
from tests.two_units import AMARA, TwoUnits, make_two_units
from tui.screens.home import HomeScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.release_withdrawal import ReleaseWithdrawalScreen
from tui.screens.report import ReportScreen
from tui.screens.summaries import SummariesScreen
from tui.screens.summary import SummaryScreen
from tui.screens.withdraw_summary import WithdrawSummaryScreen
from tui.widgets.modal import Told
from tui.widgets.words_box import WordsBox


@pytest.fixture
def units(state: Path, tmp_path: Path) -> TwoUnits:
    assert state
    return make_two_units(tmp_path / "units")


def seated(units: TwoUnits) -> Unit:
    return Unit(home=units.ashmere, sian=units.participant, dbt="", marcus="")


async def opened(desk: Desk) -> None:
    await desk.screen(HomeScreen)
    await desk.sees("1 person")
    await desk.type("jones")
    await desk.pilot.pause(0.3)
    await desk.press("enter")
    screen = await desk.screen(ParticipantScreen)
    await desk.until(lambda: screen.history is not None, "the history is read")


async def test_a_draft_of_their_own_copy_is_printed_and_nothing_is_written_over(
    units: TwoUnits, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    async with at_the_desk(seated(units)) as desk:
        desk.app.seat.folder = folder
        await opened(desk)
        for _ in range(2):
            await desk.press("w", "p")
            screen = await desk.screen(ReportScreen)
            assert not screen.field_of("full").display
            await desk.press("ctrl+s")
            await desk.sees("Say which report.", "Say why it is printed")
            await desk.type("own copy")
            await desk.pilot.pause()
            assert screen.field_of("full").display
            assert not screen.field_of("community").display
            desk.fill("purpose", "their own copy")
            screen.query_one("#form").focus()
            await desk.press("w", "ctrl+s")
            await desk.screen(Told)
            await desk.sees("Printed", "Wrote")
            await desk.press("enter")
            await desk.screen(ParticipantScreen)
    assert sorted(one.name for one in folder.iterdir()) == ["my-copy-2.html", "my-copy.html"]
    assert (folder / "my-copy.html").read_text("utf-8") == (folder / "my-copy-2.html").read_text("utf-8")


async def test_a_released_summary_is_printed_for_a_team_withdrawn_and_its_withdrawal_released(
    units: TwoUnits, tmp_path: Path
) -> None:
    units.send()
    home = units.ashmere
    async with at_the_desk(seated(units)) as desk:
        desk.app.seat.folder = tmp_path / "out"
        await desk.screen(HomeScreen)
        await desk.press("f2", "s")
        await desk.screen(SummariesScreen)
        await desk.sees("› JONES")
        await desk.press("enter")
        await desk.screen(SummaryScreen)
        await desk.sees("JONES, Siân", "eleased")
        await desk.press("e")
        await desk.screen(ReportScreen)
        await desk.type("receiving")
        desk.fill("purpose", "ward round")
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("Printed", "Wrote")
        await desk.press("enter", "x")
        screen = await desk.screen(WithdrawSummaryScreen)
        await explains_every_field(desk, screen)
        await desk.press("ctrl+s")
        await desk.sees("Say why it no longer stands.", "Type the passphrase.")
        screen.query_one("#reason", WordsBox).text = "The dose was another person's."
        for field, text in (("one", "999 000 0018"), ("other", "1/3/84")):
            desk.fill(field, text)
        desk.fill("signer", AMARA)
        desk.fill("secret", home.passphrase(AMARA))
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("The withdrawal is signed", "somebody else releases")
        await desk.press("enter")
        await desk.screen(SummaryScreen)
        await desk.press("escape")
        await desk.screen(SummariesScreen)
        await desk.sees("WITHDRAWAL", "Enter releases it")
        await desk.press("up", "enter")
        await desk.screen(ReleaseWithdrawalScreen)
        await explains_every_field(desk, desk.app.screen)  # type: ignore[arg-type]
        for field, text in (("one", "999 000 0018"), ("other", "1/3/84")):
            desk.fill(field, text)
        desk.fill("signer", GARETH)
        desk.fill("secret", home.passphrase(GARETH))
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("Released by")
        await desk.press("enter")
        await desk.screen(SummariesScreen)
        await desk.sees("WITHDRAWN")
    with home.sit(RHIANNON) as sitting:
        assert {one.status for one in list_documents(sitting)} >= {"withdrawn"}
    assert [one.name for one in (tmp_path / "out").glob("*.pdf")]
    assert [one.name for one in (tmp_path / "out").glob("*.age")]
