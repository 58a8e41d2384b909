"""What staff wrote of a risk in progress, reviews, outcomes and closings is quoted and named as theirs."""

from dataclasses import replace

import pytest

from exports.page import Document
from exports.text import render_text
from registry.domain.care_package import Met, OutcomeJudgement, TargetOutcome
from registry.domain.goal import Goal, Reached, Review
from registry.domain.product import Progress
from registry.domain.wording import left_words, outside_words
from registry.reports.annex import work_blocks
from registry.reports.source import Source
from tests.domain.build import on, urn
from tests.reports import samples

SOURCE = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
WORK = next(one for one in SOURCE.works if one.closure and one.progress)
SAID = "His risk of violence is lower now"
NAMED = f"“{SAID}” (the words of Dr Nkosi on risk; completed work says nothing about it)"
DAY = on("2026-03-01")
NEED = WORK.progress[0].need


def annex(**changes: object) -> str:
    work = replace(WORK, **changes)
    page = Document(
        title="A", author="", subject="", created=SOURCE.made, blocks=work_blocks(SOURCE, work), footer=(), watermark=""
    )
    return " ".join(render_text(page, 2000).split())


def seen(**told: str) -> Progress:
    by = {"seen_outside_by": "a nurse"} if "seen_outside" in told else {}
    return Progress(need=NEED, on=DAY, by="Dr Nkosi", **told, **by)


@pytest.mark.parametrize("member", ["learnt", "seen_in_sessions", "seen_outside", "not_yet_shown"])
def test_in_progress(member: str) -> None:
    text = annex(progress=(seen(**{member: SAID}),))
    assert NAMED in text
    assert text.count(SAID) == text.count(NAMED)


def test_in_the_review_of_a_goal_and_of_an_outcome() -> None:
    review = Review(on=DAY, by="Dr Nkosi", words=SAID, participant_answer="Yes.", reached=Reached.REACHED)
    text = annex(goals=(Goal(id=urn("goal"), text="Walk away.", set_on=DAY, reviews=(review,)),))
    assert f"Reached: Dr Nkosi, 1 March 2026. {NAMED}" in text
    judged = OutcomeJudgement(on=DAY, by="Dr Nkosi", words=SAID, participant_answer="Yes.", met=Met.YES)
    outcome = TargetOutcome(
        id=urn("outcome"), text="Calm.", commissioned_by="A board", commissioned_on=DAY, judgements=(judged,)
    )
    assert f"Dr Nkosi, 1 March 2026. {NAMED}" in annex(care_package=(outcome,))


def test_in_what_is_left_and_on_page_one() -> None:
    assert WORK.closure is not None
    closure = replace(WORK.closure, left_to_do=SAID, closed_by="Dr Nkosi")
    assert NAMED in annex(closure=closure)
    work = replace(WORK, closure=closure, goals=(), progress=(seen(not_yet_shown=SAID),))
    assert left_words(work, None).count(NAMED) == 2
    assert outside_words(replace(WORK, progress=(seen(seen_outside=SAID),)), 40, "") == f"{NAMED} (a nurse)."
