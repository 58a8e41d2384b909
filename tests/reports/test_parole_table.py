"""The table of page one: a row for each piece of work under its area, and one for a need without work."""

import re
from dataclasses import replace

import pytest

from exports.page import Cell, Heading, PageBreak, Table
from exports.text import render_text
from registry.domain.catalogue import Kind
from registry.domain.dates import PartialDate
from registry.domain.intervention import State
from registry.domain.line_kind import LineKind
from registry.domain.needs import NeedStanding
from registry.domain.summary import Statement
from registry.reports.parole_front import (
    MOST_WORDS,
    count_words,
)
from registry.reports.parole_order import areas_of, heaviest, in_order
from registry.reports.source import Source
from tests.reports import samples
from tests.reports.extracted import pages, report, squeezed
from tests.reports.paroles import WORDY, front, rows_of


def test_page_one_names_who_judged_or_closed_each_piece_of_work() -> None:
    summary = samples.example("full")
    (table,) = (block for block in front(report(summary)) if isinstance(block, Table))
    closed = {work.title: work.closure for work in summary.subject.interventions if work.closure}
    rows = {row[1].lines[0].partition(". ")[0]: row for row in table.rows if ". " in row[1].lines[0]}
    told = {title: (closed[title], row) for title, row in rows.items() if title in closed}
    assert any(in_brief(row) for _, row in told.values())
    assert any(end.judged_by and in_brief(row) for end, row in told.values())
    assert any(end.judged_by is None for end, _ in told.values())
    for end, row in told.values():
        (words, *_) = row[3].lines
        if end.judged_by:
            assert end.judged_by.name in words
        elif not in_brief(row):
            assert f"Closed by {end.closed_by}" in words


def in_brief(row: tuple[Cell, ...]) -> bool:
    """Whether a row tells of its work in few words: what is left of it stands in its annex."""
    return re.fullmatch(r"Annex \d+\.", row[-1].lines[0]) is not None


@pytest.mark.parametrize("times", [2, 3, 5])
def test_much_work_costs_neither_the_authors_sentences_nor_their_own_words(times: int) -> None:
    """Of each area the piece with the most that was received is named on page one, whatever else there is."""
    summary = samples.example("full")
    works = summary.subject.interventions
    less = [replace(work, id=samples.uid(), sessions=work.sessions[:3]) for work in works]
    less = [replace(work, title=f"Less of {work.title}") for work in less]
    many = (*less, *(replace(work, id=samples.uid()) for _ in range(times - 2) for work in works), *works)
    first = front(report(replace(summary, subject=replace(summary.subject, interventions=many))))
    assert count_words(first) <= MOST_WORDS
    text = " ".join(render_text(replace(report(summary), blocks=first), 400).split())
    statement = summary.subject.statement
    assert len(statement.in_short) == 3
    for sentence in statement.in_short:
        assert sentence in text
    (own, *_) = (entry.text for entry in summary.subject.voice if entry.text and entry.text in text)
    assert own
    (table,) = (block for block in first if isinstance(block, Table))
    source = Source.of_summary(summary, check=None, needs=samples.needs())
    named = [row[1].lines[0] for row in table.rows]
    for need in {source.needs_of(work)[0] for work in works}:
        most = max((work for work in works if source.needs_of(work)[0] == need), key=lambda work: len(work.sessions))
        assert any(told.startswith(most.title) or f"{most.title} (" in told for told in named)


def test_work_that_never_began_gives_way_to_what_was_received() -> None:
    summary = samples.example("full")
    (work, *_) = (work for work in summary.subject.interventions if work.sessions)
    never = replace(work, id=samples.uid(), sessions=(), state=State.WAITING, started=None, closure=None, progress=())
    source = Source.of_summary(summary, check=None, needs=samples.needs())
    assert heaviest(source, [never, work]) == [work, never]
    assert in_order(replace(source, subject=replace(source.subject, interventions=(never, work)))) == (work, never)


def test_what_was_seen_of_one_need_is_not_said_of_another() -> None:
    summary = samples.example("a")
    (work,) = summary.subject.interventions
    first, other, *_ = work.needs
    seen = replace(work.progress[0], need=other, seen_outside="Asked for ice.", seen_outside_by="a nurse")
    given = replace(
        summary, subject=replace(summary.subject, interventions=(replace(work, progress=(seen,)),), needs=())
    )
    (table,) = (block for block in front(report(given)) if isinstance(block, Table))
    source = Source.of_summary(summary, check=None, needs=samples.needs())
    assert table.rows[0][4].lines[0].startswith(f"{source.need(other)}: Asked for ice")
    assert source.need(first) not in table.rows[0][4].lines[0]


def test_what_a_programme_is_meant_for_is_no_need_of_the_person() -> None:
    summary = samples.example("full")
    source = Source.of_summary(summary, check=None, needs=samples.needs())
    (work,) = (one for one in source.works if one.edition_id and len(source.needs_of(one)) > 2)
    aimed = source.needs_of(work)
    bare = replace(source, subject=replace(source.subject, needs=()))
    assert areas_of(bare, replace(work, needs=(), progress=())) == aimed[:1]
    record = replace(source.subject.needs[0], need=aimed[1])
    told = replace(source, subject=replace(source.subject, needs=(record,)))
    assert areas_of(told, replace(work, needs=(), progress=())) == (aimed[1],)
    assert areas_of(told, replace(work, needs=aimed, progress=())) == (aimed[1],)
    assert areas_of(told, replace(work, needs=aimed[:2], progress=())) == aimed[:2]


def test_a_need_that_a_clinician_advised_against_is_not_told_as_unplanned() -> None:
    summary = samples.example("full")
    (record, *_) = summary.subject.needs
    line = replace(summary.subject.plan.lines[0], need="alcohol", also_for=(), kind=LineKind.NOT_ADVISED, decision=None)
    plan = replace(summary.subject.plan, lines=(line,))
    subject = replace(summary.subject, needs=(replace(record, need="alcohol"),), plan=plan)
    (table,) = (block for block in front(report(replace(summary, subject=subject))) if isinstance(block, Table))
    (row,) = (row for row in table.rows if "alcohol" in row[0].lines[0].lower())
    assert row[-1].lines == ("Not advised for now: see the plan.",)


def test_a_cell_that_has_no_room_names_the_annex_that_holds_it_whole() -> None:
    summary = samples.example("full")
    first, *others = summary.subject.interventions
    entry = replace(first.progress[0], seen_outside=f"{'He left the row. ' * 12}Seen to the end")
    assert first.closure is not None
    closure = replace(first.closure, left_to_do=f"{'Practise the plan. ' * 12}To be done to the end")
    wordy = replace(first, progress=(entry,), closure=closure)
    document = report(replace(summary, subject=replace(summary.subject, interventions=(wordy, *others[:1]))))
    (table, *_) = (block for block in document.blocks if isinstance(block, Table))
    (row,) = (row for row in table.rows if first.title in row[1].lines[0])
    pointed = [re.search(r"Recorded: Annex (\d)\.", " ".join(cell.lines)) for cell in row[4:]]
    assert all(pointed)
    (number,) = {match.group(1) for match in pointed if match}
    text = " ".join(render_text(document, 400).split())
    annex = text.partition(f"Annex {number}. {first.title}")[2].partition(f"Annex {int(number) + 1}.")[0]
    assert "Seen to the end" in annex
    assert "To be done to the end" in annex


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


def test_further_work_of_one_title_is_named_once() -> None:
    summary = samples.example("full")
    again = tuple(replace(work, id=samples.uid()) for _ in range(2) for work in summary.subject.interventions)
    many = replace(summary, subject=replace(summary.subject, interventions=again))
    table = next(block for block in front(report(many)) if isinstance(block, Table))
    (further,) = (row for row in table.rows if row[0].lines[0].endswith(" further"))
    (named,) = further[1].lines
    titles = named.split("; ")
    assert len(titles) == len(set(titles)) > 1


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
    source = Source.of_summary(replace(summary, subject=subject), check=None, needs=needs)
    worked = {need for work in source.works for need in areas_of(source, work)}
    assert len(worked) > 1
    for need in {*worked, "psychosis", "alcohol"}:
        assert any(squeezed(words) in area for words in (needs[need].label, needs[need].prison)), need
    assert squeezed("the offence") in squeezed(" ".join(line for row in table.rows for line in row[1].lines))


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
    mine = replace(work.progress[0], need=met.need, seen_outside="Asked for a quiet room.", seen_outside_by="a nurse")
    told = replace(subject, interventions=(replace(work, progress=(*work.progress, mine)),))
    (table,) = (block for block in front(report(replace(summary, subject=told))) if isinstance(block, Table))
    assert table.rows[1][4].lines == ("Asked for a quiet room (a nurse).",)
    assert "Also: " in " ".join(first[0].lines)
    wordy = replace(subject, statement=Statement(in_short=(WORDY,) * 3, knowledge_of_case=WORDY))
    (table,) = (block for block in front(report(replace(summary, subject=wordy))) if isinstance(block, Table))
    assert len(table.rows) == 1


def test_where_page_one_folds_rows_the_next_opens_with_one_for_each_piece_of_work() -> None:
    summary = samples.example("full")
    again = tuple(replace(work, id=samples.uid()) for _ in range(2) for work in summary.subject.interventions)
    many = replace(summary, subject=replace(summary.subject, interventions=again))
    document = report(many)
    after = document.blocks[document.blocks.index(PageBreak()) + 1 :]
    assert after[0] == Heading(level=2, text="Each piece of work")
    assert isinstance(after[1], Table)
    titles = [work.title for work in again]
    assert sum(any(row[1].lines[0].startswith(title) for title in titles) for row in after[1].rows) == len(again)
    (table,) = (block for block in front(document) if isinstance(block, Table))
    (further,) = (row for row in table.rows if row[0].lines[0].endswith(" further"))
    assert "Core Sex Offender Treatment Programme (completed, as reported)" in further[1].lines[0]
    whole = report(samples.example("a"))
    assert "Each piece of work" not in [one.text for one in whole.blocks if isinstance(one, Heading)]


def test_what_a_board_asks_of_first_stands_first() -> None:
    summary = samples.example("full")
    (record, *_) = summary.subject.needs
    needs = tuple(replace(record, need=need) for need in ("alcohol", "anger", "sexual-offending"))
    bare = replace(summary.subject, interventions=(), needs=needs, plan=None)
    (table,) = (block for block in front(report(replace(summary, subject=bare))) if isinstance(block, Table))
    assert "sexual" in " ".join(table.rows[0][0].lines).casefold()


def test_time_in_a_setting_is_never_completed_treatment() -> None:
    summary = samples.example("d")
    edition = replace(summary.catalogue.editions[0], kind=Kind.SETTING)
    summary = replace(summary, catalogue=replace(summary.catalogue, editions=(edition,)))
    text = " ".join(" ".join(pages(report(summary))).split())
    assert "Time lived in a therapeutic setting" in text
    assert "Time lived there; not treatment to be completed." in text
    assert "Completed. As reported" not in text
