"""`throughcare unlock`: the passphrase once for this terminal."""

import typer

from registry.cli import output
from registry.cli.door import door, own_passphrase

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True)
def unlock(context: typer.Context) -> None:
    """\b
    throughcare unlock --home ./unit --user rhiannon

    Enter the passphrase once: other commands in this terminal no longer ask for it, until `throughcare lock`, five
    minutes without one, or the end of the terminal. What signs, changes keys or copies the record still asks.
    """
    from registry.bootstrap import unlock as unlock_terminal

    here = door(context)
    here.settings.home.require()
    name = here.settings.require_user()
    for told in unlock_terminal(here.settings, own_passphrase(here)):
        output.note(told)
    output.note(f"Unlocked for {name} in this terminal, until five minutes pass without a command.")
    output.next_step("throughcare lock")
