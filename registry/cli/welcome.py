"""Bare `throughcare`: whose home this is, what to do next; without a home, how to begin."""

import sys

from registry.cli import output
from registry.cli.door import Door
from registry.cli.terminal import is_accessible
from registry.cli.tui import open_screens
from registry.services.accounts import names_beside


def welcome(here: Door) -> None:
    """Say where we are and name three commands to go on with; with ACCESSIBLE=1 go on with prompts at once."""
    home = here.settings.home
    if is_accessible() and home.exists and sys.stdin.isatty() and not here.json:
        open_screens(here.settings, plain=True)
        return
    if here.json:
        output.data({"home": str(home.folder), "exists": home.exists, "user": here.settings.user})
        return
    output.line("Throughcare carries a person's psychological treatment from one unit to the next.")
    output.line()
    if home.exists:
        output.line(f"This home: {home.folder}")
        output.line(f"Users: {', '.join(names_beside(home))}")
        output.line(f"Directory: {'installed' if home.directory.exists() else 'none installed'}")
        output.line()
        output.line("throughcare participant find NAME    find a participant")
        output.line("throughcare summary list             see what waits to be approved or released")
        output.line("throughcare tui                      open the screens")
    else:
        output.line(f"There is no unit in {home.folder}.")
        output.line()
        output.line("throughcare demo                     make two fictional units and see the whole journey")
        output.line("throughcare init                     found a unit here")
        output.line("throughcare verify FILE              verify a summary somebody sent you")
    output.line()
    output.line("throughcare --help lists every command.")
