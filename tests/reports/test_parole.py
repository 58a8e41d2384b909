"""What a board holds in its hands: order, length, facts, checks, and words the program never writes."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from exports.page import Table
from exports.pdf import render_pdf
from exports.text import render_text
from registry.domain.addressing import Purpose
from registry.domain.attestation import Attestation, Signatory, UnitKey
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed
from registry.domain.voice import Audience
from registry.domain.wording import NOT_HELD, NOT_OUTSIDE
from registry.reports.parole import DRAFT, parole_draft
from registry.reports.parole_front import (
    NO_COMPARISON,
)
from tests.reports import samples
from tests.reports.extracted import facts, pages, report, squeezed
from tests.reports.paroles import EXAMPLES, first_annex, front, rows_of

FORBIDDEN = re.compile(
    r"risk (is |was |has been )?reduced|reduced risk|(low|medium|high)[ -]risk"
    r"|fail|refus|engag|insight|complian|motivat"
    r"|recommend(s|ed) (release|transfer)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("which", EXAMPLES)
def test_body_takes_at_most_two_pages(which: str) -> None:
    document = report(samples.example(which))
    texts = [" ".join(page.split()) for page in pages(document)]
    begins = next(number for number, page in enumerate(texts) if first_annex(document) in page)
    assert 1 <= begins - 1 <= 2


@pytest.mark.parametrize("which", EXAMPLES)
def test_every_fact_of_the_record_is_on_paper(which: str) -> None:
    summary = samples.example(which)
    subject = summary.subject
    told = replace(
        subject,
        voice=tuple(entry for entry in subject.voice if Audience.PANEL in entry.audiences),
        plan=None,
    )
    text = squeezed(" ".join(pages(report(summary))))
    record = [told, summary.attestation.author.person, summary.attestation.approver, summary.attestation.shown]
    expected = [fact for each in record for fact in facts(each) if not fact.startswith("z6Mk")]
    assert len(expected) > 40
    assert [fact for fact in expected if squeezed(fact) not in text] == []


def test_dose_figures_are_the_records() -> None:
    text = squeezed(" ".join(pages(report(samples.example("full")))))
    for figures in (
        "142 (1 in part) attended of 153 offered, of 125 or more planned",
        "39 attended of 44 offered, of 79 planned",
        "24 attended of 26 sessions offered",
        "4 of 4 goals reviewed: 3 reached, 1 partly reached",
        "Time received: 284 hours",
        "2 not recorded by the service",
        "expected amount not known",
    ):
        assert squeezed(figures) in text


@pytest.mark.parametrize("which", EXAMPLES)
def test_what_page_one_holds_whole_is_not_said_again(which: str) -> None:
    summary = samples.example(which)
    statement, document = summary.subject.statement, report(summary)
    assert statement is not None
    panel = [entry for entry in summary.subject.voice if Audience.PANEL in entry.audiences]
    texts = [f"“{entry.text}”" for entry in panel if entry.text] + list(statement.in_short + statement.read_with_care)
    first = front(document)
    after = replace(document, blocks=document.blocks[len(first) :])
    first_words, after_words = (squeezed(render_text(each, 400)) for each in (replace(document, blocks=first), after))
    for text in map(squeezed, texts):
        # Whole on page one or after it, and never on both.
        assert (text in first_words) is not (text in after_words), text
    # Of its being shown a full page one leaves out by whom, and that alone is told after it.
    shown = summary.attestation.shown
    assert shown is not None
    assert (first_words + after_words).count(squeezed(f"{shown.answer.words}: “{shown.words}”")) == 1
    assert squeezed(f"by {shown.by}") in first_words + after_words


@pytest.mark.parametrize("which", EXAMPLES)
def test_no_share_is_ever_printed(which: str) -> None:
    assert not any("%" in page or "per cent" in page for page in pages(report(samples.example(which))))


@pytest.mark.parametrize("which", EXAMPLES)
def test_the_program_writes_no_judging_word(which: str) -> None:
    found = {match.group() for page in pages(report(samples.example(which))) for match in FORBIDDEN.finditer(page)}
    assert found == set()


@pytest.mark.parametrize("which", EXAMPLES)
def test_no_cell_is_empty(which: str) -> None:
    for block in report(samples.example(which)).blocks:
        if isinstance(block, Table):
            assert all(line.strip() for row in block.rows for cell in row for line in cell.lines)


def test_number_words_digest_and_record_are_there_to_check_with() -> None:
    summary = samples.example("a")
    rendered = PdfReader(io.BytesIO(render_pdf(report(summary))))
    assert dict(rendered.attachments)["throughcare.json"] == [samples.DATA]
    for page in rendered.pages:
        text = " ".join(page.extract_text().split())
        assert "Document 7d3f 09ac 51b2 e8c4" in text
        assert "harbour · lantern · meadow · quartz" in text
    first = rendered.pages[0].extract_text()
    assert re.search(r"(?m)^Document digest 7d3f 09ac", first)
    assert "01632 960 111" in first


def test_a_draft_says_so_on_every_page_and_carries_nothing() -> None:
    summary = samples.example("full")
    draft = parole_draft(
        summary.subject, made=samples.MADE, author=samples.ANWEN, unit=samples.UNIT, needs=samples.needs()
    )
    assert draft.attachment is None
    text = pages(draft)
    assert all(DRAFT in page for page in text)
    assert not any("Document digest" in page or "quartz" in page for page in text)
    assert "nobody has signed it" in " ".join(text[0].split())


def test_no_report_for_interim_untried_or_another_purpose() -> None:
    summary = samples.example("a")
    interim = replace(
        summary,
        interim=True,
        attestation=Attestation(author=Signatory.of(samples.ANWEN, "z6MkAuthor"), unit=UnitKey(key="z6MkUnit")),
    )
    untried = replace(
        summary, subject=replace(summary.subject, participant=replace(summary.subject.participant, untried=True))
    )
    for refused in (interim, untried, replace(summary, purpose=Purpose.TRANSFER)):
        with pytest.raises(NotAllowed) as told:
            report(refused)
        assert told.value.hint
    with pytest.raises(NotAllowed):
        parole_draft(untried.subject, made=samples.MADE, author=samples.ANWEN, unit=samples.UNIT, needs=samples.needs())


def test_withdrawn_work_is_told_without_blame_and_unjudged_work_as_reported() -> None:
    text = pages(report(samples.example("d")))
    first, whole = (" ".join(" ".join(pages).split()) for pages in (text[:1], text[1:]))
    told = "As reported, they completed the programme asked of them; its accreditation ended in April 2017, for reasons"
    assert f"{told} not about them." in first
    assert f"{told} not about them." in whole
    assert "judge not known" in first
    assert NOT_HELD in first


def test_no_form_of_the_report_claims_an_attachment_it_does_not_carry() -> None:
    text = " ".join(render_text(report(samples.example("a")), 400).split())
    assert "attached to the PDF of this report as throughcare.json" in text
    assert "attached to this file" not in text


def test_an_annex_says_of_reported_work_what_page_one_says() -> None:
    text = " ".join(" ".join(pages(report(samples.example("d")))[1:]).split())
    assert f"Progress, need by need {NOT_HELD}" in text
    assert f"Not covered, and left {NOT_HELD}" in text
    assert f"Left to do {NOT_HELD.rstrip('.')}" in text
    assert NOT_OUTSIDE not in text


def test_nothing_seen_outside_is_a_sentence_and_no_comparison_is_no_verdict() -> None:
    first = " ".join(pages(report(samples.example("b")))[0].split())
    assert NOT_OUTSIDE in first
    summary = samples.example("a")
    assert NO_COMPARISON in " ".join(pages(report(summary))[0].split())


def test_the_least_record_makes_a_report() -> None:
    text = pages(report(samples.bare()))
    assert len(text) == 2
    assert "no piece of work" in " ".join(text[0].split())


def test_the_same_summary_gives_the_same_bytes() -> None:
    summary = samples.example("a")
    assert render_pdf(report(summary)) == render_pdf(report(summary))
    assert report(summary).created == datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
    assert PartialDate("2026-11-14").words in pages(report(summary))[0]


def test_a_reason_whose_words_do_not_travel_is_not_said_to_be_missing() -> None:
    summary = samples.example("c")
    (work,) = summary.subject.interventions
    label = "Reason given by the participant"
    assert rows_of(report(summary), label) == ["“They moved me. I wanted to finish.”"]
    silent = replace(work, closure=replace(work.closure, participant_reason=None))
    given = replace(summary, subject=replace(summary.subject, interventions=(silent,)))
    assert rows_of(report(given), label) == ["Their own words are not part of this document"]


def test_a_definition_is_said_once() -> None:
    document = report(samples.example("b"))
    (used,) = rows_of(document, "Definition used")
    assert used not in " ".join(rows_of(document, "What completing means"))
    assert rows_of(document, "Who may judge it")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("The Parole Board", "For The Parole Board ·"),
        ("HMP Stonebridge", "For HMP Stonebridge (parole board) ·"),
    ],
)
def test_a_readers_name_that_says_what_they_are_is_enough(name: str, told: str) -> None:
    summary = samples.example("a")
    footer = report(replace(summary, recipient=replace(summary.recipient, name=name))).footer
    assert footer[-1].startswith(told)


def test_what_somebody_wrote_of_a_risk_is_quoted_and_named_as_theirs() -> None:
    summary = samples.example("a")
    (assessed,) = summary.subject.assessments
    statement = replace(
        summary.subject.statement,
        in_short=("She has done all of it.", "She is low risk now."),
        read_with_care=("A start.", "Her risk is reduced."),
    )
    subject = replace(
        summary.subject, statement=statement, assessments=(replace(assessed, judgements="Risk reduced."),)
    )
    text = " ".join(render_text(report(replace(summary, subject=subject)), 400).split())
    theirs = f"(the words of {samples.ANWEN.name} on risk; completed work says nothing about it)"
    assert f"She has done all of it. “She is low risk now.” {theirs}" in text
    assert f"“Her risk is reduced.” {theirs}" in text
    assert f"“Risk reduced.” (the words of {samples.ANWEN.words} on risk;" in text
    assert text.count("Her risk is reduced.") == text.count("She is low risk now.") == 1
    # An assessment's words are the rater's, whatever they say.
    plain = " ".join(render_text(report(summary), 400).split())
    assert "“Case priority: moderate. Two scenarios written with him.”" in plain


def test_a_board_is_told_that_nothing_was_assessed_or_measured_and_whom_to_ask() -> None:
    summary = samples.example("a")
    text = " ".join(render_text(report(summary), 400).split())
    number = len(summary.subject.interventions) + 1
    ask = f"These pages do not tell whether anybody elsewhere has assessed risk, nor who: ask {samples.UNIT.name}."
    assert f"Readings of measures stand in Annex {number}." in text
    assert f"Annex {number}. Readings of measures" in text
    assert ask in text
    bare = replace(summary, subject=replace(summary.subject, assessments=(), scores=()))
    text = " ".join(render_text(report(bare), 400).split())
    assert f" Assessments ----------- No assessment is part of these pages. {ask}" in text
    assert " Measures -------- No reading of a measure is part of these pages." in text
    assert "stand in Annex" not in text


def test_what_is_left_to_do_is_not_denied_under_the_next_heading() -> None:
    summary = samples.example("a")
    (work,) = summary.subject.interventions
    assert work.closure is not None
    bare = replace(
        work, goals=(), recommended=None, opened_not_closed=None, helps_after=None, sessions=(), missing_components=()
    )
    for left, told in (
        ("A goodbye", "stands above, under “Left to do”"),
        (None, "Nothing was recorded as not covered"),
    ):
        ended = replace(bare, closure=replace(work.closure, left_to_do=left))
        text = " ".join(
            render_text(report(replace(summary, subject=replace(summary.subject, interventions=(ended,)))), 400).split()
        )
        assert told in text.partition("Not covered, and left")[2]
