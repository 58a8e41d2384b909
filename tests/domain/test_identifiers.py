"""Numbers that point at one person, and the ids of records."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import (
    ChiNumber,
    CroNumber,
    HcNumber,
    LocalNumber,
    NhsNumber,
    PncNumber,
    PrisonNumber,
    check_digest,
    check_id,
)
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


TODAY = date(2026, 3, 1)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _letter(digits: str) -> str:
    """The check letter by the rule itself: Z, A, B … without I, O and S, by the remainder of 23."""
    return ["Z", *(letter for letter in "ABCDEFGHJKLMNPQRTUVWXY")][int(digits) % 23]


def _that_fit(kind: type[PncNumber] | type[CroNumber], text: str) -> list[str]:
    fits = []
    for letter in LETTERS:
        try:
            kind(text + letter)
        except InvalidValue:
            continue
        fits.append(letter)
    return fits


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("2099/0000001G", "2099/0000001G"),
        ("2099/1g", "2099/0000001G"),
        ("1999/9999999V", "1999/9999999V"),
        (" 99/9999999v ", "1999/9999999V"),
    ],
)
def test_a_pnc_number_is_read_in_every_common_form(typed: str, full: str) -> None:
    assert str(PncNumber.read(typed, TODAY)) == full
    assert PncNumber.read(full, TODAY) == PncNumber(full)


def test_a_pnc_year_of_two_digits_is_the_newest_that_has_come() -> None:
    for year, century in (("26", "20"), ("27", "19"), ("00", "20")):
        letter = _letter(f"{year}0000001")
        assert PncNumber.read(f"{year}/1{letter}", TODAY).text == f"{century}{year}/0000001{letter}"


@given(st.integers(1900, 2099), st.integers(0, 9_999_999))
def test_exactly_one_letter_fits_a_pnc_number(year: int, serial: int) -> None:
    assert _that_fit(PncNumber, f"{year}/{serial:07d}") == [_letter(f"{year % 100:02d}{serial:07d}")]


@given(st.integers(1900, 2099), st.integers(0, 9_999_999), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_in_a_pnc_number_is_noticed(year: int, serial: int, place: int, more: int) -> None:
    digits = f"{serial:07d}"
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    with pytest.raises(InvalidValue, match="check letter"):
        PncNumber(f"{year}/{wrong}{_letter(f'{year % 100:02d}{digits}')}")


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("000001/99W", "000001/99W"),
        ("1/99w", "000001/99W"),
        ("1/1999W", "000001/99W"),
        ("SF99/12345M", "SF99/12345M"),
        ("sf1999/012345m", "SF99/12345M"),
    ],
)
def test_a_cro_number_is_read_in_every_common_form(typed: str, full: str) -> None:
    assert str(CroNumber.read(typed)) == full
    assert CroNumber.read(full) == CroNumber(full)


@given(st.integers(0, 99), st.integers(1, 999_999))
def test_exactly_one_letter_fits_each_form_of_a_cro_number(year: int, serial: int) -> None:
    standard = [letter for letter in LETTERS if _reads(f"{serial}/{year:02d}{letter}")]
    file_only = [letter for letter in LETTERS if _reads(f"SF{year:02d}/{serial}{letter}")]
    assert standard == [_letter(f"{year:02d}{serial:06d}")]
    assert file_only == [_letter(f"{year:02d}{serial}")]


def _reads(text: str) -> bool:
    try:
        return CroNumber(CroNumber.read(text).text) == CroNumber.read(text)
    except InvalidValue:
        return False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2099/0000001A",
        "2099/00000001G",
        "2099-0000001G",
        "2099/0000001",
        "1899/0000001G",
        "٢٠٩٩/1G",
        "2099/1G\u200b",
    ],
)
def test_what_is_no_pnc_number_is_not_read(text: str) -> None:
    with pytest.raises(InvalidValue, match="not a PNC number"):
        PncNumber.read(text, TODAY)


@pytest.mark.parametrize(
    "text", ["", "000001/99A", "1234567/99W", "SF99/12345W", "SF99/0M", "SF99/000M", "1/999W", "ſf99/1M"]
)
def test_what_is_no_cro_number_is_not_read(text: str) -> None:
    with pytest.raises(InvalidValue, match="not a CRO number"):
        CroNumber.read(text)


@pytest.mark.parametrize("text", ["2099/1G", "99/0000001G", "2099/0000001g", "2099/0000001G\n"])
def test_the_value_of_a_pnc_number_has_its_full_form(text: str) -> None:
    with pytest.raises(InvalidValue):
        PncNumber(text)


@pytest.mark.parametrize("text", ["1/99W", "000001/99w", "SF99/012345M", "000001/99W\n"])
def test_the_value_of_a_cro_number_has_its_full_form(text: str) -> None:
    with pytest.raises(InvalidValue):
        CroNumber(text)


@pytest.mark.parametrize(("kind", "named"), [(ChiNumber, "a CHI number"), (HcNumber, "an H&C number")])
def test_the_other_health_numbers_have_the_same_check_and_their_own_name(
    kind: type[ChiNumber] | type[HcNumber], named: str
) -> None:
    assert str(kind.read("999 000 0018")) == "999 000 0018"
    with pytest.raises(InvalidValue, match=f"not {named}"):
        kind.read("9990000019")
    with pytest.raises(InvalidValue, match="ten digits"):
        kind("999000001")
    assert kind("9990000018") != NhsNumber("9990000018")


@pytest.mark.parametrize(
    ("born", "agrees"),
    [
        ("1984-01-01", True),
        ("1984-01", True),
        ("1984", True),
        ("1884", True),
        ("1984-01-02", False),
        ("1985", False),
        ("1983", False),
        ("1984-02", False),
        ("1984-02-01", False),
    ],
)
def test_what_is_not_known_of_a_birth_date_contradicts_no_chi_number(born: str, agrees: bool) -> None:
    assert ChiNumber("0101840004").agrees_with(PartialDate(born)) is agrees
    assert ChiNumber("9990000123").agrees_with(PartialDate(born))


@pytest.mark.parametrize(
    ("read", "says"),
    [
        (lambda text: PncNumber(text), "'{20}' is not a PNC number."),
        (lambda text: PncNumber.read(text, TODAY), "'{20}' is not a PNC number."),
        (lambda text: CroNumber(text), "'{20}' is not a CRO number."),
        (lambda text: CroNumber.read(text), "'{20}' is not a CRO number."),
        (lambda text: PrisonNumber(text), "'{12}' is not a prison number."),
    ],
)
def test_a_wrong_number_is_repeated_cut_and_with_nothing_that_a_screen_obeys(
    read: Callable[[str], object], says: str
) -> None:
    typed = "\x1b[2J" + "x" * 100
    with pytest.raises(InvalidValue) as refused:
        read(typed)
    most = int(says[2:4])
    assert refused.value.message == says.replace(f"{{{most}}}", "\\x1b[2J" + "x" * (most - 4))
