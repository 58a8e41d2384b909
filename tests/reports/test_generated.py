"""Whatever a record holds, its papers judge nobody, count in no shares, leave no cell empty and tell no secret."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from exports.html import render_html
from exports.page import Cell, Document, Table
from exports.text import render_text
from registry.catalogue.loader import load_needs
from registry.domain.summary import TransferSummary
from registry.reports.certificate import certificate
from registry.reports.clinical import clinical_report
from registry.reports.own_copy import OwnCopy
from registry.reports.participant import participant_copy
from registry.reports.source import Check, Source
from tests.reports import samples
from tests.reports.amount import CASES
from tests.reports.discreet_papers import DISCREET, HOW, forbidden_in, numbers_in, parts_of
from tests.reports.extracted import report
from tests.reports.generated import summaries

OURS = re.compile(
    r"(low|medium|moderate|high)[ -]risk|risk (is|was|has been) |reduced risk|risk reduc"
    r"|\b(fail|refus|complian|insight)"
    r"|\d ?%|per cent",
    re.IGNORECASE,
)


def cells(document: Document) -> Iterator[Cell]:
    return (cell for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row)


@settings(max_examples=CASES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(summaries())
def test_no_report_judges_counts_in_shares_or_leaves_a_cell_empty(summary: TransferSummary) -> None:
    source = Source.of_summary(summary, check=Check(digest=samples.DIGEST, words=samples.WORDS), needs=load_needs())
    own = participant_copy(source, OwnCopy(discreet=None, activities={}, kept_where="at reception"), mark="")
    certificates = [certificate(source, work, discreet=None) for work in source.works]
    for document in (report(summary), clinical_report(source, mark=""), own, *certificates):
        text = render_text(document, 400)
        assert {match.group() for match in OURS.finditer(text)} == set()
        # No cell ends in the middle of a thought: what has no room stands whole elsewhere, and the cell says where.
        assert all(line.strip() and "…" not in line for cell in cells(document) for line in cell.lines)
        assert not re.search(r"\bnull\b|urn:uuid|\[\]", text)
        assert render_html(document)


@settings(max_examples=CASES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(summaries())
def test_no_paper_that_is_safe_to_hold_says_a_word_that_endangers(summary: TransferSummary) -> None:
    source = Source.of_summary(summary, check=Check(digest=samples.DIGEST, words=samples.WORDS), needs=load_needs())
    for document in (
        participant_copy(source, replace(HOW, pictures=True), mark=""),
        *(certificate(source, work, discreet=DISCREET) for work in source.works[:1]),
    ):
        parts = parts_of(document)
        assert forbidden_in(parts) == set()
        assert numbers_in(document, "\n".join(parts)) == []
