"""Three sets of colours: calm dark, calm light, and high contrast (WCAG AAA, at least 7 to 1).

Widgets name what a colour is for (`ink`, `quiet`, `wrong` …); only this file says which colour that is.
"""

import contextlib
from pathlib import Path
from typing import Final

from textual.theme import Theme

from registry.settings import state_folder

DARK, LIGHT, CONTRAST = "calm-dark", "calm-light", "high-contrast"
WORDS: Final = {DARK: "Calm dark", LIGHT: "Calm light", CONTRAST: "High contrast"}

GROUNDS: Final = ("ground", "strip", "field")
INKS: Final = ("ink", "quiet", "accent-ink", "wrong")


def _theme(name: str, *, dark: bool, colours: dict[str, str]) -> Theme:
    ground, ink, accent = colours["ground"], colours["ink"], colours["accent-ink"]
    return Theme(
        name=name,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=colours["wrong"],
        error=colours["wrong"],
        success=accent,
        foreground=ink,
        background=ground,
        surface=ground,
        panel=colours["strip"],
        dark=dark,
        text_alpha=1.0,
        variables={
            **colours,
            "input-cursor-background": ink,
            "input-cursor-foreground": ground,
            "input-selection-background": colours["cursor"],
            "input-selection-foreground": colours["cursor-ink"],
            "block-cursor-background": colours["cursor"],
            "block-cursor-foreground": colours["cursor-ink"],
            "scrollbar": colours["rule"],
            "scrollbar-hover": colours["quiet"],
            "scrollbar-active": accent,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
        },
    )


THEMES: Final = (
    _theme(
        DARK,
        dark=True,
        colours={
            "ground": "#15181c",
            "strip": "#20262c",
            "field": "#262d34",
            "ink": "#dbe0e4",
            "quiet": "#a3adb6",
            "accent-ink": "#9cc7d4",
            "wrong": "#eeb09f",
            "rule": "#4a555f",
            "cursor": "#2f4a56",
            "cursor-ink": "#f4f8f9",
        },
    ),
    _theme(
        LIGHT,
        dark=False,
        colours={
            "ground": "#faf8f3",
            "strip": "#ece8df",
            "field": "#f0ede5",
            "ink": "#23282c",
            "quiet": "#525a61",
            "accent-ink": "#1c586d",
            "wrong": "#8d2c1d",
            "rule": "#b5afa2",
            "cursor": "#1f5468",
            "cursor-ink": "#ffffff",
        },
    ),
    _theme(
        CONTRAST,
        dark=True,
        colours={
            "ground": "#000000",
            "strip": "#1c1c1c",
            "field": "#262626",
            "ink": "#ffffff",
            "quiet": "#e4e4e4",
            "accent-ink": "#ffdf6b",
            "wrong": "#ffc2b5",
            "rule": "#bdbdbd",
            "cursor": "#ffdf6b",
            "cursor-ink": "#000000",
        },
    ),
)


def remembered() -> str:
    """Return the theme this person chose last on this computer, else the calm dark one."""
    try:
        name = _file().read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return DARK
    return name if name in WORDS else DARK


def remember(name: str) -> None:
    """Keep the choice for next time. Where nothing can be written the choice holds for this sitting only."""
    with contextlib.suppress(OSError):
        file = _file()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(f"{name}\n", "ascii")


def _file() -> Path:
    return state_folder() / "theme"
