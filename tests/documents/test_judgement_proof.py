"""A judgement's signature fits that judgement, of that kind, by that key, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from registry.custody.signing_key import SigningKey
from registry.documents.judgement_proof import fits, key_of, sign_judgement
from registry.domain.errors import InvalidValue
from registry.domain.signature import Signature

UNIT = "urn:uuid:00000000-0000-4000-8000-000000000001"
SAID = {"id": "urn:uuid:1", "covers": "TSP", "covered": "RR2", "signature": {"never": "signed"}}
KEY = SigningKey.generate()
MADE = sign_judgement("OverlapJudgement", SAID, signer=KEY, unit_id=UNIT, created=datetime(2026, 3, 1, tzinfo=UTC))


def test_it_fits_what_was_signed_and_names_its_key() -> None:
    assert fits("OverlapJudgement", SAID, MADE)
    assert key_of(MADE) == KEY.public_key
    assert fits("OverlapJudgement", SAID | {"signature": "another"}, MADE), "the signature signs all but itself"


def test_a_signature_is_made_in_a_whole_second_and_covers_every_member() -> None:
    at = datetime(2026, 3, 1, 9, 30, 5, 999_999, tzinfo=UTC)
    made = sign_judgement("OverlapJudgement", SAID | {"zeal": 1}, signer=KEY, unit_id=UNIT, created=at)
    assert made.created == at.replace(microsecond=0)
    assert fits("OverlapJudgement", SAID | {"zeal": 1}, made)
    for other in (SAID, SAID | {"zeal": 2}, {**SAID, "zeal": 1, "covers": "SPS"}):
        assert not fits("OverlapJudgement", other, made)


def test_one_word_another_kind_another_key_or_another_day_and_it_does_not() -> None:
    assert not fits("OverlapJudgement", SAID | {"covered": "LMVE"}, MADE)
    assert not fits("Recognition", SAID, MADE)
    assert not fits("OverlapJudgement", SAID, replace(MADE, method=f"{UNIT}#{SigningKey.generate().public_key}"))
    assert not fits("OverlapJudgement", SAID, replace(MADE, method="nobody"))
    assert not fits("OverlapJudgement", SAID, replace(MADE, created=datetime(2026, 3, 2, tzinfo=UTC)))


@pytest.mark.parametrize("value", ["", "z", "x" * 88, "z" + "0" * 87, "z" + "3" * 87 + "\n"])
def test_what_is_no_signature_is_not_built(value: str) -> None:
    with pytest.raises(InvalidValue):
        Signature(method=f"{UNIT}#z6Mk", created=datetime(2026, 3, 1, tzinfo=UTC), value=value)
