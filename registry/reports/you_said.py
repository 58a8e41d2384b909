"""What the participant said, told to them: in their voice, of papers they were shown, of judgements and decisions about
them, and why work ended for them. Each stands with what it answers.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from exports.page import Block, Paragraph, Style
from registry.domain.ask import PARTICIPANT
from registry.domain.care_package import OutcomeJudgement, TargetOutcome
from registry.domain.continuity_words import joined
from registry.domain.decision import Decision, Discussed
from registry.domain.intervention import Intervention
from registry.domain.plan import PlanLine
from registry.domain.quoting import quoted
from registry.domain.voice import Agreement, Audience, Shown, VoiceEntry, VoiceKind
from registry.domain.wording import capital, dated, said
from registry.reports.not_for_now import IN_THE_FULL_COPY
from registry.reports.own_copy import Naming
from registry.reports.source import Source
from registry.reports.to_you import about_words, asked_about

_ANSWERED: Final = {
    Agreement.AGREES: "You agreed.",
    Agreement.AGREES_IN_PART: "You agreed with part, and not with all.",
    Agreement.DISAGREES: "You disagreed.",
    Agreement.NO_ANSWER: "You gave no answer. You do not have to.",
}
_SAID: Final = (VoiceKind.ACCOUNT, VoiceKind.HOPE, VoiceKind.DID_NOT_HELP, VoiceKind.AGREES, VoiceKind.DISPUTES)


def own_voice(source: Source, *kinds: VoiceKind) -> tuple[VoiceEntry, ...]:
    """Return the entries of these kinds that the participant meant for themselves."""
    return tuple(one for one in source.subject.voice if Audience.SELF in one.audiences and one.kind in kinds)


def you_said(naming: Naming, *, told: Collection[str]) -> Iterator[Block]:
    """Yield each thing that they said, word for word, with what it answers; nothing where there is none.

    `told` are their words that the copy holds already.
    """
    source = naming.source
    for entry in own_voice(source, *_SAID):
        if entry.text is not None and naming.safe(entry.text):
            what = "You disagreed" if entry.kind is VoiceKind.DISPUTES else "You said"
            yield from _said(f"{what}, {dated(entry.on)}:", entry.text)
    disputed = [*own_voice(source, VoiceKind.DISPUTES)]
    # A copy drawn from what another unit sent holds these already.
    here = {entry.id for entry in source.subject.voice}
    for one in (other for other in naming.how.said_elsewhere if other.entry.id not in here):
        words = one.entry.text if one.entry.kind in (*_SAID, VoiceKind.HELPED) else None
        if words and naming.safe(words):
            by = f"as {one.by} wrote it down" if naming.is_full else "as it was written down elsewhere"
            yield from _said(f"You said, {dated(one.entry.on)}, {by}:", words)
        if one.entry.kind is VoiceKind.DISPUTES:
            disputed.append(one.entry)
    if any(entry.text and not naming.safe(entry.text) for entry in disputed):
        yield Paragraph(text="You disagree with something that is written. It is in the full copy, in your words.")
    yield from _papers(naming)
    for work in source.works:
        yield from _of_the_work(naming, work, told)
    for line in source.subject.plan.lines if source.subject.plan else ():
        yield from _of_the_plan(naming, line, told)


def _said(before: str, words: str) -> tuple[Block, Block]:
    return Paragraph(text=before), Paragraph(text=quoted(words), style=Style.QUOTE)


def _held(naming: Naming, before: str, words: str) -> tuple[Block, ...]:
    """Their words with what they answer; where this copy may not hold them, that they stand in the full copy."""
    if naming.is_kept_back(words):
        return (Paragraph(text=f"{before.removesuffix(':')}. {IN_THE_FULL_COPY}"),)
    return _said(before, words)


def _papers(naming: Naming) -> Iterator[Block]:
    """What they answered when they were shown this, and other papers about them."""
    if naming.source.shown:
        yield from _shown(naming, "this", naming.source.shown)
    # One answer may have been given of several papers at once; a discreet copy names none of them.
    answers: dict[Shown, list[str]] = {}
    for paper in naming.how.papers:
        if paper.shown != naming.source.shown:
            # Who showed it and how is told of nobody here, and makes no other answer of it.
            answers.setdefault(replace(paper.shown, by="staff", format="shown"), []).append(paper.what)
    for shown, named in answers.items():
        other = "a paper about you" if len(named) == 1 else "papers about you"
        yield from _shown(naming, joined(dict.fromkeys(named)) if naming.is_full else other, shown)


def _shown(naming: Naming, what: str, shown: Shown) -> Iterator[Block]:
    told = f"You were shown {what} {dated(shown.on)}. {_ANSWERED[shown.answer]}"
    words = naming.safe(shown.words)
    kept = f" {IN_THE_FULL_COPY}" if naming.is_kept_back(shown.words) else ""
    yield Paragraph(text=f"{told} You said:" if words else f"{told}{kept}")
    if words:
        yield Paragraph(text=quoted(words), style=Style.QUOTE)


def _of_the_work(naming: Naming, work: Intervention, told: Collection[str]) -> Iterator[Block]:
    """What they said of the outcomes that work was commissioned for, and why it ended for them each time."""
    for outcome in work.care_package:
        for one in outcome.judgements:
            if answer := said(one.participant_answer):
                yield from _held(naming, f"{naming.work(work)}. {_judged(naming, outcome, one)} You said:", answer)
    for ended in (*(one.closure for one in work.reopenings), work.closure):
        reason = ended.participant_reason if ended else None
        if reason not in told and (words := said(reason)):
            yield from _held(naming, f"{naming.work(work)}. You said why it ended:", words)


def _judged(naming: Naming, outcome: TargetOutcome, one: OutcomeJudgement) -> str:
    """What was judged and how; in whose words, in a full copy alone: staff wrote them for each other."""
    if not naming.is_full:
        return f"One thing that it was for was judged {dated(one.on)}: {one.met.words}."
    wrote = said(one.words)
    judged = f"{one.by} judged {dated(one.on)}: {one.met.words}{f', and wrote: {quoted(wrote)}' if wrote else '.'}"
    return f"One thing that it was for: {quoted(outcome.text)} {judged}"


def _of_the_plan(naming: Naming, line: PlanLine, told: Collection[str]) -> Iterator[Block]:
    """What they answered when a line of the plan was asked about, and said when it was decided."""
    name = naming.line(line)
    for answer in line.answers:
        if answer.of == PARTICIPANT and (words := said(answer.words)):
            yield from _held(naming, f"{name}. We asked you {asked_about(line)}. You said, {dated(answer.on)}:", words)
    for decision, before in ((line.earlier_decision, "Before that, "), (line.decision, "")):
        if decision is None or decision.discussed_words in told or not (words := _answer(decision)):
            continue
        about = "" if before else f" about this: {about_words(line, tender=naming.is_tender(line))}"
        agreed = "agreed" if decision.discussed is Discussed.AGREES else "disagreed"
        talked = capital(f"{before}we talked with you {dated(decision.on)}{about}. You {agreed}:")
        yield from _held(naming, f"{name}. {talked}", words)


def _answer(decision: Decision) -> str | None:
    # What stands beside *not yet discussed* is the staff's.
    return said(decision.discussed_words) if decision.discussed is not Discussed.NOT_YET else None
