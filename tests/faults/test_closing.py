"""Killing the program at any point of `user close` leaves the old keys or the new ones, never some of each."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


def test_killing_a_close_leaves_the_old_keys_or_the_new_ones(tmp_path: Path) -> None:
    # In a process of its own: one that is forked must have no threads. `make faults` tries every call.
    ended = subprocess.run(
        [sys.executable, "-m", "tests.faults.closing", str(tmp_path / "points"), "--every", "250", "--end-every", "9"],
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
    # The kills fell on both sides of the decision, or nothing was shown.
    assert report["before"] >= 8
    assert report["after"] >= 2
