"""What only a participant's full copy holds: what came out of the work, what staff judged, what others let them read.

What their audience may see is chosen before, by the rules of audiences; what is not in it is told by kind, and the same
for everybody.
"""

from collections.abc import Iterator
from typing import Final

from exports.page import Block, Bullets, Paragraph, Style
from registry.domain.product import Agreed, Product
from registry.domain.quoting import quoted, quoted_at_the_end, stopped
from registry.domain.risk_words import quoted_in_their_name
from registry.domain.voice import Audience, VoiceEntry, VoiceKind
from registry.domain.wording import dated, said, sentence
from registry.reports.own_copy import Naming

MADE: Final = "What came out of the work"
JUDGED: Final = "What staff judged, and who did"
OTHERS: Final = "What other people said, and let you read"
ONLY_IN_FULL: Final = (MADE, JUDGED, OTHERS)

# By kind, and the same for everybody: it tells nothing of whether there is any.
NOT_HERE: Final = (
    "Not even a full copy holds everything. Not in it: what is written of single sessions; figures from "
    "questionnaires; where you stayed and under which law; what you agreed that may be shared; what other people wrote "
    "and did not let you read; what is about other people; and what others sent us, beyond a line for each piece of "
    "work. You can ask for it. Somebody has to answer you."
)
_AGREED: Final = {
    Agreed.YES: "You agreed with it.",
    Agreed.IN_PART: "You agreed with part of it.",
    Agreed.NO: "You did not agree with it.",
    Agreed.NOT_ASKED: "Nobody asked you whether you agree.",
}


def made_blocks(naming: Naming) -> Iterator[Block]:
    """Yield each product they may see, with who else may, where it is kept and its text where that is here."""
    made = [(work, product) for work in naming.source.works for product in work.products]
    if not made:
        yield Paragraph(text="Nothing that you may see is written down here. You can ask.")
    for work, product in made:
        yield Paragraph(text=_product(naming.work(work), product))
        if text := said(product.text):
            yield Paragraph(text=quoted(text), style=Style.QUOTE)


def _product(work: str, product: Product) -> str:
    made = f"{product.title} ({product.kind.words}), {product.on.words}, from {work}. Made with {product.made_with}."
    kept, seen_by = quoted_at_the_end(product.kept_where), quoted_at_the_end(product.may_be_seen_by)
    # Staff wrote both of somebody else, and not to them.
    return f"{made} {_AGREED[product.agreed]} Staff wrote where it is kept: {kept} And who may see it: {seen_by}"


def judged_blocks(naming: Naming) -> Iterator[Block]:
    """Yield what staff judged of needs and in assessments, what settles and upsets, as theirs and with its day."""
    source = naming.source
    told = []
    for need in source.subject.needs:
        note = (
            f" {need.by} wrote: {stopped(quoted_in_their_name(words, need.by))}" if (words := said(need.note)) else ""
        )
        told.append(f"{source.need(need.need)}: {need.by} judged it {need.standing.value}, {dated(need.on)}.{note}")
        if advice := said(need.not_advised_because):
            told.append(f"{need.by} advised against work on it then: {stopped(quoted_in_their_name(advice, need.by))}")
    for one in source.subject.assessments:
        words = quoted_in_their_name(one.judgements, one.rater)
        told.append(sentence(f"{one.tool}, {one.version}, by {one.rater} {dated(one.on)}: {words}"))
    weeks = source.subject.first_two_weeks
    for what, text in (("settles", weeks.settles), ("upsets", weeks.upsets)) if weeks else ():
        if words := said(text):
            told.append(f"Staff wrote of what {what} you: {quoted(words)}")
    if not told:
        yield Paragraph(text="No judgement of that kind is in this copy.")
        return
    yield Bullets(items=tuple(told))
    yield Paragraph(text="If you see it another way, say so. It stands beside what they wrote.")


def others_blocks(naming: Naming) -> Iterator[Block]:
    """Yield what people close to them said, here and elsewhere, where these let them read it."""
    source = naming.source
    here = {entry.id for entry in source.subject.voice}
    told: list[tuple[VoiceEntry, str]] = [(entry, "") for entry in source.voice]
    told += [
        (one.entry, f", as {one.by} wrote it down") for one in naming.how.said_elsewhere if one.entry.id not in here
    ]
    found = [(entry, by) for entry, by in told if _is_of_others(entry)]
    if not found:
        yield Paragraph(text="Nothing of that kind is in this copy.")
    for entry, by in found:
        yield Paragraph(text=f"Somebody close to you said, {dated(entry.on)}{by}:")
        yield Paragraph(text=quoted(entry.words), style=Style.QUOTE)


def _is_of_others(entry: VoiceEntry) -> bool:
    return entry.kind is VoiceKind.CARER and Audience.SELF in entry.audiences
