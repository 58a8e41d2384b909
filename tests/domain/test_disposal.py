"""A stub is of two persons, on or after the review date, and holds nobody's name but theirs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from registry.domain.addressing import Purpose
from registry.domain.dates import PartialDate
from registry.domain.disposal import Disposal, Ground, Obstacle, Proposal, RowsGone, require_clear
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.people import Person
from registry.domain.stored_documents import Direction, DocumentKind, KeptDocument, Status

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def urn(number: int) -> str:
    return f"urn:uuid:00000000-0000-4000-8000-{number:012d}"


ADA = Person(id=urn(1), name="Ada Lowe", profession="psychologist", registration="PYL900001")
BEN = Person(id=urn(2), name="Ben Roe", profession="psychologist", registration="PYL900002")
PROPOSAL = Proposal(
    id=urn(3),
    participant_id=urn(4),
    class_id="mental-health",
    review_on=PartialDate("2026-03-01"),
    ground=Ground.NOT_NEEDED,
    review="Nobody needs it.",
    by=ADA,
    at=AT,
)
OWN_COPY = KeptDocument(
    id=urn(5),
    kind=DocumentKind.TRANSFER_SUMMARY,
    direction=Direction.ISSUED,
    status=Status.RELEASED,
    digest="ab" * 32,
    issuer_name="Ashmere",
    purpose=Purpose.OWN_COPY,
    recipient_name="Siân Jones",
    at=AT,
)


def stub(**changes: object) -> Disposal:
    said = {"approved_by": BEN, "at": AT, "removed": (), "documents": (OWN_COPY,), **changes}
    return Disposal.of(PROPOSAL, **said)  # type: ignore[arg-type]


def test_a_participants_own_copy_is_kept_without_their_name() -> None:
    assert "Jones" not in repr(stub())
    assert stub().documents[0].purpose is Purpose.OWN_COPY
    to_unit = replace(OWN_COPY, recipient_id=urn(9), recipient_name="Thornfield", purpose=Purpose.TRANSFER)
    assert stub(documents=(to_unit,)).documents[0].recipient_name == "Thornfield"
    with pytest.raises(InvalidValue, match="names no recipient"):
        replace(stub(), documents=(OWN_COPY,))


@pytest.mark.parametrize("same", [ADA, replace(ADA, id=urn(7)), replace(BEN, registration="pyl-900001")])
def test_the_two_are_two_persons_whatever_their_logins(same: Person) -> None:
    with pytest.raises(InvalidValue, match="does not approve it"):
        stub(approved_by=same)


def test_nothing_is_approved_before_it_was_proposed_or_due() -> None:
    with pytest.raises(InvalidValue, match="on or after"):
        stub(at=AT - timedelta(minutes=1))
    with pytest.raises(InvalidValue, match="before the review date"):
        replace(PROPOSAL, review_on=PartialDate("2026-03-02"))
    with pytest.raises(InvalidValue, match="on or after"):
        replace(stub(), review_on=PartialDate("2026-03-02"))


def test_whoever_may_not_know_of_an_annex_does_not() -> None:
    annex = replace(OWN_COPY, kind=DocumentKind.ANNEX, recipient_name=None, purpose=None)
    about = replace(annex, kind=DocumentKind.RECEIPT, about_id=urn(5), about_kind=DocumentKind.ANNEX)
    gone = (RowsGone(kind="annex-drafts", rows=1), RowsGone(kind="needs", rows=2))
    seen = stub(documents=(OWN_COPY, annex, about), removed=gone).without_annexes
    assert "annex" not in repr(seen)
    assert [one.kind for one in seen.removed] == ["needs"]


def test_everything_in_the_way_is_named() -> None:
    require_clear((), urn(1))
    with pytest.raises(NotAllowed) as refused:
        require_clear((Obstacle.HELD, Obstacle.PLACED), urn(1))
    assert Obstacle.HELD in refused.value.message
    assert Obstacle.PLACED in refused.value.message
    assert refused.value.hint == f"Settle these 2 things first: `throughcare retention show {urn(1)[9:17]}`."


def test_reasons_say_something_and_counts_count() -> None:
    with pytest.raises(InvalidValue, match="says nothing"):
        replace(PROPOSAL, review="..")
    with pytest.raises(InvalidValue, match="from 1"):
        RowsGone(kind="needs", rows=0)
    assert len({one.words for one in Ground}) == len(Ground)
