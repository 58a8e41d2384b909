"""The participant, the banner, and what must be known before the first word."""

from datetime import date
from typing import Any

import pytest

from registry.domain.errors import InvalidValue
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, LocalNumber, PncNumber, PrisonNumber
from registry.domain.participant import (
    AccountGiven,
    CommunicationNeeds,
    FirstTwoWeeks,
    Known,
    PersonName,
    TherapistsSpoke,
    TherapyEnding,
    check_says_why,
)
from tests.domain.build import INVISIBLE, on, participant

TODAY = date(2026, 2, 28)


def test_without_an_nhs_number_the_reason_is_required_and_never_both() -> None:
    assert participant(nhs_number=None, no_nhs_number_because="not registered").nhs_number is None
    for nothing in (None, ""):
        with pytest.raises(InvalidValue):
            participant(nhs_number=None, no_nhs_number_because=nothing)
    with pytest.raises(InvalidValue):
        participant(no_nhs_number_because="not registered")


def test_the_banner_is_one_line_when_nothing_more_is_known() -> None:
    assert participant().banner(TODAY) == ("JONES, Sam · Born 29-Feb-1980 (45y) · NHS No. 999 000 0018 (test number)",)


def test_the_banner_carries_every_number_and_says_why_there_is_none() -> None:
    banner = participant(
        nhs_number=None,
        no_nhs_number_because="not registered",
        prison_number=PrisonNumber("A1234BC"),
        local_number=LocalNumber("RX1-42"),
        born=on("1980"),
    ).banner(TODAY)
    assert banner == (
        "JONES, Sam · Born 1980 (45 or 46y) · NHS No. none (not registered) · Prison No. A1234BC · Local No. RX1-42",
    )


def test_the_second_line_has_the_known_as_name_and_communication_needs_after_untried() -> None:
    first, second = participant(
        known_as="Sammy",
        untried=True,
        communication=CommunicationNeeds(
            language="Somali",
            interpreter="always",
            hearing="aid, left",
            literacy="reads with help",
            learning_disability=Known.YES,
            autism=Known.NO,
            brain_injury=Known.YES,
            format_wanted="large print",
            what_helps="time to answer",
        ),
    ).banner(TODAY)
    assert "Sammy" not in first
    assert second == (
        "Not convicted: no inference may be drawn · Known as Sammy · speaks Somali · interpreter: always · "
        "hearing: aid, left · reading: reads with help · learning disability · brain injury · wants large print · "
        "helps: time to answer"
    )


def test_former_names_never_stand_on_the_banner() -> None:
    someone = participant(former_names=(PersonName(family="Formerly", given="Samuel"),))
    assert "ormerly" not in " ".join(someone.banner(TODAY)).lower()


def test_nothing_recorded_says_nothing() -> None:
    assert CommunicationNeeds().phrases == ()


@pytest.mark.parametrize("field", ["language", "interpreter", "hearing", "literacy", "format_wanted", "what_helps"])
def test_a_communication_need_is_one_visible_line(field: str) -> None:
    for text in ("", "two\nlines", "hid\u200bden"):
        needs: dict[str, Any] = {field: text}
        with pytest.raises(InvalidValue):
            CommunicationNeeds(**needs)


@pytest.mark.parametrize("character", INVISIBLE)
def test_a_surname_cannot_be_disguised(character: str) -> None:
    with pytest.raises(InvalidValue):
        PersonName(family=f"Jones{character}", given="Sam")


def test_names_are_written_two_ways() -> None:
    name = PersonName(family="O’Brien", given="Zoë")
    assert (name.banner, name.words) == ("O’BRIEN, Zoë", "Zoë O’Brien")


def test_the_first_two_weeks_are_prose_and_every_ending_has_words() -> None:
    weeks = FirstTwoWeeks(
        settles="Music.\nA walk.",
        not_to_be_asked_again=(AccountGiven(what="The index offence", kept_where="psychology file"),),
    )
    assert (weeks.last_therapy_ended, weeks.therapists_spoke) == (TherapyEnding.NOT_KNOWN, TherapistsSpoke.NOT_RECORDED)
    for field in ("settles", "upsets", "not_in_a_group_with", "unfinished"):
        blank: dict[str, Any] = {field: " "}
        with pytest.raises(InvalidValue):
            FirstTwoWeeks(**blank)
    with pytest.raises(InvalidValue):
        AccountGiven(what="The index offence", kept_where="")
    for kind in (TherapyEnding, TherapistsSpoke):
        assert all(one.words for one in kind)


def test_numbers_of_police_and_other_health_services_carry_their_scheme_and_stay_off_the_banner() -> None:
    someone = participant(
        pnc_number=PncNumber("2099/0000001G"),
        cro_number=CroNumber("000001/99W"),
        chi_number=ChiNumber("9990000123"),
        hc_number=HcNumber("9990000182"),
        aliases=(PersonName(family="Jonas", given="Sammy"),),
    )
    assert someone.further_numbers == (
        "CHI No. 999 000 0123",
        "H&C No. 999 000 0182",
        "PNC No. 2099/0000001G",
        "CRO No. 000001/99W",
    )
    assert someone.banner(TODAY) == participant().banner(TODAY)
    assert participant().further_numbers == ()


@pytest.mark.parametrize("member", ["aliases", "former_names"])
def test_a_name_stands_once_in_its_list(member: str) -> None:
    name = PersonName(family="Jonas", given="Sam")
    with pytest.raises(InvalidValue, match="stands twice"):
        participant(**{member: (name, name)})


@pytest.mark.parametrize("because", ["999 000 0018", "9990000018", "CHI 010184-0004", "?", "12", "number 123456789"])
def test_a_number_is_no_reason_for_having_none(because: str) -> None:
    with pytest.raises(InvalidValue, match="is a number"):
        check_says_why(because)


@pytest.mark.parametrize("because", ["x", "not traced on 12 03 2026", "not traced, 1 of 3 letters sent", "無"])
def test_words_are_a_reason_for_having_none(because: str) -> None:
    check_says_why(because)
