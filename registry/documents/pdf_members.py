"""Which members the dictionaries of a PDF may hold for it to be a paper, and nothing that acts.

What is allowed is what our own printouts hold, and a reader's own marks on their pages; all else is refused, not one
more forbidden word at a time. Every object of the file is looked at, whether or not anything leads to it:

1. The catalogue has only members that ours have, so no form, outline or collection, and names only attached files.
2. The file opens at a place in itself.
3. A dictionary that says of what sort it is (`/S`, which every action must) is of a sort that does nothing.
4. No dictionary names a further action, on an event or after another.
5. A note on a page is of a kind that is only looked at, and does nothing.

The verification page has the same rules in JavaScript (`registry/verifier/core/pdf_members.js`).
"""

from collections.abc import Iterable, Iterator

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
)

_IN_CATALOGUE = {
    *("/Type", "/Version", "/Lang", "/Metadata", "/OutputIntents", "/ViewerPreferences", "/PageLayout"),
    *("/Pages", "/Names", "/AF", "/OpenAction"),
}
_IN_NAMES = {"/EmbeddedFiles"}
# A group of marks, the colours aimed at, a place in the file to go to, and the five kinds of a border.
_SORTS = {"/Transparency", "/GTS_PDFA1", "/GoTo", "/S", "/D", "/B", "/I", "/U"}
_FURTHER = ("/AA", "/Next")
# Attached files are counted with the others, where they are looked for.
_NOTES = {
    *("/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/Stamp"),
    *("/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Popup", "/FileAttachment"),
}
_IN_NOTE = ("/A", "/PA")


def holds_only_paper(reader: PdfReader) -> bool:
    """Return whether nothing in the file does anything. Raises whatever pypdf raises over a damaged object."""
    return _is_our_catalogue(reader.root_object) and all(map(_is_still, _dictionaries(_objects(reader))))


def _objects(reader: PdfReader) -> Iterator[PdfObject | None]:
    plain = {(number, generation) for generation, places in reader.xref.items() for number in places}
    for number, generation in plain | {(number, 0) for number in reader.xref_objStm}:
        yield reader.get_object(IndirectObject(number, generation, reader))


def _dictionaries(objects: Iterable[PdfObject | None]) -> Iterator[DictionaryObject]:
    """Yield every dictionary that stands in these objects, without following a reference out of one."""
    waiting = list(objects)
    while waiting:
        found = waiting.pop()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(found.values())
        elif isinstance(found, ArrayObject):
            waiting.extend(found)


def _is_still(found: DictionaryObject) -> bool:
    # A catalogue that is not the newest is the one for whoever finds the newest damaged.
    if _names(_member(found, "/Type"), {"/Catalog"}) and not _is_our_catalogue(found):
        return False
    if any(name in found for name in _FURTHER) or not _is_still_sort(_member(found, "/S")):
        return False
    notes = _member(found, "/Annots")
    return notes is None or (isinstance(notes, ArrayObject) and all(_is_only_seen(note.get_object()) for note in notes))


def _is_our_catalogue(catalogue: DictionaryObject) -> bool:
    names = _member(catalogue, "/Names")
    opens = _member(catalogue, "/OpenAction")
    return (
        catalogue.keys() <= _IN_CATALOGUE
        and (names is None or (isinstance(names, DictionaryObject) and names.keys() <= _IN_NAMES))
        and (opens is None or isinstance(opens, ArrayObject | DictionaryObject))
    )


def _is_still_sort(sort: PdfObject | None) -> bool:
    # A number is a place in a table, a dictionary something that was called S.
    if sort is None or isinstance(sort, NumberObject | FloatObject | DictionaryObject):
        return True
    return _names(sort, _SORTS)


def _is_only_seen(note: PdfObject | None) -> bool:
    if note is None or isinstance(note, NullObject):
        return True
    if not isinstance(note, DictionaryObject) or any(name in note for name in _IN_NOTE):
        return False
    return _names(_member(note, "/Subtype"), _NOTES)


def _names(value: PdfObject | None, any_of: set[str]) -> bool:
    return isinstance(value, NameObject) and value in any_of


def _member(found: DictionaryObject, name: str) -> PdfObject | None:
    """The member, references followed; None where there is none."""
    value = found.get(name)
    value = None if value is None else value.get_object()
    return None if isinstance(value, NullObject) else value
