"""What ISO 19005-3 (PDF/A-3, level B) asks of a file, as we read it: our reading, and no validator's word.

`broken` names each rule that a file breaks by the clause it stands in. It knows the few kinds of things that our pages
are made of; whatever else a file holds is called unknown, and so broken.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf

from tests.exports.archive_fonts import font_rules

_FILTERS = {"/FlateDecode"}
_ACTS = {"/AA", "/JS", "/JavaScript", "/AcroForm", "/XFA", "/Launch", "/A", "/Requirements", "/OCProperties", "/Perms"}
_BLENDED = {"/Normal", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/Compatible"}
_RELATED = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}
# Text, paths, graphics states; grey and red, green and blue, which the intent of the file makes plain.
_OPERATORS = frozenset(
    re.findall(
        r"\S+", "BT ET Tf Td Tj TJ Tm Tr Tc Tw Tz TL Ts T* q Q cm gs re m l c h f f* S s n w J j d W W* rg RG g G"
    )
)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_NAMESPACES = {
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://www.aiim.org/pdfa/ns/id/",
}


def broken(data: bytes) -> list[str]:
    """Return every rule that the file breaks, as `6.1.2: what is wrong`; nothing for a file that keeps them all."""
    found = list(bytes_rules(data))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for rules in (_objects, _catalog, _intent, _metadata, _attachments, _pages):
            found += rules(pdf)
    return found


def bytes_rules(data: bytes) -> Iterator[str]:
    """Yield the rules that are broken in the bytes themselves, which a reader mends before it shows anything."""
    header = re.match(rb"%PDF-1\.[0-7](\r\n|\r|\n)%([\x80-\xff]{4,})(\r\n|\r|\n)", data)
    if not header:
        yield "6.1.2: the header and its comment of four high bytes"
    if not re.search(rb"%%EOF(\r\n|\r|\n)?\Z", data) or data.count(b"%%EOF") != 1:
        yield "6.1.3: something follows the end of the file, or it has several revisions"
    if not re.search(rb"/ID\s*\[\s*<[0-9A-Fa-f]{32}>\s*<[0-9A-Fa-f]{32}>\s*\]", data):
        yield "6.1.3: the trailer has no two identifiers"
    if b"/Encrypt" in data[data.rfind(b"trailer") :]:
        yield "6.1.3: the file is encrypted"
    start = re.search(rb"startxref\s+(\d+)", data[data.rfind(b"startxref") :])
    table = data[int(start[1]) :] if start else b""
    if not re.match(rb"xref\r?\n0 \d+\r?\n", table):
        yield "6.1.4: the cross-reference table"
        return
    places = sorted(int(row) for row in re.findall(rb"(?m)^(\d{10}) \d{5} n", table))
    for place, after in zip(places, [*places[1:], int(start[1]) if start else 0], strict=True):
        one = data[place:after]
        if not re.match(rb"\d+ \d+ obj\r?\n", one) or not re.search(rb"\nendobj\r?\n\Z", one):
            yield "6.1.9: an object is not parted from its keywords by line ends"
        head, keyword, body = one.partition(b"\nstream\n")
        if keyword:
            length = re.search(rb"/Length (\d+)", head)
            if not length or not body[int(length[1]) :].startswith(b"\nendstream\n"):
                yield "6.1.7.1: the length of a stream is not its own"
        elif any(len(text) % 2 for text in re.findall(rb"(?<!<)<([0-9A-Fa-f]+)>(?!>)", head)):
            yield "6.1.6: a string in hexadecimal of an odd length"


def _walk(thing: Any) -> Iterator[Any]:
    """All that a direct object holds, itself first; what is referred to is an object of its own."""
    yield thing
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        inner = [value for _, value in thing.items()]
    else:
        inner = list(thing) if isinstance(thing, pikepdf.Array) else []
    for one in inner:
        if not getattr(one, "is_indirect", False):
            yield from _walk(one)


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    if len(pdf.objects) > 8388607:
        yield "6.1.13: too many objects"
    for top in pdf.objects:
        if isinstance(top, pikepdf.Stream):
            if str(top.get("/Filter", "/FlateDecode")) not in _FILTERS:
                yield f"6.1.7.2: the filter {top.get('/Filter')}"
            if {"/F", "/FFilter", "/FDecodeParms"} & set(top.keys()):
                yield "6.1.7.1: a stream in another file"
        for thing in _walk(top):
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                yield from (f"6.5, 6.4, 6.10: something that acts: {name}" for name in _ACTS & set(thing.keys()))
            if isinstance(thing, pikepdf.String) and len(bytes(thing)) > 32767:
                yield "6.1.13: a string that is too long"
            if isinstance(thing, pikepdf.Name) and len(str(thing).encode()) > 128:
                yield "6.1.13: a name that is too long"
            if isinstance(thing, int) and abs(thing) > 2147483647:
                yield "6.1.13: a number that is too large"


def _catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not isinstance(pdf.Root.get("/OpenAction", pikepdf.Array()), pikepdf.Array):
        yield "6.5.1: opening the file is an action"
    if set(pdf.Root.get("/Names", pikepdf.Dictionary()).keys()) - {"/EmbeddedFiles", "/Dests"}:
        yield "6.10: an unknown tree of names"
    if "/Version" in pdf.Root and not re.fullmatch(r"/1\.[0-7]", str(pdf.Root.Version)):
        yield "6.1.12: the version"


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.S == pikepdf.Name.GTS_PDFA1]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        yield "6.2.3: not one output intent with a profile"
        return
    profile = intents[0].DestOutputProfile
    icc = profile.read_bytes()
    if len(icc) != int.from_bytes(icc[:4], "big") or icc[36:40] != b"acsp" or icc[8] > 4:
        yield "6.2.3: the profile is no ICC profile of version 4 or before"
    if (icc[12:16], icc[16:20], profile.N) != (b"mntr", b"RGB ", 3):
        yield "6.2.4: the colours of the pages are not those of the profile"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root or "/Filter" in pdf.Root.Metadata:
        yield "6.6.2.1: there is no metadata, or it is not plain"
        return
    packet = pdf.Root.Metadata.read_raw_bytes()
    if not re.match(rb'<\?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"\?>', packet):
        yield "6.6.2.1: the packet's first line"
    tree = ElementTree.fromstring(packet.decode("utf-8"))
    described = [child for one in tree.iter(f"{_RDF}Description") for child in one]
    told = {child.tag: (child.text or "").strip() for child in described}
    ident = "{http://www.aiim.org/pdfa/ns/id/}"
    if (told.get(f"{ident}part"), told.get(f"{ident}conformance")) != ("3", "B"):
        yield "6.6.4: the file does not say that it is PDF/A-3B"
    if {tag[1:].partition("}")[0] for tag in told} - _NAMESPACES:
        yield "6.6.2.3: a property of a namespace that the file does not describe"
    if "/Info" in pdf.trailer:
        yield "6.6.3: older properties that may contradict the metadata"


def _attachments(pdf: pikepdf.Pdf) -> Iterator[str]:
    related = {one.objgen for one in pdf.Root.get("/AF", [])}
    named = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles")
    listed = {one.objgen for one in list(named.Names)[1::2]} if named is not None else set()
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or "/EF" not in thing:
            continue
        if thing.objgen not in related or thing.objgen not in listed:
            yield "6.8: a file that is related to nothing, or that no list names"
        if str(thing.get("/AFRelationship")) not in _RELATED:
            yield "6.8: a file that does not say how it is related"
        if "/F" not in thing or "/UF" not in thing or str(thing.F) != str(thing.UF):
            yield "6.8: a file without its two names"
        inner = thing.EF.get("/F")
        if inner is None or not re.fullmatch(r"/[a-z]+/[a-z0-9.+-]+", str(inner.get("/Subtype", ""))):
            yield "6.8: a file without its media type"
        elif "/ModDate" not in inner.get("/Params", pikepdf.Dictionary()):
            yield "6.8: a file without the date of its last change"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        if "/Resources" not in page.obj:
            yield "6.2.2: a page without resources of its own"
        if set(resources.keys()) - {"/Font", "/ProcSet", "/ExtGState"}:
            yield "unknown: resources other than fonts and graphics states"
        if {"/Annots", "/AA", "/PresSteps"} & set(page.obj.keys()):
            yield "6.3: annotations, of which nothing is known here"
        group = page.obj.get("/Group")
        if group is not None and group.get("/CS") != pikepdf.Name.DeviceRGB:
            yield "6.2.10: a group that blends in other colours than those of the file"
        for state in resources.get("/ExtGState", pikepdf.Dictionary()).values():
            if {"/TR", "/HTP", "/HT", "/TR2", "/SMask"} & set(state.keys()):
                yield "6.2.5: a graphics state that is not plain"
            if str(state.get("/BM", "/Normal")) not in _BLENDED:
                yield "6.2.10: an unknown way to blend"
        shown: dict[str, bytearray] = {}
        depth = 0
        font = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name not in _OPERATORS:
                yield f"6.2.2, 6.2.4: the operator {name}"
            depth += {"q": 1, "Q": -1}.get(name, 0)
            if not 0 <= depth <= 28:
                yield "6.1.13: graphics states within graphics states"
            if name == "Tf":
                font = str(operands[0])
            if name in ("Tj", "TJ"):
                parts = operands[0] if name == "TJ" else operands
                for part in parts:
                    if isinstance(part, pikepdf.String):
                        shown.setdefault(font, bytearray()).extend(bytes(part))
        if depth:
            yield "6.2.2: a graphics state that is never given back"
        fonts = resources.get("/Font", pikepdf.Dictionary())
        for name, codes in shown.items():
            yield from (font_rules(fonts[name], bytes(codes)) if name in fonts else ["6.2.2: an unnamed font"])
