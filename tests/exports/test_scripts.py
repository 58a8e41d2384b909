"""Names in any writing system that a name may have: drawn as their readers write them, never as boxes or codes."""

import io
from datetime import UTC, datetime
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from exports import scripts
from exports.direction import runs_leftward
from exports.page import Cell, Column, Document, Facts, Heading, Paragraph, Style, Table
from exports.pdf import render_pdf
from exports.typeset import FONTS, REGULAR, Type, measure, runs, settable, wrap

NAMES = {
    "Adlam": "𞤀𞤣𞤤𞤢𞤥",
    "Arabic": "محمد علي",
    "Armenian": "Հայկ",
    "Bengali": "মোহাম্মদ রহমান",
    "Chinese": "欧阳娜娜",
    "Cyrillic": "Щукин",
    "Devanagari": "अर्जुन शर्मा",
    "Ethiopic": "አበበ በቂላ",
    "Georgian": "გიორგი",
    "Greek": "Ωμέγα",
    "Gujarati": "પટેલ",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Hebrew": "שָׁלוֹם כהן",
    "Japanese": "田中さくら",
    "Kannada": "ಕನ್ನಡ",
    "Khmer": "ខ្មែរ",
    "Korean": "김민준",
    "Lao": "ລາວ",
    "Malayalam": "മലയാളം",
    "Myanmar": "မြန်မာ",
    "NKo": "ߒߞߏ",
    "Odia": "ଓଡ଼ିଆ",
    "Persian": "پژمان گلزاری",
    "Polish": "Łukasz Żółć",
    "Romanian": "Ștefănescu Țurcanu",
    "Sinhala": "සිංහල",
    "Syriac": "ܣܘܪܝܝܐ",
    "Tamil": "முருகன்",
    "Telugu": "రాము",
    "Thaana": "ދިވެހި",
    "Thai": "สมชาย",
    "Tibetan": "བོད",
    "Tifinagh": "ⵜⵉⴼⵉⵏⴰⵖ",
    "Urdu": "عائشہ خان",
    "Vietnamese": "Nguyễn Văn Đức",
}
SIZE = Type(REGULAR, 10, 12, (0, 0, 0))


def document(name: str) -> Document:
    return Document(
        title=name,
        author="A. Writer",
        subject=name,
        created=datetime(2026, 11, 22, tzinfo=UTC),
        banner=(f"{name} · Born 1984",),
        footer=(name,),
        blocks=(
            Heading(level=1, text=name),
            Facts(rows=(("Name", name),)),
            *(Paragraph(text=f"{name} said: “{name}”.", style=style) for style in Style),
            Table(columns=(Column(heading=name),), rows=((Cell(lines=(name, name), strong=True),),)),
        ),
    )


@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_drawn_in_its_own_letters(script: str) -> None:
    name = NAMES[script]
    data = render_pdf(document(name))
    assert render_pdf(document(name)) == data
    with pypdfium2.PdfDocument(data) as pdf:
        text = pdf[0].get_textpage().get_text_range()
        assert len(pdf) == 1
    assert "[U+" not in text
    assert set("".join(name.split())) <= set(text)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_every_font_of_a_script_is_used_by_a_name() -> None:
    used = {piece.font for name in NAMES.values() for piece in runs(name, REGULAR)}
    assert {path.stem for path in scripts.FOLDER.glob("*.ttf")} <= used


def test_no_block_overlaps_another_and_each_names_a_font_that_is_there() -> None:
    blocks = scripts._BLOCKS
    assert all(first <= last for first, last, _ in blocks)
    assert all(before[1] < after[0] for before, after in pairwise(blocks))
    assert {name for _, _, name in blocks} == {path.stem for path in scripts.FOLDER.glob("*.ttf")}


def test_letters_join_as_their_readers_write_them() -> None:
    joined = {shape.number for shape in scripts.shape("Arabic", "محمد", True)}
    apart = {shape.number for letter in "محمد" for shape in scripts.shape("Arabic", letter, True)}
    assert len(joined & apart) <= 1
    # Three code points, two shapes: the vowel sign stands before the letter it follows.
    (piece,) = runs("कि", REGULAR)
    shapes = scripts.shape(piece.font, piece.text, piece.leftward)
    assert "".join(shape.text for shape in shapes) == "कि"
    assert [shape.text for shape in shapes] == ["", "कि"]


def test_a_name_from_right_to_left_stands_in_a_sentence_from_left_to_right() -> None:
    pieces = runs("Name: محمد (علي), born 1984", REGULAR)
    assert [piece.text for piece in pieces] == ["Name: ", ")", "علي", " (", "محمد", ", born 1984"]
    assert [piece.leftward for piece in pieces if "-" not in piece.font] == [True, True]


@pytest.mark.parametrize(
    ("paragraph", "leftward"),
    [
        ("محمد (علي), born 1984", False),
        ("יעקב בן־דוד (known as יעקב)", False),
        ("Sasha disputes: “هذا ليس صحيحا. كنت هناك كل يوم.”", False),
        ("“هذا ليس صحيحا. كنت هناك كل يوم في DBT.”", True),
        ("عبد الرحمن محمد الحسيني", True),
        ("12 · 13", False),
        ("", False),
    ],
)
def test_an_english_sentence_runs_from_left_to_right_whatever_name_stands_in_it(paragraph: str, leftward: bool) -> None:
    assert runs_leftward(paragraph) is leftward


def test_a_line_of_one_name_runs_as_its_sentence_does() -> None:
    lines = wrap("Judged by عبد الرحمن محمد الحسيني, 3 May 2025", SIZE, 60)
    (name,) = (line for line in lines if line.endswith("الحسيني,"))
    # The comma stands behind the name, at its left in reading order and at its right on paper.
    assert runs(name, REGULAR)[-1].text == ","
    own = wrap("هذا ليس صحيحا. كنت هناك كل يوم.", SIZE, 60)
    assert all(runs(line, REGULAR)[0].text == "." for line in own if line.endswith("."))


def test_words_of_the_other_direction_begin_at_the_right() -> None:
    assert [piece.text for piece in runs("أنا أكملت.", REGULAR)] == [".", "أكملت", " ", "أنا"]


def test_text_without_spaces_breaks_between_its_characters_and_loses_none() -> None:
    text = "我做完了所有的课程。" * 12
    lines = wrap(text, SIZE, 200)
    assert "".join(lines) == text
    assert len(lines) > 4
    assert all(measure(line, SIZE) <= 200 for line in lines)


def test_what_no_font_has_is_spelt_out() -> None:
    assert settable("\u1681", REGULAR) == "[U+1681]"


def test_licences_travel_with_the_fonts() -> None:
    for owner in ("Noto-OFL", "Nanum-OFL", "Droid-Sans-Fallback-Apache", "Source-Sans-3-OFL"):
        assert (FONTS / f"{owner}-LICENSE.txt").read_text("utf-8")
