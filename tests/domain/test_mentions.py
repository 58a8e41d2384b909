"""Terms are found however they are written, as whole words, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.mentions import Finder, Mention, Term


def found(text: str, *terms: str) -> list[str]:
    return [mention.word for mention in Finder(map(Term, terms)).mentions(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He sat by Reid.", ["Reid"]),
        ("he sat by reid", ["reid"]),
        ("REID, and reid", ["REID", "reid"]),
        ("Reid's chair, Reid’s bed, the Reids", ["Reid's", "Reid’s", "Reids"]),
        ("Re\u200bid", ["Re\u200bid"]),
        ("Re-\nid", ["Re-\nid"]),
        ("Réíd", ["Réíd"]),
        ("Rei\u0301d", ["Rei\u0301d"]),
        ("Ｒeid", ["Ｒeid"]),
        ("Reidy and areid read id", []),
        ("re id", []),
        ("", []),
    ],
)
def test_a_name_is_found_as_a_whole_word(text: str, words: list[str]) -> None:
    assert found(text, "Reid") == words


@pytest.mark.parametrize("text", ["O'Brien", "O’Brien", "OBrien", "o'brien's"])
def test_a_name_with_a_mark_in_it_is_found_however_it_is_written(text: str) -> None:
    assert found(f"With {text} again.", "O'Brien") == [text]


@pytest.mark.parametrize("text", ["Smith-Jones", "Smith Jones", "smith jones"])
def test_a_name_of_two_words_is_found_with_and_without_the_hyphen(text: str) -> None:
    assert found(f"With {text} again.", "Smith Jones") == [text]


def test_łukasz_is_found_as_lukasz() -> None:
    assert found("lukasz led it", "Łukasz") == ["lukasz"]


def test_a_stem_stands_for_what_begins_so() -> None:
    assert found("Trauma, traumatic; extraumatic, trauma-focused", "trauma*") == [
        "Trauma",
        "traumatic",
        "trauma-focused",
    ]


def test_the_longest_term_is_named_once_and_so_is_each_place() -> None:
    assert found("safe place work", "safe place", "safe place work") == ["safe place work"]


def test_the_words_around_it_are_shown_and_the_word_is_marked() -> None:
    text = f"{'before ' * 20}Reid\n\n{'after ' * 20}"
    (mention,) = Finder([Term("Reid")]).mentions(text)
    assert mention.around.startswith("…")
    assert mention.around.endswith(" …")
    assert "before [Reid] after" in mention.around
    assert len(mention.around) < 110
    assert next(Finder([Term("Reid")]).mentions("Reid")) == Mention(word="Reid", around="[Reid]")


def test_nothing_looked_for_is_nothing_found() -> None:
    assert found("anything", "", "*", "…") == []


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["Reid", "O'Brien", "Żółć", "van der Berg"]))
def test_a_name_among_other_words_is_always_found(before: str, after: str, name: str) -> None:
    assert any(name in word for word in found(f"{before} {name} {after}", name))


def test_a_word_inside_what_another_finder_finds_is_not_named() -> None:
    abuse, title = (
        Finder([Term("abuse"), Term("abuse trauma")]),
        Finder([Term("Behavioural Treatment for Substance Abuse")]),
    )

    def named(text: str) -> list[str]:
        return [mention.word for mention in abuse.mentions(text, outside=title)]

    assert named("Kestrel delivers Behavioural Treatment for substance Abuse (noted today)") == []
    assert named("Behavioural Treatment for Substance Abuse, and abuse at home") == ["abuse"]
    assert named("Treatment for Substance Abuse") == ["Abuse"]
    # A term that begins in the title and goes on outside it is named.
    assert named("Behavioural Treatment for Substance Abuse trauma") == ["Abuse trauma"]
