"""Every command, listed with what it takes, and run in a sitting that is open."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import typer

from registry.cli import main, output
from registry.cli.commands import (
    ALONE,
    AT_THE_COMMAND_LINE,
    FOUND_BY,
    IDENTIFIERS,
    NO,
    YES,
    Parameter,
    _kind,
    command_named,
    commands_answering,
    every_command,
)
from registry.cli.everywhere import hoisted
from registry.cli.seated import AtField, run_seated
from registry.domain.errors import NotAllowed, NotPermitted
from registry.services.overlaps import list_overlaps
from registry.services.participants import show_participant
from registry.settings import Settings
from tests.cli.two_units import Units
from tests.homes import TestHome

NASTY = ("-x", "--json", "--home", "--", "-3", "a b", "[/] 'quoted' \"twice\"", "--words=x", "é")


def _spoken() -> Iterator[tuple[str, Any]]:
    """Every command as the parser knows it."""

    def within(command: Any, name: str) -> Iterator[tuple[str, Any]]:
        for own, inner in getattr(command, "commands", {}).items():
            yield from within(inner, f"{name} {own}")
        if not hasattr(command, "commands") or command.invoke_without_command:
            yield name, command

    for group in main.GROUPS:
        yield from within(typer.main.get_command(main._only(group)).commands[group], group)  # type: ignore[attr-defined]


SPOKEN = dict(_spoken())
LISTED = {one.name: one for one in every_command()}


def test_what_is_listed_is_what_the_parser_knows() -> None:
    assert set(LISTED) == set(SPOKEN)
    for name, command in SPOKEN.items():
        known = {one.name: {*one.opts, *one.secondary_opts} for one in command.params if one.name != "help"}
        assert list(known) == [each.name for each in LISTED[name].parameters], name
        for each in LISTED[name].parameters:
            assert not each.flag or {each.flag, *filter(None, [each.off])} <= known[each.name], (name, each)
        required = {one.name for one in command.params if one.required}
        assert required == {each.name for each in LISTED[name].parameters if each.needed}, name
        assert LISTED[name].does
        assert "throughcare" in LISTED[name].help, name


def test_every_command_that_a_hint_names_is_there() -> None:
    groups = {name.partition(" ")[0] for name in SPOKEN}
    said = set()
    for file in (*Path("registry").rglob("*.py"), *Path("tui").rglob("*.py")):
        said |= {
            f"{group} {verb}"
            for group, verb in re.findall(r"`(?:throughcare )?([a-z-]+) ([a-z][a-z-]{2,})\b", file.read_text())
        }
    named = {name for name in said if name.partition(" ")[0] in groups and name.partition(" ")[0] not in SPOKEN}
    assert len(named) > 40
    # What a page calls work, and how a change of a record is told, are no commands.
    assert named - set(SPOKEN) <= {"group work", "session added"}


def test_what_needs_the_home_alone_is_left_to_the_command_line() -> None:
    alone = {name for name, one in SPOKEN.items() if "alone=True" in inspect.getsource(one.callback)}
    assert {name for name, because in AT_THE_COMMAND_LINE.items() if because == ALONE} | {"store copy"} == alone
    assert set(AT_THE_COMMAND_LINE) <= set(LISTED)


def _takes_text(name: str, parameter: Parameter) -> bool:
    hints = inspect.get_annotations(inspect.unwrap(SPOKEN[name].callback))
    return bool(hints) and _kind(_bare(hints[parameter.name]))[0] is str


def _bare(annotated: Any) -> Any:
    return getattr(annotated, "__origin__", annotated) if hasattr(annotated, "__metadata__") else annotated


@pytest.mark.parametrize("name", [one for one in LISTED if LISTED[one].parameters])
def test_what_is_typed_is_read_as_it_was_meant(name: str) -> None:
    command = LISTED[name]
    texts = [each for each in command.parameters if not each.choices and not each.switch and _takes_text(name, each)]
    others = {
        each.name: each.choices[0] if each.choices else YES if each.switch else "7"
        for each in command.parameters
        if each.needed
    }
    for each in texts:
        for nasty in NASTY:
            front, typed = hoisted(command.typed({**others, each.name: nasty}))
            assert front == []
            assert typed[: len(name.split())] == name.split()
            read = SPOKEN[name].make_context(name, typed[len(name.split()) :]).params[each.name]
            assert (list(read) if each.repeats else read) == ([nasty] if each.repeats else nasty), (each.name, nasty)


def test_a_switch_is_typed_both_ways_and_a_default_not_at_all() -> None:
    sign = command_named("annex sign")
    assert sign.typed({"draft": "1a", "reason": "w", "mentioned": NO})[-1] == "--unmentioned"
    goal = command_named("goal add")
    assert (
        goal.line({"intervention": "1a", "text": "Notice [it]", "on": "t"}) == "throughcare goal add 1a 'Notice [it]'"
    )
    assert [each.label for each in goal.fields] == ["Intervention", "Goal", "On", "Need"]
    deceased = command_named("participant deceased")
    assert IDENTIFIERS in {each.metavar for each in deceased.parameters} - {each.metavar for each in deceased.fields}


def test_commands_are_found_by_their_words() -> None:
    assert [one.name for one in commands_answering("goal")][:2] == ["goal add", "goal review"]
    assert "placement add" in [one.name for one in commands_answering("rec placement")]
    assert not commands_answering("no such word")


def test_other_words_find_a_command_after_those_that_say_it() -> None:
    assert "session register" in [one.name for one in commands_answering("attendance")]
    assert [one.name for one in commands_answering("password")][-2:] == ["user unlock", "user passphrase"]
    assert commands_answering("register")[0].name == "session register"
    assert set(FOUND_BY) <= {one.name for one in every_command()}
    for name, words in FOUND_BY.items():
        assert words.isascii()
        assert command_named(name) in commands_answering(words.split()[0])


@dataclass
class Person:
    """Answers what is asked, one after the other; what was said before each question is kept."""

    answers: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __call__(self, said: output.Caught) -> "Person":
        self.said = said
        return self

    def line(self, question: str) -> str:
        self.asked.append(question)
        if not self.answers:
            raise typer.Abort
        return self.answers.pop(0)

    secret = line

    def sure(self, question: str) -> bool:
        return self.line(f"{self.said.getvalue()}{question}") == YES


Typing = Callable[..., Any]


@pytest.fixture
def home(units: Units) -> TestHome:
    return units.ashmere


@pytest.fixture
def seated(home: TestHome, capsys: pytest.CaptureFixture[str]) -> Iterator[Typing]:
    with home.sit() as sitting:

        def run(name: str, person: Person | None = None, **values: str) -> Any:
            answered = run_seated(
                sitting,
                command_named(name).typed(values),
                settings=Settings(home=home.home),
                asks=person or Person(),
                width=80,
            )
            assert capsys.readouterr() == ("", "")
            return answered

        run.sitting = sitting  # type: ignore[attr-defined]
        yield run


def test_a_command_runs_in_the_open_sitting_and_its_words_are_caught(seated: Typing) -> None:
    made = seated("participant add", surname="Żółć", given="[/]", born="1984", no_nhs_because="not traced yet")
    assert made.done
    assert "ŻÓŁĆ, [/]" in made.said
    assert "Next: throughcare" in made.said
    assert "ŻÓŁĆ, [/]" in seated("participant find", text="żół").said


def test_what_cannot_be_read_names_its_field(seated: Typing) -> None:
    with pytest.raises(AtField, match="not one of") as refused:
        seated("participant add", surname="A", given="B", born="1984", no_nhs_because="x", sex="-x")
    assert refused.value.field == "sex"
    with pytest.raises(AtField) as refused:
        seated("goal add", intervention="1a2b3c4d")
    assert refused.value.field == "text"


OVERLAP = {
    "covers": "LMVE",
    "covered": "KAIZEN-GV",
    "need": "violence",
    "strength": "partial",
    "basis": "Both manuals were read.",
    "caution": "No more than that.",
}


def test_what_signs_asks_for_the_passphrase_though_the_home_is_open(seated: Typing, home: TestHome) -> None:
    for answers, refusal in (([], NotAllowed), (["not the passphrase"], NotPermitted)):
        person = Person(answers=list(answers))
        with pytest.raises(refusal):
            seated("overlap add", person, **OVERLAP)
        assert person.asked == ["Passphrase of rhiannon"]
    assert not list_overlaps(seated.sitting)  # type: ignore[attr-defined]
    assert seated("overlap add", Person(answers=[home.passphrase("rhiannon")]), **OVERLAP).done
    assert len(list_overlaps(seated.sitting)) == 1  # type: ignore[attr-defined]


def test_what_asks_for_identifiers_asks_whoever_sits_there(seated: Typing) -> None:
    seated("participant add", surname="Reid", given="Marcus", born="1/3/84", no_nhs_because="x", local_number="7")
    about = {"participant": "reid", "on": "y", "told_by": "the ward"}
    person = Person(answers=["surname=Reid", "born=1/3/84"])
    assert seated("participant deceased", person, **about).done
    assert len(person.asked) == 2
    assert "KIND=VALUE" in person.asked[0]
    sitting = seated.sitting  # type: ignore[attr-defined]
    with sitting.looking_up() as uow:
        assert uow.deaths.standing(show_participant(sitting, "reid").participant.id) is not None


def test_nothing_of_this_process_is_read_or_written(seated: Typing) -> None:
    seated("participant add", surname="Reid", given="Marcus", born="1984", no_nhs_because="x")
    with pytest.raises(NotAllowed, match="no stdin"):
        seated("catalogue add", file="-")
    with pytest.raises(NotAllowed, match="cannot be shown"):
        seated("voice form", participant="reid", out="-")


def test_the_home_is_not_given_alone(seated: Typing) -> None:
    with pytest.raises(NotAllowed, match="to itself"):
        seated("key rekey")


def test_files_are_written_where_they_are_named(seated: Typing, tmp_path: Path) -> None:
    seated("participant add", surname="Reid", given="Marcus", born="1984", no_nhs_because="x")
    assert seated("voice form", participant="reid", out=str(tmp_path / "form.pdf")).done
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")
