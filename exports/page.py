"""What a page holds, before anyone decides how it is drawn.

One document serves the printed page, the terminal and later the browser, so that they cannot disagree. All text is
plain data and is never read as markup. A value that could not be drawn, such as an empty table, cannot be built.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from exports.chart import Chart
from exports.drawings import DRAWINGS
from exports.requiring import require, require_words
from exports.visible import visible

# Running lines stand on every page and must leave room for the page itself; in bytes of UTF-8 once escaped.
MAX_BANNER_BYTES: Final = 800
MAX_FOOTER_BYTES: Final = 400
# A watermark and the words that count the pages are set on one line each.
MAX_LINE_LETTERS: Final = 40
# More would be too narrow to read on any page.
MOST_COLUMNS: Final = 12
# A larger code has modules too fine for a photocopier.
MAX_CODE_CHARACTERS: Final = 300


def _require_utc(moment: datetime, what: str) -> None:
    require(moment.utcoffset() == timedelta(0), f"{what} needs a time in UTC, with its time zone.")


class Style(StrEnum):
    """How a paragraph speaks."""

    NORMAL = "normal"
    SMALL = "small"
    QUOTE = "quote"
    STRONG = "strong"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading: level 1 titles the document, 2 a section, 3 a part of one; *picture* names a drawing beside it.

    Raises ``ValueError`` when blank, of another level, or for a drawing there is none of.
    """

    level: int
    text: str
    picture: str = ""

    def __post_init__(self) -> None:
        require(self.level in (1, 2, 3), f"A heading is of level 1, 2 or 3, not {self.level}.")
        require_words("A heading needs words.", self.text)
        require(not self.picture or self.picture in DRAWINGS, f"There is no drawing called {self.picture!r}.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One paragraph; line feeds in it are kept. Raises ``ValueError`` when blank."""

    text: str
    style: Style = Style.NORMAL

    def __post_init__(self) -> None:
        require_words("A paragraph needs words.", self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bullets:
    """A list of points. Raises ``ValueError`` when there are none or one is blank."""

    items: tuple[str, ...]

    def __post_init__(self) -> None:
        require(bool(self.items), "A list of points needs at least one.")
        require_words("Each point in a list needs words.", *self.items)


def points(items: tuple[str, ...]) -> Bullets | Paragraph:
    """Return *items* as a list, and one alone as a paragraph: a dot announces others. Raises as both do."""
    return Paragraph(text=items[0]) if len(items) == 1 else Bullets(items=items)


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Labelled values, read across. Raises ``ValueError`` when there are none, or a label or a value is blank."""

    rows: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        require(bool(self.rows), "A strip of facts needs at least one.")
        require_words("Each fact needs a label and a value.", *(text for row in self.rows for text in row))


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A table's column: its heading, and its share of the width against the other columns' shares (above 0)."""

    heading: str
    weight: float = 1.0

    def __post_init__(self) -> None:
        require_words("A column needs a heading.", self.heading)
        require(0 < self.weight < 1000, "A column's weight lies above 0 and below 1000.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell's paragraphs; when *strong*, the first stands out and the others stand under it, smaller.

    None may be blank.
    """

    lines: tuple[str, ...]
    strong: bool = False

    def __post_init__(self) -> None:
        require(bool(self.lines), "A table cell may not be empty: say why there is nothing.")
        require_words("A table cell may not be empty: say why there is nothing.", *self.lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table of at least one row, each with a cell under every column (at most 12).

    Raises ``ValueError`` otherwise.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        require(
            1 <= len(self.columns) <= MOST_COLUMNS,
            f"A table has 1 to {MOST_COLUMNS} columns, not {len(self.columns)}.",
        )
        require(bool(self.rows), "A table needs at least one row: say in a sentence that there is nothing to list.")
        for number, row in enumerate(self.rows, 1):
            require(
                len(row) == len(self.columns), f"Row {number} has {len(row)} cells for {len(self.columns)} columns."
            )
        total = sum(column.weight for column in self.columns)
        require(
            all(column.weight / total >= 0.04 for column in self.columns),
            "A column's weight must give it at least a twenty-fifth of the table's width.",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Gauge:
    """How many *done* of how many, with the words that say so; the bar only repeats the words.

    Neither count is negative.
    """

    label: str
    done: int
    of: int
    words: str

    def __post_init__(self) -> None:
        require_words("A gauge needs a label and words.", self.label, self.words)
        require(self.done >= 0, f"A gauge cannot show {self.done} done.")
        require(self.of >= 1, f"A gauge cannot show a whole of {self.of}.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One place in a signature block. Where *signed* is blank the page leaves a line to sign on by hand."""

    role: str
    name: str
    detail: str = ""
    signed: str = ""

    def __post_init__(self) -> None:
        require_words("A signature needs a role and a name.", self.role, self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class SignatureBlock:
    """Who signed or is to sign. Raises ``ValueError`` when there is nobody."""

    rows: tuple[Signature, ...]

    def __post_init__(self) -> None:
        require(bool(self.rows), "A signature block needs at least one signature.")


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckBlock:
    """How to check the page from paper: its number, its words to be read out, and what to do with them.

    The document's ``code``, when it has one, is drawn beside them. Raises ``ValueError`` when anything is blank.
    """

    number: str
    words: tuple[str, ...]
    sentences: tuple[str, ...]
    number_label: str = "Document number"
    words_label: str = "Check words"

    def __post_init__(self) -> None:
        require_words(
            "A check block needs a number and its two labels.", self.number, self.number_label, self.words_label
        )
        require(bool(self.words) and bool(self.sentences), "A check block needs words and says what to do with them.")
        require_words("A check block has no blank words or sentences.", *self.words, *self.sentences)

    @property
    def number_groups(self) -> tuple[str, ...]:
        """The number, its spaces removed, in groups of four characters."""
        number = "".join(self.number.split())
        return tuple(number[start : start + 4] for start in range(0, len(number), 4))


@dataclass(frozen=True, kw_only=True, slots=True)
class WritingSpace:
    """Ruled lines to write on by hand, 1 to 40; plain text rules them too.

    One that *fills* is ruled on paper down to the foot of its page, and so is the last thing on it.
    """

    lines: int
    fills: bool = False

    def __post_init__(self) -> None:
        require(1 <= self.lines <= 40, f"Space to write has 1 to 40 lines, not {self.lines}.")


@dataclass(frozen=True, kw_only=True, slots=True)
class PageBreak:
    """What follows begins on a new page; two in a row are one, and a last one is nothing.

    A *soft* one goes on under what little stands on a page, where that fills less than a third of it.
    """

    soft: bool = False


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | Facts
    | Table
    | Gauge
    | Chart
    | SignatureBlock
    | CheckBlock
    | WritingSpace
    | PageBreak  # a new kind of block joins here
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file carried inside the page's file, byte for byte.

    *modified* is in UTC. Raises ``ValueError`` for no data or no plain name.
    """

    name: str
    data: bytes
    mime: str
    description: str
    modified: datetime

    def __post_init__(self) -> None:
        plain = self.name.isascii() and self.name.isprintable() and not set(self.name) & set('/\\:*?"<>|')
        require(plain and bool(self.name.strip(". ")), "An attachment's name is plain ASCII without any path.")
        require(bool(self.data), "An attachment needs data.")
        kind = self.mime.partition("/")
        require(
            self.mime.isascii() and all(kind) and self.mime.isprintable(),
            "An attachment needs a media type such as text/plain.",
        )
        require_words("An attachment needs a description.", self.description)
        _require_utc(self.modified, "An attachment")


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A whole document, ready to be drawn in any form.

    *created* is in UTC. *banner* and *footer* run on every page, as do the words of *watermark* and *page_words*, in
    which ``{page}`` and ``{pages}`` are counted. On paper the words of *watermark* climb *across* each page too, unless
    they warn of nothing. Of a banner that would take more than an eighth of each page the first line runs with the
    facts that find room, and all of it stands above the first page instead. *code* is the text of a QR code.
    In *large_print* the smallest letter on paper is of 16 points, but for a first line too long for that. Raises
    ``ValueError`` with a sentence for whatever could not be drawn.
    """

    title: str
    author: str
    subject: str
    created: datetime
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    banner: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    watermark: str = ""
    across: bool = True
    attachment: Attachment | None = None
    code: str = ""
    page_words: str = "Page {page} of {pages}"
    large_print: bool = False

    def __post_init__(self) -> None:
        require_words("A document needs a title.", self.title)
        require(any(not isinstance(block, PageBreak) for block in self.blocks), "A document needs something to print.")
        require_words("A running line may not be blank.", *self.banner, *self.footer)
        for lines, most, what in (
            (self.banner, MAX_BANNER_BYTES, "lines above"),
            (self.footer, MAX_FOOTER_BYTES, "lines below"),
        ):
            size = sum(len(visible(line, prose=False).encode()) for line in lines)
            require(size <= most, f"The {what} would take {size} bytes on every page; {most} is the most.")
        for words in (self.watermark, self.page_words):
            plain = words.replace("–", "-").replace("’", "'")
            require(
                len(words) <= MAX_LINE_LETTERS and visible(words, prose=False) == words and all(c < "ƀ" for c in plain),
                f"A watermark and the words that count pages are at most {MAX_LINE_LETTERS} Latin letters and signs.",
            )
        require(len(self.code) <= MAX_CODE_CHARACTERS, f"A code holds at most {MAX_CODE_CHARACTERS} characters.")
        require(visible(self.code, prose=False) == self.code, "A code may hold only characters that can be seen.")
        subtags = self.language.split("-")
        require(self.language.isascii() and all(tag.isalnum() for tag in subtags), "A language is a tag such as en-GB.")
        _require_utc(self.created, "A document")
