"""Record an overlap judgement: in one direction, with its basis and its caution, signed."""

from collections.abc import Iterator

from rich.text import Text
from textual import work
from textual.widgets import Input

from registry.domain.catalogue import Strength
from registry.domain.corrections import EntryKind
from registry.domain.errors import ThroughcareError
from registry.domain.local_ids import code_of
from registry.domain.needs import need_label
from registry.services.overlaps import judge_overlap
from tui.last_act import LastAct
from tui.screens.form_screen import FormScreen
from tui.screens.framed import ALWAYS
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import one_line
from tui.widgets.words_box import WordsBox


class OverlapScreen(FormScreen):
    """What was done, what it covers part of, for which need, how far, why, and what it must not be taken to mean."""

    HELP = (
        "Your own judgement that one programme covers part of another, or nothing of it, in one direction only. It is "
        "signed with your "
        "key and travels with your name. It is never inferred from titles: say what it rests on, and what it must not "
        "be taken to mean. Modules to skip, or more needs than one, are given on the command line (overlap add)."
    )
    KEYS = (("Ctrl+S", "Sign"), ("Tab", "Next field"), ("← →", "Choose"), *ALWAYS)
    FORM = "overlap"
    DEFAULT_CSS = """
    OverlapScreen WordsBox { height: 3; margin: 0 0 1 0; }
    OverlapScreen .label { width: 16; }
    OverlapScreen .problem { padding: 0 1 0 18; }
    """

    @property
    def about(self) -> dict[str, str]:
        """Nothing but the unit."""
        return {}

    @property
    def name_in_lists(self) -> str:
        """What a list calls it."""
        return "Overlap judgement"

    @property
    def heading(self) -> Text:
        """What is done here."""
        return one_line("Record an overlap judgement", "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        sitting = self.seat.sitting
        programmes = [
            Pick(code=one.id, words=f"{code_of(one.id)}  {one.title}", also=" ".join(one.aliases))
            for one in sitting.catalogue.programmes.values()
        ]
        needs = [Pick(code=one, words=need_label(sitting.needs, one)) for one in sitting.needs]
        yield form_field(
            "covers",
            "What was done",
            Picker(programmes, None, empty="type a few letters", id="covers"),
            "The programme that somebody did.",
        )
        yield form_field(
            "covered",
            "Covers part of",
            Picker(programmes, None, empty="type a few letters", id="covered"),
            "The programme it covers part of. The other direction is another judgement.",
        )
        yield form_field(
            "need",
            "For the need",
            Picker(needs, None, empty="type a few letters, or ↓", id="need"),
            "The need for which it covers it.",
        )
        yield form_field(
            "strength",
            "How far",
            ChoiceRow([(one.value, one.value) for one in Strength], next(iter(Strength)).value, id="strength"),
            "How far the overlap goes; none, where you looked and it covers nothing.",
        )
        yield form_field("basis", "Basis", WordsBox(id="basis"), "What your judgement rests on.")
        yield form_field(
            "caution", "Caution", WordsBox(id="caution"), "What it must not be taken to mean. Always needed."
        )

    def on_mount(self) -> None:
        """Begin at what was done."""
        self.query_one("#covers Input", Input).focus()
        self.begin()

    def check(self) -> None:
        """Say what is missing, or sign and save."""
        problems = self.settled_problems()
        for name in ("covers", "covered", "need"):
            if self.picked_of(name) is None and name not in problems:
                problems[name] = "Pick one: type a few letters."
        for name in ("basis", "caution"):
            if not self.words_of(name).strip():
                problems[name] = "It is always said."
        covers, covered, need = (self.picked_of(name) for name in ("covers", "covered", "need"))
        if not self.complain(problems) and covers and covered and need and self.begin_saving():
            self._save(covers, covered, need)

    @work(exit_on_error=False)
    async def _save(self, covers: str, covered: str, need: str) -> None:
        try:
            judged = await self.seat.ask(
                judge_overlap,
                covers=covers,
                covered=covered,
                needs=(need,),
                strength=Strength(self.chosen_of("strength")),
                basis=self.words_of("basis").strip(),
                caution=self.words_of("caution").strip(),
            )
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        how_far = "nothing" if judged.covers_nothing else "part"
        words = f"{code_of(covers)} covers {how_far} of {code_of(covered)}"
        self.seat.last_act = LastAct(kind=EntryKind.OVERLAP, asked=judged.id, words=f"the judgement that {words}")
        self.dismiss(f"Signed and saved: {words}. Ctrl+Z undoes it.")  # type: ignore[arg-type]
