"""A page as a PDF in a new file, or on stdout."""

from pathlib import Path
from typing import TYPE_CHECKING

from registry.cli import output
from registry.cli.door import Door
from registry.files import write_private

if TYPE_CHECKING:
    from exports.page import Document


def print_page(here: Door, page: "Document", out: str, next_step: str) -> None:
    """Write a page as a PDF. Raises NotAllowed where a file is there already."""
    from exports.pdf import render_pdf

    data = render_pdf(page)
    if out == "-":
        output.raw(data)
        return
    write_private(Path(out), data)
    if here.json:
        output.data({"file": out})
        return
    output.line(f"Wrote {out}.")
    output.next_step(next_step)
