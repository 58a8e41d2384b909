"""What stands at the screens while a record is open under break-glass, and for whoever reviews it."""

from dataclasses import replace
from pathlib import Path

import pytest

from registry.cli.commands import command_named
from registry.domain.dates import PartialDate
from registry.domain.identifiers import NhsNumber
from registry.domain.matching import IdentifierKind
from registry.domain.participant import PersonName
from registry.domain.people import EstablishmentRef, Tier
from registry.services.breaking_glass import break_glass
from registry.services.participants import add_participant
from tests.homes import GARETH
from tests.tui.desk import Unit, at_the_desk, copied_unit
from tui.offered import OnRecord, on_record_for
from tui.screens.command import command_screen
from tui.screens.command_answer import CommandAnswerScreen
from tui.screens.glass_form import GlassEndScreen, GlassReviewScreen
from tui.screens.glasses import GlassesScreen
from tui.screens.home import HomeScreen
from tui.screens.participant import ParticipantScreen
from tui.widgets.modal import Told
from tui.widgets.words_box import WordsBox

ELSEWHERE = EstablishmentRef(id="urn:uuid:00000000-0000-4000-8000-000000000009", name="Larch Ward", tier=Tier.LOW)
CONFIRM = {IdentifierKind.NHS: "9990000034", IdentifierKind.BORN: "1971-02-03"}


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """A unit of this test's own: what break-glass opens, the others must not see."""
    return copied_unit(tmp_path / "ashmere")


def _broken(unit: Unit) -> None:
    with unit.home.sit() as sitting:
        there = replace(sitting, user=replace(sitting.user, establishments=(ELSEWHERE,)))
        name = PersonName(family="Vaughan", given="Idris")
        number = NhsNumber("9990000034")
        add_participant(there, name=name, born=PartialDate("1971-02-03"), nhs_number=number)
        break_glass(sitting, "9990000034", reason="Collapsed in our day room.", confirmations=CONFIRM)


async def test_a_red_line_stands_over_the_record_and_the_reviewer_is_told(unit: Unit) -> None:
    _broken(unit)
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("BREAK-GLASS until")
        await desk.type("vaug")
        await desk.sees("1 person")
        await desk.press("enter")
        await desk.screen(ParticipantScreen)
        await desk.sees("VAUGHAN, Idris", "BREAK-GLASS until", "for reading only")
    async with at_the_desk(unit, user=GARETH) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("Break-glass", "One use of break-glass waits")
        await desk.type("vaug")
        await desk.sees("0 people")


async def test_a_use_is_ended_and_reviewed_by_another_person(unit: Unit) -> None:
    _broken(unit)
    async with at_the_desk(unit, user=GARETH) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("One use of break-glass waits")
        await desk.press("enter")
        await desk.screen(GlassesScreen)
        await desk.sees("Dr Rhiannon Pryce", "open still · not reviewed yet", "Collapsed in our day room.")
        assert "VAUGHAN" not in desk.text
        await desk.press("e")
        screen = await desk.screen(GlassEndScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say why it ends now.")
        screen.query_one("#reason", WordsBox).text = "back"
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("says too little")
        await desk.press("enter")
        screen.query_one("#reason", WordsBox).text = "The ward's own team\nis back [/]."
        await desk.press("ctrl+s")
        await desk.screen(GlassesScreen)
        await desk.sees("Ended: the use by Dr Rhiannon Pryce.", "The ward's own team is back [/].")
        await desk.press("e")
        await desk.sees("It has ended already")
        await desk.press("r")
        screen = await desk.screen(GlassReviewScreen)
        screen.query_one("#words", WordsBox).text = "Asked the ward: she was first on the scene."
        await desk.press("ctrl+s")
        await desk.screen(GlassesScreen)
        await desk.sees("reviewed by Dr Gareth Adeyemi", "she was first on the scene")
        await desk.press("r")
        await desk.sees("Dr Gareth Adeyemi has reviewed it already.")
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.press("f2", "k")
        await desk.sees("may not review break-glass")


async def test_a_use_is_picked_where_a_command_asks_for_one(unit: Unit) -> None:
    _broken(unit)
    command = command_named("audit break-glass end")
    async with at_the_desk(unit, user=GARETH) as desk:
        await desk.screen(HomeScreen)
        form = await command_screen(desk.app.seat, command, None)
        await desk.app.push_screen(form)
        await desk.until(lambda: bool(form._begun), "the form stands")
        await desk.type("pryce")
        await desk.sees("› Dr Rhiannon Pryce", "Collapsed in our day room.")
        desk.fill("reason", "The ward's own team is back.")
        await desk.press("ctrl+s")
        await desk.screen(CommandAnswerScreen)
        await desk.sees("the use by Dr Rhiannon Pryce; they are told")
    with unit.home.sit() as sitting:
        # A clinician reviews none: nothing is read and nothing refused, and the form asks for the number.
        assert on_record_for(sitting, command, None) == OnRecord()
