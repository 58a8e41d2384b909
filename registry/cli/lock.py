"""`throughcare lock`: nobody is signed in at this terminal any more."""

import typer

from registry.cli import output

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True)
def lock() -> None:
    """\b
    throughcare lock

    Drop the keys that `unlock` left at this terminal, of every home and user.
    """
    from registry.bootstrap import lock as lock_terminal

    output.note("Locked." if lock_terminal() else "Nothing was unlocked at this terminal.")
