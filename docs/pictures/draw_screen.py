"""Draws what stands on a screen of the program as a picture: every letter in its cell, in its colours."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.segment import Segment
from rich.style import Style

FONTS = Path("/usr/share/fonts/truetype/dejavu")
REGULAR, BOLD = "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"


def draw(rows: list[list[Segment]], file: Path, *, ink: str, ground: str, size: int = 16) -> None:
    """Write the rows of a screen as a PNG. `ink` and `ground` stand where a segment says no colour."""
    fonts = {bold: ImageFont.truetype(str(FONTS / (BOLD if bold else REGULAR)), size) for bold in (False, True)}
    wide, high = round(fonts[False].getlength("M")), round(size * 1.3)
    columns = max(sum(each.cell_length for each in row) for row in rows)
    picture = Image.new("RGB", (columns * wide, len(rows) * high), ground)
    pen = ImageDraw.Draw(picture)
    for number, row in enumerate(rows):
        column = 0
        for segment in row:
            if not segment.cell_length:
                continue
            style = segment.style or Style()
            fore, back = _colour(style.color, ink), _colour(style.bgcolor, ground)
            if style.reverse:
                fore, back = back, fore
            left, top = column * wide, number * high
            pen.rectangle((left, top, left + segment.cell_length * wide - 1, top + high - 1), fill=back)
            for letter in segment.text:
                pen.text((column * wide, top + round(size * 0.1)), letter, font=fonts[bool(style.bold)], fill=fore)
                column += Segment(letter).cell_length
            if style.underline:
                pen.line((left, top + high - 3, column * wide - 1, top + high - 3), fill=fore)
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=48).save(file, optimize=True)


def _colour(colour: object, otherwise: str) -> str:
    triplet = getattr(colour, "triplet", None)
    return triplet.hex if triplet is not None else otherwise
