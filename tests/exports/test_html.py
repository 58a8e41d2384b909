"""The web page: the words of the paper, an outline and tables a screen reader can use, and nothing that acts."""

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from exports.html import render_html
from exports.page import Document, Facts, Heading, Paragraph, Signature, SignatureBlock, Style, Table, WritingSpace
from exports.pdf import render_pdf
from exports.text import render_text
from tests.exports import samples
from tests.exports.reading import Markup, bodies, model_words, packed, pages, read_once
from tests.verifier.browser import Browser, needs_browser

BOTH = pytest.mark.parametrize("document", [samples.page_one(), samples.long_report()], ids=["one", "long"])


@BOTH
def test_paper_and_web_page_carry_the_same_words_in_the_same_order(document: Document) -> None:
    markup = Markup(render_html(document))
    assert markup.words("main") == model_words(document)
    assert markup.words("header") == packed("".join(document.banner))
    assert markup.words("footer") == packed("".join(document.footer))
    # What goes on repeats its heading on paper only.
    assert read_once(bodies(render_pdf(document)), document) == model_words(document)


@BOTH
def test_the_same_document_gives_the_same_page(document: Document) -> None:
    assert render_html(document) == render_html(document)


def outline(*levels: int) -> list[int]:
    blocks = tuple(Heading(level=level, text="x") for level in levels)
    tags = (tag for tag, _ in Markup(render_html(replace(samples.page_one(), blocks=blocks))).tags)
    return [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]


def test_headings_never_skip_a_level_and_only_the_first_is_the_title() -> None:
    assert outline(1, 2, 3, 2) == [1, 2, 3, 2]
    assert outline(1, 2, 1, 2, 3) == [1, 2, 2, 3, 4]
    assert outline(3, 3, 1) == [1, 2, 2]
    assert outline(1, 3) == [1, 2]


def test_a_table_says_what_heads_its_rows_and_columns() -> None:
    tags = Markup(render_html(samples.page_one())).tags
    scopes = [names["scope"] for tag, names in tags if tag == "th"]
    assert scopes.count("col") == len(samples.TABLE.columns)
    assert scopes.count("row") == len(samples.TABLE.rows)
    assert ("html", {"lang": "en-GB"}) in tags


def test_the_policy_allows_its_own_style_and_nothing_else() -> None:
    markup = Markup(render_html(samples.long_report()))
    policy = next(names["content"] for tag, names in markup.tags if names.get("http-equiv"))
    sheet = "".join(markup.texts["style"])
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert b64encode(sha256(sheet.encode()).digest()).decode() in policy
    assert not re.search(r"url\(|@import|http", sheet)
    assert not {"src", "href", "style", "srcset", "action"} & {name for _, names in markup.tags for name in names}


def test_a_line_to_sign_on_stands_over_whose_it_is_and_a_drawing_beside_all_the_words() -> None:
    blocks = (
        Heading(level=2, text="What you said, and what you disagree with", picture="speech"),
        SignatureBlock(rows=(Signature(role="Signed by", name="Dr Ann Lowe"),)),
    )
    text = render_html(replace(samples.page_one(), blocks=blocks)).decode()
    assert text.index('class="signature"') < text.index('class="line"') < text.index("Signed by")
    assert re.search(r'<h1 class="pictured"><svg [^>]*>.*?</svg><span>What you said[^<]*</span></h1>', text)


def test_whose_page_it_is_stands_out_also_under_a_mark() -> None:
    for mark in ("", "SENSITIVE ANNEX: keep apart"):
        tags = Markup(render_html(replace(samples.page_one(), watermark=mark))).tags
        assert [names.get("class") for tag, names in tags].count("who") == 1


def test_markup_typed_by_somebody_stays_text() -> None:
    nasty = '</p><script>alert(1)</script>&amp;"\u202e'
    document = replace(
        samples.page_one(nasty[:13]), title=nasty, subject=nasty, author=nasty, banner=(nasty,), footer=(nasty,),
        blocks=(Heading(level=1, text=nasty), Paragraph(text=nasty, style=Style.QUOTE)),
    )  # fmt: skip
    markup = Markup(render_html(document))
    assert "script" not in {tag for tag, _ in markup.tags}
    told = packed(nasty.replace("\u202e", "⟨U+202E⟩"))
    assert markup.words("main") == told * 2
    assert markup.words("title") == markup.words("footer") == told


def test_space_to_write_is_ruled_everywhere_and_says_nothing() -> None:
    document = replace(
        samples.page_one(), blocks=(Paragraph(text="Your words:"), WritingSpace(lines=3)), banner=(), footer=()
    )
    assert render_html(document).count(b'class="line" aria-hidden') == 3
    assert render_text(document) == "Your words:\n\n" + "_" * 60 + "\n" + "_" * 60 + "\n" + "_" * 60 + "\n"
    assert packed("".join(bodies(render_pdf(document)))) == packed("Your words:")


_CONTRAST = """(() => {
  const rgba = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return {r, g, b, a}; };
  const light = ({r, g, b}) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (one) => { for (let at = one; at; at = at.parentElement) {
    const found = rgba(getComputedStyle(at).backgroundColor); if (found.a > 0) return found; }
    return {r: 255, g: 255, b: 255}; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const ratios = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.data.trim()) continue;
    const one = walker.currentNode.parentElement;
    const [a, b] = [light(rgba(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    ratios.push((a + 0.05) / (b + 0.05));
  }
  return ratios;
})()"""


@needs_browser
@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
def test_in_a_browser_it_reads_well_and_asks_for_nothing(tmp_path: Path, large: bool) -> None:
    page = tmp_path / "report.html"
    document = replace(samples.long_report(), watermark="DRAFT: not signed", large_print=large)
    page.write_bytes(render_html(document))
    with Browser() as browser:
        browser.open(page)
        ratios = browser.run(_CONTRAST)
        assert len(ratios) > 200
        assert min(ratios) >= 4.5
        assert browser.run("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)") >= (
            22 if large else 16
        )
        nodes: list[dict[str, Any]] = browser.ask("Accessibility.getFullAXTree")["nodes"]
        roles = [node.get("role", {}).get("value") for node in nodes if not node.get("ignored")]
        for role in ("banner", "main", "contentinfo", "table", "columnheader", "rowheader", "blockquote", "list"):
            assert role in roles, role
        levels = browser.run("[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => Number(one.tagName[1]))")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        browser.ask("Emulation.setDeviceMetricsOverride", width=320, height=800, deviceScaleFactor=1, mobile=False)
        assert browser.run("document.documentElement.scrollWidth") <= 320
        asked = [one for one in browser.events if one.get("method") == "Network.requestWillBeSent"]
        assert {one["params"]["request"]["url"].partition(":")[0] for one in asked} == {"file"}
        told = [one["params"]["entry"]["text"] for one in browser.events if one.get("method") == "Log.entryAdded"]
        assert told == []


_TABLES = """[...document.querySelectorAll('.table')].map((one) => {
  const [head, first, second] = ['thead', 'tbody th', 'td']
    .map((what) => one.querySelector(what).getBoundingClientRect());
  return {over: one.scrollWidth - one.clientWidth, under: second.top >= first.bottom - 1, headed: head.width > 40,
    label: getComputedStyle(one.querySelector('td'), '::before').content};
})"""


@needs_browser
def test_a_table_reads_without_scrolling_sideways_on_a_phone_and_on_a_screen(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_bytes(render_html(samples.long_report()))
    tables = [block for block in samples.long_report().blocks if isinstance(block, Table)]
    with Browser() as browser:
        browser.open(page)
        for width, phone in ((320, True), (390, True), (768, False), (1280, False)):
            browser.ask(
                "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False
            )
            # Row by row on a phone, each cell beside the heading of its column; side by side on a wider screen.
            assert browser.run(_TABLES) == [
                {
                    "over": 0,
                    "under": phone,
                    "headed": not phone,
                    "label": f'"{table.columns[1].heading}"' if phone else "none",
                }
                for table in tables
            ]
            # Whoever hears it is told of a table either way.
            nodes: list[dict[str, Any]] = browser.ask("Accessibility.getFullAXTree")["nodes"]
            roles = [node.get("role", {}).get("value") for node in nodes if not node.get("ignored")]
            assert roles.count("table") == len(tables)
            assert roles.count("columnheader") == sum(len(table.columns) for table in tables)
            assert roles.count("rowheader") == sum(len(table.rows) for table in tables)


@needs_browser
def test_printed_from_a_browser_every_word_is_on_paper(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    document = samples.long_report()
    page.write_bytes(render_html(document))
    with Browser() as browser:
        browser.open(page)
        paper = b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
    drawn = normalize("NFKC", "".join(pages(paper)))
    assert 3 <= len(pages(paper)) <= 12
    for word in set(re.findall(r"[A-Za-z]{4,}", " ".join(samples.PROSE.split()))):
        assert word in drawn


def test_words_of_the_other_direction_stand_apart_in_an_english_sentence() -> None:
    said, name = "هذا ليس صحيحا.", "عبد الرحمن"
    blocks = (
        Paragraph(text=f"Sasha disputes: “{said}” (12 May 2025)"),
        Paragraph(text="Sasha disputes: “Not so.”"),
        Facts(rows=(("Name", f"{name}, born 1984"), ("Known as", name), ("Place", "Alder Clinic"))),
    )
    page = render_html(replace(samples.page_one(), blocks=blocks)).decode()
    assert f'disputes: “<bdi dir="auto">{said}</bdi>” (12 May 2025)' in page
    assert f'<dd><bdi dir="rtl">{name}</bdi></dd>' in page
    assert f'<dd><bdi dir="auto">{name}</bdi>, born 1984</dd>' in page
    assert page.count("<bdi") == 3
