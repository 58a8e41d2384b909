"""One piece of work in full: the annex of a report, and the same pages in a preview of what will be signed."""

from collections.abc import Iterator
from typing import Final

from exports.page import Block, Cell, Column, Heading, Paragraph, Style, Table, points
from registry.domain.answered import AnsweredJudgement
from registry.domain.begun import never_began
from registry.domain.care_package import NOT_YET_JUDGED, TargetOutcome
from registry.domain.catalogue import Sensitivity
from registry.domain.closure import Closure
from registry.domain.dates import Recorded
from registry.domain.described_edition import part_titles
from registry.domain.dose import standing
from registry.domain.goal import Goal
from registry.domain.intervention import Intervention
from registry.domain.participant import Known, TherapyEnding
from registry.domain.parts_given import parts_absent
from registry.domain.placement import Placement
from registry.domain.product import Agreed
from registry.domain.profiles import PROFILES
from registry.domain.quoting import WORDS_LEFT_OUT, quoted
from registry.domain.risk_words import in_their_name
from registry.domain.session import ModuleStanding
from registry.domain.when_written import written_words
from registry.domain.wording import (
    NEVER_BEGAN,
    NOT_HELD,
    capital,
    dated,
    held_words,
    only_reported,
    open_goals_words,
    outcome_words,
    period_words,
    recorded_words,
    said,
    sentence,
    withdrawn_words,
)
from registry.reports.attendance import attendance_blocks
from registry.reports.delivery import delivery_blocks
from registry.reports.fact_rows import fact_rows
from registry.reports.progress import progress_blocks
from registry.reports.source import Source

_AGREED: Final = {
    Agreed.YES: "agreed by the participant",
    Agreed.IN_PART: "agreed in part by the participant",
    Agreed.NO: "not agreed by the participant",
    Agreed.NOT_ASKED: "the participant was not asked whether they agree",
}


def work_blocks(source: Source, work: Intervention) -> tuple[Block, ...]:
    """Return everything a reader must know of one piece of work, under the annex's headings; sources in facts 3.3."""
    return (
        *_place(source, work),
        *_why(source, work),
        *delivery_blocks(source, work),
        *attendance_blocks(source, work),
        *_care_package(work),
        *_goals(work),
        *_outcome(source, work),
        *progress_blocks(source, work),
        *_products(work),
        *_skills(work),
        *_not_covered(source, work),
    )


def stays_during(source: Source, work: Intervention) -> tuple[Placement, ...]:
    """Return the stays at the work's establishment that may have overlapped it."""
    begun, ended = work.started or work.referred, work.closure.on if work.closure else None

    def overlaps(stay: Placement) -> bool:
        over = stay.until is not None and begun is not None and stay.until.certainly_before(begun)
        later = ended is not None and ended.certainly_before(stay.since)
        return not over and not later

    here = (stay for stay in source.subject.placements if stay.establishment.id == work.establishment.id)
    return tuple(stay for stay in here if overlaps(stay))


def _place(source: Source, work: Intervention) -> Iterator[Block]:
    yield Heading(level=2, text="Who, where and when")
    participant = source.subject.participant
    begun, ended = work.started or work.referred, work.closure.on if work.closure else None
    state = said(work.state_at_the_time)
    during = []
    for stay in stays_during(source, work):
        for status in stay.legal:
            until = stay.ends(status)
            before = until is not None and begun is not None and until.certainly_before(begun)
            after = ended is not None and ended.certainly_before(status.since)
            if not before and not after:
                during.append(f"{status.words}, {held_words(stay, status)}")
    rows = [
        ("Participant", participant.name.words),
        ("Place", f"{work.establishment.name} ({work.establishment.tier.words})"),
        ("Treatment", "not started" if never_began(work) else period_words(work.started, ended)),
        ("Law at the time", capital("; ".join(during)) if during else "not recorded for this place and time"),
        *((("State at the time", state or "not recorded"),) if state or not never_began(work) else ()),
        *((("This record", when),) if (when := written_words(work)) else ()),
    ]
    yield fact_rows(rows)


def _why(source: Source, work: Intervention) -> Iterator[Block]:
    yield Heading(level=2, text="Why, and for which needs")
    yield Paragraph(text=_referred(work))
    needs = source.needs_of(work)
    if not needs:
        yield Paragraph(text="No target need was recorded.")
        return
    if not work.needs:
        yield Paragraph(text="No target need was recorded for this person. The programme itself is made for:")
    yield points(tuple(_need(source, need) for need in needs))


def _referred(work: Intervention) -> str:
    """When they were referred. A report that gave one date for a whole course told of its end, and of no referral."""
    if work.referred is None:
        return "The date of referral is not recorded."
    ended = work.closure.on if work.closure else None
    if work.recorded is Recorded.REPORTED and work.referred == work.started == ended:
        return "The date of referral was not reported."
    return f"Referred {dated(work.referred)}."


def _need(source: Source, need: str) -> str:
    prison, hospital = source.area(need)
    return (
        source.need(need)
        if prison == hospital
        else f"{source.need(need)}. In prison words: {prison}. In hospital words: {hospital}."
    )


def _care_package(work: Intervention) -> Iterator[Block]:
    if not work.care_package:
        return
    yield Heading(level=2, text="What it was commissioned for")
    yield Table(
        columns=(
            Column(heading="Target outcome", weight=1.2),
            Column(heading="Judged by staff", weight=1.5),
            Column(heading="Participant’s own answer", weight=1.2),
        ),
        rows=tuple(_target_outcome(outcome) for outcome in work.care_package),
    )
    yield Paragraph(text="Whether an outcome was met is no judgement on risk.", style=Style.NOTE)


def _target_outcome(outcome: TargetOutcome) -> tuple[Cell, ...]:
    staff, own = [], []
    for judgement in outcome.judgements:
        words = f" {_theirs(judgement)}" if judgement.words else ""
        staff.append(f"{capital(judgement.met.words)}: {judgement.by}, {judgement.on.words}.{words}")
        own.append(sentence(judgement.answer) if judgement.answer else "No answer recorded.")
    commissioned = f"Commissioned by {outcome.commissioned_by}, {dated(outcome.commissioned_on)}"
    return (
        Cell(lines=(outcome.text, commissioned), strong=True),
        Cell(lines=tuple(staff) or (f"{capital(NOT_YET_JUDGED)}.",)),
        Cell(lines=tuple(own) or ("Not yet asked.",)),
    )


def _theirs(judgement: AnsweredJudgement) -> str:
    """What a judge wrote; what it says of how great a risk is stands as their words."""
    return sentence(in_their_name(judgement.words or "", judgement.by))


def _goals(work: Intervention) -> Iterator[Block]:
    if not work.goals:
        return
    yield Heading(level=2, text="Goals and their reviews")
    yield Table(
        columns=(
            Column(heading="Goal", weight=1.2),
            Column(heading="Reviewed by staff", weight=1.5),
            Column(heading="Participant’s own answer", weight=1.2),
        ),
        rows=tuple(_goal(goal) for goal in work.goals),
    )


def _goal(goal: Goal) -> tuple[Cell, ...]:
    staff, own = [], []
    for review in goal.reviews:
        words = f" {_theirs(review)}" if review.words else ""
        staff.append(f"{capital(review.reached.words)}: {review.by}, {review.on.words}.{words}")
        own.append(sentence(review.answer or "no answer recorded"))
    return (
        Cell(lines=(goal.text, f"Agreed {dated(goal.set_on)}"), strong=True),
        Cell(lines=tuple(staff) or ("Not yet reviewed.",)),
        Cell(lines=tuple(own) or ("Not yet asked.",)),
    )


def _outcome(source: Source, work: Intervention) -> Iterator[Block]:
    edition = source.edition(work)
    yield Heading(level=2, text="Outcome")
    closure = work.closure
    rows: list[tuple[str, str]] = [("Outcome", outcome_words(work, edition, alone=False))]
    if closure is not None:
        rows += _closing(work, closure, own_words=PROFILES[source.purpose].own_words_travel)
    definition = edition.definition if edition else None
    if definition:
        own = edition is not None and edition.completion is None
        whose = f"As delivered at {work.establishment.name}: " if own else ""
        # The definition that was used is said once.
        if closure is None or closure.definition != definition.text:
            rows.append(("What completing means", whose + (said(definition.text) or "not known")))
        rows.append(("Who may judge it", definition.judged_by))
    elif work.goals:
        rows.append(
            ("What completing means", "the goals are answered by a named person beside the participant’s own answer")
        )
    else:
        rows.append(("What completing means", "no written definition is known"))
    yield fact_rows(rows)
    withdrawn = withdrawn_words(work, edition, source.today)
    if withdrawn:
        yield Paragraph(text=withdrawn, style=Style.NOTE)


def _closing(work: Intervention, closure: Closure, *, own_words: bool) -> Iterator[tuple[str, str]]:
    yield "Ended on", f"{closure.on.words}, closed by {closure.closed_by}"
    if closure.judged_by:
        on = f", {closure.judged_on.words}" if closure.judged_on else ", date not recorded"
        yield "Judged by", f"{closure.judged_by.words}{on}"
    if told := said(closure.definition):
        yield "Definition used", told
    if closure.reason:
        note = said(closure.reason_note)
        why = f": {in_their_name(note, closure.closed_by)}" if note else ""
        yield "Reason given by staff", f"{closure.reason.words} ({closure.reason.cause.words}){why}"
    elif note := said(closure.reason_note):
        judge = closure.judged_by.name if closure.judged_by else closure.closed_by
        yield "Said of the outcome", in_their_name(note, judge)
    own = said(closure.participant_reason)
    if own or closure.reason:
        # Where their words do not travel, nobody who reads this can know whether they gave a reason.
        none = "not recorded" if own_words else WORDS_LEFT_OUT
        yield "Reason given by the participant", quoted(own) if own else none
    if told := said(closure.deselection_wording):
        yield "Wording as imported from the prison", quoted(told)
    left = said(closure.left_to_do)
    begun = not never_began(work)
    # Of what never began, only what somebody wrote down of it.
    if begun or closure.ended is not TherapyEnding.NOT_KNOWN:
        yield "How the therapy ended", closure.ended.words
    if begun or left:
        yield "Left to do", in_their_name(left, closure.closed_by) if left else _nothing_said(work)
    if begun or closure.was_asked:
        yield "Asked at the end", closure.asked_words
    if closure.recorded is not Recorded.AT_THE_TIME:
        yield "The ending", recorded_words(closure.recorded)


def _nothing_said(work: Intervention) -> str:
    if unmet := open_goals_words(work.goals):
        return "; ".join(unmet)
    return NOT_HELD.rstrip(".") if only_reported(work) else "none recorded"


def _products(work: Intervention) -> Iterator[Block]:
    if not work.products:
        return
    yield Heading(level=2, text="What came out of it")
    for product in work.products:
        yield Paragraph(text=f"{capital(product.kind.words)}: {product.title}, {product.on.words}", style=Style.STRONG)
        yield Paragraph(
            text=f"Made with {product.made_with}; {_AGREED[product.agreed]}."
            f" Kept at: {product.kept_where}. May be seen by: {product.may_be_seen_by}."
        )
        if product.text and product.text.strip():
            yield Paragraph(text=quoted(product.text), style=Style.QUOTE)


def _skills(work: Intervention) -> Iterator[Block]:
    if not work.skills:
        return
    yield Heading(level=2, text="Skills to keep going")
    for skill in work.skills:
        rows = [("Skill", skill.skill)]
        for label, text in (
            ("Cue", skill.cue),
            ("Supported by", skill.supported_by),
            ("Early signs", skill.early_signs),
        ):
            rows.append((label, said(text) or "not recorded"))
        # Left out where there are none: that nobody recorded them cannot be told from words that stay with their owner.
        if words := said(skill.participant_words):
            rows.append(("In their words", quoted(words)))
        yield fact_rows(rows)


def _not_covered(source: Source, work: Intervention) -> Iterator[Block]:
    edition = source.edition(work)
    begun = not never_began(work)
    items = [
        f"Part of the programme that was not given: {part}."
        for part in part_titles(edition, parts_absent(edition, work))
    ]
    if begun and work.sessions_are_known and (edition is None or edition.sensitivity is Sensitivity.NONE):
        now = standing(work, edition)
        for place in now.places:
            if place.standing is ModuleStanding.WAIVED and place.mark:
                items.append(f"{place.module.title}: waived by {place.mark.by}, because {place.mark.reason}.")
            elif (
                place.standing in (ModuleStanding.NOT_STARTED, ModuleStanding.PART)
                and place.module.required is not Known.NO
            ):
                items.append(f"{place.module.title}: {place.words}.")
        if now.unplaced_words and not now.is_over:
            items.append(sentence(now.unplaced_words))
    items += map(capital, open_goals_words(work.goals))
    if told := said(work.opened_not_closed):
        items.append(f"Opened and not closed: {told}")
    if told := said(work.helps_after):
        items.append(f"What helps after a hard session: {told}")
    if told := said(work.recommended):
        items.append(f"{'Recommended by those who gave it' if begun else 'Recommended'}: {told}")
    yield Heading(level=2, text="Not covered, and left")
    if items:
        yield points(tuple(items))
    elif work.closure and said(work.closure.left_to_do):
        yield Paragraph(text="What is left stands above, under “Left to do”.")
    elif not begun:
        yield Paragraph(text=NEVER_BEGAN)
    else:
        yield Paragraph(text=NOT_HELD if only_reported(work) else "Nothing was recorded as not covered.")
