"""A readable preview of exactly what will be signed: every section of a summary in words."""

from collections.abc import Iterator, Mapping
from typing import Final

from exports.page import Block, Document, Heading, PageBreak, Paragraph, Style, points
from registry.domain.addressing import Issuer
from registry.domain.described_edition import DescribedEdition
from registry.domain.local_ids import code_of
from registry.domain.needs import TargetNeed
from registry.domain.summary import Draft, TransferSummary
from registry.domain.wording import day_words, known_words, said
from registry.reports.annex import work_blocks
from registry.reports.attendance import register
from registry.reports.delivery import shape_words
from registry.reports.fact_rows import fact_rows
from registry.reports.first_weeks import communication_words, first_weeks_blocks
from registry.reports.instruments import assessment_blocks, reading_blocks
from registry.reports.parole_body import need_table, placement_table, statement_blocks
from registry.reports.plan_page import plan_blocks
from registry.reports.sharing import sharing_blocks
from registry.reports.source import Check, Source, approver_words, footer_lines
from registry.reports.voice_words import entry_blocks, shown_words

PREVIEW: Final = "PREVIEW: not signed"
INTERIM: Final = "NOT YET COUNTERSIGNED"
NOT_STANDING: Final = "NO LONGER STANDS"


def summary_preview(
    what: TransferSummary | Draft,
    *,
    needs: Mapping[str, TargetNeed],
    unit: Issuer | None = None,
    digest: str | None = None,
    check_words: tuple[str, ...] = (),
    notices: tuple[str, ...] = (),
    stands: bool = True,
) -> Document:
    """Return every section of a frozen summary or a draft in words, in the order in which they travel.

    A draft names no unit: give `unit` where it is known. Give `digest` and `check_words` once the summary is signed:
    then the pages carry them, and no mark of a preview. An interim summary carries its own mark either way.
    `notices` are said first; a summary that no longer `stands` says so across every page.
    """
    check = Check(digest=digest, words=check_words) if digest else None
    source = _source(what, needs, check, unit)
    return Document(
        title=f"Transfer summary: {what.subject.participant.name.words}",
        author=source.author.name,
        subject=f"Transfer summary for {what.recipient.name}",
        created=source.made,
        blocks=(
            Heading(level=1, text="Transfer summary"),
            *(Paragraph(text=notice, style=Style.NOTE) for notice in notices),
            *_document(what, source),
            *_sections(source),
            *_works(source),
            *_editions(source),
        ),
        banner=source.banner,
        footer=footer_lines(source),
        watermark=_mark(interim=what.interim, signed=check is not None) if stands else NOT_STANDING,
    )


def _mark(*, interim: bool, signed: bool) -> str:
    if interim:
        return INTERIM if signed else f"{INTERIM}, not signed"
    return "" if signed else PREVIEW


def _source(
    what: TransferSummary | Draft, needs: Mapping[str, TargetNeed], check: Check | None, unit: Issuer | None
) -> Source:
    if isinstance(what, TransferSummary):
        return Source.of_summary(what, check=check, needs=needs)
    return Source(
        subject=what.subject,
        catalogue=what.catalogue,
        made=what.made,
        author=what.author,
        unit=unit,
        needs=needs,
        purpose=what.purpose,
        recipient=what.recipient,
        shown=what.shown,
        not_shown=what.not_shown,
        annex=what.annex,
        interim=what.interim,
    )


def _document(what: TransferSummary | Draft, source: Source) -> Iterator[Block]:
    yield Heading(level=2, text="The document")
    replaces = f", replaces the document with digest {what.series.replaces.digest}" if what.series.replaces else ""
    rows = [
        ("From", source.unit_name),
        ("For", what.recipient.name),
        ("Purpose", what.purpose.value.replace("-", " ")),
        ("Speaks up to", day_words(source.today)),
        ("Version", f"{what.series.version}{replaces}"),
        ("Written by", source.author.words),
        (_approved(what), approver_words(source)),
        ("Catalogue", f"release {what.catalogue.release.version}"),
    ]
    yield fact_rows(rows)
    yield Paragraph(text=shown_words(source))
    if source.annex_words:
        yield Paragraph(text=source.annex_words, style=Style.NOTE)
    if source.check:
        yield Paragraph(text=source.check.digest_line, style=Style.SMALL)


def _approved(what: TransferSummary | Draft) -> str:
    """What is signed was approved; a draft and an interim summary still wait for it."""
    return "To be approved by" if isinstance(what, Draft) or what.interim else "Approved by"


def _sections(source: Source) -> Iterator[Block]:
    yield from _participant(source)
    yield from first_weeks_blocks(source.subject.first_two_weeks, works=source.works)
    yield from statement_blocks(source)
    yield from sharing_blocks(source)
    yield from _tables(source)
    yield from assessment_blocks(source)
    yield from reading_blocks(source)
    yield Heading(level=2, text="Their words")
    if not source.subject.voice:
        yield Paragraph(text="No entry of theirs travels with this summary.")
    for entry in source.subject.voice:
        yield from entry_blocks(entry, audiences=True)
    if source.subject.plan:
        yield Heading(level=1, text="Continuity plan")
        yield from plan_blocks(source.subject.plan, source.needs)
    yield Heading(level=2, text="What does not travel")
    if source.subject.omitted:
        yield points(source.subject.omitted)
    else:
        yield Paragraph(text="Every kind of section is part of this summary.")


def _participant(source: Source) -> Iterator[Block]:
    participant = source.subject.participant
    yield Heading(level=2, text="The participant")
    rows = [
        ("Name", participant.name.words),
        ("Known as", participant.known_as or "no other name recorded"),
        ("Born", participant.born.words),
        ("Sex as recorded", participant.sex.replace("-", " ")),
        (
            "NHS number",
            str(participant.nhs_number) if participant.nhs_number else f"none: {participant.no_nhs_number_because}",
        ),
        ("Prison number", str(participant.prison_number) if participant.prison_number else "none recorded"),
        ("Local number", str(participant.local_number) if participant.local_number else "none recorded"),
    ]
    if participant.untried:
        rows.append(("Conviction", "Not convicted: no inference may be drawn"))
    communication = participant.communication
    rows += [
        ("Communication", communication_words(communication)),
        ("Learning disability", known_words(communication.learning_disability)),
        ("Autism", known_words(communication.autism)),
        ("Brain injury", known_words(communication.brain_injury)),
    ]
    yield fact_rows(rows)


def _tables(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text="Where, and under which law")
    yield placement_table(source) or Paragraph(text="No stay is recorded.")
    yield Heading(level=2, text="Needs")
    yield need_table(source) or Paragraph(text="No need is part of this summary.")


def _works(source: Source) -> Iterator[Block]:
    for number, work in enumerate(source.works, 1):
        yield PageBreak()
        yield Heading(level=1, text=f"Work {number}. {work.title}")
        yield from work_blocks(source, work)
        sessions = register(work, source.edition(work))
        if sessions:
            yield Heading(level=2, text="Every session, as marked")
            yield sessions


def _editions(source: Source) -> Iterator[Block]:
    editions = source.catalogue.editions if source.catalogue else ()
    if not editions:
        return
    yield PageBreak()
    yield Heading(level=1, text="Programmes as this unit knows them")
    for edition in editions:
        yield Heading(level=2, text=edition.title)
        yield fact_rows(_edition(edition))


def _edition(edition: DescribedEdition) -> Iterator[tuple[str, str]]:
    yield "Edition", code_of(edition.edition_id)
    yield "Plain activity name", edition.activity
    yield "Form", edition.form.words
    yield "Delivery", shape_words(edition.shape) if edition.shape else "not known"
    yield "Modules", "; ".join(module.title for module in edition.modules) or "not known"
    parts = (f"{part.title} ({'required' if part.required else 'optional'})" for part in edition.components)
    yield "Components", "; ".join(parts) or "not known"
    yield "Completing means", said(edition.completion.text) or "not known" if edition.completion else "not known"
    yield (
        "Their words for things",
        "; ".join(f"{term.theirs} = {term.common}" for term in edition.glossary) or "not known",
    )
