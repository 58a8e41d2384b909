from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from registry.domain.dates import PartialDate, Recorded
from registry.domain.errors import InvalidValue
from registry.domain.intervention import Delivery
from registry.domain.participant import PersonName
from registry.domain.reasons import AbsenceReason
from registry.domain.session import Attended, SessionRecord
from registry.services.groups import add_members, show_group
from registry.services.interventions import open_intervention, refer_intervention, show_intervention
from registry.services.participants import add_participant
from registry.services.register_sheets import open_sheet
from registry.services.registers import prepare_register, record_register
from registry.services.session_histories import session_notes
from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.eight import GROUP, NAMES, Eight, copied_eight
from tui.screens.home import HomeScreen
from tui.screens.meetings import MeetingsScreen
from tui.screens.register import RegisterScreen
from tui.screens.register_notes import NotesScreen
from tui.screens.undo import UndoScreen


@pytest.fixture
def eight(state: Path, tmp_path: Path) -> Eight:
    assert state
    return copied_eight(tmp_path / "eight")


def desk_of(eight: Eight, **how: object):  # type: ignore[no-untyped-def]
    return at_the_desk(Unit(home=eight.home, sian="", dbt="", marcus=""), **how)


async def open_register(desk: Desk) -> RegisterScreen:
    await desk.screen(HomeScreen)
    await desk.sees("Running groups", f"› {GROUP}", "8 people · last met")
    await desk.press("enter")
    screen: RegisterScreen = await desk.screen(RegisterScreen)
    return screen


def last_of(eight: Eight) -> list[SessionRecord]:
    with eight.home.sit() as sitting:
        return [show_intervention(sitting, one).intervention.sessions[-1] for one in eight.courses]


async def test_everybody_stands_as_attended_and_one_key_each_says_otherwise(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        await open_register(desk)
        await desk.sees(f"Register of {GROUP}", "Mindfulness", "90", "› Sam Abara", "Sam Håkansson")
        assert desk.text.count("attended") == 8
        await desk.press("down", "x")
        await desk.sees("Why away")
        await desk.type("unw")
        # The list follows what is typed; the field keeps exactly that.
        assert desk.app.screen.query_one("#absence Input", Input).value == "unw"
        await desk.press("enter", "p")
        await desk.sees("Received")
        await desk.type("40")
        await desk.press("enter", "u", "ctrl+s")
        await desk.screen(NotesScreen)
        await desk.sees("Saved: the register of", "8 people", "Sam Abara")
        assert "Brennan" not in desk.text.split("─")[-1]
        await desk.press("c")
        await desk.sees("Copied the note of")
        assert "Mindfulness" in desk.app.clipboard
        assert not any(name in desk.app.clipboard.upper() for name in [one.upper() for one in NAMES[1:]])
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.sees("today's register is saved")
    records = last_of(eight)
    assert [one.attended for one in records[:4]] == [Attended.FULL, Attended.NO, Attended.PART, Attended.UNMARKED]
    assert records[1].absence is AbsenceReason.UNWELL
    assert [one.minutes for one in records[:4]] == [90, None, 40, None]
    assert {one.number for one in records} == {2}
    assert {one.recorded for one in records} == {Recorded.AT_THE_TIME}
    assert len({one.id for one in records}) == 1


async def test_an_absence_without_its_reason_is_asked_for_and_nothing_is_lost(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        await desk.press("x", "tab", "ctrl+s")
        await desk.sees("Why was Sam Abara away?")
        screen.query_one("#minutes", Input).value = "900"
        await desk.press("ctrl+s")
        await desk.sees("from 1 to 480")
        assert len({one.id for one in last_of(eight)}) == 1


async def test_a_reason_that_nothing_answers_to_stays_in_the_field_and_the_mark_does_not_move_on(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        await desk.press("x")
        await desk.type("zzzz")
        await desk.press("enter")
        await desk.sees("Nothing here answers to “zzzz”")
        assert screen.query_one("#absence Input", Input).value == "zzzz"
        assert screen.rows.highlighted == 0
        await desk.press("ctrl+u")
        await desk.type("unw")
        await desk.press("enter")
        await desk.sees("away: unwell")
        await desk.until(lambda: screen.rows.highlighted == 1, "the next person is marked")


async def test_a_register_is_the_last_act_and_is_undone_for_everybody(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        await open_register(desk)
        await desk.press("ctrl+s")
        await desk.screen(NotesScreen)
        await desk.sees("Ctrl+Z Undo")
        await desk.press("ctrl+z")
        await desk.screen(UndoScreen)
        await desk.sees(f"the register of {GROUP}")
        await desk.press("enter")
        await desk.screen(NotesScreen)
        await desk.sees(
            "Undone: it stays on record", f"Undone: the register of {GROUP}", "this note stands for nothing"
        )
        assert "Copy note" not in desk.text
        assert "Ctrl+Z" not in desk.text
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.sees("8 people · last met")
        assert "today's register is saved" not in desk.text
    assert len({one.id for one in last_of(eight)}) == 1
    assert {one.number for one in last_of(eight)} == {1}


async def test_another_day_lists_those_who_belonged_then(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        screen.query_one("#on", Input).value = "-400"
        await desk.sees("did not run on")
        screen.query_one("#on", Input).value = "-2"
        await desk.pilot.pause(0.3)
        await desk.press("ctrl+s")
        await desk.screen(NotesScreen)
    today = last_of(eight)[0]
    with eight.home.sit() as sitting:
        assert today.on.first == sitting.today - timedelta(days=2)
    assert today.recorded is Recorded.LATER


async def test_an_earlier_meeting_is_corrected_as_an_amendment(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        await open_register(desk)
        await desk.press("e")
        await desk.screen(MeetingsScreen)
        await desk.sees("Mindfulness 1 · 90 minutes")
        await desk.press("enter")
        screen = await desk.screen(RegisterScreen)
        await desk.sees(f"Correct the register of {GROUP}", "Because")
        await desk.press("x")
        await desk.type("unw")
        await desk.press("enter", "ctrl+s")
        await desk.sees("A correction says why")
        screen.query_one("#because", Input).value = "Two names were swapped."
        await desk.press("ctrl+s")
        await desk.screen(NotesScreen)
        await desk.sees("1 person", "unwell")
        assert "Ctrl+Z" not in desk.text
    assert [one.attended for one in last_of(eight)][:2] == [Attended.NO, Attended.FULL]
    with eight.home.sit() as sitting:
        assert len(show_group(sitting, eight.group).sessions) == 1


async def test_marks_and_fields_come_back_after_a_lock(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        await desk.press("down", "x")
        await desk.type("unw")
        await desk.press("enter")
        screen.query_one("#minutes", Input).value = "75"
        await desk.press("ctrl+l")
        desk.fill("passphrase", eight.home.passphrase("rhiannon"))
        await desk.press("enter")
        await desk.screen(RegisterScreen)
        await desk.sees("What you had typed is back", "away: unwell", "75")
        await desk.press("ctrl+s")
        await desk.screen(NotesScreen)
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.sees("today's register is saved")
        assert "Not saved yet" not in desk.text
    assert [one.minutes for one in last_of(eight)][:3] == [75, None, 75]


@pytest.mark.parametrize("keys", [("down",), ("down", "down"), ("c",)])
async def test_a_line_that_is_only_marked_is_no_reason(eight: Eight, keys: tuple[str, ...]) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        await desk.press("x", *keys, "ctrl+s")
        await desk.sees("Nothing is chosen yet: Enter takes the marked line", "Escape leaves")
        await desk.press("escape")
        await desk.until(lambda: not screen.query_one("#absence").is_open, "the list is closed")
        assert screen.rows.here.absence is None
        assert screen.query_one("#absence Input", Input).value == ""
        await desk.press("ctrl+s")
        await desk.sees("Why was Sam Abara away?")
        await desk.press("down", "enter", "ctrl+s")
        await desk.screen(NotesScreen)
    assert [one.absence for one in last_of(eight)][:2] == [next(iter(AbsenceReason)), None]


async def test_what_stood_before_the_list_opened_stands_after_escape(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        await desk.press("x")
        await desk.type("unw")
        await desk.press("enter", "up")
        await desk.press("tab", "down", "down", "ctrl+s")
        await desk.sees("“unwell” still stands: Enter takes the marked line")
        await desk.press("escape")
        await desk.until(lambda: screen.rows.here.absence is AbsenceReason.UNWELL, "unwell, as before")
        await desk.press("ctrl+s")
        await desk.screen(NotesScreen)
    assert last_of(eight)[0].absence is AbsenceReason.UNWELL


async def test_letters_that_one_line_alone_answers_to_need_no_enter(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        await open_register(desk)
        await desk.press("x")
        await desk.type("unw")
        await desk.press("ctrl+s")
        await desk.screen(NotesScreen)
    assert last_of(eight)[0].absence is AbsenceReason.UNWELL


async def test_a_day_that_is_saved_opens_saying_so_and_e_corrects_it(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        assert not screen.has_class("-saved")
        await desk.press("x")
        await desk.type("unw")
        await desk.press("enter", "ctrl+s")
        await desk.screen(NotesScreen)
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.sees("today's register is saved")
        await desk.press("enter")
        screen = await desk.screen(RegisterScreen)
        await desk.sees("Saved already: Mindfulness", "90 minutes · 7 attended, 1 away.", "e in the list corrects")
        screen.query_one("#number", Input).value = f"{last_of(eight)[0].number}"
        await desk.press("ctrl+s")
        await desk.sees("Not saved: this register is saved already. e in the list corrects it.")
        await desk.press("e")
        await desk.screen(MeetingsScreen)
        await desk.press("enter")
        await desk.screen(RegisterScreen)
        await desk.sees(f"Correct the register of {GROUP}", "away: unwell")
        assert "Saved already" not in desk.text


@pytest.mark.parametrize("typed", ["99999", "abc", "200", "91", "-1", "0"])
async def test_minutes_that_cannot_be_are_refused_at_the_field_and_the_mark_stays(eight: Eight, typed: str) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        await desk.press("down", "p")
        await desk.type(typed)
        await desk.press("enter")
        await desk.sees("type a whole number from 1 to 90", "One field needs another look")
        assert screen.rows.highlighted == 1
        await desk.sees(f"{screen.rows.name_here}: type a whole number")
        assert screen.query_one("#received", Input).value == typed
        assert screen.query_one("#received", Input).has_focus
        await desk.press("shift+tab", "down")
        await desk.until(lambda: screen.query_one("#received", Input).has_focus, "back where it was typed")
        assert screen.rows.highlighted == 1
        assert screen.query_one("#received", Input).value == typed
        await desk.press("ctrl+u", "9", "0", "enter")
        await desk.sees("in part, 90 minutes")
        await desk.until(lambda: screen.rows.highlighted == 2, "the next person is marked")


async def test_minutes_that_cannot_be_are_let_go_with_the_mark_that_asked_for_them(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        await desk.press("p")
        await desk.type("abc")
        await desk.press("shift+tab", "f")
        await desk.until(lambda: screen.rows.highlighted == 1, "the next person is marked")
        assert not screen.field_of("received").display


async def test_a_meeting_made_shorter_names_who_would_have_received_more(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        await desk.press("p")
        await desk.type("80")
        await desk.press("enter")
        await desk.until(lambda: screen.rows.highlighted == 1, "the next person is marked")
        screen.query_one("#minutes", Input).value = "60"
        await desk.press("ctrl+s")
        await desk.sees("Sam Abara: type a whole number from 1 to 60", "in part, 80 minutes")
        assert screen.query_one("#received", Input).value == "80"
        assert len({one.id for one in last_of(eight)}) == 1


async def test_minutes_that_cannot_be_read_come_back_to_whom_they_were_typed_for(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        await open_register(desk)
        await desk.press("down", "p")
        await desk.type("4o")
        await desk.press("ctrl+l")
        desk.fill("passphrase", eight.home.passphrase("rhiannon"))
        await desk.press("enter")
        screen = await desk.screen(RegisterScreen)
        await desk.sees("What you had typed is back")
        assert screen.rows.highlighted == 1
        assert screen.query_one("#received", Input).value == "4o"


async def test_a_register_that_another_seat_saved_meanwhile_is_said_to_be_theirs(eight: Eight) -> None:
    async with desk_of(eight) as desk:
        screen = await open_register(desk)
        await desk.press("down", "u")
        with eight.home.sit() as sitting:
            sheet, today = screen.sheet, PartialDate.of(sitting.today)
            theirs = prepare_register(
                sitting, eight.group, "all", on=today, module=sheet.module, number=int(screen.text_of("number"))
            )
            record_register(sitting, theirs)
        await desk.press("ctrl+s")
        await desk.sees("Somebody has saved this register meanwhile.", "e in the list opens theirs, to")
        assert "session amend" not in desk.text
        await desk.press("enter")
        await desk.screen(RegisterScreen)
        await desk.sees("Saved already: Mindfulness")
    assert len({one.id for one in last_of(eight)}) == 1


def test_the_notes_stand_in_the_order_of_the_register_and_nobody_attends_for_no_minutes(eight: Eight) -> None:
    with eight.home.sit() as sitting:
        today = PartialDate.of(sitting.today)
        name = PersonName(family="Łoś", given="Ewa")
        added = add_participant(
            sitting, name=name, born=PartialDate("1980"), no_nhs_number_because="never registered"
        ).id
        course = refer_intervention(sitting, added, edition="DBT", delivery=Delivery.GROUP, on=today).id
        open_intervention(sitting, course, on=today)
        add_members(sitting, eight.group, [course], since=today)
        listed = [one.name for one in open_sheet(sitting, eight.group, on=today).lines]
        with pytest.raises(InvalidValue, match="no minutes: Sam Chukwu"):
            prepare_register(sitting, eight.group, "all; Chukwu part 0", on=today)
        prepared = prepare_register(sitting, eight.group, "all", on=today)
        record_register(sitting, prepared)
        notes = [one.name for one in session_notes(sitting, prepared.session.id)]
    assert listed.index("Ewa Łoś") == 8
    assert notes == listed
