"""The report for a parole board: page one, at most two pages of body, and an annex for each piece of work.

The rules, in order:

1. A report is drawn only from the signed document it carries; a draft says so on every page and carries nothing.
2. An interim summary, an untried participant and a summary made for another purpose give no report: the first is
   not countersigned, of the second no inference may be drawn, and the third holds what a board was never meant to see.
3. Page one keeps the order and the limits of the clinical standard, section 25.
4. The program's own words make no recommendation and speak of nobody's risk.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from exports.page import Attachment, Block, Document, Heading, PageBreak, Paragraph, Style
from registry.domain.addressing import Issuer, Purpose
from registry.domain.begun import never_began
from registry.domain.catalogue import Programme
from registry.domain.errors import NotAllowed
from registry.domain.measure import Measure
from registry.domain.needs import TargetNeed
from registry.domain.people import Person
from registry.domain.summary import CatalogueAsKnown, Subject, TransferSummary
from registry.domain.voice import NotShown, Shown
from registry.domain.wording import day_words, short_period
from registry.reports.annex import work_blocks
from registry.reports.instruments import measure_charts
from registry.reports.parole_body import body_blocks
from registry.reports.parole_front import TITLE, front_page
from registry.reports.parole_order import in_order
from registry.reports.parole_pages import on_two_pages
from registry.reports.parole_table import setting_words
from registry.reports.source import Check, Source, footer_lines

DRAFT: Final = "DRAFT: not signed"
ATTACHMENT: Final = "throughcare.json"
_PANELS: Final = (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL)


def parole_report(
    summary: TransferSummary,
    *,
    digest: str,
    check_words: tuple[str, ...],
    data: bytes,
    needs: Mapping[str, TargetNeed],
    programmes: Mapping[str, Programme] = MappingProxyType({}),
    measures: Mapping[str, Measure] | None = None,
) -> Document:
    """Return the report drawn from a signed summary, with the signed bytes `data` attached.

    `programmes` are those that the catalogue here knows of, by which a comparison calls what it is made with, and
    `measures` those whose range it knows.

    `digest` and `check_words` are those of the same bytes; the caller has verified them. Raises `NotAllowed` for an
    interim summary, an untried participant, and a summary made for neither a board nor a tribunal.
    Source of the order and the limits of page one: the clinical standard, section 25.
    """
    if summary.interim:
        raise NotAllowed(
            "This summary is interim: nobody has countersigned it, and it never goes to a board.",
            hint="Issue a summary for the board and have it approved.",
        )
    if summary.purpose not in _PANELS:
        raise NotAllowed(
            f"This summary was made for another purpose ({summary.purpose.value.replace('-', ' ')}).",
            hint="Issue one for the parole board: each purpose holds only what its reader may see.",
        )
    _check_tried(summary.subject)
    source = Source.of_summary(
        summary, check=Check(digest=digest, words=check_words), needs=needs, programmes=programmes
    )
    source = replace(source, measures=measures)
    attachment = Attachment(
        name=ATTACHMENT,
        data=data,
        mime="application/json",
        description="The signed record from which these pages were drawn",
        modified=summary.valid_from,
    )
    return _document(source, attachment)


def parole_draft(
    subject: Subject,
    *,
    made: datetime,
    author: Person,
    unit: Issuer,
    needs: Mapping[str, TargetNeed],
    catalogue: CatalogueAsKnown | None = None,
    shown: Shown | None = None,
    not_shown: NotShown | None = None,
) -> Document:
    """Return the report as it would read, marked as a draft on every page, without attachment or check words.

    Without `catalogue` no expected amount, module or definition is known. Raises `NotAllowed` for an untried
    participant.
    """
    _check_tried(subject)
    source = Source(
        subject=subject,
        catalogue=catalogue,
        made=made,
        author=author,
        unit=unit,
        needs=needs,
        shown=shown,
        not_shown=not_shown,
    )
    return _document(source, None)


def _check_tried(subject: Subject) -> None:
    if subject.participant.untried:
        raise NotAllowed(
            "There is no report for a board or tribunal on a participant who has not been convicted.",
            hint="No inference may be drawn from treatment before a conviction. Once convicted: `participant amend "
            "--tried`, and a new summary.",
        )


def _document(source: Source, attachment: Attachment | None) -> Document:
    footer = footer_lines(source)
    front = front_page(source, footer)
    annexes = len(source.works) + (1 if source.subject.scores else 0)
    body, more = on_two_pages(body_blocks(source, front), annexes + 1, source, footer)
    blocks: tuple[Block, ...] = (
        *front,
        PageBreak(),
        *body,
        *_annexes(source),
        *more,
    )
    return Document(
        title=f"{TITLE}: {source.subject.participant.name.words}",
        author=source.author.name,
        subject=f"{TITLE}, up to {day_words(source.today)}",
        created=source.made,
        blocks=blocks,
        banner=source.banner,
        footer=footer,
        watermark="" if source.check else DRAFT,
        attachment=attachment,
        code=source.code,
    )


def _annexes(source: Source) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for number, work in enumerate(in_order(source), 1):
        # What nobody began is told in a few lines, and goes on under the annex before it.
        if number == 1 or not never_began(work):
            blocks.append(PageBreak(soft=True))
        blocks.append(Heading(level=1, text=f"Annex {number}. {work.title}"))
        place = f"{work.establishment.name}, {short_period(work)}."
        blocks.append(
            Paragraph(text=f"{setting_words(work)}: {place}" if source.is_setting(work) else place, style=Style.STRONG)
        )
        blocks.extend(work_blocks(source, work))
    readings = measure_charts(source)
    if readings:
        # They go on under the last annex: a few readings are no page of their own.
        blocks += [Heading(level=1, text=f"Annex {len(source.works) + 1}. Readings of measures"), *readings]
    return tuple(blocks)
