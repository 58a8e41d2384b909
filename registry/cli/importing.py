"""`throughcare import`: foreign spreadsheets, shown before anything is written."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.answer import plain
from registry.cli.door import door, sitting
from registry.cli.shapes import ExamplesFirst
from registry.domain.errors import InvalidValue
from registry.files import read_regular, write_private

if TYPE_CHECKING:
    from registry.services.spreadsheets import Proposal, RowSaid

group = typer.Typer(cls=ExamplesFirst, rich_markup_mode=None, no_args_is_help=True)

FileArgument = Annotated[Path, typer.Argument(help="An .xlsx or .csv file made from the template.")]
WriteOption = Annotated[bool, typer.Option("--write", help="Write it, all of it or nothing; else it is only shown.")]


@group.command()
def log(context: typer.Context, file: FileArgument, write: WriteOption = False) -> None:
    """\b
    throughcare import log old-register.xlsx
    throughcare import log old-register.xlsx --write

    Import attendance from a unit's old spreadsheet. Shows every row first; the same file twice adds nothing.
    """
    from registry.services.import_log import import_log
    from registry.services.spreadsheets import MOST_SPREADSHEET

    data = read_regular(file, MOST_SPREADSHEET)
    with sitting(context) as sat:
        proposal = import_log(sat, data, write=write, tell=output.progress)
        output.progress_ends()
    _say(context, proposal, f"throughcare import log {file.name} --write", "session")


@group.command()
def history(context: typer.Context, file: FileArgument, write: WriteOption = False) -> None:
    """\b
    throughcare import history prison-courses.csv
    throughcare import history prison-courses.csv --write

    Import a prison's programme history. Everything in it stays as reported, in the prison's own words.
    """
    from registry.services.import_history import import_history
    from registry.services.spreadsheets import MOST_SPREADSHEET

    data = read_regular(file, MOST_SPREADSHEET)
    with sitting(context) as sat:
        proposal = import_history(sat, data, write=write, tell=output.progress)
        output.progress_ends()
    _say(context, proposal, f"throughcare import history {file.name} --write", "course")


@group.command()
def template(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="log|history", help="Which template.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The .xlsx or .csv file to write.")],
) -> None:
    """\b
    throughcare import template log -o register.xlsx
    throughcare import template history -o courses.csv

    Write an empty template and say what goes under each heading.
    """
    from registry.services.spreadsheets import template_bytes, template_words

    if what not in ("log", "history"):
        raise InvalidValue(f"There is no template {what[:20]!a}.", hint="Write log or history.")
    if out.suffix.casefold() not in (".xlsx", ".csv"):
        raise InvalidValue(f"{out.name} is neither .xlsx nor .csv.", hint="Name the file to end in one of them.")
    write_private(out, template_bytes(what, workbook=out.suffix.casefold() == ".xlsx"))
    headings = template_words(what)
    if door(context).json:
        output.data({"file": str(out), "headings": dict(headings)})
        return
    output.line(f"Wrote {out}. Headings (* needed):")
    output.table(("Heading", "Under it"), headings)
    output.next_step(f"throughcare import {what} {out.name}")


def _say(context: typer.Context, proposal: "Proposal", again: str, thing: str) -> None:
    """Print a proposal row by row. Raises NotAllowed where a row has a problem."""
    here = door(context)
    if here.json:
        output.data(plain(proposal))
    else:
        for told in proposal.told:
            output.note(told)
        _rows(proposal.new)
        _rows(proposal.known)
        output.lines(one.line for one in proposal.problems)
    if (refusal := proposal.refusal) is not None:
        raise refusal
    if here.json:
        return
    output.line(proposal.counted(thing))
    if proposal.new and not proposal.written:
        output.note("Nothing is written yet.")
        output.next_step(again)


def _rows(rows: "Iterable[RowSaid]") -> None:
    output.screen(one.line for one in rows)
