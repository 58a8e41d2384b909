"""Reads drawn pages back, and reads a document's words straight from its model, to hold one against the other."""

import io
from collections.abc import Iterator
from itertools import chain

import pypdf

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
    Table,
)


def packed(text: str) -> str:
    """Return *text* without white space and the dots of points: what must be equal everywhere."""
    return "".join(text.replace("•", "").split())


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in reader(data).pages]


def bodies(data: bytes) -> list[str]:
    """The text of each page without what runs on every page, which is drawn first and ends with the page's number."""
    texts = pages(data)
    return [text.partition(f"Page {number} of {len(texts)}")[2] for number, text in enumerate(texts, 1)]


def heading_words(table: Table) -> str:
    return packed(" ".join(column.heading for column in table.columns))


def _of(block: Block, headings: bool) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Bullets():
            yield from block.items
        case Facts():
            yield from chain.from_iterable(block.rows)
        case Gauge():
            yield from (block.label, block.words)
        case Table():
            yield block.caption
            if headings:
                yield from (column.heading for column in block.columns)
            yield from (line for row in block.rows for cell in row for line in cell.lines)
        case SignatureBlock():
            for row in block.rows:
                yield from (row.role, row.name, row.detail, row.signed)
        case CheckBlock():
            yield block.words_label
            yield from block.words
            yield from (block.number_label, block.number)
            yield from block.sentences
        case PageBreak():
            pass


def model_words(document: Document, headings: bool = True) -> str:
    """Every word of the blocks in reading order, packed; without the tables' headings where *headings* is false."""
    return packed(" ".join(text for block in document.blocks for text in _of(block, headings)))
