"""The tree: RFC 6962's structure against published values and a second, slower way to build it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.domain.merkle import Frontier, leaf_hash, merkle_root

LEAVES = st.lists(st.binary(min_size=32, max_size=32), max_size=70)

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


@given(LEAVES, st.data())
def test_a_tree_grown_in_parts_is_the_tree_grown_at_once(leaves: list[bytes], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    part = Frontier().grown(leaves[:cut])
    again = Frontier(size=part.size, peaks=part.peaks).grown(leaves[cut:])
    assert (again.size, again.root) == (len(leaves), _by_definition(leaves))


@pytest.mark.parametrize(("size", "peaks"), [(1, 0), (3, 1), (0, 1), (-1, 1)])
def test_a_frontier_that_cannot_be(size: int, peaks: int) -> None:
    with pytest.raises(InvalidValue):
        Frontier(size=size, peaks=(bytes(32),) * peaks)


@pytest.mark.parametrize("wrong", [b"short", bytes(31), bytes(33)])
def test_a_hash_of_another_length_is_refused(wrong: bytes) -> None:
    with pytest.raises(InvalidValue):
        Frontier(size=1, peaks=(wrong,))
    with pytest.raises(InvalidValue):
        Frontier().grown([wrong])
    with pytest.raises(InvalidValue):
        merkle_root([wrong])
    # Two of them would join to a hash of the right length.
    with pytest.raises(InvalidValue):
        Frontier().grown([wrong, wrong])
