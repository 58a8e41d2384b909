"""Write what a receiving team must know from the first day."""

from collections.abc import Iterator
from functools import partial

from rich.console import RenderableType

from registry.domain.errors import InvalidValue
from registry.domain.participant import AccountGiven, FirstTwoWeeks, Participant, TherapistsSpoke, TherapyEnding
from registry.services.participants import record_first_two_weeks
from tui.screens.record_forms import ParticipantForm
from tui.screens.saving_form import Act
from tui.seat import Seat
from tui.widgets.fields import box, choose, pick, picks_of
from tui.widgets.form_field import FormField
from tui.widgets.plain import plain, stacked

TEXTS = (
    ("settles", "Settles", "What settles this person. In their words where they said it."),
    ("upsets", "Upsets", "What upsets this person."),
    ("apart", "Not in a group", "With whom they must not share a group, and why. It travels to the treating team."),
    ("unfinished", "Unfinished", "What was begun and is not finished."),
)
KEPT = " | "
THEIRS = "theirs"
WHOSE = ((THEIRS, "as they came"), ("ours", "read again: this unit's own"))
SPOKE = (
    (TherapistsSpoke.NOT_RECORDED.value, "not recorded"),
    (TherapistsSpoke.NOT_YET.value, "not yet"),
    (TherapistsSpoke.WITH_PARTICIPANT.value, "with the participant"),
    (TherapistsSpoke.WITHOUT_PARTICIPANT.value, "without them"),
)


class FirstWeeksScreen(ParticipantForm):
    """Opens with what is on record; saving puts the page in its place."""

    HELP = (
        "The page every transfer opens with. What settles and upsets; who must not share a group; what is unfinished; "
        "accounts that were given already and are not to be asked for again, one a line, with where each is kept after "
        "a bar: the fire | psychology file; how the last therapy ended; whether the therapists have spoken."
    )
    FORM = "first weeks"
    TITLE = "First two weeks"
    AMENDS = True
    DEFAULT_CSS = """
    FirstWeeksScreen WordsBox { min-height: 2; }
    """

    def __init__(self, seat: Seat, participant: Participant, page: FirstTwoWeeks | None, came: str = "") -> None:
        """`came` says with which summary of another unit the page came, where it did."""
        super().__init__(seat, participant)
        self.page = page or FirstTwoWeeks()
        self.came = came

    @property
    def heading(self) -> RenderableType:
        """The title, and whose words these are where they are not ours."""
        title = super().heading
        return stacked([title, plain(self.came)]) if self.came else title

    def fields(self) -> Iterator[FormField]:
        """Yield the fields, each with what stands on the page."""
        page = self.page
        said = (page.settles, page.upsets, page.not_in_a_group_with, page.unfinished)
        for (name, label, help_text), text in zip(TEXTS, said, strict=True):
            yield box(name, label, help_text, text or "")
        yield box(
            "accounts",
            "Not again",
            "Accounts that were given and are not to be asked for again, one a line: what, a bar, where it is kept.",
            "\n".join(f"{one.what}{KEPT}{one.kept_where}" for one in page.not_to_be_asked_again),
        )
        yield pick(
            "ended",
            "Last therapy",
            "How the last therapy ended for the person in it.",
            picks_of(TherapyEnding),
            page.last_therapy_ended.value,
            empty="how it ended: ↓",
            needed="Say how the last therapy ended, or that it is not known.",
        )
        yield choose(
            "spoke",
            "Therapists spoke",
            "Whether the old and the new therapist have spoken, and whether the participant was there.",
            SPOKE,
            page.therapists_spoke.value,
        )
        if self.came:
            yield choose(
                "ours",
                "Whose words",
                "The page came with another unit's summary. Whoever changes it, or lets it stand as it is, has read it "
                "again, all of it: from then on it is this unit's own.",
                WHOSE,
            )

    def wrong(self) -> dict[str, str]:
        """Each account says what it is and where it is kept."""
        if any(len(each) < 2 or not all(part.strip() for part in each) for each in self._accounts()):
            return {"accounts": "Each line says what, a bar, and where it is kept: the fire | psychology file"}
        try:
            self._given()
        except InvalidValue as error:
            return {"accounts": f"{error.message} {error.hint}".strip()}
        if self.came and self.chosen_of("ours") == THEIRS:
            return {"ours": "What is saved here is this unit's own: say that you have read all of it again."}
        return {}

    def act(self) -> Act:
        """Put the page in its place."""
        settles, upsets, apart, unfinished = (self.said(name) for name, _, _ in TEXTS)
        page = FirstTwoWeeks(
            settles=settles,
            upsets=upsets,
            not_in_a_group_with=apart,
            unfinished=unfinished,
            not_to_be_asked_again=self._given(),
            last_therapy_ended=TherapyEnding(self.picked("ended") or ""),
            therapists_spoke=TherapistsSpoke(self.chosen_of("spoke")),
        )
        return partial(record_first_two_weeks, asked=self.participant.id, page=page)

    def _given(self) -> tuple[AccountGiven, ...]:
        return tuple(AccountGiven(what=what.strip(), kept_where=kept.strip()) for what, kept in self._accounts())

    def _accounts(self) -> list[list[str]]:
        return [line.split(KEPT.strip(), 1) for line in self.words_of("accounts").splitlines() if line.strip()]
