"""What an administrator does at the screen: users, directory, keys; and break-glass by a clinician."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from registry.domain.access import Role
from registry.domain.dates import PartialDate
from registry.domain.directory import KeyRole, KeyState
from registry.domain.identifiers import NhsNumber
from registry.domain.participant import PersonName
from registry.domain.people import EstablishmentRef, Tier
from registry.services.breaking_glass import list_break_glass
from registry.services.directories import unit_card
from registry.services.participants import add_participant
from registry.services.trust_list import card_bytes, card_words, describe_file
from registry.services.users import list_users
from tests.homes import ADMIN, GARETH, RHIANNON
from tests.tui.desk import Unit, at_the_desk, copied_unit
from tests.tui.test_every_form import explains_every_field
from tests.two_units import make_two_units
from tui.screens.break_glass import BreakGlassScreen
from tui.screens.card import CardScreen
from tui.screens.card_taking import CardTakingScreen
from tui.screens.directory import DirectoryScreen
from tui.screens.directory_install import DirectoryInstallScreen
from tui.screens.folder_work import BackupScreen
from tui.screens.home import HomeScreen
from tui.screens.key_mark import KeyMarkScreen
from tui.screens.long_work import LongWorkScreen
from tui.screens.new_keys import NewKeysScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.user_add import UserAddScreen
from tui.screens.user_close import UserCloseScreen
from tui.screens.user_roles import UserRolesScreen
from tui.screens.users import UsersScreen
from tui.widgets.modal import Told
from tui.widgets.words_box import WordsBox

ELSEWHERE = EstablishmentRef(id="urn:uuid:00000000-0000-4000-8000-000000000009", name="Larch Ward", tier=Tier.LOW)


@pytest.fixture
def own(state: Path, tmp_path: Path) -> Unit:
    assert state
    return copied_unit(tmp_path / "ashmere")


async def test_a_user_is_added_given_other_roles_and_leaves(own: Unit) -> None:
    async with at_the_desk(own, user=ADMIN) as desk:
        await desk.press("f2", "u")
        await desk.screen(UsersScreen)
        await desk.sees("rhiannon")
        await desk.press("a")
        screen = await desk.screen(UserAddScreen)
        await explains_every_field(desk, screen)
        await desk.press("ctrl+s")
        await desk.sees("Say the user name.", "They type their passphrase.")
        for field, text in (("name", "tomasz"), ("person", "Tomasz Bielak"), ("profession", "nurse")):
            desk.fill(field, text)
        desk.fill("secret", screen.offered)
        desk.fill("again", screen.offered[:-1])
        await desk.press("ctrl+s")
        await desk.sees("The two differ.")
        desk.fill("again", screen.offered)
        await desk.press("ctrl+s")
        await desk.screen(UsersScreen)
        await desk.sees("Added Tomasz Bielak", "tomasz")
        desk.app.screen.both.list.highlighted = desk.app.screen.both.list.get_option_index("tomasz")
        await desk.press("o")
        screen = await desk.screen(UserRolesScreen)
        await explains_every_field(desk, screen)
        screen.query_one("#roles").focus()
        await desk.press("s")
        desk.fill("secret", "not the right one at all")
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("passphrase is not right")
        await desk.press("enter")
        desk.fill("secret", own.home.passphrase(ADMIN))
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("tomasz is clinician, supervisor now", "The keys are as they were")
        await desk.press("enter")
        await desk.screen(UsersScreen)
        await desk.sees("clinician, supervisor")
        desk.app.screen.both.list.highlighted = desk.app.screen.both.list.get_option_index("tomasz")
        await desk.press("e")
        screen = await desk.screen(UserCloseScreen)
        await explains_every_field(desk, screen)
        screen.query_one("#reason", WordsBox).text = "left on 30 June"
        desk.fill("secret", own.home.passphrase(ADMIN))
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("tomasz has no access any more")
        await desk.press("enter")
        await desk.screen(UsersScreen)
        await desk.sees("has left: no access")
        assert desk.app.seat.taken
    with own.home.sit(ADMIN) as sitting:
        left = next(one for one in list_users(sitting) if one.name == "tomasz")
    assert not left.active
    assert set(left.roles) == {Role.CLINICIAN, Role.SUPERVISOR}


async def test_who_types_a_wrong_passphrase_keeps_the_seat_and_changes_nothing(own: Unit) -> None:
    async with at_the_desk(own, user=ADMIN) as desk:
        await desk.press("f2", "d")
        await desk.screen(DirectoryScreen)
        await desk.press("n")
        await desk.screen(NewKeysScreen)
        await explains_every_field(desk, desk.app.screen)  # type: ignore[arg-type]
        desk.fill("secret", "wrong wrong wrong")
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.press("enter")
        assert desk.app.seat.taken
        desk.fill("secret", own.home.passphrase(ADMIN))
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("The database has a new key")
        assert desk.app.seat.taken


async def test_a_card_is_written_and_a_directory_installed(state: Path, tmp_path: Path) -> None:
    assert state
    units = make_two_units(tmp_path / "units")
    sent = tmp_path / "sent.json"
    sent.write_bytes((units.ashmere.home.directory).read_bytes())
    async with at_the_desk(Unit(home=units.ashmere, sian="", dbt="", marcus=""), user=ADMIN) as desk:
        desk.app.seat.folder = tmp_path / "cards"
        await desk.press("f2", "d")
        await desk.screen(DirectoryScreen)
        await desk.sees("Root words")
        await desk.press("c")
        await desk.screen(CardScreen)
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("Its words:")
        await desk.press("enter", "i")
        await desk.screen(DirectoryInstallScreen)
        await desk.press("ctrl+s")
        await desk.sees("Say which file.")
        desk.fill("file", str(tmp_path / "no-such.json"))
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.press("enter")
        desk.fill("file", str(sent))
        await desk.press("ctrl+s")
        await desk.sees("Installed ", "version 1")
    assert [one.suffix for one in (tmp_path / "cards").iterdir()] == [".json"]


async def test_the_next_directory_is_drafted_with_a_card_and_a_marked_key(state: Path, tmp_path: Path) -> None:
    assert state
    units = make_two_units(tmp_path / "units")
    with units.thornfield.sit(ADMIN) as sitting:
        card = card_bytes(unit_card(sitting))
    sent, draft = tmp_path / "card.json", tmp_path / "draft.json"
    sent.write_bytes(card)
    async with at_the_desk(Unit(home=units.ashmere, sian="", dbt="", marcus=""), user=ADMIN) as desk:
        await desk.press("f2", "d")
        await desk.screen(DirectoryScreen)
        await desk.press("t")
        await desk.screen(CardTakingScreen)
        desk.fill("draft", str(draft))
        await desk.press("ctrl+s")
        await desk.sees("Say which file the card is.", "Have the unit read")
        desk.fill("card", str(sent))
        desk.fill("told", "amber harbour lantern willow amber harbour lantern willow")
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("other words than the ones given")
        assert not draft.exists()
        await desk.press("enter")
        desk.fill("told", card_words(card))
        desk.fill("draft", "")
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("is signed and stays as it is")
        await desk.press("enter")
        desk.fill("draft", str(draft))
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("version 2", "Every root keeper signs it next")
        await desk.press("enter", "m")
        form = await desk.screen(KeyMarkScreen)
        await desk.until(lambda: bool(form._begun), "the keys are offered")
        await desk.type("thornfield unit")
        await desk.press("tab", "c")
        desk.fill("from", str(draft))
        desk.fill("draft", "")
        desk.fill("since", "2026")
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.sees("is no whole day")
        await desk.press("enter")
        desk.fill("since", "")
        await desk.press("ctrl+s")
        await desk.sees("is compromised since")
    said = describe_file(draft.read_bytes(), before=units.ashmere.home.directory.read_bytes())
    assert (said.directory.version, said.proofs) == (2, 0)
    entry = next(one for one in said.directory.establishments if one.id == units.thornfield.unit.id)
    (key,) = (one for one in entry.keys if one.role is KeyRole.UNIT)
    assert key.state is KeyState.COMPROMISED


async def test_the_glass_is_broken_with_two_identifiers_and_the_record_opens(own: Unit) -> None:
    with own.home.sit() as sitting:
        there = replace(sitting, user=replace(sitting.user, establishments=(ELSEWHERE,)))
        name = PersonName(family="Vaughan", given="Idris")
        add_participant(there, name=name, born=PartialDate("1971-02-03"), nhs_number=NhsNumber("9990000034"))
    async with at_the_desk(own, user=RHIANNON) as desk:
        await desk.screen(HomeScreen)
        await desk.press("f6")
        screen = await desk.screen(BreakGlassScreen)
        desk.fill("who", "999 000 0034")
        desk.fill("one", "999 000 0034")
        await desk.press("ctrl+s")
        await desk.sees("Say why it cannot wait.", "Type an identifier of the participant again.")
        screen.query_one("#reason", WordsBox).text = "Collapsed in our day room; their own team is on leave."
        desk.fill("other", "3/2/72")
        await desk.press("ctrl+s")
        await desk.screen(Told)
        await desk.press("enter")
        desk.fill("other", "3/2/71")
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("VAUGHAN, Idris", "BREAK-GLASS until")
    with own.home.sit(GARETH) as sitting:
        (use,) = list_break_glass(sitting)
    assert use.reason.startswith("Collapsed")


async def test_a_backup_is_proposed_beside_the_home_and_stays_said(own: Unit, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    async with at_the_desk(own, user=ADMIN, size=(160, 30)) as desk:
        await desk.press("f2", "b")
        await desk.screen(BackupScreen)
        await desk.sees(f"{tmp_path / 'backups'}"[-30:], "nothing of it is left then")
        await desk.press("enter")
        await desk.screen(LongWorkScreen)
        await desk.sees("100 per cent", "Done.", "Made and proven by restoring it", "Esc Back")
        assert "Esc Stop" not in desk.text
    (made,) = (tmp_path / "backups").iterdir()
    assert made.name.startswith("backup-")


async def test_a_backup_is_asked_for_its_folder_again_where_none_is_there(own: Unit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    async with at_the_desk(own, user=ADMIN, size=(160, 30)) as desk:
        await desk.press("f2", "b")
        screen = await desk.screen(BackupScreen)
        for path, said in (
            ("/proc/nope", "There is no folder /proc/nope. Type the path of a folder that is there."),
            (f"{tmp_path / 'file'}", f"{tmp_path / 'file'} is a file."),
        ):
            desk.fill("path", path)
            await desk.press("enter")
            await desk.sees(said)
            assert desk.app.screen is screen
            assert desk.app.focused is screen.query_one("#path")
        # Where the system says so only when it is tried, the whole path stands there with what can be done.
        desk.fill("path", "/proc")
        await desk.press("enter")
        await desk.screen(Told)
        await desk.sees("/proc/backup-", "could not be made", "Name a folder that is there.")


async def test_a_backup_that_is_stopped_leaves_nothing(own: Unit, tmp_path: Path) -> None:
    beside = sorted(tmp_path.iterdir())
    async with at_the_desk(own, user=ADMIN) as desk:
        work = BackupScreen(desk.app.seat)
        screen = LongWorkScreen(desk.app.seat, "Make a backup", work.steps(tmp_path, Counter()))
        screen.pace.stop()
        await desk.app.push_screen(screen)
        await desk.sees("Stopped; nothing was written.", "Esc Back")
    assert sorted(tmp_path.iterdir()) == beside
