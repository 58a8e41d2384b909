"""The body of a board's report takes two pages at most; what they do not hold stands in an annex whole."""

from dataclasses import replace

import pytest

from exports.page import Block, Document, Heading, PageBreak, Paragraph, Table
from registry.domain.summary import TransferSummary
from registry.reports.parole_pages import EACH, ENDINGS, MOST_PAGES, NEEDS, PLAN, STAYS, on_two_pages, pages_of
from registry.reports.source import Source
from tests.reports import samples
from tests.reports.extracted import report

FOOTER = ("Document 7d3f 09ac 51b2 e8c4 · harbour · lantern · meadow · quartz", "For Parole Board")


def with_works(times: int) -> TransferSummary:
    summary = samples.example("full")
    again = tuple(replace(work, id=samples.uid()) for _ in range(times) for work in summary.subject.interventions)
    return replace(summary, subject=replace(summary.subject, interventions=again))


def body_of(document: Document) -> tuple[Block, ...]:
    after = document.blocks[document.blocks.index(PageBreak()) + 1 :]
    annexes = (place for place, block in enumerate(after) if isinstance(block, Heading) and block.level == 1)
    return after[: next(annexes)]


@pytest.mark.parametrize("times", [1, 2, 3, 8])
def test_the_body_takes_two_pages_at_most_whatever_was_done(times: int) -> None:
    summary = with_works(times)
    source = Source.of_summary(summary, check=None, needs=samples.needs())
    document = report(summary)
    assert pages_of(body_of(document), source, FOOTER) <= MOST_PAGES
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert all(heads.count(heading) == 1 for heading in (NEEDS, ENDINGS, STAYS, PLAN, EACH))
    in_body = [block.text for block in body_of(document) if isinstance(block, Heading)]
    paragraphs = [block.text for block in body_of(document) if isinstance(block, Paragraph)]
    pointed = [text for text in paragraphs if text.startswith("In Annex ")]
    assert bool(pointed) is (times > 1)
    for told in pointed:
        number = told.removeprefix("In Annex ").partition(":")[0]
        assert heads.count(f"Annex {number}. What two pages had no room for") == 1
        assert PLAN.lower() in told.lower()
        assert PLAN not in in_body


def test_what_has_room_stays_where_it_was() -> None:
    summary = samples.example("full")
    source = Source.of_summary(summary, check=None, needs=samples.needs())
    body = body_of(report(summary))
    assert on_two_pages(body, 9, source, FOOTER) == (body, ())


def test_what_goes_keeps_its_rows() -> None:
    once, often = report(with_works(1)), report(with_works(8))

    def plan(document: Document) -> Table:
        place = next(n for n, one in enumerate(document.blocks) if isinstance(one, Heading) and one.text == PLAN)
        table = document.blocks[place + 1]
        assert isinstance(table, Table)
        return table

    assert plan(once).rows == plan(often).rows
