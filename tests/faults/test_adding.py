"""Killing the program at any point of `user add` leaves no user, or one who can sign in."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


def test_killing_an_adding_keeps_nobody_out(tmp_path: Path) -> None:
    # In a process of its own: one that is forked must have no threads. `make faults` tries every call.
    ended = subprocess.run(
        [sys.executable, "-m", "tests.faults.adding", str(tmp_path / "points"), "--every", "4"],
        cwd=Path(__file__).parent.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode in (0, 1, 2), ended.stderr
    report = json.loads(ended.stdout)
    if "skipped" in report:
        pytest.skip(report["skipped"])
    assert report["wrong"] == {}
    # The kills fell on both sides of the commit, or nothing was shown.
    assert report["before"] >= 3
    assert report["after"] >= 2
