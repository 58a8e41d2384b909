"""Write what a receiving team must know from the first day."""

from collections.abc import Iterator

from rich.text import Text
from textual import work

from registry.domain.errors import ThroughcareError
from registry.domain.participant import AccountGiven, FirstTwoWeeks, Participant, TherapistsSpoke, TherapyEnding
from registry.services.participants import record_first_two_weeks
from tui.screens.form_screen import FormScreen
from tui.seat import Seat
from tui.widgets.choice_row import ChoiceRow
from tui.widgets.form_field import FormField
from tui.widgets.form_values import form_field
from tui.widgets.picker import Pick, Picker
from tui.widgets.plain import one_line
from tui.widgets.words_box import WordsBox

TEXTS = (
    ("settles", "Settles", "What settles this person. In their words where they said it."),
    ("upsets", "Upsets", "What upsets this person."),
    ("apart", "Not in a group", "With whom they must not share a group, and why. It travels to the treating team."),
    ("unfinished", "Unfinished", "What was begun and is not finished."),
)
KEPT = " | "
SPOKE = (
    (TherapistsSpoke.NOT_RECORDED.value, "not recorded"),
    (TherapistsSpoke.NOT_YET.value, "not yet"),
    (TherapistsSpoke.WITH_PARTICIPANT.value, "with the participant"),
    (TherapistsSpoke.WITHOUT_PARTICIPANT.value, "without them"),
)


class FirstWeeksScreen(FormScreen):
    """Opens with what is on record; saving puts the page in its place."""

    HELP = (
        "The page every transfer opens with. What settles and upsets; who must not share a group; what is unfinished; "
        "accounts that were given already and are not to be asked for again, one a line, with where each is kept after "
        "a bar: the fire | psychology file; how the last therapy ended; whether the therapists have spoken."
    )
    FORM = "first weeks"
    DEFAULT_CSS = """
    FirstWeeksScreen WordsBox { height: 2; margin: 0 0 1 0; }
    FirstWeeksScreen .label { width: 17; }
    FirstWeeksScreen .problem { padding: 0 1 0 19; }
    """

    def __init__(self, seat: Seat, participant: Participant, page: FirstTwoWeeks | None) -> None:
        super().__init__(seat, participant)
        self.participant = participant
        self.page = page or FirstTwoWeeks()

    @property
    def about(self) -> dict[str, str]:
        """Whose page."""
        return {"participant": self.participant.id}

    @property
    def name_in_lists(self) -> str:
        """Whose page."""
        return f"First two weeks: {self.participant.name.banner}"

    @property
    def heading(self) -> Text:
        """Which page."""
        return one_line("First two weeks", "bold")

    def fields(self) -> Iterator[FormField]:
        """Yield the fields, each with what stands on the page."""
        page = self.page
        said = (page.settles, page.upsets, page.not_in_a_group_with, page.unfinished)
        for (name, label, help_text), text in zip(TEXTS, said, strict=True):
            yield form_field(name, label, WordsBox(text or "", id=name), help_text)
        accounts = "\n".join(f"{one.what}{KEPT}{one.kept_where}" for one in page.not_to_be_asked_again)
        yield form_field(
            "accounts",
            "Not again",
            WordsBox(accounts, id="accounts"),
            "Accounts that were given and are not to be asked for again, one a line: what, a bar, where it is kept.",
        )
        yield form_field(
            "ended",
            "Last therapy",
            Picker(
                [Pick(code=one.value, words=one.words) for one in TherapyEnding],
                page.last_therapy_ended.value,
                empty="how it ended: ↓",
                id="ended",
            ),
            "How the last therapy ended for the person in it.",
        )
        yield form_field(
            "spoke",
            "Therapists spoke",
            ChoiceRow(SPOKE, page.therapists_spoke.value, id="spoke"),
            "Whether the old and the new therapist have spoken, and whether the participant was there.",
        )

    def on_mount(self) -> None:
        """Begin at what settles."""
        self.query_one("#settles", WordsBox).focus()
        self.begin()

    def check(self) -> None:
        """Say what is wrong, or save."""
        problems = self.settled_problems()
        accounts = [line.split(KEPT.strip(), 1) for line in self.words_of("accounts").splitlines() if line.strip()]
        if any(len(each) < 2 or not all(part.strip() for part in each) for each in accounts):
            problems["accounts"] = "Each line says what, a bar, and where it is kept: the fire | psychology file"
        if self.picked_of("ended") is None and "ended" not in problems:
            problems["ended"] = "Say how the last therapy ended, or that it is not known."
        if not self.complain(problems) and self.begin_saving():
            self._save(tuple(AccountGiven(what=what.strip(), kept_where=kept.strip()) for what, kept in accounts))

    @work(exit_on_error=False)
    async def _save(self, accounts: tuple[AccountGiven, ...]) -> None:
        settles, upsets, apart, unfinished = (self.words_of(name).strip() or None for name, _, _ in TEXTS)
        try:
            page = FirstTwoWeeks(
                settles=settles,
                upsets=upsets,
                not_in_a_group_with=apart,
                unfinished=unfinished,
                not_to_be_asked_again=accounts,
                last_therapy_ended=TherapyEnding(self.picked_of("ended") or ""),
                therapists_spoke=TherapistsSpoke(self.chosen_of("spoke")),
            )
            await self.seat.ask(record_first_two_weeks, self.participant.id, page)
        except ThroughcareError as error:
            self.not_saved(error)
            return
        await self.finish()
        self.dismiss("Saved.")  # type: ignore[arg-type]
