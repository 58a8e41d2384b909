"""Whatever is typed, every renderer draws it, and nothing unseen reaches a reader."""

import os
import unicodedata
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.html import render_html
from exports.page import (
    Bullets,
    Cell,
    CheckBlock,
    Column,
    Document,
    Facts,
    Gauge,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    SignatureBlock,
    Style,
    Table,
    WritingSpace,
)
from exports.pdf import render_pdf
from exports.text import render_text
from tests.exports.reading import Markup, bodies, model_words, packed, pages, read_once
from tests.exports.samples import CREATED

TRAPS = ["[", "]", "[/]", "(", ")", "\\", "{page}", "\x00", "\x1b", "\u202e", "\u2066", "\ufeff", "\u200d", "\ud800"]
TRAPS += ["\U0001f600", "e\u0301"]
# A sign of Telugu that stands on no letter, which HarfBuzz sets on a circle of dots; and a vowel in two parts.
TRAPS += ["\u0c00", "ொ"]
ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
TRAPPED = st.lists(st.sampled_from(TRAPS) | ANY, max_size=6).map("".join)
WORDS = TRAPPED.filter(lambda text: bool(text.strip()))
# Letters that stand in the fonts and that a PDF reader gives back one for one.
SETTABLE = st.text(alphabet=st.sampled_from("abcß Éńż'“”–·→[]()\\{}/-ΩящЖ0123"), min_size=1, max_size=200).filter(
    lambda text: bool(text.strip())
)


def several(each: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(each, min_size=1, max_size=3).map(tuple)


def blocks(words: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    cells = st.builds(Cell, lines=several(words), strong=st.booleans())
    return st.one_of(
        st.builds(Heading, level=st.integers(1, 3), text=words),
        st.builds(Paragraph, text=words, style=st.sampled_from(Style)),
        st.builds(Bullets, items=several(words)),
        st.builds(Facts, rows=st.lists(st.tuples(words, words), min_size=1, max_size=3).map(tuple)),
        st.builds(Gauge, label=words, done=st.integers(0, 50), of=st.integers(1, 50), words=words),
        st.builds(
            Table,
            columns=st.tuples(st.builds(Column, heading=words), st.builds(Column, heading=words)),
            rows=st.lists(st.tuples(cells, cells), min_size=1, max_size=3).map(tuple),
            caption=words,
        ),
        st.builds(
            SignatureBlock,
            rows=st.lists(st.builds(Signature, role=words, name=words, signed=words), min_size=1).map(tuple),
        ),
        st.builds(CheckBlock, number=words, words=several(words), sentences=several(words)),
        st.builds(WritingSpace, lines=st.integers(1, 40)),
        st.just(PageBreak()),
    )


def documents(words: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    many = st.lists(blocks(words), max_size=8).map(tuple)
    return st.builds(
        lambda title, first, rest, banner: Document(
            title=title, author=title, subject=title, created=CREATED, blocks=(first, *rest), banner=banner
        ),
        words,
        st.builds(Heading, level=st.integers(1, 3), text=words),
        many,
        st.lists(words.map(lambda text: text[:30]).filter(lambda text: bool(text.strip())), max_size=2).map(tuple),
    )


TAGS = {"html", "head", "meta", "title", "style", "body", "header", "main", "footer", "h1", "h2", "h3", "h4", "p"}
TAGS |= {"strong", "ul", "li", "dl", "div", "dt", "dd", "span", "svg", "rect", "path", "blockquote", "bdi", "table"}
TAGS |= {"caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"}


def unseen(text: str) -> set[str]:
    return {
        character
        for character in text
        if character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    }


DOCUMENTS = int(os.environ.get("THROUGHCARE_RENDERINGS", "120")) // 3
"""`make renderings` draws five thousand: each document as text, as a page and as a web page."""
SLOW = settings(max_examples=DOCUMENTS, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SLOW
@given(documents(WORDS), st.integers(20, 120))
def test_any_text_is_drawn_and_nothing_unseen_gets_through(document: Document, width: int) -> None:
    text = render_text(document, width)
    assert not unseen(text)
    text.encode()
    data = render_pdf(document)
    assert data == render_pdf(document)
    for page in pages(data):
        assert not unseen(page)
    web = render_html(document)
    assert not unseen(web.decode())
    markup = Markup(web)
    assert {tag for tag, _ in markup.tags} <= TAGS
    assert not any(name.startswith("on") for _, names in markup.tags for name in names)


@SLOW
@given(documents(SETTABLE))
def test_page_web_page_and_text_carry_the_same_words_in_the_same_order(document: Document) -> None:
    assert read_once(bodies(render_pdf(document)), document) == model_words(document)
    markup = Markup(render_html(document))
    assert markup.words("main") == model_words(document)
    assert markup.words("header") == packed("".join(document.banner))
    drawn = packed(render_text(document, 400))
    position = 0
    for character in model_words(document, headings=False):
        position = drawn.index(character, position) + 1
