"""Everything a PDF holds, as text: pages, properties, metadata, bookmarks, attachments, every stream and string."""

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2

# The names of XML's own vocabularies are the same in every file.
_READABLE = re.compile(rb"[ -~]{5,}")
_VOCABULARIES = re.compile(r'xmlns:\w+="[^"]*"')


def everything_in_pdf(data: bytes) -> str:
    """Return it, after making sure that the file holds one revision only."""
    return "\n".join(parts_of_pdf(data))


def parts_of_pdf(data: bytes) -> list[str]:
    """Return the same part by part: each page is one, and each stream."""
    assert data.count(b"%%EOF") == data.count(b"startxref") == 1
    with pypdfium2.PdfDocument(data) as pdf:
        said = [page.get_textpage().get_text_range() for page in pdf]
        said += [entry.get_title() for entry in pdf.get_toc()]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Prev" not in pdf.trailer
        for thing in pdf.objects:
            said += _strings(thing)
            if isinstance(thing, pikepdf.Stream):
                said.append("\n".join(_legible(thing.read_bytes())))
        said += [str(value) for value in pdf.docinfo.values()]
    return said


def _legible(raw: bytes) -> Iterator[str]:
    """The text of a stream; of one that is no text what can be read in it, in letters of one byte or of two."""
    try:
        yield _VOCABULARIES.sub("", raw.decode())
    except UnicodeDecodeError:
        for each in (raw, raw.replace(b"\0", b"")):
            yield from (found.decode() for found in _READABLE.findall(each))


def _strings(thing: object, depth: int = 0) -> Iterator[str]:
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    elif depth < 6 and isinstance(thing, pikepdf.Array):
        for each in thing:
            yield from _strings(each, depth + 1)
    elif depth < 6 and isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, each in thing.items():
            yield key
            if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream) or not each.is_indirect:
                yield from _strings(each, depth + 1)
