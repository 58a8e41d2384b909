import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.visible import visible

UNSEEN = [
    0x00,
    0x09,
    0x0D,
    0x1B,
    0x7F,
    0x85,
    0xAD,
    0x61C,
    0x200B,
    0x200F,
    0x2028,
    0x202A,
    0x202E,
    0x2060,
    0x2066,
    0x2069,
]
UNSEEN += [0xFEFF, 0xFFFE, 0xD800, 0xE000, 0xE0041, 0xFE0F]


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_what_cannot_be_seen_is_spelt_out(code: int) -> None:
    assert visible(f"a{chr(code)}b") == f"a⟨U+{code:04X}⟩b"


@pytest.mark.parametrize(
    "text", ["plan [sic] [/]", "Siân Ó Súilleabháin", "Łukasz Żółć ẞ Ș Đ ’ “ ” – — · → ≥", "a\u00a0b", "中 😀"]
)
def test_what_can_be_seen_stays(text: str) -> None:
    assert visible(text) == text


def test_a_line_feed_stays_only_in_prose() -> None:
    assert visible("a\nb") == "a\nb"
    assert visible("a\nb", prose=False) == "a⟨U+000A⟩b"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_unseen_is_left_and_it_is_done_once(text: str) -> None:
    shown = visible(text, prose=False)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert visible(shown, prose=False) == shown
    shown.encode()
