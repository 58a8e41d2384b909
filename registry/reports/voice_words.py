"""The participant's words as pages print them: quoted character for character, with who typed them and when."""

from typing import Final

from exports.page import Block, Paragraph, Style
from registry.domain.quoting import quoted
from registry.domain.voice import Audience, Shown, VoiceEntry, VoiceKind
from registry.domain.wording import capital, dated, sentence
from registry.reports.source import Source

_KIND: Final = {
    VoiceKind.ACCOUNT: "Their own account",
    VoiceKind.HELPED: "What helped",
    VoiceKind.DID_NOT_HELP: "What did not help",
    VoiceKind.HOPE: "What they hope for",
    VoiceKind.AGREES: "What they agree with",
    VoiceKind.DISPUTES: "What they dispute",
    VoiceKind.NO_STATEMENT: "No statement",
    VoiceKind.NOT_OFFERED: "Not offered",
    VoiceKind.DECLINED: "Offered",
    VoiceKind.CARER: "A carer's view",
}


def panel_words(source: Source) -> tuple[VoiceEntry, ...]:
    """Return the entries released to a panel, newest first.

    The purpose's profile has chosen them already; a page for a board chooses again, because a draft may be drawn
    from a record that no profile has passed over.
    """
    released = (entry for entry in source.subject.voice if Audience.PANEL in entry.audiences)
    return tuple(sorted(released, key=lambda entry: entry.on.text, reverse=True))


def entry_blocks(entry: VoiceEntry, *, audiences: bool = False, before: str = "") -> tuple[Block, ...]:
    """Return one entry: its words as a quotation, then who typed it when, and any staff comment apart from it."""
    words = Paragraph(text=entry.words) if entry.text is None else Paragraph(text=quoted(entry.text), style=Style.QUOTE)
    return (words, *entry_about(entry, audiences=audiences, before=before))


def entry_about(entry: VoiceEntry, *, audiences: bool = False, before: str = "") -> tuple[Block, ...]:
    """Return who typed an entry when and whether it was read back, and any staff comment, apart from its words."""
    read_back = "read back to them" if entry.read_back else "not read back to them"
    about = f"{_KIND[entry.kind]}, {entry.on.words}. Typed by {entry.typed_by}; {read_back}."
    if audiences:
        about += f" May be read by: {', '.join(audience.replace('-', ' ') for audience in entry.audiences)}."
    blocks: list[Block] = [Paragraph(text=before + about, style=Style.SMALL)]
    if entry.staff_comment and entry.staff_comment.strip():
        blocks.append(Paragraph(text=f"Staff comment, not theirs: {entry.staff_comment}", style=Style.SMALL))
    return tuple(blocks)


def answer_words(source: Source, shown: Shown, *, quoting: bool = True) -> str:
    """Return what they answered when they were shown a paper, and without `quoting` not in which words."""
    words = f": {quoted(shown.words)}" if quoting and shown.words and shown.words.strip() else ""
    return sentence(capital(f"{source.name} {shown.answer.words}") + words)


def shown_words(source: Source, *, terse: bool = False, quoting: bool = True) -> str:
    """Return whether the participant was shown the report, when and how and what they said; else who decided not to.

    Without `quoting` it leaves out what they said, and not what they answered.
    """
    shown, hidden = source.shown, source.not_shown
    if shown is not None:
        told = answer_words(source, shown, quoting=quoting)
        by = "" if terse else f" by {shown.by}"
        return f"Shown to {source.name} {dated(shown.on)} ({shown.format}){by}. {told}"
    if hidden is not None:
        return f"Not shown to {source.name}, by decision of {hidden.by}: {hidden.reason}"
    return f"It is not recorded whether this was shown to {source.name}."
