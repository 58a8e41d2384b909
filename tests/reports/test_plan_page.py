"""The plan as read on a Monday: at a glance first, then every line with its reasons, on paper and in a terminal."""

import json
from dataclasses import replace
from datetime import date

import pytest

from exports.text import render_text
from registry.domain.history import History
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks
from registry.domain.plan import BEGINS_AGAIN, WANTED, Choice, Decision, Discussed, Evidence, LineKind, Trust
from registry.domain.product import Agreed, Product, ProductKind
from registry.reports.plan_page import plan_report
from registry.reports.plan_words import evidence_words, line_facts, remains
from registry.reports.source import Source
from tests.domain.build import intervention, urn, work
from tests.domain.vignette import VIGNETTES, plan_of, target_needs
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
    assert "Not available at Alder Clinic: Kaizen" in text
    assert "Worked out as" in text
    assert "not yet, because: “he is at court”" in " ".join(text.split())


def test_a_credited_line_that_was_changed_says_that_the_completed_work_stands() -> None:
    plan = samples.example("full").subject.plan
    assert plan is not None
    credited = replace(next(line for line in plan.lines if line.kind is LineKind.CREDIT), decision=None)
    changed = Decision(
        choice=Choice.CHANGE,
        reason="He assaulted somebody in May.",
        by=samples.LUKASZ,
        on=samples.on("2026-11-16"),
        discussed=Discussed.AGREES,
        changed_to=LineKind.START,
    )
    stands = "no incident or recall alone undoes it"
    assert stands in dict(line_facts(replace(credited, decision=changed), samples.needs(), "Alder Clinic"))["Cautions"]
    assert stands not in dict(line_facts(credited, samples.needs(), "Alder Clinic"))["Cautions"]


def test_a_recognised_line_waits_for_no_recognition_and_says_that_the_participant_disagrees() -> None:
    plan = plan_of(json.loads((VIGNETTES / "prison-history-by-report.json").read_text("utf-8")))
    asked = next(line for line in plan.lines if line.rule == "completed-not-verified")
    decision = Decision(
        choice=Choice.RECOGNISE,
        reason="I saw the certificate and the workbook.",
        by=samples.LUKASZ,
        on=samples.on("2026-11-16"),
        discussed=Discussed.DISAGREES,
        discussed_words="I never finished it",
    )
    told = dict(line_facts(plan.decided(asked.key, decision).line(asked.key), target_needs(), "Alder Clinic"))
    assert "recognises the work" in dict(line_facts(asked, target_needs(), "Alder Clinic"))["Would change it"]
    assert "recognises" not in told["Would change it"]
    assert "The participant disagrees: “I never finished it”" in told["Cautions"]


@pytest.mark.parametrize("name", ["emdr-part-done", "kaizen-halfway-joins-here"])
def test_what_was_begun_and_is_started_by_a_decision_says_that_nothing_is_done_again(name: str) -> None:
    plan = plan_of(json.loads((VIGNETTES / f"{name}.json").read_text("utf-8")))
    begun = next(line for line in plan.lines if line.kind is LineKind.RESUME)
    decision = Decision(
        choice=Choice.CHANGE,
        reason="A new group begins in May.",
        by=samples.LUKASZ,
        on=samples.on("2026-11-16"),
        discussed=Discussed.AGREES,
        changed_to=LineKind.START,
    )
    decided = plan.decided(begun.key, decision).line(begun.key)
    assert BEGINS_AGAIN in dict(line_facts(decided, target_needs(), "Alder Clinic"))["Cautions"]
    assert BEGINS_AGAIN not in dict(line_facts(begun, target_needs(), "Alder Clinic"))["Cautions"]
    other = replace(decision, changed_to=LineKind.MAINTAIN)
    assert not plan.decided(begun.key, other).line(begun.key).begins_again


def test_reported_evidence_says_once_that_it_is_reported() -> None:
    plan = plan_of(json.loads((VIGNETTES / "unfinished-by-report.json").read_text("utf-8")))
    told = dict(line_facts(next(line for line in plan.lines if line.work), target_needs(), "Alder Clinic"))["Evidence"]
    assert told.count("reported") == 1
    assert "reported, not signed" in told


@pytest.mark.parametrize(
    ("source", "told"),
    [("Alder Clinic", ""), ("recorded by Alder Clinic", ""), ("Dr Ann Lowe", "Dr Ann Lowe; ")],
)
def test_what_is_our_own_names_the_unit_for_readers_elsewhere(source: str, told: str) -> None:
    one = Evidence(record=urn("need"), what="Anger: present", source=source, trust=Trust.OWN)
    assert evidence_words(one, "Alder Clinic") == f"Anger: present ({told}recorded by Alder Clinic)"
    line = replace(samples.example("c").subject.plan.lines[0], evidence=(one,), confidence=Trust.OWN)
    assert dict(line_facts(line, samples.needs(), "Alder Clinic"))["Confidence"] == "recorded by Alder Clinic"


def test_an_empty_plan_says_so() -> None:
    plan = samples.example("c").subject.plan
    assert plan is not None
    text = render_text(
        plan_report(replace(plan, lines=()), samples.ZOLC.participant, today=TODAY, needs=samples.needs())
    )
    assert "no line" in text


def test_the_first_two_weeks_open_the_plan_of_somebody_who_came_lately() -> None:
    plan = samples.example("c").subject.plan
    assert plan is not None
    weeks = FirstTwoWeeks(settles="A job on the ward.", upsets="Doors slammed behind him.")
    told = render_text(plan_report(plan, samples.ZOLC.participant, today=TODAY, needs=samples.needs(), weeks=weeks))
    assert told.index("A job on the ward.") < told.index("At a glance")
    without = render_text(plan_report(plan, samples.ZOLC.participant, today=TODAY, needs=samples.needs()))
    assert "first two weeks" not in without


def test_where_nobody_wrote_the_first_two_weeks_the_record_says_what_it_holds() -> None:
    plan = samples.example("c").subject.plan
    assert plan is not None
    kept = Product(
        id=urn("product"),
        kind=ProductKind.OFFENCE_ACCOUNT,
        title="What happened",
        on=samples.on("2025-03-02"),
        made_with="Dr Ewa Nkosi",
        agreed=Agreed.YES,
        kept_where="Ashmere file, section 4",
        may_be_seen_by="the treating team",
    )
    told_before = work(replace(intervention(), products=(kept,), opened_not_closed="One memory is not settled."))
    person = replace(samples.ZOLC.participant, communication=CommunicationNeeds(language="Polish"))
    plain = History(participant=person, work=(told_before,))

    def shown(history: History) -> str:
        page = plan_report(replace(plan, lines=()), person, today=TODAY, needs=samples.needs(), unwritten=history)
        return " ".join(render_text(page).split())

    text = shown(plain)
    assert "No page for the first two weeks is written. The unit they come from writes it" in text
    assert "Offence account, 2 March 2025 (kept at Ashmere file, section 4)" in text
    assert "One memory is not settled." in text
    assert text.count("speaks Polish") + text.count("Speaks Polish") == 2
    assert "ask what was told before asking" in shown(replace(plain, work=()))


@pytest.mark.parametrize(
    ("vignette", "label", "value"),
    [
        ("overlap-build-on", "Covers", "Violence"),
        ("start-firesetting", "Next start", "1 March 2027"),
        ("not-now", "Ask again", None),
        ("nothing-for-firesetting-here", "Answer by", None),
        ("booster-overdue", "Due", None),
    ],
)
def test_needs_are_named_by_their_labels_and_dates_by_what_they_are(
    vignette: str, label: str, value: str | None
) -> None:
    lines = plan_of(json.loads((VIGNETTES / f"{vignette}.json").read_text("utf-8"))).lines
    told = [dict(line_facts(line, target_needs(), "Alder Clinic")) for line in lines]
    (said,) = [facts_of[label] for facts_of in told if label in facts_of]
    assert value is None or value in said


def test_why_somebody_left_is_told_as_that_with_its_day_and_they_are_asked_whether_they_want_it() -> None:
    vignette = json.loads((VIGNETTES / "left-one-another-offered.json").read_text("utf-8"))
    plan = plan_of(vignette)
    line = next(one for one in plan.lines if one.rule == WANTED)
    facts = dict(line_facts(line, target_needs(), "Larkfield Clinic"))
    assert facts["Why it ended, in their words"] == "“Two of them laughed at me.” (2 March 2026)"
    assert "In their words" not in facts
    assert facts["Meanwhile"] == "It waits."
    source = Source.of_summary(samples.example("full"), check=None, needs=samples.needs())
    (told,) = (one for one in remains(source, plan) if one.startswith("Ask first"))
    assert "DBT-informed skills group only; the receiving clinician is to ask" in told
    assert "whether it is wanted, with answers by 16 November 2026" in told
    assert told.endswith("it waits meanwhile.")
    assert "whether it is wanted by 16 November 2026" in " ".join(remains(source, plan, terse=True))
