"""The catalogue's own rules: unknown stays unknown, and a status holds only where it certainly does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.catalogue import Confidence as HowSure
from registry.domain.catalogue import (
    CourseForm,
    Fact,
    Kind,
    OverlapJudgement,
    Programme,
    Strength,
    Suitability,
)
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.described_edition import LocalDefinition, describe
from registry.domain.edition import (
    Accreditation,
    AccreditationStatus,
    Booster,
    CompletionDefinition,
    Component,
    DeliveryShape,
    Edition,
    Module,
    Range,
    Term,
)
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.participant import Known
from tests.domain.build import UNIT, edition, on, person, urn

Status = AccreditationStatus
RANGES = st.builds(
    lambda least, more: Range(least=least, most=None if more is None else least + more),
    st.integers(0, 200),
    st.none() | st.integers(0, 50),
)


@given(RANGES, RANGES)
def test_ranges_add_end_by_end_and_open_stays_open(one: Range, other: Range) -> None:
    both = one + other
    assert both.least == one.least + other.least
    if one.most is None or other.most is None:
        assert both.most is None
        assert both.words.endswith("or more")
    else:
        assert both.most == one.most + other.most


def test_ranges_in_words() -> None:
    said = [Range(least=68, most=68).words, Range(least=32, most=34).words, Range(least=20).words]
    assert said == ["68", "32 to 34", "20 or more"]
    for least, most in ((-1, None), (5, 4)):
        with pytest.raises(InvalidValue):
            Range(least=least, most=most)


def test_an_unknown_amount_is_none_and_not_nought() -> None:
    assert DeliveryShape(id="s", title="S").sessions is None
    assert DeliveryShape(id="s", title="S", individual=Range(least=20)).sessions == Range(least=20)
    both = DeliveryShape(id="s", title="S", group=Range(least=68, most=68), individual=Range(least=11, most=11))
    assert both.sessions == Range(least=79, most=79)


def test_whether_a_module_is_required_is_unknown_until_said() -> None:
    assert Module(id="m", title="M").required is Known.UNKNOWN
    assert Suitability().discusses_offence is Known.UNKNOWN
    with pytest.raises(InvalidValue):
        Suitability(sex="men")


# Accreditation as a dated history


def status(what: Status, since: str | None = None, until: str | None = None) -> Accreditation:
    return Accreditation(status=what, since=on(since) if since else None, until=on(until) if until else None)


def at(when: str | None, *entries: Accreditation) -> Status:
    found = Edition(id="COURSE/2010", accreditation=entries).accreditation_at(on(when) if when else None)
    return found.status


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2009-12-31", Status.NOT_KNOWN),
        ("2010-01-01", Status.ACCREDITED),
        ("2012", Status.ACCREDITED),
        ("2017-04-30", Status.ACCREDITED),
        ("2017-05-01", Status.NOT_KNOWN),
        ("2017-04", Status.ACCREDITED),
        ("2017", Status.NOT_KNOWN),
        (None, Status.NOT_KNOWN),
    ],
)
def test_a_status_holds_from_its_first_to_its_last_day(when: str | None, expected: Status) -> None:
    assert at(when, status(Status.ACCREDITED, "2010-01-01", "2017-04-30")) is expected


@pytest.mark.parametrize(("when", "expected"), [("2019-03-01", Status.NOT_KNOWN), ("2020-01-01", Status.ACCREDITED)])
def test_a_status_from_some_day_of_a_year_does_not_certainly_cover_that_year(when: str, expected: Status) -> None:
    assert at(when, status(Status.ACCREDITED, "2019")) is expected


@pytest.mark.parametrize(("when", "expected"), [("2023-12-31", Status.ACCREDITED), ("2024-03-01", Status.NOT_KNOWN)])
def test_a_status_until_some_day_of_a_year_does_not_certainly_cover_that_year(when: str, expected: Status) -> None:
    assert at(when, status(Status.ACCREDITED, "2019-01-01", "2024")) is expected


def test_a_withdrawal_ends_an_accreditation_that_was_never_given_an_end() -> None:
    both = (status(Status.ACCREDITED, "2009"), status(Status.WITHDRAWN, "2017-04"))
    for entries in (both, both[::-1]):
        assert at("2012", *entries) is Status.ACCREDITED
        assert at("2018", *entries) is Status.WITHDRAWN
        assert at("2017-04", *entries) is Status.NOT_KNOWN
        assert at("2017", *entries) is Status.NOT_KNOWN


def test_an_undated_status_says_nothing_of_the_day_of_delivery() -> None:
    found = Edition(id="COURSE/2010", accreditation=(status(Status.ACCREDITED),)).accreditation_at(on("2012"))
    assert found.status is Status.NOT_KNOWN
    assert found.note == "Accredited, undated."


def test_never_accredited_holds_on_every_day() -> None:
    for when in ("2012", None):
        assert at(when, status(Status.NEVER)) is Status.NEVER


def test_accreditation_in_words() -> None:
    one = Accreditation(status=Status.ACCREDITED, body="CSAAP", since=on("2019-03"), until=on("2021"), note="Reviewed.")
    assert one.words == "Accredited (CSAAP) since March 2019 until 2021. Reviewed."
    assert status(Status.NEVER).words == "Not an accredited programme."
    with pytest.raises(InvalidValue):
        status(Status.ACCREDITED, "2021", "2019")


# Editions, programmes and the release


def programme(*editions: Edition, **changes: Any) -> Programme:
    members: dict[str, Any] = {
        "id": "COURSE",
        "title": "The course",
        "activity": "Group work",
        "owner": "Nobody",
        "kind": Kind.TREATMENT,
        "form": CourseForm.PROGRAMME,
        "editions": editions or (Edition(id="COURSE/2010"), Edition(id="COURSE/2020")),
        **changes,
    }
    return Programme(**members)


@pytest.mark.parametrize("edition_id", ["COURSE", "COURSE/2010/a", "COURSE/2010\n", "/2010", "CO URSE/2010"])
def test_an_edition_id_is_programme_and_label(edition_id: str) -> None:
    with pytest.raises(InvalidValue):
        Edition(id=edition_id)


def test_nothing_stands_twice_in_an_edition() -> None:
    module = Module(id="m", title="M")
    part = Component(id="c", title="C", required=True)
    shape = DeliveryShape(id="s", title="S")
    for doubled in ({"modules": (module, module)}, {"components": (part, part)}, {"shapes": (shape, shape)}):
        with pytest.raises(InvalidValue, match="twice"):
            Edition(id="COURSE/2010", **doubled)
    with pytest.raises(InvalidValue, match="twice"):
        programme(Edition(id="COURSE/2010"), Edition(id="COURSE/2010"))


def test_a_programme_has_editions_of_its_own() -> None:
    with pytest.raises(InvalidValue):
        programme(editions=())
    with pytest.raises(InvalidValue):
        programme(Edition(id="OTHER/2010"))
    with pytest.raises(InvalidValue):
        programme(id="course")
    with pytest.raises(InvalidValue):
        programme(activity="")
    assert programme().newest.id == "COURSE/2020"
    assert programme().edition("COURSE/2010").programme_id == "COURSE"
    with pytest.raises(NotFound):
        programme().edition("COURSE/1999")


def test_a_local_programme_is_named_by_its_establishment() -> None:
    mine = f"{urn('alder')}:WALK"
    assert programme(Edition(id=f"{mine}/1"), id=mine).id == mine
    for wrong in (urn("alder"), f"{urn('alder')}:walk", f"{urn('alder')}WALK"):
        with pytest.raises(InvalidValue):
            programme(Edition(id=f"{wrong}/1"), id=wrong)


def test_the_release_finds_an_edition_or_the_newest() -> None:
    release = Catalogue(id=urn("release"), version="1", released=on("2026-01"), programmes={"COURSE": programme()})
    assert release.edition("COURSE/2010")[1].id == "COURSE/2010"
    assert release.edition("COURSE")[1].id == "COURSE/2020"
    for missing in ("OTHER", "COURSE/1999", "\ud800"):
        with pytest.raises(NotFound):
            release.edition(missing)


# A unit's own definition, and the edition as a unit describes it

PUBLIC = CompletionDefinition(text="All modules.", judged_by="the treatment manager")
OURS = CompletionDefinition(text="Ten sessions.", judged_by="the psychologist")


def local(**changes: Any) -> LocalDefinition:
    members: dict[str, Any] = {
        "id": urn("local"),
        "edition_id": "COURSE/2020",
        "establishment": UNIT,
        "signed_off_by": person(),
        "signed_off_on": on("2025"),
        **changes,
    }
    return LocalDefinition(**members)


def test_the_public_definition_stands_before_the_units_own() -> None:
    both = edition(completion=PUBLIC, local=local(completion=OURS))
    assert both.definition == PUBLIC
    assert edition(local=local(completion=OURS)).definition == OURS
    assert edition().definition is None
    booster = Booster(title="Booster", months=6)
    assert edition(local=local(booster=booster)).follow_up == booster
    assert edition(booster=Booster(title="Public"), local=local(booster=booster)).follow_up == Booster(title="Public")


def test_standing_is_kept_against_the_units_own_plan_where_there_is_one() -> None:
    own = (Module(id="ours", title="Ours"),)
    assert [module.id for module in edition(local=local(modules=own)).plan] == ["ours"]
    assert [module.id for module in edition(local=local()).plan] == ["one", "two"]


@pytest.mark.parametrize(
    ("changes", "uses"),
    [
        ({}, False),
        ({"local": local()}, False),
        ({"local": local(group_minutes=Range(least=90))}, False),
        ({"local": local(completion=OURS)}, True),
        ({"local": local(completion=OURS), "completion": PUBLIC}, False),
        ({"local": local(modules=(Module(id="ours", title="Ours"),)), "completion": PUBLIC}, True),
        ({"local": local(booster=Booster(title="Booster"))}, True),
    ],
)
def test_a_local_plan_is_called_so_only_where_something_comes_from_it(changes: dict[str, Any], uses: bool) -> None:
    assert edition(**changes).is_local_plan is uses


def test_an_edition_is_described_with_its_status_at_delivery_and_the_shape_used() -> None:
    shapes = (DeliveryShape(id="group", title="Group"), DeliveryShape(id="alone", title="Alone"))
    known = Edition(
        id="COURSE/2020", shapes=shapes, accreditation=(status(Status.ACCREDITED, "2020-01-01", "2021-12-31"),)
    )
    course = programme(known)
    assert describe(course, known, shape_id="alone", delivered=on("2021")).accreditation.status is Status.ACCREDITED
    assert describe(course, known, delivered=on("2023")).accreditation.status is Status.NOT_KNOWN
    assert describe(course, known, shape_id="alone").shape == shapes[1]
    assert describe(course, known).shape is None
    assert describe(course, known, shape_id="elsewhere").shape is None
    only = Edition(id="COURSE/2020", shapes=shapes[:1])
    assert describe(programme(only), only).shape == shapes[0]
    assert describe(programme(only), only, shape_id="elsewhere").shape is None


def test_small_facts_are_checked() -> None:
    with pytest.raises(InvalidValue):
        Fact(source="", confidence=HowSure.VERIFIED)
    with pytest.raises(InvalidValue):
        Term(theirs="", common="anger")
    with pytest.raises(InvalidValue):
        CompletionDefinition(text="All modules.", judged_by="")
    for months in (0, 121):
        with pytest.raises(InvalidValue):
            Booster(title="Booster", months=months)
    with pytest.raises(InvalidValue):
        local(modules=(Module(id="m", title="M"), Module(id="m", title="M")))


def test_an_overlap_has_a_judge_a_basis_and_a_caution() -> None:
    members: dict[str, Any] = {
        "id": "o1",
        "covers": "COURSE",
        "covered": "OTHER",
        "needs": ("anger",),
        "strength": Strength.PARTIAL,
        "basis": "Both manuals read.",
        "caution": "No relapse work.",
        "judged_by": "Dr Ewa Nkosi",
        "on": on("2025"),
    }
    assert OverlapJudgement(**members).skip_modules == ()
    for field in ("basis", "caution", "judged_by", "covers", "covered"):
        with pytest.raises(InvalidValue):
            OverlapJudgement(**members | {field: ""})


def test_every_form_and_status_has_words() -> None:
    for kind in (CourseForm, Status):
        assert all(one.words for one in kind)
