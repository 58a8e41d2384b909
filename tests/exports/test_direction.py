"""Text of both directions stands on paper as Unicode orders it, and is read back in the order it was written in."""

from dataclasses import replace

import pytest
from bidi import get_display
from hypothesis import example, given
from hypothesis import strategies as st

from exports.direction import across, islands, levels, runs_leftward
from exports.html import render_html
from exports.page import Paragraph
from exports.pdf import render_pdf
from exports.typeset import REGULAR, Line, Type, runs, wrap
from tests.exports import samples
from tests.exports.reading import packed, written

SIZE = Type(REGULAR, 10, 12, (0, 0, 0))
# Letters, marks and figures of both directions, and everything that may stand at the edge of one.
MIXED = st.text(alphabet=st.sampled_from("abC דהוםاحم١٢35 .,:!?()[]“”-–/·%&\u05b8ß欧"), min_size=1, max_size=80).filter(
    lambda text: bool(text.strip())
)
WORDS = st.lists(
    st.sampled_from(
        ["Sam", "said:", "“אני לא, (כן) 5.”", "محمد", "(2019)", "علي,", "3 May", "כהן", "“No.”", "HCR-20", "5%"]
    ),
    min_size=1,
    max_size=30,
).map(" ".join)


def drawn(line: str) -> str:
    """The characters of *line* from left to right on paper, none of them turned round."""
    return "".join(piece.text[::-1] if piece.leftward else piece.text for piece in runs(line, REGULAR))


def ordered(paragraph: str) -> str:
    """The same by the other library, which is told of the islands by Unicode's own marks."""
    bounds = islands(paragraph)
    marked = "".join(
        "\u2069" * sum(last == place for _, last in bounds)
        + "\u2068" * sum(first == place for first, _ in bounds)
        + paragraph[place : place + 1]
        for place in range(len(paragraph) + 1)
    )
    shown = get_display(marked, base_dir="R" if runs_leftward(paragraph) else "L")
    return shown.translate({0x2068: None, 0x2069: None})


def turned(text: str) -> str:
    """*text* with one form for both of each pair: the other library draws what is turned round as it looks."""
    return text.translate(str.maketrans(")]}>»", "([{<«"))


@pytest.mark.parametrize(
    ("written", "on_paper"),
    [
        ("He said: “אב, גד.” (5 May)", "He said: “.דג ,בא” (5 May)"),
        ("Judged by אבג, 3 May 2025", "Judged by גבא, 3 May 2025"),
        ("אבג (2019) came", "גבא (2019) came"),
        ("אבג (דהו), born 1984", ")והד( גבא, born 1984"),
        ("אבג · דהו · Sam", "גבא · והד · Sam"),
        ("Was ב-3 then", "Was 3-ב then"),
        ("אבגדה וזחטי כלמנ “No, 5.” ספעצ קרשת", "תשרק צעפס ”No, 5.“ נמלכ יטחזו הדגבא"),
    ],
)
def test_what_runs_the_other_way_is_an_island(written: str, on_paper: str) -> None:
    assert drawn(written) == on_paper


@example("((((אב) 1) ־2")
@given(MIXED | WORDS)
def test_paper_is_ordered_as_by_another_library(paragraph: str) -> None:
    # The other library leaves an Arabic-Indic figure before a Hebrew letter where it stands; by rule L2 it turns round.
    paragraph = paragraph.replace("١", "1").replace("٢", "2")
    (line,) = wrap(paragraph, SIZE, 1e9)
    assert turned(drawn(line)).strip() == turned(ordered(line)).strip()
    assert sorted(across(levels(line) or (0,) * len(line))) == list(range(len(line)))


@given(WORDS)
def test_a_line_is_ordered_by_its_whole_paragraph(paragraph: str) -> None:
    lines = wrap(paragraph, SIZE, 90)
    assert " ".join(lines) == paragraph
    whole = levels(paragraph)
    start = 0
    for line in lines:
        if whole:
            assert isinstance(line, Line)
            assert line.levels == whole[start : start + len(line)]
        start += len(line) + 1


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_what_is_read_back_from_paper_is_what_was_written(paragraphs: list[str]) -> None:
    document = replace(samples.page_one(), blocks=tuple(Paragraph(text=text) for text in paragraphs))
    assert packed(written(render_pdf(document))).endswith(packed("".join(paragraphs)))


def test_a_long_row_of_points_before_a_name_is_drawn() -> None:
    text = "Name " + "." * 5000 + " כהן (2019)"
    found = levels(text)
    assert found is not None
    assert len(found) == len(text)
    assert found[:5005] == (0,) * 5005
    assert found[-10:] == (1, 1, 1, *[0] * 7)


def test_the_web_page_has_the_same_islands() -> None:
    document = replace(samples.page_one(), blocks=(Paragraph(text="He said: “אב, 5.” and כהן, 3 May"),))
    page = render_html(document).decode()
    assert 'said: “<bdi dir="auto">אב, 5.</bdi>” and <bdi dir="auto">כהן</bdi>, 3 May' in page
