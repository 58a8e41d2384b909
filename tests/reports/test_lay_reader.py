"""Twenty questions a board asks of treatment, each answered on page one or under a heading that a lay reader finds.

The questions are assembled from what reports after programmes must say and from what misleads when it is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.html import render_html
from exports.page import Bullets, Cell, Document, Facts, Gauge, Heading, PageBreak, Paragraph, Table
from exports.text import render_text
from registry.catalogue.loader import load_needs
from registry.domain.catalogue import CourseForm
from registry.domain.intervention import Intervention
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.session import Attended
from registry.domain.summary import TransferSummary
from registry.reports.clinical import clinical_report
from registry.reports.parole import parole_report
from registry.reports.source import Check, Source
from tests.reports import samples

EXAMPLES = max(300, settings().max_examples)
FRONT = ""

# Question, the heading it is answered under (blank for the strip and the title of page one), words that answer it.
QUESTIONS = (
    ("Whom is this about?", FRONT, r"Name Łukasz Żółć Born 30 November 1979"),
    ("Where is he now, under which law?", FRONT, r"Place Alder Clinic .*Law .*since"),
    ("What is this, and what is it not?", "What this is", r"up to 14 November 2026\. Not a risk assessment"),
    ("Who wrote it, and how well do they know him?", "What this is", r"Written by Dr Anwen .*Has met Luke weekly"),
    ("What is it, in a few sentences?", "In short", r"Kaizen stopped when prison moved him here"),
    ("What was done, for which area?", "By area", r"Life Minus Violence - Enhanced.*Alder Clinic"),
    ("How much of it did he receive?", "By area", r"142.* of 153 offered, of 125 or more planned"),
    ("Did he finish, and who says so?", "By area", r"Completed\. .*Jadwiga Wójcik"),
    ("Was anything seen outside the sessions?", "By area", r"Not yet seen outside sessions\."),
    ("What remains, where and when?", "What remains", r"Resume: Kaizen: general violence.*February 2027"),
    ("What would be repetition?", "What remains", r"Would be repetition: .*Life Minus Violence"),
    ("What should be read with care?", "Read with care", r"known from a prison letter only"),
    ("How does it stand beside prison programmes?", "Beside prison programmes", r"LMV-E beside Kaizen: .*Jadwiga"),
    ("What does he say himself, and dispute?", "In their own words", r"I did the work.*disputes: .*The bus was"),
    ("Was he shown it?", "In their own words", r"Shown to Luke on 10 November 2026.*agrees in part"),
    ("What can this not tell me?", "Limits", r"does not show that risk has changed"),
    ("How do I check it?", "Signed, and how to check", r"telephone Alder Clinic \(01632 960 111\)"),
    ("Whose doing were the absences?", "Attendance", r"the service 4 \(no staff 4\)|the service .*no staff 4"),
    ("Was it accredited when it was given?", "What was delivered", r"[Aa]ccredited .*by CSAAP"),
    (
        "What does completing it mean, and why did it stop?",
        "Outcome",
        r"What completing means .*|moved to another unit",
    ),
)


def report(summary: TransferSummary) -> Document:
    return parole_report(
        summary, digest=samples.DIGEST, check_words=samples.WORDS, data=samples.DATA, needs=load_needs()
    )


def words_of(block: Any) -> Iterator[str]:
    match block:
        case Paragraph() | Heading():
            yield block.text
        case Bullets():
            yield from block.items
        case Facts():
            yield from (text for row in block.rows for text in row)
        case Gauge():
            yield from (block.label, block.words)
        case Table():
            yield from (line for row in block.rows for cell in row for line in cell.lines)
        case _:
            yield from getattr(block, "sentences", ())


def sections(document: Document) -> dict[str, str]:
    """The words under each heading, of all places that carry the same one; page one's first words under a blank."""
    found: dict[str, list[str]] = {FRONT: []}
    under = FRONT
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            under = block.text
            continue
        if isinstance(block, Heading) and block.level == 1:
            under = FRONT if not found[FRONT] else block.text
        found.setdefault(under, []).extend(words_of(block))
    return {heading: " ".join(" ".join(texts).split()) for heading, texts in found.items()}


@pytest.mark.parametrize(("question", "heading", "answer"), QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_a_lay_reader_finds_the_answer(question: str, heading: str, answer: str) -> None:
    found = sections(report(samples.example("full")))
    assert heading in found, sorted(found)
    assert re.search(answer, found[heading]), found[heading]


def test_there_are_twenty_and_most_stand_on_page_one() -> None:
    document = report(samples.example("full"))
    first = document.blocks[: document.blocks.index(PageBreak())]
    headings = {block.text for block in first if isinstance(block, Heading)} | {FRONT}
    assert len(QUESTIONS) == 20
    assert sum(heading in headings for _, heading, _ in QUESTIONS) == 17


# Reports nobody has written yet

OURS = re.compile(
    r"(low|medium|moderate|high)[ -]risk|risk (is|was|has been) |reduced risk|risk reduc"
    r"|\b(fail|refus|complian|insight)"
    r"|\d ?%|per cent",
    re.IGNORECASE,
)
PLAIN = st.sampled_from(("Said it in full.", "Walked away twice.", "A long note. " * 60, "Ż" * 90, "one [sic] & <two>"))


@st.composite
def works(draw: st.DrawFn) -> Intervention:
    """One of the four pieces of work, with other sessions, notes and a title of any length."""
    work = draw(st.sampled_from(_WORKS))
    sessions = []
    for session in work.sessions[: draw(st.integers(0, len(work.sessions)))]:
        attended = draw(st.sampled_from(Attended))
        away = draw(st.sampled_from(AbsenceReason)) if attended in (Attended.NO, Attended.PART) else None
        minutes = session.minutes if attended in (Attended.FULL, Attended.PART) else None
        sessions.append(replace(session, attended=attended, absence=away, minutes=minutes))
    closure = work.closure
    if closure and closure.reason:
        closure = replace(closure, reason=draw(st.sampled_from(StopReason)), reason_note=draw(PLAIN))
    return replace(
        work,
        id=samples.uid(),
        title=draw(st.sampled_from((work.title, "A title of many words " * 6, "Unbroken" * 12)))[:120].strip(),
        sessions=tuple(sessions),
        closure=closure,
        marks=(),
        goals=tuple(replace(goal, text=draw(PLAIN)) for goal in work.goals[: draw(st.integers(0, 4))]),
        state_at_the_time=draw(PLAIN),
        recommended=draw(PLAIN),
    )


_FULL = samples.example("full")
_WORKS = _FULL.subject.interventions


@st.composite
def summaries(draw: st.DrawFn) -> TransferSummary:
    subject = _FULL.subject
    return replace(
        _FULL,
        subject=replace(
            subject,
            interventions=tuple(draw(st.lists(works(), max_size=4))),
            plan=draw(st.sampled_from((None, subject.plan))),
            statement=draw(st.sampled_from((None, subject.statement))),
            voice=draw(st.sampled_from(((), subject.voice))),
            scores=draw(st.sampled_from(((), subject.scores))),
            needs=draw(st.sampled_from(((), subject.needs))),
        ),
    )


def cells(document: Document) -> Iterator[Cell]:
    return (cell for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row)


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(summaries())
def test_no_report_judges_counts_in_shares_or_leaves_a_cell_empty(summary: TransferSummary) -> None:
    source = Source.of_summary(summary, check=Check(digest=samples.DIGEST, words=samples.WORDS), needs=load_needs())
    for document in (report(summary), clinical_report(source, mark="")):
        text = render_text(document, 400)
        assert {match.group() for match in OURS.finditer(text)} == set()
        assert all(line.strip() for cell in cells(document) for line in cell.lines)
        assert not re.search(r"\bnull\b|urn:uuid|\[\]", text)
        assert render_html(document)


def test_no_gauge_stands_beside_goals_or_open_ended_work() -> None:
    # A gauge is a share drawn in ink: only work that is planned in sessions has one.
    document = report(samples.example("a"))
    edition = samples.example("a").catalogue.editions[0]
    assert edition.form is CourseForm.GOALS
    assert not [block for block in document.blocks if isinstance(block, Gauge)]


def test_work_that_stopped_says_whose_doing_it_was() -> None:
    assert "the service" in sections(report(samples.example("c")))["Outcome"]
