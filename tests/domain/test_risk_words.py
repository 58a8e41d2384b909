"""What says how great a risk is, and what does not; and that it is never read as ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    "text",
    [
        "his risk of violence is now low",
        "Risk of violence has come down since",
        "He poses less danger to the public now",
        "He is much safer to be released",
        "The risk that he poses to women was judged to be moderate.",
        "Her risk has been much reduced by the group.",
        "The danger to others is no longer great.",
        "Risk of reoffending fell after the course.",
        "The likelihood of violence has decreased.",
        "She no longer poses a serious risk.",
        "He presents a low level of risk.",
        "a lower degree of danger",
        "This reduces the risk of harm.",
        "reducing his current risk",
        "He is less likely to reoffend.",
        "He will not offend again.",
        "She is far safer now.",
        "safe enough to be discharged",
        "safe to go to the community",
        "RISK OF VIOLENCE IS NOW LOW",
        "risk  of\nviolence, is now: low",
        "The threat he posed has gone down.",
    ],
)
def test_what_is_said_of_a_danger_is_found_with_other_words_between(text: str) -> None:
    assert risk_words(text)
    assert "(the words of Dr Ewa Nkosi on risk" in in_their_name(f"After all that: {text}", "Dr Ewa Nkosi")


@pytest.mark.parametrize(
    "text",
    [
        "risk assessment of March",
        "The risk assessment of March is kept in section 4.",
        "It is meant for a band of assessed risk, which this record does not hold: check it.",
        "He feels safe in this group and asked for it.",
        "Read the risk formulation first. The lower room is free.",
        "She was moved to a unit of lower security.",
        "A risk formulation exists; attendance has fallen.",
        "The fire was low.",
    ],
)
def test_what_says_nothing_of_how_great_a_risk_is_stays(text: str) -> None:
    assert risk_words(text) == ()


@given(
    st.sampled_from(["risk", "his risk", "the danger", "Her RISK"]),
    st.sampled_from(["", " of violence", " of sexual violence to others", " that he poses"]),
    st.sampled_from([" is", " was", " has been", " seems"]),
    st.sampled_from(["", " now", " much", " very much", " no longer"]),
    st.sampled_from([" low", " lower", " reduced", " moderate", " high", " minimal"]),
)
def test_no_phrase_between_hides_it(whose: str, what: str, verb: str, how: str, level: str) -> None:
    text = f"{whose}{what}{verb}{how}{level}"
    assert risk_words(text) == (text.removeprefix("his ").removeprefix("the ").removeprefix("Her "),)


def test_they_are_quoted_with_whose_they_are_and_nothing_else_is_touched() -> None:
    assert in_their_name("His reduced risk.", "Dr Ewa Nkosi") == (
        "“His reduced risk.” (the words of Dr Ewa Nkosi on risk; completed work says nothing about it)"
    )
    assert in_their_name("His choice.", "Dr Ewa Nkosi") == "His choice."
