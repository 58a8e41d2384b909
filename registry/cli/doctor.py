"""`throughcare doctor`: looks the home over."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.domain.errors import Exit

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True)
def doctor(
    context: typer.Context,
    records: Annotated[
        bool, typer.Option("--records", help="Compare every record too with what the audit says was written.")
    ] = False,
) -> None:
    """\b
    throughcare doctor
    throughcare doctor --records

    Check the database, the audit, the files, the users and the directory, and say what to mend. Exit 1 if anything.
    """
    from registry.services.health import check_home

    with sitting(context) as sat:
        findings = check_home(sat, records=records)
    if door(context).json:
        output.data([{"what": one.what, "well": one.well, "words": one.words} for one in findings])
    else:
        output.table(("", "WHAT", "FOUND"), [("ok" if one.well else "MEND", one.what, one.words) for one in findings])
    if not all(one.well for one in findings):
        raise typer.Exit(int(Exit.REFUSED))
