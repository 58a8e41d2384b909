"""Every command of the command line with what it takes, read from the commands themselves: there is no second list."""

import inspect
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from types import MappingProxyType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo, ParameterInfo

from registry.cli.main import GROUPS

YES: Final = "yes"
NO: Final = "no"
IDENTIFIERS: Final = "KIND=VALUE"
"""How identifiers are typed again: always anew, when they are asked for, and never on a form."""
EDITIONS: Final = frozenset({"EDITION", "DONE", "COVERED"})
"""How an edition is called on the line."""
ALONE: Final = "it needs the home to itself"
AT_THE_COMMAND_LINE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "demo": "it makes homes of its own",
        "init": "it founds another home",
        "doctor": "it looks at the home from outside",
        "unlock": "it is about a terminal without the screens",
        "lock": "it is about a terminal without the screens; Ctrl+L locks these",
        "tui": "it is what you see",
        "backup restore": "it makes another home",
        "key recover": "it lets somebody in from outside",
        "key rekey": ALONE,
        "key new-unit": ALONE,
        "user close": ALONE,
        "user change-roles": ALONE,
        "store copy": ALONE,
        "store prepare": "it is about a server before there is a home on it",
    }
)
"""What cannot be run in a sitting that is open, and why."""
FOUND_BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "audit show": "log history who saw looked",
        "backup create": "copy",
        "error mark": "delete remove undo mistake wrong correct",
        "group add": "member join",
        "group remove": "leave leaver member",
        "import history": "spreadsheet excel csv",
        "import log": "spreadsheet excel csv",
        "import template": "spreadsheet excel csv",
        "intervention close": "end finish discharge",
        "intervention refer": "enrol start begin",
        "measure add": "score questionnaire test",
        "participant add": "new person patient client admit register",
        "participant break-glass": "emergency",
        "participant find": "search look patient client",
        "report parole": "print pdf board",
        "session add": "log record new meeting attendance",
        "session register": "attendance meeting attend",
        "summary approve": "sign countersign",
        "summary issue": "write draft start new begin",
        "summary receive": "import incoming",
        "summary release": "send sign",
        "user add": "account staff",
        "user close": "leaver account staff remove",
        "user passphrase": "password change",
        "user unlock": "password locked",
        "voice add": "words account statement",
    }
)
"""Words that somebody may type to find a command by; they are never shown."""
_SMALL: Final = frozenset({"a", "an", "for", "in", "my", "of", "on", "the", "to", "with"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing a command takes. `flag` is how it is typed, empty for what has its place on the line.

    `choices` are the words it may be, none where anything may. A `switch` is YES or NO, where `off` is how NO is typed
    if it can be; of what `repeats` each stands on a line of its own.
    """

    name: str
    flag: str
    help: str
    metavar: str
    needed: bool
    default: str
    choices: tuple[str, ...]
    switch: bool
    off: str
    repeats: bool

    @property
    def label(self) -> str:
        """What a form calls it."""
        place = self.metavar.strip("[].").lower()
        said = self.flag.removeprefix("--") or (place if place.isalpha() else self.name)
        return said.replace("-", " ").replace("_", " ").capitalize()

    @property
    def is_whose(self) -> bool:
        """True where the command is about one participant and this says whom."""
        said = self.name == "participant" or "PARTICIPANT" in self.metavar
        return said and not self.flag and not self.repeats

    @property
    def is_which_course(self) -> bool:
        """True where the command is about one intervention and this says which."""
        return not self.flag and "INTERVENTION" in self.metavar

    @property
    def is_somebody(self) -> bool:
        """True where one participant is meant, whoever the command is about; what repeats names several."""
        return "PARTICIPANT" in self.metavar and "|" not in self.metavar and not self.repeats

    @property
    def is_programme(self) -> bool:
        """True for a programme of the catalogue."""
        return self.metavar.strip("[]") == "PROGRAMME" and not self.repeats

    @property
    def is_edition(self) -> bool:
        """True for an edition of a programme."""
        return self.metavar in EDITIONS and not self.repeats

    @property
    def is_need(self) -> bool:
        """True for a target need."""
        return "NEED" in self.metavar or self.name == "need"

    @property
    def is_glass(self) -> bool:
        """True for a use of break-glass."""
        return self.metavar == "USE"

    @property
    def is_day(self) -> bool:
        """True for a day."""
        return self.metavar == "DATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: its words after `throughcare`, what it does in a sentence, its examples, and what it takes."""

    name: str
    does: str
    help: str
    parameters: tuple[Parameter, ...]

    @property
    def fields(self) -> tuple[Parameter, ...]:
        """What a form asks for. Identifiers are typed again when the command asks for them."""
        return tuple(each for each in self.parameters if each.metavar != IDENTIFIERS)

    @property
    def is_about_somebody(self) -> bool:
        """True where it takes a participant, or work of theirs."""
        return any(each.is_whose or each.is_which_course for each in self.parameters)

    def is_found_by(self, text: str) -> bool:
        """Return whether every typed word begins one of its name or one of the other words that find it."""
        return is_found_by(self.name, text)

    @property
    def only_typed(self) -> str:
        """Why it cannot be run in a sitting that is open; nothing where it can."""
        return AT_THE_COMMAND_LINE.get(self.name, "")

    def typed(self, values: Mapping[str, str]) -> list[str]:
        """Return the words a person would type after `throughcare` to give these values.

        What begins with a dash stands where it can be taken for nothing else.
        """
        before: list[str] = []
        options: list[str] = []
        after: list[str] = []
        for each in self.parameters:
            text = values.get(each.name, "")
            for value in text.split("\n") if each.repeats else [text]:
                if not value or (value == each.default and each.flag):
                    continue
                if each.switch:
                    options += filter(None, [each.flag if value == YES else each.off])
                elif each.flag:
                    options += [f"{each.flag}={value}"] if value.startswith("-") else [each.flag, value]
                else:
                    (after if after or value.startswith("-") else before).append(value)
        return [*self.name.split(), *before, *options, *(["--", *after] if after else [])]

    def line(self, values: Mapping[str, str]) -> str:
        """Return that line as it is typed into a shell."""
        return shlex.join(["throughcare", *self.typed(values)])


@cache
def every_command() -> tuple[Command, ...]:
    """Return every command, in the order of the help. Imports every command group, which takes about a second."""
    return tuple(
        each
        for name, (module, words) in GROUPS.items()
        for each in _within(import_module(f"registry.cli.{module}").group, name, words)
    )


def command_named(name: str) -> Command:
    """Return the command of these words. Raises KeyError."""
    return {each.name: each for each in every_command()}[name]


def commands_answering(text: str) -> tuple[Command, ...]:
    """Return the commands in which every typed word begins a word: those in whose name first, last those that other
    words find (`FOUND_BY`).
    """
    named = [each for each in every_command() if answers(each.name, text)]
    told = [each for each in every_command() if each not in named and answers(f"{each.name} {each.does}", text)]
    found = [each for each in every_command() if each not in [*named, *told] and each.is_found_by(text)]
    return (*named, *told, *found)


def is_found_by(name: str, text: str) -> bool:
    """Return whether every typed word begins one of a command's name or one of the other words that find it."""
    return answers(f"{name} {FOUND_BY.get(name, '')}", text)


def answers(said: str, text: str) -> bool:
    """Return whether every typed word begins one of the words of `said`; small words beside others ask for nothing."""
    words = said.casefold().replace("-", " ").split()
    typed = text.casefold().replace("-", " ").split()
    asked = [part for part in typed if part not in _SMALL] or typed
    return all(any(word.startswith(part) for word in words) for part in asked)


def _within(group: typer.Typer, name: str, words: str) -> Iterator[Command]:
    alone = group.registered_callback
    by_itself = alone is not None and (not group.registered_commands or alone.invoke_without_command is True)
    if alone is not None and alone.callback is not None and by_itself:
        yield _command(name, alone.callback, words)
    for each in group.registered_commands:
        if each.callback is not None and not each.hidden:
            own = each.name or each.callback.__name__.replace("_", "-")
            yield _command(f"{name} {own}", each.callback, each.help or "")
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            yield from _within(inner.typer_instance, f"{name} {inner.name}", "")


def _command(name: str, callback: Any, words: str) -> Command:
    text = inspect.cleandoc(callback.__doc__ or words).replace("\b\n", "")
    _, _, said = text.partition("\n\n")
    sentences = " ".join((said or text).split())
    return Command(
        name=name, does=sentences.split(". ")[0].rstrip("."), help=text, parameters=tuple(_parameters(callback))
    )


def _parameters(callback: Any) -> Iterator[Parameter]:
    hints = get_type_hints(callback, include_extras=True)
    for name, one in inspect.signature(callback).parameters.items():
        kind, *about = get_args(hints[name]) or (hints[name],)
        info = next((each for each in about if isinstance(each, ParameterInfo)), None)
        if info is None or info.hidden:
            continue
        takes, repeats = _kind(kind)
        flag, _, off = _spelt(name, info).partition("/")
        yield Parameter(
            name=name,
            flag=flag,
            off=off,
            help=info.help or "",
            metavar=info.metavar or "",
            needed=one.default is inspect.Parameter.empty,
            default=_default(one.default),
            choices=tuple(str(each.value) for each in takes) if issubclass(takes, Enum) else (),
            switch=takes is bool,
            repeats=repeats,
        )


def _default(given: object) -> str:
    if given is inspect.Parameter.empty or given is None:
        return ""
    if isinstance(given, bool):
        return YES if given else NO
    return f"{given.value if isinstance(given, Enum) else given}"


def _spelt(name: str, info: ParameterInfo) -> str:
    """Return how an option is typed, and after a stroke how its opposite is; nothing for what has its place."""
    if isinstance(info, ArgumentInfo):
        return ""
    assert isinstance(info, OptionInfo)
    # Within Annotated the first spelling stands where a default would.
    spelt = [each for each in (info.default, *(info.param_decls or ())) if isinstance(each, str)]
    long = [each for each in spelt if each.startswith("--")]
    return long[0] if long else f"--{name.replace('_', '-')}"


def _kind(annotated: Any) -> tuple[type, bool]:
    """Return the type of one value, and whether there may be several."""
    if get_origin(annotated) in (Union, UnionType):
        annotated = next(each for each in get_args(annotated) if each is not type(None))
    if get_origin(annotated) is list:
        return get_args(annotated)[0], True
    return annotated, False
