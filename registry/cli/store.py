"""`throughcare store`: the database on a server, made ready, and records moved there and back."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.settings import DATABASE_VARIABLE

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command()
def prepare(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="The database, in the role that owns its tables.")],
    role: Annotated[str, typer.Option(help="The role the program works in.")],
) -> None:
    """\b
    throughcare store prepare postgresql+psycopg://owner@db.example.org/ashmere --role throughcare
    throughcare store prepare 'postgresql+psycopg://owner@/ashmere?host=/run/postgresql' --role throughcare

    Make the tables in an empty PostgreSQL database, or bring them up to date, and give the program's role its rights:
    it can neither alter nor remove the audit or what was signed. Its password stays in ~/.pgpass, not in the address.
    """
    from registry.services.moving import prepare_database

    changed = prepare_database(address, role)
    if door(context).json:
        output.data({"changed": changed, "role": role})
        return
    output.line("The tables are made and up to date." if changed else "The tables were up to date.")
    output.line(f"{role} may work in them, and can neither alter nor remove the audit or what was signed.")
    output.next_step(f"{DATABASE_VARIABLE}=ADDRESS throughcare init", "throughcare store copy ADDRESS")


@group.command()
def copy(
    context: typer.Context,
    to: Annotated[str, typer.Argument(help="The server's address in the program's role, or the word `file`.")],
) -> None:
    """\b
    throughcare store copy postgresql+psycopg://throughcare@db.example.org/ashmere
    throughcare store copy file

    Move this home's records from its file to an empty, prepared PostgreSQL database, or back into a file. Every row is
    compared, the history and every signature are checked; cut off, it leaves nothing. Nobody else may be at work.
    """
    from registry.services.moving import LEFT_NAME, copy_to_file, copy_to_server

    with sitting(context, alone=True) as sat:
        tell = output.progress
        moved = copy_to_file(sat, tell=tell) if to == "file" else copy_to_server(sat, to, tell=tell)
        output.progress_ends()
    total = sum(moved.rows.values())
    if door(context).json:
        output.data({"rows": dict(moved.rows), "finished": moved.finished})
        return
    for table, rows in moved.rows.items():
        if rows and not moved.finished:
            output.note(f"{table}: {rows} rows, each the same in both")
    if to == "file":
        output.line(f"{total} rows are in this home's own encrypted file, and it counts from now on.")
        output.next_step(f"unset {DATABASE_VARIABLE}", "throughcare doctor")
        return
    said = "were there already, each the same" if moved.finished else "are on the server"
    output.line(f"{total} rows {said}, and it counts from now on.")
    output.line(f"The file stays in the home as {LEFT_NAME}, and nobody opens it.")
    output.next_step(f"export {DATABASE_VARIABLE}={to}", "throughcare doctor")
