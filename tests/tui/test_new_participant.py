"""Somebody new is put on record at the screens; what is wrong is said at its field."""

from registry.services.participants import find_participants
from tests.tui.desk import Unit, at_the_desk
from tui.screens.home import HomeScreen
from tui.screens.new_participant import NewParticipantScreen
from tui.screens.participant import ParticipantScreen
from tui.widgets.modal import Told


async def test_somebody_new_is_put_on_record_and_their_record_opens(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("2 people")
        await desk.press("f4")
        await desk.screen(NewParticipantScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say the surname", "Say the given name", "mar 1984", "say here why there is none")
        for field, text in (("family", "Żółć [sic]"), ("given", "Paweł"), ("born", "mar 1984"), ("nhs", "9990000019")):
            desk.fill(field, text)
        await desk.sees("March 1984, day not known", "years old")
        desk.fill("born", "t")
        await desk.sees("The birth date is today's date.")
        await desk.press("ctrl+s")
        await desk.sees("Type the day they were")
        desk.fill("born", "mar 1984")
        await desk.press("ctrl+s")
        await desk.sees("not an NHS number")
        # Siân's own number: refused by the service, and every word stays.
        desk.fill("nhs", "999 000 0018")
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("already belongs to another participant")
        await desk.press("enter")
        desk.fill("nhs", "")
        desk.fill("none", "999 000 0018")
        await desk.press("ctrl+s")
        await desk.sees("The reason for having no NHS number is a number.")
        desk.fill("none", "not traced yet")
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("ŻÓŁĆ [SIC], Paweł", "none (not traced yet)")
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.sees("3 people")
    with unit.home.sit() as sitting:
        made = next(one for one in find_participants(sitting, "zolc"))
        assert made.born.text == "1984-03"


async def test_what_is_no_number_is_said_as_its_field_is_left_and_no_sentence_outlives_its_reason(
    unit: Unit,
) -> None:
    async with at_the_desk(unit, size=(80, 30)) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("people")
        await desk.press("f4")
        form = await desk.screen(NewParticipantScreen)
        form.query_one("#nhs").focus()
        await desk.type("123")
        assert "has ten digits" not in desk.text
        await desk.press("tab")
        await desk.sees("An NHS number has ten digits. Type it as 999 000 0018.")
        desk.fill("nhs", "")
        await desk.press("ctrl+s")
        await desk.sees("Give the NHS number above", "Say the surname")
        desk.fill("nhs", "999 000 0018")
        await desk.until(lambda: "Give the NHS number above" not in desk.text, "it is given")
        await desk.sees("Say the surname")
        form.query_one("#none").focus()
        await desk.type("lost")
        await desk.press("tab")
        await desk.sees("There is an NHS number above: leave one of the two empty.")
        desk.fill("nhs", "")
        await desk.until(lambda: "leave one of the two empty" not in desk.text, "one of them is")
        await desk.press("escape", "escape")
