"""Who approved it, of what is signed; who is still to, of what is not."""

from exports.text import render_text
from registry.catalogue.loader import load_needs
from registry.reports.summary_page import summary_preview
from tests.reports import samples


def test_a_signed_summary_was_approved() -> None:
    page = summary_preview(
        samples.example("full"), needs=load_needs(), digest=samples.DIGEST, check_words=samples.WORDS
    )
    said = render_text(page)
    assert "Approved by" in said
    assert "To be approved by" not in said
