"""The text of a rendered page, and the facts of a record, in a form in which they can be compared."""

import dataclasses
import io
from collections.abc import Iterator
from enum import Enum

from pypdf import PdfReader

from exports.page import Document
from exports.pdf import render_pdf
from registry.domain.dates import PartialDate
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.placement import LegalStatus
from registry.domain.session import Attended, SessionRecord
from registry.domain.summary import TransferSummary
from registry.reports.parole import parole_report
from tests.reports import samples


def pages(document: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(document))).pages]


def report(summary: TransferSummary) -> Document:
    """The parole report of a summary, as if it were signed."""
    return parole_report(
        summary, digest=samples.DIGEST, check_words=samples.WORDS, data=samples.DATA, needs=samples.needs()
    )


def squeezed(text: str) -> str:
    """Without white space and capitals: lines are broken and first letters raised on paper."""
    return "".join(text.split()).casefold()


# Names that point at records, at codes of the catalogue, or at sections a reader of paper has no use for.
UNPRINTED = {
    "id",
    "participant_id",
    "edition_id",
    "programme_id",
    "shape_id",
    "local_definition_id",
    "need",
    "needs",
    "module",
    "key",
    "rule",
    "record",
    "work",
    "work_id",
    "needs_covered",
    "no_nhs_number_because",
    "about",
    "code",
}


def facts(value: object, name: str = "") -> Iterator[str]:
    """Every name, number, date and sentence a record holds, as a reader should find it."""
    if value is None or isinstance(value, bool | Enum | int) or name in UNPRINTED:
        return
    if isinstance(value, SessionRecord) and value.attended is Attended.FULL:
        return  # the day of each session attended is in the attached record; the annex prints the first and the last
    if isinstance(value, LegalStatus):
        yield value.words
    if isinstance(value, PartialDate):
        yield value.words
    elif isinstance(value, NhsNumber | PrisonNumber | LocalNumber):
        yield str(value)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from facts(each, name)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from facts(getattr(value, field.name), field.name)
