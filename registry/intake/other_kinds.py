"""A file that is no spreadsheet that can be read, named for what it is by its first bytes and the names inside it.

Nothing is opened: a zip file spells the names of what it holds in clear (PKWARE APPNOTE 4.3.7), a file of Microsoft
Office before 2007 the names of its streams in UTF-16 (MS-CFB 2.6.1).
"""

from typing import Final

ZIP: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_SAVE: Final = "Open it, and save the sheet as .xlsx or “CSV UTF-8”."
_NO_SHEET: Final = "Name the spreadsheet: an .xlsx or .csv file."

_IN_ZIP: Final = (
    (b"word/document", "a text document (.docx)", _NO_SHEET),
    (b"ppt/presentation", "a presentation (.pptx)", _NO_SHEET),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)", _SAVE),
    (b"application/vnd.oasis.opendocument.text", "a text document (.odt)", _NO_SHEET),
)
_IN_OLD_OFFICE: Final = (
    ("WordDocument", "a text document of Word before 2007 (.doc)", _NO_SHEET),
    ("EncryptedPackage", "a document locked with a password", "Save it without the password, as .xlsx or CSV."),
    ("Workbook", "a workbook of Excel before 2007 (.xls)", _SAVE),
    ("Book", "a workbook of Excel before 2007 (.xls)", _SAVE),
)
_BEGINS: Final = (
    (b"%PDF-", "a PDF", _NO_SHEET),
    (b"{\\rtf", "a text document (.rtf)", _NO_SHEET),
    (b"\x89PNG", "a picture", _NO_SHEET),
    (b"\xff\xd8\xff", "a picture", _NO_SHEET),
    (b"age-encryption.org/", "a sealed file (.age)", _NO_SHEET),
)


def other_kind(data: bytes) -> tuple[str, str] | None:
    """Return what a file is that is no workbook (.xlsx) and no text, and what to do about it; None where it may be one.

    A zip file with a workbook's parts in it may be one, whatever else it holds.
    """
    if data.startswith(ZIP):
        if b"xl/" in data:
            return None
        found = next(((what, hint) for mark, what, hint in _IN_ZIP if mark in data), None)
        return found or ("a zip file", "Unpack it, and name the spreadsheet in it.")
    if data.startswith(OLD_OFFICE):
        streams = ((name.encode("utf-16-le"), what, hint) for name, what, hint in _IN_OLD_OFFICE)
        found = next(((what, hint) for mark, what, hint in streams if mark in data), None)
        return found or ("a document of Microsoft Office before 2007, or a locked one", _SAVE)
    return next(((what, hint) for mark, what, hint in _BEGINS if data.startswith(mark)), None)
