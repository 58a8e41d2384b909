"""What says how great a risk is, and what does not; and that it is never read as ours."""

import pytest

from registry.domain.risk_words import in_their_name, risk_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("His reduced risk speaks for it.", ("reduced risk",)),
        ("The risk is reduced, and she is less dangerous.", ("risk is reduced", "less dangerous")),
        ("It lowered her risk.", ("lowered her risk",)),
        ("LOW-RISK now, no longer a risk.", ("LOW-RISK", "no longer a risk")),
        ("Risk has gone down.", ("Risk has gone down",)),
        ("He asked for it himself.", ()),
        ("Ask what puts him at risk.", ()),
        ("The risk formulation is kept in section 4.", ()),
        ("Slower, riskier: a rota.", ()),
    ],
)
def test_words_on_how_great_a_risk_is_are_found_as_they_are_written(text: str, words: tuple[str, ...]) -> None:
    assert risk_words(text) == words


def test_they_are_quoted_with_whose_they_are_and_nothing_else_is_touched() -> None:
    assert in_their_name("His reduced risk.", "Dr Ewa Nkosi") == (
        "“His reduced risk.” (the words of Dr Ewa Nkosi on risk; completed work says nothing about it)"
    )
    assert in_their_name("His choice.", "Dr Ewa Nkosi") == "His choice."
