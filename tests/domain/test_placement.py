"""A stay, and the law somebody was held under."""

import re
from dataclasses import replace
from typing import Any

import pytest

from registry.domain.errors import InvalidValue
from registry.domain.placement import LEGAL_STATUS, LegalStatus, Placement, read_legal_code
from tests.domain.build import UNIT, on, urn


def test_single_digits_are_read_as_two() -> None:
    assert read_legal_code(" 9 ") == read_legal_code("09") == "09"
    assert read_legal_code("REMAND") == "remand"
    assert LegalStatus(code=read_legal_code("9"), since=on("2024")).words == "section 37 with section 41 restrictions"


@pytest.mark.parametrize("code", ["", "9", "00", "09\n", "\u0660\u0669", "remanded"])
def test_a_status_not_on_the_list_is_refused(code: str) -> None:
    with pytest.raises(InvalidValue):
        LegalStatus(code=code, since=on("2024"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("s3", "section 3"),
        ("3", "section 3"),
        ("Section 37/41", "section 37 with section 41 restrictions"),
        ("37/41", "section 37 with section 41 restrictions"),
        ("s37", "section 37"),
        ("47/49", "section 47 with section 49 restrictions"),
        ("s45A", "section 45A, limitation direction in force"),
        ("5(2)", "section 5(2)"),
        ("s7", "guardianship, section 7"),
        ("16", "section 47"),
    ],
)
def test_a_section_is_typed_as_people_say_it(typed: str, words: str) -> None:
    assert LegalStatus(code=read_legal_code(typed), since=on("2024")).words == words


@pytest.mark.parametrize("number", ["7", "35", "36", "37", "38"])
def test_a_number_that_is_a_section_and_another_code_is_asked_about(number: str) -> None:
    with pytest.raises(InvalidValue, match="a section and the code of") as refused:
        read_legal_code(number)
    for way in re.findall(r"Write (s\S+) for the section, or (s\S+) for the other", refused.value.hint)[0]:
        assert read_legal_code(way) in LEGAL_STATUS
    assert f"section {number}" in LEGAL_STATUS[read_legal_code(f"s{number}")]


def test_every_code_can_be_typed_or_has_a_way_to_be() -> None:
    ways = {read_legal_code(code) for code in LEGAL_STATUS if code not in {"35", "36", "37", "38"}}
    assert ways | {read_legal_code(one) for one in ("s7", "s37-guardianship", "s45a", "s45a-ended")} == set(
        LEGAL_STATUS
    )


def test_conditional_discharge_with_deprivation_of_liberty_is_a_status_of_its_own() -> None:
    assert LEGAL_STATUS["conditional-discharge-dol"] == "conditional discharge with deprivation of liberty"
    assert len(set(LEGAL_STATUS.values())) == len(LEGAL_STATUS)


def test_a_stay_and_a_status_do_not_end_before_they_begin() -> None:
    with pytest.raises(InvalidValue):
        LegalStatus(code="09", since=on("2024-05"), until=on("2024-04-30"))
    with pytest.raises(InvalidValue):
        Placement(id=urn(1), participant_id=urn(2), establishment=UNIT, since=on("2024-05-02"), until=on("2024-05-01"))
    same_month = Placement(
        id=urn(1), participant_id=urn(2), establishment=UNIT, since=on("2024-05-02"), until=on("2024-05")
    )
    assert same_month.until == on("2024-05")


@pytest.mark.parametrize("field", ["id", "participant_id"])
def test_ids_are_ids(field: str) -> None:
    members: dict[str, Any] = {"id": urn(1), "participant_id": urn(2)} | {field: "42"}
    with pytest.raises(InvalidValue):
        Placement(**members, establishment=UNIT, since=on("2024"))


@pytest.mark.parametrize(
    ("codes", "awaits"),
    [
        (("remand",), True),
        (("07",), True),
        (("17",), True),
        (("03",), False),
        (("remand", "sentenced"), False),
        (("09",), False),
        ((), False),
    ],
)
def test_whoever_stays_under_the_law_before_a_trial_awaits_it(codes: tuple[str, ...], awaits: bool) -> None:
    legal = tuple(LegalStatus(code=code, since=on("2026-03-01")) for code in codes)
    stay = Placement(id=urn(1), participant_id=urn(2), establishment=UNIT, since=on("2026-03-01"), legal=legal)
    assert stay.awaits_trial is awaits
    assert not replace(stay, until=on("2026-05-01")).awaits_trial
