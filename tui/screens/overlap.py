"""Record an overlap judgement: in one direction, with its basis and its caution, signed."""

from collections.abc import Iterator
from functools import partial

from registry.domain.access import Permission
from registry.domain.catalogue import OverlapJudgement, Strength
from registry.domain.corrections import EntryKind
from registry.domain.local_ids import code_of
from registry.services.overlaps import judge_overlap
from tui.last_act import LastAct
from tui.screens.framed import ALWAYS, CHOOSE
from tui.screens.saving_form import Act, SavingForm
from tui.widgets.fields import box, choose, need_picks, pick
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick

PICK_ONE = "Pick one: type a few letters."


class OverlapScreen(SavingForm):
    """What was done, what it covers part of, for which need, how far, why, and what it must not be taken to mean."""

    NEEDS = Permission.DECIDE_PLAN
    HELP = (
        "Your own judgement that one programme covers part of another, or nothing of it, in one direction only. It is "
        "signed with your key and travels with your name. It is never inferred from titles: say what it rests on, and "
        "what it must not be taken to mean. Modules to skip, or more needs than one, are given on the command line "
        "(overlap add)."
    )
    KEYS = (("Ctrl+S", "Sign"), ("Tab", "Next field"), CHOOSE, *ALWAYS)
    FORM = "overlap"
    TITLE = "Record an overlap judgement"
    LISTED = "Overlap judgement"

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        sitting = self.seat.sitting
        programmes = [
            Pick(code=one.id, words=f"{code_of(one.id)}  {one.title}", also=" ".join(one.aliases))
            for one in sitting.catalogue.programmes.values()
        ]
        yield pick(
            "covers",
            "What was done",
            "The programme that somebody did.",
            programmes,
            empty="type a few letters",
            needed=PICK_ONE,
        )
        yield pick(
            "covered",
            "Covers part of",
            "The programme it covers part of. The other direction is another judgement.",
            programmes,
            empty="type a few letters",
            needed=PICK_ONE,
        )
        yield pick("need", "For the need", "The need for which it covers it.", need_picks(sitting), needed=PICK_ONE)
        yield choose(
            "strength",
            "How far",
            "How far the overlap goes; none, where you looked and it covers nothing.",
            [(one.value, one.value) for one in Strength],
            needed="Say how far it goes: your own judgement, and none is offered.",
        )
        yield box("basis", "Basis", "What your judgement rests on.", needed="Say what your judgement rests on.")
        yield box(
            "caution", "Caution", "What it must not be taken to mean.", needed="Say what it must not be taken to mean."
        )

    def act(self) -> Act:
        """Judge it."""
        return partial(
            judge_overlap,
            covers=self.picked("covers") or "",
            covered=self.picked("covered") or "",
            needs=(self.picked("need") or "",),
            strength=Strength(self.chosen_of("strength")),
            basis=self.words("basis"),
            caution=self.words("caution"),
        )

    def saved(self, made: OverlapJudgement) -> str:
        """What was judged; it can be undone."""
        words = made.named(self.seat.sitting.catalogue.title_of)
        self.seat.last_act = LastAct(kind=EntryKind.OVERLAP, asked=made.id, words=f"the judgement that {words}")
        return f"Signed and saved: {words}. Ctrl+Z undoes it."
