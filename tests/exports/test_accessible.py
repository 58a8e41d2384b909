"""The web pages, looked at by an accessibility checker of other people in a real browser: WCAG 2.2 AA."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from exports.html import render_html
from exports.page import Document
from registry.catalogue.loader import load_needs
from registry.reports.certificate import certificate
from registry.reports.clinical import clinical_report
from registry.reports.participant import participant_copy
from registry.reports.source import Check, Source
from tests.exports import samples as pages
from tests.reports import samples
from tests.reports.discreet_papers import DISCREET, HOW
from tests.reports.extracted import report
from tests.verifier.browser import Browser, needs_browser

AXE = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    / "throughcare/foreign/node_modules/axe-core/axe.min.js"
)
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed; run `make foreign`")
_RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"


def _documents() -> dict[str, Document]:
    summary = samples.example("full")
    source = Source.of_summary(summary, check=Check(digest=samples.DIGEST, words=samples.WORDS), needs=load_needs())
    return {
        "every block": replace(pages.long_report(), watermark="DRAFT: not signed"),
        "parole": report(summary),
        "clinical": clinical_report(source, mark="DRAFT: not signed"),
        "own copy": participant_copy(source, replace(HOW, pictures=True, large_print=True), mark=""),
        "certificate": certificate(source, source.works[0], discreet=DISCREET),
    }


DOCUMENTS = _documents()


@needs_browser
@needs_axe
@pytest.mark.parametrize("which", DOCUMENTS)
def test_axe_finds_nothing_wrong(tmp_path: Path, which: str) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(render_html(DOCUMENTS[which]))
    with Browser() as browser:
        # The page's own policy allows no script, and the checker is one.
        browser.ask("Page.setBypassCSP", enabled=True)
        browser.open(page)
        browser.run(AXE.read_text("utf-8") + ";true")
        asked = f"axe.run(document, {{runOnly: {_RULES}}}).then((found) => JSON.parse(JSON.stringify(found)))"
        answer = browser.ask("Runtime.evaluate", expression=asked, awaitPromise=True, returnByValue=True)
        found: dict[str, Any] = answer["result"]["value"]
    assert len(found["passes"]) > 10
    wrong = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found["violations"]]
    assert wrong == []
