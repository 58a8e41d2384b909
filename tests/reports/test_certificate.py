"""A certificate: from the record, from a summary this unit released, and from one that it received."""

from dataclasses import replace

import pytest

from exports.text import render_text
from registry.catalogue.loader import load_needs
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.intervention import State
from registry.reports.certificate import HELD, certificate
from registry.reports.source import Check, Source
from registry.services.printing import _chosen
from tests.reports import samples
from tests.reports.discreet_papers import DISCREET

CHECK = Check(digest=samples.DIGEST, words=samples.WORDS)


def source() -> Source:
    return Source.of_summary(samples.example("full"), check=CHECK, needs=load_needs())


def test_one_from_a_received_record_is_signed_by_who_prints_it_and_says_what_it_rests_on() -> None:
    drawn = source()
    text = render_text(certificate(drawn, drawn.works[0], discreet=DISCREET, signer="Dr Ewa Nkosi"))
    assert "Dr Ewa Nkosi" in text
    assert HELD in text
    own = render_text(certificate(drawn, drawn.works[0], discreet=DISCREET))
    assert "Dr Ewa Nkosi" not in own
    assert HELD not in own


def test_only_a_full_one_carries_the_number_and_words_of_its_record() -> None:
    drawn = source()
    full = render_text(certificate(drawn, drawn.works[0], discreet=None))
    assert "Document 7d3f 09ac 51b2 e8c4 · harbour · lantern · meadow · quartz" in full
    discreet = render_text(certificate(drawn, drawn.works[0], discreet=DISCREET))
    assert "7d3f" not in discreet
    assert "quartz" not in discreet


def test_work_is_chosen_by_its_digits_or_because_it_is_the_only_one() -> None:
    works = source().works
    assert _chosen(works[:1], None) is works[0]
    with pytest.raises(NotAllowed, match="4 pieces of work that have begun"):
        _chosen(works, None)
    assert _chosen(works, works[1].id) is works[1]
    for asked in ("ffffffff", "0000", works[0].id[:17]):
        with pytest.raises(NotFound):
            _chosen(works, asked)
    referred = replace(works[0], sessions=(), started=None, closure=None, goals=(), marks=(), state=State.REFERRED)
    with pytest.raises(NotAllowed, match="has not begun"):
        _chosen((referred,), referred.id)
