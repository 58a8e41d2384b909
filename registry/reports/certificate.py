"""A certificate of completion, only where completed by definition, and else one of the work done. Discreet unless full.

It is signed by hand: a paper for a person to keep, not a printout of the signed record. A full one that was drawn from
a signed record carries its number and check words. Its letters are large: it is a paper to be shown and kept.
"""

from typing import Final

from exports.page import Block, Document, Heading, Paragraph, Signature, SignatureBlock, Style
from registry.domain.catalogue import Kind
from registry.domain.closure import Outcome
from registry.domain.discreet import Discreet
from registry.domain.intervention import Intervention
from registry.domain.wording import dated, day_words, low
from registry.reports.participant import activity_of
from registry.reports.source import Source, footer_lines
from registry.reports.to_you import came_words

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


def certificate(
    source: Source,
    work: Intervention,
    *,
    discreet: Discreet | None,
    large_print: bool = True,
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
                Signature(role="Signed by", name=signer or _signer(source, work), signed=""),
                Signature(role="Received by", name=name, signed=""),
            )
        ),
    )
    return Document(
        title=title,
        author=source.author.name if full else "",
        subject=work.title if full else "",
        created=source.made,
        blocks=blocks,
        footer=footer_lines(source) if full and source.check else (day_words(source.today),),
        large_print=large_print,
    )


def _signer(source: Source, work: Intervention) -> str:
    judge = work.closure.judged_by if work.closure else None
    return (judge or source.author).name


def _sentences(source: Source, work: Intervention, *, done: bool, discreet: Discreet | None) -> tuple[str, ...]:
    named = f"{work.title} at {work.establishment.name}"
    what = _with_article(low(activity_of(source, work, discreet))) if discreet else named
    if done and work.closure is not None:
        told = [f"completed {what} {dated(work.closure.judged_on or work.closure.on)}."]
    elif source.is_setting(work):
        told = [f"lived in and took part in {what}."]
    else:
        told = [f"took part in {what}. The work that was done counts and can be built on."]
    counts = " ".join(came_words(work)[:1]).removeprefix("You came to ") if work.sessions else ""
    if counts:
        told.append(f"Sessions attended: {counts.partition(' we offered')[0].replace(' of the ', ' of ')} offered.")
    if work.goals:
        reviewed = sum(goal.answered for goal in work.goals)
        told.append(f"Goals agreed: {len(work.goals)}; answered by both: {reviewed}.")
    if work.started:
        told.append(f"Begun {dated(work.started)}.")
    return tuple(told)


def _with_article(activity: str) -> str:
    """`a skills group`, but `group work`: one group or community is counted, work and sessions are not."""
    counted = activity.partition(" and ")[0].endswith((" group", " community"))
    return f"{'an' if activity[:1] in 'aeiou' else 'a'} {activity}" if counted else activity
