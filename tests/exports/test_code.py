"""The printed code, read back from the page's picture by a decoder that is not ours."""

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from exports.page import Document
from exports.pdf import render_pdf
from tests.exports import samples as pages
from tests.reports import samples
from tests.reports.extracted import report

zxingcpp = pytest.importorskip("zxingcpp", reason="no decoder of codes is installed")


def picture(document: Document, dots: int) -> Image.Image:
    with pypdfium2.PdfDocument(render_pdf(document)) as pdf:
        return pdf[0].render(scale=dots / 72, grayscale=True).to_pil()


def read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("dots", [150, 300])
def test_the_code_of_a_printed_page_is_read_back(dots: int) -> None:
    document = pages.page_one()
    assert read(picture(document, dots)) == [document.code]


def test_it_survives_a_poor_photocopy() -> None:
    document = pages.page_one()
    copied = picture(document, 200).filter(ImageFilter.GaussianBlur(1.2)).rotate(1.5, expand=True, fillcolor=255)
    assert read(copied.point(lambda shade: 255 if shade > 110 else 0)) == [document.code]


def test_a_report_s_code_is_its_document_and_digest() -> None:
    summary = samples.example("a")
    assert read(picture(report(summary), 200)) == [f"{summary.id} {samples.DIGEST}"]
