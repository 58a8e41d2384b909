"""The audit tree: RFC 6962's structure against published values and a second, slower way to build it."""

import hashlib
import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.audit import (
    EVERY_ROWS,
    AuditEntry,
    checkpoint_text,
    due_checkpoints,
    is_checkpoint_due,
    leaf,
    row_bytes,
)
from registry.domain.errors import InvalidValue

ENTRY = AuditEntry(
    sequence=7,
    at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    os_user="ward3",
    user="ada",
    role="clinician",
    verb="participant open",
    objects=("urn:uuid:00000000-0000-0000-0000-00000000000a",),
    purpose="treatment — é",
    outcome="done",
)


def test_a_row_is_spelt_one_way() -> None:
    assert (
        row_bytes(ENTRY)
        == (
            '{"at":"2026-03-01T09:30:00Z","objects":["urn:uuid:00000000-0000-0000-0000-00000000000a"],"osUser":"ward3",'
            '"outcome":"done","purpose":"treatment — é","role":"clinician","sequence":7,"user":"ada",'
            '"verb":"participant open"}'
        ).encode()
    )
    assert leaf(ENTRY) == hashlib.sha256(b"\x00" + row_bytes(ENTRY)).digest()
    assert b"purpose" not in row_bytes(replace(ENTRY, purpose=None))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]), min_size=1, max_size=40))
def test_the_spelling_is_the_canonical_form(text: str) -> None:
    entry = replace(ENTRY, verb=unicodedata.normalize("NFC", f'a{text}"\\'))
    assert row_bytes(entry) == rfc8785.dumps(json.loads(row_bytes(entry)))


@pytest.mark.parametrize(
    "wrong", [{"sequence": 0}, {"verb": ""}, {"user": "a\nb"}, {"purpose": ""}, {"objects": ("",)}]
)
def test_a_row_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        replace(ENTRY, **wrong)  # type: ignore[arg-type]


def test_checkpoint_body() -> None:
    root = bytes.fromhex("a2d0d1c7ae9e0a8bb0bb6ba9ff0f35f3d58ab1d77cdbd93ff5f8e4c2b9e2d9a6")
    assert checkpoint_text("example.com/behind-the-sofa", 20852163, root) == (
        "example.com/behind-the-sofa\n20852163\notDRx66eCouwu2up/w8189WKsdd829k/9fjkwrni2aY=\n"
    )


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [
        ("two words", 1, bytes(32)),
        ("line\n", 1, bytes(32)),
        ("", 1, bytes(32)),
        ("a", -1, bytes(32)),
        ("a", 1, bytes(31)),
        ("a", 1, bytes(33)),
    ],
)
def test_a_checkpoint_that_cannot_be(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(InvalidValue):
        checkpoint_text(origin, size, root)


def test_the_first_row_is_number_one_and_an_empty_history_has_a_checkpoint() -> None:
    assert replace(ENTRY, sequence=1).sequence == 1
    assert checkpoint_text("throughcare/unit", 0, bytes(32)).splitlines()[1] == "0"


def test_what_an_act_wrote_is_told_in_digests_alone() -> None:
    marks = "A" * 48
    assert b'"wrote":"' + marks.encode() in row_bytes(replace(ENTRY, wrote=marks))
    with pytest.raises(InvalidValue, match="in digests"):
        replace(ENTRY, wrote="a score of 12")


def test_a_checkpoint_is_due_with_the_first_row_and_with_every_hundredth() -> None:
    assert [one for one in range(1, 302) if is_checkpoint_due(one)] == [1, 100, 200, 300]
    assert EVERY_ROWS == 100
    for size, due in (
        (0, ()),
        (1, (1,)),
        (2, (1,)),
        (99, (1,)),
        (100, (1, 100)),
        (199, (1, 100)),
        (200, (1, 100, 200)),
    ):
        assert due_checkpoints(size) == due


@pytest.mark.parametrize(
    ("verb", "act"),
    [("summary release", "summary release"), ("releasing.release_summary", "release summary"), ("a_b", "a_b")],
)
def test_an_act_is_told_in_words(verb: str, act: str) -> None:
    assert replace(ENTRY, verb=verb).act == act
