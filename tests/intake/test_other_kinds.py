import io
import zipfile

import pytest

from registry.domain.errors import Refused
from registry.intake.other_kinds import other_kind
from registry.intake.sheet_file import read_sheet
from tests.intake.workbooks import workbook


def zipped(*names: str, first: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, b"<x/>")
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0" + bytes(508)
OPEN = b"application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "a text document (.docx)"),
        (zipped("ppt/presentation.xml"), "a presentation (.pptx)"),
        (zipped("content.xml", first=OPEN + b"spreadsheet"), "an OpenDocument spreadsheet (.ods)"),
        (zipped("content.xml", first=OPEN + b"text"), "a text document (.odt)"),
        (zipped("register.csv"), "a zip file"),
        (OLD + "WordDocument".encode("utf-16-le"), "a text document of Word before 2007 (.doc)"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "a document locked with a password"),
        (OLD + "Workbook".encode("utf-16-le"), "a workbook of Excel before 2007 (.xls)"),
        (OLD + "Book".encode("utf-16-le"), "a workbook of Excel before 2007 (.xls)"),
        (OLD, "a document of Microsoft Office before 2007, or a locked one"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"{\\rtf1", "a text document (.rtf)"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"age-encryption.org/v1\n", "a sealed file (.age)"),
    ],
)
def test_what_is_no_spreadsheet_is_named_for_what_it_is(data: bytes, what: str) -> None:
    with pytest.raises(Refused) as refused:
        read_sheet(data, dict)
    assert refused.value.message == f"The file is {what}, and no spreadsheet that can be read."
    assert refused.value.hint


def test_what_may_be_a_spreadsheet_is_left_to_its_reader() -> None:
    assert other_kind(workbook([["a"]])) is None
    assert other_kind(zipped("xl/workbook.xml", "word/document.xml")) is None
    assert other_kind(b"Surname,Born\n") is None
    assert other_kind(b"") is None
