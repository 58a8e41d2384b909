"""A name is found from a plain keyboard, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.folding import fold, folded_words


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Siân O’Brien-Jones", "sianobrienjones"),
        ("ŁUKASZ ŻÓŁĆ", "lukaszzolc"),
        ("Sørensen", "sorensen"),
        ("Đorđević", "dordevic"),
        ("Þórður", "thordur"),
        ("Æsa Œuvre", "aesaoeuvre"),
        ("Straße", "strasse"),
        ("Yıldız", "yildiz"),
        ("İpek", "ipek"),
        ("Borġ Ħal", "borghal"),
        # A letter that comes out as a capital when it is taken apart, and a number written as one sign.
        ("ℌelen Ⅳ", "heleniv"),
        ("", ""),
        ("—", ""),
    ],
)
def test_a_name_is_spelt_as_on_a_plain_keyboard(name: str, plain: str) -> None:
    assert fold(name) == plain


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert all(sign.isalnum() for sign in folded)


def test_a_hyphened_word_is_found_whole_and_in_its_parts() -> None:
    assert folded_words("Ann Lloyd-Żak O'Neill  — ") == {"ann", "lloydzak", "lloyd", "zak", "oneill", "o", "neill"}
    assert folded_words(" - ") == set()
