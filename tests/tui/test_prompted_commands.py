"""The prompts that are made from commands, typed as a person types them."""

import sys
from collections.abc import Iterator

import pytest

from registry.domain.voice import DEFAULT_AUDIENCES, Audience
from registry.services.overlaps import list_overlaps
from registry.services.participants import find_participants, show_participant
from registry.services.unsaved import Unsaved, keep_unsaved
from tests.homes import RHIANNON
from tests.tui.desk import Unit
from tests.tui.terminal import arguments, at_prompts
from tests.tui.test_two_doors import Prompts


@pytest.fixture
def at(unit: Unit) -> Iterator[Prompts]:
    child = at_prompts([*arguments(unit), "--plain"])
    child.logfile_read = sys.stdout
    yield Prompts(child)
    child.sendeof()
    child.expect_exact("Closed.")
    child.close()


def on_record(at: Prompts, who: str, banner: str) -> None:
    at.number("Where to?", "Find a participant")
    at.answer(("A name or a number: ", who))
    at.number("Who?", banner)


def test_somebody_new_is_put_on_record_and_a_refusal_loses_no_word(at: Prompts, unit: Unit) -> None:
    at.number("Where to?", "Put a new participant on record")
    at.answer(("Surname: ", "Vale [x]"), ("Given: ", "Ann"), ("Born: ", "1/3/84"))
    at.child.expect_exact("  1 March 1984")
    at.answer(("Numbers, or nothing: ", ""))
    at.child.expect_exact("Not done:")
    at.number("What do you change, to do it again?", "No nhs because")
    at.answer(("No nhs because: ", "not traced yet"))
    at.child.expect_exact("participant add --surname 'Vale [x]' --given Ann --born 1984-03-01")
    at.child.expect_exact("VALE [X], Ann")
    with unit.home.sit() as sitting:
        (made,) = find_participants(sitting, "vale")
    assert made.no_nhs_number_because == "not traced yet"


def test_tasks_on_a_record(at: Prompts, unit: Unit) -> None:
    on_record(at, "shan", "Siân")
    at.number("What?", "Goals, progress, products")
    at.number("What?", "Record an agreed goal")
    at.number("Intervention", "Dialectical")
    at.answer(("Goal: ", "Say [it] early"), ("Numbers, or nothing: ", "1"), ("On [t]: ", "y"))
    at.child.expect_exact("Agreed on")
    at.number("What?", "Measures and assessments")
    at.number("What?", "Record one reading")
    at.answer(("Measure: ", "PHQ-9"), ("Value: ", "11"))
    at.number("Occasion", "mid")
    at.answer(("On: ", "t"))
    at.number("Rater", "self")
    at.answer(("Numbers, or nothing: ", ""))
    at.child.expect_exact("Not done: The version of PHQ-9 is not stated")
    at.number("What do you change", "Version")
    at.answer(("Version: ", "unversioned"))
    at.child.expect_exact("Next:")
    at.number("What?", "First two weeks")
    at.answer(("Numbers, or nothing: ", "2"), ("Upsets: ", "Doors [/] slamming"))
    at.number("What?", "Any other command")
    at.answer(("nothing for all of them: ", "placement add"))
    at.number("Which one?", "placement add")
    at.answer(("Since: ", "2024"), ("Numbers, or nothing: ", ""))
    at.child.expect_exact("As a command: throughcare placement add")
    at.child.expect_exact("Next:")
    with unit.home.sit() as sitting:
        history = show_participant(sitting, unit.sian)
    goals = [goal.text for one in history.work for goal in one.intervention.goals]
    assert "Say [it] early" in goals
    assert history.first_two_weeks is not None
    assert history.first_two_weeks.upsets == "Doors [/] slamming"
    assert history.first_two_weeks.settles == "Music before meetings."
    assert [one.since.text for one in history.placements] == ["2024"]


def test_a_judgement_is_signed_with_the_passphrase_and_two_editions_are_compared(at: Prompts, unit: Unit) -> None:
    at.number("Where to?", "Overlap judgements")
    at.number("What?", "Record your judgement")
    at.answer(("Done: ", "LMVE"), ("Covered: ", "KAIZEN-GV"), ("Numbers, or nothing: ", "1"))
    at.number("Strength", "partial")
    at.answer(("Basis: ", "Both were read."), ("Caution: ", "No more than that."), ("Numbers, or nothing: ", ""))
    at.answer(("Passphrase of rhiannon: ", unit.home.passphrase(RHIANNON)))
    at.child.expect_exact("Next:")
    with unit.home.sit() as sitting:
        assert [one.basis for one in list_overlaps(sitting)][-1] == "Both were read."
    at.number("Where to?", "Catalogue: search")
    at.number("What?", "Lay two editions side by side")
    at.answer(("This edition: a code or a name: ", "LMVE"))
    at.number("Which?", "LMVE")
    at.answer(("Beside: a code or a name: ", "KAIZEN-GV"))
    at.number("Which?", "KAIZEN-GV")
    at.child.expect_exact("Course form: same")
    at.number("Where to?", "Any command")
    at.answer(("nothing for all of them: ", "key rekey"))
    at.number("Which one?", "key rekey")
    at.child.expect_exact("Type it at the command line, since it needs the home to itself")


def test_nothing_typed_for_the_readers_is_what_the_screen_ticks(at: Prompts, unit: Unit) -> None:
    on_record(at, "shan", "Siân")
    for kind, words, means in (
        ("their own account", "To us alone [sic].", "self and treating teams"),
        ("a carer's view", "My brother is kind.", "treating teams"),
    ):
        at.number("What?", "Add to the participant's voice")
        at.number("What is it?", kind)
        at.answer(("> ", words), ("> ", ""), (f"Numbers, or nothing for {means}: ", ""))
        at.answer(("Was it read back to them?", "no"), ("When did they say it [t]: ", ""))
        at.child.expect_exact("Saved for ")
    with unit.home.sit() as sitting:
        said = {one.text: one.audiences for one in show_participant(sitting, unit.sian).voice}
    assert said["To us alone [sic]."] == DEFAULT_AUDIENCES
    assert said["My brother is kind."] == (Audience.TREATING_TEAMS,)


def test_what_is_not_saved_yet_is_listed(at: Prompts, unit: Unit) -> None:
    with unit.home.sit() as sitting:
        about = {"participant": unit.sian}
        title = "Voice: Ó SÚILLEABHÁIN, Siân"
        keep_unsaved(sitting, Unsaved(form="voice", about=about, title=title, fields={"said": "I"}, at=sitting.now))
    at.number("Where to?", "What waits for you")
    at.child.expect_exact(f"Not saved yet: {title}, typed ")
    at.child.expect(r"opens\s+at the screens, without --plain")


def test_wrong_passphrases_are_told_as_the_prompts_begin(unit: Unit) -> None:
    child = at_prompts([*arguments(unit)[:-2], "--plain"])
    child.logfile_read = sys.stdout
    Prompts(child).answer(("Passphrase: ", "not the right one"))
    child.expect_exact("4 of 5 tries left.")
    Prompts(child).answer(("Passphrase: ", unit.home.passphrase(RHIANNON)))
    child.expect_exact("1 wrong passphrase was tried for rhiannon")
    child.expect_exact("if that was not you, tell an administrator.")
    child.sendeof()
    child.expect_exact("Closed.")
    child.close()
