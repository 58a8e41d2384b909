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
from pypdf.generic import DictionaryObject

from registry.confined import confine
from registry.documents.pdf_members import holds_only_paper

_ATTACHMENT = "throughcare.json"
_MOST_ATTACHED = 5_000_000
_MOST_PAGES = 1_000
_SECONDS = 20

# At the beginning of a line: the words may also stand in somebody's prose.
_DIGEST = re.compile(r"^[ ]*Document digest[ :]*\s((?:[0-9A-Fa-f]+(?:\s+|$)){1,16})", re.MULTILINE)
_DIGITS = 64
# What stands after the end is another file to whoever looks for the last one.
_END = re.compile(rb"%%EOF[\0\t\n\f\r ]*\Z")
_TAIL = 1_024


def main() -> None:
    """Answer for the PDF on standard input."""
    confine(seconds=_SECONDS)
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


def answer(data: bytes) -> dict[str, str]:
    """Return what is answered for this PDF. Raises whatever pypdf raises, and ValueError for too many pages or for
    something after the end.
    """
    if not _END.search(data[-_TAIL:]):
        raise ValueError("something after the end")
    # Strictly, as what one reader mends, such as a member that stands twice, another mends in another way.
    reader = PdfReader(io.BytesIO(data), strict=True)
    if len(reader.pages) > _MOST_PAGES:
        raise ValueError("too many pages")
    attached = list(reader.attachment_list)
    # A file has a name for old readers and one for new; two different ones would show as two files.
    named = [one for one in attached if {one.name, one.alternative_name or one.name} == {_ATTACHMENT}]
    if not named:
        return {"refused": "none"}
    if not holds_only_paper(reader):
        return {"refused": "active"}
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


if __name__ == "__main__":
    main()
