"""Writes a document as one web page: the same words in the same order as on paper, for a browser or a screen reader.

The rules: every text passes `visible` and is escaped; no script, and nothing is asked of any network, which a policy in
the page enforces; headings never skip a level; what only repeats words in ink (bars, the code) is hidden from readers.
On a narrow screen a table's rows stand one under another, each cell beside the heading of its column.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final, assert_never

from exports.chart import Bar, Chart
from exports.codes import code_rows, runs_of
from exports.direction import islands, runs_leftward
from exports.drawings import DRAWINGS
from exports.page import (
    MOST_COLUMNS,
    Block,
    Bullets,
    Cell,
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

_STYLE: Final = Path(__file__).with_name("page.css")
_BAR: Final = 100
# Whether a cell is the first of its row, whatever the number of columns.
_FIRST: Final = (True, *(False,) * (MOST_COLUMNS - 1))
_LINE: Final = '<div class="line" aria-hidden="true"></div>'


@cache
def _style() -> tuple[str, str]:
    """The style sheet, and what a policy calls it."""
    sheet = _STYLE.read_text("utf-8")
    return sheet, f"'sha256-{b64encode(sha256(sheet.encode()).digest()).decode()}'"


def _prose(text: str) -> str:
    return "\n".join(map(_directed, visible(text).split("\n")))


def _line(text: str) -> str:
    return _directed(visible(text, prose=False))


def _directed(shown: str) -> str:
    """A paragraph that runs as it does on paper, and so does each island in it."""
    if shown.isascii():
        return escape(shown)
    bounds = islands(shown)
    if bounds:
        begins, ends = Counter(first for first, _ in bounds), Counter(last for _, last in bounds)
        inner = "".join(
            "</bdi>" * ends[place] + '<bdi dir="auto">' * begins[place] + escape(shown[place : place + 1])
            for place in range(len(shown) + 1)
        )
    else:
        inner = escape(shown)
    return f'<bdi dir="rtl">{inner}</bdi>' if runs_leftward(shown) else inner


def _bare(text: str) -> str:
    """Words where no markup may stand."""
    return escape(visible(text, prose=False))


def _tag(name: str, inner: str, css: str = "") -> str:
    return f'<{name} class="{css}">{inner}</{name}>' if css else f"<{name}>{inner}</{name}>"


class _Outline:
    """The headings and tables written so far: one title, later titles under it, no level skipped, tables numbered."""

    def __init__(self) -> None:
        self._last = 0
        self._shift = 0
        self._under = ""
        self._tables = 0

    def level(self, block: Heading) -> int:
        """The level a heading takes in the page, 1 to 4."""
        if block.level == 1 and self._last:
            self._shift = 1
        self._last = min(block.level + self._shift, self._last + 1)
        self._under = block.text
        return self._last

    def name(self, block: Table) -> str:
        """What a table is called: its number, so that no two share a name, and its caption or what it stands under."""
        self._tables += 1
        what = block.caption.strip() or self._under
        return f"Table {self._tables}{f': {what}' if what else ''}"


def _table(block: Table, name: str) -> str:
    caption = _tag("caption", _line(block.caption)) if block.caption.strip() else ""
    # An attribute, since the policy allows no element a style of its own; printed, a long word stays in its column.
    total = sum(column.weight for column in block.columns)
    shares = "".join(f'<col width="{round(column.weight / total * 100)}%">' for column in block.columns)
    head = "".join(f'<th scope="col" role="columnheader">{_line(column.heading)}</th>' for column in block.columns)
    labels = [_bare(column.heading) for column in block.columns]
    # A table that is laid out as a list is a table still for whoever hears it, by roles that say so.
    rows = "".join(f'<tr role="row">{"".join(map(_cell, row, labels, _FIRST))}</tr>' for row in block.rows)
    inner = (
        f'{caption}<colgroup>{shares}</colgroup><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody>'
    )
    # What may scroll sideways must be reached from the keyboard, and then needs a name.
    return (
        f'<div class="table" role="region" aria-label="{_bare(name)}" tabindex="0">'
        f'<table role="table">{inner}</table></div>'
    )


def _cell(cell: Cell, label: str, first: bool) -> str:
    lines = [_tag("p", _prose(line)) for line in cell.lines]
    if cell.strong:
        lines = [_tag("p", _tag("strong", _prose(cell.lines[0])))]
        lines += [_tag("p", _prose(line), "small") for line in cell.lines[1:]]
    inner = "".join(lines)
    if first:
        return f'<th scope="row" role="rowheader" data-label="{label}">{inner}</th>'
    return f'<td role="cell" data-label="{label}">{inner}</td>'


def _bar(share: float) -> str:
    """A bar that only repeats the words beside it, which are its text alternative."""
    return (
        f'<svg aria-hidden="true" viewBox="0 0 {_BAR} 7" preserveAspectRatio="none">'
        f'<rect width="{_BAR}" height="7" fill="#c4ccd3"/>'
        f'<rect width="{round(share * _BAR)}" height="7" fill="#0e4a5c"/></svg>'
    )


def _gauge(block: Gauge) -> str:
    bar = _bar(min(block.done, block.of) / block.of)
    return f'<div class="gauge"><span>{_line(block.label)}</span>{bar}<span>{_line(block.words)}</span></div>'


def _chart(block: Chart) -> str:
    def row(one: Bar) -> str:
        bar = _bar(one.share) if one.share is not None else ""
        return _tag("div", _tag("dt", _line(one.label)) + _tag("dd", f"{bar}{_tag('span', _line(one.words))}"))

    caption = _tag("strong", _line(block.label)) + " " + _tag("span", _line(block.scale), "small")
    rows = _tag("dl", "".join(map(row, block.rows)))
    told = "".join(_tag("p", _prose(sentence), "small") for sentence in block.sentences)
    return _tag("figure", _tag("figcaption", caption) + rows + told, "chart")


def _picture(name: str) -> str:
    """A drawing beside a heading, whose words say the same."""
    paths = "".join(
        f'<path d="M{"L".join(f"{x} {y}" for x, y in shape.points)}z" fill="rgb{shape.ink}"/>'
        for shape in DRAWINGS[name]
    )
    return f'<svg class="picture" aria-hidden="true" viewBox="0 0 100 100">{paths}</svg>'


def _heading(block: Heading, name: str) -> str:
    if not block.picture:
        return _tag(name, _line(block.text))
    return _tag(name, _picture(block.picture) + _tag("span", _line(block.text)), "pictured")


def _signatures(block: SignatureBlock) -> str:
    made = []
    for row in block.rows:
        texts = [_tag("p", _line(row.role), "small"), _tag("p", _line(row.name), "strong")]
        texts += [_tag("p", _line(text)) for text in (row.detail, row.signed) if text.strip()]
        # As on paper, the line to sign on stands over whose it is.
        made.append(_tag("div", ("" if row.signed.strip() else _LINE) + "".join(texts), "signature"))
    return "".join(made)


def _code(text: str) -> str:
    rows = code_rows(text)
    dark = "".join(f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for x, length in runs_of(row))
    size = len(rows)
    return (
        f'<svg aria-hidden="true" viewBox="-4 -4 {size + 8} {size + 8}" shape-rendering="crispEdges">'
        f'<path d="{dark}" fill="#000"/></svg>'
    )


def _check(block: CheckBlock, code: str) -> str:
    parts = [
        _tag("p", _line(block.words_label), "small"),
        _tag("p", _line(" ".join(block.words)), "words"),
        _tag("p", _line(block.number_label), "small"),
        _tag("p", _line(" ".join(block.number_groups)), "number"),
        *(_tag("p", _prose(sentence)) for sentence in block.sentences),
    ]
    return _tag("div", (_code(code) if code else "") + "".join(parts), "check")


def _block(block: Block, outline: _Outline, code: str) -> str:
    match block:
        case Heading():
            return _heading(block, f"h{outline.level(block)}")
        case Paragraph(style=Style.QUOTE):
            return _tag("blockquote", _tag("p", _prose(block.text)), "quote")
        case Paragraph():
            return _tag("p", _prose(block.text), "" if block.style is Style.NORMAL else block.style.value)
        case Bullets():
            return _tag("ul", "".join(_tag("li", _prose(item)) for item in block.items))
        case Facts():
            pairs = (_tag("div", _tag("dt", _line(label)) + _tag("dd", _line(value))) for label, value in block.rows)
            return _tag("dl", "".join(pairs))
        case Gauge():
            return _gauge(block)
        case Chart():
            return _chart(block)
        case Table():
            return _table(block, outline.name(block))
        case SignatureBlock():
            return _signatures(block)
        case CheckBlock():
            return _check(block, code)
        case WritingSpace():
            return _LINE * block.lines
        case PageBreak():
            return '<div class="sheet"></div>'
    assert_never(block)


def _paragraphs(lines: Iterable[str], first: str = "") -> str:
    return "".join(_tag("p", _line(line), "" if number else first) for number, line in enumerate(lines))


def render_html(document: Document) -> bytes:
    """Return *document* as one HTML page in UTF-8: the same document always gives the same bytes.

    What runs on every page stands once: watermark and banner in the header, the lines below in the footer. The
    attachment does not travel with it.
    """
    sheet, known_as = _style()
    policy = f"default-src 'none'; style-src {known_as}; base-uri 'none'; form-action 'none'"
    outline = _Outline()
    mark = _tag("p", _line(document.watermark), "mark") if document.watermark.strip() else ""
    header = mark + _paragraphs(document.banner, "who")
    footer = _paragraphs(document.footer)
    about = "".join(
        f'<meta name="{name}" content="{_bare(text)}">'
        for name, text in (("author", document.author), ("description", document.subject))
        if text.strip()
    )
    parts = (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"{about}\n{_tag('title', _bare(document.title))}\n<style>{sheet}</style>\n</head>\n",
        '<body class="large">\n' if document.large_print else "<body>\n",
        f"{_tag('header', header)}\n" if header else "",
        "<main>\n",
        "\n".join(_block(block, outline, document.code) for block in document.blocks),
        "\n</main>\n",
        f"{_tag('footer', footer)}\n" if footer else "",
        "</body>\n</html>\n",
    )
    return "".join(parts).encode()
