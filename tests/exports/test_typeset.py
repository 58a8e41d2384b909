"""How lines are broken: a figure stays with what it counts or dates, and a line takes what fits it exactly."""

import pytest

from exports.strips import BODY
from exports.typeset import REGULAR, Type, evenly, measure, wrap


@pytest.mark.parametrize("width", [90, 120, 200])
def test_no_line_parts_a_figure_from_what_it_counts_or_dates(width: int) -> None:
    told = (
        "Judged by Dr Rhiannon Pryce, 26 April 2026. NHS number 999 000 0123, telephone 01632 960102. "
        "Away 5: the participant's choice or circumstance 1 (chose not to come 1). Mar 2026–Nov 2026. "
        "Life Minus Violence - Enhanced; held under section 37 since 7 January 2024, of 125 planned"
    )
    lines = wrap(told, BODY, width)
    assert " ".join(lines) == told
    parted = ("1 ", "1)", "5:", "37", "125", "April", "January", "2026", "2024", "000", "- ")
    assert not any(line.startswith(parted) for line in lines)
    assert not any(line.endswith((" 26", " 7", " 999", " 01632")) for line in lines)


@pytest.mark.parametrize("width", range(70, 200, 3))
def test_no_line_parts_a_figure_from_how_it_counts(width: int) -> None:
    told = (
        "122 of 125 offered, of 125 or more planned. Away 5 times. 4 of 4 goals reviewed: 3 reached, 1 partly reached. "
        "19 planned"
    )
    lines = wrap(told, BODY, width)
    assert " ".join(lines) == told
    assert not any(line.startswith(("times", "or ", "reached,", "partly", "offered,")) for line in lines)
    assert not any(line.endswith((" 5", "125", " 3", " 19")) for line in lines)


@pytest.mark.parametrize("width", range(100, 400, 7))
def test_no_line_parts_the_name_of_an_identifier(width: int) -> None:
    told = "NHS No. 999 000 0123 (test number) · Prison No. A1234BC · Local No. ASH-0377"
    lines = wrap(told, BODY, width)
    assert " ".join(lines) == told
    assert not any(line.startswith(("No.", "999", "A1234BC", "ASH-0377", "number", "·")) for line in lines)


@pytest.mark.parametrize("width", range(100, 300, 7))
def test_no_line_parts_nhs_from_number_or_a_count_from_its_unit(width: int) -> None:
    told = "Their NHS number is on page one; the CHI number too. Time received: 4 hours and 20 minutes over 12 weeks"
    lines = wrap(told, BODY, width)
    assert " ".join(lines) == told
    assert not any(line.startswith(("number", "hours", "minutes", "weeks")) for line in lines)


@pytest.mark.parametrize("width", range(60, 260, 5))
@pytest.mark.parametrize("told", ["The full copy names everybody. You can ask to see it.", "What people saw you do"])
def test_a_short_last_word_makes_no_line_alone_and_no_line_more(told: str, width: int) -> None:
    lines = wrap(told, BODY, width)
    assert " ".join(lines) == told
    assert len(lines) == 1 or " " in lines[-1]
    least, line = 1, ""
    for word in told.split():
        if line and measure(f"{line} {word}", BODY) > width:
            least, line = least + 1, word
        else:
            line = f"{line} {word}".strip()
    assert len(lines) == least


@pytest.mark.parametrize("width", range(40, 400, 9))
def test_lines_are_as_many_and_nearly_of_one_length(width: int) -> None:
    told = "Document 83b0 0ba1 f1b1 6e9c · lovely · link · tribute · time"
    even, full = evenly(told, BODY, width), wrap(told, BODY, width)
    assert len(even) == len(full)
    assert " ".join(even) == " ".join(full)
    assert max(measure(line, BODY) for line in even) <= max(measure(line, BODY) for line in full)


def test_check_words_that_fit_on_a_line_of_their_own_stay_together() -> None:
    told = "Document 83b0 0ba1 f1b1 6e9c · lovely · link · tribute · time"
    assert evenly(told, BODY, measure(told, BODY) - 1) == told.replace(" lovely", "\nlovely").split("\n")


def test_a_last_word_never_parts_what_is_read_together() -> None:
    told = "judged on 14 September 2025 again"
    room = measure("14 September 2025", BODY)
    assert "14 September 2025" in wrap(told, BODY, room)


def test_figures_too_many_for_a_line_are_parted_all_the_same() -> None:
    lines = wrap(" ".join(map(str, range(200, 260))), BODY, 100)
    assert len(lines) >= 10
    assert [int(word) for line in lines for word in line.split()] == list(range(200, 260))
    assert all(measure(line, BODY) <= 100 for line in lines)


@pytest.mark.parametrize(
    "words", ["Individual sessions", "Completing means", "What it rests on (letter, report, memory)"]
)
@pytest.mark.parametrize("size", [7.9, 8.2, 8.5, 9.4])
def test_a_line_as_wide_as_its_words_holds_them(words: str, size: float) -> None:
    type_ = Type(REGULAR, size, 12, (0, 0, 0))
    assert wrap(words, type_, measure(words, type_)) == [words]
