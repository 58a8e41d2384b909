"""`throughcare demo`: two fictional units and the whole journey."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True)
def demo(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option("--dir", help="The new folder to make; else demo-1, demo-2, …")] = None,
) -> None:
    """\b
    throughcare demo
    throughcare demo --dir ./try --json

    Make two fictional units and walk the whole journey: record, issue, receive, plan, print.
    """
    from dataclasses import asdict

    from registry.bootstrap import utc_now
    from registry.demo.journey import Demo

    chosen = (folder or _next_free()).resolve()
    made = Demo(folder=chosen, say=output.note, clock=utc_now).run()
    if door(context).json:
        output.data(asdict(made))
        return
    plan_user = next(user for user in made.users if user["user"] == "tomasz")
    home = made.homes[plan_user["home"]]
    parole = next(report for report in made.reports if "parole" in report)
    output.line()
    output.line(f"Everything is in {chosen}:")
    for name, unit in made.homes.items():
        output.line(f"  {unit}   {name}")
    output.line(f"  {chosen / 'exchange'}   {len(made.documents)} summaries")
    output.line(f"  {chosen / 'reports'}   {len(made.reports)} PDFs")
    output.line(f"  {made.directory}   the trust list")
    output.line()
    program = _as_typed()
    secret = plan_user["passphrase_file"]
    output.line("Three commands to try next:")
    for words in (
        (program, "verify", parole, "--directory", made.directory),
        (program, "plan", "show", "lukasz", "--home", home, "--user", "tomasz", "--passphrase-file", secret),
        (program, "tui", "--home", home, "--user", "tomasz", "--passphrase-file", secret),
    ):
        output.line(f"  {shlex.join(words)}")


def _as_typed() -> str:
    """Return how this program is typed here: by name where the shell would find it, else by its path."""
    return "throughcare" if shutil.which("throughcare") else str(Path(sys.argv[0]).absolute())


def _next_free() -> Path:
    number = 1
    while Path(f"demo-{number}").exists():
        number += 1
    return Path(f"demo-{number}")
