"""Who has a copy of what is written about the participant, told to them: here, where it was sent, who gave work.

A discreet copy names none of them.
"""

from collections.abc import Iterator
from typing import Final

from exports.page import Block, Bullets, Paragraph
from registry.domain.wording import is_heard
from registry.reports.full_copy import NOT_HERE
from registry.reports.own_copy import Naming

LESS: Final = (
    "This copy is made so that it is safe to carry: it says as little as it can about you. You have a right to a full "
    "copy. Ask for it, and ask where it is kept."
)


def who_blocks(naming: Naming) -> Iterator[Block]:
    """Yield who has it, and of this copy what it leaves out and where a full one is kept."""
    yield Paragraph(text="The people who treat you here have what is written down.")
    yield from _sent(naming)
    yield from _gave_work(naming)
    if not naming.is_full:
        yield Paragraph(text=LESS)
    else:
        yield Paragraph(text=f"This is your full copy. It is kept: {naming.how.kept_where or 'ask where'}.")
        yield Paragraph(text=NOT_HERE)


def _sent(naming: Naming) -> Iterator[Block]:
    """Whom we sent something, and that those who sent us something may have sent it to others too."""
    holders, senders = naming.how.holders, naming.how.senders
    if not holders:
        yield Paragraph(text="We sent nothing about you to anybody else.")
    elif naming.is_full:
        yield Paragraph(text="We sent something about you to others:")
        yield Bullets(items=holders)
    else:
        sent = "one other place" if len(holders) == 1 else f"{len(holders)} other places"
        yield Paragraph(
            text=f"We sent something about you to {sent}. The full copy names everybody. You can ask to see it."
        )
    if senders and naming.is_full:
        yield Paragraph(text="Others sent us something about you. They may have sent it to more. You can ask them:")
        yield Bullets(items=senders)
    elif senders:
        yield Paragraph(text="Somebody sent us something about you. They have it, and others may. You can ask us who.")


def _gave_work(naming: Naming) -> Iterator[Block]:
    """Where they did work that we only heard of: whoever gave it has a record of it."""
    ours = naming.source.unit.id if naming.source.unit else None
    heard = (work.establishment for work in naming.source.works if is_heard(work))
    places = tuple(dict.fromkeys(one.name for one in heard if one.id != ours))
    if places and naming.is_full:
        yield Paragraph(text="Others gave you work that we only heard of. They have a record of their own:")
        yield Bullets(items=places)
    elif places:
        yield Paragraph(text="Others gave you work that we only heard of. They have a record of their own.")
