"""How many pages a part of a board's report takes, and what of its body goes to an annex where two hold no more.

Source of the two pages: the clinical standard, section 25, and the issue on reports.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from exports.flow import flow
from exports.page import Block, Document, Heading, PageBreak, Paragraph
from exports.paginate import paginate
from exports.pdf import BODY_WIDTH, BOTTOM, HEIGHT, TOP
from registry.domain.wording import low
from registry.reports.source import Source

MOST_PAGES: Final = 2
FURTHER: Final = "Further on"

# Sections of the body, in the order in which they go: what page one or an annex says in short goes first.
PLAN: Final = "The plan, line by line"
NEEDS: Final = "Needs, and who judged them"
ENDINGS: Final = "How work ended, and how it has been since"
STAYS: Final = "Where, and under which law"
EACH: Final = "Each piece of work"
_GOES: Final = (PLAN, NEEDS, ENDINGS, STAYS, EACH)

# The running lines of a page of the widest banner, in points; the page body is what they leave.
_RUNNING_LINE: Final = 10.6
_RUNNING_CHARACTERS: Final = 120


def pages_of(blocks: tuple[Block, ...], source: Source, footer: tuple[str, ...]) -> int:
    """Return how many pages the blocks take."""
    name = source.author.name
    document = Document(title=name, author=name, subject=name, created=source.made, blocks=blocks, code="x" * 64)
    lines = sum(1 + len(line) // _RUNNING_CHARACTERS for line in (*source.banner, *footer))
    body = HEIGHT - TOP - BOTTOM - lines * _RUNNING_LINE - 24
    return len(paginate(flow(document, BODY_WIDTH), body))


def on_two_pages(
    body: tuple[Block, ...], annex: int, source: Source, footer: tuple[str, ...]
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the body as two pages hold it, and annex number `annex` with what they do not; no block where all fits."""
    sections = list(_sections(body))
    there = [_heading(one) for one in sections]
    moved: list[str] = []
    for goes in (each for each in _GOES if each in there):
        if pages_of(body, source, footer) <= MOST_PAGES:
            break
        moved.append(goes)
        kept = (block for one in sections if _heading(one) not in moved for block in one)
        body = (
            *kept,
            Heading(level=2, text=FURTHER),
            Paragraph(text=f"In Annex {annex}: {'; '.join(map(low, moved))}."),
        )
    if not moved:
        return body, ()
    held = (block for one in sections if _heading(one) in moved for block in one)
    return body, (PageBreak(soft=True), Heading(level=1, text=f"Annex {annex}. What two pages had no room for"), *held)


def _sections(body: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The body in parts, each with its heading."""
    begins = [place for place, block in enumerate(body) if isinstance(block, Heading) and block.level == 2]
    for start, end in zip([0, *begins], [*begins, len(body)], strict=True):
        if start < end:
            yield tuple(body[start:end])


def _heading(section: tuple[Block, ...]) -> str:
    return section[0].text if isinstance(section[0], Heading) else ""
