"""One summary taken in, from a file or from those that wait, and what came of it in words."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from registry.cli import output
from registry.cli.door import door, short

if TYPE_CHECKING:
    from registry.services.receiving import Received
    from registry.services.sitting import Sitting


def receive_one(
    context: typer.Context,
    sat: "Sitting",
    data: bytes,
    participant: str | None,
    confirm: list[str] | None,
    accept_intact: str | None,
    accept_gap: str | None,
    out: Path | None,
) -> None:
    """Receive one summary for a participant, or for a new one, and say what came of it."""
    from registry.cli.outgoing_files import write_outgoing
    from registry.cli.reentry import confirmations
    from registry.services.receipts import write_receipt
    from registry.services.receiving import receive_summary

    received = receive_summary(
        sat,
        data,
        participant=participant,
        confirmations=confirmations(door(context), confirm),
        accept_intact=accept_intact,
        accept_gap=accept_gap,
    )
    files: list[Path] = []
    if out is not None and received.receipt is not None:
        files = write_outgoing(write_receipt(sat, received.document), out)
    _say_summary(context, received, files, is_new=participant is None)


def _say_summary(context: typer.Context, received: "Received", files: list[Path], *, is_new: bool) -> None:
    from registry.cli.plan import plain_plan, show_lines
    from registry.services.verifying import verdict_plain

    who = received.history.participant
    if door(context).json:
        output.data(
            {
                "verdict": verdict_plain(received.ruling),
                "participant": who.id,
                "document": received.document,
                "plan": plain_plan(received.plan),
                **({"receipt": received.receipt} if received.receipt else {}),
                **({"files": [str(one) for one in files]} if files else {}),
                **({"notices": list(received.notices)} if received.notices else {}),
            }
        )
        return
    output.line(f"{received.ruling.headline}  {received.ruling.directory}".rstrip())
    output.lines(received.notices)
    output.line(f"Received for {who.name.banner} [{short(who.id)}]. The plan:")
    show_lines(received.plan)
    for one in files:
        output.line(f"Wrote the receipt {one}. Send it back.")
    if received.receipt is None:
        output.note(
            "No receipt: no directory lists your key for receiving. "
            "Send a new card: `throughcare key export -o card.json`."
        )
    receipt = (
        () if files or received.receipt is None else (f"throughcare receipt write {short(received.document)} -o DIR",)
    )
    # A new person here has no placement yet, and everything recorded would lack its place.
    placement = (f"throughcare placement add {short(who.id)} --since t",) if is_new else ()
    output.next_step(f"throughcare plan show {short(who.id)}", *placement, *receipt)
