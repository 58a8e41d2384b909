"""The options that every command takes, before it or after it: read once, by hand.

Typer would need what validates options, which takes longer to load than to open the screens.
"""

from collections.abc import Sequence
from pathlib import Path

from registry.domain.errors import InvalidValue
from registry.settings import Settings, read_settings

# True where the option takes a value.
EVERYWHERE = {"--home": True, "--user": True, "--passphrase-file": True, "--json": False, "--no-input": False}


def hoisted(typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the options of every command, and all the other words; after a bare `--` none is an option."""
    front: list[str] = []
    rest: list[str] = []
    words = list(typed)
    while words:
        word = words.pop(0)
        name = word.split("=")[0]
        if word == "--":
            rest += [word, *words]
            break
        if name in EVERYWHERE:
            front.append(word)
            if EVERYWHERE[name] and "=" not in word and words:
                front.append(words.pop(0))
        else:
            rest.append(word)
    return front, rest


def given_by(front: Sequence[str]) -> dict[str, str]:
    """Return the options that stand in `front` with their values, empty where they take none.

    Raises InvalidValue where one lacks its value, has one that it does not take, or has two.
    """
    given: dict[str, str] = {}
    words = iter(front)
    for word in words:
        name, equals, value = word.partition("=")
        if EVERYWHERE[name] and name in given:
            raise InvalidValue(f"Option {name!r} is given more than once, and takes one value.")
        if not EVERYWHERE[name]:
            if equals:
                raise InvalidValue(f"Option {name!r} does not take a value.")
            given[name] = ""
        elif equals:
            given[name] = value
        elif (following := next(words, None)) is None:
            raise InvalidValue(f"Option {name!r} requires an argument.")
        else:
            given[name] = following
    return given


def settings_from(given: dict[str, str]) -> Settings:
    """Return the settings that the options describe, and the environment where they are silent."""
    home, passphrase_file = given.get("--home"), given.get("--passphrase-file")
    return read_settings(
        home=None if home is None else Path(home),
        user=given.get("--user"),
        passphrase_file=None if passphrase_file is None else Path(passphrase_file),
    )
