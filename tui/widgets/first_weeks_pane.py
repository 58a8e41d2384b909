"""First two weeks: what must be known from the first day."""

from typing import ClassVar

from registry.domain.history import History
from registry.domain.participant import FirstTwoWeeks
from tui.widgets.plain import facts, plain, stacked
from tui.widgets.reading_pane import ReadingPane

NOT_RECORDED = "not recorded"
NOTHING = (
    "Nothing is on record for the first two weeks.\n\nAsk the unit this person comes from, and the person; then keep "
    "it with a."
)


class FirstWeeksPane(ReadingPane):
    """What settles, what upsets, what is unfinished, and which accounts are not to be asked for again."""

    help_text: ClassVar[str] = (
        "What a receiving team must know from the first day. Accounts named here have been given already and are not "
        "to be asked for again; it says where they are kept. Up and down scroll."
    )

    def show(self, history: History) -> None:
        """Show the page, or how to fill it."""
        page = history.first_two_weeks
        came = [plain(f"{history.weeks_from}\n")] if history.weeks_from else []
        self.read(plain(NOTHING) if page is None else stacked([*came, facts(first_weeks_rows(page), most=27)]))


def first_weeks_rows(page: FirstTwoWeeks) -> list[tuple[str, str]]:
    """Return each thing to know beside its label; what is missing says so."""
    again = [f"{account.what}; kept: {account.kept_where}" for account in page.not_to_be_asked_again]
    rows = [
        ("What settles", page.settles),
        ("What upsets", page.upsets),
        ("Not in a group with", page.not_in_a_group_with),
        ("Unfinished", page.unfinished),
        ("Not to be asked for again", "\n".join(again) or None),
        ("The last therapy", page.last_therapy_ended.words),
        ("Old and new therapist spoke", page.therapists_spoke.words),
    ]
    return [(label, f"{said or NOT_RECORDED}\n") for label, said in rows]
