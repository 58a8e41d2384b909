"""How pages are filled: what stays together, what is said again on the next page, and no page nearly empty."""

from dataclasses import replace
from itertools import pairwise

import pytest

from exports.flow import flow
from exports.page import (
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Style,
    Table,
    WritingSpace,
)
from exports.paginate import Sheet, paginate
from exports.pdf import BODY_WIDTH, render_pdf
from exports.strips import BODY, INK, Box, Strip, Text, line_strips, writing_space
from tests.exports import samples
from tests.exports.reading import bodies

HEIGHT = 700.0


def of(*blocks: object) -> Document:
    return replace(samples.page_one(), blocks=blocks, watermark="", attachment=None, code="")


def sheets(*blocks: object) -> list[Sheet]:
    return paginate(flow(of(*blocks), BODY_WIDTH), HEIGHT)


def words(sheet: Sheet) -> list[str]:
    return [mark.text for mark in sheet.marks if isinstance(mark, Text)]


def rules(sheet: Sheet) -> list[Box]:
    return [mark for mark in sheet.marks if isinstance(mark, Box)]


def lines(many: int) -> list[Strip]:
    return [Strip(10, marks=[Text(0, 7, str(number), BODY)], gap=10) for number in range(many)]


@pytest.mark.parametrize("before", range(30, 58))
def test_space_to_write_stays_with_its_heading_and_its_words(before: int) -> None:
    made = sheets(
        *(Paragraph(text=f"Line {number}") for number in range(before)),
        Heading(level=2, text="Space"),
        Paragraph(text="Anything."),
        WritingSpace(lines=6),
    )
    (place,) = (sheet for sheet in made if rules(sheet))
    assert len(rules(place)) == 6
    assert words(place)[-2:] == ["Space", "Anything."]
    assert not any({"Space", "Anything."} & set(words(sheet)) for sheet in made if sheet is not place)


def test_space_that_fills_is_ruled_to_the_foot_of_its_page() -> None:
    (plain,) = sheets(Paragraph(text="Anything."), WritingSpace(lines=3))
    (filled,) = sheets(Paragraph(text="Anything."), WritingSpace(lines=3, fills=True))
    assert len(rules(plain)) == 3
    assert HEIGHT - 26 < rules(filled)[-1].y <= HEIGHT
    steps = {round(lower.y - upper.y, 3) for upper, lower in zip(rules(filled), rules(filled)[1:], strict=False)}
    assert steps == {26.0}


@pytest.mark.parametrize("lines_before", range(40, 58))
def test_facts_that_go_on_stand_under_their_heading_again(lines_before: int) -> None:
    facts = Facts(rows=tuple((f"Label {number}", "Value") for number in range(30)))
    made = sheets(
        Heading(level=2, text="Section"),
        Bullets(items=tuple(f"Line {number}" for number in range(lines_before))),
        Heading(level=3, text="A part of it"),
        facts,
    )
    first, *others = [words(sheet) for sheet in made if any(word.startswith("Label") for word in words(sheet))]
    assert first.count("A part of it") == 1
    assert all(texts[:2] == ["Section, continued", "A part of it, continued"] for texts in others)
    holding = (first, *others)
    assert all(sum(word.startswith("Label") for word in texts) >= 2 for texts in holding)
    read = [word for texts in holding for word in texts if word.startswith("Label")]
    assert sorted(read) == sorted(label for label, _ in facts.rows)


@pytest.mark.parametrize("many", [60, 120])
def test_a_section_that_goes_on_stands_under_its_heading_again(many: int) -> None:
    first, *others = sheets(
        Heading(level=2, text="A section of three lines of its own column"),
        Bullets(items=tuple(f"Point {number}" for number in range(many))),
        Heading(level=2, text="The next"),
        Paragraph(text="Its words."),
    )
    assert others
    begun = words(first).index("•")
    for sheet in others:
        again = words(sheet)[: words(sheet).index("•")]
        assert " ".join(again) == f"{' '.join(words(first)[:begun])}, continued"
    # The next section begins under the repeated heading, however little stood beside it.
    marks = [mark for mark in others[-1].marks if isinstance(mark, Text)]
    (following,) = [mark.y for mark in marks if mark.text == "The next"]
    assert all(mark.y < following - 5 for mark in marks[: words(others[-1]).index("The next")])


def test_without_a_column_of_headings_a_section_goes_on_under_its_heading_too() -> None:
    points = Bullets(items=tuple(f"Point {number}" for number in range(60)))
    made = paginate(flow(of(Heading(level=2, text="Section", picture="tick"), points), 300), 400)
    assert len(made) > 1
    assert [words(sheet)[0] for sheet in made] == ["Section", *["Section, continued"] * (len(made) - 1)]


def test_a_table_that_goes_on_says_above_its_columns_of_which_section_it_is() -> None:
    table = Table(
        columns=(Column(heading="Left"), Column(heading="Right")),
        rows=tuple((Cell(lines=(f"{number}",)), Cell(lines=("words",))) for number in range(80)),
    )
    _, *others = sheets(Heading(level=2, text="Section"), Paragraph(text="Words."), table)
    assert others
    assert all(words(sheet)[:3] == ["Section, continued", "Left", "Right"] for sheet in others)
    # Under a title that is no section, the columns say enough.
    _, *others = sheets(Heading(level=2, text="Section"), table, Heading(level=1, text="Title"), table)
    assert words(others[-1])[:2] == ["Left", "Right"]


@pytest.mark.parametrize("before", range(30, 46))
def test_a_heading_its_words_and_what_they_head_begin_on_one_page(before: int) -> None:
    table = Table(
        columns=(Column(heading="Left"), Column(heading="Right")),
        rows=tuple((Cell(lines=(f"Row {number}",)), Cell(lines=("words",))) for number in range(9)),
    )
    made = sheets(
        *(Paragraph(text=f"Line {number}") for number in range(before)),
        Heading(level=3, text="The part"),
        Paragraph(text="The same for each of these."),
        table,
        Heading(level=3, text="Another"),
        Paragraph(text="It says the same."),
        Facts(rows=tuple((f"Label {number}", "Value") for number in range(7))),
    )
    for first, second, third in (
        ("The part", "The same for each of these.", "Row 1"),
        ("Another", "It says the same.", "Label 6"),
    ):
        (holding,) = [words(sheet) for sheet in made if first in words(sheet)]
        assert {second, third} <= set(holding)


def test_few_lines_before_a_soft_break_are_saved_a_page_of_their_own() -> None:
    part = (
        *(Paragraph(text=f"Line {number}") for number in range(42)),
        Heading(level=2, text="The last section"),
        Bullets(items=tuple(f"Point {number}" for number in range(5))),
    )
    first, second = sheets(*part, PageBreak(soft=True), Heading(level=1, text="The annex"), Paragraph(text="Words."))
    assert words(first)[-1] == "Point 4"
    assert words(second) == ["The annex", "Words."]


@pytest.mark.parametrize("before", range(48, 60))
def test_a_last_page_that_would_be_nearly_empty_begins_with_an_earlier_section(before: int) -> None:
    made = sheets(
        *(Paragraph(text=f"Line {number}", style=Style.NORMAL) for number in range(before - 20)),
        Heading(level=2, text="The last but one"),
        Bullets(items=tuple(f"Point {number}" for number in range(13))),
        Heading(level=2, text="The last"),
        Bullets(items=tuple(f"End {number}" for number in range(6))),
    )
    filled = max(mark.y for mark in made[-1].marks if isinstance(mark, Text))
    assert filled > HEIGHT / 4
    read = [word for sheet in made for word in words(sheet) if word[:3] in ("Lin", "Poi", "End", "The")]
    assert read.index("The last but one") < read.index("The last")
    assert len([word for word in read if word.startswith("Point")]) == 13


@pytest.mark.parametrize("before", range(30, 50))
def test_no_row_stands_on_a_page_alone(before: int) -> None:
    table = Table(
        columns=(Column(heading="Left"), Column(heading="Right")),
        rows=tuple((Cell(lines=(f"row{number}",)), Cell(lines=("words",))) for number in range(8)),
    )
    made = sheets(*(Paragraph(text=f"Line {number}") for number in range(before)), table)
    rowed = [sum(word.startswith("row") for word in words(sheet)) for sheet in made]
    assert sum(rowed) == 8
    assert 1 not in rowed


@pytest.mark.parametrize("rows", range(36, 44))
def test_a_last_page_that_would_be_nearly_empty_begins_with_earlier_rows(rows: int) -> None:
    table = Table(
        columns=(Column(heading="Left"), Column(heading="Right")),
        rows=tuple((Cell(lines=(f"row{number}",)), Cell(lines=("words",))) for number in range(rows)),
    )
    made = sheets(table, *(Paragraph(text=f"After {number}.") for number in range(4)))
    rowed = [[word for word in words(sheet) if word.startswith("row")] for sheet in made]
    assert [word for each in rowed for word in each] == [f"row{number}" for number in range(rows)]
    assert len(made) == 1 or words(made[-1])[:2] == ["Left", "Right"]
    assert len(made) == 1 or max(mark.y for mark in made[-1].marks) > HEIGHT / 4


def test_a_short_section_waits_for_no_other() -> None:
    sections = [part for name in "abcdefghij" for part in (Heading(level=2, text=name * 99), Paragraph(text=name))]
    first, _second = sheets(*(Paragraph(text=f"Line {number}") for number in range(35)), *sections)
    assert {"a", "b"} < set(words(first))
    under = (Heading(level=2, text="A" * 99), Paragraph(text="said of it"), Heading(level=3, text="part"))
    *held, last = flow(of(*under, Paragraph(text="more")), BODY_WIDTH)
    assert all(strip.keep for strip in held)
    assert not last.keep


@pytest.mark.parametrize("before", range(36, 46))
def test_the_first_and_the_last_point_of_a_list_are_never_alone(before: int) -> None:
    points = tuple(f"Point {number}" for number in range(9))
    made = sheets(*(Paragraph(text=f"Line {number}") for number in range(before)), Bullets(items=points))
    assert [text for sheet in made for text in words(sheet) if text.startswith("Point")] == list(points)
    assert 1 not in [sum(text.startswith("Point") for text in words(sheet)) for sheet in made]


@pytest.mark.parametrize("before", range(36, 46))
def test_what_is_read_at_a_glance_is_not_parted_and_a_long_paragraph_leaves_no_line_alone(before: int) -> None:
    glance, long = ("words of it " * 36).strip(), ("words of it " * 80).strip()
    for text, parted in ((glance, False), (long, True)):
        made = sheets(*(Paragraph(text=f"Line {number}") for number in range(before)), Paragraph(text=text))
        told = [many for sheet in made if (many := sum(word.startswith("words") for word in words(sheet)))]
        assert 1 not in told
        assert parted or len(told) == 1


def test_less_white_space_saves_a_last_page_that_is_nearly_empty() -> None:
    assert len(paginate(lines(35), HEIGHT)) == 1  # 35 lines of 20 points, and no white space above the first
    saved = paginate(lines(40), HEIGHT)
    assert len(saved) == 1
    assert words(saved[0]) == [str(number) for number in range(40)]


def test_a_last_page_that_cannot_be_saved_keeps_its_white_space() -> None:
    made = paginate(lines(60), HEIGHT)
    assert [len(words(sheet)) for sheet in made] == [35, 25]
    two = sheets(Heading(level=1, text="One"), PageBreak(), Paragraph(text="Two"))
    assert [words(sheet) for sheet in two] == [["One"], ["Two"]]


def test_a_page_is_filled_the_same_alone_and_before_others() -> None:
    over = [Paragraph(text=f"Line {number}") for number in range(46)]
    alone = sheets(*over)
    assert len(alone) == 1  # only by less white space
    assert sheets(*over, PageBreak(), Paragraph(text="More"))[0].marks == alone[0].marks


def test_a_title_after_a_section_begins_at_the_left_again() -> None:
    (page,) = sheets(
        Heading(level=2, text="Section"),
        Paragraph(text="Inside"),
        Heading(level=1, text="Title"),
        Paragraph(text="Out"),
    )
    lefts = {mark.text: mark.x for mark in page.marks if isinstance(mark, Text)}
    assert lefts["Title"] == lefts["Out"] == 0 < lefts["Inside"]


def test_what_is_said_again_is_no_more_than_the_heading() -> None:
    document = of(Heading(level=3, text="Part"), Facts(rows=tuple((f"L{n}", f"V{n}") for n in range(190))))
    first, *others = (body.split() for body in bodies(render_pdf(document)))
    assert first[0] == "Part"
    assert others
    assert all(body[:2] == ["Part,", "continued"] and body.count("continued") == 1 for body in others)


@pytest.mark.parametrize("before", range(44, 60))
def test_a_quotation_is_never_parted_from_its_source_nor_from_the_words_that_open_it(before: int) -> None:
    made = sheets(
        *(Paragraph(text=f"Line {number}") for number in range(before)),
        Paragraph(text="They said:"),
        Paragraph(text="Nothing.", style=Style.QUOTE),
        Paragraph(text="Their own account.", style=Style.SMALL),
        *(Paragraph(text=f"More {number}") for number in range(30)),
    )
    said = ["They said:", "Nothing.", "Their own account."]
    assert sum(said == [word for word in words(sheet) if word in said] for sheet in made) == 1


@pytest.mark.parametrize("before", range(40, 58))
def test_a_pictured_section_that_goes_on_stands_under_its_heading_again_and_begins_where_its_words_do(
    before: int,
) -> None:
    points = tuple(f"Point {number}" for number in range(8))
    made = sheets(
        *(Paragraph(text=f"Line {number}") for number in range(before)),
        Heading(level=2, text="Wrong", picture="mark"),
        Bullets(items=points),
    )
    for sheet in made:
        told = [mark for mark in sheet.marks if isinstance(mark, Text) and not mark.text.startswith("Line")]
        if told:
            assert told[0].text == "Wrong"
            assert {mark.x for mark in told if mark.text.startswith("Point")} <= {told[0].x + 10}
            assert min(mark.x for mark in told[1:]) >= told[0].x
    assert [word for sheet in made for word in words(sheet) if word in points] == list(points)


@pytest.mark.parametrize("before", range(44, 60))
def test_of_several_paragraphs_in_one_text_none_leaves_a_line_alone_and_no_page_begins_blank(before: int) -> None:
    many = "\n\n".join(f"Part {number}. " + "She lives within the area. " * 12 for number in range(8))
    made = sheets(Heading(level=2, text="The text"), Paragraph(text="\n".join(["x"] * before)), Paragraph(text=many))
    last = [words(sheet) for sheet in made]
    assert len(last) > 1
    for sheet, following in pairwise(made):
        ended, begun = words(sheet), [word for word in words(following) if word != "The text, continued"]
        top = min(mark.y - mark.type_.baseline for mark in following.marks if isinstance(mark, Text))
        assert top < BODY.leading
        # A paragraph is parted with two of its lines on either page, or not at all.
        starts = [number for number, word in enumerate(ended) if word.startswith("Part ")]
        if starts and not begun[0].startswith("Part "):
            assert len(ended) - starts[-1] >= 2
            following_starts = [number for number, word in enumerate(begun) if word.startswith("Part ")]
            assert (following_starts[0] if following_starts else len(begun)) >= 2


def held(*loose: bool, height: float = 10) -> list[Strip]:
    """Strips held together, each loosely or not; the last is held to nothing."""
    return [*(Strip(height, [Box(0, 0, 1, height, INK)], keep=True, loose=one) for one in loose), filled(height)]


def filled(height: float) -> Strip:
    return Strip(height, [Box(0, 0, 1, height, INK)])


def ends(sheets: list[Sheet]) -> list[float]:
    return [max(mark.y + mark.height for mark in sheet.marks if isinstance(mark, Box)) for sheet in sheets]


def test_what_is_loosely_held_is_parted_only_where_it_would_leave_a_good_part_of_a_page_blank() -> None:
    # A heading with its first line, and the last two lines, stay together.
    group = held(False, True, True, False)
    assert ends(paginate([filled(70), *group], 100)) == [100, 20]
    assert ends(paginate([filled(75), *group], 100)) == [95, 30]
    assert ends(paginate([filled(85), *group], 100)) == [85, 50]


def test_what_is_held_for_good_moves_whole_however_blank_that_leaves_a_page() -> None:
    assert ends(paginate([filled(60), *held(False, False, False, False)], 100)) == [60, 50]
    # Where the first loose hold comes too low for the rest of the page, nothing is parted.
    assert ends(paginate([filled(75), *held(False, False, True, False)], 100)) == [75, 50]


def test_large_print_parts_the_space_for_writing_and_leaves_no_line_of_it_alone() -> None:
    made = writing_space(WritingSpace(lines=6, fills=True), 0, 100)
    assert [(one.keep, one.loose) for one in made] == [
        (True, False),
        (True, True),
        (True, True),
        (True, True),
        (True, False),
        (False, True),
    ]


def test_of_a_short_paragraph_only_the_middle_is_loosely_held() -> None:
    made = line_strips(["One", "two", "three", "four"], BODY, 0, gap=4)
    assert [(one.keep, one.loose) for one in made] == [(True, False), (True, True), (True, False), (False, False)]
