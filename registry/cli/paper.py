"""A page as a file or on stdout: drawn as PDF, web page or plain text, and never over another file."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from registry.cli import output
from registry.cli.door import Door
from registry.domain.errors import NotAllowed
from registry.files import write_private

if TYPE_CHECKING:
    from exports.page import Document


class Form(StrEnum):
    """How a page is drawn."""

    PDF = "pdf"
    HTML = "html"
    TEXT = "text"

    @property
    def suffix(self) -> str:
        """What a file of this form ends in."""
        return ".txt" if self is Form.TEXT else f".{self.value}"


FormOption = Annotated[Form, typer.Option("--format", help="PDF, a web page or plain text.")]


def drawn(page: "Document", form: Form) -> bytes:
    """Return a page as a file's bytes."""
    if form is Form.PDF:
        from exports.pdf import render_pdf

        return render_pdf(page)
    if form is Form.HTML:
        from exports.html import render_html

        return render_html(page)
    from exports.text import render_text

    return render_text(page).encode()


def print_page(
    here: Door, page: "Document", out: str, next_step: str = "", *, form: Form = Form.PDF, told: str = ""
) -> None:
    """Write a page to a new file, or to stdout for `-`. Raises NotAllowed where a file is there already."""
    write_file(here, drawn(page, form), out, next_step, told=told)


def write_file(here: Door, data: bytes, out: str, next_step: str = "", *, told: str = "") -> None:
    """Write bytes to a new file, or to stdout for `-`. Raises NotAllowed where a file is there already."""
    if out == "-":
        output.raw(data)
        return
    write_private(Path(out), data)
    if here.json:
        output.data({"file": out})
        return
    output.line(f"Wrote {out}.{f' {told}' if told else ''}")
    if next_step:
        output.next_step(next_step)


def numbered(plain: str, page: "Document") -> str:
    """Return a plain name for a page's file with the document number, where a signed record has given it one."""
    from exports.page import CheckBlock

    numbers = ("".join(block.number.split()) for block in page.blocks if isinstance(block, CheckBlock))
    return "-".join((plain, *numbers))


# What a file is taken for by its name.
_KINDS = {
    f".{one}"
    for one in ["csv", "doc", "docx", "htm", "html", "json", "md", "odt", "pages", "pdf", "rtf", "txt", "xls", "xlsx"]
}


class _Ending(Protocol):
    @property
    def suffix(self) -> str: ...


def named(out: str, plain: str, form: _Ending) -> str:
    """Return the file to write: `out`, or where that is a folder a file in it called `plain`. Raises NotAllowed for a
    name that says of the file what it is not.
    """
    folder = Path(out)
    if out == "-":
        return out
    if folder.is_dir():
        return str(folder / f"{plain}{form.suffix}")
    ending = folder.suffix.casefold()
    if ending != form.suffix and ending in _KINDS:
        raise NotAllowed(
            f"{folder.name} would hold {form.suffix} under the ending {folder.suffix}; nothing was saved.",
            hint=f"End the name in {form.suffix}, or choose another --format: see --help.",
        )
    return out
