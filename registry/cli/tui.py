"""`throughcare tui`: opens the screens, through the package's entry point so that nothing else pays for them."""

import os
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door
from registry.cli.terminal import is_accessible, shows_screens
from registry.domain.errors import Exit
from registry.settings import Home, Settings, training_folder

TRAINEE = "tomasz"
"""Who sits at the training home when nobody says: a clinician at the receiving unit."""

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True)
def tui(
    context: typer.Context,
    demo: Annotated[bool, typer.Option("--demo", help="Training, with the demo's invented people.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Numbered prompts and text that only grows, as with ACCESSIBLE=1.")
    ] = False,
) -> None:
    """\b
    throughcare tui
    throughcare tui --home ./unit --user rhiannon
    throughcare tui --demo
    throughcare tui --plain

    Open the screens. Every task also works here, on the command line; with --plain also as numbered prompts, for a
    screen reader or a teletype.
    """
    here = door(context)
    settings = training_settings(here.settings) if demo else here.settings
    open_screens(settings, plain=plain or is_accessible())


def open_screens(settings: Settings, *, plain: bool) -> None:
    """Open the screens, or their prompts. Ends with 2 where there is no terminal for screens."""
    from importlib.metadata import distribution

    # Of this package alone: to look through every package there is takes longer than to open the screens.
    (screens,) = distribution("throughcare").entry_points.select(group="throughcare.screens", name="tui")
    if not plain and not shows_screens():
        output.note("throughcare: the screens need a terminal. Run `throughcare tui` in one, or use --plain.")
        raise typer.Exit(int(Exit.USAGE))
    screens.load()(settings, plain=plain)


def training_settings(asked: Settings) -> Settings:
    """Return the settings of the demo, which is made when it is first asked for; `--user` chooses who sits there."""
    from registry.bootstrap import utc_now
    from registry.demo.journey import Demo

    folder = training_folder()
    if not folder.exists():
        output.note(f"Making the training home in {folder}, once. It takes about half a minute.")
        making = folder.with_name(f"{folder.name}.{os.getpid()}.new")
        Demo(folder=making, say=output.note, clock=utc_now).run()
        making.rename(folder)
    user = asked.user if asked.user and _bag_of(folder, asked.user) else TRAINEE
    bag = _bag_of(folder, user)
    assert bag is not None
    return Settings(
        home=Home(folder=bag.parent.parent),
        user=user,
        passphrase_file=folder / "passphrases" / f"{user}.txt",
        training=True,
    )


def _bag_of(folder: Path, user: str) -> Path | None:
    return next(folder.glob(f"*/users/{user}.bag"), None)
