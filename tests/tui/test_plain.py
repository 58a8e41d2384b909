import ast
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import Input

import tui
from exports.visible import visible
from tests.sweeps import share_of
from tui.themes import THEMES
from tui.widgets.list_and_detail import Line, MarkedList
from tui.widgets.plain import Words, facts, one_line, plain

NASTY = (
    "plan [sic]",
    "[/]",
    "[b]bold[/b]",
    "[link=https://example.org]x[/link]",
    "\\[escaped]",
    "\x1b[31mred\x1b[0m",
    "Ali\u202egnirahs\u202c",
    "two\u200bwords",
    "family \U0001f468\u200d\U0001f469\u200d\U0001f466",
    "e\u0301",
    "$ink @click=app.quit",
    "漢字",
)
ANY = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(NASTY)


@settings(max_examples=share_of(300))
@given(ANY)
def test_every_character_arrives_and_none_is_markup(text: str) -> None:
    shown = plain(text)
    assert isinstance(shown, Text)
    assert shown.plain == visible(text)
    assert not shown.spans
    line = one_line(text)
    assert "\n" not in line.plain
    assert not {unicodedata.category(letter) for letter in line.plain} & {"Cc", "Cf", "Zl", "Zp"}


class Mirror(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(THEMES[0].variables)

    def compose(self) -> ComposeResult:
        yield Words(id="words")
        yield Words(id="facts")
        yield MarkedList()
        yield Input(compact=True)


def rows(app: App[None]) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def test_on_a_real_screen_each_widget_shows_the_words_themselves() -> None:
    app = Mirror()
    async with app.run_test(size=(120, 24)) as pilot:
        for text in NASTY:
            app.query_one("#words", Words).show(text)
            app.query_one("#facts", Words).show(facts([(text, text)]))
            app.query_one(MarkedList).fill([Line(key="one", words=one_line(text))])
            app.query_one(Input).value = "" if "\x1b" in text else text
            await pilot.pause()
            shown = rows(app)
            assert shown.count(visible(text)) >= 3, text
            assert "\x1b" not in shown
            assert "\u202e" not in shown.replace(app.query_one(Input).value, "")


FILES = sorted(Path(tui.__file__).parent.rglob("*.py"))
GATEWAY = "plain.py"
SHOWS_WORDS = {
    "Static",
    "Label",
    "Markdown",
    "RichLog",
    "Log",
    "DataTable",
    "Button",
    "Option",
    "Content",
    "Digits",
    "Tree",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_only_the_gateway_makes_words_into_widgets(file: Path) -> None:
    tree = ast.parse(file.read_text())
    names = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import) for alias in node.names
    }
    if file.name != GATEWAY:
        assert not names & SHOWS_WORDS
    called = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert "notify" not in called
    assert "from_markup" not in called


def test_every_file_is_small() -> None:
    assert all(len(file.read_text().splitlines()) < 300 for file in FILES)
