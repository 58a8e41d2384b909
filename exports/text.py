"""Writes a document as plain text: the same words in the same order as on paper, for a terminal or a screen reader."""

from typing import Final, assert_never

from exports.chart import Chart
from exports.columns import columns, filled
from exports.page import (
    Block,
    Bullets,
    CheckBlock,
    Document,
    Facts,
    Gauge,
    Heading,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Style,
    Table,
    WritingSpace,
)
from exports.visible import visible

MIN_WIDTH: Final = 20
_GAP: Final = "  "
_CELLS: Final = " · "
# How many signs a whole bar of a chart takes.
_BAR: Final = 20


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """*text* in lines of at most *width* columns, the first begun with *first* and the others with *rest*; line feeds
    stay.
    """
    lines: list[str] = []
    for paragraph in visible(text).split("\n"):
        # Doubled spaces are the author's, and stay.
        lines += filled(paragraph.split(" "), width, rest if lines else first, rest)
        lines[-1] = lines[-1].rstrip(" ")
    return lines


def _one_line(text: str) -> str:
    return visible(text, prose=False)


def _heading(block: Heading, width: int) -> list[str]:
    lines = _wrap(_one_line(block.text), width)
    rule = {1: "=", 2: "-"}.get(block.level)
    if rule:
        lines.append(rule * max(columns(line) for line in lines))
    return lines


def _pairs(pairs: tuple[tuple[str, str], ...], width: int) -> list[str]:
    """Labels in a column of their own, values hung beside them; a label too long for that stands above its value."""
    room = min(max(columns(_one_line(label)) for label, _ in pairs), width * 2 // 5)
    lines: list[str] = []
    for label, value in pairs:
        plain = _one_line(label)
        if columns(plain) > room:
            lines += _wrap(plain, width)
            plain = ""
        hung = " " * room + _GAP
        lines += _wrap(_one_line(value), width, plain + " " * (room - columns(plain)) + _GAP, hung)
    return lines


def _table(block: Table, width: int) -> list[str]:
    """Aligned columns when every row fits on one line; else a row's short cells one after another, and rows of longer
    cells as lists labelled with the headings. Cells are never laid side by side over several lines: that reads across.
    """
    lines = [*_wrap(_one_line(block.caption), width), ""] if block.caption.strip() else []
    headings = [_one_line(column.heading) for column in block.columns]
    rows = [[visible("\n".join(cell.lines)) for cell in row] for row in block.rows]
    widths = [max(map(columns, column)) for column in zip(headings, *rows, strict=True)]
    single = all("\n" not in cell for row in rows for cell in row)
    if single and sum(widths) + len(_GAP) * (len(widths) - 1) <= width:
        grid = [headings, ["-" * each for each in widths], *rows]
        lines += [
            _GAP.join(cell + " " * (each - columns(cell)) for cell, each in zip(row, widths, strict=True)).rstrip(" ")
            for row in grid
        ]
        return lines
    if single:
        for cells in (headings, *rows):
            lines += _wrap(_CELLS.join(cells), width, "", "    ")
        return lines
    for number, row in enumerate(rows):
        if number:
            lines.append("")
        for place, (heading, cell) in enumerate(zip(headings, row, strict=True)):
            lines += _wrap(f"{heading}: {cell}", width, "  " if place else "", "    ")
    return lines


def _signatures(block: SignatureBlock, width: int) -> list[str]:
    lines: list[str] = []
    for row in block.rows:
        lines += [""] if lines else []
        for number, text in enumerate(text for text in (row.role, row.name, row.detail, row.signed) if text.strip()):
            lines += _wrap(_one_line(text), width, "  " if number else "", "  ")
        if not row.signed.strip():
            lines.append("  " + "_" * min(30, width - 2))
    return lines


def _check(block: CheckBlock, width: int) -> list[str]:
    lines = _wrap(_one_line(block.words_label), width)
    lines += _wrap(_one_line(" ".join(block.words)), width, "  ", "  ")
    lines += _wrap(_one_line(block.number_label), width)
    lines += _wrap(_one_line(" ".join(block.number_groups)), min(width, 2 + 8 * 5), "  ", "  ")
    for sentence in block.sentences:
        lines += _wrap(sentence, width)
    return lines


def _chart(block: Chart, width: int) -> list[str]:
    """Label and range, then each row's label, a bar of signs where there is room for one, and its words."""
    lines = [*_wrap(_one_line(block.label), width), *_wrap(_one_line(block.scale), width)]
    room = min(max(columns(_one_line(row.label)) for row in block.rows), width * 2 // 5)
    barred = room + _BAR + 2 * len(_GAP) + 2 + MIN_WIDTH // 2 <= width
    for row in block.rows:
        *before, label = _wrap(_one_line(row.label), room)
        lines += before
        begun = label + " " * (room - columns(label)) + _GAP
        if barred:
            bar = f"[{'=' * round(row.share * _BAR):.<{_BAR}}]" if row.share is not None else " " * (_BAR + 2)
            begun += bar + _GAP
        lines += _wrap(_one_line(row.words), width, begun, " " * columns(begun))
    for sentence in block.sentences:
        lines += _wrap(sentence, width)
    return lines


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Heading():
            return _heading(block, width)
        case Paragraph():
            indent = {Style.QUOTE: "    ", Style.NOTE: "  "}.get(block.style, "")
            return _wrap(block.text, width, indent, indent)
        case Bullets():
            return [line for item in block.items for line in _wrap(item, width, "• ", "  ")]
        case Facts():
            return _pairs(block.rows, width)
        case Gauge():
            return _pairs(((block.label, block.words),), width)
        case Chart():
            return _chart(block, width)
        case Table():
            return _table(block, width)
        case SignatureBlock():
            return _signatures(block, width)
        case CheckBlock():
            return _check(block, width)
        case WritingSpace():
            return ["_" * min(60, width)] * block.lines
        case PageBreak():
            return []
    assert_never(block)


def render_text(document: Document, width: int = 80) -> str:
    """Return *document* as plain text in lines of at most *width* columns, without escape sequences, ended by a line
    feed.

    What runs on every page stands once: banner and watermark first, footer last. Raises ``ValueError`` for a width
    under 20.
    """
    if width < MIN_WIDTH:
        raise ValueError(f"Plain text needs at least {MIN_WIDTH} columns, not {width}.")
    parts: list[list[str]] = []
    if document.watermark.strip():
        parts.append(_wrap(_one_line(document.watermark), width))
    if document.banner:
        parts.append([each for line in document.banner for each in _wrap(_one_line(line), width)])
    parts += [lines for block in document.blocks if (lines := _block(block, width))]
    if document.footer:
        parts.append([each for line in document.footer for each in _wrap(_one_line(line), width)])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"
