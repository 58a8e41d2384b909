"""PDFs with the signed document inside. Written out by hand, so that no library's next version changes a byte."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from registry.documents.canonical import document_digest
from registry.domain.checkwords import printed_digest
from registry.domain.errors import Refusal
from registry.domain.verdict import Verdict
from tests.documents.clinic import signed, summary
from tests.documents.record import urn
from tests.vector_maker.attacks import Attack
from tests.vector_maker.case import Case, as_bytes, refused, sound
from tests.vector_maker.deflated import repeated, stored

KIND = "pdf"
_NAME = "throughcare.json"


@dataclass(slots=True)
class Paper:
    """A PDF in the making: lines on its pages, files attached, and more entries for catalogue and page."""

    lines: Sequence[str] = ()
    files: Sequence[tuple[str, bytes]] = ()  # names, and contents as packed
    catalogue: str = ""
    page: str = ""
    more: Sequence[bytes] = field(default_factory=tuple)

    def written(self) -> bytes:
        """Return the file: one page, a classic cross-reference table, attachments in one name tree."""
        text = "\n".join(f"BT /F1 9 Tf 50 {780 - 14 * row} Td ({line}) Tj ET" for row, line in enumerate(self.lines))
        first = 6 + len(self.more)
        names = " ".join(f"({name}) {first + 2 * place} 0 R" for place, (name, _) in enumerate(self.files))
        tree = f"/EmbeddedFiles << /Names [{names}] >>" if self.files else ""
        objects = [
            f"<< /Type /Catalog /Pages 2 0 R /Names << {tree} >> {self.catalogue} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            + f"/Resources << /Font << /F1 5 0 R >> >> {self.page} >>".encode(),
            _stream(text.encode()),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            *self.more,
        ]
        for place, (name, data) in enumerate(self.files):
            stream = first + 2 * place + 1
            objects.append(
                f"<< /Type /Filespec /F ({name}) /UF ({name}) /AFRelationship /Source "
                f"/EF << /F {stream} 0 R >> >>".encode()
            )
            objects.append(_packed(data, "/Type /EmbeddedFile "))
        return _assembled(objects)


def cases() -> Iterator[Case]:
    """Yield the cases of this kind."""
    data, other = as_bytes(signed()), as_bytes(signed(summary(id=urn("other"))))
    mine = _digest_line(data)
    lines = ("A report", mine, "The end")
    whole = Paper(lines=lines, files=[(_NAME, stored(data))])
    yield _sound("whole", "The digest on the page is the attachment's.", whole)
    yield _sound(
        "digest-not-printed", "A finding, no refusal.", Paper(lines=["A report"], files=[(_NAME, stored(data))])
    )
    prose = Paper(lines=["He said the Document digest 00 was his.", mine], files=[(_NAME, stored(data))])
    yield _sound("digest-in-somebodys-prose", "Only a line that begins so is the digest's.", prose)
    yield _sound("no-directory", "Nobody to vouch for the keys.", whole, verdict=Verdict.INTACT, directory=None)

    yield _refused("no-attachment", Attack.PDF_NONE, "Nothing attached.", Refusal.NO_ATTACHMENT, Paper(lines=lines))
    yield _refused(
        "renamed-attachment",
        Attack.PDF_RENAMED,
        "Another name.",
        Refusal.NO_ATTACHMENT,
        Paper(lines=lines, files=[("summary.json", stored(data))]),
    )
    two = Paper(lines=lines, files=[("another.json", stored(other)), (_NAME, stored(data))])
    yield _refused("two-attachments", Attack.PDF_TWO, "One of ours and another.", Refusal.MANY_ATTACHMENTS, two)
    twice = Paper(lines=lines, files=[(_NAME, stored(data)), (_NAME, stored(other))])
    yield _refused("attachment-twice", Attack.PDF_TWO, "Two of one name.", Refusal.MANY_ATTACHMENTS, twice)
    spoilt = data.replace(b"Alder Clinic", b"Elder Clinic")
    yield _refused(
        "replaced-attachment",
        Attack.PDF_REPLACED,
        "Changed inside.",
        Refusal.BAD_SIGNATURE,
        Paper(lines=lines, files=[(_NAME, stored(spoilt))]),
    )
    pages = Paper(lines=lines, files=[(_NAME, stored(other))])
    yield _refused(
        "page-text-unlike-the-attachment",
        Attack.PDF_PAGES,
        "Another's digest on the page.",
        Refusal.DIGEST_MISMATCH,
        pages,
    )
    both = Paper(lines=[mine, _digest_line(other)], files=[(_NAME, stored(data))])
    yield _refused("two-digests-printed", Attack.PDF_PAGES, "One page, two documents.", Refusal.DIGEST_MISMATCH, both)
    cut = Paper(lines=["A report", mine[:-2]], files=[(_NAME, stored(data))])
    yield _refused("printed-digest-cut", Attack.PDF_PAGES, "Two digits are missing.", Refusal.DIGEST_MISMATCH, cut)
    launch = "/OpenAction << /S /Launch /F (calc.exe) >>"
    yield _refused(
        "starts-a-program",
        Attack.PDF_ACTIVE,
        "On opening.",
        Refusal.PDF,
        Paper(lines=lines, files=[(_NAME, stored(data))], catalogue=launch),
    )
    script = "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /JavaScript /JS (1) >> >>]"
    yield _refused(
        "script-on-a-link",
        Attack.PDF_ACTIVE,
        "A script.",
        Refusal.PDF,
        Paper(lines=lines, files=[(_NAME, stored(data))], page=script),
    )
    web = "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (https://example.org/) >> >>]"
    yield _refused(
        "web-address-on-a-link",
        Attack.PDF_ACTIVE,
        "The whole page opens an address: no page of ours leads anywhere.",
        Refusal.PDF,
        Paper(lines=lines, files=[(_NAME, stored(data))], page=web),
    )
    turning = Paper(lines=lines, files=[(_NAME, stored(data))], page="/AA << >>")
    yield _refused("acts-on-turning-the-page", Attack.PDF_ACTIVE, "Additional actions.", Refusal.PDF, turning)
    yield from _acting(Paper(lines=lines, files=[(_NAME, stored(data))]))
    pinned = "/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 6 0 R >>]"
    spare = (b"<< /Type /Filespec /F (other.json) /EF << /F 7 0 R >> >>", _stream(other))
    noted = Paper(lines=lines, files=[(_NAME, stored(data))], page=pinned, more=spare)
    yield _refused(
        "file-pinned-to-a-page", Attack.PDF_TWO, "A second file beside the page.", Refusal.MANY_ATTACHMENTS, noted
    )
    yield _refused(
        "file-behind-its-end",
        Attack.PDF_BOMB,
        "A reader that mends what it reads opens the catalogue there.",
        Refusal.PDF,
        whole.written() + b"9 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
    )
    yield _refused("damaged", Attack.PDF_BOMB, "Its first quarter.", Refusal.PDF, whole.written()[: len(data) // 4])
    bomb = Paper(lines=lines, files=[(_NAME, repeated(b" ", 258 * 20_000 + 1))])
    yield _refused(
        "attachment-too-large", Attack.PDF_BOMB, "It unpacks to more than five million bytes.", Refusal.TOO_LARGE, bomb
    )


def _acting(paper: Paper) -> Iterator[Case]:
    """Yield files that act where nobody looks, or only for some readers."""
    does, opens = "<< /S /JavaScript /JS (1) >>", "/OpenAction [3 0 R /Fit]"
    entry = f"<< /Title (Page 1) /Parent 6 0 R /A {does} >>".encode()
    media = "/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]"
    for name, what, more in (
        (
            "script-on-an-outline-entry",
            "It waits for a click on a heading.",
            {"catalogue": "/Outlines 6 0 R", "more": (b"<< /Type /Outlines /First 7 0 R /Last 7 0 R >>", entry)},
        ),
        (
            "form-of-another-format",
            "An XFA form, a program in XML.",
            {"catalogue": "/AcroForm << /Fields [] /XFA 6 0 R >>", "more": (_stream(b"<xdp/>"),)},
        ),
        ("film-on-a-page", "A RichMedia note.", {"page": media}),
        ("script-to-which-nothing-leads", "A reader that mends what it reads may find it.", {"more": (does.encode(),)}),
        (
            "opens-twice-script-last",
            "Which of two members counts is each reader's.",
            {"catalogue": f"{opens} /OpenAction {does}"},
        ),
        (
            "opens-twice-script-first",
            "Which of two members counts is each reader's.",
            {"catalogue": f"/OpenAction {does} {opens}"},
        ),
        (
            "opens-twice-in-two-spellings",
            "The same name, one letter of it in digits.",
            {"catalogue": f"{opens} /Open#41ction {does}"},
        ),
        ("page-in-two-sizes", "Nothing acts, and what is seen is each reader's.", {"page": "/MediaBox [0 0 9 9]"}),
    ):
        yield _refused(name, Attack.PDF_ACTIVE, what, Refusal.PDF, replace(paper, **more))


def _sound(name: str, what: str, paper: Paper, **more: object) -> Case:
    return sound(name, what, paper.written(), suffix="pdf", **more)


def _refused(name: str, attack: Attack, what: str, reason: Refusal, paper: Paper | bytes) -> Case:
    data = paper if isinstance(paper, bytes) else paper.written()
    return refused(name, attack, what, reason, data, suffix="pdf")


def _digest_line(data: bytes) -> str:
    from registry.documents.strict import read_strict

    return f"Document digest {printed_digest(document_digest(read_strict(data)))}"


def _stream(data: bytes, entries: str = "") -> bytes:
    return _packed(stored(data), entries)


def _packed(data: bytes, entries: str) -> bytes:
    return f"<< {entries}/Filter /FlateDecode /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
