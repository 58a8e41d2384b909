"""What others sent is held beside a unit's own record where a unit we know signed it, and pointed to otherwise."""

from dataclasses import replace

from registry.domain.history import History, Origin, Source
from registry.domain.participant import FirstTwoWeeks
from registry.domain.plan import Trust
from registry.domain.received_records import documents_held, with_received
from registry.domain.summary import Subject, SubjectParticipant
from registry.domain.voice import Audience
from tests.domain.build import edition, history, intervention, need, on, participant, urn, voice, work

SENT = Source(origin=Origin.IMPORTED, issuer="Oak House", trust=Trust.SIGNED, document=urn("doc"), on=on("2026-05-01"))
ME = participant()
SUBJECT = Subject(participant=SubjectParticipant.of(ME), needs=(need("anger"),))


def came(source: Source) -> History:
    """A record with our own need, and one piece of each kind that came with `source`."""
    them = urn("their id of her")
    theirs = replace(need("violence"), id=urn("theirs"), participant_id=them)
    said = replace(voice("said", Audience.TREATING_TEAMS), participant_id=them)
    kept = replace(voice("kept", Audience.SELF), participant_id=them)
    done = work(replace(intervention(), participant_id=them), edition())
    return history(
        needs=(need("anger"), theirs),
        voice=(said, kept),
        work=(replace(done, source=source),),
        sources=dict.fromkeys((theirs.id, said.id, kept.id), source),
        first_two_weeks=FirstTwoWeeks(),
    )


def test_what_a_unit_we_know_signed_is_held_beside_our_own_with_from_whom_it_came() -> None:
    subject, received = with_received(SUBJECT, came(SENT), Audience.TREATING_TEAMS)
    assert [one.need for one in subject.needs] == ["anger", "violence"]
    assert [one.id for one in subject.interventions] == [intervention().id]
    assert [one.id for one in subject.voice] == [voice("said", Audience.TREATING_TEAMS).id]
    assert received.editions == (edition(),)
    words = "sent by Oak House, 1 May 2026 (signed and trusted)"
    held = {intervention().id, subject.voice[0].id, urn("theirs")}
    assert received.sent == dict.fromkeys(held, words)
    assert documents_held(came(SENT)) == {urn("doc")}


def test_what_nobody_we_know_signed_or_is_doubted_since_or_is_our_own_is_not_held() -> None:
    own = Source(origin=Origin.OWN, issuer="Alder Clinic", trust=Trust.SIGNED, document=urn("doc"))
    for source in (replace(SENT, trust=Trust.INTACT), replace(SENT, doubt="its key was marked"), own):
        subject, received = with_received(SUBJECT, came(source), Audience.TREATING_TEAMS)
        assert subject == SUBJECT
        assert (received.sent, received.editions, documents_held(came(source))) == ({}, (), frozenset())
