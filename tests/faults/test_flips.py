"""One bit of any file that lies about, turned over, is found out or changes nothing that is read."""

from pathlib import Path

from tests.faults.own_process import report_of


def test_every_turned_bit_is_found_or_changes_nothing(tmp_path: Path) -> None:
    # `make flips` turns ten thousand.
    report = report_of("flips", tmp_path, "--flips", "300")
    assert report["wrong"] == []
    assert report["flips"] >= 300
    assert report["refused"] >= 270
