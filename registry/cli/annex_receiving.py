"""`throughcare annex receive`: an annex, the withdrawal of one, or the receipt for one, told apart by what is in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.answer import answer
from registry.cli.door import door, short, sitting
from registry.cli.reentry import ConfirmOption
from registry.domain.errors import InvalidValue
from registry.domain.stored_documents import DocumentKind

if TYPE_CHECKING:
    from registry.services.annex_receiving import AnnexReceived


def receive(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The annex, its withdrawal or a receipt: sealed or JSON.")],
    participant: Annotated[str | None, typer.Option(help="Attach an annex to this participant.")] = None,
    confirm: ConfirmOption = None,
    accept_intact: Annotated[str | None, typer.Option(help="Accept an INTACT document, for this reason.")] = None,
    accept_gap: Annotated[
        str | None, typer.Option(help="Go on without a version that never came, for this reason.")
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write the receipt into this folder.")] = None,
) -> None:
    """\b
    throughcare annex receive annex.json.age --participant 9990000018 --confirm nhs=9990000018 --confirm surname=Jones
    throughcare annex receive withdrawal.json.age

    Verify an annex and keep its exact bytes apart: it enters no record, plan, list or report. A later version takes the
    place of the one before; a withdrawal says that it no longer stands; a receipt says who holds it.
    """
    from registry.cli.outgoing_files import write_outgoing
    from registry.cli.reentry import confirmations
    from registry.cli.summary_receiving import say_receipt, say_withdrawal
    from registry.files import make_private_folder, read_regular
    from registry.services.annex_receiving import (
        import_annex_receipt,
        receive_annex,
        receive_annex_withdrawal,
        write_annex_receipt,
    )
    from registry.services.opening import kind_of
    from registry.services.verifying import MOST_FOREIGN

    data = read_regular(file, MOST_FOREIGN)
    if out is not None:
        make_private_folder(out)
    with sitting(context) as sat:
        kind = kind_of(sat, data)
        if kind is DocumentKind.WITHDRAWAL:
            say_withdrawal(context, receive_annex_withdrawal(sat, data, accept_intact=accept_intact))
            return
        if kind is DocumentKind.RECEIPT:
            say_receipt(context, import_annex_receipt(sat, data, accept_intact=accept_intact))
            return
        if participant is None:
            raise InvalidValue("Whose annex it is is not said.", hint="Give --participant WHO.")
        received = receive_annex(
            sat,
            data,
            participant=participant,
            confirmations=confirmations(door(context), confirm),
            accept_intact=accept_intact,
            accept_gap=accept_gap,
        )
        written = out is not None and received.receipt is not None
        files = write_outgoing(write_annex_receipt(sat, received.document), out) if out and written else []
    _say(context, received, files)


def receipt(
    context: typer.Context,
    annex: Annotated[str, typer.Argument(help="The received annex's id.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write into.")],
) -> None:
    """\b
    throughcare annex receipt 1a2b3c4d -o ./exchange

    Write the receipt for a received annex, sealed to its sender; sign one now if there is none yet.
    """
    from registry.cli.outgoing_files import write_outgoing
    from registry.files import make_private_folder
    from registry.services.annex_receiving import write_annex_receipt

    make_private_folder(out)
    with sitting(context) as sat:
        files = write_outgoing(write_annex_receipt(sat, annex), out)
    answer(door(context), {"files": [str(file) for file in files]}, *(f"Wrote {file}." for file in files))


def _say(context: typer.Context, received: "AnnexReceived", files: list[Path]) -> None:
    from registry.services.verifying import verdict_plain

    if door(context).json:
        output.data(
            {
                "verdict": verdict_plain(received.ruling),
                "id": received.document,
                **({"receipt": received.receipt} if received.receipt else {}),
                **({"files": [str(one) for one in files]} if files else {}),
            }
        )
        return
    output.line(f"{received.ruling.verdict}  {received.ruling.directory}".rstrip())
    output.line(f"Kept the annex {short(received.document)}, apart from the record.")
    for one in files:
        output.line(f"Wrote the receipt {one}. Send it back.")
    receipt_later = (
        () if files or not received.receipt else (f"throughcare annex receipt {short(received.document)} -o DIR",)
    )
    output.next_step(f"throughcare annex show {short(received.document)} --purpose WHY", *receipt_later)
