"""A checkpoint as it is kept: its columns are those of what was signed, or it is no ground to build on."""

from base64 import b64encode
from dataclasses import replace

import pytest

from registry.domain.attestation import Checkpoint
from registry.domain.kept_checkpoint import KeptCheckpoint
from registry.domain.merkle import Frontier, leaf_hash

TREE = Frontier().grown(leaf_hash(bytes([number])) for number in range(5))
KEPT = KeptCheckpoint(
    size=5,
    made_at="2026-11-23T09:00:00Z",
    peaks=b"".join(TREE.peaks),
    signed=Checkpoint(
        origin="throughcare/unit", size=5, root=b64encode(TREE.root).decode(), key="z6MkLog", signature="good"
    ),
)


def test_as_it_was_made_it_fits_and_a_tree_grows_from_it() -> None:
    assert KEPT.fits
    assert KEPT.frontier == TREE


@pytest.mark.parametrize(
    "wrong",
    [
        replace(KEPT, size=6),
        replace(KEPT, size=3),
        replace(KEPT, peaks=bytes(64)),
        replace(KEPT, peaks=bytes(5)),
        replace(KEPT, peaks=b""),
        replace(KEPT, peaks="x" * 64),
        replace(KEPT, peaks=None),
        replace(KEPT, signed=None),
    ],
)
def test_with_other_columns_it_is_no_ground_to_build_on(wrong: KeptCheckpoint) -> None:
    assert wrong.frontier is None
    assert not wrong.fits


@pytest.mark.parametrize("moment", ["x", "2026-11-23", "2026-13-01T00:00:00Z", 7, None, b"2026-11-23T09:00:00Z"])
def test_a_moment_that_is_none_does_not_fit_and_the_tree_grows_all_the_same(moment: object) -> None:
    wrong = replace(KEPT, made_at=moment)
    assert not wrong.fits
    assert wrong.frontier == TREE
