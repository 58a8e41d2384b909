"""Blank forms for wards: a group's register and *my own account*. A paper form counts; what is typed in says so."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from exports.page import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signature,
    SignatureBlock,
    Style,
    Table,
    WritingSpace,
)
from registry.domain.group import Group
from registry.domain.participant import Participant
from registry.domain.reasons import AbsenceReason
from registry.domain.wording import day_words

_LINE = "_" * 26
_FULL, _HALF = "_" * 14, "_" * 7


def register_form(group: Group, title: str, names: Sequence[str], *, today: date) -> Document:
    """Return a blank register of a group for one session: everybody named, nothing marked."""
    rows = tuple(
        (
            Cell(lines=(name,), strong=True),
            Cell(lines=("full   part   no",)),
            Cell(lines=(_HALF,)),
            Cell(lines=(_FULL,)),
            # Two lines make the row high enough for a hand.
            Cell(lines=(_LINE, _LINE)),
        )
        for name in names
    )
    blocks: tuple[Block, ...] = (
        Heading(level=1, text=f"Register: {group.name}"),
        Facts(
            rows=(
                ("Treatment", title),
                ("Date of the session", _LINE),
                ("Module, and session number", _LINE),
                ("Minutes the session lasted", _LINE),
            )
        ),
        Table(
            columns=(
                Column(heading="Name", weight=2.2),
                Column(heading="Attended (circle one)", weight=1.8),
                Column(heading="Minutes, if part", weight=1.1),
                Column(heading="Why away, or left early", weight=1.7),
                Column(heading="Observation, if any", weight=2.6),
            ),
            rows=rows,
        ),
        Paragraph(
            text="An observation is never counted. It stands in one person's record: name nobody else in it. "
            "Leave nobody unmarked; where nobody knows, write “not known”.",
            style=Style.SMALL,
        ),
        Paragraph(
            text="Reasons: " + "; ".join(reason.words for reason in AbsenceReason) + ".",
            style=Style.SMALL,
        ),
        SignatureBlock(rows=(Signature(role="Filled in by", name="Name, date and time", signed=""),)),
        Paragraph(
            text="Type it in as soon as you can; the record then says that it was recorded later.",
            style=Style.SMALL,
        ),
    )
    return Document(
        title=f"Register: {group.name}",
        author=group.establishment.name,
        subject="Blank register of a group",
        created=datetime(today.year, today.month, today.day, tzinfo=UTC),
        blocks=blocks,
        footer=(
            f"Blank register · {group.establishment.name} · printed {day_words(today)} · confidential: holds names",
        ),
    )


def account_form(participant: Participant, unit_name: str, *, today: date) -> Document:
    """Return a blank *my own account* form, named and otherwise empty: it holds no number, offence or risk word."""
    name = participant.known_as or participant.name.given
    blocks: tuple[Block, ...] = (
        Heading(level=1, text="My own account"),
        Facts(rows=(("My name", f"{participant.name.words}{_known(participant)}"), ("Date", _LINE))),
        Paragraph(
            text=f"This page is for your own words, {name}. You do not have to write anything, and you can stop at any "
            "time. Nobody will think less of you. Your words are kept exactly as you write them."
        ),
        *_space("What I want people to know about the work I have done", 6),
        *_space("What helped me", 4),
        *_space("What did not help, or what I do not agree with", 4),
        *_space("What I hope for", 3),
        Heading(level=2, text="Who may read this"),
        Paragraph(text="Put a cross beside each one you choose. If you choose none, only you and your teams read it."),
        Bullets(
            items=(
                f"Only me {_HALF}",
                f"The teams who treat me, here and where I go next {_HALF}",
                f"Prison staff {_HALF}",
                f"The team that supports me in the community {_HALF}",
                f"A panel that decides about me, such as the Parole Board or a tribunal {_HALF}",
            )
        ),
        Paragraph(text="You can change this later. Ask anybody in your team, or an advocate."),
        SignatureBlock(
            rows=(
                Signature(role="These are my words", name=participant.name.words, signed=""),
                Signature(role="If somebody wrote them down for me", name="Their name", signed=""),
                Signature(role="They were read back to me", name="Date, and by whom", signed=""),
            )
        ),
        Paragraph(text="This page has not been tested as Easy Read.", style=Style.SMALL),
    )
    return Document(
        title="My own account",
        author=unit_name,
        subject="Blank form for a participant's own words",
        created=datetime(today.year, today.month, today.day, tzinfo=UTC),
        blocks=blocks,
        footer=(f"My own account · printed {day_words(today)}",),
    )


def _space(question: str, lines: int) -> tuple[Block, ...]:
    return (Heading(level=2, text=question), WritingSpace(lines=lines))


def _known(participant: Participant) -> str:
    return f" (known as {participant.known_as})" if participant.known_as else ""
