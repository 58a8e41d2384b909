"""`throughcare receipt`: what comes back from a recipient, and what goes back to a sender."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli.answer import answer
from registry.cli.door import door, sitting

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@group.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The receipt: sealed or JSON.")],
    accept_intact: Annotated[str | None, typer.Option(help="Accept an INTACT receipt, for this reason.")] = None,
) -> None:
    """\b
    throughcare receipt import receipt.json.age

    Verify a receipt, hold it against what was released here, and keep it. `summary list` then says who holds what.
    """
    from registry.cli.summary_receiving import say_receipt
    from registry.files import read_regular
    from registry.services.receipts import import_receipt
    from registry.services.verifying import MOST_FOREIGN

    data = read_regular(file, MOST_FOREIGN)
    with sitting(context) as sat:
        came = import_receipt(sat, data, accept_intact=accept_intact)
    say_receipt(context, came)


@group.command()
def write(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="The received summary's id.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write into.")],
) -> None:
    """\b
    throughcare receipt write 1a2b3c4d -o ./exchange

    Write the receipt for a received summary, sealed to its sender; sign one now if there is none yet.
    """
    from registry.cli.outgoing_files import write_outgoing
    from registry.files import make_private_folder
    from registry.services.receipts import write_receipt

    make_private_folder(out)
    with sitting(context) as sat:
        files = write_outgoing(write_receipt(sat, document), out)
    answer(door(context), {"files": [str(file) for file in files]}, *(f"Wrote {file}." for file in files))
