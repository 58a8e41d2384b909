"""Numbers that point at one person, and the ids of records."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber, check_digest, check_id
from tests.domain.build import DIGEST, urn


def _digits(first: int) -> str | None:
    """The ten digits by the rule itself, written out: weights 10 to 2, modulus 11; 11 is 0 and 10 is none."""
    nine = f"{first:09d}"
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
    return None if check == 10 else f"{nine}{0 if check == 11 else check}"


@pytest.mark.parametrize("digits", ["9990000018", "9990000123", "9990000182"])
def test_made_up_numbers_with_a_right_check_digit(digits: str) -> None:
    assert NhsNumber(digits).is_test


@given(st.integers(0, 999_999_999))
def test_exactly_one_check_digit_fits_and_none_where_the_check_is_ten(first: int) -> None:
    right = _digits(first)
    fits = []
    for last in range(10):
        try:
            fits.append(NhsNumber(f"{first:09d}{last}").digits)
        except InvalidValue:
            continue
    assert fits == ([] if right is None else [right])


@pytest.mark.parametrize("nine", ["999000000", "999123456"])
def test_nine_digits_whose_check_is_ten_have_no_number(nine: str) -> None:
    for last in range(10):
        with pytest.raises(InvalidValue):
            NhsNumber(f"{nine}{last}")


@given(st.integers(0, 999_999_999), st.integers(0, 8))
def test_two_neighbouring_digits_exchanged_are_noticed(first: int, place: int) -> None:
    right = _digits(first)
    assume(right is not None)
    assert right is not None
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assume(wrong != right)
    with pytest.raises(InvalidValue):
        NhsNumber(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "999000001",
        "99900000188",
        "9990000019",
        "9990000018\n",
        " 9990000018",
        "999 000 0018",
        "999000001\u0668",
        "\u0669\u0669\u0669\u0660\u0660\u0660\u0660\u0660\u0661\u0668",
        "９９９００００018",
        "99900000\u200b18",
        "\ud800990000018",
    ],
)
def test_the_value_is_ten_ascii_digits_and_nothing_else(text: str) -> None:
    with pytest.raises(InvalidValue):
        NhsNumber(text)


@pytest.mark.parametrize("text", ["9990000018", "999 000 0018", "999-000-0018", " 999 000 0018 "])
def test_a_number_is_read_with_or_without_spaces(text: str) -> None:
    assert NhsNumber.read(text) == NhsNumber("9990000018")
    assert str(NhsNumber.read(text)) == "999 000 0018"


@pytest.mark.parametrize("text", ["", "999 000 0019", "999\u00a0000\u00a00018", "٩٩٩ ٠٠٠ ٠٠١٨", "999/000/0018"])
def test_what_is_no_number_is_not_read(text: str) -> None:
    with pytest.raises(InvalidValue):
        NhsNumber.read(text)


def test_a_real_range_is_not_called_a_test_number() -> None:
    real = _digits(400_000_001) or _digits(400_000_002)
    assert real is not None
    assert not NhsNumber(real).is_test


def test_prison_numbers_are_read_in_either_case() -> None:
    assert PrisonNumber.read(" a1234bc ") == PrisonNumber("A1234BC")
    assert str(PrisonNumber("A1234BC")) == "A1234BC"


@pytest.mark.parametrize(
    "text", ["", "A1234B", "A1234BCD", "1A234BC", "a1234bc", "A1234BC\n", "A123\u0664BC", "Ａ1234BC", "А1234BC"]
)
def test_a_prison_number_is_a_letter_four_digits_two_letters(text: str) -> None:
    with pytest.raises(InvalidValue):
        PrisonNumber(text)


@pytest.mark.parametrize("text", ["ı1234bc", "a1234ſc", "A123\u0664bc", "A1234BC\u200b"])
def test_no_foreign_letter_becomes_a_prison_number_by_changing_case(text: str) -> None:
    with pytest.raises(InvalidValue):
        PrisonNumber.read(text)


def test_a_local_number_is_any_code() -> None:
    assert str(LocalNumber("RX1/00-42")) == "RX1/00-42"
    for text in ("", "42\n", "٤٢", "4 2"):
        with pytest.raises(InvalidValue):
            LocalNumber(text)


def test_ids_and_digests() -> None:
    check_id(urn("x"), "The id")
    check_digest(DIGEST, "The digest")
    for text in ("", urn("x").upper(), urn("x") + "\n", urn("x")[9:], "urn:uuid:1", urn("x").replace("-", "")):
        with pytest.raises(InvalidValue, match="The id"):
            check_id(text, "The id")
    for text in ("", DIGEST.upper(), DIGEST + "\n", DIGEST[:-1], DIGEST + "a", "g" * 64):
        with pytest.raises(InvalidValue, match="The digest"):
            check_digest(text, "The digest")
