from dataclasses import replace

from registry.services.auditing import show_audit
from tests.homes import ADMIN, GARETH, make_home
from tests.tui.desk import Unit, at_the_desk
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.participant import ParticipantScreen


async def test_everybody_is_listed_and_found_as_one_types(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("Ó SÚILLEABHÁIN, Siân", "17 May 1991", "999 000 0018", "THISTLEWOOD", "none", "2 people")
        await desk.type("sha")
        await desk.sees("1 person")
        assert "THISTLEWOOD" not in desk.text
        await desk.press("escape")
        await desk.sees("2 people")
        await desk.type("zz")
        await desk.sees("Nobody here answers to “zz”", "Escape clears")


async def test_arrows_choose_and_enter_opens(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("Your open work", "› Ó SÚILLEABHÁIN, Siân          Dialectical")
        await desk.press("down", "down")
        await desk.sees("› THISTLEWOOD")
        await desk.press("enter")
        screen = await desk.screen(ParticipantScreen)
        assert screen.participant.id == unit.marcus
        await desk.press("q")
        await desk.screen(HomeScreen)
        await desk.sees("› THISTLEWOOD")


async def test_whoever_comes_back_types_anew_and_finds_the_place_kept(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        home = await desk.screen(HomeScreen)
        await desk.type("th")
        await desk.sees("1 person", "› THISTLEWOOD")
        await desk.press("f1")
        await desk.screen(HelpScreen)
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.type("i")
        assert home.line.value == "thi"
        await desk.sees("› THISTLEWOOD")
        await desk.press("enter")
        await desk.screen(ParticipantScreen)
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.sees("› THISTLEWOOD")
        assert home.line.value == "thi"
        await desk.type("siân")
        assert home.line.value == "siân"
        await desk.sees("1 person", "› Ó SÚILLEABHÁIN")


async def test_a_search_is_one_act_in_the_audit(unit: Unit) -> None:
    def searches() -> int:
        with unit.home.sit(ADMIN) as sitting:
            return sum(one.entry.verb == "participant find" for one in show_audit(sitting, 500))

    before = searches()
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("2 people")
        for letter in "sian":
            await desk.press(letter)
            await desk.pilot.pause(0.2)
        await desk.sees("1 person")
    assert searches() == before + 2  # The home's own list, and the search: once, before its first answer was shown.


async def test_open_work_leads_to_its_participant(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("Your open work")
        await desk.press("enter")
        screen = await desk.screen(ParticipantScreen)
        assert screen.participant.id == unit.sian


async def test_who_looks_after_the_house_is_told_of_the_backups(unit: Unit) -> None:
    async with at_the_desk(unit, user=GARETH) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("Backups", "No backup was ever proven.")
    async with at_the_desk(unit) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("2 people")
        assert "Backups" not in desk.text


async def test_what_must_be_read_first_stands_above_everything(unit: Unit) -> None:
    async with at_the_desk(unit, locked=True) as desk:
        desk.fill("passphrase", unit.home.passphrase("rhiannon"))
        await desk.press("enter")
        await desk.screen(HomeScreen)
        assert not desk.app.screen.has_class("-warned")
        desk.app.seat._sitting = replace(desk.app.seat.sitting, warnings=("The history [is] not the one you left.",))
        await desk.app.switch_screen(HomeScreen(desk.app.seat))
        await desk.sees("The history [is] not the one you left.")
        assert desk.text.split("\n")[1].strip() == "The history [is] not the one you left."


async def test_a_record_without_people_says_what_to_do(tmp_path_factory) -> None:
    home = make_home(tmp_path_factory.mktemp("empty") / "home")
    async with at_the_desk(Unit(home=home, sian="", dbt="", marcus="")) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("There is nobody on record here yet", "with F4", "0 people")
        await desk.press("enter", "down", "up")
        assert type(desk.app.screen) is HomeScreen


async def test_who_may_not_read_the_record_is_told_so(unit: Unit) -> None:
    async with at_the_desk(unit, user=ADMIN) as desk:
        await desk.screen(HomeScreen)
        await desk.sees("Moira Devlin may not read the record")


async def test_the_ends_of_a_list_are_ends(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        home = await desk.screen(HomeScreen)
        await desk.sees("2 people")
        first = home.found.chosen
        home.found.action_cursor_up()
        assert home.found.chosen == first
        for _ in range(len(home.found._shown)):
            home.found.action_cursor_down()
        last = home.found.chosen
        assert last is not None
        assert last != first
        home.found.action_cursor_down()
        assert home.found.chosen == last
