"""From whom, to whom, and as which version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.addressing import Issuer, Recipient, RecipientKind, Replaces, Series
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
