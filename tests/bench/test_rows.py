"""Every row of `make bench` still runs. Nothing is timed here."""

from dataclasses import replace
from pathlib import Path

from tests.bench.__main__ import every_row
from tests.bench.measuring import Measured, Row, Target, measure
from tests.bench.samples import Scale, files

SMALL = Scale(documents=3, bulk=20, participants=12, audit_rows=300, once=True)


def test_every_row_runs_once(tmp_path: Path) -> None:
    seen = [measure(replace(row, warm_up=0), 1) for row in every_row(tmp_path, SMALL)]
    assert len({one.row.operation for one in seen}) == len(seen) >= 16
    assert all(one.ours[0] > 0 for one in seen)


def test_the_documents_that_are_measured_are_of_the_size_that_is_said_and_all_different() -> None:
    data = files(SMALL.documents)
    assert len(set(data)) == len(data)
    assert all(20_000 < len(one) < 26_000 for one in data)


def test_a_rate_decides_only_where_no_ratio_was_measured() -> None:
    row = Row(operation="checking", ours=lambda: 1.0, target=Target(per_second=3_000, times_faster=1.5))
    assert row.target.words == "≥ 1.5 × the peer (3,000/s is an indication)"
    assert Measured(row=row, ours=(0.001,), peer=(0.002,)).met
    assert not Measured(row=row, ours=(0.001,), peer=(0.001,)).met
    assert not Measured(row=row, ours=(0.001,), peer=()).met
    assert Measured(row=row, ours=(0.000_2,), peer=()).met
    alone = replace(row, target=Target(per_second=3_000))
    assert alone.target.words == "≥ 3,000/s"
    assert not Measured(row=alone, ours=(0.001,), peer=(0.002,)).met
