"""Reads drawn pages back, and reads a document's words straight from its model, to hold one against the other."""

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import chain

import pikepdf
import pypdf

from exports.chart import Chart
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
    WritingSpace,
)
from tests.exports.archive_fonts import code_texts


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


def written(data: bytes) -> str:
    """The text of each page's content in the order it was written in, the running lines too: what a program reads that
    guesses nothing from where letters stand.
    """
    read = ""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            fonts = {
                name: code_texts(font.ToUnicode.read_bytes().decode()) for name, font in page.Resources.Font.items()
            }
            now: dict[int, str] = {}
            for values, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    now = fonts[str(values[0])]
                elif str(operator) == "Tj":
                    codes = bytes(values[0])
                    read += "".join(now[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))
    return read


class Markup(HTMLParser):
    """The texts of a web page by landmark, and every start tag with its attributes, in order."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {"header": [], "main": [], "footer": [], "title": [], "style": []}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "path", "rect", "col"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        place = next((name for name in self.open if name in self.texts), None)
        if place is None:
            assert not data.strip(), data
        else:
            self.texts[place].append(data)

    def words(self, place: str) -> str:
        """The words of one landmark, packed."""
        return packed("".join(self.texts[place]))


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
        case Chart():
            yield from (block.label, block.scale)
            yield from (text for row in block.rows for text in (row.label, row.words))
            yield from block.sentences
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
        case WritingSpace() | PageBreak():
            pass


def model_words(document: Document, headings: bool = True) -> str:
    """Every word of the blocks in reading order, packed; without the tables' headings where *headings* is false."""
    return packed(" ".join(text for block in document.blocks for text in _of(block, headings)))


def read_once(texts: list[str], document: Document) -> str:
    """The words of the pages of *document*, packed, without the headings that a page begins with again."""
    expected, read = model_words(document), ""
    headings = (block.text for block in document.blocks if isinstance(block, Heading) and block.level > 1)
    shown = [packed(f"{text}, continued") for text in headings]
    columns = [heading_words(block) for block in document.blocks if isinstance(block, Table)]
    repeated = [*columns, *shown, *(section + part for section in shown for part in (*shown, *columns))]
    for text in map(packed, texts):
        again = [text, *(text.removeprefix(each) for each in repeated if text.startswith(each))]
        read += next((one for one in again if expected.startswith(read + one)), text)
    return read
