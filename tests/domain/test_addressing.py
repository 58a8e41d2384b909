"""From whom, to whom, and as which version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.addressing import (
    Issuer,
    Purpose,
    Recipient,
    RecipientKind,
    Replaces,
    Series,
    check_recipients,
    is_listed,
    reader_named,
)
from registry.domain.errors import InvalidValue
from registry.domain.people import Tier
from tests.domain.build import DIGEST, urn


@pytest.mark.parametrize("kind", list(RecipientKind))
def test_an_establishment_and_only_an_establishment_has_an_id(kind: RecipientKind) -> None:
    right, wrong = urn("there"), None
    if kind is not RecipientKind.ESTABLISHMENT:
        right, wrong = wrong, right  # type: ignore[assignment]
    assert Recipient(kind=kind, id=right, name="There").kind is kind
    with pytest.raises(InvalidValue):
        Recipient(kind=kind, id=wrong, name="There")


@pytest.mark.parametrize("name", ["", "There\n", "The\u202ere"])
def test_names_of_both_ends_are_visible(name: str) -> None:
    with pytest.raises(InvalidValue):
        Recipient(kind=RecipientKind.BOARD, name=name)
    with pytest.raises(InvalidValue):
        Issuer(id=urn("here"), name=name, tier=Tier.LOW)


@given(st.integers(-2, 5), st.booleans())
def test_version_one_replaces_nothing_and_every_later_one_replaces_one(version: int, replaces: bool) -> None:
    before = Replaces(id=urn("before"), digest=DIGEST) if replaces else None
    if (version == 1 and not replaces) or (version > 1 and replaces):
        assert Series(id=urn("series"), version=version, replaces=before).version == version
    else:
        with pytest.raises(InvalidValue):
            Series(id=urn("series"), version=version, replaces=before)


def test_what_is_replaced_is_named_by_id_and_digest() -> None:
    for members in ({"id": "1", "digest": DIGEST}, {"id": urn(1), "digest": "1"}):
        with pytest.raises(InvalidValue):
            Replaces(**members)


OUTSIDE = {
    Purpose.PAROLE_BOARD: RecipientKind.BOARD,
    Purpose.TRIBUNAL: RecipientKind.TRIBUNAL,
    Purpose.OWN_COPY: RecipientKind.PERSON,
}


@pytest.mark.parametrize("purpose", Purpose)
def test_a_board_a_tribunal_and_the_participant_are_named_and_everybody_else_is_listed(purpose: Purpose) -> None:
    assert is_listed(purpose) is (purpose not in OUTSIDE)
    if purpose in OUTSIDE:
        assert reader_named(purpose, "There", listed=["Elsewhere"]) == Recipient(kind=OUTSIDE[purpose], name="There")
    else:
        with pytest.raises(InvalidValue, match="goes to an establishment"):
            reader_named(purpose, "There")


@pytest.mark.parametrize("typed", ["Rowan House", "rowan", "ROWAN HOUSE"])
def test_no_establishment_is_written_to_as_a_board(typed: str) -> None:
    with pytest.raises(InvalidValue, match="Rowan House is an establishment, and no board"):
        reader_named(Purpose.PAROLE_BOARD, typed, listed=["Alder Clinic", "Rowan House"])


def test_a_document_goes_to_one_to_eight_different_readers() -> None:
    eight = [Recipient(kind=RecipientKind.BOARD, name=f"Board {number}") for number in range(8)]
    for few in (eight[:1], eight):
        check_recipients(few, "An annex")
    for wrong in ([], [*eight, Recipient(kind=RecipientKind.BOARD, name="Board 9")]):
        with pytest.raises(InvalidValue, match="An annex has 1 to 8 recipients"):
            check_recipients(wrong, "An annex")
    with pytest.raises(InvalidValue, match="stands twice"):
        check_recipients([eight[0], eight[1], eight[0]], "An annex")
    # One name may be that of a board and of a tribunal.
    check_recipients([eight[0], Recipient(kind=RecipientKind.TRIBUNAL, name="Board 0")], "An annex")
