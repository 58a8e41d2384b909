"""Where the command `throughcare` begins: two answers that need no parser, else the command line.

To import the parser takes longer than either: the version, and the screens without any option of their own.
"""

import gc
import sys

# Hardly anything that a command makes is garbage, and what it loads is not: looked through at the usual pace while that
# comes, and once more as it goes, it takes as long as most commands do.
_COLLECT_AFTER = 50_000


def main() -> None:
    """Say the version, open the screens or run the command line, and exit with its code."""
    gc.set_threshold(_COLLECT_AFTER)
    typed = sys.argv[1:]
    try:
        if _is_asked_in_prompts(typed):
            from tui.plain.silence import silent

            with silent():
                _answer(typed)
        else:
            _answer(typed)
    finally:
        gc.freeze()


def _is_asked_in_prompts(typed: list[str]) -> bool:
    """Return whether a passphrase may be typed ahead of the prompts while the program loads."""
    if "tui" not in typed:
        return False
    from registry.cli.terminal import is_accessible

    return "--plain" in typed or is_accessible()


def _answer(typed: list[str]) -> None:
    if typed == ["--version"]:
        from registry.cli.version import say_version

        say_version()
    elif "tui" in typed and (front := _only_screens(typed)) is not None:
        from registry.cli.ending import ended

        sys.exit(ended(lambda: _screens(front)))
    else:
        from registry.cli.main import main as run

        run()


def _only_screens(typed: list[str]) -> dict[str, str] | None:
    """Return the options of every command where screens alone are asked for, at a terminal that can show them."""
    from registry.cli.everywhere import given_by, hoisted
    from registry.cli.terminal import is_accessible, shows_screens
    from registry.domain.errors import InvalidValue

    front, rest = hoisted(typed)
    # Prompts, and all that is wrong with what was typed, are the command line's to answer.
    if rest != ["tui"] or not shows_screens() or is_accessible():
        return None
    try:
        return given_by(front)
    except InvalidValue:
        return None


def _screens(front: dict[str, str]) -> int:
    # Until the door stands hardly anything becomes garbage, and to look for it takes a tenth of the time.
    gc.disable()
    from tui.plain.silence import silent

    # Until the screens stand nothing that is typed may be shown: it may be a passphrase.
    with silent():
        from registry.cli.everywhere import settings_from
        from tui.app import run

        run(settings_from(front))
    return 0
