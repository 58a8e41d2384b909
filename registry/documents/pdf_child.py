"""The child process that opens a foreign PDF: the file on standard input, one JSON object on standard output.

It limits itself before it reads a byte. Whatever goes wrong inside pypdf ends the process with an error, which the
parent (`pdf_attachment`) takes for a refusal; so nothing is caught here. Its answer has either `attachment` (base64)
and perhaps `printed`, or `refused` with one of a few words.
"""

import base64
import io
import json
import re
import sys
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from registry.confined import confine

_ATTACHMENT = "throughcare.json"
_MOST_ATTACHED = 5_000_000
_MOST_PAGES = 1_000
_SECONDS = 20

# At the beginning of a line: the words may also stand in somebody's prose.
_DIGEST = re.compile(r"^[ ]*Document digest[ :]*\s((?:[0-9A-Fa-f]+(?:\s+|$)){1,16})", re.MULTILINE)
_DIGITS = 64
_IN_NOTE = ("/A", "/AA", "/PA")


def main() -> None:
    """Answer for the PDF on standard input."""
    confine(seconds=_SECONDS)
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


def answer(data: bytes) -> dict[str, str]:
    """Return what is answered for this PDF. Raises whatever pypdf raises, and ValueError for too many pages."""
    reader = PdfReader(io.BytesIO(data))
    if len(reader.pages) > _MOST_PAGES:
        raise ValueError("too many pages")
    if _is_active(reader):
        return {"refused": "active"}
    attached = list(reader.attachment_list)
    # A file has a name for old readers and one for new; two different ones would show as two files.
    named = [one for one in attached if {one.name, one.alternative_name or one.name} == {_ATTACHMENT}]
    if not named:
        return {"refused": "none"}
    if len(attached) > 1 or any(True for _ in _pinned(reader)):
        return {"refused": "many"}
    content = named[0].content
    if len(content) > _MOST_ATTACHED:
        return {"refused": "large"}
    printed = set(_printed(reader))
    if len(printed) > 1:
        return {"refused": "digests"}
    encoded = base64.b64encode(content if isinstance(content, bytes) else content.encode()).decode("ascii")
    return {"attachment": encoded, **({"printed": printed.pop()} if printed else {})}


def _printed(reader: PdfReader) -> Iterator[str]:
    """Yield what each page prints after "Document digest", without its spaces; a page without the words is passed."""
    for page in reader.pages:
        for found in _DIGEST.finditer(page.extract_text()):
            yield "".join(found[1].split())[:_DIGITS]


def _pinned(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield the files pinned to pages, which a reader's viewer shows beside the attachment."""
    for page in reader.pages:
        for note in page.annotations or ():
            shown = note.get_object()
            if isinstance(shown, DictionaryObject) and shown.get("/Subtype") == "/FileAttachment":
                yield shown


def _is_active(reader: PdfReader) -> bool:
    """Return whether the file asks its reader's program to do something on opening or on a page, or holds a script.

    No note of ours on a page does anything, so any action there counts, whatever it is called.
    """
    root = reader.root_object
    names = root.get("/Names")
    tree = names.get_object() if names is not None else None
    if "/AA" in root or (isinstance(tree, DictionaryObject) and "/JavaScript" in tree):
        return True
    for page in reader.pages:
        if "/AA" in page:
            return True
        for note in page.annotations or ():
            shown = note.get_object()
            if isinstance(shown, DictionaryObject) and any(name in shown for name in _IN_NOTE):
                return True
    return _acts(root.get("/OpenAction"))


def _acts(action: PdfObject | None) -> bool:
    found = action.get_object() if action is not None else None
    # An array is a place in the file to open at, as our own files have.
    if found is None or isinstance(found, ArrayObject):
        return False
    return not isinstance(found, DictionaryObject) or found.get("/S") != "/GoTo" or "/Next" in found


if __name__ == "__main__":
    main()
