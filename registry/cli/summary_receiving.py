"""`throughcare summary receive`: any signed document that somebody sent, told apart by what is in the file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from registry.cli import output
from registry.cli.door import door, short, sitting
from registry.cli.reentry import ConfirmOption
from registry.cli.summary_batch import receive_all
from registry.cli.summary_taking import receive_one
from registry.domain.errors import InvalidValue, NotAllowed, Refusal, Refused
from registry.domain.stored_documents import DocumentKind

if TYPE_CHECKING:
    from registry.services.receipts import Acknowledged
    from registry.services.sitting import Sitting
    from registry.services.withdrawing import TakenBack


def receive(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The document: sealed, JSON or PDF; or a folder of them.")],
    participant: Annotated[str | None, typer.Option(help="Attach a summary to this participant.")] = None,
    new: Annotated[bool, typer.Option("--new", help="The person is new here.")] = False,
    confirm: ConfirmOption = None,
    accept_intact: Annotated[str | None, typer.Option(help="Accept an INTACT document, for this reason.")] = None,
    accept_gap: Annotated[
        str | None, typer.Option(help="Go on without a version that never came, for this reason.")
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write the receipt into this folder.")] = None,
) -> None:
    """\b
    throughcare summary receive summary.json.age --new --confirm nhs=9990000018 --confirm surname=Jones
    throughcare summary receive summary.json.age --participant 9990000018 --confirm … -o ./exchange
    throughcare summary receive withdrawal.json.age
    throughcare summary receive ./inbox --new

    Verify a summary, attach it, keep its exact bytes, make the plan and sign a receipt. A withdrawal takes its summary
    out of the plan; a receipt is kept. Nothing is written if the document is refused.

    Of a folder, every file is taken, and a run that was cut off is simply run again. A summary is attached only where
    its number, surname and exact birth date are those of one participant here; with --new, whoever nobody here could
    be is new. The rest waits for a person: see `summary queue`.
    """
    from registry.files import make_private_folder, read_regular
    from registry.services.opening import kind_of
    from registry.services.receiving import refuse_held
    from registry.services.verifying import MOST_FOREIGN

    if file.is_dir():
        if any(given is not None for given in (participant, confirm, accept_intact, accept_gap, out)):
            raise Refused(
                Refusal.NOT_A_FILE,
                "Of a folder only --new can be said for all.",
                hint="Receive one file for the others.",
            )
        receive_all(context, file, new=new)
        return
    data = read_regular(file, MOST_FOREIGN)
    if out is not None:
        make_private_folder(out)
    with sitting(context) as sat:
        kind = kind_of(sat, data)
        match kind:
            case DocumentKind.WITHDRAWAL:
                _withdrawal(context, sat, data, accept_intact)
            case DocumentKind.RECEIPT:
                _receipt(context, sat, data, accept_intact)
            case DocumentKind.DIRECTORY:
                raise NotAllowed("This is a directory.", hint="Use `throughcare directory install FILE`.")
            case DocumentKind.ANNEX:
                raise NotAllowed(
                    "This is a sensitive annex, which not everybody opens.",
                    hint="Use `throughcare annex receive FILE`.",
                )
            case DocumentKind.CATALOGUE_RELEASE:
                raise NotAllowed("This is a catalogue release.", hint="Use `throughcare catalogue import FILE`.")
            case _:
                refuse_held(sat, data)
                if new == (participant is not None):
                    raise InvalidValue(
                        "Whose record it belongs to is not said.", hint="Give --participant WHO, or --new."
                    )
                receive_one(context, sat, data, participant, confirm, accept_intact, accept_gap, out)


def say_receipt(context: typer.Context, came: "Acknowledged") -> None:
    """Say what a receipt that came back acknowledges."""
    from registry.services.verifying import verdict_plain

    if door(context).json:
        held = came.receipt.subject
        output.data(
            {
                "verdict": verdict_plain(came.ruling),
                "document": came.document.id,
                "version": held.document.version,
                "heldBy": came.receipt.issuer.name,
            }
        )
        return
    output.line(f"{came.ruling.verdict}  {came.ruling.directory}".rstrip())
    output.line(came.ruling.about)
    output.line(f"That is {short(came.document.id)}, which is {came.document.status}.")


def _withdrawal(context: typer.Context, sat: "Sitting", data: bytes, accept_intact: str | None) -> None:
    from registry.services.withdrawing import receive_withdrawal

    say_withdrawal(context, receive_withdrawal(sat, data, accept_intact=accept_intact))


def say_withdrawal(context: typer.Context, came: "TakenBack") -> None:
    """Say what a withdrawal took back."""
    from registry.services.verifying import verdict_plain

    document = came.document
    if door(context).json:
        output.data(
            {
                "verdict": verdict_plain(came.ruling),
                "withdraws": came.withdrawal.subject.document.id,
                "held": document is not None,
                **({"participant": document.participant_id} if document and document.participant_id else {}),
                **({"notices": list(came.notices)} if came.notices else {}),
            }
        )
        return
    output.line(f"{came.ruling.verdict}  {came.ruling.directory}".rstrip())
    output.line(came.ruling.about)
    if document is None:
        output.line(f"That {_what(came)} is not held here. Should it come, it is refused.")
        return
    output.lines(came.notices)
    if document.kind is DocumentKind.ANNEX:
        output.next_step(f"throughcare annex show {short(document.id)} --purpose WHY")
    elif document.participant_id is not None:
        output.next_step(f"throughcare plan show {short(document.participant_id)}")


def _what(came: "TakenBack") -> str:
    return "annex" if came.withdrawal.subject.document.is_annex else "summary"


def _receipt(context: typer.Context, sat: "Sitting", data: bytes, accept_intact: str | None) -> None:
    from registry.services.receipts import import_receipt

    say_receipt(context, import_receipt(sat, data, accept_intact=accept_intact))
