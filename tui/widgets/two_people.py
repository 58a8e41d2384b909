"""Two records of a person side by side: what the document says, what is on record here, and whether it is the same."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from registry.domain.participant import Participant
from tui.widgets.plain import one_line

SAME, DIFFERS, NOT_BOTH = "same", "DIFFERS", "not in both"
NONE = "none"


def side_by_side(there: Participant, here: Participant | None) -> RenderableType:
    """Return each fact of both in one row; with nobody here, the document's alone."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=14)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(width=11)
    grid.add_row(*(one_line(text, "bold") for text in ("", "In the document", "On record here", "")))
    for label, said, ours, alike in compared(there, here):
        style = "bold" if alike == DIFFERS else ""
        cells = (label, said or NONE, "" if here is None else ours or NONE, alike)
        grid.add_row(*(one_line(text, style) for text in cells))
    return grid


def compared(there: Participant, here: Participant | None) -> Iterator[tuple[str, str, str, str]]:
    """Yield each fact: label, what the document says, what is on record here, and in words whether it is the same."""
    ours = dict(_facts(here)) if here is not None else {}
    for label, said in _facts(there):
        yield label, said, ours.get(label, ""), "" if here is None else _alike(said, ours.get(label, ""))


def _facts(one: Participant) -> Iterator[tuple[str, str]]:
    yield "Surname", one.name.family
    yield "Given names", one.name.given
    yield "Born", one.born.words
    yield "NHS No.", f"{one.nhs_number or ''}"
    yield "Prison No.", f"{one.prison_number or ''}"
    yield "Known as", one.known_as or ""
    yield "Sex", one.sex.value.replace("-", " ")


def _alike(said: str, ours: str) -> str:
    if not said and not ours:
        return ""
    if not said or not ours:
        return NOT_BOTH
    return SAME if said.casefold() == ours.casefold() else DIFFERS
