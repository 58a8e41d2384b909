"""`throughcare audit`: what was done, by whom, when."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.domain.times import stamp

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command()
def show(
    context: typer.Context,
    last: Annotated[int, typer.Option(help="How many of the newest rows.", min=1, max=10_000)] = 40,
) -> None:
    """\b
    throughcare audit show
    throughcare audit show --last 200 --json

    Show the newest rows. They hold no clinical text.
    """
    from registry.services.auditing import show_audit

    with sitting(context) as sat:
        entries = show_audit(sat, last)
    if door(context).json:
        output.data(
            [
                {
                    "sequence": entry.sequence,
                    "at": stamp(entry.at),
                    "user": entry.user,
                    "role": entry.role,
                    "verb": entry.verb,
                    "objects": list(entry.objects),
                    "purpose": entry.purpose,
                    "outcome": entry.outcome,
                }
                for entry in entries
            ]
        )
        return
    output.table(
        ("ROW", "WHEN", "USER", "DID", "OUTCOME", "PURPOSE"),
        [
            (str(entry.sequence), stamp(entry.at), entry.user, entry.verb, entry.outcome, entry.purpose or "")
            for entry in entries
        ],
    )
