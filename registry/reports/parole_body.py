"""The pages after page one: what it cut, what remains and why, the law over time, the limits in full."""

from collections.abc import Iterator
from typing import Final

from exports.page import Block, Bullets, Cell, Column, Heading, Paragraph, Style, Table, points
from registry.domain.begun import never_began
from registry.domain.catalogue import CourseForm
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.described_edition import DescribedEdition
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord
from registry.domain.placement import LegalStatus, Placement
from registry.domain.plan import Plan, PlanLine
from registry.domain.quoting import quoted
from registry.domain.risk_words import in_their_name
from registry.domain.wording import (
    NOT_HELD,
    capital,
    dated,
    held_words,
    is_heard,
    low,
    only_reported,
    period_words,
    recorded_words,
    sentence,
)
from registry.reports.comparisons import comparisons, written
from registry.reports.instruments import MEASURED, assessment_blocks, none_words
from registry.reports.parole_front import whole_on
from registry.reports.parole_pages import EACH, ENDINGS, NEEDS, PLAN, STAYS
from registry.reports.parole_table import whole_by_area
from registry.reports.plan_words import confidence_words, date_words, kind_words, owed_words, their_words
from registry.reports.source import Source
from registry.reports.voice_words import entry_about, entry_blocks, panel_words, shown_words

RISK_ELSEWHERE: Final = "These pages do not tell whether anybody elsewhere has assessed risk, nor who: ask"


def body_blocks(source: Source, front: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the body. It goes on from `front`, page one, and says again only what was cut there."""
    cut, about = _voice(source, front)
    return (
        *_whole_table(source, front),
        *_statement(source, front),
        *_compared(source, front),
        *cut,
        *_remains(source),
        *_endings(source),
        *_needs(source),
        *_placements(source),
        *assessment_blocks(source),
        Paragraph(text=f"{RISK_ELSEWHERE} {source.unit_name}."),
        *_measures(source),
        *_limits(source),
        *about,
    )


def _whole_table(source: Source, front: tuple[Block, ...]) -> Iterator[Block]:
    if table := whole_by_area(source, front):
        yield Heading(level=2, text=EACH)
        yield table


def placement_table(source: Source) -> Table | None:
    """Return each stay with the law the person was held under; None where no stay is recorded."""
    if not source.subject.placements:
        return None
    rows = []
    for stay in sorted(source.subject.placements, key=lambda stay: stay.since.text):
        theirs = stay.recorded is Recorded.REPORTED or stay.id in source.sent
        legal = tuple(f"{capital(status.words)}, {_held(stay, status, theirs)}" for status in stay.legal)
        rows.append(
            (
                Cell(lines=(stay.establishment.name, stay.establishment.tier.words), strong=True),
                Cell(lines=(_stayed(stay, theirs), _written(stay), *source.sent_words(stay.id))),
                Cell(lines=legal or ("Not recorded.",)),
            )
        )
    return Table(
        columns=(Column(heading="Where"), Column(heading="When", weight=1.2), Column(heading="Held under", weight=1.6)),
        rows=tuple(rows),
    )


def _stayed(stay: Placement, theirs: bool) -> str:
    """From when until when. Of a stay that others told of nobody here knows whether it goes on."""
    return _open(stay.since) if theirs and stay.until is None else period_words(stay.since, stay.until)


def _held(stay: Placement, status: LegalStatus, theirs: bool) -> str:
    return _open(status.since) if theirs and stay.ends(status) is None else held_words(stay, status)


def _open(since: PartialDate) -> str:
    return f"from {since.words}; no end recorded"


def _written(stay: Placement) -> str:
    """Of a stay that was written down later that it is the stay, and not its law or its dates, that came later."""
    return "this stay was written down later" if stay.recorded is Recorded.LATER else recorded_words(stay.recorded)


def need_table(source: Source) -> Table | None:
    """Return each recorded need with who judged it and what was said, where anything was; None where none is
    recorded.
    """
    if not source.subject.needs:
        return None
    columns = [Column(heading="Need", weight=1.6), Column(heading="Judged", weight=1.4)]
    rows = [
        [
            Cell(lines=(source.need(record.need), *dict.fromkeys(source.area(record.need))), strong=True),
            Cell(
                lines=(
                    f"{capital(record.standing.value)}: {record.by}, {record.on.words}",
                    record.establishment.name,
                    *source.sent_words(record.id),
                )
            ),
        ]
        for record in source.subject.needs
    ]
    words = [tuple(_said(record)) for record in source.subject.needs]
    if any(words):
        columns.append(Column(heading="What was said", weight=1.8))
        for row, lines in zip(rows, words, strict=True):
            row.append(Cell(lines=lines or ("Nothing further recorded.",)))
    return Table(columns=tuple(columns), rows=tuple(map(tuple, rows)))


def _said(record: NeedRecord) -> Iterator[str]:
    if record.choice:
        again = f"; ask again {dated(record.choice.ask_again)}" if record.choice.ask_again else ""
        yield f"Does not want this now: {record.choice.said} ({record.choice.on.words}{again})"
    if record.not_advised_because:
        yield f"Not advised, for a clinical reason: {record.not_advised_because}"
    if record.note:
        yield record.note


def statement_blocks(source: Source) -> Iterator[Block]:
    """Yield the author's statement, whole; nothing where there is none."""
    statement = source.subject.statement
    if statement is None:
        return
    yield Heading(level=2, text="The author’s statement")
    yield Paragraph(text=_authored(source, statement.in_short))
    yield Paragraph(text=f"Knowledge of the case: {_authored(source, (statement.knowledge_of_case,))}")
    if statement.read_with_care:
        yield points(tuple(_authored(source, (point,)) for point in statement.read_with_care))
    for each in statement.comparisons:
        yield Paragraph(text=written(each).words)


def _authored(source: Source, texts: tuple[str, ...]) -> str:
    """What the author wrote; a sentence on how great a risk is stands as a quotation."""
    return " ".join(in_their_name(text, source.author.name) for text in texts)


def _statement(source: Source, front: tuple[Block, ...]) -> Iterator[Block]:
    """Yield those parts of the author's statement that page one had to cut."""
    statement = source.subject.statement
    if statement is None:
        return
    blocks: list[Block] = []
    if short := tuple(text for text in statement.in_short if not whole_on(front, text)):
        blocks.append(Paragraph(text=f"In short: {_authored(source, short)}"))
    if not whole_on(front, sentence(statement.knowledge_of_case)):
        blocks.append(Paragraph(text=f"Knowledge of the case: {_authored(source, (statement.knowledge_of_case,))}"))
    if cut := tuple(point for point in statement.read_with_care if not whole_on(front, point)):
        blocks.append(Paragraph(text="To read with care:"))
        blocks.append(points(tuple(_authored(source, (point,)) for point in cut)))
    if blocks:
        yield Heading(level=2, text="What page one had to cut")
        yield from blocks


def _compared(source: Source, front: tuple[Block, ...]) -> Iterator[Block]:
    """Yield what a judgement on page one rests on, and all of one that had no room there."""
    if not source.works:
        return
    more = []
    for each in comparisons(source):
        if not whole_on(front, each.words):
            more.append(f"{each.words} {each.basis}".rstrip())
        elif each.basis:
            more.append(f"{each.what} {each.basis}")
    if more:
        yield Heading(level=2, text="More on how the work stands beside prison programmes")
        yield points(tuple(more))


def _voice(source: Source, front: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The words that page one cut or had no room for, and of the others who typed them and when: these are for the end,
    where nobody has to read past them.
    """
    cut: list[Block] = []
    about: list[Block] = []
    for entry in panel_words(source):
        if whole_on(front, quoted(entry.text) if entry.text else entry.words):
            about += entry_about(entry)
        else:
            cut += entry_blocks(entry)
    if not whole_on(front, shown := shown_words(source)):
        # A full page one leaves out who showed it, and that alone is told here.
        if source.shown and whole_on(front, shown_words(source, terse=True)):
            about.append(Paragraph(text=f"Shown by {source.shown.by}.", style=Style.SMALL))
        else:
            cut.append(Paragraph(text=shown))
    return (
        (Heading(level=2, text="More of their own words"), *cut) if cut else (),
        (Heading(level=2, text="About the words on page one"), *about) if about else (),
    )


def _endings(source: Source) -> Iterator[Block]:
    """Yield of each piece of work that ended by which rule, how it was accredited then, and what was seen since."""
    told = tuple(_ending(source, work, work.closure) for work in source.works if work.closure)
    if told:
        yield Heading(level=2, text=ENDINGS)
        yield points(told)


def _ending(source: Source, work: Intervention, end: Closure) -> str:
    edition = source.edition(work)
    heard = ", as reported" if is_heard(work) else ""
    said_of_it = [f"{work.title}: {end.outcome.words}, {end.on.words}{heard}"]
    if never_began(work):
        # Nothing was given, and there is no time since then to speak of.
        return sentence(f"{said_of_it[0]}; it never started")
    if source.is_setting(work):
        # Lived in, and never completed: the clinical standard, section 4.
        return sentence(f"{work.title}: time lived there, until {end.on.words}{heard}; no treatment to be completed")
    if end.outcome is Outcome.COMPLETED:
        said_of_it.append(_rule(work, edition))
    if edition is not None and edition.form is CourseForm.PROGRAMME:
        said_of_it.append(f"when it was given: {edition.accreditation.status.words}")
    later = [entry for entry in work.progress if end.on.certainly_before(entry.on)]
    since = " ".join(f"{entry.on.words}: {capital(entry.outside_words)}" for entry in later)
    none = low(NOT_HELD) if only_reported(work) else "nothing is recorded."
    return f"{sentence('; '.join(said_of_it))} Since then: {since or none}"


def _rule(work: Intervention, edition: DescribedEdition | None) -> str:
    goals = ""
    if work.goals:
        every = all(goal.answered for goal in work.goals)
        goals = (
            "each of its goals answered by a named person and by them" if every else "not each of its goals answered"
        )
    if edition is None or edition.definition is None:
        return goals or "no written definition is known"
    rule = "by the published definition" if edition.completion else f"by {work.establishment.name}’s own definition"
    return f"{rule}, {goals}" if goals else rule


def _remains(source: Source) -> Iterator[Block]:
    plan = source.subject.plan
    if plan is None or not plan.lines:
        return
    yield Heading(level=2, text=PLAN)
    weights = (("Need", 1.0), ("Line", 1.5), ("Reason", 1.9), ("Read with", 1.5))
    yield Table(
        caption=f"Made at {plan.establishment.name}, {plan.made_on.words}",
        columns=tuple(Column(heading=heading, weight=weight) for heading, weight in weights),
        rows=tuple(_line(source, plan, line) for line in plan.lines),
    )


def _line(source: Source, plan: Plan, line: PlanLine) -> tuple[Cell, ...]:
    here = plan.establishment.name
    with_care = [sentence(caution) for caution in line.cautions]
    with_care.append(f"Confidence: {confidence_words(line.confidence, here)}.")
    if line.decision:
        with_care.append(f"Decided by {line.decision.by.name}, {line.decision.on.words}.")
    reasons = [line.reason]
    if line.words:
        reasons.append(": ".join(their_words(line, line.words)))
    if due := owed_words(source, plan, line) or date_words(line):
        reasons.append(due)
    return (
        Cell(lines=(source.need(line.need),)),
        Cell(lines=(capital(kind_words(line.stands_as, here)), line.title), strong=True),
        Cell(lines=tuple(reasons)),
        Cell(lines=(" ".join(with_care),)),
    )


def _needs(source: Source) -> Iterator[Block]:
    table = need_table(source)
    if table:
        yield Heading(level=2, text=NEEDS)
        yield table


def _placements(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text=STAYS)
    yield placement_table(source) or Paragraph(text="No stay is recorded.")


def _measures(source: Source) -> Iterator[Block]:
    """Yield where the readings of measures stand, or that there is none."""
    yield Heading(level=2, text="Measures")
    if source.subject.scores:
        yield Paragraph(text=f"Readings of measures stand in Annex {len(source.works) + 1}.")
    else:
        yield Paragraph(text=none_words(source, MEASURED))


def _limits(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text="Limits in full")
    limits = [
        "Whether risk has changed is for those who assess it. Nothing here says that it has.",
        "Sessions that nobody marked are the service’s gap. They are counted neither as attended nor as missed.",
        "An amount or a definition that is not known is said to be so. Nothing was estimated.",
        "Time lived in a therapeutic setting is told as such, not as a course of treatment.",
    ]
    if source.check:
        limits.append(
            # Said of the PDF by name: a web page or a text of this report has the same words and no attachment.
            "The signed record is attached to the PDF of this report as throughcare.json."
            " A paper copy is checked by telephone, as page one says."
        )
    if source.subject.omitted:
        # One of the points, so that it never stands alone at the top of the next page.
        limits.append(f"What this kind of report never holds, whoever it is about: {' '.join(source.subject.omitted)}")
    yield Bullets(items=tuple(limits))
    if source.annex_words:
        yield Paragraph(text=source.annex_words, style=Style.NOTE)
