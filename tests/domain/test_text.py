"""What may stand as a name, a label, a code and prose."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.domain.text import (
    apposed,
    check_audited,
    check_code,
    check_label,
    check_name,
    check_prose,
    check_reason,
    check_sentence,
    composed,
    duration_words,
    has_hidden,
    number_of,
    one_of,
    typed,
)
from tests.domain.build import INVISIBLE

Check = Callable[[str, str], None]


@pytest.mark.parametrize("check", [check_name, check_label, check_prose])
@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0", "\x00a", "a\x07b", "a\tb", "a\x7fb", "a\x85b", "a\u2028b"])
def test_blank_and_control_characters_are_refused_everywhere(check: Check, text: str) -> None:
    with pytest.raises(InvalidValue, match="It"):
        check(text, "It")


@pytest.mark.parametrize("check", [check_name, check_label, check_prose])
def test_half_a_character_is_refused_everywhere(check: Check) -> None:
    with pytest.raises(InvalidValue, match="surrogate"):
        check("Jon\ud800es", "The name")


@pytest.mark.parametrize("check", [check_name, check_label, check_prose])
def test_text_that_is_not_in_normal_form_c_is_refused(check: Check) -> None:
    check("Zoë", "The name")
    with pytest.raises(InvalidValue, match="normal form C"):
        check(unicodedata.normalize("NFD", "Zoë"), "The name")


def test_what_is_typed_is_composed_and_what_is_refused_says_what_to_type() -> None:
    apart = unicodedata.normalize("NFD", " Zoë")
    assert composed(apart) == " Zoë"
    assert typed(apart) == "Zoë"
    with pytest.raises(InvalidValue) as refused:
        check_name(apart.strip(), "The name")
    assert refused.value.hint == "Type its accented letters again."


@pytest.mark.parametrize(("check", "most"), [(check_name, 200), (check_label, 500), (check_prose, 20_000)])
def test_what_is_too_long_says_by_how_much(check: Check, most: int) -> None:
    for over, words in ((1, "1 character"), (20, "20 characters")):
        with pytest.raises(InvalidValue) as refused:
            check("x" * (most + over), "The name")
        assert refused.value.message == f"The name is longer than {most} characters."
        assert refused.value.hint == f"Shorten it by {words}; {most + over} are there."


@pytest.mark.parametrize("check", [check_name, check_label])
@pytest.mark.parametrize("character", INVISIBLE)
def test_a_character_nobody_can_see_is_refused_in_a_name_and_allowed_in_prose(check: Check, character: str) -> None:
    for text in (f"Jo{character}nes", f"{character}Jones", f"Jones{character}"):
        with pytest.raises(InvalidValue):
            check(text, "The name")
        check_prose(text, "The words")


@given(st.characters())
def test_names_refuse_the_same_hidden_characters_as_documents_do(character: str) -> None:
    if has_hidden(character):
        with pytest.raises(InvalidValue):
            check_name(f"x{character}x", "The name")


@pytest.mark.parametrize("text", ["Jones\n", " Jones", "Jones ", "Jo\nnes", "Jones\u00a0"])
def test_a_name_is_one_line_without_outer_space(text: str) -> None:
    with pytest.raises(InvalidValue):
        check_name(text, "The name")


def test_prose_may_have_lines() -> None:
    check_prose("One.\nTwo.", "The words")
    with pytest.raises(InvalidValue):
        check_prose("One.\r\nTwo.", "The words")


@pytest.mark.parametrize(("check", "most"), [(check_name, 200), (check_label, 500), (check_prose, 20_000)])
def test_length_has_a_limit(check: Check, most: int) -> None:
    check("x" * most, "It")
    with pytest.raises(InvalidValue, match=str(most)):
        check("x" * (most + 1), "It")


@pytest.mark.parametrize("text", ["a", "KAIZEN-GV/2017", "urn:uuid:1", "A+B&C.d_e", "x" * 100])
def test_codes(text: str) -> None:
    check_code(text, "The code")


@pytest.mark.parametrize("text", ["", "-a", "a b", "a\n", "é", "\u0661", "ａ", "a\u200b", "x" * 101, "\ud800", "a|b"])
def test_what_is_not_ascii_is_no_code(text: str) -> None:
    with pytest.raises(InvalidValue):
        check_code(text, "The code")


@given(st.text())
def test_what_is_typed_is_normalised_once(text: str) -> None:
    once = typed(text)
    assert unicodedata.is_normalized("NFC", once)
    assert typed(once) == once
    assert "\r" not in once


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1))
def test_typed_text_is_otherwise_kept_character_for_character(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert typed(f"  {text}\r\n{text}\n") == f"{text}\n{text}"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (90, "1 hour 30 minutes"), (121, "2 hours 1 minute")],
)
def test_how_long_something_took_is_read_aloud(minutes: int, words: str) -> None:
    assert duration_words(minutes) == words


def test_a_choice_is_read_aloud() -> None:
    assert one_of(["a"]) == "a"
    assert one_of(["a", "b", "c"]) == "a, b or c"
    assert one_of(["a", "b"]) == "a or b"


@pytest.mark.parametrize("text", ["He asked.", "nie chce", "Дай", "不要", "1 or 2: who"])
def test_a_reason_has_a_word(text: str) -> None:
    check_reason(text, "The reason")


def test_what_a_row_of_the_audit_says_is_one_line_with_a_word() -> None:
    for text in ("left on 30 June", "MDT", "ab" * 100):
        check_audited(text, "The reason")
    for text, says in (
        ("x", "The reason says nothing"),
        ("aaaa AAAA", "The reason says nothing"),
        (" ", "The reason is empty"),
        ("a" * 201, "The reason is longer than 200"),
        ("two\nlines", "The reason holds a control"),
    ):
        with pytest.raises(InvalidValue, match=says):
            check_audited(text, "The reason")


@pytest.mark.parametrize("text", ["", " ", ".", "no", "ok, so", "1234", "___", "a1b2c", "不"])
def test_a_reason_without_a_word_says_nothing(text: str) -> None:
    with pytest.raises(InvalidValue):
        check_reason(text, "The reason")


@pytest.mark.parametrize(
    "text", ["He was on leave.", "He was on leave and so was she.", "his his his team is away", "Его не было тут"]
)
def test_a_sentence_has_four_different_words(text: str) -> None:
    check_sentence(text, "The reason")


@pytest.mark.parametrize("text", ["", "on leave", "He was away", "He he was was away AWAY", "a b c d e", "12 34 56 78"])
def test_fewer_words_say_too_little(text: str) -> None:
    with pytest.raises(InvalidValue, match="says too little"):
        check_sentence(text, "The reason")


@pytest.mark.parametrize(
    ("many", "words"), [(0, "0 sessions"), (1, "1 session"), (2, "2 sessions"), (1, "1 entry"), (2, "2 entries")]
)
def test_a_number_has_its_noun(many: int, words: str) -> None:
    assert number_of(many, *(("entry", "entries") if "entr" in words else ("session",))) == words


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (
            "Dr Tomasz Wierzbicki, forensic psychologist, PYL900011",
            "Dr Tomasz Wierzbicki, forensic psychologist, PYL900011,",
        ),
        ("Dr Ray", "Dr Ray"),
    ],
)
def test_who_somebody_is_is_closed_with_a_comma_before_a_verb(who: str, told: str) -> None:
    assert apposed(who) == told
