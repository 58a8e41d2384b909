"""A long CSV file, packed as it comes, is byte for byte the file that would have been written at once."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from exports.csv import write_csv
from exports.packed_csv import PackedCsv

ROW = st.lists(st.text(max_size=20), min_size=2, max_size=2)


@given(parts=st.lists(st.lists(ROW, max_size=4), max_size=4))
def test_parts_are_the_whole(parts: list[list[list[str]]]) -> None:
    packed = PackedCsv(["one", "=two"])
    for part in parts:
        packed.add(part)
    packed.finish()
    whole = write_csv([["one", "=two"], *(row for part in parts for row in part)])
    assert b"".join(packed.blocks()) == whole == b"".join(packed.blocks())
    assert packed.rows == sum(map(len, parts))
    assert packed.sha256 == hashlib.sha256(whole).hexdigest()
