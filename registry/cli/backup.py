"""`throughcare backup`: backups, proven by restoring."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.domain.times import stamp

if TYPE_CHECKING:
    from registry.services.backing_up import KeptBackup

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command()
def create(context: typer.Context, folder: Annotated[Path, typer.Argument(help="The new folder to make.")]) -> None:
    """\b
    throughcare backup create /media/stick/2026-11-22

    Copy the home into a new folder and prove the copy by restoring it into a scratch folder.
    """
    from registry.services.backing_up import create_backup

    with sitting(context) as sat:
        report = create_backup(sat, folder, tell=output.progress)
        output.progress_ends()
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
        output.data({"folder": str(folder), "state": verdict.state, "words": verdict.words, "reason": verdict.reason})
    else:
        output.line(f"{verdict.state}: {verdict.words}{f' [{verdict.reason}]' if verdict.reason else ''}")
    raise typer.Exit(int(verdict.state.exit))


@group.command("list")
def list_all(
    context: typer.Context, folder: Annotated[Path, typer.Argument(help="The folder that holds the backups.")]
) -> None:
    """\b
    throughcare backup list /media/stick

    List this home's backups in a folder: when each was made, whether it is good, and whether `prune` would keep it.
    """
    from registry.services.backing_up import list_backups

    with sitting(context) as sat:
        found = list_backups(sat, folder)
    if door(context).json:
        output.data([_plain(one) for one in found])
        return
    output.table(("MADE", "BACKUP", "FOUND", ""), [_row(one) for one in found])


@group.command()
def prune(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The folder that holds the backups.")],
    yes: Annotated[bool, typer.Option("--yes", help="Take them away.")] = False,
) -> None:
    """\b
    throughcare backup prune /media/stick
    throughcare backup prune /media/stick --yes

    Thin out old backups: all of the last 7 days are kept, then the last of each week for 5 weeks and of each month for
    12 months, and always the newest. Without --yes it only says which would go. What is not good is never taken away.
    """
    from registry.services.backing_up import list_backups, prune_backups

    with sitting(context) as sat:
        gone = prune_backups(sat, folder) if yes else tuple(one for one in list_backups(sat, folder) if not one.kept)
    if door(context).json:
        output.data({"removed": yes, "backups": [_plain(one) for one in gone]})
        return
    if not gone:
        output.line("Nothing to take away.")
        return
    output.table(("MADE", "BACKUP", "FOUND", ""), [_row(one) for one in gone])
    if yes:
        output.line("Taken away.")
    else:
        output.next_step(f"throughcare backup prune {folder} --yes")


@group.command()
def restore(context: typer.Context, folder: Annotated[Path, typer.Argument(help="The backup's folder.")]) -> None:
    """\b
    throughcare backup restore /media/stick/2026-11-22 --home ./restored

    Restore a backup into an empty home. People sign in with the passphrases they had then.
    """
    from registry.services.backing_up import restore as restore_backup

    here = door(context)
    report = restore_backup(folder, here.settings.home)
    told = report.manifest
    if here.json:
        made = {"unit": told.unit, "by": told.by, "created": stamp(told.created)}
        output.data({"home": str(report.folder), **made})
        return
    output.line(f"Restored into {here.settings.home.folder}: {told.words}.")
    output.note("So it says of itself. Whether this home's own key made it, whoever signs in first is told.")
    output.next_step("throughcare doctor", "throughcare audit verify --against FILE, with one that somebody else kept")


def _row(one: "KeptBackup") -> tuple[str, str, str, str]:
    return f"{one.made:%Y-%m-%d %H:%M}", one.folder.name, one.verdict.words, "" if one.kept else "may go"


def _plain(one: "KeptBackup") -> dict[str, object]:
    return {
        "folder": str(one.folder),
        "made": stamp(one.made),
        "state": one.verdict.state,
        "kept": one.kept,
    }
