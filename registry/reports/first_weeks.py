"""The first two weeks after a transfer, which open every report for a team that receives somebody."""

from collections.abc import Iterator

from exports.page import Block, Heading
from registry.domain.participant import FirstTwoWeeks
from registry.domain.wording import said
from registry.reports.fact_rows import fact_rows


def first_weeks_blocks(weeks: FirstTwoWeeks | None) -> Iterator[Block]:
    """Yield the first two weeks as labelled values; nothing where there is no such page."""
    if weeks is None:
        return
    yield Heading(level=2, text="The first two weeks")
    accounts = "; ".join(f"{account.what} (kept at {account.kept_where})" for account in weeks.not_to_be_asked_again)
    rows = [
        ("What settles", said(weeks.settles) or "not recorded"),
        ("What upsets", said(weeks.upsets) or "not recorded"),
        ("Not in a group with", said(weeks.not_in_a_group_with) or "nobody recorded"),
        ("Unfinished", said(weeks.unfinished) or "nothing recorded"),
        ("Not to be asked for again", accounts or "nothing recorded"),
        ("The last therapy ended", weeks.last_therapy_ended.words),
        ("Old and new therapist spoke", weeks.therapists_spoke.words),
    ]
    yield fact_rows(rows)
