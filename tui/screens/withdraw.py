"""Withdraw an overlap judgement of one's own: it stays in the list, and speaks in no plan made from now on."""

from collections.abc import Iterator

from rich.text import Text
from textual import work

from registry.domain.catalogue import OverlapJudgement
from registry.domain.errors import ThroughcareError
from registry.services.overlaps import withdraw_overlap
from tui.screens.form_screen import FormScreen
from tui.screens.framed import ALWAYS
from tui.seat import Seat
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.plain import lines, one_line
from tui.widgets.words_box import WordsBox


class WithdrawScreen(FormScreen):
    """Why, in one's own words; signed."""

    HELP = (
        "Withdraw your own judgement that one programme covers part of another. The withdrawal is signed with your "
        "key. The judgement stays in the list with your reason; plans, summaries and releases made from now on leave "
        "it out, and what was signed before stays as it is. Somebody else's judgement is theirs to withdraw."
    )
    KEYS = (("Ctrl+S", "Withdraw"), ("Tab", "Next field"), *ALWAYS)
    FORM = "overlap withdrawal"
    DEFAULT_CSS = """
    WithdrawScreen WordsBox { height: 4; }
    """

    def __init__(self, seat: Seat, judged: OverlapJudgement) -> None:
        super().__init__(seat)
        self.judged = judged

    @property
    def about(self) -> dict[str, str]:
        """The judgement."""
        return {"overlap": self.judged.id}

    @property
    def name_in_lists(self) -> str:
        """Which judgement."""
        return f"Withdrawing: {self.judged.covers} covers part of {self.judged.covered}"

    @property
    def heading(self) -> Text:
        """Which judgement, by whom."""
        one = self.judged
        said = one_line(f"Withdraw the judgement that {one.covers} covers part of {one.covered}", "bold")
        return lines(said, one_line(f"{one.strength.value} · {one.judged_by}, {one.on.words}"))

    def fields(self) -> Iterator[FormField]:
        """Yield the one field."""
        yield form_field(
            "reason",
            "Reason",
            WordsBox(id="reason"),
            "Why it is withdrawn. It is kept with your name and the day, and stands in the list.",
        )

    def on_mount(self) -> None:
        """Begin at the reason."""
        self.query_one("#reason", WordsBox).focus()
        self.begin()

    def check(self) -> None:
        """Say what is missing, or sign and save."""
        reason = self.words_of("reason").strip()
        problems = {} if reason else {"reason": "Say why it is withdrawn."}
        if not self.complain(problems) and self.begin_saving():
            self._save(reason)

    @work(exit_on_error=False)
    async def _save(self, reason: str) -> None:
        try:
            await self.seat.ask(withdraw_overlap, self.judged.id, reason=reason)
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        self.dismiss("Withdrawn and signed. Plans made from now on leave it out.")  # type: ignore[arg-type]
