"""`throughcare backup`: backups, proven by restoring."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command()
def create(context: typer.Context, folder: Annotated[Path, typer.Argument(help="The new folder to make.")]) -> None:
    """\b
    throughcare backup create /media/stick/2026-11-22

    Copy the home into a new folder and prove the copy by restoring it into a scratch folder.
    """
    from registry.services.backing_up import create_backup

    with sitting(context) as sat:
        report = create_backup(sat, folder)
    if door(context).json:
        output.data({"folder": str(report.folder), "proven": True})
        return
    output.line(f"Backed up to {report.folder}; proven by restoring it.")
    output.next_step(f"throughcare backup verify {folder}")


@group.command()
def verify(context: typer.Context, folder: Annotated[Path, typer.Argument(help="The backup's folder.")]) -> None:
    """\b
    throughcare backup verify /media/stick/2026-11-22

    Say whether a backup is good (exit 0), damaged (1), made with another key (3), not found (4) or not proven (6).
    """
    from registry.services.backing_up import check_backup

    with sitting(context) as sat:
        verdict = check_backup(sat, folder)
    if door(context).json:
        output.data({"folder": str(folder), "state": verdict.state, "words": verdict.words})
    else:
        output.line(f"{verdict.state}: {verdict.words}")
    raise typer.Exit(int(verdict.state.exit))


@group.command()
def restore(context: typer.Context, folder: Annotated[Path, typer.Argument(help="The backup's folder.")]) -> None:
    """\b
    throughcare backup restore /media/stick/2026-11-22 --home ./restored

    Restore a backup into an empty home. People sign in with the passphrases they had then.
    """
    from registry.services.backing_up import restore as restore_backup

    here = door(context)
    report = restore_backup(folder, here.settings.home)
    if here.json:
        output.data({"home": str(report.folder)})
        return
    output.line(f"Restored into {here.settings.home.folder}.")
    output.next_step("throughcare doctor")
