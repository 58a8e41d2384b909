"""`throughcare report`: reports to print."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from registry.cli import output
from registry.cli.door import door, sitting
from registry.files import write_private

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


class Form(StrEnum):
    """How a report is drawn."""

    PDF = "pdf"
    TEXT = "text"


@group.command()
def parole(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="A released summary's id.")],
    purpose: Annotated[str, typer.Option(help="Why it is printed; kept in the audit.")],
    out: Annotated[str, typer.Option("-o", "--out", help="The file to write, or - for stdout.")],
    form: Annotated[Form, typer.Option("--format", help="PDF or plain text.")] = Form.PDF,
) -> None:
    """\b
    throughcare report parole 1a2b3c4d --purpose "oral hearing 12 March" -o report.pdf
    throughcare report parole 1a2b3c4d --purpose "reading" --format text -o -

    Print the parole report of a released summary, with the signed document attached.
    """
    from registry.services.reporting import report_parole

    with sitting(context) as sat:
        page, digest = report_parole(sat, document, purpose=purpose)
    if form is Form.PDF:
        from exports.pdf import render_pdf

        data = render_pdf(page)
    else:
        from exports.text import render_text

        data = render_text(page).encode()
    if out == "-":
        output.raw(data)
        return
    write_private(Path(out), data)
    if door(context).json:
        output.data({"file": out, "digest": digest})
        return
    output.line(f"Wrote {out}.")
    output.next_step(f"throughcare verify {out}")
