"""What is told at the screens and at the prompts names a key, a place or a choice there, and no command to type.

Services say what to do next as a command, which is the one way that every door has. Here it is said as this door
has it. What can only be typed at the command line says so.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from registry.domain.errors import NotFound, NotPermitted, StorageFailed, ThroughcareError

_QUOTED = r"`(?:throughcare )?(?P<quoted>[a-z][a-z-]*(?: [^`]*)?)`"
_BARE = r"throughcare (?P<bare>[a-z-]+(?: [a-z-]+)?)(?: (?:--?[a-z-]+|[A-Z]+|[0-9a-f]{8})\b)*"
_COMMAND: Final = re.compile(f"{_QUOTED}|{_BARE}")
# What is asked for in a field or a question of the same name; what is said as the program is begun stays as it is.
_OPTION: Final = re.compile(
    r"--(?!(?:home|user|passphrase-file|json|no-input|plain)\b)(?P<asked>[a-z][a-z-]*)"
    r"(?: (?P<word>[a-z]+(?:-[a-z]+)*))?"
)
_PLACES: Final = MappingProxyType(
    {
        "summary list": "Summaries",
        "summary queue": "Summaries",
        "summary receive": "Receive",
        "group list": "Groups",
        "group show": "Groups",
        "group add": "Groups",
        "catalogue search": "Catalogue",
        "catalogue show": "Catalogue",
        "overlap list": "Overlap judgements",
        "directory show": "Directory and keys",
        "backup create": "Make a backup",
        "user list": "Users",
        "audit break-glass": "Break-glass",
        "audit show": "Audit",
    }
)
_LOOKS: Final = MappingProxyType(
    {
        "participant find": "the search at the home",
        "participant show": "the record itself",
        "intervention show": "o in the record",
    }
)
_NEXT: Final = MappingProxyType(
    {
        ThroughcareError.what_next: "Nothing was written. F1 explains every field.",
        NotFound.what_next: "Look for it in its list; F2 leads to every place.",
        NotPermitted.what_next: "Lock with Ctrl+L and let somebody sign in who may, or ask an administrator.",
        StorageFailed.what_next: "Ask an administrator to look the home over; then enter again what is missing.",
    }
)
_NEXT_AT_PROMPTS: Final = MappingProxyType(
    {
        ThroughcareError.what_next: "Nothing was written. Every question says what it takes.",
        NotFound.what_next: "Look for it in its list; 0 goes back to the menu.",
        NotPermitted.what_next: "Let somebody sign in who may, or ask an administrator.",
        StorageFailed.what_next: _NEXT[StorageFailed.what_next],
    }
)


def at_the_screens(text: str) -> str:
    """Return what is told, with keys and places of the screens for commands."""
    return _NEXT.get(text) or _said(text, lambda name: _keys().get(name) or f"“{name}” under F2 x")


def at_the_prompts(text: str) -> str:
    """Return what is told, with what is chosen at the prompts for commands."""
    return _NEXT_AT_PROMPTS.get(text) or _said(text, lambda name: f"“{name}” under “Any command”")


def _said(text: str, here: Callable[[str], str]) -> str:
    if "`" in text or "throughcare " in text:
        text = _COMMAND.sub(lambda found: _instead(found, here), text)
    return _OPTION.sub(_asked, text)


def _asked(found: re.Match[str]) -> str:
    """Return the field, with what is chosen in it where the word after it is one of its choices."""
    field, word = found["asked"].replace("-", " "), found["word"]
    if word is None:
        return f"“{field}”"
    return f"“{field}: {word.replace('-', ' ')}”" if word in _choices().get(found["asked"], ()) else f"“{field}” {word}"


def _instead(found: re.Match[str], here: Callable[[str], str]) -> str:
    # With them comes the parser of the command line; most screens never tell of a command.
    from registry.cli.commands import AT_THE_COMMAND_LINE
    from registry.cli.main import GROUPS

    words = (found["quoted"] or found["bare"]).split()
    if words[0] not in GROUPS:
        return found[0]
    name = " ".join(words[: 2 if len(words) > 1 and words[1].replace("-", "").islower() else 1])
    if name in AT_THE_COMMAND_LINE:
        return f"`throughcare {name}` at the command line"
    return here(name)


@cache
def _choices() -> Mapping[str, frozenset[str]]:
    """Return by option every word that one command or another lets be chosen with it."""
    from registry.cli.commands import every_command

    found: dict[str, set[str]] = {}
    for command in every_command():
        for each in command.fields:
            found.setdefault(each.flag.removeprefix("--"), set()).update(each.choices)
    return MappingProxyType({option: frozenset(words) for option, words in found.items()})


@cache
def _keys() -> Mapping[str, str]:
    """Return the key or the place of each command that has one at the screens."""
    return MappingProxyType({**dict(_bound()), **dict(_places()), **_LOOKS})


def _bound() -> Iterator[tuple[str, str]]:
    from textual.binding import Binding

    from tui.screens.framed import key_words
    from tui.screens.home import HomeScreen
    from tui.screens.intervention import InterventionScreen
    from tui.screens.participant import ParticipantScreen
    from tui.screens.record_writing import WRITINGS

    for screen, where in (
        (InterventionScreen, "in the course"),
        (ParticipantScreen, "in the record"),
        (HomeScreen, "at the home"),
    ):
        keys = {each.action: each.key for each in screen.BINDINGS if isinstance(each, Binding)}
        yield from ((does, f"{key_words(keys[action])} {where}") for action, does in screen.DOES.items())
    yield from ((each.command, f"w and {each.letter} in the record") for each in WRITINGS)


def _places() -> Iterator[tuple[str, str]]:
    from tui.screens.places import PLACES

    letters = {place.name: place.letter for place in PLACES}
    yield from ((command, f"F2 {letters[name]}") for command, name in _PLACES.items())
