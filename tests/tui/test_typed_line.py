"""A line that is typed at the prompts, and what the terminal is sent for each key."""

import pytest

from tui.plain.typed_line import TypedLine


def typed(text: str, *, prompt: str = "Note: ", columns: int = 40, hidden: bool = False) -> TypedLine:
    line = TypedLine(prompt, hidden=hidden, columns=lambda: columns)
    line.add(text)
    return line


@pytest.mark.parametrize(
    ("text", "left", "sent"),
    [
        ("abc", "ab", "\b \b"),
        ("a漢", "a", "\b \b" * 2),  # Two columns wide.
        ("ae\u0301", "a", "\b \b"),  # An accent goes with its letter.
        ("a\u202e", "a", "\b \b" * 8),  # What cannot be seen is written out, and goes as it stands there.
        ("a\t", "a", "\b \b"),
        ("", "", ""),
    ],
)
def test_the_last_character_goes_as_wide_as_it_stands_there(text: str, left: str, sent: str) -> None:
    line = typed(text)
    assert (line.erase(), line.text) == (sent, left)


@pytest.mark.parametrize(
    ("text", "left"), [("one two", "one "), ("one two  ", "one "), ("one", ""), ("a\tb", "a\t"), ("  ", ""), ("", "")]
)
def test_a_word_goes_with_the_spaces_behind_it(text: str, left: str) -> None:
    line = typed(text)
    assert (line.erase_word(), line.text) == ("\b \b" * (len(text) - len(left)), left)


def test_a_line_is_emptied_and_said_again() -> None:
    line = typed("[sic]\t\x1b")
    assert line.again == "\nNote: [sic] ⟨U+001B⟩"
    assert line.text == "[sic]\t\x1b"
    assert line.erase_all() == "\b \b" * len("[sic] ⟨U+001B⟩")
    assert line.again == "\nNote: "


@pytest.mark.parametrize(
    ("typed_in", "again"), [(3, False), (4, True), (5, False), (6, False), (14, True), (16, False)]
)
def test_what_stands_on_a_row_above_is_said_again_on_a_row_of_its_own(typed_in: int, again: bool) -> None:
    line = typed("x" * typed_in, columns=10)
    assert line.erase() == (f"\nNote: {'x' * (typed_in - 1)}" if again else "\b \b")
    assert line.text == "x" * (typed_in - 1)


def test_nothing_of_a_passphrase_is_sent() -> None:
    line = TypedLine("Passphrase: ", hidden=True)
    assert line.add("five words") == ""
    assert line.erase() == line.erase_word() == ""
    assert line.text == "five "
    assert line.again == "\nPassphrase: "
