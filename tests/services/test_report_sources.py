"""Who else has a copy: everybody a summary was sent to, but not the participant themselves."""

from dataclasses import replace

import pytest

from registry.domain.addressing import Purpose
from registry.services.report_sources import _is_to
from tests.domain.test_disposal import OWN_COPY
from tests.reports import samples


@pytest.mark.parametrize(
    ("to", "purpose", "own"),
    [
        ("{given} {family}", Purpose.OWN_COPY, True),
        ("{family}", Purpose.OWN_COPY, True),
        ("{GIVEN} {FAMILY}", Purpose.OWN_COPY, True),
        ("Amy {family}", Purpose.OWN_COPY, False),
        ("{given} {family}'s advocate", Purpose.OWN_COPY, False),
        ("{given} {family}", Purpose.TRIBUNAL, False),
    ],
)
def test_only_a_copy_of_their_own_in_their_own_name_went_to_nobody_else(to: str, purpose: Purpose, own: bool) -> None:
    who = samples.example("full").subject.participant.participant
    family, given = who.name.family, who.name.given
    named = to.format(given=given, family=family, GIVEN=given.upper(), FAMILY=family.upper())
    assert _is_to(who, replace(OWN_COPY, purpose=purpose, recipient_name=named)) is own


def test_a_document_without_a_recipient_is_to_nobody_known() -> None:
    who = samples.example("full").subject.participant.participant
    assert not _is_to(who, replace(OWN_COPY, purpose=Purpose.OWN_COPY, recipient_name=None))
