"""Marks: whatever the rules of a series or of matching would hold against each other has one in common."""

from dataclasses import replace

import pytest

from registry.domain.addressing import Replaces, Series
from registry.domain.identifiers import (
    ChiNumber,
    CroNumber,
    HcNumber,
    LocalNumber,
    NhsNumber,
    PncNumber,
    PrisonNumber,
)
from registry.domain.in_common import marks_of_document, marks_of_person, marks_of_summary
from registry.domain.participant import PersonName
from registry.domain.stored_documents import DocumentKind
from tests.documents import clinic
from tests.store import rows

STRANGER = replace(
    rows.PARTICIPANT,
    name=PersonName(family="Nobody", given="Else"),
    former_names=(),
    nhs_number=None,
    no_nhs_number_because="not known",
    prison_number=None,
    local_number=None,
    pnc_number=None,
)
OTHER = rows.urn(2)


def test_strangers_born_on_one_day_have_nothing_in_common() -> None:
    assert marks_of_person(STRANGER).isdisjoint(marks_of_person(rows.PARTICIPANT))


@pytest.mark.parametrize("number", ["nhs_number", "prison_number", "local_number", "pnc_number"])
def test_a_number_is_a_mark(number: str) -> None:
    value = getattr(rows.PARTICIPANT, number)
    because = None if number == "nhs_number" else STRANGER.no_nhs_number_because
    alike = replace(STRANGER, no_nhs_number_because=because, **{number: value})
    assert marks_of_person(alike) & marks_of_person(rows.PARTICIPANT) == {value}


def test_a_surname_now_or_formerly_is_one_with_the_birth_date() -> None:
    (formerly,) = rows.PARTICIPANT.former_names
    spelt = replace(STRANGER, name=PersonName(family=formerly.family.upper(), given="Else"))
    assert not marks_of_person(spelt).isdisjoint(marks_of_person(rows.PARTICIPANT))
    assert marks_of_person(replace(spelt, born=rows.on("1950"))).isdisjoint(marks_of_person(rows.PARTICIPANT))


def test_a_document_is_met_by_its_id_digest_series_and_by_what_replaces_it() -> None:
    summary, digest = clinic.summary(), "a" * 64
    before = Replaces(id=OTHER, digest="b" * 64)
    later = replace(summary, series=Series(id=summary.series.id, version=2, replaces=before))
    first = replace(summary, series=Series(id=summary.series.id, version=1))
    held = marks_of_document(replace(rows.document(200), id=summary.id, digest=digest))
    replaced = marks_of_document(replace(rows.document(200), id=OTHER, digest=before.digest))
    in_series = marks_of_document(replace(rows.document(200), series_id=summary.series.id))
    assert marks_of_summary(summary, digest) & held == {summary.id, digest}
    assert marks_of_summary(later, "c" * 64) & replaced == {OTHER, before.digest}
    assert marks_of_summary(later, "c" * 64) - marks_of_summary(first, "c" * 64) == {OTHER, before.digest}
    assert marks_of_summary(summary, "c" * 64) & in_series == {summary.series.id}
    assert marks_of_summary(summary, "c" * 64).isdisjoint(marks_of_document(rows.document(200)))


def test_what_is_not_known_is_no_mark() -> None:
    whole = replace(
        rows.PARTICIPANT,
        nhs_number=NhsNumber("9990000018"),
        no_nhs_number_because=None,
        chi_number=ChiNumber("9990000182"),
        hc_number=HcNumber("9990000247"),
        prison_number=PrisonNumber("A1234BC"),
        local_number=LocalNumber("RX1-42"),
        pnc_number=PncNumber("2099/0000001G"),
        cro_number=CroNumber("000001/99W"),
    )
    assert len(marks_of_person(whole)) == 7 + 1 + len(whole.former_names)
    assert all(None not in marks_of_person(one) for one in (whole, STRANGER))
    loose = replace(rows.document(200), series_id=None, version=None, about_id=None)
    assert marks_of_document(loose) == {loose.id, loose.digest}
    told = rows.document(200, about_id=OTHER, about_kind=DocumentKind.TRANSFER_SUMMARY)
    assert marks_of_document(told) == {told.id, told.digest, told.series_id, OTHER}
