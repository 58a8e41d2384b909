"""What the tests of a report for a board ask of it, and records with too much to say."""

from dataclasses import replace

from exports.page import Document, Facts, Heading, PageBreak
from registry.domain.plan import LineKind, PlanLine
from registry.domain.summary import Statement, TransferSummary
from registry.reports.plan_words import remains
from registry.reports.source import Source
from tests.reports import samples

EXAMPLES = ("a", "b", "c", "d", "full")
WORDY = "He " + "thought about it and said so to everybody who asked him " * 8


def front(document: Document) -> tuple:
    return document.blocks[: document.blocks.index(PageBreak())]


def first_annex(document: Document) -> str:
    """The title of the first annex, which page one may point to by its number."""
    return next(block.text for block in document.blocks if isinstance(block, Heading) and block.text[:8] == "Annex 1.")


def cut_short(summary: TransferSummary) -> TransferSummary:
    told = tuple(f"{which}: {WORDY.strip()}" for which in ("First", "Next", "Last"))
    statement = Statement(in_short=told, knowledge_of_case="Two years.")
    return replace(summary, subject=replace(summary.subject, statement=statement))


def rows_of(document: Document, label: str) -> list[str]:
    return [
        value for block in document.blocks if isinstance(block, Facts) for name, value in block.rows if name == label
    ]


def what_remains(summary: TransferSummary) -> str:
    """What page one says remains, where it has room for all of it."""
    return " ".join(remains(Source.of_summary(summary, check=None, needs=samples.needs()), summary.subject.plan))


def with_lines(summary: TransferSummary, *lines: PlanLine) -> TransferSummary:
    plan = replace(summary.subject.plan, lines=lines)
    return replace(summary, subject=replace(summary.subject, plan=plan))


def line_of(summary: TransferSummary, kind: LineKind) -> PlanLine:
    return next(line for line in summary.subject.plan.lines if line.stands_as is kind)
