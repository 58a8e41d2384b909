"""What the participant said, told to them: in their voice, when they were shown this, and why work ended for them."""

from collections.abc import Callable, Collection, Iterator
from typing import Final

from exports.page import Block, Paragraph, Style
from registry.domain.intervention import Intervention
from registry.domain.quoting import quoted
from registry.domain.voice import Agreement, Audience, Shown, VoiceEntry, VoiceKind
from registry.domain.wording import dated
from registry.reports.source import Source

_ANSWERED: Final = {
    Agreement.AGREES: "You agreed with it.",
    Agreement.AGREES_IN_PART: "You agreed with part of it, and not with all of it.",
    Agreement.DISAGREES: "You disagreed with it.",
    Agreement.NO_ANSWER: "You gave no answer. You do not have to.",
}
_SAID: Final = (VoiceKind.ACCOUNT, VoiceKind.HOPE, VoiceKind.DID_NOT_HELP, VoiceKind.AGREES, VoiceKind.DISPUTES)


def own_voice(source: Source, *kinds: VoiceKind) -> tuple[VoiceEntry, ...]:
    """Return the entries of these kinds that the participant meant for themselves."""
    return tuple(one for one in source.subject.voice if Audience.SELF in one.audiences and one.kind in kinds)


def you_said(
    source: Source,
    *,
    safe: Callable[[str | None], str | None],
    name: Callable[[Intervention], str],
    told: Collection[str],
) -> Iterator[Block]:
    """Yield each thing that they said, word for word; nothing where there is none.

    `safe` gives words back that the copy may hold, and None for others; `name` is what it calls a piece of work; `told`
    are their words that it holds already.
    """
    for entry in own_voice(source, *_SAID):
        if entry.text is not None and safe(entry.text):
            what = "You disagreed" if entry.kind is VoiceKind.DISPUTES else "You said"
            yield Paragraph(text=f"{what}, {dated(entry.on)}:")
            yield Paragraph(text=quoted(entry.text), style=Style.QUOTE)
    if source.shown:
        yield from _shown(source.shown, safe(source.shown.words))
    for work in source.works:
        reason = work.closure.participant_reason if work.closure else None
        if reason not in told and (words := safe(reason)):
            yield Paragraph(text=f"{name(work)}. You said why it ended:")
            yield Paragraph(text=quoted(words), style=Style.QUOTE)


def _shown(shown: Shown, words: str | None) -> Iterator[Block]:
    """What they answered when they were shown what the copy was drawn from."""
    told = f"You were shown this {dated(shown.on)}. {_ANSWERED[shown.answer]}"
    yield Paragraph(text=f"{told} You said:" if words else told)
    if words:
        yield Paragraph(text=quoted(words), style=Style.QUOTE)
