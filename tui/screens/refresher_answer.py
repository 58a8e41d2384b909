"""Give or refuse a refresher that a participant asked for."""

from collections.abc import Iterator
from functools import partial

from registry.domain.access import Permission
from registry.domain.local_ids import code_of
from registry.domain.quoting import quoted
from registry.domain.refresher import Refresher, RefresherAnswer
from registry.services.repeats import answer_refresher, list_refreshers
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.widgets.day_input import EXAMPLES
from tui.widgets.fields import box, choose, day, pick
from tui.widgets.form_field import FormField
from tui.widgets.picker import Pick, Picker

ANSWERS = ((RefresherAnswer.GIVEN.value, "given"), (RefresherAnswer.REFUSED.value, "refused"))
NONE_WAITS = "No refresher they asked for waits for an answer."


class RefresherAnswerScreen(ParticipantForm):
    """Which of those that wait, and what comes of it."""

    NEEDS = Permission.DECIDE_PLAN
    HELP = (
        "What comes of a refresher that the participant asked for. It is given, or refused by you with a reason that "
        "they can be told. A refresher that begins as a course of its own, with the reason refresher, is counted as "
        "given by itself."
    )
    FORM = "refresher answer"
    TITLE = "Answer a refresher they asked for"
    LISTED = "Answer to a refresher"
    OFFERS = True

    def fields(self) -> Iterator[FormField]:
        """Yield which, the answer, its reason, its day."""
        yield pick(
            "refresher",
            "Asked for",
            "Which of the refreshers that wait for an answer.",
            [],
            empty="which one: ↓",
            needed="Say which: press the down arrow. Where nothing stands there, none waits.",
        )
        yield choose("answer", "It is", "Whether it is given or refused.", ANSWERS, needed="Say which.")
        yield box(
            "because",
            "Because",
            "Why it is given or refused.",
            needed="A refusal has a reason: say why.",
            if_empty="It can be left empty with what is given; a refusal has a reason.",
        )
        yield day("on", "Answered on", f"When it was answered: {EXAMPLES}.", what="The answer")

    async def offer(self) -> None:
        """Offer those that wait, the first of them picked."""
        asked = await self.seat.ask(list_refreshers, self.participant.id)
        waiting = [_pick(one) for one in asked if one.answer is RefresherAnswer.WAITING]
        picker = self.query_one("#refresher", Picker)
        picker.picks = tuple(waiting)
        picker.pick(waiting[0].code if waiting else None)
        self.say("" if waiting else NONE_WAITS)

    def restored(self) -> None:
        """Ask for the reason of a refusal."""
        super().restored()
        self.show_only(because=self.chosen_of("answer") == RefresherAnswer.REFUSED)

    def act(self) -> Act:
        """Answer it."""
        return partial(
            answer_refresher,
            asked=self.picked("refresher") or "",
            answer=RefresherAnswer(self.chosen_of("answer")),
            on=self.day(),
            because=self.said("because"),
        )

    def saved(self, made: Refresher) -> str:
        """What came of it."""
        return f"Kept: the refresher of {code_of(made.programme_id)} is {made.answer}."


def _pick(one: Refresher) -> Pick:
    said = f": {quoted(one.words)}" if one.words else ""
    return Pick(code=one.id, words=f"{code_of(one.programme_id)}, asked on {one.asked_on.words}{said}")
