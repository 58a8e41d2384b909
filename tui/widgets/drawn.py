"""Draws a part of a printed page on the screen, so that screen and paper say the same."""

from datetime import UTC, datetime

from rich.console import RenderableType

from exports.page import Block, Document, Facts, Paragraph
from exports.text import render_text
from tui.widgets.plain import facts, plain

_WIDTH = 72


def drawn(block: Block) -> RenderableType:
    """Return one block: labelled values and paragraphs flow with the screen, anything else keeps its printed form."""
    match block:
        case Facts():
            return facts(block.rows)
        case Paragraph():
            return plain(block.text)
        case _:
            page = Document(title="-", author="-", subject="-", created=datetime.now(UTC), blocks=(block,))
            return plain(render_text(page, _WIDTH).rstrip("\n"))
