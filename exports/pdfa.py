"""The archive side of a printed page: what makes the file PDF/A-3B, the same bytes every time, and the carrier of its
attachment.

Made to PDF/A-3B and held to our own reading of its rules by the tests; no validator for part 3 was at hand.
"""

from hashlib import sha256
from typing import Final
from xml.sax.saxutils import escape

from fpdf import FPDF, ViewerPreferences
from fpdf.fonts import TTFFont

from exports.page import Document
from exports.typeset import font_file
from exports.visible import visible

# Not the name of this program: it would tell whoever looks at a discreet copy where its holder has been.
PRODUCER: Final = "fpdf2"

_XMP: Final = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}{subject}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{created}</xmp:ModifyDate>
<xmp:MetadataDate>{created}</xmp:MetadataDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""


def fingerprint(document: Document) -> str:
    """Return a file identifier in PDF's form, of all that *document* holds: the same document, the same identifier."""
    digest = sha256(repr(document).encode("utf-8", "backslashreplace")).hexdigest()[:32].upper()
    return f"<{digest}><{digest}>"


def _xmp(document: Document) -> str:
    def words(text: str) -> str:
        return escape(visible(text, prose=False))

    author = f"<dc:creator><rdf:Seq><rdf:li>{words(document.author)}</rdf:li></rdf:Seq></dc:creator>\n"
    subject = f'<rdf:li xml:lang="x-default">{words(document.subject)}</rdf:li>'
    subject = f"<dc:description><rdf:Alt>{subject}</rdf:Alt></dc:description>\n"
    return _XMP.format(
        title=words(document.title),
        author=author if document.author.strip() else "",
        subject=subject if document.subject.strip() else "",
        language=document.language,
        created=f"{document.created:%Y-%m-%dT%H:%M:%SZ}",
        producer=PRODUCER,
    )


class ArchivePDF(FPDF):
    """An empty A4 file, measured in points, with all of *document* but its pages: metadata, sRGB intent, attachment."""

    def __init__(self, document: Document) -> None:
        super().__init__(unit="pt", format="A4", enforce_compliance="PDF/A-3B")
        self._identifier = fingerprint(document)
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.alias_nb_pages("")  # pages are counted before they are drawn, and no text is ever replaced
        self.set_creation_date(document.created)
        self.set_lang(document.language)
        self.set_title(visible(document.title, prose=False))
        self.set_xmp_metadata(_xmp(document))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        if document.attachment:
            self.embed_file(
                bytes=document.attachment.data,
                basename=document.attachment.name,
                mime_type=document.attachment.mime,
                desc=visible(document.attachment.description, prose=False),
                creation_date=document.attachment.modified,
                modification_date=document.attachment.modified,
                associated_file_relationship="Source",
                compress=True,
            )

    def embedded_font(self, name: str) -> TTFFont:
        """Return the font called *name*, added to the file when first asked for; only characters written with it are
        embedded.
        """
        key = name.lower()
        if key not in self.fonts:
            self.add_font(name, fname=font_file(name))
            font = self.fonts[key]
            assert isinstance(font, TTFFont)
            # The glyphs' bounding boxes are right in the file; working them out again takes a third of all the time.
            font.ttfont.recalcBBoxes = False
        font = self.fonts[key]
        assert isinstance(font, TTFFont)
        return font

    def select_font(self, name: str, size: float) -> str:
        """Return the operator that selects a font at *size* points, and note that the current page uses it."""
        return self._set_font_for_page(self.embedded_font(name), size, wrap_in_text_object=False)

    def add_content(self, operators: str) -> None:
        """Add operators, all in Latin-1, to the current page."""
        self._out(operators)

    def file_id(self) -> str:
        """Return the identifier fpdf2 writes into the trailer, in place of one that would change with every run."""
        return self._identifier
