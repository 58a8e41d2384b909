"""The same five journeys through the screens and through their accessible twin, each in a real terminal.

What is on record afterwards must be the same by either door. The keystrokes of the screens are counted and kept in
docs/keystrokes.md; a passphrase counts as one, because its length is the person's own.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import pexpect
import pytest

from registry.domain.addressing import Purpose, Recipient, RecipientKind
from registry.domain.closure import Outcome
from registry.domain.decision import Choice
from registry.domain.reasons import StopReason
from registry.domain.session import Attended
from registry.domain.stored_documents import Status
from registry.domain.summary import Statement
from registry.domain.voice import Audience
from registry.services.interventions import show_intervention
from registry.services.issuing import issue_summary
from registry.services.participants import find_participants, show_participant
from registry.services.plans import show_plan
from registry.services.releasing import show_document
from tests.homes import GARETH, RHIANNON, TestHome
from tests.tui.desk import Unit
from tests.tui.eight import Eight, make_eight
from tests.tui.terminal import TABLE, Terminal, arguments, at_prompts, keys_in
from tests.two_units import AMARA, TwoUnits, make_two_units

DOWN, RIGHT, F2 = "\x1b[B", "\x1b[C", "\x1bOQ"
SAVE, LEAVE, ENTER, TAB = "\x13", "\x11", "\r", "\t"
WORDS = "I stayed [sic] with it."
REASON = "Agreed at the ward round."


@dataclass
class Screens:
    """One person at the screens; what is typed is counted, but for a passphrase."""

    terminal: Terminal
    typed: list[str] = field(default_factory=list)

    def press(self, keys: str, words: str) -> None:
        self.typed.append(keys)
        self.terminal.type(keys)
        self.terminal.sees(words)

    def fill(self, *texts: str) -> None:
        """Type into one field after the other."""
        for text in texts:
            self.typed += [text, TAB]
            self.terminal.type(f"{text}{TAB}")

    def pass_on(self, passphrase: str, words: str) -> None:
        """Type a passphrase, which counts as one, and sign."""
        self.typed += ["*", SAVE]
        self.terminal.type(f"{passphrase}{SAVE}")
        self.terminal.sees(words)


@dataclass
class Prompts:
    """One person at the numbered prompts."""

    child: "pexpect.spawn[str]"

    def answer(self, *pairs: tuple[str, str]) -> None:
        for prompt, text in pairs:
            self.child.expect_exact(prompt)
            self.child.sendline(text)

    def number(self, question: str, words: str) -> None:
        """Choose by its words whatever number they have."""
        self.child.expect_exact(question)
        self.child.expect(rf"(\d+)\. [^\r\n]*{words}")
        number = self.child.match.group(1)
        self.child.expect_exact("Number: ")
        self.child.sendline(number)


class ByScreens:
    """The journeys typed at the screens, with how many keys each took."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def _sit(self, home: TestHome, user: str, first: str, folder: Path | None = None) -> Screens:
        unit = Unit(home=home, sian="", dbt="", marcus="")
        at = Screens(Terminal(*arguments(unit, user), folder=folder))
        at.terminal.sees(first)
        return at

    def _leave(self, at: Screens, name: str) -> None:
        at.terminal.type(LEAVE)
        at.terminal.child.expect(pexpect.EOF)
        self.counts[name] = keys_in(at.typed)

    def register(self, eight: Eight) -> None:
        at = self._sit(eight.home, RHIANNON, "› Thursday [skills]")
        at.press(ENTER, "› Sam Abara")
        at.press(DOWN, "› Sam Brennan")
        at.press("x", "Why away")
        at.press("unw", "› unwell")
        at.press(ENTER, "› Sam Chukwu")
        at.press(SAVE, "Saved: the register of")
        self._leave(at, "")

    def course(self, units: TwoUnits) -> None:
        at = self._sit(units.ashmere, RHIANNON, "1 person")
        at.press("jones" + ENTER, "› Relapse prevention")
        at.press("i", "A new course of treatment")
        at.press("cat", "› CAT")
        at.press(SAVE, "It is open")
        at.press("s", "Log a session of Cognitive")
        at.press(SAVE, "Saved.")
        at.press("c", "Close Cognitive")
        at.press("partly", "› partly completed")
        at.press(ENTER, "› Reason")
        at.press("disch", "› discharged")
        at.press(SAVE, "Closed: partly completed")
        self._leave(at, "Open, run and close an individual intervention")

    def summary(self, units: TwoUnits, out: Path) -> None:
        at = self._sit(units.ashmere, AMARA, "for you to approve", folder=out)
        at.press(ENTER, "PREVIEW: not signed")
        at.press("a", "Approve: Summary for Thornfield")
        at.fill("9990000018", "1/3/84", "")
        at.pass_on(units.ashmere.passphrase(AMARA), "Approved by Dr Amara Okafor")
        at.press("r", "Release: Summary for Thornfield")
        at.fill("9990000018", "jones", GARETH)
        at.pass_on(units.ashmere.passphrase(GARETH), "Released by Dr Gareth Adeyemi")
        self._leave(at, "Approve and release a summary: two people at one desk")

    def receive(self, units: TwoUnits, out: Path) -> None:
        at = self._sit(units.thornfield, RHIANNON, "0 people", folder=out)
        at.press(F2, "Go to")
        at.press("r", "› summary-")
        at.press(ENTER, "TRUSTED")
        at.press(ENTER, "Whose record is it?")
        at.press(DOWN, "› nobody yet")
        at.press(ENTER, "a new person")
        at.fill("9990000018", "1/3/84", "")
        at.pass_on(units.thornfield.passphrase(RHIANNON), "Attached to JONES, Siân")
        at.press(ENTER, "› Ask first")
        at.press("d", "› Decision")
        at.press("a", "● accept")
        at.press(TAB, "› Reason")
        at.press(REASON + TAB, "› Participant")
        at.press("a", "● agrees")
        at.press(SAVE, "Decided: accept")
        self._leave(at, "Receive a summary, match it and decide a line of its plan")

    def voice(self, units: TwoUnits) -> None:
        at = self._sit(units.ashmere, RHIANNON, "1 person")
        at.press("jones" + ENTER, "› Relapse prevention")
        at.press("a", "Add to the participant's voice")
        at.press(WORDS, WORDS)
        at.press(TAB, "› May read it")
        at.press(RIGHT, "May read it")
        at.press(RIGHT, "May read it")
        at.press(" ", "■ prison")
        at.press(TAB, "› Read back")
        at.press("r", "● read back to them")
        at.press(SAVE, "Saved for self, treating teams, prison")
        self._leave(at, "Add a participant's own account with its audiences")


class ByPrompts:
    """The journeys typed at the prompts."""

    def _sit(self, home: TestHome, user: str, folder: Path | None = None) -> Prompts:
        unit = Unit(home=home, sian="", dbt="", marcus="")
        return Prompts(at_prompts([*arguments(unit, user), "--plain"], folder=folder))

    def _person(self, at: Prompts) -> None:
        at.number("Where to?", "Find a participant")
        at.answer(("A name or a number: ", "jones"))
        at.number("Who?", "JONES, Siân")

    def _leave(self, at: Prompts) -> None:
        at.child.sendeof()
        at.child.expect_exact("Closed.")
        at.child.expect(pexpect.EOF)

    def register(self, eight: Eight) -> None:
        at = self._sit(eight.home, RHIANNON)
        at.number("Where to?", "Register of a group")
        at.number("Which group?", "Thursday")
        at.answer(("Date [t]: ", ""), ("Session number [2]: ", ""), ("Minutes [90]: ", ""))
        at.answer(("Numbers, or nothing: ", "2"))
        at.number("Sam Brennan:", "was away")
        at.number("Why?", "unwell")
        at.answer(("Save it?", "yes"))
        at.child.expect_exact("Saved for 8 people")
        at.number("Where to?", "Register of a group")
        at.number("Which group?", "Thursday")
        at.answer(("Date [t]: ", ""))
        at.child.expect_exact("Saved already that day: session 2.")
        at.answer(("Session number [3]: ", "2"))
        at.child.expect_exact("Not another: this register is saved already.")
        self._leave(at)

    def course(self, units: TwoUnits) -> None:
        at = self._sit(units.ashmere, RHIANNON)
        self._person(at)
        at.number("What?", "Begin a new course")
        at.answer(("Programme: a code or a name: ", "CAT"))
        at.number("Which?", "CAT  ")
        at.number("Delivered how?", "individual")
        at.answer(("Beginning on [t]: ", ""))
        at.child.expect_exact("It is open.")
        at.number("What?", "Log a session")
        at.number("Which course?", "Cognitive")
        at.answer(("Date [t]: ", ""))
        at.number("Kind?", "individual")
        at.number("Attended?", "in full")
        at.answer(("Minutes, or nothing", ""))
        at.number("What?", "Close a course")
        at.number("Which course?", "Cognitive")
        at.number("What came of it?", "partly completed")
        at.number("Why did it stop?", "discharged")
        at.answer(("own reason", ""), ("left to do", ""))
        at.number("How did it end", "not known")
        at.answer(("Closed on [t]: ", ""))
        at.child.expect_exact("Closed: partly completed.")
        self._leave(at)

    def summary(self, units: TwoUnits, out: Path) -> None:
        at = self._sit(units.ashmere, AMARA, folder=out)
        at.number("Where to?", "Summaries")
        at.number("Which summary?", "JONES, Siân, draft")
        at.child.expect_exact("PREVIEW: not signed")
        at.answer(("Is this what is to be signed?", "yes"), ("Identifier: ", "9990000018"), ("Another one: ", "1/3/84"))
        at.answer(("by user name [amara]: ", ""), ("Passphrase: ", units.ashmere.passphrase(AMARA)))
        at.child.expect_exact("Approved by Dr Amara Okafor")
        at.number("Where to?", "Summaries")
        at.number("Which summary?", "JONES, Siân, approved")
        at.answer(("Is this what is to be released?", "yes"), ("Folder to write into", ""))
        at.answer(("Identifier: ", "9990000018"), ("Another one: ", "jones"))
        at.answer(("by user name [amara]: ", GARETH), ("Passphrase: ", units.ashmere.passphrase(GARETH)))
        at.child.expect_exact("Released by Dr Gareth Adeyemi")
        self._leave(at)

    def receive(self, units: TwoUnits, out: Path) -> None:
        at = self._sit(units.thornfield, RHIANNON, folder=out)
        file = next((out / "exchange").glob("summary-*.age"))
        at.number("Where to?", "Receive a file")
        at.answer(("File: ", str(file)))
        at.child.expect_exact("TRUSTED")
        at.number("Whose record is it?", "nobody yet")
        at.answer(("Folder for the receipt", str(out / "exchange")))
        at.answer(("Identifier: ", "9990000018"), ("Another one: ", "1/3/84"))
        at.answer(("by user name [rhiannon]: ", ""), ("Passphrase: ", units.thornfield.passphrase(RHIANNON)))
        at.child.expect_exact("Attached to JONES, Siân")
        at.number("Which line do you decide?", "")
        at.number("What?", "accept it")
        at.answer(("Reason: ", REASON))
        at.number("Discussed with the participant?", "agrees")
        at.child.expect_exact("Decided:")
        self._leave(at)

    def voice(self, units: TwoUnits) -> None:
        at = self._sit(units.ashmere, RHIANNON)
        self._person(at)
        at.number("What?", "Add to the participant's voice")
        at.number("What is it?", "their own account")
        at.answer(("> ", WORDS), ("> ", ""))
        usual = "Numbers, or nothing for self and treating teams: "
        at.answer((usual, "1 2 3"), ("Was it read back to them?", "yes"))
        at.answer(("When did they say it [t]: ", ""))
        at.child.expect_exact("Saved for self, treating teams, prison.")
        self._leave(at)


def test_prompts_lock_themselves_and_leave_nothing_to_read(made: TwoUnits) -> None:
    home = made.ashmere
    code = (
        "from pathlib import Path; from registry.settings import Home, Settings; from tui.plain.menu import run_plain; "
        f"home = Home(folder=Path({str(home.home.folder)!r}), server={home.home.server!r}); "
        "run_plain(Settings(home=home, user='rhiannon'), idle_seconds=2)"
    )
    child = pexpect.spawn(sys.executable, ["-c", code], encoding="utf-8", timeout=60, dimensions=(24, 120))
    while True:
        child.expect_exact("Passphrase: ")
        child.sendline(home.passphrase(RHIANNON))
        if child.expect_exact(["Where to?", "Locked: nobody typed"]) == 0:
            break
    child.expect_exact("\x1b[3J")
    child.expect_exact("Locked: nobody typed")
    child.expect_exact("Passphrase: ")
    child.sendeof()
    child.expect_exact("Closed.")


@pytest.fixture(scope="module")
def made(state: Path, tmp_path_factory: pytest.TempPathFactory) -> TwoUnits:
    assert state
    units = make_two_units(tmp_path_factory.mktemp("doors") / "units")
    with units.ashmere.sit(RHIANNON) as sitting:
        issue_summary(
            sitting,
            units.participant,
            purpose=Purpose.TRANSFER,
            recipient=Recipient(
                kind=RecipientKind.ESTABLISHMENT, id=units.thornfield.unit.id, name=units.thornfield.unit.name
            ),
            statement=Statement(in_short=("He has begun the work.",), knowledge_of_case="Seen weekly."),
        )
    return units


@pytest.fixture(params=[ByScreens, ByPrompts], ids=["screens", "prompts"])
def door(request: pytest.FixtureRequest) -> ByScreens | ByPrompts:
    made: ByScreens | ByPrompts = request.param()
    return made


def test_five_journeys_leave_the_same_record_by_either_door(
    door: ByScreens | ByPrompts, made: TwoUnits, tmp_path: Path
) -> None:
    units, eight = made.copied_to(tmp_path / "units"), make_eight(tmp_path / "eight")
    door.register(eight)
    with eight.home.sit() as sitting:
        last = [show_intervention(sitting, one).intervention.sessions[-1] for one in eight.courses]
    assert [one.attended for one in last] == [Attended.FULL, Attended.NO, *[Attended.FULL] * 6]
    assert {(one.number, one.minutes) for one in last if one.attended is Attended.FULL} == {(2, 90)}

    door.course(units)
    door.voice(units)
    with units.ashmere.sit() as sitting:
        history = show_participant(sitting, units.participant)
    (course,) = [one.intervention for one in history.work if one.intervention.closure is not None]
    assert course.title.startswith("Cognitive analytic therapy")
    assert [one.attended for one in course.sessions] == [Attended.FULL]
    assert course.closure is not None
    assert (course.closure.outcome, course.closure.reason) == (Outcome.PARTLY, StopReason.DISCHARGED)
    (said,) = history.voice
    assert (said.text, said.read_back) == (WORDS, True)
    assert said.audiences == (Audience.SELF, Audience.TREATING_TEAMS, Audience.PRISON)

    door.summary(units, tmp_path)
    door.receive(units, tmp_path)
    with units.thornfield.sit() as sitting:
        (person,) = find_participants(sitting)
        _, plan = show_plan(sitting, person.id)
        (received,) = show_participant(sitting, person.id).work
        decided = [line.decision for line in plan.lines if line.decision is not None]
    assert received.intervention.title.startswith("Relapse prevention")
    assert [(one.choice, one.reason) for one in decided] == [(Choice.ACCEPT, REASON)]
    with units.ashmere.sit() as sitting:
        document = show_document(sitting, received.source.document or "")[0]
    assert document.status is Status.RELEASED
    assert list((tmp_path / "exchange").glob("receipt-*.age"))

    if isinstance(door, ByScreens):
        for name, count in door.counts.items():
            sys.stdout.write(f"{name}: {count} keystrokes\n")
            if name:
                assert f"| {name} | {count} |" in TABLE.read_text("utf-8"), f"docs/keystrokes.md: {name}, {count}"
