"""What a reader takes for one another looks the same; what they do not, does not."""

import pytest

from registry.domain.look_alike import looks_like


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peter", "\u0420eter"),
        ("Peter", "P\u0435t\u0435r"),
        ("PETER", "\u0420\u0415\u0422\u0415R"),
        ("Paul", "P\u03b1ul"),
        ("Anna", "\u0391nna"),
        ("Ian", "lan"),
        ("Ian", "1an"),
        ("Olga", "0lga"),
        ("Zo\u00eb", "Zo\u0451"),
        ("O\u2019Hara", "OHara"),
        ("\uff30eter", "Peter"),
        ("G\u0131l", "Gil"),
        ("Amara", "Arnara"),
        ("Wanda", "VVanda"),
    ],
)
def test_what_looks_the_same(one: str, other: str) -> None:
    assert looks_like(one) == looks_like(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Peter", "Petra"), ("ian", "lan"), ("Mia", "Nia"), ("Анна", "Ольга"), ("", "I")]
)
def test_what_does_not(one: str, other: str) -> None:
    assert looks_like(one) != looks_like(other)


def test_every_letter_of_the_table_looks_like_its_own() -> None:
    for theirs, ours in (
        ("АВСЕНІЈКМОРԚЅТУѴԜХасеһіјкмоԁрԛѕтуѵԝхӏв", "ABCEHIJKMOPQSTYVWXacehijkmodpqstyvwxlb"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυϳγ", "ABEZHIKMNOPTYXaikvoptujy"),
        ("ɑɡıɪʏ", "agiiy"),
    ):
        assert [looks_like(letter) for letter in theirs] == [looks_like(letter) for letter in ours]
