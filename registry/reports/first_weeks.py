"""The first two weeks after a transfer, which open every report for a team that receives somebody."""

from collections.abc import Iterator, Sequence
from typing import Final

from exports.page import Block, Heading, Paragraph, Style
from registry.domain.continuity_safety import opened_in
from registry.domain.history import History
from registry.domain.intervention import Intervention
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks, TherapyEnding
from registry.domain.product import ProductKind
from registry.domain.wording import said
from registry.reports.fact_rows import fact_rows

# What somebody has told once, and is written down somewhere.
_ACCOUNTS = (ProductKind.OFFENCE_ACCOUNT, ProductKind.TRAUMA_ACCOUNT)


# Nobody who is not recorded is nobody: on a first morning a blank is a question.
NOT_RECORDED: Final = "not recorded: ask"
# The same whether none is recorded or none is for this reader.
NONE_NAMED: Final = "none is named here: ask what was told before asking"


def communication_words(needs: CommunicationNeeds) -> str:
    """Return the communication needs; that nothing is recorded of them, which is not that there are none."""
    return "; ".join(needs.phrases) or (NOT_RECORDED if needs == CommunicationNeeds() else "no need recorded")


def first_weeks_blocks(
    weeks: FirstTwoWeeks | None, *, came: str = "", works: Sequence[Intervention] = ()
) -> Iterator[Block]:
    """Yield the first two weeks as labelled values, under what `came` says of where they came from; nothing where there
    is no such page. How the last therapy ended is told by the `works` where the page does not say it.
    """
    if weeks is None:
        return
    yield Heading(level=2, text="The first two weeks")
    if came:
        yield Paragraph(text=came, style=Style.NOTE)
    accounts = "; ".join(f"{account.what} (kept at {account.kept_where})" for account in weeks.not_to_be_asked_again)
    rows = [
        ("What settles", said(weeks.settles) or NOT_RECORDED),
        ("What upsets", said(weeks.upsets) or NOT_RECORDED),
        ("Not in a group with", said(weeks.not_in_a_group_with) or NOT_RECORDED),
        ("Unfinished", said(weeks.unfinished) or NOT_RECORDED),
        ("Not to be asked for again", accounts or NONE_NAMED),
        ("The last therapy ended", _last_ended(weeks, works)),
        ("Old and new therapist spoke", weeks.therapists_spoke.words),
    ]
    yield fact_rows(rows)


def _last_ended(weeks: FirstTwoWeeks, works: Sequence[Intervention]) -> str:
    said_so = weeks.last_therapy_ended
    told = [work for work in works if work.closure and work.closure.ended is not TherapyEnding.NOT_KNOWN]
    if said_so is not TherapyEnding.NOT_KNOWN or not told:
        return said_so.words
    last = max(told, key=lambda work: work.closure.on.text if work.closure else "")
    assert last.closure is not None
    return f"{last.closure.ended.words} ({last.title}, {last.closure.on.words})"


def unwritten_weeks_blocks(history: History) -> Iterator[Block]:
    """Yield that nobody wrote the page for the first two weeks, who writes it, and what the record itself holds for it.

    What was opened and not closed, and accounts that exist already, are known without a page, and nobody asks for them
    again.
    """
    yield Heading(level=2, text="The first two weeks")
    yield Paragraph(
        text="No page for the first two weeks is written. The unit they come from writes it; where none does, the "
        "clinician who receives them, with the participant. This much the record holds:",
        style=Style.NOTE,
    )
    records = [work.intervention for work in history.work]
    accounts = tuple(
        dict.fromkeys(
            f"{product.kind.words}, {product.on.words} (kept at {product.kept_where})"
            for record in records
            for product in record.products
            if product.kind in _ACCOUNTS
        )
    )
    opened = tuple(
        dict.fromkeys(f"{record.establishment.name}: {told}" for record in records if (told := said(opened_in(record))))
    )
    yield fact_rows(
        [
            ("Not to be asked for again", "; ".join(accounts) or NONE_NAMED),
            ("Communication", communication_words(history.participant.communication)),
            ("Opened, not closed", " ".join(opened) or NOT_RECORDED),
        ]
    )
