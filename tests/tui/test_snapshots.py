"""Every screen as it is drawn at 80 by 24, and three of them in each theme and size.

After a change that is meant: `THROUGHCARE_SNAPSHOTS=write pytest tests/tui/test_snapshots.py`, then read the diff.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from registry.cli.commands import command_named
from registry.cli.seated import Answered
from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.assessment import Occasion, Rater
from registry.domain.break_glass import OPEN_FOR, BreakGlass
from registry.domain.catalogue import Strength
from registry.domain.corrections import EntryKind
from registry.domain.dates import PartialDate
from registry.domain.long_work import Tell
from registry.domain.measure_frame import Stated
from registry.domain.summary import Statement
from registry.services.assessments import add_score
from registry.services.care_packages import add_target_outcome
from registry.services.course import add_goal
from registry.services.groups import add_members, open_group
from registry.services.issuing import issue_summary
from registry.services.listing import list_documents
from registry.services.overlaps import judge_overlap
from registry.services.plans import show_plan
from registry.services.reading_copy import open_copy
from registry.services.sitting import Sitting
from registry.services.spreadsheets import Proposal, RowSaid
from tests.homes import ADMIN, RHIANNON
from tests.tui.desk import Desk, Unit, at_the_desk, furnished
from tests.tui.pictured import PICTURED, WITHOUT
from tests.tui.test_rules import OURS, kinds
from tests.tui.text_picture import KEPT, compare
from tests.two_units import AMARA, TwoUnits, make_two_units
from tui import themes
from tui.last_act import LastAct
from tui.offered import OnRecord
from tui.screens.answer import AnswerScreen
from tui.screens.asked import AskedScreen, Question
from tui.screens.break_glass import BreakGlassScreen
from tui.screens.command import CommandScreen
from tui.screens.command_answer import CommandAnswerScreen
from tui.screens.commands import CommandsScreen
from tui.screens.contribution import ContributionScreen
from tui.screens.folder_work import BackupScreen, ReceiveFolderScreen
from tui.screens.glass_form import GlassEndScreen, GlassReviewScreen
from tui.screens.glasses import GlassesScreen
from tui.screens.goal_review import GoalReviewScreen
from tui.screens.groups import GroupsScreen
from tui.screens.home import HomeScreen
from tui.screens.importing import ImportHistoryScreen, ImportLogScreen, RowsScreen
from tui.screens.join import JoinScreen
from tui.screens.long_work import LongWorkScreen, Step
from tui.screens.new_participant import NewParticipantScreen
from tui.screens.outcome import OutcomeScreen
from tui.screens.register import RegisterScreen
from tui.screens.release import ReleaseScreen
from tui.screens.release_withdrawal import ReleaseWithdrawalScreen
from tui.screens.trouble import TroubleScreen
from tui.screens.undo import UndoScreen
from tui.screens.user_add import UserAddScreen
from tui.screens.withdraw import WithdrawScreen
from tui.screens.withdraw_summary import WithdrawSummaryScreen
from tui.widgets.modal import Dialogue

NOW = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
SIZES = ((80, 24), (120, 40))


@pytest.fixture(scope="module")
def furnished_units(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TwoUnits, Unit]]:
    """Two units on one day in a folder that is named the same on every machine."""
    assert state
    folder = tmp_path_factory.mktemp("snapshots")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("TZ", "UTC")
        time.tzset()
        units = make_two_units(Path("units"), clock=lambda: NOW)
        unit = furnished(units.ashmere, "999 000 0247")
        _fill(units, unit)
        yield units, unit
    time.tzset()


def _fill(units: TwoUnits, unit: Unit) -> None:
    with units.ashmere.sit(RHIANNON) as sitting:
        for value, occasion, day in (("21", Occasion.PRE, "2025-10-01"), ("12", Occasion.MID, "2026-02-01")):
            add_score(
                sitting,
                unit.sian,
                stated=Stated(measure="PHQ-9", version="unversioned"),
                value=value,
                occasion=occasion,
                on=PartialDate(day),
                rater=Rater.SELF,
            )
        group = open_group(sitting, name="Thursday skills", edition="DBT", on=PartialDate("2026-01-08"))
        add_members(sitting, group.id, [unit.dbt], since=PartialDate("2026-01-22"))
        issue_summary(
            sitting,
            units.participant,
            purpose=Purpose.TRANSFER,
            recipient=Recipient(
                kind=RecipientKind.ESTABLISHMENT, id=units.thornfield.unit.id, name=units.thornfield.unit.name
            ),
            statement=Statement(in_short=("She has begun the work.",), knowledge_of_case="Seen weekly."),
        )


class Album:
    """Takes the pictures of one walk, and says at its end which are not as they were."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.app.seat.folder = Path("exchange")
        self.differ: list[str] = []
        self.made_small: set[type[Screen[Any]]] = set()

    async def take(self, name: str, *words: str, styles: bool = True) -> None:
        """Take a picture once the words stand on the screen and nothing moves any more."""
        await self.desk.sees(*words)
        if name in PICTURED:
            assert type(self.desk.app.screen) is PICTURED[name]
        for field in self.desk.app.screen.query(Input):
            # A cursor that blinks would stand on one picture and not on the next.
            field.cursor_blink = False
            field._pause_blink(visible=True)
        before = ""
        while before != (before := self.desk.text):
            await self.desk.pilot.pause(0.15)
        if found := compare(self.desk, name, styles=styles):
            self.differ.append(found)
        await self._made_small()

    async def _made_small(self) -> None:
        """Make the terminal as small as a telephone's, once on every screen: nothing crashes, and all comes back."""
        screen = self.desk.app.screen
        if type(screen) in self.made_small:
            return
        self.made_small.add(type(screen))
        before, size = self._words(), self.desk.app.size
        await self.desk.pilot.resize_terminal(40, 12)
        await self.desk.pilot.pause()
        assert max(len(row) for row in self.desk.text.split("\n")) <= 40
        await self.desk.pilot.resize_terminal(*size)
        await self.desk.until(lambda: self._words() == before, f"{type(screen).__name__} as it was:\n{before}")

    def _words(self) -> str:
        # How far a scroll bar reaches may be told anew by an eighth of a row.
        return "\n".join(row.rstrip(" ▁▂▃▄▅▆▇█▔") for row in self.desk.text.split("\n"))

    def close(self) -> None:
        """Raise where a picture differs."""
        assert not self.differ, "\n\n".join(self.differ)


async def test_every_screen_of_a_clinician(furnished_units: tuple[TwoUnits, Unit]) -> None:
    _, unit = furnished_units
    async with at_the_desk(unit, locked=True) as desk:
        album, press = Album(desk), desk.press
        await album.take("unlock", "Passphrase")
        desk.fill("passphrase", unit.home.passphrase(RHIANNON))
        await press("enter")
        await desk.screen(HomeScreen)
        await album.take("home", "3 people", "Your open work")
        await press("f2")
        await album.take("places", "Escape stays here")
        await press("c")
        await album.take("catalogue", "programmes")
        await desk.type("lmv")
        await desk.sees("1 programme")
        await press("enter")
        await album.take("programme", "Course form")
        await press("c")
        await desk.sees("Beside")
        await desk.type("kaizen-gv")
        await press("enter")
        await album.take("compare", "differs")
        await press("escape", "escape", "escape", "f2", "o")
        await album.take("overlaps", "No overlap judgement")
        await press("a")
        await album.take("overlap", "Covers part of")
        await press("escape", "escape", "f2", "d")
        await album.take("directory", "Root words", styles=False)
        await press("escape", "f2", "t")
        await album.take("settings", "You may")
        await press("escape", "f2", "r")
        await album.take("receive", "No file here looks like")
        await press("escape", "f2", "v")
        await album.take("verify-folder", "one after the other")
        await press("escape", "f2", "s")
        await album.take("summaries", "JONES")
        await press("enter")
        await album.take("summary", "PREVIEW")
        await press("a")
        await album.take("approve", "Passphrase")
        await press("f1")
        await album.take("help", "This field")
        await press("escape", "escape", "escape", "escape")
        await desk.screen(HomeScreen)
        await desk.type("sian")
        await desk.sees("2 people")
        await desk.type(" shan")
        await desk.sees("1 person")
        await press("enter")
        await album.take("participant", "› Dialectical")
        await press("s")
        await album.take("session", "Attended")
        await press("escape", "c")
        await album.take("close", "Outcome")
        await press("escape", "i")
        await album.take("refer", "A new course")
        await press("escape", "o")
        await album.take("intervention", "Dialectical", "Goes on at Mindfulness")
        await press("g")
        await album.take("goal", "Add a goal")
        await press("escape", "p")
        await album.take("progress", "Add a progress note")
        await press("escape", "d")
        await album.take("product", "Made with")
        await press("escape", "m")
        await album.take("commissioned", "commissioned for")
        await press("escape", "escape", "t")
        await album.take("issue", "A new transfer summary")
        await press("escape", "p")
        await album.take("plan", "Self-harm")
        await press("d")
        await album.take("decision", "Decision")
        await press("escape", "v")
        await album.take("voice-pane", "“I want")
        await press("a")
        await album.take("voice", "May read it")
        await press("escape", "m")
        await album.take("measures-pane", "PHQ-9")
        await press("a")
        await album.take("measure", "Rated by")
        await press("escape", "f")
        await album.take("first-weeks-pane", "Music")
        await press("a")
        await album.take("first-weeks", "Not again")
        await press("escape", "k")
        await album.take("facts-pane", "Consent to treatment")
        await press("w")
        await album.take("writing", "Print a report")
        for letter, name, words in (
            ("n", "need", "Judged on"),
            ("b", "placement", "Legal status"),
            ("e", "placement-end", "Last day"),
            ("a", "assessment", "Judgements"),
            ("c", "sharing", "Shared despite"),
            ("r", "refresher", "Asked on"),
            ("g", "refresher-answer", "No refresher they asked"),
            ("t", "transfer", "Other end"),
            ("s", "transfer-step", "The next step"),
            ("p", "report", "Purpose"),
        ):
            await press(letter)
            await album.take(name, words)
            await press("escape", "w")
        await press("escape", "ctrl+z")
        await album.take("nothing-to-undo", "There is nothing to undo")
        album.close()


async def test_every_screen_of_receiving_and_of_an_administrator(furnished_units: tuple[TwoUnits, Unit]) -> None:
    units, unit = furnished_units
    with units.ashmere.sit(RHIANNON):
        released = units.send(purpose=Purpose.COMMUNITY)
    incoming = Path("exchange")
    incoming.mkdir()
    file = incoming / "summary.json.age"
    file.write_bytes(released.files.sealed or b"")
    os.utime(file, (NOW.timestamp(), NOW.timestamp()))
    async with at_the_desk(Unit(home=units.thornfield, sian="", dbt="", marcus="")) as desk:
        album, press = Album(desk), desk.press
        await album.take("home-empty", "nobody on record here yet")
        await press("f2", "r")
        desk.fill("folder", "exchange")
        await album.take("receive-files", "summary.json.age")
        await press("enter")
        await album.take("arrival", "TRUSTED", styles=False)
        await press("enter")
        await album.take("match", "In the document")
        album.close()
    async with at_the_desk(unit, user=ADMIN) as desk:
        album, press = Album(desk), desk.press
        await album.take("refusal", "may not read the record")
        await press("f2", "u")
        await album.take("users", "rhiannon")
        adding = UserAddScreen(desk.app.seat)
        adding.offered = "amber-harbour-lantern-willow"
        await desk.app.push_screen(adding)
        await album.take("user-add", "The same again")
        await press("escape", "o")
        await album.take("user-roles", "Your passphrase")
        await press("escape", "e")
        await album.take("user-close", "Your passphrase")
        await press("escape", "escape", "f2", "d")
        await desk.sees("Root words")
        await press("i")
        await album.take("directory-install", "Root words")
        await press("escape", "c")
        await album.take("card", "card", "Folder")
        await press("escape", "n")
        await album.take("new-keys", "Your passphrase")
        await press("escape", "t")
        await album.take("card-taking", "Its words")
        await press("escape", "m")
        await album.take("key-mark", "It is")
        await press("escape", "f2", "b")
        await desk.screen(BackupScreen)
        # Where this test's home lies is nobody's.
        desk.fill("path", "backups")
        await album.take("backup", "proven by restoring")
        await press("escape", "f2", "a")
        await desk.sees("user list", "summary release")
        album.close()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_three_screens_in_each_theme(furnished_units: tuple[TwoUnits, Unit], size: tuple[int, int]) -> None:
    _, unit = furnished_units
    tag = f"{size[0]}x{size[1]}"
    async with at_the_desk(unit, user=AMARA, size=size) as desk:
        album = Album(desk)
        await desk.sees("3 people")
        for name in themes.WORDS:
            desk.app.theme = name
            await album.take(f"theme-{name}-{tag}-home", "3 people")
        await desk.type("shan")
        await desk.sees("1 person")
        await desk.press("enter")
        for name in themes.WORDS:
            desk.app.theme = name
            await album.take(f"theme-{name}-{tag}-participant", "› Dialectical")
        await desk.press("a")
        for name in themes.WORDS:
            desk.app.theme = name
            await album.take(f"theme-{name}-{tag}-voice", "May read it")
        album.close()


async def test_every_screen_of_a_group(furnished_units: tuple[TwoUnits, Unit]) -> None:
    """The last of the file, because a register is saved: from here on the record differs."""
    _, unit = furnished_units
    async with at_the_desk(unit, user=AMARA) as desk:
        album, press = Album(desk), desk.press
        await desk.sees("3 people")
        await press("f2", "g")
        await album.take("groups", "Belongs now")
        await press("n")
        await album.take("open-group", "Open a group")
        await press("escape", "l")
        await album.take("group-leave", "Last day")
        await press("escape", "c")
        await album.take("group-close", "It runs from")
        await press("escape", "a")
        await desk.screen(JoinScreen)
        await desk.type("this")
        await album.take("join", "› THISTLEWOOD")
        await press("escape", "escape", "escape")
        await desk.screen(GroupsScreen)
        await press("enter")
        await album.take("register", "Register of Thursday skills")
        await press("e")
        await album.take("meetings", "no meeting on record yet")
        await press("escape")
        await desk.screen(RegisterScreen)
        await press("ctrl+s")
        await album.take("notes", "Saved: the register")
        album.close()


async def test_every_screen_that_is_rarely_seen(furnished_units: tuple[TwoUnits, Unit]) -> None:
    """Pushed as the program pushes them: what leads to each is walked in the tests of its own."""
    _, unit = furnished_units
    async with at_the_desk(unit, user=AMARA) as desk:
        album, seat = Album(desk), desk.app.seat
        await desk.sees("3 people")
        sitting = seat.sitting
        history, plan = show_plan(sitting, unit.sian)
        asked = next(one for one in plan.lines if one.question)
        draft = next(one for one in list_documents(sitting) if one.status == "draft")
        copy = open_copy(sitting, draft.id)
        judged = judge_overlap(
            sitting,
            covers="LMVE",
            covered="KAIZEN-GV",
            needs=("violence",),
            strength=next(iter(Strength)),
            basis="Both manuals were read side by side.",
            caution="It says nothing of the rest.",
        )
        rows = Path(__file__)
        steps: list[tuple[str, Step]] = [("one.json", _one_verdict)]
        act = LastAct(kind=EntryKind.OVERLAP, asked=judged.id, words="the judgement that LMVE covers part of KAIZEN-GV")
        course = next(one for one in history.work if one.intervention.id == unit.dbt)
        goal = add_goal(sitting, unit.dbt, text="Notice anger early", on=PartialDate("2026-02-01"))
        courses = OnRecord(history=history)
        outcome = add_target_outcome(
            sitting,
            unit.dbt,
            text="Three months of leave",
            commissioned_by="Northern collaborative",
            on=PartialDate("2026-02-01"),
        )
        grown = replace(course.intervention, goals=(goal,), care_package=(outcome,))
        course = replace(course, intervention=grown)
        signed = replace(next(one for one in list_documents(sitting) if not one.came), id="urn:uuid:0")
        use = BreakGlass(
            id=judged.id,
            participant_id=unit.marcus,
            user=RHIANNON,
            person=seat.sitting.user.person,
            reason="Collapsed in our day room; their team is on leave.",
            at=NOW,
            until=NOW + OPEN_FOR,
        )
        for name, words, screen in (
            ("goal-review", "Their answer", GoalReviewScreen(seat, history.participant, course)),
            ("outcome", "Their answer", OutcomeScreen(seat, history.participant, course)),
            ("withdraw-summary", "Means other", WithdrawSummaryScreen(seat, copy)),
            ("release-withdrawal", "Release the withdrawal", ReleaseWithdrawalScreen(seat, signed)),
            ("glasses", "Nobody has broken", GlassesScreen(seat)),
            ("glass-review", "Found", GlassReviewScreen(seat, use)),
            ("glass-end", "Reason", GlassEndScreen(seat, use)),
            ("break-glass", "Another one", BreakGlassScreen(seat)),
            ("answer", "Their words", AnswerScreen(seat, history.participant, asked)),
            ("release", "Release: ", ReleaseScreen(seat, copy)),
            ("withdraw", "Withdraw the judgement", WithdrawScreen(seat, judged)),
            ("new-participant", "None, because", NewParticipantScreen(seat)),
            ("undo", "Undo the last act?", UndoScreen(seat, act)),
            ("receive-folder", "Receive a folder", ReceiveFolderScreen(seat)),
            ("long-work", "TRUSTED   one.json", LongWorkScreen(seat, "Verify a folder: exchange", steps)),
            ("import-history", "Import a prison", ImportHistoryScreen(seat)),
            ("import-log", "Import an attendance", ImportLogScreen(seat)),
            ("import-rows", "Ctrl+S Write it", RowsScreen(seat, "Import: courses.csv", rows, _proposing, "course")),
            ("commands", " commands", CommandsScreen(seat)),
            ("command", "Intervention", CommandScreen(seat, command_named("goal add"), history.participant, courses)),
            ("asked", "Passphrase of", AskedScreen(Question.SECRET, "Passphrase of amara", before="")),
            (
                "command-answer",
                "It is done.",
                CommandAnswerScreen(
                    seat, "throughcare group list", Answered(said="Thursday skills", done=True), history.participant
                ),
            ),
            ("contribution", "Whose words", ContributionScreen(seat)),
            ("trouble", "Where it happened", TroubleScreen(Path("crash.txt"), must_close=False)),
        ):
            await desk.app.push_screen(screen)
            await album.take(name, words)
            await desk.app.pop_screen()
        album.close()


def _one_verdict(_sitting: Sitting, _tell: Tell) -> str:
    return "TRUSTED   one.json"


def _proposing(_sitting: Sitting, _data: bytes, *, write: bool, tell: Tell) -> Proposal:
    tell(2, 2)
    whose = "THISTLEWOOD, Marcus · Born 22-Aug-1979 (47y) · NHS No. 999 000 0247"
    rows = (RowSaid(row=2, whose=whose, words="Resolve, HMP Marlwood, 2001 to 2003: completed, as reported"),)
    return Proposal(
        new=rows, known=(RowSaid(row=3, whose=whose, words="recorded already"),), problems=(), written=write
    )


def test_every_screen_has_its_picture() -> None:
    dialogues = {one for one in kinds(Dialogue) if one.__module__.startswith("tui.")}
    assert {*PICTURED.values(), *WITHOUT} == {*OURS, *dialogues}
    assert not [name for name in PICTURED if not (KEPT / f"{name}.txt").exists()]
