import re
from dataclasses import replace

import pytest

from exports.columns import columns
from exports.page import Cell, Column, Document, Facts, Paragraph, Table
from exports.text import render_text
from tests.exports import samples
from tests.exports.reading import model_words, packed

# The bar of a chart is ink: it repeats the words beside it.
BAR = re.compile(r"\[=*\.*\]")
LABELS = [column.heading for column in samples.TABLE.columns]


def plain(document: Document, width: int) -> str:
    """The words of the rendered text, without rules and the labels of rows written as lists."""
    lines = []
    for line in render_text(document, width).splitlines():
        if set(line) <= set(" =-_"):
            continue
        line = BAR.sub("", line)
        label, colon, rest = line.strip().partition(": ")
        lines.append(rest if colon and label in LABELS else line)
    return packed(" ".join(lines))


@pytest.mark.parametrize("width", [60, 80, 132])
def test_words_and_their_order_are_the_documents(width: int) -> None:
    document = replace(samples.page_one(), banner=(), footer=())
    document = replace(document, blocks=(*document.blocks, samples.CHART))
    assert plain(document, width) == model_words(document, headings=False)


def test_a_chart_is_a_row_of_signs_beside_each_amount() -> None:
    document = replace(samples.page_one(), banner=(), footer=(), blocks=(samples.CHART,))
    assert render_text(document).splitlines() == [
        "Anger on the ward, version 2",
        "From 0 to 60; lower is better.",
        "Self-rating: before, March 2023  [==============......]  41",
        "Self-rating: after, May 2025     [==========..........]  28.5",
        "Staff: after, May 2025                                   not read",
        "The self rating fell by 12.5 points.",
        "A change in a reading shows nothing else.",
    ]


def test_banner_watermark_and_footer_stand_once() -> None:
    text = render_text(samples.page_one("DRAFT: not signed"), 400)
    assert text.startswith("DRAFT: not signed\n\nSÚILLEABHÁIN, Siân Ó")
    assert text.endswith(samples.FOOTER[-1] + "\n")
    assert text.count("DRAFT") == 1


@pytest.mark.parametrize("width", [20, 33, 80])
def test_no_line_is_wider_than_asked_and_none_ends_in_spaces(width: int) -> None:
    for line in render_text(samples.long_report(), width).splitlines():
        assert columns(line) <= width
        assert line == line.rstrip()


def test_a_table_is_aligned_where_it_fits_and_rows_run_on_or_become_lists_where_not() -> None:
    table = Table(
        columns=(Column(heading="Name"), Column(heading="Count")),
        rows=((Cell(lines=("Łukasz",)), Cell(lines=("7",))), (Cell(lines=("一二",)), Cell(lines=("12",)))),
    )
    document = replace(samples.page_one(), banner=(), footer=(), blocks=(table,))
    assert render_text(document) == "Name    Count\n------  -----\nŁukasz  7\n一二    12\n"
    narrow = replace(table, columns=(Column(heading="Name"), Column(heading="Count of all that there were")))
    listed = render_text(replace(document, blocks=(narrow,)), 30)
    assert listed == "Name · Count of all that there\n    were\nŁukasz · 7\n一二 · 12\n"
    longer = replace(narrow, rows=((Cell(lines=("Łukasz", "of two lines")), Cell(lines=("7",))),))
    labelled = render_text(replace(document, blocks=(longer,)), 30)
    assert labelled == "Name: Łukasz\n    of two lines\n  Count of all that there\n    were: 7\n"


def test_facts_are_aligned() -> None:
    document = replace(
        samples.page_one(), banner=(), footer=(), blocks=(Facts(rows=(("A", "one"), ("Longer", "two"))),)
    )
    assert render_text(document) == "A       one\nLonger  two\n"


def test_unseen_characters_are_escaped() -> None:
    document = replace(
        samples.page_one(), banner=(), footer=(), blocks=(Paragraph(text="a\x1b[31m\u202eb [sic]\nnext"),)
    )
    assert render_text(document) == "a⟨U+001B⟩[31m⟨U+202E⟩b [sic]\nnext\n"


def test_too_narrow_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 20 columns"):
        render_text(samples.page_one(), 19)
