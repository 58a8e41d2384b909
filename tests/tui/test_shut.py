"""Whoever may not use a screen or a prompt is told so in its place, with who may, before they type anything."""

import sys

import pytest

from registry.domain.access import MATRIX, Permission, Role
from registry.services.auditing import show_audit
from registry.services.journeys import JOURNEYS
from registry.services.participants import show_participant
from registry.services.users import add_user
from tests.homes import ADMIN, new_person
from tests.tui.desk import Unit, at_the_desk
from tests.tui.terminal import arguments, at_prompts
from tests.tui.test_rules import OURS
from tests.tui.test_twins import TWINS
from tui.allowed import NEEDED
from tui.screens.command import CommandScreen
from tui.screens.contribution import ContributionScreen
from tui.screens.folder_work import BackupScreen
from tui.screens.form_screen import FormScreen
from tui.screens.home import HomeScreen
from tui.screens.participant import ParticipantScreen
from tui.screens.session import SessionScreen
from tui.screens.signing import SigningScreen
from tui.widgets.words_box import WordsBox

OFFICER, PEER = "halina", "joy"


@pytest.fixture(scope="module")
def officer(unit: Unit) -> Unit:
    """The unit with a records officer, who reads the record and does not write it."""
    with unit.home.sit(ADMIN) as sitting:
        person = new_person("Halina Nowak", "records officer")
        add_user(
            sitting,
            name=OFFICER,
            person=person,
            roles=(Role.RECORDS_OFFICER,),
            passphrase=unit.home.passphrase(OFFICER),
            chosen=True,
        )
    return unit


@pytest.mark.parametrize(
    ("letter", "who"), [("u", "administrator"), ("k", "auditor, supervisor"), ("a", "administrator, auditor")]
)
async def test_a_place_says_why_it_is_not_shown_and_only_the_ways_out_are_left(
    unit: Unit, letter: str, who: str
) -> None:
    async with at_the_desk(unit) as desk:
        await desk.press("f2", letter)
        await desk.sees("Dr Rhiannon Pryce may not", f"Roles that may: {who}", "F2 Go to", "F2 goes to another place")
        place = desk.app.screen
        assert place.is_shut
        assert desk.text.index("may not") < desk.text.index("\n" * 5), "it stands at the top, in place of the list"
        for key in ("a", "o", "e", "r"):
            await desk.press(key)
        assert desk.app.screen is place, "no key opens a form that nobody could save"
        assert not [one for one in place.commands() if one.title.startswith(("Add", "End", "Review"))]
        await desk.press("escape")
        await desk.screen(HomeScreen)


async def test_an_administrator_is_told_at_the_home_and_keeps_the_places(unit: Unit) -> None:
    async with at_the_desk(unit, user=ADMIN) as desk:
        await desk.sees("Moira Devlin may not read the record.", "clinician, records-officer, supervisor")
        await desk.press("f4", "f6", "s", "escape")
        assert type(desk.app.screen) is HomeScreen
        await desk.press("f2", "b")
        await desk.screen(BackupScreen)
        await desk.sees("proven by restoring", "Begin")


async def test_a_form_says_it_before_anything_is_typed(officer: Unit) -> None:
    async with at_the_desk(officer, user=OFFICER) as desk:
        await desk.type("shan")
        await desk.sees("1 person")
        await desk.press("enter")
        await desk.screen(ParticipantScreen)
        await desk.sees("› Dialectical")
        await desk.press("s")
        form = await desk.screen(SessionScreen)
        await desk.sees("Halina Nowak may not write the record.", "clinician, supervisor")
        assert "Attended" not in desk.text
        await desk.press("x", "ctrl+s")
        assert desk.app.screen is form
        assert form.values() == form._begun
        await desk.press("escape")
        await desk.screen(ParticipantScreen)


async def test_every_place_that_reads_the_record_says_it_to_an_administrator(unit: Unit) -> None:
    async with at_the_desk(unit, user=ADMIN) as desk:
        for letter in "sgcof":
            await desk.press("f2", letter)
            await desk.until(lambda: getattr(desk.app.screen, "is_shut", False) and "Find" not in desk.text, letter)
            await desk.sees("Moira Devlin may not re", "Roles that may:", "F2 goes to another place")
            await desk.press("escape")
            await desk.screen(HomeScreen)


def refusals(unit: Unit) -> int:
    with unit.home.sit(ADMIN) as sitting:
        return sum(one.entry.outcome == "not permitted" for one in show_audit(sitting, 500))


async def test_who_reads_no_record_comes_home_without_a_refusal_in_the_audit(unit: Unit) -> None:
    before = refusals(unit)
    async with at_the_desk(unit, user=ADMIN) as desk:
        await desk.sees("Moira Devlin may not read the record.")
        await desk.press("f2", "u")
        await desk.sees("Moira Devlin, records manager")
        await desk.press("escape")
        await desk.sees("Moira Devlin may not read the record.")
    assert refusals(unit) == before


@pytest.fixture(scope="module")
def peer(unit: Unit) -> Unit:
    """The unit with a peer worker, who adds to the voice and opens nothing else."""
    with unit.home.sit(ADMIN) as sitting:
        person = new_person("Joy Abiola", "peer worker")
        roles = (Role.CONTRIBUTOR,)
        add_user(sitting, name=PEER, person=person, roles=roles, passphrase=unit.home.passphrase(PEER))
    file = unit.home.passphrase_file(PEER)
    file.write_text(f"{unit.home.passphrase(PEER)}\n")
    file.chmod(0o600)
    return unit


async def test_a_contributor_is_offered_the_voice_and_it_works(peer: Unit) -> None:
    before = refusals(peer)
    async with at_the_desk(peer, user=PEER) as desk:
        await desk.sees("› Add to a participant's voice", "ask a clinician", "Enter Open")
        assert "Find" not in desk.text
        assert "Siân" not in desk.text
        await desk.press("f4", "x", "enter")
        form = await desk.screen(ContributionScreen)
        desk.fill("whose", "123")
        await desk.sees("number of this unit")
        desk.fill("whose", "")
        await desk.until(lambda: bool(form._begun), "the form stands")
        await desk.press("ctrl+s")
        await desk.sees("Type the participant's number.", "There are no words yet")
        desk.fill("whose", "999 000 0018")
        desk.fill("also", "Ó Súilleabháin")
        form.query_one(WordsBox).text = "Nobody asked me before."
        await desk.press("ctrl+s")
        await desk.screen(HomeScreen)
        await desk.sees("Saved for 999 000 0018. May read it: self, treating teams.")
        assert desk.app.seat.last_act is None
    assert refusals(peer) == before
    with peer.home.sit() as sitting:
        added = [one for one in show_participant(sitting, peer.sian).voice if one.typed_by == "Joy Abiola"]
    assert [one.text for one in added] == ["Nobody asked me before."]


async def test_a_contributors_words_are_nobodys_until_two_identifiers_say_whose(peer: Unit) -> None:
    async with at_the_desk(peer, user=PEER, size=(100, 40)) as desk:
        await desk.sees("› Add to a participant's voice")
        await desk.press("enter")
        form = await desk.screen(ContributionScreen)
        await desk.until(lambda: bool(form._begun), "the form stands")
        form.query_one(WordsBox).text = "It was said to somebody."
        desk.fill("whose", "Marcus")
        desk.fill("also", "999 000 0018")
        await desk.press("ctrl+s")
        await desk.sees("Type the participant's number, not a name", "Type their date of birth or their surname here")
        desk.fill("whose", "999 000 0018")
        for another in ("Thistlewood", "17/5/1990"):
            desk.fill("also", another)
            await desk.press("ctrl+s")
            await desk.sees("No one participant here answers to both", "Ask a clinician")
            assert "Siân" not in desk.text
            await desk.press("escape")
            await desk.screen(ContributionScreen)
        desk.fill("also", "17/5/1991")
        await desk.press("ctrl+s")
        await desk.screen(HomeScreen)
        await desk.sees("Saved for 999 000 0018.")
    with peer.home.sit() as sitting:
        assert [one.text for one in show_participant(sitting, peer.sian).voice].count("It was said to somebody.") == 1


def test_a_contributor_finds_the_voice_at_the_prompts(peer: Unit) -> None:
    at = at_prompts([*arguments(peer, PEER), "--plain"])
    at.expect_exact("open nothing else")
    at.expect_exact("1. Add to a participant's voice")
    at.expect_exact("0. Leave Throughcare")
    at.sendline("1")
    at.expect_exact("Record the participant's own words")
    at.sendeof()
    at.expect_exact("Closed.")


def test_every_form_names_what_its_service_needs() -> None:
    for kind in OURS:
        if not issubclass(kind, FormScreen) or issubclass(kind, SigningScreen | CommandScreen):
            continue
        used = {
            one.permission
            for name, one in JOURNEYS.items()
            if hasattr(sys.modules[kind.__module__], name.rpartition(".")[2])
        }
        if kind.__name__ in ("CardTakingScreen", "KeyMarkScreen"):
            assert kind.NEEDS is None, "whoever keeps the directory need not be a user here"
        else:
            assert kind.NEEDS is not None, kind
            assert kind.NEEDS in used or not used, (kind, used)


def test_a_command_that_stands_for_a_form_needs_the_same() -> None:
    for kind, twin in TWINS.items():
        needs = getattr(kind, "NEEDS", None)
        if isinstance(twin, str) and needs is not None:
            assert NEEDED[twin] is needs, twin
    assert {*NEEDED.values()} <= {*MATRIX}
    assert all(isinstance(one, Permission) for one in NEEDED.values())


def test_the_prompts_say_it_before_they_ask(unit: Unit) -> None:
    at = at_prompts([*arguments(unit, ADMIN), "--plain"])
    at.expect("(\\d+)\\. Put a new participant")
    new, number = at.match.group(1), at.expect_exact("Number: ")
    assert number == 0
    at.sendline(new)
    at.expect_exact("Not done: Moira Devlin may not write the record.")
    at.expect_exact("Roles that may: clinician, supervisor.")
    at.expect_exact("Where to?")
    at.sendeof()
    at.expect_exact("Closed.")
