"""Finding people: by the beginnings of words, page by page, and exactly for matching."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from registry.domain.errors import InvalidValue
from registry.domain.folding import fold
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, LocalNumber, NhsNumber, PncNumber, PrisonNumber
from registry.domain.participant import Participant, PersonName
from registry.store.search_terms import asked_words
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows
from tests.store.conftest import FILE_ONLY
from tests.sweeps import share_of

Uow = Callable[[], UnitOfWork]


def _person(number: int, family: str, given: str, **more: object) -> Participant:
    members = {"no_nhs_number_because": "not known", **more}
    return Participant(
        id=rows.urn(number),
        name=PersonName(family=family, given=given),
        born=rows.on("1990-01-01"),
        **members,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    "asked",
    [
        "O Bri",
        "obriain",
        "ó briain",
        "O'Briain",
        "SMYTHE",
        "briain-smythe",
        "zol",
        "Zoli",
        "zoltan briain",
        "briain zoltan",
        "999 000 0018",
        "999 000",
        "9990000018",
        "a1234bc",
        "A12",
        "ah/0042",
        "AH00",
    ],
)
def test_every_way_to_type_it_finds_them(asked: str, entered: None, reading: Uow) -> None:
    with reading() as uow:
        if asked in ("obriain", "O'Briain"):
            # Their surname is written in two words; run together it is another name.
            assert uow.participants.find(asked).items == ()
        else:
            assert uow.participants.find(asked).items == (rows.PARTICIPANT,)


@pytest.mark.parametrize(
    "asked", ["kovacs", "smythe kovacs", "%", "_", "'", "' OR 1=1 --", "riain", "zoltan x", "9991"]
)
def test_what_is_not_theirs_does_not(asked: str, entered: None, reading: Uow) -> None:
    with reading() as uow:
        assert uow.participants.find(asked).items == ()


def test_an_apostrophe_may_be_left_out(writing: Uow) -> None:
    with writing() as uow:
        person = _person(100, "O'Neill", "Ann")
        uow.participants.add(person)
        for asked in ("oneill", "O'Neill", "o'n", "neill", "O’Neill"):
            assert uow.participants.find(asked).items == (person,)


def test_a_list_goes_on_where_it_stopped(writing: Uow) -> None:
    people = [_person(100 + n, f"Ab{'abcdefg'[n % 7]}x", f"Abner{'xyz'[n % 3]}") for n in range(53)]
    with writing() as uow:
        uow.participants.add_all(people)
        for asked in ("ab", "", "abner ab"):
            seen: list[str] = []
            after = None
            for _ in range(20):
                found = uow.participants.find(asked, limit=7, after=after)
                seen += [person.id for person in found.items]
                after = found.after
                if after is None:
                    break
            assert len(seen) == len(set(seen)) == 53
        assert [one.name.family for one in uow.participants.find("", limit=3).items] == ["Abax"] * 3
        with pytest.raises(InvalidValue):
            uow.participants.find("ab", after="nonsense")


def test_changes_change_what_finds_them(entered: None, writing: Uow) -> None:
    married = replace(rows.PARTICIPANT, name=PersonName(family="Nagy", given="Zoltán"), known_as=None)
    with writing() as uow:
        uow.participants.save(married)
        assert uow.participants.find("smythe").items == ()
        assert uow.participants.find("nagy").items == (married,)
        assert uow.participants.count() == 1
        uow.participants.mark_in_error(married.id, "entered twice")
        assert uow.participants.find("nagy").items == ()
        assert uow.participants.find("").items == ()
        assert uow.participants.count() == 0


def test_exact_identifiers(entered: None, reading: Uow) -> None:
    with reading() as uow:
        everybody = (rows.PARTICIPANT,)
        assert uow.participants.by_nhs_number(NhsNumber("9990000018")) == everybody
        assert uow.participants.by_nhs_number(NhsNumber("9990000026")) == ()
        assert uow.participants.by_prison_number(PrisonNumber("A1234BC")) == everybody
        assert uow.participants.by_local_number(LocalNumber("AH/0042")) == everybody
        for family in ("Ó Briain-Smythe", "o briain smythe", "Kovács", "KOVACS"):
            assert uow.participants.by_name_and_birth(family, rows.on("1984-02-03")) == everybody
        assert uow.participants.by_name_and_birth("Kovács", rows.on("1984-03-02")) == ()
        assert uow.participants.by_name_and_birth("Zoltán", rows.on("1984-02-03")) == ()


def test_police_and_other_health_numbers_and_aliases_find_them(writing: Uow) -> None:
    known = _person(
        100,
        "Reid",
        "Ann",
        pnc_number=PncNumber("2099/0000001G"),
        cro_number=CroNumber("SF99/12345M"),
        chi_number=ChiNumber("9990000123"),
        hc_number=HcNumber("9990000182"),
        aliases=(PersonName(family="Read", given="Annie"),),
    )
    with writing() as uow:
        uow.participants.add(known)
        uow.participants.add(_person(101, "Reid", "Ben"))
        for asked in ("2099/0000001g", "sf99/12345M", "999 000 0123", "999 000 0182", "annie", "read ann"):
            assert uow.participants.find(asked).items == (known,)
        assert uow.participants.by_pnc_number(PncNumber("2099/0000001G")) == (known,)
        assert uow.participants.by_cro_number(CroNumber("SF99/12345M")) == (known,)
        assert uow.participants.by_chi_number(ChiNumber("9990000123")) == (known,)
        assert uow.participants.by_hc_number(HcNumber("9990000182")) == (known,)
        assert uow.participants.by_nhs_number(NhsNumber("9990000123")) == ()


@FILE_ONLY
def test_the_search_reads_an_index(engine: Engine) -> None:
    with engine.connect() as db:
        plan = db.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT * FROM participant_terms WHERE term >= 'a' AND term < 'b' "
                "ORDER BY term, participant_id LIMIT 50"
            )
        ).all()
    assert "ix_participant_terms" in str(plan)
    assert "TEMP B-TREE" not in str(plan)


_name = st.text(st.characters(codec="utf-8", categories=["L"]), min_size=1, max_size=12).filter(
    lambda name: fold(name) != ""
)


@settings(max_examples=share_of(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(family=_name, given_name=_name, cut=st.integers(1, 12))
@example(family="𝞐", given_name="A", cut=1)
def test_any_beginning_of_any_name_finds_it(engine: Engine, family: str, given_name: str, cut: int) -> None:
    family, given_name = (unicodedata.normalize("NFC", name) for name in (family, given_name))
    person = _person(100, family, given_name)
    with UnitOfWork(engine, now=rows.NOW, by=rows.CLINICIAN.id, establishment_id=rows.UNIT.id) as uow:
        uow.participants.add(person)
        for asked in (fold(family)[:cut], family, given_name, f"{given_name} {family}"):
            assert uow.participants.find(asked).items == (person,)


def test_digits_in_groups_are_one_number() -> None:
    assert asked_words("999 000 0018") == ["9990000018"]
    assert asked_words("999-000") == ["999000"]
    assert asked_words("ward 7") == ["ward", "7"]
