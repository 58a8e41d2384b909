"""A certificate: from the record, from a summary this unit released, and from one that it received."""

from dataclasses import replace

import pytest

from exports.text import render_text
from registry.catalogue.loader import load_needs
from registry.domain.closure import Outcome
from registry.domain.dose import dose
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.intervention import Delivery, State
from registry.domain.reasons import StopReason
from registry.domain.received import CAME
from registry.domain.session import Attended, SessionKind
from registry.domain.wording import dated
from registry.reports.certificate import HELD, certificate, holds_nothing
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
    assert f"{HELD} {drawn.author.name}." in " ".join(text.split())
    full = render_text(certificate(drawn, drawn.works[0], discreet=None, signer="Dr Ewa Nkosi"))
    assert f"{HELD} {drawn.author.name}, {drawn.unit_name}." in " ".join(full.split())
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


def test_it_counts_what_was_attended_and_never_what_was_missed() -> None:
    drawn = source()
    work = next(one for one in drawn.works if dose(one, None).offered > dose(one, None).received > 0)
    unmarked = replace(work.sessions[0], attended=Attended.UNMARKED, absence=None, minutes=None)
    for sessions in (work.sessions, (*work.sessions, replace(unmarked, id=work.id))):
        one = replace(work, sessions=sessions)
        counted = dose(one, None)
        for discreet in (DISCREET, None):
            text = " ".join(render_text(certificate(drawn, one, discreet=discreet)).split())
            part = f", {counted.part} of them in part" if counted.part else ""
            assert f"Sessions attended: {counted.received}{part}." in text
            assert "offered" not in text
            assert str(counted.offered) not in text.partition("Signed by")[0]
            assert ("did not write down who came to every session." in text) is (counted.unmarked > 0)
    none = render_text(certificate(drawn, replace(work, sessions=()), discreet=DISCREET))
    assert "Sessions" not in none


def test_work_that_ended_otherwise_says_from_when_to_when() -> None:
    drawn = source()
    ended = next(one for one in drawn.works if one.closure and one.started)
    early = replace(ended, closure=replace(ended.closure, outcome=Outcome.PARTLY, reason=StopReason.CLASH))
    assert early.started
    assert early.closure
    told = f"From {early.started.words} to {early.closure.on.words}."
    assert told in render_text(certificate(drawn, early, discreet=DISCREET))
    running = replace(ended, closure=None, state=State.IN_PROGRESS)
    assert f"Begun {dated(early.started)}." in render_text(certificate(drawn, running, discreet=DISCREET))


def test_a_full_one_says_who_signs_and_not_for_whom_the_record_was_written() -> None:
    drawn = source()
    assert drawn.recipient
    work = replace(drawn.works[0], closure=None, state=State.IN_PROGRESS)
    full = render_text(certificate(drawn, work, discreet=None))
    assert drawn.recipient.name not in full
    assert drawn.author.profession in full
    assert drawn.author.profession not in render_text(certificate(drawn, work, discreet=DISCREET))


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


@pytest.mark.parametrize(
    ("activity", "had", "told"),
    [
        ("Skills group and individual therapy", {"group"}, "took part in group work."),
        ("Skills group and individual therapy", {"individual"}, "took part in individual sessions."),
        ("Skills group and individual therapy", {"group", "individual"}, "a skills group and individual therapy."),
        ("Skills group and individual therapy", set(), "took part in group work."),
        ("Group or individual sessions", {"group"}, "took part in group work."),
        ("Skills group", {"group"}, "took part in a skills group."),
        ("Art sessions", {"individual"}, "took part in art sessions."),
    ],
)
def test_the_plain_name_holds_no_kind_of_session_that_was_never_had(activity: str, had: set[str], told: str) -> None:
    drawn = source()
    assert drawn.catalogue is not None
    work = next(
        one for one in drawn.works if len(one.sessions) > 1 and drawn.edition(one) and not drawn.is_setting(one)
    )
    came = [one for one in work.sessions if one.attended in CAME]
    given = tuple(replace(one, kind=kind) for one, kind in zip(came, SessionKind, strict=False) if kind in had)
    work = replace(work, sessions=given, delivery=Delivery.GROUP, closure=None, state=State.IN_PROGRESS)
    editions = tuple(replace(one, activity=activity) for one in drawn.catalogue.editions)
    drawn = replace(drawn, catalogue=replace(drawn.catalogue, editions=editions))
    assert told in render_text(certificate(drawn, work, discreet=DISCREET))


def test_work_of_which_nothing_is_recorded_certifies_nothing() -> None:
    drawn = source()
    work = next(one for one in drawn.works if one.sessions and not drawn.is_setting(one))
    empty = replace(work, sessions=(), goals=(), progress=(), products=(), marks=(), state=State.ON_HOLD, closure=None)
    assert holds_nothing(drawn, empty)
    assert not holds_nothing(drawn, replace(empty, sessions=work.sessions))
