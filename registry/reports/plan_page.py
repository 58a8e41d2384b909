"""The continuity plan as a page, on paper and as the text of `plan show`: what to do, need by need."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from exports.page import Block, Cell, Column, Document, Heading, Paragraph, Style, Table
from registry.domain.continuity_words import joined_or
from registry.domain.history import History
from registry.domain.needs import TargetNeed, need_label
from registry.domain.participant import FirstTwoWeeks, Participant
from registry.domain.plan import LineKind, Plan, PlanLine
from registry.domain.plan_answers import is_touched
from registry.domain.wording import capital, day_words
from registry.reports.fact_rows import fact_rows
from registry.reports.first_weeks import first_weeks_blocks, unwritten_weeks_blocks
from registry.reports.plan_words import kind_words, line_facts


def plan_report(
    plan: Plan,
    participant: Participant,
    *,
    today: date,
    needs: Mapping[str, TargetNeed],
    notices: tuple[str, ...] = (),
    weeks: FirstTwoWeeks | None = None,
    weeks_from: str = "",
    unwritten: History | None = None,
) -> Document:
    """Return the plan as a document: first everything at a glance, then each need with each line in full.

    `weeks` is the page for the first two weeks, for somebody who came lately, and `weeks_from` with which summary it
    came; `unwritten` is their record, where nobody wrote one. `notices` say which received summaries are interim or
    no longer stand, and what the plan has lost with them. Raises nothing of its own; a plan without lines says so.
    """
    return Document(
        title=f"Continuity plan: {participant.name.words}",
        author=plan.establishment.name,
        subject=f"Continuity plan of {plan.made_on.words}",
        created=datetime(today.year, today.month, today.day, tzinfo=UTC),
        blocks=(
            Heading(level=1, text="Continuity plan"),
            *_opening(plan, today, notices),
            *first_weeks_blocks(weeks, came=weeks_from),
            *(unwritten_weeks_blocks(unwritten) if unwritten is not None else ()),
            *plan_blocks(plan, needs),
        ),
        banner=participant.banner(today),
        footer=(f"Continuity plan · {plan.establishment.name} · printed {day_words(today)}",),
    )


def plan_blocks(plan: Plan, needs: Mapping[str, TargetNeed]) -> tuple[Block, ...]:
    """Return the plan at a glance and then in full, for a page of its own or as part of another."""
    if not plan.lines:
        return (Paragraph(text="The plan has no line: it was made from no need and no work."),)
    blocks: list[Block] = [Heading(level=2, text="At a glance"), _glance(plan, needs)]
    for need in plan.needs:
        blocks.append(Heading(level=2, text=need_label(needs, need)))
        blocks.extend(_under(plan, need, needs))
    return tuple(blocks)


def _opening(plan: Plan, today: date, notices: tuple[str, ...]) -> tuple[Block, ...]:
    undecided = sum(line.decision is None for line in plan.lines)
    asked = [line for line in plan.lines if line.stands_as is LineKind.ASK_FIRST]
    rows = [
        ("Made at", plan.establishment.name),
        ("Made on", plan.made_on.words),
        ("Lines", str(len(plan.lines))),
        ("Waiting for a decision", str(undecided) if undecided else "none"),
    ]
    blocks: list[Block] = [fact_rows(rows)]
    blocks += [Paragraph(text=notice, style=Style.NOTE) for notice in notices]
    late = sum(line.question is not None and line.question.by.last < today for line in asked)
    if asked:
        one = len(asked) == 1
        # What nobody began cannot be repeated, and does not start.
        does = list(dict.fromkeys("is repeated" if line.was_begun else "starts" for line in asked))
        words = f"{len(asked)} {'question is' if one else 'questions are'} open."
        words += f" Until {'it is' if one else 'they are'} answered, nothing asked about {joined_or(does)}."
        blocks.append(Paragraph(text=words + (f" {late} past the date." if late else ""), style=Style.NOTE))
    blocks.append(Paragraph(text="What a plan says is no statement about risk.", style=Style.SMALL))
    return tuple(blocks)


def _glance(plan: Plan, needs: Mapping[str, TargetNeed]) -> Table:
    rows = []
    for number, line in enumerate(plan.lines, 1):
        decided = line.decision
        since = "; answered since" if is_touched(line) else ""
        rows.append(
            (
                Cell(lines=(str(number),)),
                Cell(lines=(need_label(needs, line.need),)),
                Cell(lines=(capital(kind_words(line.stands_as, plan.establishment.name)),), strong=True),
                Cell(lines=(line.title,)),
                Cell(lines=(f"{decided.by.name}, {decided.on.words}{since}" if decided else "Not yet decided",)),
            )
        )
    weights = (("No.", 0.25), ("Need", 1.2), ("Line", 0.9), ("What", 2.0), ("Decided", 1.2))
    return Table(columns=tuple(Column(heading=heading, weight=weight) for heading, weight in weights), rows=tuple(rows))


def _under(plan: Plan, need: str, needs: Mapping[str, TargetNeed]) -> Iterator[Block]:
    known = needs.get(need)
    if known:
        yield Paragraph(
            text=f"In prison words: {known.prison}. In hospital words: {known.hospital}.", style=Style.SMALL
        )
    for number, line in enumerate(plan.lines, 1):
        if line.need == need:
            yield from _line(number, line, needs, plan.establishment.name)


def _line(number: int, line: PlanLine, needs: Mapping[str, TargetNeed], here: str) -> Iterator[Block]:
    yield Heading(level=3, text=f"{number}. {capital(kind_words(line.stands_as, here))}: {line.title}")
    rows = (("Why", line.reason), *line_facts(line, needs, here))
    if line.stands_as is not line.kind:
        rows = (("Worked out as", kind_words(line.kind, here)), *rows)
    yield fact_rows(rows)
