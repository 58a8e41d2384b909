from datetime import timedelta

from textual.widgets import Input

from registry.domain.dates import PartialDate, Recorded
from registry.domain.intervention import Intervention
from registry.domain.reasons import AbsenceReason
from registry.domain.session import Attended
from registry.services.interventions import show_intervention
from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.test_participant import open_sian
from tui.screens.participant import ParticipantScreen
from tui.screens.register_notes import NotesScreen
from tui.screens.session import SessionScreen
from tui.screens.undo import UndoScreen
from tui.widgets.day_input import day_words
from tui.widgets.form_field import FormField
from tui.widgets.picker import Picker


async def open_form(desk: Desk) -> SessionScreen:
    await open_sian(desk)
    await desk.press("s")
    screen: SessionScreen = await desk.screen(SessionScreen)
    return screen


def course(unit: Unit) -> Intervention:
    with unit.home.sit() as sitting:
        return show_intervention(sitting, unit.dbt).intervention


async def test_two_keys_log_the_likely_session(unit: Unit) -> None:
    before = len(course(unit).sessions)
    async with at_the_desk(unit) as desk:
        screen = await open_form(desk)
        today = PartialDate.of(desk.app.seat.sitting.today)
        await desk.sees(day_words(today), "● group", "● in full", "Mindfulness", "90")
        assert desk.text.split("\n")[1].startswith(" Ó SÚILLEABHÁIN, Siân")
        assert screen.typed.number == "2"
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("Saved.", "Mindfulness, session 2, group session: attended, 90")
    after = course(unit).sessions
    assert len(after) == before + 1
    last = after[-1]
    assert (last.on, last.attended, last.minutes, last.recorded) == (today, Attended.FULL, 90, Recorded.AT_THE_TIME)


async def test_the_note_of_a_session_is_copied_as_text_until_it_is_undone(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        await desk.press("y")
        await desk.sees("No session was logged here just now.")
        await desk.press("s")
        await desk.screen(SessionScreen)
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.until(lambda: "y shows its note." in " ".join(desk.text.split()), "the note is offered")
        await desk.until(lambda: desk.app.seat.last_act is not None, "it can be undone")
        await desk.press("y")
        await desk.screen(NotesScreen)
        await desk.sees("Saved: the session, 1 person.")
        await desk.press("c")
        await desk.sees("Copied the note of Siân")
        assert "Mindfulness" in desk.app.clipboard
        assert "Recorded by Dr Rhiannon Pryce" in desk.app.clipboard
        desk.app.copy_to_clipboard("before")
        await desk.press("ctrl+z")
        await desk.screen(UndoScreen)
        await desk.press("enter")
        await desk.screen(NotesScreen)
        await desk.sees("Undone: the session. Its notes stand for nothing.")
        await desk.press("c")
        await desk.sees("none was copied")
        assert desk.app.clipboard == "before"


async def test_an_absence_needs_its_reason_and_finds_it_as_one_types(unit: Unit) -> None:
    async with at_the_desk(unit, size=(160, 30)) as desk:
        await open_form(desk)
        await desk.press("tab", "tab", "n")
        await desk.sees("● no", "Reason")
        assert "Minutes" not in desk.text
        await desk.press("ctrl+s")
        await desk.sees("An absence needs its reason", "Not saved yet. One field needs another look.")
        assert desk.app.focused is desk.app.screen.query_one("#absence Input")
        await desk.type("esc")
        await desk.sees("› no escort")
        await desk.press("ctrl+s")
        await desk.screen(ParticipantScreen)
        await desk.sees("did not attend (no escort; the service)")
    last = course(unit).sessions[-1]
    assert (last.attended, last.absence, last.minutes) == (Attended.NO, AbsenceReason.NO_ESCORT, None)


async def test_a_slip_of_the_finger_is_forgiven_and_nonsense_is_not(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        screen = await open_form(desk)
        await desk.press("tab", "tab", "tab")
        await desk.type("emotoin")
        await desk.sees("› Emotion regulation")
        assert screen.typed.module == "emotion-regulation"
        assert screen.typed.number == ""
        await desk.press("tab", "shift+tab")
        await desk.type("qqqq")
        await desk.press("ctrl+s")
        await desk.sees("Nothing here answers to “qqqq”")
        assert "qqqq" in desk.text


async def test_dates_are_echoed_in_words_and_refused_at_the_field(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        screen = await open_form(desk)
        today = desk.app.seat.sitting.today
        field = screen.query_one("#on", Input)
        for typed, day in (("y", 1), ("-3", 3), (f"{today - timedelta(days=5):%d/%m/%y}", 5)):
            field.value = typed
            await desk.sees(day_words(PartialDate.of(today - timedelta(days=day))))
        await desk.sees("● later")
        for typed, words in (
            ("31/02/2026", "not in the calendar"),
            ("+1", "in the future"),
            ("1/1/19", ") started"),
        ):
            field.value = typed
            await desk.press("ctrl+s")
            await desk.until(lambda: screen.query_one("#on-field", FormField).has_class("-wrong"), typed)
            await desk.sees(typed)
            # Once, below the field: beside it a day stands in words, or nothing.
            await desk.until(lambda said=words: " ".join(desk.text.split()).count(said) == 1, words)  # type: ignore[misc]
            assert desk.app.focused is field
        field.value = "t"
        await desk.sees("● at the time")


async def test_every_problem_is_said_at_once(unit: Unit) -> None:
    async with at_the_desk(unit, size=(80, 30)) as desk:
        screen = await open_form(desk)
        for name, typed in (("on", "soon"), ("number", "x"), ("minutes", "600")):
            screen.query_one(f"#{name}", Input).value = typed
        await desk.pilot.pause()
        await desk.press("ctrl+s")
        await desk.sees("3 fields need another look", "from 1 to 999", "from 0 to 480", "soon", "600")


async def test_escape_asks_before_typed_words_are_left(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        screen = await open_form(desk)
        screen.query_one("#minutes", Input).value = "45"
        await desk.press("escape")
        await desk.sees("Not saved yet. Ctrl+S saves it; Escape again leaves")
        await desk.press("tab", "escape")
        await desk.screen(ParticipantScreen)


async def test_saving_twice_saves_once(unit: Unit) -> None:
    before = len(course(unit).sessions)
    async with at_the_desk(unit) as desk:
        screen = await open_form(desk)
        screen.action_save()
        screen.action_save()
        await desk.screen(ParticipantScreen)
    assert len(course(unit).sessions) == before + 1


async def test_escape_closes_an_open_list_first_and_then_asks(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        screen = await open_form(desk)
        desk.fill("minutes", "45")
        screen.query_one("#module Input", Input).focus()
        await desk.press("down")
        picker = screen.query_one("#module", Picker)
        assert picker.is_open
        await desk.press("escape")
        assert not picker.is_open
        assert "Escape again" not in desk.text
        await desk.press("escape")
        await desk.sees("Escape again leaves without saving")
        assert desk.app.screen is screen
        await desk.press("escape")
        await desk.screen(ParticipantScreen)


async def test_what_is_said_below_goes_when_it_is_true_no_more(unit: Unit) -> None:
    async with at_the_desk(unit) as desk:
        screen = await open_form(desk)
        desk.fill("on", "31/2")
        desk.fill("minutes", "many")
        await desk.press("ctrl+s")
        await desk.sees("2 fields need another look")
        desk.fill("minutes", "45")
        await desk.sees("One field needs another look")
        desk.fill("on", "t")
        await desk.until(lambda: "another look" not in desk.text, "nothing is wrong any more")
        await desk.press("ctrl+r", "ctrl+r")
        await desk.sees("Started afresh.")
        screen.query_one("#minutes", Input).focus()
        await desk.type("4")
        await desk.until(lambda: "Started afresh" not in desk.text, "the next key ends it")
