"""`throughcare check`: answers by telephone whether a printed report is this unit's."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.domain.dates import day_said
from registry.domain.stored_documents import Status

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True)
def check(
    context: typer.Context,
    read_out: Annotated[
        list[str], typer.Argument(metavar="NUMBER WORDS", help="What stands on the paper, as read out.")
    ],
) -> None:
    """\b
    throughcare check 1a2b 3c4d 5e6f 7a8b amber harbour lantern willow

    Answer a reader who holds only paper: version, date, and whether it still stands. Nothing more.
    """
    from registry.domain.checkwords import as_read_out
    from registry.services.releasing import check_paper, is_countersigned

    number, words = as_read_out(read_out)
    with sitting(context) as sat:
        document, stub = check_paper(sat, number, words)
    stands = document.status is Status.RELEASED
    if door(context).json:
        said = {"version": document.version, "date": document.at.date().isoformat(), "status": document.status}
        output.data(said | ({"disposedOf": stub.approved_at.date().isoformat()} if stub else {}))
        return
    signed = "approved" if is_countersigned(document) else "signed by its author, NOT YET COUNTERSIGNED,"
    output.line(f"Ours. Version {document.version}, {signed} {day_said(document.at)}.")
    output.line("It is the version that stands." if stands else f"It no longer stands: it is {document.status}.")
    if stub is not None:
        output.line(stub.words)
