"""What the participant said stands on their copy with what it answers, and *no words* only where there are none."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from exports.text import render_text
from registry.domain.ask import PARTICIPANT, Answer
from registry.domain.care_package import Met, OutcomeJudgement, TargetOutcome
from registry.domain.dates import PartialDate
from registry.domain.decision import Choice, Decision, Discussed
from registry.domain.intervention import Intervention
from registry.domain.line_kind import LineKind
from registry.domain.plan import PlanLine
from registry.domain.voice import Agreement, Audience, Shown, VoiceKind
from registry.reports.own_copy import OwnCopy, SaidElsewhere, ShownPaper
from registry.reports.participant import participant_copy
from registry.reports.source import Source
from tests.domain.build import urn
from tests.reports import samples
from tests.reports.discreet_papers import HOW

FULL = OwnCopy(discreet=None, activities={}, kept_where="locked property")
DAY = PartialDate("2026-11-20")
SHOWN = Shown(on=DAY, format="read", answer=Agreement.AGREES_IN_PART, words="There were more.", by="Dr Anwen")


def silent() -> Source:
    """A record with no word of theirs in it."""
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    quiet = tuple(map(_quiet, source.subject.interventions))
    return replace(source, shown=None, subject=replace(source.subject, voice=(), plan=None, interventions=quiet))


def _quiet(work: Intervention) -> Intervention:
    closure = replace(work.closure, participant_reason=None) if work.closure else None
    return replace(work, closure=closure, care_package=(), reopenings=())


def told(source: Source, how: OwnCopy) -> str:
    return " ".join(render_text(participant_copy(source, how, mark=""), 400).split())


def with_line(source: Source, change: Callable[[PlanLine], PlanLine]) -> Source:
    plan = samples.example("full").subject.plan
    assert plan is not None
    asked = next(one for one in plan.lines if one.question)
    line = change(replace(asked, decision=None, earlier_decision=None, answers=()))
    return replace(source, subject=replace(source.subject, plan=replace(plan, lines=(line,))))


def decision(discussed: Discussed, words: str) -> Decision:
    return Decision(
        choice=Choice.ACCEPT, reason="It fits.", by=samples.ANWEN, on=DAY, discussed=discussed, discussed_words=words
    )


@pytest.mark.parametrize("how", [HOW, FULL])
def test_where_there_is_no_word_of_theirs_it_is_said(how: OwnCopy) -> None:
    assert "No words of yours are in this part." in told(silent(), how)
    assert "No words of yours to us are in this part." in told(silent(), replace(how, senders=("Elm House",)))


def test_their_answers_to_papers_they_were_shown_stand_once_and_are_named_in_a_full_copy() -> None:
    papers = (
        ShownPaper(what="the summary for the Parole Board", shown=SHOWN),
        ShownPaper(what="the summary for Elm House", shown=replace(SHOWN, by="Dr Tomasz")),
    )
    answer = "on 20 November 2026. You agreed with part, and not with all. You said: “There were more.”"
    full = told(silent(), replace(FULL, papers=papers))
    assert f"You were shown the summary for the Parole Board and the summary for Elm House {answer}" in full
    plain = told(silent(), replace(HOW, papers=papers))
    assert f"You were shown papers about you {answer}" in plain
    assert plain.count("There were more.") == 1
    assert "Elm House" not in plain
    assert "No words of yours" not in full + plain


def test_an_answer_to_the_copy_itself_is_not_told_again_as_another_paper_s() -> None:
    papers = (ShownPaper(what="the summary for you", shown=SHOWN),)
    assert told(replace(silent(), shown=SHOWN), replace(FULL, papers=papers)).count("There were more.") == 1


def test_their_answer_to_a_commissioned_outcome_stands_with_the_judgement_it_answers() -> None:
    source = silent()
    judged = OutcomeJudgement(
        on=DAY, by="Dr Anwen", met=Met.IN_PART, words="Four months.", participant_answer="I would say five."
    )
    outcome = TargetOutcome(
        id=urn("outcome"), text="Six calm months.", commissioned_by="A body", commissioned_on=DAY, judgements=(judged,)
    )
    first, *rest = source.subject.interventions
    works = (replace(first, care_package=(outcome,)), *rest)
    source = replace(source, subject=replace(source.subject, interventions=works))
    wrote = "Dr Anwen judged on 20 November 2026: met in part, and wrote: “Four months.”"
    said = "You said: “I would say five.”"
    assert f"One thing that it was for: “Six calm months.” {wrote} {said}" in told(source, FULL)
    plain = told(source, HOW)
    assert f"One thing that it was for was judged on 20 November 2026: met in part. {said}" in plain
    assert "Four months" not in plain
    assert "Six calm months" not in plain


@pytest.mark.parametrize(
    ("discussed", "verb"), [(Discussed.AGREES, "You agreed:"), (Discussed.DISAGREES, "You disagreed:")]
)
@pytest.mark.parametrize("how", [HOW, FULL])
def test_what_they_said_of_a_decision_stands_with_what_was_decided(
    discussed: Discussed, verb: str, how: OwnCopy
) -> None:
    source = with_line(silent(), lambda line: replace(line, decision=decision(discussed, "As long as I finish.")))
    about = "We talked with you on 20 November 2026 about this: we ask first how it stands."
    assert f"{about} {verb} “As long as I finish.”" in told(source, how)


def test_why_a_decision_was_not_discussed_is_not_taken_for_words_of_theirs() -> None:
    source = with_line(silent(), lambda line: replace(line, decision=decision(Discussed.NOT_YET, "She was away.")))
    assert "No words of yours are in this part." in told(source, FULL)


def test_what_they_said_of_a_decision_that_no_longer_fits_is_kept() -> None:
    source = with_line(
        silent(), lambda line: replace(line, earlier_decision=decision(Discussed.AGREES, "Yes, in May."))
    )
    assert "Before that, we talked with you on 20 November 2026. You agreed: “Yes, in May.”" in told(source, FULL)


def test_only_their_own_answer_to_a_question_is_told_as_theirs() -> None:
    theirs = Answer(of=PARTICIPANT, words="I did all of it.", on=DAY, recorded_by=samples.ANWEN)
    other = replace(theirs, of="HMP Stonebridge", words="Every session.")
    source = with_line(silent(), lambda line: replace(line, answers=(theirs, other)))
    text = told(source, FULL)
    assert "We asked you how it stands. You said, on 20 November 2026: “I did all of it.”" in text
    assert "Every session." not in text


def test_what_is_not_wanted_now_by_a_decision_has_their_words_once_and_when_they_are_asked_again() -> None:
    chosen = replace(
        decision(Discussed.AGREES, "Ask me after the winter."),
        choice=Choice.CHANGE,
        changed_to=LineKind.NOT_WANTED,
        again=PartialDate("2027-03-01"),
    )
    text = told(with_line(silent(), lambda line: replace(line, decision=chosen)), HOW)
    said = (
        "you said not now, on 20 November 2026: “Ask me after the winter.” You may change your mind. We ask you again"
    )
    assert f"{said} on 1 March" in text
    assert text.count("Ask me after the winter.") == 1


def test_a_discreet_copy_holds_no_word_of_theirs_that_could_endanger_them() -> None:
    source = with_line(silent(), lambda line: replace(line, decision=decision(Discussed.AGREES, "My offence is old.")))
    assert "My offence is old." in told(source, FULL)
    assert "offence" not in told(source, HOW)


@pytest.mark.parametrize(
    ("words", "safe"), [("I did not leave the group.", True), ("It was three courses in prison.", False)]
)
def test_what_they_dispute_is_printed_or_said_to_be_in_the_full_copy(words: str, safe: bool) -> None:
    source = silent()
    first = next(one for one in samples.example("full").subject.voice if one.text)
    entry = replace(first, kind=VoiceKind.DISPUTES, text=words, audiences=(Audience.SELF,))
    source = replace(source, subject=replace(source.subject, voice=(entry,)))
    plain, full = told(source, HOW), told(source, FULL)
    elsewhere = "You disagree with something that is written. It is in the full copy, in your words."
    assert (f"“{words}”" in plain) is safe
    assert (elsewhere in plain) is not safe
    assert f"“{words}”" in full
    assert elsewhere not in full
    assert "No words of yours" not in plain


def test_what_they_said_to_another_unit_stands_with_who_wrote_it_down_in_a_full_copy() -> None:
    first = next(one for one in samples.example("full").subject.voice if one.text)
    entry = replace(first, kind=VoiceKind.HELPED, on=DAY, text="Names for things.", audiences=(Audience.SELF,))
    heard = (SaidElsewhere(entry=entry, by="Elm House"),)
    full = told(silent(), replace(FULL, said_elsewhere=heard))
    assert "You said, on 20 November 2026, as Elm House wrote it down: “Names for things.”" in full
    plain = told(silent(), replace(HOW, said_elsewhere=heard))
    assert "You said, on 20 November 2026, as it was written down elsewhere: “Names for things.”" in plain
    assert "Elm House" not in plain
    drawn = replace(silent(), subject=replace(silent().subject, voice=(entry,)))
    assert told(drawn, replace(FULL, said_elsewhere=heard)).count("Names for things.") == 1
    unsafe = replace(entry, kind=VoiceKind.DISPUTES, text="It was in prison.")
    plain = told(silent(), replace(HOW, said_elsewhere=(SaidElsewhere(entry=unsafe, by="Elm House"),)))
    assert "You disagree with something that is written." in plain
    assert "prison" not in plain


# A word that no discreet copy may hold.
UNSAFE = "I was never in prison for that."


def test_words_of_disagreement_that_a_discreet_copy_leaves_out_are_said_to_stand_in_the_full_one() -> None:
    kept = "Your words stand in the full copy."
    disagreed = with_line(silent(), lambda line: replace(line, decision=decision(Discussed.DISAGREES, UNSAFE)))
    shown = replace(silent(), shown=replace(SHOWN, answer=Agreement.DISAGREES, words=UNSAFE))
    answered = with_line(
        silent(),
        lambda line: replace(line, answers=(Answer(of=PARTICIPANT, words=UNSAFE, on=DAY, recorded_by=samples.ANWEN),)),
    )
    for source, before in (
        (disagreed, "You disagreed."),
        (shown, "You disagreed."),
        (answered, "You said, on 20 November 2026."),
    ):
        assert f"{before} {kept}" in told(source, HOW)
        assert UNSAFE not in told(source, HOW)
        assert f"“{UNSAFE}”" in told(source, FULL)
        assert kept not in told(source, FULL)


def test_words_imported_for_an_ending_stand_in_a_full_copy_alone() -> None:
    source = silent()
    first, *rest = source.subject.interventions
    assert first.closure is not None
    words = "Removed: no edition here for people with a learning disability."
    ended = replace(first, closure=replace(first.closure, deselection_wording=words))
    source = replace(source, subject=replace(source.subject, interventions=(ended, *rest)))
    assert "learning disability" not in told(source, HOW)
    assert words in told(source, FULL)
