"""What somebody can type or paste into a field does no harm: it is shown as it is, or visibly escaped."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from registry.domain.register import Mark
from registry.domain.session import Attended
from registry.services.day import GroupToday, Waiting
from registry.services.register_sheets import SheetLine
from tests.sweeps import share_of
from tests.tui.desk import Unit, at_the_desk
from tests.tui.test_participant import open_sian
from tui.screens.day_lines import USUAL, group_cells, waiting_cells
from tui.screens.participant import ParticipantScreen
from tui.screens.voice import VoiceScreen
from tui.widgets.columned import columned
from tui.widgets.form_field import FormField
from tui.widgets.plain import Words, lines, one_line, plain, shown_controls
from tui.widgets.register_rows import RegisterRows
from tui.widgets.words_box import WordsBox

MARKUP = ("[", "]", "[/]", "[b]", "[@click=app.quit]", "\\")
CONTROLS = ("\x1b[2J", "\x1b]0;x\x07", "\u202e", "\u200b", "\n", "\t", "\x9b")
PIECES = (*MARKUP, *CONTROLS, "👩‍⚕️", "Ł")
STRANGE = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=8).map("".join)


def drawn(words: object) -> str:
    console = Console(width=200, color_system=None, force_terminal=False)
    with console.capture() as kept:
        console.print(words, markup=False, highlight=False)
    return kept.get()


def assert_harmless(shown: str) -> None:
    assert not {letter for letter in shown if ord(letter) < 32 and letter != "\n"}
    assert not set("\x7f\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b") & set(shown)


@given(text=STRANGE)
@settings(max_examples=share_of(200))
def test_every_row_shows_it_or_escapes_it(text: str) -> None:
    group = GroupToday(id="g", name=text, title=text, due=8)
    waiting = Waiting(participant_id="p", participant=text, what=text)
    sheet = [SheetLine(name=text, mark=Mark(intervention_id="i", attended=Attended.FULL))]
    rows = RegisterRows(sheet, id="rows")
    cells = (group_cells(group, date(2026, 3, 1)), waiting_cells(waiting))
    for words in (*(columned(each, USUAL, 76) for each in cells), rows._row(sheet[0])):
        assert_harmless(drawn(words))
    shown = drawn(lines(plain(text), one_line(text)))
    assert_harmless(shown)
    for piece in ("[/]", "[b]", "[@click=app.quit]"):
        if piece in text and len(text) < 60 and "\n" not in text:
            assert piece in shown


@given(text=STRANGE)
@settings(max_examples=share_of(200))
def test_what_is_pasted_brings_no_command_of_the_terminal(text: str) -> None:
    clean = shown_controls(text)
    assert not {letter for letter in clean if (ord(letter) < 32 and letter != "\n") or 127 <= ord(letter) < 160}
    assert all(each in clean for each in ("👩‍⚕️", "[/]") if each in text)


async def test_fields_keep_it_exactly_and_crash_nothing(unit: Unit) -> None:
    text = shown_controls("".join(PIECES))
    async with at_the_desk(unit, size=(100, 34)) as desk:
        await open_sian(desk)
        await desk.press("a")
        screen = await desk.screen(VoiceScreen)
        screen.query_one(WordsBox).text = text
        screen.query_one("#about").value = text.replace("\n", " ")
        await desk.pilot.pause()
        assert screen.words_of("said") == text
        await desk.sees("[/][b][@click=app.quit]", "It holds marks that cannot be seen", "⟨U+202E⟩")
        assert "\u202e" not in desk.text
        for field in screen.query(FormField):
            field.complain(text)
            if field.echoes:
                field.echo(text)
        screen.query_one(Words).show(text)
        screen.say(text)
        await desk.sees("⟨U+001B⟩")
        await desk.press("escape", "escape")
        await desk.screen(ParticipantScreen)
