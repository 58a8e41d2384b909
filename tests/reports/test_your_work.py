"""What is finished, what is gone on with and where, and who was sent something, on a discreet and on a full copy."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from exports.text import render_text
from registry.domain.catalogue import Sensitivity
from registry.domain.closure import Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.decision import Choice, Decision, Discussed
from registry.domain.goal import Reached
from registry.domain.history import Origin, Work
from registry.domain.history import Source as CameFrom
from registry.domain.intervention import State
from registry.domain.line_kind import LineKind
from registry.domain.participant import AccountGiven, FirstTwoWeeks
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.plan import BuildOn, PlanLine, Trust
from registry.domain.product import Skill
from registry.domain.wording import is_heard
from registry.reports.own_copy import OwnCopy
from registry.reports.participant import participant_copy
from registry.reports.source import Source
from tests.domain.build import urn
from tests.reports import samples
from tests.reports.discreet_papers import HOW

FULL = OwnCopy(discreet=None, activities={}, kept_where="locked property")
DAY = PartialDate("2026-11-20")


SOURCE = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
UNFINISHED = next(one for one in SOURCE.works if one.outcome is not Outcome.COMPLETED and one.marks)


def told(drawn: Source, how: OwnCopy) -> str:
    return " ".join(render_text(participant_copy(drawn, how, mark=""), 400).split())


def resumed() -> PlanLine:
    """A line that goes on at a named part with work that is not finished."""
    assert SOURCE.subject.plan is not None
    lines = SOURCE.subject.plan.lines
    line = next(one for one in lines if one.kind is LineKind.RESUME and one.resume and one.resume.module_title)
    return replace(line, work=(UNFINISHED.id,))


def only(drawn: Source, line: PlanLine) -> Source:
    """The same record with one line in its plan and no stay elsewhere."""
    plan = drawn.subject.plan
    assert plan is not None
    return replace(drawn, subject=replace(drawn.subject, placements=(), plan=replace(plan, lines=(line,))))


def received(line: PlanLine) -> tuple[Source, Work]:
    """A record without the work of a line, and that work as somebody else's summary told of it."""
    drawn = SOURCE
    record = next(one for one in drawn.works if one.id in line.work)
    works = tuple(one for one in drawn.subject.interventions if one is not record)
    work = Work(
        intervention=record,
        edition=drawn.edition(record),
        source=CameFrom(origin=Origin.IMPORTED, issuer="Elm House", trust=Trust.SIGNED),
    )
    return only(replace(drawn, subject=replace(drawn.subject, interventions=works)), line), work


@pytest.mark.parametrize("full", [True, False])
def test_parts_that_are_done_are_named_in_a_full_copy_and_counted_in_a_discreet_one(full: bool) -> None:
    drawn, work = received(resumed())
    for where, how in ((SOURCE, FULL if full else HOW), (drawn, replace(FULL if full else HOW, elsewhere=(work,)))):
        text = told(where, how)
        assert ("parts of it are done: Getting going;" in text or "part of it is done: Getting going" in text) is full
        assert "of it are done" in text or "of it is done" in text
        assert full or "Getting going" not in text


def test_what_was_heard_of_as_finished_is_not_started_again_while_it_is_asked_about() -> None:
    heard = next(one for one in SOURCE.works if is_heard(one) and one.outcome is Outcome.COMPLETED)
    plan = SOURCE.subject.plan
    assert plan is not None
    line = replace(next(one for one in plan.lines if one.question), work=(heard.id,), decision=None)
    assert "Nobody starts it again with you while we ask." in told(only(SOURCE, line), HOW)
    other = replace(line, work=(urn("another"),))
    text = told(only(SOURCE, other), HOW)
    assert "we have heard that you finished it" in text
    assert "while we ask" not in text


def test_work_that_others_told_of_is_gone_on_with_and_its_place_and_next_start_are_told() -> None:
    point = resumed().resume
    assert point is not None
    accepted = Decision(
        choice=Choice.ACCEPT,
        reason="A place is kept.",
        by=samples.ANWEN,
        on=DAY,
        discussed=Discussed.AGREES,
    )
    line = replace(
        resumed(),
        due=None,
        decision=accepted,
        resume=replace(point, ways_to_join=("Individually.", "The next start here is 14 December 2026.")),
    )
    drawn, work = received(line)
    plan = drawn.subject.plan
    assert plan is not None
    plain = told(drawn, replace(HOW, elsewhere=(work,)))
    assert "you go on from where you stopped. You do not start again. The next start here is 14 December 2026." in plain
    assert "for you to choose" not in plain
    assert "A place is kept" not in plain
    full = told(drawn, replace(FULL, elsewhere=(work,)))
    where = f"The next start at {plan.establishment.name} is 14 December 2026. You go on at: {point.module_title}"
    assert where in full
    assert "wrote: “A place is kept.”" in full
    # A document may come without the work it speaks of: that a part is named says that the work is not tender.
    assert "you go on from where you stopped" in told(drawn, HOW)


@pytest.mark.parametrize("sensitivity", [Sensitivity.TRAUMA, Sensitivity.OFFENCE_DISCLOSURE])
def test_tender_work_that_others_told_of_is_theirs_to_choose_and_no_place_is_named(sensitivity: Sensitivity) -> None:
    drawn, work = received(resumed())
    assert work.edition is not None
    work = replace(work, edition=replace(work.edition, sensitivity=sensitivity))
    text = told(drawn, replace(FULL, elsewhere=(work,)))
    assert "Whether and when you go on is for you to choose." in text
    assert "You go on at:" not in text


def test_what_one_missing_part_builds_on_is_not_called_by_the_part_that_was_done() -> None:
    built = BuildOn(needs_covered=(), judged_by="Dr Anwen", basis="the record", what_is_new="individual therapy")
    line = replace(resumed(), kind=LineKind.BUILD_ON, resume=None, build_on=built, decision=None)
    assert "Individual therapy: it builds on what you know already. What you have done is not" in told(
        only(SOURCE, line), HOW
    )


def test_lines_of_one_plain_name_are_told_apart_by_when_the_work_began() -> None:
    begun = next(one for one in SOURCE.works if one.id in resumed().work).started
    assert begun is not None
    assert f", from {begun.words}: you go on" in told(only(SOURCE, resumed()), HOW)


@pytest.mark.parametrize(
    ("change", "there"),
    [(lambda line: line, False), (lambda line: replace(line, kind=LineKind.KEEP_GOING, resume=None), True)],
)
def test_a_skill_that_the_plan_keeps_going_stands_with_what_helps(
    change: Callable[[PlanLine], PlanLine], there: bool
) -> None:
    skill = Skill(skill="Cool water first", participant_words="cold, then breathe")
    line = change(replace(resumed(), skills=(skill,), decision=None, work=(urn("theirs"),)))
    text = told(only(SOURCE, line), HOW)
    assert ("• Cool water first." in text) is there
    assert ("• “cold, then breathe”" in text) is there


def test_goals_and_what_is_not_yet_shown_are_told_in_a_full_copy_and_never_in_a_discreet_one() -> None:
    work = next(one for one in SOURCE.works if one.progress)
    entry = replace(work.progress[-1], not_yet_shown="Asking early.")
    goal = samples.goal("Walk out calmly.", "Once.", "I did it twice.", Reached.PARTLY)
    works = (replace(work, progress=(entry,), goals=(goal,)),)
    drawn = replace(SOURCE, subject=replace(SOURCE.subject, interventions=works))
    full, plain = told(drawn, FULL), told(drawn, HOW)
    assert "wrote of what is not yet shown: “Asking early.”" in full
    assert "Asking early" not in plain
    assert "Of the goal “Walk out calmly.” you said: “I did it twice.”" in full
    assert "Of the goal “Walk out calmly.”: " in full
    assert "judged it partly reached on 3 February 2025." in full
    assert "calmly" not in plain
    assert "Of a goal that you agreed with us you said: “I did it twice.”" in plain
    assert "What is not all there yet, as staff judged it:" in plain
    assert "The goal that you agreed with us is partly reached." in plain
    assert "The goal that you agreed with us" not in full


def test_a_discreet_copy_counts_the_goals_that_are_left() -> None:
    def counted(*reached: Reached) -> str:
        goals = tuple(samples.goal(f"Goal {number}.", "Once.", None, one) for number, one in enumerate(reached))
        works = (replace(SOURCE.works[0], goals=goals),)
        return told(replace(SOURCE, subject=replace(SOURCE.subject, interventions=works)), HOW)

    three = counted(Reached.PARTLY, Reached.NOT_YET, Reached.PARTLY, Reached.REACHED)
    assert "Of the 4 goals that you agreed with us, 2 are partly reached and 1 is not yet reached." in three
    assert "that you agreed with us, " not in counted(Reached.REACHED, Reached.LET_GO)


@pytest.mark.parametrize("holders", [(), ("Parole Board",)])
def test_whoever_sent_us_something_may_have_sent_it_to_others(holders: tuple[str, ...]) -> None:
    how = {"holders": holders, "senders": ("Elm House",)}
    plain, full = told(SOURCE, replace(HOW, **how)), told(SOURCE, replace(FULL, **how))
    assert ("We sent nothing about you to anybody else." in plain) is (not holders)
    assert "Somebody else wrote to us about you. They may have written to others too. You can ask us who." in plain
    assert "Elm House" not in plain
    assert "They may have sent it to more. You can ask them: • Elm House" in full


@pytest.mark.parametrize(
    ("trust", "state", "since", "goes_on"),
    [
        (Trust.SIGNED, State.IN_PROGRESS, "2019", True),
        (Trust.SIGNED, State.IN_PROGRESS, "2026-11-01", False),
        (Trust.REPORTED, State.IN_PROGRESS, "2019", False),
        (Trust.SIGNED, State.WAITING, "2019", False),
    ],
)
def test_what_a_trusted_document_says_goes_on_elsewhere_goes_on_there(
    trust: Trust, state: State, since: str, goes_on: bool
) -> None:
    drawn, work = received(replace(resumed(), kind=LineKind.NOT_AVAILABLE, resume=None, due=None, decision=None))
    there = replace(work.intervention.establishment, id=urn("elsewhere"), name="Elm House")
    begun = replace(
        work.intervention, establishment=there, state=state, closure=None, moves=(), started=PartialDate("2026-05-04")
    )
    work = replace(work, intervention=begun, source=replace(work.source, trust=trust))
    stay = replace(SOURCE.subject.placements[-1], since=PartialDate(since), until=None)
    drawn = replace(drawn, subject=replace(drawn.subject, placements=(stay,)))
    full, plain = (told(drawn, replace(how, elsewhere=(work,))) for how in (FULL, HOW))
    assert ("We were told that it goes on at Elm House. You do not start again." in full) is goes_on
    assert ("We were told that it goes on elsewhere. You do not start again." in plain) is goes_on
    assert ("It is for us to find out who has." in plain) is not goes_on


def test_an_account_that_was_given_is_not_asked_for_again_and_is_named_in_a_full_copy_alone() -> None:
    account = AccountGiven(what="his account of the offence", kept_where="Elm House, section 4")
    nobody = "Nobody here should ask you for it again. If anybody asks, show them this page."
    for given in ((account,), ()):
        weeks = FirstTwoWeeks(not_to_be_asked_again=given)
        drawn = replace(SOURCE, subject=replace(SOURCE.subject, first_two_weeks=weeks))
        full, plain = told(drawn, FULL), told(drawn, HOW)
        told_of = "You have told this already: “his account of the offence”."
        named = f"{told_of} Staff wrote where it is kept: “Elm House, section 4”."
        assert (f"{named} {nobody}" in full) is bool(given)
        assert (f"You have told something already. {nobody}" in plain) is bool(given)
        assert "his account" not in plain


def test_what_they_did_elsewhere_is_listed_as_others_told_of_it() -> None:
    drawn, work = received(resumed())
    began = work.intervention.started
    assert began is not None
    for how in (FULL, HOW):
        text = told(drawn, replace(how, elsewhere=(work,)))
        assert "What you did elsewhere, as others told us: •" in text
        assert f", from {began.words}: You came to " in text
        assert (work.intervention.title in text.partition("What got in the way")[0]) is (how is FULL)
        assert "What you did elsewhere, as" not in told(drawn, how)


def test_whoever_gave_work_that_we_only_heard_of_has_a_record_of_it() -> None:
    unit = EstablishmentRef(id=urn("prison"), name="HMP Marlwood", tier=Tier.PRISON)
    heard = replace(
        next(one for one in SOURCE.works if not is_heard(one)), establishment=unit, recorded=Recorded.REPORTED
    )
    source = replace(SOURCE, subject=replace(SOURCE.subject, interventions=(heard,)))
    words = "Others gave you work that we only heard of. They have a record of their own"
    assert f"{words}: • HMP Marlwood" in told(source, FULL)
    assert f"{words}." in told(source, HOW)
    assert "Marlwood" not in told(source, HOW)
    own = replace(source, subject=replace(source.subject, interventions=(replace(heard, recorded=Recorded.LATER),)))
    assert words not in told(own, FULL)
