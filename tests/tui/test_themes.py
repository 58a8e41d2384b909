import itertools

import pytest
from rich.color import Color as RichColor
from textual.color import Color

from tests.tui.desk import Desk, Unit, at_the_desk
from tests.tui.test_participant import open_sian
from tests.tui.test_session import open_form
from tui import themes
from tui.app import ThroughcareApp
from tui.screens.home import HomeScreen

LEAST = {themes.DARK: 4.5, themes.LIGHT: 4.5, themes.CONTRAST: 7.0}


def luminance(colour: Color) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_arithmetic_is_wcags() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_every_ink_stands_out_from_every_ground(theme) -> None:
    colours = theme.variables
    pairs = [*itertools.product(themes.INKS, themes.GROUNDS), ("cursor-ink", "cursor"), ("ground", "ink")]
    for ink, ground in pairs:
        assert contrast(Color.parse(colours[ink]), Color.parse(colours[ground])) >= LEAST[theme.name], (ink, ground)


def weak_places(desk: Desk, least: float) -> list[str]:
    """What stands on the screen with too little contrast, as it is really drawn."""
    found = []
    for strip in desk.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if not segment.text.strip(" ▁▂▃▄▅▆▇█▔─│") or style is None or style.color is None or style.bgcolor is None:
                continue
            ink, ground = (Color.from_rich_color(each) for each in (style.color, style.bgcolor))
            if contrast(ink, ground) < least:
                found.append(f"{segment.text!r} {ink.hex} on {ground.hex}")
    return found


@pytest.mark.parametrize("name", list(themes.WORDS))
async def test_what_is_drawn_keeps_the_contrast(unit: Unit, name: str) -> None:
    async with at_the_desk(unit, size=(100, 34)) as desk:
        desk.app.theme = name
        await open_form(desk)
        await desk.press("tab", "tab", "n", "tab")
        await desk.type("esc")
        await desk.sees("› no escort")
        assert weak_places(desk, LEAST[name]) == []
        await desk.press("f1")
        await desk.sees("This field")
        assert weak_places(desk, LEAST[name]) == []
        # The help, the list, the warning, the form.
        await desk.press("escape", "escape", "escape", "escape")
        for letter, words in (("h", "State"), ("p", "Self-harm"), ("v", "“I want"), ("f", "Music")):
            await desk.press(letter)
            await desk.sees(words)
            assert weak_places(desk, LEAST[name]) == []
        await desk.press("escape")
        await desk.screen(HomeScreen)
        await desk.sees("1 person")
        assert weak_places(desk, LEAST[name]) == []
        await desk.press("ctrl+p")
        await desk.sees("Colours (theme): High contrast")
        assert weak_places(desk, LEAST[name]) == []


@pytest.mark.parametrize("name", list(themes.WORDS))
async def test_forms_keep_the_contrast(unit: Unit, name: str) -> None:
    async with at_the_desk(unit, size=(100, 34)) as desk:
        desk.app.theme = name
        await open_sian(desk)
        await desk.press("a")
        await desk.sees("Add to the participant's voice")
        await desk.type("words")
        assert weak_places(desk, LEAST[name]) == []
        await desk.press("tab", "s", "t", "ctrl+s")
        await desk.sees("tick at least one")
        assert weak_places(desk, LEAST[name]) == []
        await desk.press("escape", "escape")
        await desk.sees("State")
        await desk.press("p")
        await desk.sees("Self-harm")
        await desk.press("d")
        await desk.sees("Decision", "Reason")
        assert weak_places(desk, LEAST[name]) == []


def coloured(desk: Desk) -> list[str]:
    """What would reach the terminal in a colour."""
    found, plain = [], (None, RichColor.parse("default"))
    for strip in desk.app.screen._compositor.render_strips():
        for each in desk.app.get_line_filters():
            strip = strip.apply_filter(each, Color(0, 0, 0))
        for segment in strip:
            style = segment.style
            if style is not None and (style.color not in plain or style.bgcolor not in plain):
                found.append(segment.text)
    return found


def turned(desk: Desk) -> str:
    """What is drawn with ink and ground exchanged."""
    rows = desk.app.screen._compositor.render_strips()
    return "".join(each.text for row in rows for each in row if each.style and each.style.reverse)


async def test_no_color_means_none(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_desk(unit) as desk:
        await open_sian(desk)
        assert coloured(desk) == []
        await desk.sees("› Dialectical")
        assert "Dialectical behaviour therapy" in turned(desk)
        for key, words in (("s", "Attended"), ("a", "May read it")):
            await desk.press(key)
            await desk.sees(words)
            await desk.until(lambda: bool(turned(desk)), "the cursor stands in its field")
            assert coloured(desk) == []
            await desk.press("escape")
            await desk.sees("› Dialectical")


def test_the_choice_is_remembered(unit: Unit) -> None:
    app = ThroughcareApp(unit.home.settings("rhiannon"))
    try:
        themes.remember(themes.CONTRAST)
        assert ThroughcareApp(unit.home.settings("rhiannon")).theme == themes.CONTRAST
    finally:
        themes.remember(themes.DARK)
    assert set(app.available_themes) == set(themes.WORDS)
