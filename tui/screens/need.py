"""Write down how a need of a participant stands."""

from collections.abc import Iterator
from functools import partial

from registry.domain.corrections import EntryKind
from registry.domain.needs import Choice, NeedRecord, NeedStanding, need_label
from registry.services.needs import add_need
from tui.last_act import LastAct
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, choose, day, line, need_picks, pick, words_of
from tui.widgets.form_field import FormField


class NeedScreen(ParticipantForm):
    """The need, how it stands, what the participant chooses, what speaks against it now."""

    HELP = (
        "How one need stands by your judgement: present, outstanding, or met. A later judgement stands beside the "
        "earlier one. Where the participant does not want work on it now, write their own words and the day to ask "
        "again; what speaks against it clinically has a field of its own, and the two are never mixed."
    )
    FORM = "need"
    TITLE = "How a need stands"
    LISTED = "Need"

    def fields(self) -> Iterator[FormField]:
        """Yield the fields."""
        yield pick(
            "need",
            "Need",
            "Which need, by our words or the prison's.",
            need_picks(self.seat.sitting),
            needed="Say which need.",
        )
        yield choose(
            "standing", "It is", "How the need stands.", words_of(NeedStanding), needed="Say how the need stands."
        )
        yield day("on", "Judged on", f"When you judged it: {EXAMPLES}.", what="The judgement")
        yield box(
            "choice",
            "Not wanted now",
            "Their own words for not wanting work on it now. A choice is not a failing.",
            if_empty="Left empty where they want it, or were not asked.",
        )
        yield day(
            "again", "Ask again on", "The day to ask them again: +90, 1/3/27.", "", what="The day to ask",
            needed=False, ahead=True,
        )  # fmt: skip
        yield line(
            "against",
            "Not advised",
            "A clinical reason against it now; never the participant's choice.",
            if_empty="Left empty where there is none.",
        )
        yield line("note", "Note", "Anything to add that stands beside the need.")

    def restored(self) -> None:
        """Ask for the day to ask again where something is not wanted."""
        super().restored()
        self.show_only(again=bool(self.said("choice")))

    def changed(self, field: str) -> None:
        """A choice of the participant has a day to ask again."""
        super().changed(field)
        if field == "choice":
            self.restored()

    def act(self) -> Act:
        """Keep it."""
        on, said = self.day(), self.said("choice")
        return partial(
            add_need,
            asked=self.participant.id,
            need=self.picked("need") or "",
            standing=NeedStanding(self.chosen_of("standing")),
            on=on,
            choice=Choice(words=said, on=on, ask_again=self.day_or_none("again")) if said else None,
            not_advised_because=self.said("against"),
            note=self.said("note"),
        )

    def saved(self, made: NeedRecord) -> str:
        """How it stands; it can be undone."""
        words = f"{need_label(self.seat.sitting.needs, made.need)}: {made.standing}"
        self.seat.last_act = LastAct(kind=EntryKind.NEED, asked=made.id, words=words)
        return f"{words}. Ctrl+Z undoes it."
