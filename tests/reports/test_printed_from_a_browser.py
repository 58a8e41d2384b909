"""The web page of a report, printed: page one is one sheet of A4, as it is of the PDF."""

import io
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from exports.html import render_html
from exports.page import Document
from registry.domain.summary import TransferSummary
from tests.reports import samples
from tests.reports.extracted import report
from tests.verifier.browser import Browser, needs_browser


def full_of_work() -> TransferSummary:
    """The fullest summary, with every piece of work three times."""
    full = samples.example("full")
    works = tuple(replace(work, id=samples.uid()) for _ in range(3) for work in full.subject.interventions)
    return replace(full, subject=replace(full.subject, interventions=works))


def unbroken() -> TransferSummary:
    """A summary whose work has a title that is one long word: a browser must not make the whole page smaller for it."""
    summary = samples.example("a")
    (work,) = summary.subject.interventions
    return replace(summary, subject=replace(summary.subject, interventions=(replace(work, title="Unbroken" * 12),)))


DOCUMENTS = {"one": report(samples.example("a")), "full": report(samples.example("full"))}
DOCUMENTS["unbroken"] = report(unbroken())
DOCUMENTS["many"] = report(full_of_work())


@needs_browser
@pytest.mark.parametrize("drawn", DOCUMENTS.values(), ids=DOCUMENTS)
def test_page_one_is_one_sheet(drawn: Document, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(render_html(drawn))
    with Browser() as browser:
        browser.open(page)
        printed = b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
    with pypdfium2.PdfDocument(io.BytesIO(printed)) as pdf:
        sheets = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
        assert pdf[0].get_size() == pytest.approx((595, 842), abs=1)
    # Page one ends with how to check it, and the next sheet begins with what follows.
    (ends,) = [number for number, text in enumerate(sheets) if "Document digest" in text]
    assert ends == 0
    # What identifies a sheet stands on each: whose it is, the document number and the check words.
    runs = [" ".join(line.split()) for line in (drawn.banner[0], drawn.footer[0])]
    assert all(line in sheet for line in runs for sheet in sheets)
    assert len(sheets) > 1
