"""PDF/A-3B as far as it can be checked without a validator: none is in the package registries, so these are our own.

Each test names what ISO 19005-3 asks. qpdf and poppler check what they can where they are installed.
"""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from exports.page import Document
from exports.pdf import render_pdf
from tests.exports import samples
from tests.exports.test_scripts import NAMES, document

DOCUMENTS = {
    "one": samples.page_one(),
    "long": samples.long_report(),
    "arabic": document(NAMES["Arabic"]),
    "chinese": document(NAMES["Chinese"]),
}
every = pytest.mark.parametrize("drawn", DOCUMENTS.values(), ids=DOCUMENTS)


@every
def test_the_file_is_one_revision_with_an_identifier_and_nothing_that_acts(drawn: Document) -> None:
    data = render_pdf(drawn)
    assert data.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in data.split(b"\n")[1][1:5])  # 6.1.2: a comment of four high bytes
    assert data.count(b"%%EOF") == 1
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Prev" not in pdf.trailer
        assert "/Encrypt" not in pdf.trailer
        assert len(pdf.trailer.ID) == 2
        # Where a reader opens the file: a place in it, and not an action.
        assert isinstance(pdf.Root.get("/OpenAction", pikepdf.Array()), pikepdf.Array)
        names = set()
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                names |= set(thing.keys())
                assert "/LZWDecode" not in str(thing.get("/Filter", ""))
                if isinstance(thing, pikepdf.Stream):
                    assert not {"/F", "/FFilter", "/FDecodeParms"} & set(thing.keys())  # 6.1.7: no external stream
        # 6.2.10, 6.5, 6.6, 6.9: no transparency to blend, no annotation, action, script or form.
        assert not {"/SMask", "/AA", "/JS", "/JavaScript", "/AcroForm", "/Annots", "/Launch"} & names


@every
def test_every_font_is_embedded_with_widths_that_are_its_own(drawn: Document) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(drawn))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            (inner,) = font.DescendantFonts
            assert font.Encoding == pikepdf.Name("/Identity-H")
            assert inner.Subtype == pikepdf.Name("/CIDFontType2")
            assert "/CIDToGIDMap" in inner  # 6.2.11.3.2
            assert "/FontFile2" in inner.FontDescriptor
            assert "/ToUnicode" in font


@every
def test_metadata_intent_and_attachment_are_as_an_archive_wants_them(drawn: Document) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(drawn))) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>3</pdfaid:part>" in packet
        assert "<pdfaid:conformance>B</pdfaid:conformance>" in packet
        (intent,) = pdf.Root.OutputIntents
        assert intent.DestOutputProfile.N == 3
        for spec in pdf.Root.get("/AF", []):
            assert spec.AFRelationship == pikepdf.Name.Source  # 6.8
            assert spec.F == spec.UF
            assert spec.EF.F.Subtype == pikepdf.Name("/application/json")
            assert "/ModDate" in spec.EF.F.Params


def test_a_third_reader_takes_the_attachment_out_byte_for_byte() -> None:
    with pypdfium2.PdfDocument(render_pdf(samples.page_one())) as pdf:
        assert pdf.count_attachments() == 1
        found = pdf.get_attachment(0)
        assert found.get_name() == samples.ATTACHMENT.name
        assert bytes(found.get_data()) == samples.ATTACHMENT.data


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@every
def test_qpdf_itself_finds_nothing_wrong(drawn: Document, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(render_pdf(drawn))
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    if drawn.attachment:
        shown = ["qpdf", f"--show-attachment={drawn.attachment.name}", str(file)]
        assert subprocess.run(shown, capture_output=True, check=True).stdout == drawn.attachment.data


@pytest.mark.skipif(shutil.which("pdfdetach") is None, reason="poppler is not installed")
def test_poppler_takes_the_attachment_out_byte_for_byte(tmp_path: Path) -> None:
    file, out = tmp_path / "page.pdf", tmp_path / "out.json"
    file.write_bytes(render_pdf(samples.page_one()))
    subprocess.run(["pdfdetach", "-save", "1", "-o", out, file], check=True, capture_output=True)
    assert out.read_bytes() == samples.ATTACHMENT.data
