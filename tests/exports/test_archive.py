"""PDF/A-3B by our reading of ISO 19005-3, and by veraPDF where it is installed; qpdf and poppler say what they can."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from exports.page import Document
from exports.pdf import render_pdf
from tests.exports import samples
from tests.exports.archive_rules import broken, bytes_rules
from tests.exports.test_scripts import NAMES, document
from tests.exports.verapdf import all_kept, broken_by_verapdf, needs_verapdf

DOCUMENTS = {
    "one": samples.page_one(),
    "long": samples.long_report(),
    "arabic": document(NAMES["Arabic"]),
    "chinese": document(NAMES["Chinese"]),
}
every = pytest.mark.parametrize("drawn", DOCUMENTS.values(), ids=DOCUMENTS)


@every
def test_every_rule_that_we_know_is_kept(drawn: Document) -> None:
    assert broken(render_pdf(drawn)) == []


def _changed(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """A page whose objects were changed by *change*, written again."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(render_pdf(DOCUMENTS["one"]))) as pdf:
        change(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return out.getvalue()


def _font(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def _put(thing: Any, name: str, value: Any) -> None:
    thing[name] = value


CHANGES: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "6.2.3": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "6.2.4:": lambda pdf: pdf.pages[0].contents_add(b"0 0 0 1 k"),
    "6.2.2": lambda pdf: pdf.pages[0].contents_add(b"q"),
    "6.2.2:": lambda pdf: pdf.pages[0].obj.__delitem__("/Resources"),
    "6.2.10": lambda pdf: _put(pdf.pages[0].obj, "/Group", pikepdf.Dictionary(CS=pikepdf.Name.DeviceCMYK)),
    "6.2.11.2": lambda pdf: _put(_font(pdf), "/BaseFont", pikepdf.Name("/ABCDEF+Other")),
    "6.2.11.3.2": lambda pdf: _font(pdf).DescendantFonts[0].__delitem__("/CIDToGIDMap"),
    "6.2.11.4.1": lambda pdf: _font(pdf).DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2"),
    "6.2.11.5": lambda pdf: _put(_font(pdf).DescendantFonts[0], "/W", pikepdf.Array([0, 999, 1])),
    "6.2.11.7": lambda pdf: _font(pdf).__delitem__("/ToUnicode"),
    "6.2.11.8": lambda pdf: _font(pdf).DescendantFonts[0].CIDToGIDMap.write(b""),
    "6.3": lambda pdf: _put(pdf.pages[0].obj, "/Annots", pikepdf.Array()),
    "6.5": lambda pdf: _put(pdf.Root, "/AA", pikepdf.Dictionary()),
    "6.5.1": lambda pdf: _put(pdf.Root, "/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.GoTo)),
    "6.6.2.1": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "6.6.4": lambda pdf: pdf.Root.Metadata.write(
        pdf.Root.Metadata.read_bytes().replace(b"part>3<", b"part>1<"), filter=None
    ),
    "6.6.2.3": lambda pdf: pdf.Root.Metadata.write(
        pdf.Root.Metadata.read_bytes().replace(b"http://ns.adobe.com/pdf/1.3/", b"http://example.org/"), filter=None
    ),
    "6.6.3": lambda pdf: _put(pdf.trailer, "/Info", pdf.make_indirect(pikepdf.Dictionary(Title="x"))),
    "6.8: a file that is": lambda pdf: pdf.Root.__delitem__("/AF"),
    "6.8: a file that does": lambda pdf: pdf.Root.AF[0].__delitem__("/AFRelationship"),
    "6.8: a file without its media": lambda pdf: pdf.Root.AF[0].EF.F.__delitem__("/Subtype"),
    "6.8: a file without the date": lambda pdf: pdf.Root.AF[0].EF.F.__delitem__("/Params"),
    "6.1.7.1": lambda pdf: _put(pdf.Root.AF[0].EF.F, "/FFilter", pikepdf.Name.FlateDecode),
    "6.10": lambda pdf: _put(pdf.Root.Names, "/Pages", pikepdf.Dictionary()),
    "unknown": lambda pdf: _put(pdf.pages[0].Resources, "/XObject", pikepdf.Dictionary()),
}


@pytest.mark.parametrize("rule", CHANGES)
def test_a_file_that_breaks_a_rule_is_found(rule: str) -> None:
    assert any(rule in one for one in broken(_changed(CHANGES[rule])))


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("6.1.2", b"%PDF-1.7\n%\xe9", b"%PDF-1.7\n%A"),
        ("6.1.3", b"%%EOF\n", b"%%EOF\nmore"),
        ("6.1.3", b"/ID [", b"/IX ["),
        ("6.1.3", b"/Root 3 0 R", b"/Encrypt 3 0 R/Root 3 0 R"),
        ("6.1.4", b"xref\n0 ", b"xref \n0 "),
        ("6.1.7.1", b"/Length 1", b"/Length 2"),
        ("6.1.9", b"\nendobj\n", b" endobj\n"),
    ],
)
def test_a_file_whose_bytes_break_a_rule_is_found(rule: str, old: bytes, new: bytes) -> None:
    data = render_pdf(DOCUMENTS["one"])
    assert data.count(old) >= 1
    assert any(one.startswith(rule) for one in bytes_rules(data.replace(old, new)))


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


@needs_verapdf
def test_the_validator_finds_no_rule_broken_in_any_kind_of_page(tmp_path: Path) -> None:
    assert all_kept(tmp_path, DOCUMENTS)


# Where our reading is the stricter one: what level B leaves to readers, or asks of what no page of ours holds.
OURS_ALONE = {
    "6.10",
    "6.2.11.2",
    "6.2.11.7",
    "6.2.2",
    "6.2.2:",
    "6.3",
    "6.5.1",
    "6.6.3",
    "6.8: a file without the date",
    "unknown",
}


@needs_verapdf
def test_the_validator_finds_the_rules_that_a_changed_file_breaks(tmp_path: Path) -> None:
    found = broken_by_verapdf(tmp_path, {rule: _changed(change) for rule, change in CHANGES.items()})
    assert {rule for rule, wrong in found.items() if not wrong} == OURS_ALONE, found


@pytest.mark.skipif(shutil.which("pdfdetach") is None, reason="poppler is not installed")
def test_poppler_takes_the_attachment_out_byte_for_byte(tmp_path: Path) -> None:
    file, out = tmp_path / "page.pdf", tmp_path / "out.json"
    file.write_bytes(render_pdf(samples.page_one()))
    subprocess.run(["pdfdetach", "-save", "1", "-o", out, file], check=True, capture_output=True)
    assert out.read_bytes() == samples.ATTACHMENT.data
