"""A certificate of completion, only where completed by definition, and else one of the work done. Discreet unless full.

It is signed by hand: a paper for a person to keep, not a printout of the signed record. A full one that was drawn from
a signed record carries its number and check words, and never for whom that record was written. Its letters are large:
it is a paper to be shown and kept. It counts what was attended and not what was offered: a share without the causes of
its absences, which have no place here, would be read against its holder.
"""

from typing import Final

from exports.page import Block, Document, Heading, Paragraph, Signature, SignatureBlock, Style
from registry.domain.catalogue import Kind
from registry.domain.closure import Outcome
from registry.domain.discreet import Discreet
from registry.domain.dose import dose
from registry.domain.intervention import Intervention
from registry.domain.wording import dated, day_words, low
from registry.reports.own_copy import activity_of
from registry.reports.source import Source, number_line

COMPLETED: Final = "Certificate of completion"
WORK_DONE: Final = "Certificate of work done"
HELD: Final = "This stands in a signed record that we hold, written by"


def is_completed(source: Source, work: Intervention) -> bool:
    """Whether a named judge found treatment complete by a written definition, or by goals that were all answered."""
    edition, closure = source.edition(work), work.closure
    if closure is None or closure.outcome is not Outcome.COMPLETED or closure.judged_by is None:
        return False
    if edition is not None and edition.kind is not Kind.TREATMENT:
        return False
    by_goals = bool(work.goals) and all(goal.answered for goal in work.goals)
    defined = edition is not None and edition.definition is not None
    return by_goals or defined


def holds_nothing(source: Source, work: Intervention) -> bool:
    """Whether the record holds nothing that was done in the work: who opened it did no work by that."""
    if source.is_setting(work) or work.outcome in (Outcome.COMPLETED, Outcome.PARTLY):
        return False
    return not (dose(work, None).received or work.goals or work.progress or work.products or work.marks)


def certificate(
    source: Source,
    work: Intervention,
    *,
    discreet: Discreet | None,
    signer: str | None = None,
) -> Document:
    """Return the certificate for one piece of work.

    A `discreet` one holds nothing of what that names; a full one, where it is None, says which work it was and where.

    `signer` signs by hand for a unit that only holds the signed record of somebody else's work; by default it is who
    judged the work, or the author.
    """
    full = discreet is None
    done = is_completed(source, work)
    title = COMPLETED if done else WORK_DONE
    name = source.subject.participant.name.words
    wrote = f"{source.author.name}, {source.unit_name}" if full else source.author.name
    blocks: tuple[Block, ...] = (
        Heading(level=1, text=title),
        Paragraph(text="This is to say that", style=Style.SMALL),
        Paragraph(text=name, style=Style.STRONG),
        *(Paragraph(text=text) for text in _sentences(source, work, done=done, discreet=discreet)),
        *((Paragraph(text=f"{HELD} {wrote}."),) if signer else ()),
        SignatureBlock(
            rows=(
                _signed_by(source, work, signer, full=full),
                Signature(role="Received by", name=name),
            )
        ),
    )
    return Document(
        title=title,
        author=source.author.name if full else "",
        subject=work.title if full else "",
        created=source.made,
        blocks=blocks,
        footer=_below(source) if full else (day_words(source.today),),
        large_print=True,
    )


def _below(source: Source) -> tuple[str, ...]:
    """The lines under a full one: how to check it, where it was drawn from a signed record, and whose it is."""
    whose = f"{source.unit_name} · {day_words(source.today)}"
    return (number_line(source.check), whose) if source.check else (whose,)


def _signed_by(source: Source, work: Intervention, signer: str | None, *, full: bool) -> Signature:
    """Where the judge, else the author, signs; a full one says what they are, so that it can be asked who they were."""
    if signer:
        return Signature(role="Signed by", name=signer)
    person = (work.closure.judged_by if work.closure else None) or source.author
    what = ", ".join(part for part in (person.profession, person.registration) if part)
    return Signature(role="Signed by", name=person.name, detail=what if full else "")


def _sentences(source: Source, work: Intervention, *, done: bool, discreet: Discreet | None) -> tuple[str, ...]:
    named = f"{work.title} at {work.establishment.name}"
    what = _with_article(low(activity_of(source, work, discreet))) if discreet else named
    if done and work.closure is not None:
        told = [f"completed {what} {dated(work.closure.judged_on or work.closure.on)}."]
    elif source.is_setting(work):
        told = [f"lived in and took part in {what}."]
    else:
        told = [f"took part in {what}. The work that was done counts and can be built on."]
    counted = dose(work, None)
    if counted.received:
        part = f", {counted.part} of them in part" if counted.part else ""
        told.append(f"Sessions attended: {counted.received}{part}.")
    if counted.unmarked:
        # Whose gap it is, and not how many: a number would be read as sessions that its holder missed.
        told.append("The service did not write down who came to every session.")
    if work.goals:
        answered = ", each answered by staff and by them" if all(goal.answered for goal in work.goals) else ""
        told.append(f"Goals agreed: {len(work.goals)}{answered}.")
    if work.started and work.closure and not done:
        told.append(f"From {work.started.words} to {work.closure.on.words}.")
    elif work.started:
        told.append(f"Begun {dated(work.started)}.")
    return tuple(told)


def _with_article(activity: str) -> str:
    """`a skills group`, but `group work`: one group or community is counted, work and sessions are not."""
    counted = activity.partition(" and ")[0].endswith((" group", " community"))
    return f"{'an' if activity[:1] in 'aeiou' else 'a'} {activity}" if counted else activity
