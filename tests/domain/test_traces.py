"""What shows without a word that work stays behind stops the approval; what other work explains does not."""

from dataclasses import replace

import pytest

from registry.domain.history import Work
from registry.domain.hits import HitKind
from registry.domain.intervention import State
from registry.domain.needs import NeedStanding
from registry.domain.participant import AccountGiven, FirstTwoWeeks, TherapistsSpoke, TherapyEnding
from registry.domain.plan import Plan
from registry.domain.summary import Subject, SubjectParticipant
from registry.domain.traces import traces
from tests.domain import build
from tests.domain.build import closure, intervention, need, work
from tests.domain.test_plan import line, plan

NO_GOODBYE = FirstTwoWeeks(last_therapy_ended=TherapyEnding.NO_GOODBYE, therapists_spoke=TherapistsSpoke.NOT_YET)


def left(ended: TherapyEnding) -> Work:
    return work(intervention("stays", state=State.CLOSED, closure=replace(closure(), ended=ended)))


def subject(weeks: FirstTwoWeeks | None = None, *, travels: tuple[TherapyEnding, ...] = (), **more: object) -> Subject:
    ends = [replace(closure(), ended=one) for one in travels]
    sent = tuple(intervention(f"goes {one.ended}", state=State.CLOSED, closure=one) for one in ends)
    given = Subject(participant=SubjectParticipant.of(build.participant()), first_two_weeks=weeks, interventions=sent)
    return replace(given, **more)


def found(of: Subject, *works: Work) -> list[str]:
    hits = traces(of, works)
    assert {hit.kind for hit in hits} <= {HitKind.WITHHELD}
    return [hit.name for hit in hits]


def test_an_ending_that_only_the_work_left_out_had_is_looked_at() -> None:
    told = found(subject(NO_GOODBYE, travels=(TherapyEnding.PLANNED,)), left(TherapyEnding.NO_GOODBYE))
    assert told == ["firstTwoWeeks/lastTherapyEnded:no-goodbye", "firstTwoWeeks/therapistsSpoke:not-yet"]


@pytest.mark.parametrize(
    ("weeks", "travels", "ended"),
    [
        (NO_GOODBYE, (TherapyEnding.NO_GOODBYE,), TherapyEnding.NO_GOODBYE),
        (NO_GOODBYE, (), TherapyEnding.PLANNED),
        (FirstTwoWeeks(settles="Music."), (), TherapyEnding.NO_GOODBYE),
        (None, (), TherapyEnding.NO_GOODBYE),
    ],
)
def test_an_ending_that_other_work_explains_or_nobody_told_is_not(
    weeks: FirstTwoWeeks | None, travels: tuple[TherapyEnding, ...], ended: TherapyEnding
) -> None:
    assert found(subject(weeks, travels=travels), left(ended)) == []


def test_accounts_and_what_is_unfinished_are_looked_at_whatever_their_words() -> None:
    given = (AccountGiven(what=what, kept_where="file, section 4") for what in ("her account of the fire", "more"))
    page = FirstTwoWeeks(unfinished="Something.", not_to_be_asked_again=tuple(given))
    hits = traces(subject(page), [left(TherapyEnding.PLANNED)])
    assert [hit.name for hit in hits] == [
        "firstTwoWeeks/unfinished:unfinished",
        "firstTwoWeeks/notToBeAskedAgain/0:account",
        "firstTwoWeeks/notToBeAskedAgain/1:account",
    ]
    assert "[Something.]" in hits[0].around
    assert "[her account of the fire], kept at [file, section 4]" in hits[1].around
    assert found(subject(page)) == []


def test_a_need_on_which_the_plan_is_silent_is_looked_at() -> None:
    made: Plan = plan(line())
    spoken = made.lines[0].need
    needs = (need(spoken), need("mood"))
    assert found(subject(needs=needs, plan=made), left(TherapyEnding.PLANNED)) == ["plan/lines:mood"]
    assert found(subject(needs=needs[:1], plan=made), left(TherapyEnding.PLANNED)) == []
    assert found(subject(needs=needs), left(TherapyEnding.PLANNED)) == []
    met = (*needs, replace(need("mood"), standing=NeedStanding.MET))
    assert found(subject(needs=met, plan=made), left(TherapyEnding.PLANNED)) == []


def test_where_nothing_stays_behind_nothing_is_looked_at() -> None:
    assert found(subject(NO_GOODBYE, needs=(need("mood"),), plan=plan(line()))) == []
