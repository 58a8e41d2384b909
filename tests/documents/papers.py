"""PDF files as other people make them: with attachments, with lines on their pages, and with what no printout has."""

import io
from collections.abc import Callable

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from registry.documents.foreign_file import verify_file_bytes
from registry.documents.signing import document_bytes
from registry.domain.checkwords import printed_digest
from tests.documents.clinic import NOW, signed

ATTACHED = "throughcare.json"
DATA = document_bytes(signed())
DIGEST = verify_file_bytes(DATA, now=NOW, directory=None).digest


def pdf(*attached: tuple[str, bytes], lines: tuple[str, ...] = (), pages: int = 1) -> bytes:
    paper = FPDF()
    paper.set_font("Helvetica", size=9)
    for _ in range(pages):
        paper.add_page()
        for line in lines:
            paper.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    for name, data in attached:
        paper.embed_file(bytes=data, basename=name)
    return bytes(paper.output())


def whole(digest: str = DIGEST) -> bytes:
    return pdf((ATTACHED, DATA), lines=("A report", f"Document digest {printed_digest(digest)}", "The end"))


def rewritten(change: Callable[[PdfWriter], object], data: bytes | None = None) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data or whole())))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
