"""A full copy holds what the participant may see, by the rules of audiences, and says by kind what is not in it."""

from dataclasses import replace

from exports.text import render_text
from registry.domain.addressing import Purpose
from registry.domain.participant import FirstTwoWeeks
from registry.domain.product import Agreed, ProductKind
from registry.domain.voice import Audience, VoiceKind
from registry.reports.full_copy import JUDGED, MADE, NOT_HERE, OTHERS
from registry.reports.own_copy import OwnCopy, SaidElsewhere
from registry.reports.participant import participant_copy
from registry.reports.source import Source
from tests.domain.build import voice
from tests.reports import samples
from tests.reports.discreet_papers import HOW

FULL = OwnCopy(discreet=None, activities={}, kept_where="locked property")
SOURCE = replace(
    Source.of_summary(samples.example("full"), check=None, needs=samples.needs()), purpose=Purpose.OWN_COPY
)


def text(source: Source, how: OwnCopy = FULL) -> str:
    return " ".join(render_text(participant_copy(source, how, mark=""), 400).split())


def test_a_plan_of_their_own_stands_with_its_words_and_who_may_see_it() -> None:
    work = next(one for one in SOURCE.works if one.products)
    plan = replace(
        work.products[0],
        kind=ProductKind.STAYING_WELL_PLAN,
        title="My plan",
        may_be_seen_by="himself",
        agreed=Agreed.IN_PART,
        text="I ring my sister.",
    )
    source = replace(SOURCE, subject=replace(SOURCE.subject, interventions=(replace(work, products=(plan,)),)))
    told = text(source).partition(MADE)[2]
    assert f"My plan (staying-well plan), {plan.on.words}, from {work.title}, {work.establishment.name}." in told
    kept = f"Staff wrote where it is kept: “{plan.kept_where}”. And who may see it: “himself”."
    assert f"You agreed with part of it. {kept} “I ring my sister.”" in told
    board = replace(source, purpose=Purpose.PAROLE_BOARD)
    assert "My plan" not in text(board)
    none = replace(source, subject=replace(source.subject, interventions=()))
    assert "Nothing that you may see is written down here." in text(none)


def test_what_staff_judged_stands_as_theirs() -> None:
    subject = replace(SOURCE.subject, first_two_weeks=FirstTwoWeeks(settles="Walking.", upsets="Shouting."))
    need = replace(subject.needs[0], note="He named it himself.", not_advised_because="Acutely unwell.")
    told = text(replace(SOURCE, subject=replace(subject, needs=(need,)))).partition(JUDGED)[2]
    assert f"{need.by} wrote: “He named it himself.”" in told
    assert f"{need.by} advised against work on it then: “Acutely unwell.”" in told
    assert "Staff wrote of what settles you: “Walking.”" in told
    assert "Staff wrote of what upsets you: “Shouting.”" in told
    for one in SOURCE.subject.assessments:
        assert f"{one.tool}, {one.version}, by {one.rater}" in told
    bare = replace(subject, needs=(), assessments=(), first_two_weeks=None)
    assert "No judgement of that kind is in this copy." in text(replace(SOURCE, subject=bare))


def test_what_somebody_close_to_them_said_stands_where_these_let_them_read_it() -> None:
    mine = (Audience.TREATING_TEAMS, Audience.SELF)
    me = SOURCE.subject.participant.id
    here = voice("here", *mine, participant_id=me, kind=VoiceKind.CARER, text="He rings every Sunday.")
    hidden = voice(
        "hidden", Audience.TREATING_TEAMS, participant_id=me, kind=VoiceKind.CARER, text="I am afraid for him."
    )
    there = voice("there", *mine, kind=VoiceKind.CARER, text="He wrote to me.")
    unread = voice("unread", Audience.TREATING_TEAMS, kind=VoiceKind.CARER, text="Do not tell him.")
    came = tuple(SaidElsewhere(entry=one, by="Oak House") for one in (there, unread, here))
    source = replace(SOURCE, subject=replace(SOURCE.subject, voice=(here, hidden)))
    told = text(source, replace(FULL, said_elsewhere=came)).partition(OTHERS)[2]
    assert "Somebody close to you said, on" in told
    assert told.count("“He rings every Sunday.”") == 1
    assert "as Oak House wrote it down: “He wrote to me.”" in told
    assert "afraid" not in told
    assert "Do not tell" not in told
    assert "Nothing of that kind is in this copy." in text(replace(SOURCE, subject=replace(SOURCE.subject, voice=())))


def test_what_is_not_in_it_is_told_by_kind_and_only_there() -> None:
    assert NOT_HERE in text(SOURCE)
    discreet = text(SOURCE, HOW)
    assert not [one for one in (MADE, JUDGED, OTHERS, NOT_HERE) if one in discreet]
