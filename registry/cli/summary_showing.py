"""`throughcare summary list` and `show`: what was issued and received, whether it stands, and who holds it."""

from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, short, sitting


def list_all(
    context: typer.Context,
    participant: Annotated[str | None, typer.Argument(help="Only this participant's.")] = None,
) -> None:
    """\b
    throughcare summary list
    throughcare summary list 9990000018

    List drafts, and summaries and withdrawals issued and received: about whom, from whom to whom, and who holds them.
    """
    from registry.services.listing import list_documents

    with sitting(context) as sat:
        listed = list_documents(sat, participant)
    if door(context).json:
        output.data(
            [
                {
                    "id": one.id,
                    "kind": one.kind,
                    "status": one.status,
                    "interim": one.interim,
                    "key": one.key,
                    "version": str(one.version) if one.version is not None else "",
                    "purpose": one.purpose,
                    "participant": one.participant,
                    "from": one.sender,
                    "recipient": one.recipient,
                    "receipt": one.receipt,
                    "date": one.date.isoformat(),
                }
                for one in listed
            ]
        )
        return
    output.table(
        ("ID", "STATUS", "VERSION", "PURPOSE", "PARTICIPANT", "FROM", "TO", "RECEIPT", "DATE"),
        [
            (
                short(one.id),
                one.stands if one.kind == "transfer-summary" else f"{one.kind}, {one.stands}",
                str(one.version) if one.version is not None else "",
                one.purpose,
                one.participant,
                one.sender,
                one.recipient,
                one.receipt,
                one.date.isoformat(),
            )
            for one in listed
        ],
    )
    if any(one.interim for one in listed):
        output.note("Interim: NOT YET COUNTERSIGNED. It counts as a report until its approved version comes.")
    if any(one.key for one in listed):
        output.note("Key compromised or revoked: `summary show` says what its words count for now.")


def show(context: typer.Context, document: Annotated[str, typer.Argument(help="The summary's id.")]) -> None:
    """\b
    throughcare summary show 1a2b3c4d

    Read a kept summary, issued or received, in words: first whether it stands and who holds it.
    """
    from exports.text import render_text
    from registry.services.reporting import document_page

    with sitting(context) as sat:
        page = document_page(sat, document)
    text = render_text(page)
    output.data({"text": text}) if door(context).json else output.lines(text.splitlines())
