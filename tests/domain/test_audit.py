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

from registry.domain.audit import AuditEntry, checkpoint_text, leaf, leaf_hash, merkle_root, row_bytes
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

# The inputs and roots of the Certificate Transparency project's reference test (merkle_tree_test.cc), sizes 0 to 8.
INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def _by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + _by_definition(leaves[:split]) + _by_definition(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(text)) for text in INPUTS[:size]]
    assert merkle_root(leaves).hex() == ROOTS[size]


def test_three_leaves_by_hand() -> None:
    a, b, c = (hashlib.sha256(b"\x00" + data).digest() for data in (b"a", b"b", b"c"))
    ab = hashlib.sha256(b"\x01" + a + b).digest()
    assert merkle_root([a, b, c]) == hashlib.sha256(b"\x01" + ab + c).digest()
    assert leaf_hash(b"a") == a


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_the_quick_way_is_the_definition(leaves: list[bytes]) -> None:
    assert merkle_root(leaves) == _by_definition(leaves)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=40, unique=True), st.data())
def test_any_change_changes_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    root = merkle_root(leaves)
    place = data.draw(st.integers(0, len(leaves) - 1))
    assert merkle_root(leaves[:place] + leaves[place + 1 :]) != root
    assert merkle_root([*leaves[:place], bytes(32), *leaves[place + 1 :]]) != root or leaves[place] == bytes(32)
    assert merkle_root([*leaves, leaves[-1]]) != root


def test_a_hash_of_another_length_is_refused() -> None:
    with pytest.raises(InvalidValue):
        merkle_root([b"short"])


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
    [("two words", 1, bytes(32)), ("line\n", 1, bytes(32)), ("", 1, bytes(32)), ("a", -1, bytes(32)), ("a", 1, b"")],
)
def test_a_checkpoint_that_cannot_be(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(InvalidValue):
        checkpoint_text(origin, size, root)
