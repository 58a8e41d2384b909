"""Whoever may be one of many, looked for at once: nobody is missed whom the question about one of them finds."""

from collections.abc import Callable
from dataclasses import replace

from registry.domain.identifiers import LocalNumber, NhsNumber
from registry.domain.participant import PersonName
from registry.store.unit_of_work import UnitOfWork
from tests.store import rows

Uow = Callable[[], UnitOfWork]

BARE = replace(
    rows.PARTICIPANT,
    name=PersonName(family="Nobody", given="Else"),
    former_names=(),
    born=rows.on("1950-05-05"),
    nhs_number=None,
    no_nhs_number_because="not known",
    prison_number=None,
    local_number=None,
    pnc_number=None,
)


def test_whoever_shares_a_number_or_a_surname_and_birth_date(writing: Uow, reading: Uow) -> None:
    formerly = replace(BARE, id=rows.urn(91), name=PersonName(family="Kovacs", given="A"), born=rows.PARTICIPANT.born)
    by_number = replace(BARE, id=rows.urn(92), born=rows.on("1949"), local_number=LocalNumber("AH/0042"))
    stranger = replace(BARE, id=rows.urn(93), nhs_number=NhsNumber("9990000123"), no_nhs_number_because=None)
    with writing() as uow:
        uow.participants.add(rows.PARTICIPANT)
        uow.participants.add(stranger)
        uow.commit()
    with reading() as uow:
        for one in (formerly, by_number):
            assert uow.participants.alike([one]) == (rows.PARTICIPANT,)
        assert uow.participants.alike([BARE]) == (stranger,), "the same surname and birth date"
        assert set(uow.participants.alike([formerly, by_number, BARE])) == {rows.PARTICIPANT, stranger}
        assert uow.participants.alike([replace(BARE, born=rows.on("1951"))]) == ()
        assert uow.participants.alike([]) == ()
        (found,) = uow.participants.by_name_and_birth("Kovacs", rows.PARTICIPANT.born)
        assert found == rows.PARTICIPANT
