from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from exports.chart import Bar
from exports.page import (
    Bullets,
    Cell,
    CheckBlock,
    Column,
    Facts,
    Gauge,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    SignatureBlock,
    Table,
    points,
)
from tests.exports import samples

CELL = Cell(lines=("x",))
COLUMN = Column(heading="x")


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: Heading(level=1, text=" "), "needs words"),
        (lambda: Heading(level=4, text="x"), "level 1, 2 or 3"),
        (lambda: Paragraph(text=""), "needs words"),
        (lambda: Bullets(items=()), "at least one"),
        (lambda: Bullets(items=("a", "")), "needs words"),
        (lambda: Facts(rows=()), "at least one"),
        (lambda: Facts(rows=(("Born", ""),)), "a label and a value"),
        (lambda: Column(heading=""), "needs a heading"),
        (lambda: Column(heading="x", weight=0), "above 0"),
        (lambda: Cell(lines=()), "may not be empty"),
        (lambda: Cell(lines=("x", " ")), "may not be empty"),
        (lambda: Table(columns=(), rows=((CELL,),)), "1 to 12 columns"),
        (lambda: Table(columns=(COLUMN,), rows=()), "at least one row"),
        (lambda: Table(columns=(COLUMN,), rows=((CELL, CELL),)), "Row 1 has 2 cells for 1 columns"),
        (lambda: Table(columns=(COLUMN, Column(heading="x", weight=99)), rows=((CELL, CELL),)), "twenty-fifth"),
        (lambda: Gauge(label="x", done=-1, of=2, words="x"), "cannot show -1"),
        (lambda: Gauge(label="x", done=0, of=0, words="x"), "whole of 0"),
        (lambda: Gauge(label="x", done=0, of=1, words=""), "label and words"),
        (lambda: Signature(role="x", name=""), "role and a name"),
        (lambda: SignatureBlock(rows=()), "at least one"),
        (lambda: CheckBlock(number=" ", words=("x",), sentences=("x",)), "needs a number"),
        (lambda: CheckBlock(number="1", words=(), sentences=("x",)), "needs words"),
        (lambda: CheckBlock(number="1", words=("",), sentences=("x",)), "no blank"),
    ],
)
def test_what_could_not_be_drawn_cannot_be_built(build: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        build()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "needs a title"),
        ({"blocks": ()}, "something to print"),
        ({"blocks": (PageBreak(),)}, "something to print"),
        ({"banner": ("",)}, "may not be blank"),
        ({"banner": ("x" * 801,)}, "lines above"),
        ({"footer": ("\x00" * 50,)}, "lines below"),
        ({"watermark": "x" * 41}, "Latin letters"),
        ({"watermark": "中"}, "Latin letters"),
        ({"page_words": "\x1b{page}"}, "Latin letters"),
        ({"code": "x" * 301}, "at most 300"),
        ({"code": "a\u202e"}, "can be seen"),
        ({"language": "not a tag"}, "en-GB"),
        ({"created": datetime(2026, 1, 1)}, "UTC"),  # noqa: DTZ001
        ({"created": datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))}, "UTC"),
    ],
)
def test_a_document_refuses_what_could_not_be_drawn(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        replace(samples.page_one(), **change)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "../up.json"},
        {"name": ""},
        {"name": ".."},
        {"name": "ä.json"},
        {"data": b""},
        {"mime": "json"},
        {"description": ""},
    ],
)
def test_an_attachment_refuses_what_could_not_be_carried(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="An attachment"):
        replace(samples.ATTACHMENT, **change)


def test_blocks_are_frozen_and_compare_by_value() -> None:
    assert Paragraph(text="x") == Paragraph(text="x")
    assert hash(samples.page_one()) == hash(samples.page_one())
    with pytest.raises(FrozenInstanceError):
        samples.page_one().title = "x"


def test_the_number_stands_in_groups_of_four() -> None:
    assert CheckBlock(number="ab 12cd34 e", words=("x",), sentences=("x",)).number_groups == ("ab12", "cd34", "e")


def test_utc_by_any_name_is_utc() -> None:
    assert replace(samples.page_one(), created=datetime(2026, 1, 1, tzinfo=timezone(timedelta()))).created == datetime(
        2026, 1, 1, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "change",
    [{"rows": ()}, {"sentences": ()}, {"label": " "}, {"scale": ""}, {"sentences": (" ",)}],
    ids=["no row", "no sentence", "no label", "no range", "a blank sentence"],
)
def test_a_chart_that_says_nothing_cannot_be_built(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"needs?"):
        replace(samples.CHART, **change)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_bar_stays_within_its_range(share: float) -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        Bar(label="x", words="y", share=share)


def test_there_is_no_picture_that_was_not_drawn() -> None:
    with pytest.raises(ValueError, match="no drawing"):
        Heading(level=2, text="x", picture="unicorn")


def test_one_point_alone_is_no_list() -> None:
    assert points(("One.",)) == Paragraph(text="One.")
    assert points(("One.", "Two.")) == Bullets(items=("One.", "Two."))
    with pytest.raises(ValueError, match="at least one"):
        points(())
