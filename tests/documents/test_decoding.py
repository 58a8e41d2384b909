"""A document that says what cannot be is refused as such, whatever goes wrong on the way."""

import pytest

from registry.documents.decoding import decoding
from registry.domain.errors import InvalidValue, Refusal, Refused


@pytest.mark.parametrize("wrong", [KeyError("title"), TypeError("a list"), ValueError("a day")])
def test_what_is_lacking_is_told_by_the_kind_and_never_quoted(wrong: Exception) -> None:
    with pytest.raises(Refused, match="lacks what every receipt has") as caught, decoding("receipt"):
        raise wrong
    assert caught.value.reason is Refusal.CONTENT
    assert str(wrong) not in caught.value.message


def test_what_a_rule_says_is_passed_on_with_what_to_do() -> None:
    with pytest.raises(Refused) as caught, decoding("receipt"):
        raise InvalidValue("The day is not one.", hint="Look at it again.")
    assert (caught.value.reason, caught.value.message) == (Refusal.CONTENT, "The day is not one.")
    assert caught.value.hint == "Look at it again."


def test_a_fault_of_the_program_stays_one() -> None:
    with pytest.raises(ZeroDivisionError), decoding("receipt"):
        raise ZeroDivisionError
