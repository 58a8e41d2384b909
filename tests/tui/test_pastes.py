"""A paste is kept whole whatever stands in it, and in whatever pieces it arrives."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from tests.sweeps import share_of
from tui.pastes import WholePastes

START, END = "\x1b[200~", "\x1b[201~"
STRANGE = st.lists(st.sampled_from(("\x1b", "\x1b[A", "\x1b[31m", "\t", "\r", "\x13", START, "[201~", "Ł")), max_size=8)


def heard(reader: XTermParser, *pieces: str) -> list[object]:
    """Return each paste's text and each key's name, in the order in which they came."""
    came = [each for piece in pieces for each in reader.feed(piece)]
    return [each.text if isinstance(each, events.Paste) else each.key for each in came]  # type: ignore[attr-defined]


@given(parts=STRANGE, data=st.data())
@settings(max_examples=share_of(200))
def test_all_between_the_marks_is_one_paste(parts: list[str], data: st.DataObject) -> None:
    pasted = "".join(parts)
    assume(END not in pasted)
    sent = f"a{START}{pasted}{END}\tb"
    at = data.draw(st.integers(min_value=0, max_value=len(sent)))
    pieces = [each for each in (sent[:at], sent[at:]) if each]
    assert heard(WholePastes(), *pieces) == ["a", pasted, "tab", "b"]


def test_pastes_stay_apart() -> None:
    assert heard(WholePastes(), f"{START}one{END}{START}{END}{START}two\x00{END}x") == ["one", "", "two", "x"]


@pytest.mark.parametrize("sent", ["abc", "\x1b[A\x1b[15~", "\x13\t\r", "\x1b\x1b[B"])
def test_keys_are_read_as_before(sent: str) -> None:
    assert heard(WholePastes(), sent) == heard(XTermParser(), sent) != []
