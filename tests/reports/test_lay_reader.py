"""Twenty questions a board asks of treatment, each answered on page one or under a heading that a lay reader finds.

The questions are assembled from what reports after programmes must say and from what misleads when it is left out.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from exports.page import Bullets, Document, Facts, Gauge, Heading, PageBreak, Paragraph, Table
from registry.domain.catalogue import CourseForm
from tests.reports import samples
from tests.reports.extracted import report

FRONT = ""

# Question, the heading it is answered under (blank for the strip and the title of page one), words that answer it.
QUESTIONS = (
    ("Whom is this about?", FRONT, r"Name Łukasz Żółć Born 30 November 1979"),
    ("Where is he now, under which law?", FRONT, r"Place Alder Clinic .*Law .*since"),
    ("What is this, and what is it not?", "What this is", r"up to 14 November 2026\. Not a risk assessment"),
    ("Who wrote it, and how well do they know him?", "What this is", r"Written by Dr Anwen .*Has met Luke weekly"),
    ("What is it, in a few sentences?", "In short", r"Kaizen stopped when prison moved him here"),
    ("What was done, for which area?", "By area", r"Life Minus Violence - Enhanced.*Alder Clinic"),
    ("How much of it did he receive?", "By area", r"142.* of 153 attended, of 125 or more planned"),
    ("Did he finish, and who says so?", "By area", r"Completed\. .*Jadwiga Wójcik"),
    ("Was anything seen outside the sessions?", "By area", r"Not yet seen outside sessions\."),
    ("What remains, where and when?", "What remains", r"Resume: Kaizen: general violence.*February 2027"),
    ("What would be repetition?", "What remains", r"Would be repetition: .*Life Minus Violence"),
    ("What should be read with care?", "Read with care", r"known from a prison letter only"),
    ("How does it stand beside prison programmes?", "Beside prison programmes", r"LMV-E beside Kaizen: .*Jadwiga"),
    ("What does he say himself, and dispute?", "In their own words", r"I did the work.*disputes:.*The bus was"),
    ("Was he shown it?", "In their own words", r"Shown to Luke on 10 November 2026.*agrees in part"),
    ("What can this not tell me?", "Limits", r"does not show that risk has changed"),
    ("How do I check it?", "Signed, and how to check", r"telephone Alder Clinic \(01632 960 111\)"),
    ("Whose doing were the absences?", "Attendance", r"the service 4 \(no staff\)"),
    ("Was it accredited when it was given?", "What was delivered", r"[Aa]ccredited .*by CSAAP"),
    (
        "What does completing it mean, and why did it stop?",
        "Outcome",
        r"What completing means .*|moved to another unit",
    ),
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


def test_no_gauge_stands_beside_goals_or_open_ended_work() -> None:
    # A gauge is a share drawn in ink: only work that is planned in sessions has one.
    document = report(samples.example("a"))
    edition = samples.example("a").catalogue.editions[0]
    assert edition.form is CourseForm.GOALS
    assert not [block for block in document.blocks if isinstance(block, Gauge)]


def test_work_that_stopped_says_whose_doing_it_was() -> None:
    assert "the service" in sections(report(samples.example("c")))["Outcome"]
