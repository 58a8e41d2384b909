"""The document inside a PDF: found, compared with the pages, and never trusted for being in a PDF."""

from typing import Any

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from registry.documents import pdf_attachment
from registry.documents.foreign_file import verify_file_bytes
from registry.documents.pdf_attachment import looks_like_pdf, read_pdf
from registry.documents.signing import document_bytes
from registry.domain.checkwords import printed_digest
from registry.domain.errors import Refusal, Refused
from registry.domain.verdict import FindingKind, NotChecked, Verdict
from tests.documents.clinic import NOW, signed, trusted

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
    return pdf(("throughcare.json", DATA), lines=("A report", f"Document digest {printed_digest(digest)}", "The end"))


def reason(data: bytes) -> Refusal:
    with pytest.raises(Refused) as caught:
        read_pdf(data)
    return caught.value.reason


def rewritten(change: Any) -> bytes:
    import io

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(whole())))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_attachment_is_verified_and_the_printed_digest_compared() -> None:
    data = whole()
    assert looks_like_pdf(data)
    assert read_pdf(data) == (DATA, DIGEST)
    verified = verify_file_bytes(data, now=NOW, directory=trusted())
    assert verified.verdict is Verdict.TRUSTED
    assert verified.data == DATA
    assert verified.findings == ()
    assert NotChecked.PAGES in verified.not_checked


def test_a_digest_broken_over_two_lines_is_found() -> None:
    groups = printed_digest(DIGEST).split()
    lines = ("Document digest", " ".join(groups[:8]), " ".join(groups[8:]), "Bad ace of clubs")
    assert read_pdf(pdf(("throughcare.json", DATA), lines=lines, pages=3)) == (DATA, DIGEST)


def test_no_digest_on_the_pages_is_a_finding() -> None:
    for lines in ((), ("The words Document digest stand here in prose.",), ("Document digest based on SHA-256",)):
        verified = verify_file_bytes(pdf(("throughcare.json", DATA), lines=lines), now=NOW, directory=trusted())
        assert {finding.kind for finding in verified.findings} == {FindingKind.DIGEST_NOT_PRINTED}


PRINTED = printed_digest(DIGEST)


@pytest.mark.parametrize(
    "printed",
    [PRINTED[:-1] + ("0" if PRINTED[-1] != "0" else "1"), PRINTED[:-5], "abcd", PRINTED[1:]],
    ids=["another digit", "cut", "four digits", "a digit less"],
)
def test_page_text_unlike_the_attachment(printed: str) -> None:
    data = pdf(("throughcare.json", DATA), lines=(f"Document digest {printed}",))
    with pytest.raises(Refused) as caught:
        verify_file_bytes(data, now=NOW, directory=trusted())
    assert caught.value.reason is Refusal.DIGEST_MISMATCH


def test_pages_that_print_two_digests() -> None:
    lines = tuple(f"Document digest {printed_digest(one)}" for one in (DIGEST, "0" * 64))
    assert reason(pdf(("throughcare.json", DATA), lines=lines)) is Refusal.DIGEST_MISMATCH


def test_no_attachment_or_a_renamed_one() -> None:
    assert reason(pdf(lines=("Nothing",))) is Refusal.NO_ATTACHMENT
    assert reason(pdf(("summary.json", DATA))) is Refusal.NO_ATTACHMENT
    assert reason(pdf(("throughcare.json.exe", DATA))) is Refusal.NO_ATTACHMENT


def test_two_attachments() -> None:
    assert reason(rewritten(lambda writer: writer.add_attachment("throughcare.json", DATA))) is Refusal.MANY_ATTACHMENTS
    assert reason(pdf(("throughcare.json", DATA), ("other.txt", b"x"))) is Refusal.MANY_ATTACHMENTS


def test_a_file_pinned_to_a_page() -> None:
    def pin(writer: PdfWriter) -> None:
        note = DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment")})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([note])

    assert reason(rewritten(pin)) is Refusal.MANY_ATTACHMENTS


def test_a_replaced_attachment_is_verified_like_any_other() -> None:
    replaced = DATA.replace(b"Alder Clinic", b"Elder Clinic")
    with pytest.raises(Refused) as caught:
        verify_file_bytes(pdf(("throughcare.json", replaced)), now=NOW, directory=trusted())
    assert caught.value.reason is Refusal.BAD_SIGNATURE


def test_active_content() -> None:
    def on_opening(writer: PdfWriter) -> None:
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
        )
        writer.root_object[NameObject("/OpenAction")] = action

    def on_a_link(writer: PdfWriter) -> None:
        script = TextStringObject("1")
        action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): script})
        note = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([note])

    def on_turning(writer: PdfWriter) -> None:
        writer.pages[0][NameObject("/AA")] = DictionaryObject()

    def named_script(writer: PdfWriter) -> None:
        writer.root_object["/Names"][NameObject("/JavaScript")] = DictionaryObject()

    for change in (named_script, on_opening, on_a_link, on_turning):
        assert reason(rewritten(change)) is Refusal.PDF


@pytest.mark.parametrize("member", ["/A", "/AA", "/PA"])
@pytest.mark.parametrize("kind", ["/URI", "/Launch", "/GoToR", "/SubmitForm", "/Named", "/Hide"])
def test_whatever_a_note_on_a_page_does_is_refused(member: str, kind: str) -> None:
    def on_a_page(writer: PdfWriter) -> None:
        action = DictionaryObject(
            {NameObject("/S"): NameObject(kind), NameObject("/URI"): TextStringObject("https://example.org/")}
        )
        note = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject(member): action})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([note])

    assert reason(rewritten(on_a_page)) is Refusal.PDF


def test_an_attachment_that_unpacks_to_a_hundred_times_its_size() -> None:
    assert reason(pdf(("throughcare.json", b" " * 20_000_000))) is Refusal.TOO_LARGE


def test_a_pdf_that_is_none() -> None:
    data = whole()
    assert reason(b"%PDF-1.7\n" + b"\0" * 100) is Refusal.PDF
    assert reason(data[: len(data) // 4]) is Refusal.PDF


def test_a_pdf_larger_than_is_read() -> None:
    assert reason(b"%PDF-" + b" " * 50_000_000) is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    "said",
    [
        None,
        b"",
        b"[]",
        b'{"attachment": "e30=", "attachment": "e30="}',
        b"{}",
        b'{"refused": "other"}',
        b'{"refused": ["none"]}',
        b'{"refused": {}}',
        b'{"attachment": 1}',
        b'{"attachment": "e30"}',
        b'{"attachment": "e30=\\n"}',
        '{"attachment": "é"}'.encode(),
        b'{"attachment": "e30=", "printed": 1}',
        b'{"attachment": "e30=", "printed": []}',
    ],
    ids=repr,
)
def test_a_child_that_says_what_was_not_agreed_has_read_nothing(
    said: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever took over the child through the file speaks to us in its place."""
    monkeypatch.setattr(pdf_attachment, "ask_confined", lambda *_, **__: said)
    assert reason(b"%PDF-") is Refusal.PDF


@pytest.mark.parametrize("said", ["none", "many", "large", "active", "digests"])
def test_what_the_child_refuses_is_refused_in_our_words(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_attachment, "ask_confined", lambda *_, **__: f'{{"refused": "{said}"}}'.encode())
    assert (
        reason(b"%PDF-")
        is {
            "none": Refusal.NO_ATTACHMENT,
            "many": Refusal.MANY_ATTACHMENTS,
            "large": Refusal.TOO_LARGE,
            "active": Refusal.PDF,
            "digests": Refusal.DIGEST_MISMATCH,
        }[said]
    )
