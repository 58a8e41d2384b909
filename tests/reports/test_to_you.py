"""What the participant's copy says is left, in the words of that page."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from exports.text import render_text
from registry.domain.ask import PARTICIPANT, Answer
from registry.domain.closure import Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.decision import Choice, Decision, Discussed
from registry.domain.goal import Reached
from registry.domain.history import Origin, Work
from registry.domain.history import Source as CameFrom
from registry.domain.intervention import State
from registry.domain.plan import LineKind, PlanLine, Trust
from registry.domain.reasons import StopReason
from registry.domain.session import Attended
from registry.domain.voice import Agreement, Shown
from registry.domain.wording import dated, is_heard
from registry.domain.wording import left_words as what_is_left
from registry.reports.participant import participant_copy
from registry.reports.source import Source
from registry.reports.to_you import away_elsewhere_words, away_words, came_words, ended_words, left_words
from tests.domain.build import closure, intervention, on, urn
from tests.domain.vignette import VIGNETTES, plan_of
from tests.reports import samples
from tests.reports.discreet_papers import HOW

TODAY = date(2026, 11, 22)


def line(kind: LineKind, due: str | None) -> PlanLine:
    plan = samples.example("full").subject.plan
    assert plan is not None
    resumed = next(one for one in plan.lines if one.kind is LineKind.RESUME)
    return replace(resumed, kind=kind, due=PartialDate(due) if due else None, decision=None)


@pytest.mark.parametrize("kind", [LineKind.MAINTAIN, LineKind.RESUME])
@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("2026-12-20", "The date for it: 20 December 2026."),
        ("2026-10-26", "The date for it was 26 October 2026. It is not written down what came of it. You can ask."),
        ("2026-11", "The date for it: November 2026."),
    ],
)
def test_a_date_that_is_past_is_said_to_be(kind: LineKind, due: str, told: str) -> None:
    words = left_words(
        "Group work", replace(line(kind, due), decision=accepted()), today=TODAY, tender=False, running=False
    )
    assert words.startswith("Group work: ")
    assert words.endswith(told)


def test_of_tender_work_no_date_is_set_for_them() -> None:
    words = left_words("Work", line(LineKind.RESUME, "2026-10-26"), today=TODAY, tender=True, running=False)
    assert "2026" not in words
    assert "for you to choose" in words


@pytest.mark.parametrize("tender", [True, False])
def test_what_is_running_did_not_stop(tender: bool) -> None:
    running = line(LineKind.RESUME, None)
    words = left_words("Work", running, today=TODAY, tender=tender, running=True)
    assert words == "Work: you are doing it now. You do not start again."


@pytest.mark.parametrize(
    ("attended", "told"),
    [
        (Attended.FULL, "You came to the one session we offered you."),
        (Attended.PART, "You came to the one session we offered you, for part of the time."),
    ],
)
def test_a_single_session_is_no_count(attended: Attended, told: str) -> None:
    given = [one for one in samples.example("full").subject.interventions if one.sessions]
    work, one = next((work, each) for work in given for each in work.sessions if each.attended is attended)
    assert told in came_words(replace(work, sessions=(one,)))


def test_work_that_has_just_begun_has_no_gap() -> None:
    begun = next(one for one in samples.example("full").subject.interventions if one.sessions and not one.goals)
    begun = replace(begun, sessions=(), closure=None, state=State.IN_PROGRESS, moves=())
    assert came_words(begun) == ("No session is written down here yet.",)


def test_what_got_in_the_way_of_several_pieces_of_work_is_added_up() -> None:
    works = samples.example("full").subject.interventions
    told = away_words(works)
    assert len({words.translate(str.maketrans("", "", "0123456789")) for words in told}) == len(told)
    counts = [int(number) for words in told for number in re.findall(r"\d+", words)]
    away = [one for work in works for one in work.sessions if one.attended is Attended.NO and one.absence is not None]
    assert sum(counts) == len(away) > max(counts)


def test_what_is_asked_about_is_not_taken_for_a_date_of_theirs() -> None:
    plan = samples.example("full").subject.plan
    assert plan is not None
    asked = next(one for one in plan.lines if one.question)
    told = left_words("Work", asked, today=TODAY, tender=False, running=False)
    assert told.startswith("Work: we have still to ask others here how it stands, and we ask you.")
    accepted = next(one.decision for one in plan.lines if one.decision)
    assert accepted is not None
    taken_up = replace(asked, decision=replace(accepted, ask=asked.question))
    told_then = left_words("Work", taken_up, today=TODAY, tender=False, running=False)
    assert told_then.startswith("Work: we are asking others here how it stands, and we ask you.")
    assert "We should know by 15 January 2027. Until then you do not start again." in told


def test_what_is_running_goes_on_while_it_is_asked_about() -> None:
    plan = samples.example("full").subject.plan
    assert plan is not None
    asked = next(one for one in plan.lines if one.question)
    told = left_words("Work", asked, today=TODAY, tender=False, running=True)
    assert told.startswith("Work: you are doing it now, and it goes on.")
    assert "we ask you" in told
    assert "start again" not in told


@pytest.mark.parametrize(
    ("holders", "told"),
    [
        ((), "We sent nothing about you to anybody else. Others gave you work"),
        (("A",), "We sent something about you to one other place. The full copy names everybody."),
        (("A", "B"), "We sent something about you to 2 other places. The full copy names everybody."),
    ],
)
def test_a_copy_names_no_holders_where_there_are_none(holders: tuple[str, ...], told: str) -> None:
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    copy = participant_copy(source, replace(HOW, holders=holders), mark="")
    assert told in " ".join(render_text(copy, 400).split())


def test_where_nothing_is_left_nobody_is_doing_it() -> None:
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    works = tuple(replace(work, goals=(), progress=()) for work in source.works)
    bare = replace(source, subject=replace(source.subject, plan=None, interventions=works))
    told = " ".join(render_text(participant_copy(bare, HOW, mark=""), 400).split())
    assert "Nothing is written down as left to do." in told
    assert "each of these, and by when" not in told
    assert "each of these, and by when" in " ".join(render_text(participant_copy(source, HOW, mark=""), 400).split())


def test_what_was_not_yet_shown_is_left_in_work_that_is_not_closed_too() -> None:
    work = next(one for one in samples.example("full").subject.interventions if one.progress and not one.goals)
    entry = replace(work.progress[-1], not_yet_shown="Asking early.")
    running = replace(work, sessions=(), closure=None, state=State.IN_PROGRESS, moves=(), progress=(entry,))
    assert what_is_left(running, None) == "Not yet shown: Asking early."
    assert what_is_left(running, None, terse=True) == "Not all shown yet."
    assert what_is_left(replace(running, progress=()), None) == "Not recorded."


def test_what_was_only_heard_is_told_as_heard_and_is_not_finished() -> None:
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    ours = next(one for one in source.works if one.outcome is Outcome.COMPLETED and not is_heard(one))
    assert ours.closure is not None
    subject = replace(source.subject, plan=None)
    on_word = replace(ours, recorded=Recorded.REPORTED)
    ending = replace(ours, closure=replace(ours.closure, recorded=Recorded.REPORTED))
    for work, heard in ((ours, False), (on_word, True), (ending, True)):
        drawn = replace(source, subject=replace(subject, interventions=(work,)))
        for how in (HOW, replace(HOW, discreet=None)):
            told = " ".join(render_text(participant_copy(drawn, how, mark=""), 400).split())
            assert (f"We have heard that you finished it {dated(ours.closure.on)}." in told) is heard
            assert (f": finished {dated(ours.closure.on)}." in told) is not heard
            assert (f": we have heard that you finished it {dated(ours.closure.on)}." in told) is heard


def test_what_was_heard_and_counts_by_the_plan_is_finished_by_what_was_done_elsewhere() -> None:
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    ours = next(one for one in source.works if one.outcome is Outcome.COMPLETED and not is_heard(one))
    heard = replace(ours, recorded=Recorded.REPORTED)
    plan = source.subject.plan
    assert plan is not None
    credited = replace(line(LineKind.CREDIT, None), work=(heard.id,))
    subject = replace(source.subject, interventions=(heard,), plan=replace(plan, lines=(credited,)))
    told = " ".join(render_text(participant_copy(replace(source, subject=subject), HOW, mark=""), 400).split())
    assert "what you did elsewhere may count here. It is for us to decide, and not decided yet." in told


def test_what_was_not_yet_shown_stands_beside_what_is_left_to_do_and_neither_cuts_the_other() -> None:
    work = next(one for one in samples.example("full").subject.interventions if one.progress and one.closure)
    assert work.closure is not None
    entry = replace(work.progress[-1], not_yet_shown="Asking early.")
    work = replace(work, progress=(entry,), goals=(), closure=replace(work.closure, left_to_do="Individual therapy"))
    assert what_is_left(work, None) == "Individual therapy. Not yet shown: Asking early."
    within = (3, "Recorded: Annex 1.")
    assert what_is_left(work, None, terse=True, within=within) == "Individual therapy. Not all shown yet."
    long = replace(work, closure=replace(work.closure, left_to_do="one two three four five six seven eight"))
    assert what_is_left(long, None, terse=True, within=within) == "Recorded: Annex 1. Not all shown yet."
    assert what_is_left(replace(long, progress=()), None, terse=True, within=within) == "Recorded: Annex 1."
    # What two things have no room for stands in one place.
    unshown = replace(long, progress=(replace(entry, not_yet_shown="one two three four"),))
    assert what_is_left(unshown, None, within=within) == "Recorded: Annex 1."


def test_a_goal_reached_in_part_is_told_as_such_and_never_as_not_yet_shown() -> None:
    work = next(one for one in samples.example("a").subject.interventions)
    (unmet,) = (goal for goal in work.goals if goal.open)
    assert unmet.latest is not None
    assert work.closure is not None
    entry = replace(work.progress[-1], not_yet_shown=None)
    work = replace(work, progress=(entry,), closure=replace(work.closure, left_to_do=None))
    assert what_is_left(work, None) == f"Partly reached: {unmet.text}."
    assert what_is_left(work, None, terse=True) == "Not all reached yet."
    unseen = replace(work, progress=(replace(entry, not_yet_shown="Asking early."),))
    assert what_is_left(unseen, None, terse=True) == "Not all reached yet."
    before = replace(unmet.latest, on=PartialDate("2020-01"), reached=Reached.NOT_YET)
    # What was written last of an earlier day is not the latest.
    assert what_is_left(replace(work, goals=(replace(unmet, reviews=(unmet.latest, before)),)), None) == (
        f"Partly reached: {unmet.text}."
    )
    later = replace(unmet.latest, reached=Reached.NOT_YET)
    assert what_is_left(replace(work, goals=(replace(unmet, reviews=(later,)),)), None) == (
        f"Not yet reached: {unmet.text}."
    )


@pytest.mark.parametrize(
    ("reason", "discreet", "stands"),
    [
        ("It was at the time of my music.", True, True),
        ("They said I was a risk.", True, False),
        ("x risk", False, True),
    ],
)
def test_their_own_reason_for_an_ending_stands_with_what_they_said(reason: str, discreet: bool, stands: bool) -> None:
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    ended = next(one for one in source.works if one.closure and one.closure.reason)
    assert ended.closure
    said = replace(ended, closure=replace(ended.closure, participant_reason=reason))
    works = tuple(said if one is ended else one for one in source.works)
    source = replace(source, subject=replace(source.subject, interventions=works))
    how = HOW if discreet else replace(HOW, discreet=None, kept_where="locked property")
    told = " ".join(render_text(participant_copy(source, how, mark=""), 400).split())
    assert (f"You said why it ended: “{reason}”" in told) is stands


@pytest.mark.parametrize("answer", list(Agreement))
@pytest.mark.parametrize("words", [None, "I did not shout in May.", "You say that I am a risk."])
def test_what_they_answered_when_they_were_shown_it_stands_with_what_they_said(
    answer: Agreement, words: str | None
) -> None:
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    shown = Shown(on=PartialDate("2026-11-20"), format="read together", answer=answer, words=words, by="Dr Anwen")
    copy = participant_copy(replace(source, shown=shown), HOW, mark="")
    told = " ".join(render_text(copy, 400).split())
    assert "You were shown this on 20 November 2026. You " in told
    assert ("agreed" in told.partition("You were shown")[2][:60]) is (answer is not Agreement.NO_ANSWER)
    assert (f"You said: “{words}”" in told) is (words == "I did not shout in May.")
    assert "risk" not in told


def test_what_was_not_shown_is_not_told_as_shown() -> None:
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    assert "You were shown" not in render_text(participant_copy(replace(source, shown=None), HOW, mark=""), 400)


@pytest.mark.parametrize("kind", [LineKind.RESUME, LineKind.BUILD_ON, LineKind.MAINTAIN, LineKind.START])
def test_what_is_not_decided_yet_is_promised_to_nobody(kind: LineKind) -> None:
    undecided = line(kind, "2026-12-20")
    told = left_words("Work", undecided, today=TODAY, tender=False, running=False)
    assert told.endswith(" This is not decided yet. The date for it would be 20 December 2026.")
    told = left_words("Work", line(kind, None), today=TODAY, tender=False, running=False)
    assert told.endswith(" This is not decided yet. No date has been set. You can ask for one.")
    decided = replace(undecided, decision=accepted())
    told = left_words("Work", decided, today=TODAY, tender=False, running=False)
    assert "not decided" not in told
    assert told.endswith(" The date for it: 20 December 2026.")


@pytest.mark.parametrize(("due", "told"), [("2026-12-20", "should know by"), ("2026-10-26", "should have known by")])
def test_by_when_it_is_known_who_has_what_is_not_here_is_no_date_of_the_work(due: str, told: str) -> None:
    asked = line(LineKind.NOT_AVAILABLE, due)
    words = left_words("Group work", asked, today=TODAY, tender=False, running=False)
    assert words.endswith(f"It is for us to find out who has. We {told} {PartialDate(due).words}.")
    nobody = left_words("Group work", replace(asked, due=None), today=TODAY, tender=False, running=False)
    assert nobody.endswith("It is for us to find out who has.")


def test_what_got_in_the_way_elsewhere_is_told_as_theirs() -> None:
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    ours, theirs = away_words(source.works), away_elsewhere_words(source.works)
    assert any("We " in words or " we " in words for words in ours)
    assert not any("We " in words or " we " in words for words in theirs)
    came = replace(source, subject=replace(source.subject, interventions=(), plan=None))
    sent = CameFrom(origin=Origin.IMPORTED, issuer="Elm House", trust=Trust.SIGNED)
    received = tuple(
        Work(intervention=replace(work, id=urn(f"theirs {number}")), edition=None, source=sent)
        for number, work in enumerate(source.works)
    )
    told = " ".join(
        render_text(participant_copy(came, replace(HOW, elsewhere=received), mark=""), 400).split()
    ).partition("whose doing it was")[2]
    assert "Where you were before, as others told us: • They " in told
    assert "Nothing that got in the way" not in told


def test_what_counts_from_elsewhere_is_not_decided_where_nobody_decided_it() -> None:
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    plan = source.subject.plan
    assert plan is not None
    for decision, end in (
        (None, "may count here. It is for us to decide, and not decided yet. "),
        (accepted(), "counts here. If anybody asks"),
    ):
        credited = replace(line(LineKind.CREDIT, None), work=("urn:uuid:elsewhere",), decision=decision)
        subject = replace(source.subject, interventions=(), plan=replace(plan, lines=(credited,)))
        told = " ".join(render_text(participant_copy(replace(source, subject=subject), HOW, mark=""), 400).split())
        assert f"what you did elsewhere {end}" in told


def accepted() -> Decision:
    return Decision(
        choice=Choice.ACCEPT,
        reason="It fits.",
        by=samples.ANWEN,
        on=PartialDate("2026-11-20"),
        discussed=Discussed.AGREES,
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        (False, False, "we have still to ask others here how it stands, and we ask you. We should know by"),
        (True, False, "we have still to ask others here how it stands. You told us, on 23 November 2026. We should"),
        (False, True, "others here have told us how it stands, and we ask you. We should know by"),
        (
            True,
            True,
            "others here have told us how it stands. You told us, on 23 November 2026. It is for us to decide",
        ),
    ],
)
def test_who_has_answered_already_is_not_still_to_be_asked(mine: bool, theirs: bool, told: str) -> None:
    plan = samples.example("full").subject.plan
    assert plan is not None
    asked = next(one for one in plan.lines if one.question)
    assert asked.question is not None
    others = tuple(who for who in asked.question.whom if who != PARTICIPANT)
    assert others
    answer = Answer(of=PARTICIPANT, words="All of it.", on=PartialDate("2026-11-23"), recorded_by=samples.ANWEN)
    answers = ((answer,) if mine else ()) + tuple(replace(answer, of=who) for who in others if theirs)
    words = left_words("Work", replace(asked, answers=answers), today=TODAY, tender=False, running=False)
    assert words.startswith(f"Work: {told}")
    assert words.endswith("Until then you do not start again.")


@pytest.mark.parametrize(
    ("goes_on", "told"),
    [
        ("", "It is for us to find out who has."),
        ("at Elm House", "We were told that it goes on at Elm House. You do not start again."),
    ],
)
def test_what_goes_on_elsewhere_is_not_looked_for(goes_on: str, told: str) -> None:
    lacking = line(LineKind.NOT_AVAILABLE, None)
    words = left_words("Work", lacking, today=TODAY, tender=False, running=False, goes_on=goes_on)
    assert words.startswith(f"Work: we do not have it here. {told}")


def test_nobody_is_told_that_they_live_where_they_were_only_put_forward_for() -> None:
    referred = intervention(referred=on("2018-02-01"), started=None, state=State.REFERRED)
    assert ended_words(referred, setting=True) == "You were put forward for it. It has not started."
    lives = replace(referred, started=on("2018-03-01"), state=State.IN_PROGRESS)
    assert ended_words(lives, setting=True) == "You live there now."
    assert ended_words(lives, setting=True, moved=True) == "You lived there. When that ended is not written down."
    assert ended_words(replace(lives, state=State.ON_HOLD), setting=True) == "It is on hold."
    stopped = closure(on=on("2019-01-05"), outcome=Outcome.NOT_COMPLETED, reason=StopReason.NO_STAFF)
    left = replace(lives, state=State.CLOSED, closure=stopped)
    assert ended_words(left, setting=True) == "You lived there until 5 January 2019."
    never = replace(referred, state=State.CLOSED, closure=stopped)
    for setting in (True, False):
        told = ended_words(never, setting=setting)
        assert told == "It ended on 5 January 2019 before it began. We did not have enough staff."
    assert came_words(never) == ()


@pytest.mark.parametrize(
    ("vignette", "rule", "told"),
    [
        (
            "next-to-enough-by-report",
            "judged-sufficient",
            "ask others why it was thought to be enough, and we ask you.",
        ),
        (
            "whose-lack",
            "whose-lack",
            "ask others whether it did not suit you, or nothing of it was there that fits you",
        ),
        ("own-record-is-asked-of-a-person", None, "ask others at Fenholt Hospital "),
    ],
)
def test_what_is_asked_and_of_whom_is_said_and_not_what_they_have_done(vignette: str, rule: str, told: str) -> None:
    plan = plan_of(json.loads((VIGNETTES / f"{vignette}.json").read_text("utf-8")))
    asked = next(one for one in plan.lines if one.question and one.work and rule in (one.rule, None))
    words = left_words("Work", asked, today=TODAY, tender=False, running=False, here="at Fenholt Hospital")
    assert told in words
    assert "you have done" not in words


def test_nobody_goes_on_with_what_never_began() -> None:
    resumed = replace(line(LineKind.RESUME, "2026-12-20"), decision=accepted())
    told = left_words("Work", resumed, today=TODAY, tender=False, running=False, begun=False)
    assert told == "Work: it has not begun yet. The date for it: 20 December 2026."


def test_where_only_they_are_asked_nobody_else_is_said_to_be() -> None:
    plan = samples.example("full").subject.plan
    assert plan is not None
    asked = next(one for one in plan.lines if one.question)
    assert asked.question is not None
    alone = replace(asked, ask=replace(asked.question, whom=(PARTICIPANT,)), decision=None, answers=())
    told = left_words("Work", alone, today=TODAY, tender=False, running=False)
    assert told.startswith("Work: we ask you how it stands. We should know by")
    mine = Answer(of=PARTICIPANT, words="All.", on=on("2026-11-20"), recorded_by=samples.ANWEN)
    told = left_words("Work", replace(alone, answers=(mine,)), today=TODAY, tender=False, running=False)
    assert told.startswith("Work: you told us, on 20 November 2026, how it stands. It is for us to decide now.")


def test_of_work_that_never_began_nothing_was_done_and_nothing_starts_again() -> None:
    plan = samples.example("full").subject.plan
    assert plan is not None
    asked = next(one for one in plan.lines if one.question)
    told = left_words("Work", asked, today=TODAY, tender=False, running=False, begun=False)
    assert told.startswith("Work: we have still to ask others here how it stands, and we ask you.")
    assert told.endswith("Until then it does not start.")
    assert "you have done" not in told
