"""What ISO 19005-3 asks of a font: all of it in the file, each width its own, each letter read back as text."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont


def font_rules(font: Any, shown: bytes) -> Iterator[str]:
    """Yield every rule that a font breaks which shows these codes, two bytes each; another kind of font is unknown."""
    if font.Subtype != pikepdf.Name.Type0 or font.get("/Encoding") != pikepdf.Name("/Identity-H"):
        yield "unknown: a font of another kind"
        return
    (inner,) = font.DescendantFonts
    descriptor = inner.FontDescriptor
    if inner.Subtype != pikepdf.Name.CIDFontType2 or "/FontFile2" not in descriptor:
        yield "6.2.11.4.1: a font that is not in the file"
        return
    if (
        not re.fullmatch(r"/[A-Z]{6}\+.+", str(font.BaseFont))
        or not font.BaseFont == inner.BaseFont == descriptor.FontName
    ):
        yield "6.2.11.2: a font with several names"
    if not isinstance(inner.get("/CIDToGIDMap"), pikepdf.Stream):
        yield "6.2.11.3.2: nothing says which letter is which"
        return
    if "/CIDSet" in descriptor:
        yield "6.2.11.4.2: a list of the letters, which nothing here compares"
    if "/ToUnicode" not in font:
        yield "6.2.11.7: letters that cannot be read back"
        return
    glyphs = inner.CIDToGIDMap.read_bytes()
    file = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()), lazy=True)
    order, advances, size = file.getGlyphOrder(), file["hmtx"].metrics, file["head"].unitsPerEm
    widths, texts = _widths(inner), code_texts(font.ToUnicode.read_bytes().decode("latin-1"))
    for code in sorted({int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)}):
        glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
        if not 0 < glyph < len(order):
            yield f"6.2.11.8: code {code} shows no letter of the font"
            continue
        own = advances[order[glyph]][0] * 1000 / size
        if abs(widths.get(code, inner.get("/DW", 1000)) - own) > 1:
            yield f"6.2.11.5: code {code} is {widths.get(code)} wide and its letter {own:.0f}"
        if texts.get(code, "") in ("", "\0", "\ufeff", "\ufffe"):
            yield f"6.2.11.7: code {code} cannot be read back"


def _widths(font: Any) -> dict[int, float]:
    """The widths of a font by code, out of both forms of its list."""
    listed, found = list(font.get("/W", [])), {}
    while listed:
        first, second = int(listed.pop(0)), listed.pop(0)
        if isinstance(second, pikepdf.Array):
            found.update({first + place: float(width) for place, width in enumerate(second)})
        else:
            found.update(dict.fromkeys(range(first, int(second) + 1), float(listed.pop(0))))
    return found


def code_texts(cmap: str) -> dict[int, str]:
    """What a font's codes mean."""
    found = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            start = bytes.fromhex(text).decode("utf-16-be")
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = start[:-1] + chr(ord(start[-1]) + code - int(first, 16))
    return found
