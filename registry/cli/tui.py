"""`throughcare tui`: opens the screens, through the package's entry point so that nothing else pays for them."""

import sys

import typer

from registry.cli import output
from registry.cli.door import door
from registry.domain.errors import Exit

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True)
def tui(context: typer.Context) -> None:
    """\b
    throughcare tui
    throughcare tui --home ./unit --user rhiannon

    Open the screens. Every task also works here, on the command line.
    """
    from importlib.metadata import entry_points

    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        output.note("throughcare: the screens need a terminal. Run `throughcare tui` in one, or use the commands.")
        raise typer.Exit(int(Exit.USAGE))
    (screens,) = entry_points(group="throughcare.screens", name="tui")
    screens.load()(door(context).settings)
