"""A stay, and the law somebody was held under."""

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
