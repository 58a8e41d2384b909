"""The plan as read on a Monday: at a glance first, then every line with its reasons, on paper and in a terminal."""

from dataclasses import replace
from datetime import date

from exports.text import render_text
from registry.domain.plan import Choice, Decision, Discussed, LineKind
from registry.reports.plan_page import plan_report
from tests.reports import samples
from tests.reports.extracted import UNPRINTED, facts, pages, squeezed

TODAY = date(2026, 11, 16)


def test_every_line_is_printed_whole_and_need_by_need() -> None:
    plan = samples.example("full").subject.plan
    assert plan is not None
    document = plan_report(plan, samples.ZOLC.participant, today=TODAY, needs=samples.needs())
    paper, screen = squeezed(" ".join(pages(document))), squeezed(render_text(document))
    expected = [fact for line in plan.lines for fact in facts(line)]
    assert len(expected) > 30
    assert "key" in UNPRINTED
    for text in (paper, screen):
        assert [fact for fact in expected if squeezed(fact) not in text] == []
    assert "notyetdecided" in screen
    assert "norepeat" in screen


def test_a_changed_line_says_what_it_was_worked_out_as() -> None:
    plan = samples.example("c").subject.plan
    assert plan is not None
    decision = Decision(
        choice=Choice.CHANGE,
        reason="No such group runs.",
        by=samples.LUKASZ,
        on=samples.on("2026-11-16"),
        discussed=Discussed.NOT_YET,
        discussed_words="he is at court",
        changed_to=LineKind.NOT_AVAILABLE,
    )
    plan = plan.decided(plan.lines[0].key, decision)
    text = render_text(plan_report(plan, samples.ZOLC.participant, today=TODAY, needs=samples.needs()))
    assert "Not available here: Kaizen" in text
    assert "Worked out as" in text
    assert "not yet, because he is at court" in " ".join(text.split())


def test_an_empty_plan_says_so() -> None:
    plan = samples.example("c").subject.plan
    assert plan is not None
    text = render_text(
        plan_report(replace(plan, lines=()), samples.ZOLC.participant, today=TODAY, needs=samples.needs())
    )
    assert "no line" in text
