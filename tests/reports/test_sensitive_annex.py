"""A sensitive annex on paper is whole, by itself, and marked as apart on every page."""

from dataclasses import replace

from exports.pdf import render_pdf
from exports.text import render_text
from registry.domain.annex import Concern, Passage
from registry.reports.sensitive_annex import sensitive_annex
from registry.reports.source import Check
from tests.exports.reading import bodies, packed, pages, read_once
from tests.exports.reading import model_words as words_of
from tests.reports import samples
from tests.reports.test_open_and_withheld import withheld

CHECK = Check(digest=samples.DIGEST, words=samples.WORDS)
TEXT = "First line.\nשלום, she said: “5 Copse Lane”."


def test_it_says_who_decided_and_why_and_holds_the_text_character_for_character() -> None:
    annex = withheld(samples.example("full"), TEXT, Concern.VICTIM, mentioned=False)
    document = sensitive_annex(annex, check=CHECK, data=b"{}")
    said = packed(render_text(document, 120))
    assert packed(TEXT) in said
    assert packed(samples.LUKASZ.words) in said
    assert packed("summaries do not say that an annex exists") in said
    assert document.attachment is not None
    assert document.attachment.data == b"{}"
    data = render_pdf(document)
    assert all("SENSITIVE ANNEX" in page for page in pages(data))


def test_paper_carries_the_words_of_every_passage_in_order() -> None:
    annex = withheld(samples.example("full"), "About her street. " * 300, Concern.THIRD_PARTY, mentioned=True)
    two = (*annex.subject.passages, Passage(concern=Concern.WITHHOLDING, text="Something else."))
    annex = replace(annex, subject=replace(annex.subject, passages=two))
    document = sensitive_annex(annex, check=CHECK, data=b"{}")
    drawn = bodies(render_pdf(document))
    assert len(drawn) > 1
    assert read_once(drawn, document) == words_of(document)
    assert packed("summaries say that an annex exists") in words_of(document)
    assert packed("Passage 2") in words_of(document)
