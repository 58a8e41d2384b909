"""A screen as text: what stands in every cell, and below it in which style.

Rows of words, then for each row the letters of its styles with how many cells each runs, then what each letter means.
Small, readable in a diff, and the same on every machine: what differs from run to run (ids, keys) is drawn as `~`.
"""

import difflib
import os
import re
from pathlib import Path

from rich.segment import Segment
from rich.style import Style

from tests.tui.desk import Desk

KEPT = Path(__file__).parent / "snapshots"
WRITE = "THROUGHCARE_SNAPSHOTS"
CHANGING = re.compile(r"z6Mk[0-9A-Za-z]{4,}|\b[0-9a-f]{8,}\b")
# Words made from keys and digests: they differ in length, so that the rows below them move.
MADE_WORDS = re.compile(r"(?<=Root words)[\s\S]*?(?=Your keys)|(?<=Vouched for)[\s\S]*?(?=Brings)")


def picture(desk: Desk) -> str:
    """Return the screen as it stands."""
    names: dict[str, str] = {}
    words, styles = [], []
    for strip in desk.app.screen._compositor.render_strips():
        row = list(strip)
        words.append(CHANGING.sub(lambda found: "~" * len(found[0]), "".join(one.text for one in row)).rstrip())
        styles.append(_styles(row, names))
    legend = [f"{letter}: {said}" for said, letter in names.items()]
    return "\n".join(["\n".join(words), "----", *styles, "----", *legend]) + "\n"


def compare(desk: Desk, name: str, *, styles: bool = True) -> str | None:
    """Return how a screen differs from its kept picture, or None. With THROUGHCARE_SNAPSHOTS=write it is kept anew.

    Without `styles` only the words are compared, and not those that are made from keys and digests.
    """
    seen = picture(desk)
    if not styles:
        rows = MADE_WORDS.sub(" ~\n", seen.split("----\n")[0]).split("\n")
        seen = "\n".join(row for row in rows if row.strip()) + "\n"
    file = KEPT / f"{name}.txt"
    if os.environ.get(WRITE) == "write":
        KEPT.mkdir(exist_ok=True)
        file.write_text(seen, "utf-8")
        return None
    kept = file.read_text("utf-8") if file.exists() else ""
    if kept == seen:
        return None
    return "\n".join(difflib.unified_diff(kept.splitlines(), seen.splitlines(), f"{name}, kept", "seen", lineterm=""))


def _styles(row: list[Segment], names: dict[str, str]) -> str:
    runs: list[tuple[str, int]] = []
    for segment in row:
        letter = names.setdefault(_said(segment.style), _letter(len(names)))
        if runs and runs[-1][0] == letter:
            runs[-1] = (letter, runs[-1][1] + segment.cell_length)
        else:
            runs.append((letter, segment.cell_length))
    return " ".join(f"{letter}{cells}" for letter, cells in runs)


def _letter(number: int) -> str:
    return chr(ord("a") + number)


def _said(style: Style | None) -> str:
    if style is None:
        return "none"
    colours = f"{style.color.name if style.color else '-'} on {style.bgcolor.name if style.bgcolor else '-'}"
    marks = [name for name in ("bold", "italic", "underline", "reverse") if getattr(style, name)]
    return " ".join((colours, *marks))
