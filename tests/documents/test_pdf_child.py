"""What the child process answers for a PDF, asked in this one: `test_pdf_attachment` asks the process itself."""

from base64 import b64decode, b64encode

import pytest
from pypdf import PdfWriter
from pypdf.errors import PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, PdfObject, TextStringObject

from registry.documents.pdf_child import answer
from registry.domain.checkwords import printed_digest
from tests.documents.papers import ATTACHED, DATA, DIGEST, pdf, rewritten, whole

PRINTED = printed_digest(DIGEST)
SMALL = pdf((ATTACHED, b"{}"))


def refused(data: bytes) -> str | None:
    return answer(data).get("refused")


def named(**members: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in members.items()})


def pinned(page: int, kind: str = "/FileAttachment") -> bytes:
    def put(writer: PdfWriter) -> None:
        if page:
            writer.add_blank_page(100, 100)
        notes = [named(Subtype=NameObject("/Text")), NullObject(), named(Subtype=NameObject(kind))]
        writer.pages[page][NameObject("/Annots")] = ArrayObject(notes)

    return rewritten(put, SMALL)


def test_the_attachment_and_the_printed_digest_are_answered() -> None:
    assert answer(whole()) == {"attachment": b64encode(DATA).decode(), "printed": DIGEST}
    assert answer(SMALL) == {"attachment": b64encode(b"{}").decode()}


def test_a_digest_broken_over_lines_and_printed_on_every_page_is_one() -> None:
    groups = PRINTED.split()
    lines = ("Document digest", " ".join(groups[:8]), " ".join(groups[8:]), "Bad ace of clubs")
    assert answer(pdf((ATTACHED, DATA), lines=lines, pages=3))["printed"] == DIGEST


def test_prose_prints_no_digest() -> None:
    for line in ("The words Document digest stand here in prose.", "Document digest based on SHA-256"):
        assert "printed" not in answer(pdf((ATTACHED, b"{}"), lines=(line,)))


@pytest.mark.parametrize("printed", [PRINTED[:-5], "abcd", PRINTED[1:], f"{PRINTED} {PRINTED}", "a" * 70])
def test_a_spoilt_digest_is_answered_as_it_stands_up_to_its_length(printed: str) -> None:
    assert (
        answer(pdf((ATTACHED, b"{}"), lines=(f"Document digest: {printed}",)))["printed"]
        == printed.replace(" ", "")[:64]
    )


def test_two_digests_are_refused_on_one_page_and_on_two() -> None:
    lines = tuple(f"Document digest {printed_digest(one)}" for one in (DIGEST, "0" * 64))
    assert refused(pdf((ATTACHED, DATA), lines=lines)) == "digests"


def test_the_one_attachment_has_its_one_name() -> None:
    assert refused(pdf(lines=("Nothing",))) == "none"
    assert refused(pdf(("summary.json", DATA))) == "none"
    assert refused(pdf(("throughcare.json.exe", DATA))) == "none"
    assert refused(pdf((ATTACHED, DATA), ("other.txt", b"x"))) == "many"
    assert refused(rewritten(lambda writer: writer.add_attachment(ATTACHED, DATA), SMALL)) == "many"


def test_an_attachment_with_another_name_for_new_readers_is_none() -> None:
    def rename(writer: PdfWriter) -> None:
        (attached,) = writer.attachment_list
        attached.alternative_name = TextStringObject("else.json")

    assert refused(rewritten(rename, SMALL)) == "none"


def test_a_file_pinned_to_any_page_is_one_too_many() -> None:
    for page in (0, 1):
        assert refused(pinned(page)) == "many"
        assert "attachment" in answer(pinned(page, "/Highlight"))


def test_the_largest_attachment_that_is_read() -> None:
    largest = b" " * 5_000_000
    assert b64decode(answer(pdf((ATTACHED, largest)))["attachment"]) == largest
    assert refused(pdf((ATTACHED, largest + b" "))) == "large"


def test_the_most_pages_that_are_looked_through() -> None:
    def with_pages(many: int) -> bytes:
        return rewritten(lambda writer: [writer.add_blank_page(9, 9) for _ in range(many - 1)], SMALL)

    assert "attachment" in answer(with_pages(1_000))
    with pytest.raises(ValueError, match="too many pages"):
        answer(with_pages(1_001))


def test_a_file_that_acts_is_said_to_where_it_carries_ours() -> None:
    def always(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/AA")] = DictionaryObject()

    assert refused(rewritten(always, SMALL)) == "active"
    assert refused(rewritten(always, pdf(("other.txt", b"x")))) == "none"
    assert refused(rewritten(always, pdf((ATTACHED, b"{}"), ("other.txt", b"x")))) == "active"


def test_a_member_that_stands_twice_is_damage() -> None:
    for twice in (b"/Lang (en) /Lang (cy)  ", b"/Lang () /La#6Eg (cy)  "):
        with pytest.raises(PdfReadError):
            answer(SMALL.replace(b"/PageLayout /OneColumn", twice[:-1]))
    once = SMALL.replace(b"/PageLayout /OneColumn", b"/Lang (en)            ")
    assert len(once) == len(SMALL)
    assert "attachment" in answer(once)


def test_a_file_ends_where_it_says() -> None:
    for white in (b"", b"\n", b"\0\t\n\f\r " * 100, b" " * 1_019):
        assert "attachment" in answer(SMALL.rstrip() + white)
    for more in (b"\n0", b"\n%", b"\xa0", b" " * 1_019):
        with pytest.raises(ValueError, match="after the end"):
            answer(SMALL + more)
