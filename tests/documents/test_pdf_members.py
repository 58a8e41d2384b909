"""What a PDF may hold and be a paper still: all of ours, a reader's own marks, and nothing that acts."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from registry.documents.pdf_members import holds_only_paper
from tests.documents.papers import ATTACHED, pdf

SMALL = pdf((ATTACHED, b"{}"))
GO = NameObject("/GoTo")


def named(**members: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in members.items()})


SCRIPT = named(S=NameObject("/JavaScript"), JS=TextStringObject("1"))


class Paper:
    """A small file of ours, and what somebody changes in it."""

    def __init__(self) -> None:
        self.writer = PdfWriter(clone_from=PdfReader(io.BytesIO(SMALL)))

    def is_one(self, *, compressed: bool = False) -> bool:
        out = io.BytesIO()
        self.writer.write(out)
        if compressed:
            out = _in_one_stream(out)
        return holds_only_paper(PdfReader(out, strict=True))

    def catalogue(self, name: str, value: PdfObject) -> "Paper":
        self.writer.root_object[NameObject(name)] = value
        return self

    def apart(self, value: PdfObject) -> "Paper":
        """Add an object to which nothing leads."""
        self.writer._add_object(value)
        return self

    def note(self, note: PdfObject, page: int = 0, *, apart: bool = False) -> "Paper":
        while page >= len(self.writer.pages):
            self.writer.add_blank_page(9, 9)
        beside = named(Subtype=NameObject("/Text"))
        put = self.writer._add_object(note) if apart else note
        self.writer.pages[page][NameObject("/Annots")] = ArrayObject([beside, put])
        return self


def _in_one_stream(whole: io.BytesIO) -> io.BytesIO:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(whole) as file:
        file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, preserve_pdfa=False)
    assert b"/ObjStm" in out.getvalue()
    return out


@pytest.mark.parametrize("compressed", [False, True])
def test_ours_is_a_paper(compressed: bool) -> None:
    assert Paper().is_one(compressed=compressed)
    assert not Paper().catalogue("/OpenAction", SCRIPT).is_one(compressed=compressed)


@pytest.mark.parametrize("member", ["/AA", "/AcroForm", "/Outlines", "/Collection", "/Threads", "/URI", "/Else"])
def test_the_catalogue_has_no_member_that_ours_never_has(member: str) -> None:
    assert not Paper().catalogue(member, ArrayObject()).is_one()


@pytest.mark.parametrize(
    "member", ["/Version", "/Lang", "/Metadata", "/OutputIntents", "/ViewerPreferences", "/PageLayout", "/AF", "/Names"]
)
def test_the_catalogue_has_any_member_that_ours_has(member: str) -> None:
    assert Paper().catalogue(member, NullObject()).is_one()


def test_a_second_catalogue_is_held_to_the_same() -> None:
    kind = NameObject("/Catalog")
    assert Paper().apart(named(Type=kind, Names=named())).is_one()
    assert not Paper().apart(named(Type=kind, AcroForm=named())).is_one()
    assert Paper().apart(named(Type=NameObject("/Else"), AcroForm=named())).is_one()
    paper = Paper()
    assert not paper.apart(named(Type=paper.writer._add_object(kind), AcroForm=named())).is_one()


def test_a_catalogue_that_does_not_say_so_is_one() -> None:
    paper = Paper()
    paper.writer.root_object[NameObject("/Type")] = NullObject()
    assert paper.is_one()
    assert not paper.catalogue("/AcroForm", named()).is_one()


def test_names_are_of_attached_files_alone() -> None:
    assert Paper().catalogue("/Names", named(EmbeddedFiles=named())).is_one()
    assert not Paper().catalogue("/Names", named(EmbeddedFiles=named(), JavaScript=named())).is_one()
    assert not Paper().catalogue("/Names", ArrayObject()).is_one()


def test_the_file_opens_at_a_place_in_itself() -> None:
    assert Paper().catalogue("/OpenAction", NullObject()).is_one()
    assert Paper().catalogue("/OpenAction", ArrayObject([NumberObject(0), NameObject("/Fit")])).is_one()
    assert Paper().catalogue("/OpenAction", named(S=GO, D=ArrayObject())).is_one()
    assert not Paper().catalogue("/OpenAction", named(S=GO, Next=named(S=GO))).is_one()
    assert not Paper().catalogue("/OpenAction", named(S=NameObject("/Launch"))).is_one()
    assert not Paper().catalogue("/OpenAction", TextStringObject("calc.exe")).is_one()


@pytest.mark.parametrize(
    "sort",
    [
        "/JavaScript",
        "/Launch",
        "/URI",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/SubmitForm",
        "/Named",
        "/GoT",
        "/s",
        "/Else",
    ],
)
def test_nothing_is_of_a_sort_that_does_anything_wherever_it_stands(sort: str) -> None:
    does = named(S=NameObject(sort))
    stream = StreamObject()
    stream.update(does)
    for value in (does, stream, named(Else=ArrayObject([NumberObject(1), ArrayObject([does])]))):
        assert not Paper().apart(value).is_one()
    paper = Paper()
    assert not paper.apart(named(S=paper.writer._add_object(NameObject(sort)))).is_one()


def test_what_does_nothing_may_stand_anywhere() -> None:
    for name in ("/Transparency", "/GTS_PDFA1", "/GoTo", "/S", "/D", "/B", "/I", "/U"):
        assert Paper().apart(named(S=NameObject(name))).is_one()
    for value in (NullObject(), NumberObject(3), FloatObject(1.5), named(Type=NameObject("/Font"))):
        assert Paper().apart(named(S=value)).is_one()
    for value in (TextStringObject("/GoTo"), ArrayObject()):
        assert not Paper().apart(named(S=value)).is_one()


@pytest.mark.parametrize("member", ["AA", "Next"])
def test_nothing_goes_on_to_a_further_action(member: str) -> None:
    assert not Paper().apart(named(**{member: named()})).is_one()
    assert Paper().apart(named(**{f"{member}s": named()})).is_one()


def test_the_marks_of_a_reader_are_only_looked_at() -> None:
    for kind in (
        *("Text", "FreeText", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Ink", "Stamp"),
        *("Line", "Square", "Circle", "Polygon", "PolyLine", "Popup", "FileAttachment"),
    ):
        assert Paper().note(named(Subtype=NameObject(f"/{kind}"))).is_one()
    assert Paper().note(NullObject()).is_one()


@pytest.mark.parametrize("page", [0, 1])
@pytest.mark.parametrize("apart", [False, True])
def test_other_notes_are_none_of_ours(page: int, apart: bool) -> None:
    for kind in ("RichMedia", "Screen", "Movie", "Sound", "3D", "Widget", "Link", "Else"):
        assert not Paper().note(named(Subtype=NameObject(f"/{kind}")), page, apart=apart).is_one()
    for note in (named(), named(Subtype=TextStringObject("/Text")), TextStringObject("Text")):
        assert not Paper().note(note, page, apart=apart).is_one()
    for member in ("A", "AA", "PA"):
        does = named(Subtype=NameObject("/Text"), **{member: named(S=GO)})
        assert not Paper().note(does, page, apart=apart).is_one()


def test_notes_are_a_list() -> None:
    paper = Paper()
    paper.writer.pages[0][NameObject("/Annots")] = named(Subtype=NameObject("/RichMedia"))
    assert not paper.is_one()
    paper.writer.pages[0][NameObject("/Annots")] = NullObject()
    assert paper.is_one()
