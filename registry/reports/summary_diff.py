"""What a version of a summary says otherwise than the one it replaces, section by section, in words."""

from collections.abc import Iterator
from itertools import groupby

from exports.page import Block, Bullets, Document, Heading, Paragraph, Style
from registry.domain.room_for_words import clip
from registry.domain.summary import Draft, TransferSummary
from registry.domain.summary_changes import Change, ChangeKind
from registry.domain.times import stamp
from registry.domain.wording import capital, day_words

_MOST_WORDS = 40


def summary_diff(
    after: Draft | TransferSummary,
    before: TransferSummary,
    changes: tuple[Change, ...],
    *,
    notices: tuple[str, ...] = (),
) -> Document:
    """Return the changes as a page. `before` is the version that `after` replaces; `notices` are said first."""
    made = after.made if isinstance(after, Draft) else after.valid_from
    author = after.author if isinstance(after, Draft) else after.attestation.author.person
    name = after.subject.participant.name.words
    return Document(
        title=f"Changes to the summary of {name}",
        author=author.name,
        subject=f"Version {after.series.version} beside version {before.series.version}",
        created=made,
        blocks=(
            Heading(level=1, text="What changes"),
            *(Paragraph(text=notice, style=Style.NOTE) for notice in notices),
            Paragraph(
                text=f"{name}: version {after.series.version} for {after.recipient.name}, beside version "
                f"{before.series.version} of {day_words(before.valid_from.date())}."
            ),
            *_sections(changes),
        ),
        banner=after.subject.participant.participant.banner(made.date()),
        footer=(f"Version {after.series.version}, {stamp(made)}",),
    )


def _sections(changes: tuple[Change, ...]) -> Iterator[Block]:
    if not changes:
        yield Paragraph(text="Every section says what it said.")
    for section, of in groupby(changes, key=lambda change: change.section):
        yield Heading(level=2, text=section)
        yield Bullets(items=tuple(_words(change) for change in of))


def _words(change: Change) -> str:
    what = ": ".join(part for part in (clip(change.what, 12), change.part) if part)
    head = f"{capital(change.kind.value)}{f' – {what}' if what else ''}"
    if change.kind is ChangeKind.CHANGED:
        return f"{head}: {change.before} → {change.after}"
    said = change.after or change.before
    return f"{head}: {clip(said, _MOST_WORDS)}" if said != change.what else head
