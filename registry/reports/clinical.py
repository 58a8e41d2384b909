"""The clinical report for a receiving team: what to do on Monday, then the plan, then everything to go on from.

A community team has no programme on offer: its form leads with what can be kept going, and by whom.
"""

from collections.abc import Iterator
from typing import Final

from exports.page import Attachment, Block, Cell, Column, Document, Heading, Paragraph, Style, Table, points
from registry.domain.addressing import Purpose
from registry.domain.attendance_words import attendance_words
from registry.domain.begun import never_began
from registry.domain.continuity_words import joined
from registry.domain.history import with_programme
from registry.domain.intervention import Intervention
from registry.domain.plan import LineKind, PlanLine
from registry.domain.product import Agreed, ProductKind
from registry.domain.profiles import PRODUCTS_OMITTED, PROFILES
from registry.domain.quoting import quoted
from registry.domain.voice import VoiceEntry, VoiceKind
from registry.domain.wording import (
    NEVER_BEGAN,
    NOT_OUTSIDE,
    capital,
    dated,
    left_words,
    low,
    open_goals_words,
    outcome_words,
    said,
    sentence,
    short_period,
)
from registry.reports.fact_rows import fact_rows
from registry.reports.first_weeks import communication_words, first_weeks_blocks
from registry.reports.instruments import none_words, reading_blocks, valid_first_blocks
from registry.reports.parole_body import need_table, placement_table, statement_blocks
from registry.reports.parole_front import signature_blocks
from registry.reports.plan_page import plan_blocks
from registry.reports.plan_words import evidence_words, kind_words, terms_words
from registry.reports.progress import progress_columns, progress_row, unseen_needs
from registry.reports.sharing import sharing_blocks
from registry.reports.source import Source, approver_words, footer_lines
from registry.reports.voice_words import answer_words, entry_blocks, shown_words

WHOLE: Final = (
    "kind of section is left out for this reader. Single sessions, and what is known of each programme, are told in "
    "the summary that is signed, and not on these pages."
)
# The same for everybody, so that it tells nothing of whether any are recorded.
NOT_RELEASED: Final = "ask them: only words that they released to this reader stand here"
NO_PRODUCT: Final = (
    "No product is part of these pages. One that is not for this reader stays out, whoever it is about: ask them."
)
TITLE: Final = "Clinical transfer report"
COMMUNITY: Final = "Clinical report for a community team"
FIRST: Final = "The first two weeks"
KEEP_GOING: Final = "Keep going"
PLAN: Final = "The plan, need by need"
STANDING: Final = "Where each piece of work stands"
PROGRESS: Final = "Progress, need by need"
PRODUCTS: Final = "What came out of the work, and where it is kept"
HELPED: Final = "What helped, and what did not"
WORDS: Final = "Words they know"
VOICE: Final = "In their own words"
LEFT_OUT: Final = "What does not travel"
SIGNED: Final = "Signed, and how to check"
_AGREED: Final = {
    Agreed.YES: "Agreed by them",
    Agreed.IN_PART: "Agreed in part",
    Agreed.NO: "Not agreed by them",
    Agreed.NOT_ASKED: "They were not asked whether they agree",
}


def clinical_report(source: Source, *, mark: str, attachment: Attachment | None = None) -> Document:
    """Return the report. `mark` stands across pages that are not signed, or not countersigned."""
    community = source.purpose is Purpose.COMMUNITY
    title = COMMUNITY if community else TITLE
    first = (_keep_going(source), _first_weeks(source)) if community else (_first_weeks(source), _plan(source))
    last = (_plan(source),) if community else (_keep_going(source),)
    parts = (
        *first,
        statement_blocks(source),
        _standing(source),
        _progress(source),
        *last,
        _products(source),
        _helped(source),
        _words(source),
        _tables(source),
        sharing_blocks(source),
        iter(valid_first_blocks(source)),
        iter(reading_blocks(source)),
        _voice(source),
        _left_out(source),
    )
    blocks: tuple[Block, ...] = (
        Heading(level=1, text=title),
        _opening(source),
        *(block for part in parts for block in part),
        Heading(level=2, text=SIGNED),
        *signature_blocks(source),
    )
    return Document(
        title=f"{title}: {source.subject.participant.name.words}",
        author=source.author.name,
        subject=title,
        created=source.made,
        blocks=blocks,
        banner=source.banner,
        footer=footer_lines(source),
        watermark=mark,
        attachment=attachment,
        code=source.code,
    )


def _opening(source: Source) -> Block:
    participant = source.subject.participant
    rows = [
        ("From", source.unit_name),
        ("For", source.recipient.name if source.recipient else "the team that receives them"),
        ("Written by", source.author.words),
        ("Approved by", approver_words(source)),
        ("Communication", communication_words(participant.communication)),
    ]
    if participant.untried:
        rows.append(("Conviction", "Not convicted: no inference may be drawn"))
    return fact_rows(rows)


def _first_weeks(source: Source) -> Iterator[Block]:
    found = tuple(first_weeks_blocks(source.subject.first_two_weeks, came=source.weeks_from, works=source.works))
    if not found:
        why = source.weeks_from or "Nothing was recorded. Ask the unit before they arrive."
        found = (Heading(level=2, text=FIRST), Paragraph(text=why))
    yield from found


def _plan(source: Source) -> Iterator[Block]:
    plan = source.subject.plan
    if plan is None:
        yield Heading(level=2, text=PLAN)
        yield Paragraph(text="No plan is part of this report.")
        return
    yield Heading(level=1, text=PLAN)
    yield from plan_blocks(plan, source.needs)
    yield Heading(level=1, text="To go on from")


def _keep_going(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text=KEEP_GOING)
    plan = source.subject.plan
    planned = [line for line in plan.lines if line.stands_as is LineKind.KEEP_GOING] if plan else []
    skills = {skill: source.sent_words(work.id) for work in reversed(source.works) for skill in reversed(work.skills)}
    skills = dict(reversed(skills.items()))
    skills |= {skill: () for line in planned for skill in line.skills if skill not in skills}
    for skill, sent in skills.items():
        words = said(skill.participant_words)
        own = quoted(words) if words else "" if PROFILES[source.purpose].own_words_travel else NOT_RELEASED
        yield fact_rows(
            (
                ("Skill", skill.skill),
                ("Cue", said(skill.cue) or "not recorded"),
                *((("In their words", own),) if own else ()),
                ("Who supports it", said(skill.supported_by) or "nobody named yet"),
                ("Early signs", said(skill.early_signs) or "not recorded"),
                *(("Whose record", words) for words in sent),
            )
        )
    kept = tuple(_kept_plans(source))
    if planned or kept:
        yield points(tuple(dict.fromkeys((*map(_named, planned), *kept))))
    if not skills and not planned and not kept:
        yield Paragraph(text=_none(source, "No skill is part of this report. Ask them what they use."))


def _kept_plans(source: Source) -> Iterator[str]:
    """Yield each plan for staying well that the reader may see: it is kept up with no programme on offer."""
    for work in source.works:
        for product in work.products:
            if product.kind is ProductKind.STAYING_WELL_PLAN:
                yield f"{product.title}: {product.kind.words}, {product.on.words}. Kept at: {product.kept_where}."


def _named(line: PlanLine) -> str:
    reason = sentence(line.reason)
    return reason if line.title in reason else f"{line.title}: {reason}"


def _none(source: Source, words: str) -> str:
    """That a section holds nothing; of a record that others sent something for, where theirs stands."""
    if not source.received:
        return words
    return f"None that {source.unit_name} itself recorded is part of this report. {source.sent_by_others}"


def _standing(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text=STANDING)
    if source.held or source.received:
        yield Paragraph(text=_whose(source), style=Style.NOTE)
    if source.works:
        yield _work_table(source)
    else:
        yield Paragraph(text=f"No piece of work recorded by {source.unit_name} is part of this report.")
    if elsewhere := tuple(_elsewhere(source)):
        yield Paragraph(text="Elsewhere, done or going on", style=Style.STRONG)
        yield points(elsewhere)


def _whose(source: Source) -> str:
    """Whose records stand here and after it, and where the others are: said once, for all that follows."""
    told = f"From here on stands what {source.unit_name} recorded"
    if source.held:
        told += (
            ", and beside it what others recorded and signed: that says from whom it was sent, is theirs, and is "
            f"signed by nobody here. Their whole record: the {'; '.join(source.held)}"
        )
    told = sentence(told)
    if source.assessments_received:
        told += " Assessments that others sent say so."
    if source.received:
        # What nobody we know signed is theirs to answer for, and is not told again as if it were ours.
        told += (
            f" What {'the ' if source.held else ''}others recorded, with the person’s words to them, is told in what "
            f"they sent: the {'; '.join(source.received)}."
        )
    return told


def _elsewhere(source: Source) -> Iterator[str]:
    """Yield work that another establishment has the record of, which is its to sign, by the plan's evidence for it."""
    plan, mine = source.subject.plan, {work.id for work in source.works}
    if plan is None:
        return
    here, found = plan.establishment.name, dict[str, list[str]]()
    for line in plan.lines:
        for one in line.evidence:
            if one.record in line.work and one.record not in mine:
                found.setdefault(sentence(evidence_words(one, here)), []).append(kind_words(line.stands_as, here))
    for told, kinds in found.items():
        yield f"{told} In the plan: {', '.join(dict.fromkeys(kinds))}."


def _work_table(source: Source) -> Table:
    return Table(
        columns=(
            Column(heading="Work", weight=1.3),
            Column(heading="Received", weight=1.3),
            Column(heading="Outcome or state", weight=1.2),
            Column(heading="Goals to resume from, or what is left", weight=1.6),
        ),
        rows=tuple(_row(source, work) for work in source.works),
    )


def _row(source: Source, work: Intervention) -> tuple[Cell, ...]:
    edition = source.edition(work)
    left = left_words(work, edition)
    # A goal that what is left names already is not said twice.
    unsaid = (goal for goal in work.goals if goal.text.rstrip(".;") not in left)
    still = tuple(map(capital, open_goals_words(unsaid)))
    more = tuple(
        f"{label}: {text}"
        for label, value in (
            ("Opened and not closed", work.opened_not_closed),
            ("Recommended", work.recommended),
        )
        if (text := said(value))
    )
    return (
        Cell(
            lines=(work.title, f"{work.establishment.name}, {short_period(work)}", *source.sent_words(work.id)),
            strong=True,
        ),
        Cell(lines=(" ".join(attendance_words(work, edition)),)),
        Cell(lines=(outcome_words(work, edition),)),
        Cell(lines=(left, *still, *more)),
    )


def _progress(source: Source) -> Iterator[Block]:
    """Yield what was seen in the work need by need; nothing where there is no work."""
    seen = [(work, entry) for work in source.works for entry in work.progress]
    if not source.works:
        return
    yield Heading(level=2, text=PROGRESS)
    begun = [work for work in source.works if not never_began(work)]
    if not seen:
        yield Paragraph(text=f"{none_words(source, 'progress on a need')} {NOT_OUTSIDE}" if begun else NEVER_BEGAN)
        return
    yield Table(
        columns=progress_columns("Need, work"),
        rows=tuple(progress_row(source, entry, work.title, *source.sent_words(work.id)) for work, entry in seen),
    )
    # None is passed over because another of the same course, or another course, has something.
    left = ((work.title, [low(source.need(need)) for need in unseen_needs(source, work)]) for work in begun)
    if told := tuple(f"{title}: nothing recorded for {joined(needs)}." for title, needs in left if needs):
        yield points(told)


def _tables(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text="Needs, and who judged them")
    yield need_table(source) or Paragraph(text=none_words(source, "need"))
    yield Heading(level=2, text="Where, and under which law")
    yield placement_table(source) or Paragraph(text=none_words(source, "stay"))


def _products(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text=PRODUCTS)
    found = [(product, source.sent_words(work.id)) for work in source.works for product in work.products]
    if not found:
        # Whatever is recorded, what they opened to other readers is no part of these pages: nothing is denied.
        yield Paragraph(text=f"{NO_PRODUCT} {source.sent_by_others}".rstrip())
        return
    yield Table(
        columns=(
            Column(heading="What", weight=1.5),
            Column(heading="Made with", weight=1.2),
            Column(heading="Kept at", weight=1.2),
            Column(heading="May be seen by"),
        ),
        rows=tuple(
            (
                Cell(lines=(product.title, f"{capital(product.kind.words)}, {product.on.words}", *sent), strong=True),
                Cell(lines=(product.made_with, f"{_AGREED[product.agreed]}.")),
                Cell(lines=(capital(product.kept_where),)),
                Cell(lines=(capital(product.may_be_seen_by),)),
            )
            for product, sent in found
        ),
    )
    for product, _ in found:
        if text := said(product.text):
            yield Paragraph(text=f"{product.title}:", style=Style.STRONG)
            yield Paragraph(text=quoted(text), style=Style.QUOTE)


def _helped(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text=HELPED)
    told = [
        f"After a hard session, in {work.title}: {text}" for work in source.works if (text := said(work.helps_after))
    ]
    told += [
        f"What {'is to be' if never_began(work) else 'was'} adjusted in {work.title}: {', '.join(work.adjustments)}."
        for work in source.works
        if work.adjustments
    ]
    if told:
        yield points(tuple(told))
    entries = [entry for entry in source.voice if entry.kind in (VoiceKind.HELPED, VoiceKind.DID_NOT_HELP)]
    for entry in entries:
        yield from entry_blocks(entry, before=_sent_before(source, entry))
    if not told and not entries:
        yield Paragraph(text=_none(source, "Nothing about this is part of this report. Ask them."))


def _words(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text=WORDS)
    # Of work that nobody began they know no words.
    works = [(work, source.edition(work)) for work in source.works if not never_began(work)]
    found = {
        with_programme(work.title, edition): edition.glossary for work, edition in works if edition and edition.glossary
    }
    if not found:
        yield Paragraph(text=_none(source, "No words of a programme are part of this report."))
        return
    yield points(tuple(f"{title}: {terms_words(terms)}" for title, terms in found.items()))


def _voice(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text=VOICE)
    rest = [e for e in source.voice if e.kind not in (VoiceKind.HELPED, VoiceKind.DID_NOT_HELP)]
    if not rest:
        # Words that stand under another heading are an entry too.
        other = "other " if source.voice else ""
        yield Paragraph(text=_none(source, f"No {other}entry of theirs is part of this report."))
    for entry in rest:
        yield from entry_blocks(entry, before=_sent_before(source, entry))
    yield from _answers(source)


def _answers(source: Source) -> Iterator[Block]:
    """What they answered when they were shown this and other papers, for whoever treats them next."""
    if source.shown or source.not_shown:
        yield Paragraph(text=shown_words(source))
    told: dict[tuple[str, ...], list[str]] = {}
    for what, shown in source.papers:
        if shown != source.shown:
            told.setdefault((dated(shown.on), answer_words(source, shown)), []).append(what)
    for (day, answer), named in told.items():
        yield Paragraph(text=f"Shown {joined(dict.fromkeys(named))} {day}. {answer}")


def _sent_before(source: Source, entry: VoiceEntry) -> str:
    return "".join(f"{words} " for words in source.sent_words(entry.id))


def _left_out(source: Source) -> Iterator[Block]:
    yield Heading(level=2, text=LEFT_OUT)
    if source.subject.omitted:
        yield points(source.subject.omitted)
    if set(source.subject.omitted) <= {PRODUCTS_OMITTED}:
        yield Paragraph(text=f"No {'other ' if source.subject.omitted else ''}{WHOLE}")
    if source.annex_words:
        yield Paragraph(text=source.annex_words, style=Style.NOTE)
