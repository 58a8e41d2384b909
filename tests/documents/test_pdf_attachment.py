"""The document inside a PDF: found by a process of its own, compared with the pages, and never trusted for being there.

What that process finds, and refuses, is asked of it directly in `test_pdf_child`.
"""

import json
from base64 import b64encode

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from registry.documents import pdf_attachment
from registry.documents.foreign_file import ruling_on, verify_file_bytes
from registry.documents.pdf_attachment import looks_like_pdf, read_pdf
from registry.documents.signing import document_bytes
from registry.domain.checkwords import printed_digest
from registry.domain.errors import Refusal, Refused
from registry.domain.verdict import FindingKind, NotChecked, Verdict
from tests.documents import clinic, releases
from tests.documents.clinic import NOW, trusted
from tests.documents.papers import ATTACHED, DATA, DIGEST, pdf, rewritten, whole

PRINTED = printed_digest(DIGEST)


def reason(data: bytes) -> Refusal:
    with pytest.raises(Refused) as caught:
        read_pdf(data)
    return caught.value.reason


def test_the_attachment_is_verified_and_the_printed_digest_compared() -> None:
    data = whole()
    assert looks_like_pdf(data)
    assert read_pdf(data) == (DATA, DIGEST)
    verified = verify_file_bytes(data, now=NOW, directory=trusted())
    assert verified.verdict is Verdict.TRUSTED
    assert verified.data == DATA
    assert verified.findings == ()
    assert NotChecked.PAGES in verified.not_checked


def test_no_digest_on_the_pages_is_a_finding() -> None:
    verified = verify_file_bytes(pdf((ATTACHED, DATA), lines=("Nothing",)), now=NOW, directory=trusted())
    assert {finding.kind for finding in verified.findings} == {FindingKind.DIGEST_NOT_PRINTED}


@pytest.mark.parametrize("printed", [PRINTED[:-1] + ("0" if PRINTED[-1] != "0" else "1"), "abcd"])
def test_page_text_unlike_the_attachment(printed: str) -> None:
    data = pdf((ATTACHED, DATA), lines=(f"Document digest {printed}",))
    with pytest.raises(Refused) as caught:
        verify_file_bytes(data, now=NOW, directory=trusted())
    assert caught.value.reason is Refusal.DIGEST_MISMATCH


def test_a_replaced_attachment_is_verified_like_any_other() -> None:
    replaced = DATA.replace(b"Alder Clinic", b"Elder Clinic")
    with pytest.raises(Refused) as caught:
        verify_file_bytes(pdf((ATTACHED, replaced)), now=NOW, directory=trusted())
    assert caught.value.reason is Refusal.BAD_SIGNATURE


def test_each_answer_of_the_process_is_a_refusal_of_its_own() -> None:
    two_digests = tuple(f"Document digest {printed_digest(one)}" for one in (DIGEST, "0" * 64))
    for data, expected in (
        (pdf((ATTACHED, DATA), lines=two_digests), Refusal.DIGEST_MISMATCH),
        (pdf(("summary.json", DATA)), Refusal.NO_ATTACHMENT),
        (pdf((ATTACHED, DATA), ("other.txt", b"x")), Refusal.MANY_ATTACHMENTS),
    ):
        assert reason(data) is expected


def test_active_content() -> None:
    def on_opening(writer: PdfWriter) -> None:
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
        )
        writer.root_object[NameObject("/OpenAction")] = action

    assert reason(rewritten(on_opening)) is Refusal.PDF


def test_an_attachment_that_unpacks_to_a_hundred_times_its_size() -> None:
    assert reason(pdf((ATTACHED, b" " * 20_000_000))) is Refusal.TOO_LARGE


def test_a_pdf_that_is_none() -> None:
    data = whole()
    assert reason(b"%PDF-1.7\n" + b"\0" * 100) is Refusal.PDF
    assert reason(data[: len(data) // 4]) is Refusal.PDF


def test_a_pdf_larger_than_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, json.dumps({"attachment": ""}).encode())
    largest = b"%PDF-" + b" " * 49_999_995
    assert read_pdf(largest) == (b"", None)
    assert reason(largest + b" ") is Refusal.TOO_LARGE


def said(monkeypatch: pytest.MonkeyPatch, answer: bytes | None) -> None:
    """Have the process say this, as one that a PDF had taken over might."""
    monkeypatch.setattr(pdf_attachment, "ask_confined", lambda *_, **__: answer)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"",
        b"no JSON",
        b"{}",
        b'{"refused":"none","refused":"many"}',
        b'{"refused":"something else"}',
        b'{"refused":["none"]}',
        b'{"attachment":1}',
        b'{"attachment":"e30"}',
        b'{"attachment":"e3 0="}',
        b'{"attachment":"e30=","printed":1}',
        b'{"attachment":"e30=","printed":null}',
        b'{"attachment":"' + b"e30=" * 1_670_000 + b'"}',
    ],
)
def test_nothing_that_the_process_says_is_believed_as_it_comes(
    monkeypatch: pytest.MonkeyPatch, answer: bytes | None
) -> None:
    said(monkeypatch, answer)
    assert reason(b"%PDF-") is Refusal.PDF


def test_what_the_process_says_has_room_for_the_largest_attachment(monkeypatch: pytest.MonkeyPatch) -> None:
    largest = b" " * 5_000_000
    said(monkeypatch, json.dumps({"attachment": b64encode(largest).decode(), "printed": DIGEST}).encode())
    assert read_pdf(b"%PDF-") == (largest, DIGEST)
    said(monkeypatch, json.dumps({"attachment": b64encode(largest * 2).decode()}).encode())
    assert reason(b"%PDF-") is Refusal.PDF


def _retyped(data: bytes, kind: str) -> bytes:
    document = json.loads(data)
    return json.dumps({**document, "type": [document["type"][0], kind]}).encode()


def test_a_release_is_ruled_on_as_itself_but_not_inside_a_pdf() -> None:
    release = document_bytes(releases.signed_release())
    assert ruling_on(release, now=NOW, directory=trusted()).verdict is Verdict.TRUSTED
    for data, expected in (
        (pdf((ATTACHED, release)), Refusal.UNKNOWN_KIND),
        (clinic.signed_directory(), Refusal.UNKNOWN_KIND),
        (release[:-2], Refusal.NOT_JSON),
        (_retyped(release, "AnotherThing"), Refusal.UNKNOWN_KIND),
        (_retyped(release, "ZebraRelease"), Refusal.UNKNOWN_KIND),
    ):
        with pytest.raises(Refused) as caught:
            ruling_on(data, now=NOW, directory=trusted())
        assert caught.value.reason is expected
