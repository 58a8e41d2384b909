"""What a board holds in its hands: order, length, facts, checks, and words the program never writes."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from exports.page import Document, Facts, Heading, PageBreak, Table
from exports.pdf import render_pdf
from exports.text import render_text
from registry.catalogue.loader import load_catalogue
from registry.domain.addressing import Purpose
from registry.domain.attestation import Attestation, Signatory, UnitKey
from registry.domain.catalogue import Kind, OverlapJudgement, Strength
from registry.domain.checkwords import printed_digest
from registry.domain.dates import PartialDate, Recorded
from registry.domain.errors import NotAllowed
from registry.domain.needs import NeedStanding
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.plan import Answer, Choice, LineKind, PlanLine
from registry.domain.summary import Statement, TransferSummary
from registry.domain.voice import Audience, NotShown, VoiceKind
from registry.domain.wording import NOT_HELD, NOT_OUTSIDE, only_reported
from registry.reports.parole import DRAFT, parole_draft, parole_report
from registry.reports.parole_front import (
    ALL_IN_PRISON,
    HEADINGS,
    IN_SHORT,
    MOST_WORDS,
    NO_COMPARISON,
    ROOMS,
    count_words,
)
from registry.reports.parole_table import Step
from registry.reports.plan_words import remains
from registry.reports.source import Source
from tests.reports import samples
from tests.reports.extracted import facts, pages, report, squeezed

EXAMPLES = ("a", "b", "c", "d", "full")
FORBIDDEN = re.compile(
    r"risk (is |was |has been )?reduced|reduced risk|(low|medium|high)[ -]risk"
    r"|fail|refus|engag|insight|complian|motivat"
    r"|recommend(s|ed) (release|transfer)",
    re.IGNORECASE,
)


def front(document: Document) -> tuple:
    return document.blocks[: document.blocks.index(PageBreak())]


@pytest.mark.parametrize("which", EXAMPLES)
def test_page_one_keeps_its_order_its_length_and_its_page(which: str) -> None:
    document = report(samples.example(which))
    first = front(document)
    assert tuple(block.text for block in first if isinstance(block, Heading) and block.level == 2) == HEADINGS
    assert isinstance(first[1], Facts)
    assert count_words(first) <= MOST_WORDS
    text = pages(document)
    assert printed_digest(samples.DIGEST) in " ".join(text[0].split())
    assert "Annex" not in text[0]
    assert HEADINGS[0] in text[0]
    assert HEADINGS[0] not in text[1]


@pytest.mark.parametrize("which", EXAMPLES)
def test_body_takes_at_most_two_pages(which: str) -> None:
    text = pages(report(samples.example(which)))
    first_annex = next(number for number, page in enumerate(text) if "Annex 1." in page)
    assert 1 <= first_annex - 1 <= 2


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


def test_page_one_names_who_judged_or_closed_each_piece_of_work() -> None:
    summary = samples.example("full")
    (table,) = (block for block in front(report(summary)) if isinstance(block, Table))
    closed = {work.title: work.closure for work in summary.subject.interventions if work.closure}
    whole = [row for row in table.rows if ". " in row[1].lines[0]]
    rows = {row[1].lines[0].partition(". ")[0]: row[3].lines[0] for row in whole}
    told = {title: (closed[title], words) for title, words in rows.items() if title in closed}
    assert any(end.judged_by is None for end, _ in told.values())
    for end, words in told.values():
        assert (end.judged_by.name if end.judged_by else f"Closed by {end.closed_by}") in words


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


def what_remains(summary: TransferSummary) -> str:
    """What page one says remains, where it has room for all of it."""
    return " ".join(remains(Source.of_summary(summary, check=None, needs=samples.needs()), summary.subject.plan))


def with_lines(summary: TransferSummary, *lines: PlanLine) -> TransferSummary:
    plan = replace(summary.subject.plan, lines=lines)
    return replace(summary, subject=replace(summary.subject, plan=plan))


def line_of(summary: TransferSummary, kind: LineKind) -> PlanLine:
    return next(line for line in summary.subject.plan.lines if line.stands_as is kind)


def test_what_is_not_available_says_who_could_who_is_asked_and_by_when() -> None:
    summary = samples.example("full")
    terms = {"kind": LineKind.NOT_AVAILABLE, "decision": None, "resume": None, "due": PartialDate("2026-12-12")}
    line = replace(line_of(summary, LineKind.RESUME), **terms, who_is_asked="the service lead of Alder Clinic")
    told = what_remains(with_lines(summary, replace(line, who_could=("Oak House", "Elm House"))))
    assert told.startswith(f"Not available at Alder Clinic: {line.title}")
    assert "; Oak House and Elm House could; the service lead of Alder Clinic is to answer by 12 December 2026." in told
    told = what_remains(with_lines(summary, replace(line, who_could=("no unit is noted yet that delivers it",))))
    assert "; no unit is noted that could; the service lead of Alder Clinic is to answer" in told
    assert "nobody is asked yet, due by 12 December 2026." in what_remains(
        with_lines(summary, replace(line, who_is_asked=None))
    )


@pytest.mark.parametrize(
    ("recommended", "told"),
    [
        (None, "Would be repetition: "),
        ("Do not repeat the skills group", "Recommended by those who gave it: Do not repeat the skills group."),
        ("Do not repeat it. " * 30, "What staff recommended: in the annexes, under “Not covered, and left”."),
    ],
)
@pytest.mark.parametrize("planned", [True, False])
def test_page_one_never_denies_what_staff_recommended(recommended: str | None, told: str, planned: bool) -> None:
    summary = samples.example("full")
    if planned:
        summary = with_lines(summary, line_of(summary, LineKind.RESUME))
    works = tuple(replace(work, recommended=None) for work in summary.subject.interventions)
    works = (replace(works[0], recommended=recommended), *works[1:])
    plan = summary.subject.plan if planned else None
    document = report(replace(summary, subject=replace(summary.subject, interventions=works, plan=plan)))
    assert told in " ".join(pages(document)[0].split())
    if recommended:
        assert "was not judged" not in pages(document)[0]
        assert "Not covered, and left" in " ".join(" ".join(pages(document)[1:]).split())


def test_questions_to_the_same_people_are_told_once() -> None:
    summary = samples.example("full")
    line = line_of(summary, LineKind.ASK_FIRST)
    told = what_remains(with_lines(summary, line, replace(line, key="other", title="Enhanced Thinking Skills")))
    assert told.count("no repeat meanwhile") == 1
    assert f"Ask first: {line.title} and Enhanced Thinking Skills; {samples.ANWEN.name} is to ask HMP " in told
    owed = "; nobody has taken it up yet; no repeat meanwhile."
    assert f" is to ask HMP Stonebridge and Luke, with answers by 15 January 2027{owed}" in told


def test_who_owns_a_question_is_told_with_who_has_answered_and_that_it_was_taken_up() -> None:
    summary = samples.example("full")
    line = line_of(summary, LineKind.ASK_FIRST)
    assert line.question is not None
    one, other = (
        Answer(of=who, words="No.", on=PartialDate("2026-11-01"), recorded_by=samples.ANWEN)
        for who in ("the participant", "HMP Stonebridge")
    )
    told = what_remains(with_lines(summary, replace(line, answers=(one,))))
    assert f"; {samples.ANWEN.name} is to ask HMP Stonebridge, with answers by" in told
    assert "; answered by Luke; nobody has taken it up yet; no repeat meanwhile." in told
    told = what_remains(with_lines(summary, replace(line, answers=(other, one))))
    assert f"; {samples.ANWEN.name} decides; answered by HMP Stonebridge and Luke; no repeat meanwhile." in told
    decided = replace(line_of(summary, LineKind.CREDIT).decision, ask=line.question, choice=Choice.ACCEPT)
    taken_up = with_lines(summary, replace(line, decision=decided))
    assert "with answers by 15 January 2027; no repeat meanwhile." in what_remains(taken_up)
    # The table on the next page says it of each line, whatever page one had to cut.
    after = " ".join(render_text(report(with_lines(summary, line)), 400).split()).partition("The plan, line by line")[2]
    assert f"{samples.ANWEN.name} is to ask HMP Stonebridge and Luke" in after


def test_work_given_in_prison_is_not_said_to_stand_beside_it() -> None:
    summary = samples.example("a")
    prison = EstablishmentRef(id=samples.uid(), name="HMP Stonebridge", tier=Tier.PRISON)
    works = tuple(replace(work, establishment=prison) for work in summary.subject.interventions)
    assert ALL_IN_PRISON not in " ".join(pages(report(summary))[0].split())
    there = replace(summary, subject=replace(summary.subject, interventions=works))
    assert f"{ALL_IN_PRISON} {NO_COMPARISON}" in " ".join(pages(report(there))[0].split())


def test_a_panel_reads_only_words_released_to_it() -> None:
    for which in ("a", "full"):
        assert "for my team only" not in " ".join(" ".join(pages(report(samples.example(which)))).split())


def test_who_decided_not_to_show_it_stands_on_page_one() -> None:
    summary = samples.example("a")
    hidden = NotShown(by="Dr Jadwiga Wójcik", reason="In hospital for an operation until Monday.")
    summary = replace(summary, attestation=replace(summary.attestation, shown=None, not_shown=hidden))
    first = " ".join(pages(report(summary))[0].split())
    assert "Not shown to Siân, by decision of Dr Jadwiga Wójcik: In hospital for an operation until Monday." in first


def test_time_in_a_setting_is_never_completed_treatment() -> None:
    summary = samples.example("d")
    edition = replace(summary.catalogue.editions[0], kind=Kind.SETTING)
    summary = replace(summary, catalogue=replace(summary.catalogue, editions=(edition,)))
    text = " ".join(" ".join(pages(report(summary))).split())
    assert "Time lived in a therapeutic setting" in text
    assert "Time lived there; not treatment to be completed." in text
    assert "Completed. As reported" not in text


def test_long_words_of_people_are_cut_on_page_one_and_whole_behind_it() -> None:
    summary = samples.example("full")
    long = " ".join(f"word{number}" for number in range(200)) + " end-of-it."
    told = Statement(in_short=(long, long, long), knowledge_of_case=long, read_with_care=(long,) * 4)
    summary = replace(summary, subject=replace(summary.subject, statement=told))
    document = report(summary)
    assert count_words(front(document)) <= MOST_WORDS
    text = pages(document)
    assert "Document digest" in text[0]
    assert "…" in text[0]
    assert "end-of-it" not in text[0]
    assert "end-of-it" in " ".join(text[1:])


def test_many_pieces_of_work_still_take_one_page_and_all_are_named() -> None:
    summary = samples.example("full")
    more = tuple(samples.kaizen(samples.ZOLC_ID)[0] for _ in range(9))
    named = tuple(replace(work, title=f"Course {number}") for number, work in enumerate(more))
    subject = replace(summary.subject, interventions=(*summary.subject.interventions, *named))
    document = report(replace(summary, subject=subject))
    text = pages(document)
    assert "Document digest" in text[0]
    assert "further" in text[0]
    assert count_words(front(document)) <= MOST_WORDS


def test_the_least_record_makes_a_report() -> None:
    text = pages(report(samples.bare()))
    assert len(text) == 2
    assert "no piece of work" in " ".join(text[0].split())


def test_the_same_summary_gives_the_same_bytes() -> None:
    summary = samples.example("a")
    assert render_pdf(report(summary)) == render_pdf(report(summary))
    assert report(summary).created == datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
    assert PartialDate("2026-11-14").words in pages(report(summary))[0]


def rows_of(document: Document, label: str) -> list[str]:
    return [
        value for block in document.blocks if isinstance(block, Facts) for name, value in block.rows if name == label
    ]


def test_a_reason_whose_words_do_not_travel_is_not_said_to_be_missing() -> None:
    summary = samples.example("c")
    (work,) = summary.subject.interventions
    label = "Reason given by the participant"
    assert rows_of(report(summary), label) == ["“They moved me. I wanted to finish.”"]
    silent = replace(work, closure=replace(work.closure, participant_reason=None))
    given = replace(summary, subject=replace(summary.subject, interventions=(silent,)))
    assert rows_of(report(given), label) == ["Their own words are not part of this document"]


def test_what_is_left_to_do_is_not_denied_where_a_goal_is_open() -> None:
    summary = samples.example("a")
    (work,) = summary.subject.interventions
    assert any(goal.open for goal in work.goals)
    silent = replace(work, closure=replace(work.closure, left_to_do=None))
    given = replace(summary, subject=replace(summary.subject, interventions=(silent,)))
    (unmet,) = (goal for goal in work.goals if goal.open)
    assert unmet.latest is not None
    assert rows_of(report(given), "Left to do") == [f"Goal partly reached: {unmet.text}"]
    # Page one says how the goal stands, apart from what was not yet shown.
    (table,) = (block for block in front(report(given)) if isinstance(block, Table))
    (left,) = table.rows[0][-1].lines
    assert left == f"Partly reached: {unmet.text}. Not yet shown: Has not met a disagreement at home."
    unreviewed = replace(unmet, reviews=())
    goals = tuple(unreviewed if goal is unmet else goal for goal in work.goals)
    given = replace(summary, subject=replace(summary.subject, interventions=(replace(silent, goals=goals),)))
    assert rows_of(report(given), "Left to do") == [f"Goal not yet reviewed: {unmet.text}"]


def test_a_definition_is_said_once() -> None:
    document = report(samples.example("b"))
    (used,) = rows_of(document, "Definition used")
    assert used not in " ".join(rows_of(document, "What completing means"))
    assert rows_of(document, "Who may judge it")


def test_needs_of_which_nothing_was_said_take_no_column_for_it() -> None:
    summary = samples.example("full")
    (need,) = summary.subject.needs

    def headings(of: TransferSummary) -> list[str]:
        tables = (block for block in report(of).blocks if isinstance(block, Table))
        return next([one.heading for one in table.columns] for table in tables if table.columns[1].heading == "Judged")

    assert headings(summary) == ["Need", "Judged", "What was said"]
    bare = replace(need, choice=None, not_advised_because=None, note=None)
    assert headings(replace(summary, subject=replace(summary.subject, needs=(bare,)))) == ["Need", "Judged"]


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


def test_further_work_of_one_title_is_named_once() -> None:
    summary = samples.example("full")
    again = tuple(replace(work, id=samples.uid()) for _ in range(8) for work in summary.subject.interventions)
    many = replace(summary, subject=replace(summary.subject, interventions=again))
    table = next(block for block in front(report(many)) if isinstance(block, Table))
    (further,) = (row for row in table.rows if row[0].lines[0].endswith(" further"))
    (named,) = further[1].lines
    titles = named.split("; ")
    assert len(titles) == len(set(titles)) > 1


WORDY = "He " + "thought about it and said so to everybody who asked him " * 8


@pytest.mark.parametrize("which", ["a", "full"])
def test_a_long_sentence_of_the_author_costs_no_need_its_place(which: str) -> None:
    summary = samples.example(which)
    statement = Statement(in_short=(WORDY,) * 3, knowledge_of_case=WORDY, read_with_care=(WORDY,))
    (record, *_) = summary.subject.needs
    bare = tuple(replace(record, need=need) for need in ("psychosis", "alcohol"))
    subject = replace(summary.subject, statement=statement, needs=(*summary.subject.needs, *bare))
    first = front(report(replace(summary, subject=subject)))
    assert count_words(first) <= MOST_WORDS
    (table,) = (block for block in first if isinstance(block, Table))
    area = squeezed(" ".join(line for row in table.rows for line in row[0].lines))
    needs = samples.needs()
    worked = {need for work in summary.subject.interventions for need in work.needs}
    assert len(worked) > 1
    for need in {*worked, "psychosis", "alcohol"}:
        assert any(squeezed(words) in area for words in (needs[need].label, needs[need].prison)), need
    assert squeezed("the offence") in squeezed(" ".join(line for row in table.rows for line in row[1].lines))


def test_where_the_author_is_cut_the_first_sentence_stands_whole_before_the_next_begins() -> None:
    summary = samples.example("full")
    told = "He finished the course and has used what he learnt on the ward since the spring."
    statement = Statement(in_short=(told, WORDY, WORDY), knowledge_of_case=WORDY, read_with_care=(WORDY,))
    first = front(report(replace(summary, subject=replace(summary.subject, statement=statement))))
    place = next(number for number, block in enumerate(first) if isinstance(block, Heading) and block.text == IN_SHORT)
    said = first[place + 1].text
    assert said.startswith(told)
    assert said.count("…") == 1


def test_the_smallest_loss_comes_first() -> None:
    steps = [room.step for room in ROOMS]
    assert steps == sorted(steps)
    assert set(steps) == {0, *Step}
    # No sentence of the author is shorter in a roomier form, and rows are given up last.
    assert [room.rows for room in ROOMS] == sorted((room.rows for room in ROOMS), reverse=True)
    assert all(room.step is max(Step) for room in ROOMS if room.rows < ROOMS[0].rows)


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
    assert f"Readings of measures stand in Annex {number}, the last." in text
    assert f"Annex {number}. Measures" in text
    assert ask in text
    bare = replace(summary, subject=replace(summary.subject, assessments=(), scores=()))
    text = " ".join(render_text(report(bare), 400).split())
    assert f" Assessments ----------- No assessment is part of these pages. {ask}" in text
    assert " Measures -------- No reading of a measure is part of these pages." in text
    assert "stand in Annex" not in text


def test_a_stay_written_down_later_says_that_it_is_the_stay_and_its_law_outlasts_it() -> None:
    summary = samples.example("a")
    stay = next(one for one in summary.subject.placements if any(law.until is None for law in one.legal))
    stay = replace(stay, recorded=Recorded.LATER, until=PartialDate("2025-07-21"))
    text = render_text(report(replace(summary, subject=replace(summary.subject, placements=(stay,)))), 400)
    assert "this stay was written down later" in text
    assert "and still when they left" in text


def test_how_work_ended_by_which_rule_and_what_was_seen_since_stands_on_the_second_page() -> None:
    summary = samples.example("full")

    def told(of: TransferSummary) -> str:
        _, _, after = " ".join(render_text(report(of), 400).split()).partition(
            "How work ended, and how it has been since"
        )
        return after.partition("Needs, and who judged them")[0]

    text = told(summary)
    assert "Since then: nothing is recorded." in text
    assert "each of its goals answered by a named person and by them" in text
    # Of what was only reported nobody here can know that nothing was seen.
    heard = next(work for work in summary.subject.interventions if only_reported(work) and work.closure)
    told_of_it = text.partition(f"{heard.title}: ")[2].partition("•")[0]
    assert heard.closure is not None
    assert told_of_it.startswith(f"{heard.closure.outcome.words}, {heard.closure.on.words}, as reported; ")
    assert "Since then: not known: only reported." in told_of_it
    for work in summary.subject.interventions:
        if work.closure:
            assert f"{work.title}: {work.closure.outcome.words}, {work.closure.on.words}" in text
    work = next(one for one in summary.subject.interventions if one.closure and one.progress)
    assert work.closure is not None
    entry = replace(
        work.progress[-1], on=PartialDate("2026-11"), seen_outside="Kept his job", seen_outside_by="a nurse"
    )
    on_the_day = replace(entry, on=work.closure.on, seen_outside="Left a row")

    def seen(*entries: object) -> str:
        changed = replace(work, progress=entries)
        return told(replace(summary, subject=replace(summary.subject, interventions=(changed,))))

    assert "Since then: November 2026: Kept his job (a nurse)." in seen(on_the_day, entry)
    assert "Since then: nothing is recorded." in seen(on_the_day)
    running = replace(summary, subject=replace(summary.subject, interventions=()))
    assert told(running) == ""


def test_by_which_rule_it_was_completed_names_the_unit_whose_own_rule_it_is() -> None:
    summary = samples.example("b")
    (edition,) = summary.catalogue.editions
    (work,) = summary.subject.interventions

    def rule(**changes: object) -> str:
        known = replace(summary.catalogue, editions=(replace(edition, **changes),))
        return " ".join(render_text(report(replace(summary, catalogue=known)), 400).split())

    assert edition.local is not None
    assert edition.local.completion is not None
    assert f"; by {work.establishment.name}’s own definition; when it was given: " in rule()
    assert "; by the published definition; when it was given: " in rule(completion=edition.local.completion)
    assert "; no written definition is known; when it was given: " in rule(local=None)


def test_who_typed_what_page_one_holds_whole_stands_at_the_end_of_the_body() -> None:
    summary = samples.example("a")
    document = report(summary)
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert "In their own words, continued" not in heads
    assert heads.index("About the words on page one") > heads.index("Limits in full")
    long = tuple(replace(entry, text=WORDY * 3) if entry.text else entry for entry in summary.subject.voice)
    heads = [
        block.text
        for block in report(replace(summary, subject=replace(summary.subject, voice=long))).blocks
        if isinstance(block, Heading)
    ]
    assert heads.index("In their own words, continued") < heads.index("Limits in full")
    told = " ".join(render_text(report(cut_short(summary)), 400).split())
    cut = told.partition("What page one had to cut")[2]
    assert f"Last: {WORDY.strip()}" in cut
    assert f"First: {WORDY.strip()}" not in cut


def cut_short(summary: TransferSummary) -> TransferSummary:
    told = tuple(f"{which}: {WORDY.strip()}" for which in ("First", "Next", "Last"))
    statement = Statement(in_short=told, knowledge_of_case="Two years.")
    return replace(summary, subject=replace(summary.subject, statement=statement))


def test_a_need_beside_the_first_has_a_row_that_says_how_it_stands_where_there_is_room() -> None:
    summary = samples.example("a")
    (work,) = summary.subject.interventions
    (record, *_) = summary.subject.needs
    met = replace(record, need=work.needs[1], standing=NeedStanding.MET, choice=None, on=PartialDate("2026-10"))
    before = replace(met, standing=NeedStanding.PRESENT, on=PartialDate("2025-01"))
    subject = replace(summary.subject, needs=(met, before))
    (table,) = (block for block in front(report(replace(summary, subject=subject))) if isinstance(block, Table))
    first, beside = table.rows
    assert beside[0].lines == Source.of_summary(summary, check=None, needs=samples.needs()).area(work.needs[1])
    assert beside[1].lines == (f"Within {work.title}.",)
    assert beside[3].lines == (f"Need met: {met.by}, October 2026.",)
    assert beside[2].lines == ("As there.",)
    # What was seen of the first need in the same course, and is not yet shown of it, is not said of this one.
    assert work.progress
    assert met.need not in {entry.need for entry in work.progress}
    assert beside[4].lines == ("Nothing recorded for this need.",)
    assert beside[5].lines == (work.closure.left_to_do,)
    mine = replace(work.progress[0], need=met.need, seen_outside="Asked for a quiet room.", seen_outside_by="a nurse")
    told = replace(subject, interventions=(replace(work, progress=(*work.progress, mine)),))
    (table,) = (block for block in front(report(replace(summary, subject=told))) if isinstance(block, Table))
    assert table.rows[1][4].lines == ("Asked for a quiet room (a nurse).",)
    assert "Also: " in " ".join(first[0].lines)
    wordy = replace(subject, statement=Statement(in_short=(WORDY,) * 3, knowledge_of_case=WORDY))
    (table,) = (block for block in front(report(replace(summary, subject=wordy))) if isinstance(block, Table))
    assert len(table.rows) == 1


def page_one(summary: TransferSummary, **changes: object) -> str:
    """The words of page one with other words of the author or of the participant."""
    document = report(replace(summary, subject=replace(summary.subject, **changes)))
    return " ".join(pages(document)[0].split())


def test_page_one_prints_what_somebody_wrote_whole_or_says_where_it_stands() -> None:
    summary = samples.example("full")
    entry = next(one for one in summary.subject.voice if one.kind is VoiceKind.DISPUTES or one.text)
    panel = replace(entry, audiences=(Audience.SELF, Audience.PANEL), text=WORDY.strip())
    told = Statement(in_short=(WORDY,), knowledge_of_case=WORDY, read_with_care=(WORDY, "One room."))
    for kind, points_to in (
        (VoiceKind.DISPUTES, "disputes part of this: on the pages after this one."),
        (VoiceKind.HOPE, "on the pages after this one."),
    ):
        text = page_one(summary, statement=told, voice=(replace(panel, kind=kind),))
        assert points_to in text
        assert "He thought about it" not in text
        assert "The author’s summary is on the pages after this one." in text
        assert "Knowledge of the case: on the pages after this one." in text
        assert "1 point on the pages after this one." in text
        assert "One room." in text
    whole = page_one(summary, voice=(replace(panel, kind=VoiceKind.DISPUTES, text="I was moved out of it."),))
    assert "“I was moved out of it.”" in whole
    # Nothing of theirs is missing where a dispute of theirs stands.
    assert "No account of their own" not in whole
    assert "No account of their own" in page_one(summary, voice=())


def test_why_nobody_showed_it_is_never_cut() -> None:
    summary = samples.example("a")
    decided = replace(summary.attestation, shown=None, not_shown=NotShown(by="Dr Ewa Nkosi", reason=WORDY.strip()))
    assert WORDY.strip() in " ".join(pages(report(replace(summary, attestation=decided)))[0].split())


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


def test_where_page_one_folds_rows_the_next_opens_with_one_for_each_piece_of_work() -> None:
    summary = samples.example("full")
    again = tuple(replace(work, id=samples.uid()) for _ in range(8) for work in summary.subject.interventions)
    many = replace(summary, subject=replace(summary.subject, interventions=again))
    document = report(many)
    after = document.blocks[document.blocks.index(PageBreak()) + 1 :]
    assert after[0] == Heading(level=2, text="By area, each piece of work")
    assert isinstance(after[1], Table)
    titles = [work.title for work in again]
    assert sum(any(row[1].lines[0].startswith(title) for title in titles) for row in after[1].rows) == len(again)
    (table,) = (block for block in front(document) if isinstance(block, Table))
    (further,) = (row for row in table.rows if row[0].lines[0].endswith(" further"))
    assert "completed as reported" in further[3].lines[0]
    whole = report(samples.example("a"))
    assert "By area, each piece of work" not in [one.text for one in whole.blocks if isinstance(one, Heading)]


def test_what_a_board_asks_of_first_stands_first() -> None:
    summary = samples.example("full")
    (record, *_) = summary.subject.needs
    needs = tuple(replace(record, need=need) for need in ("alcohol", "anger", "sexual-offending"))
    bare = replace(summary.subject, interventions=(), needs=needs, plan=None)
    (table,) = (block for block in front(report(replace(summary, subject=bare))) if isinstance(block, Table))
    assert "sexual" in " ".join(table.rows[0][0].lines).casefold()


def test_modules_judged_done_of_work_that_is_not_over_would_be_repetition() -> None:
    summary = samples.example("full")
    assert "Getting going, Managing myself (Kaizen)" in page_one(summary)
    assert "Getting going, Managing myself (Kaizen)" in page_one(summary, plan=None)
    unmarked = tuple(replace(work, marks=()) for work in summary.subject.interventions)
    assert "(Kaizen)" not in page_one(summary, interventions=unmarked)


def test_a_judgement_that_the_document_carries_stands_beside_prison_programmes() -> None:
    summary = samples.example("full")
    statement = summary.subject.statement
    assert statement is not None
    bare = replace(summary, subject=replace(summary.subject, statement=replace(statement, comparisons=())))
    done = next(work for work in bare.subject.interventions if work.edition_id and work.edition_id.startswith("LMVE"))
    judged = OverlapJudgement(
        id=samples.uid(),
        covers="LMVE",
        covered="KAIZEN-SO",
        needs=("violence",),
        strength=Strength.PARTIAL,
        basis="Both manuals read side by side.",
        caution="Kaizen has its own words.",
        judged_by="Dr Ewa Nkosi, clinical psychologist",
        on=PartialDate("2026-03-01"),
    )
    told = replace(bare, catalogue=replace(bare.catalogue, overlaps=(judged,)))
    page = parole_report(
        told,
        digest=samples.DIGEST,
        check_words=samples.WORDS,
        data=samples.DATA,
        needs=samples.needs(),
        programmes=load_catalogue().programmes,
    )
    first, *_ = pages(page)
    assert NO_COMPARISON not in " ".join(first.split())
    words = " ".join(render_text(page, 400).split())
    for text in (f"{done.title} beside ", "Covers part of it", "Both manuals read", judged.judged_by):
        assert text in words, text
    assert NO_COMPARISON in " ".join(render_text(report(told), 400).split())
