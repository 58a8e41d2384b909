"""Killing the program at any point of `summary receive` leaves everything or nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.tracer import why_not

EVERY = 9
"""`make faults` tries every call; this many apart is what a build has time for."""


def test_killing_receive_at_a_state_changing_call_leaves_everything_or_nothing(tmp_path: Path) -> None:
    # In a process of its own: one that is forked must have no threads.
    ended = subprocess.run(
        [sys.executable, "-m", "tests.faults.receiving", str(tmp_path / "points"), "--every", str(EVERY)],
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
    assert report["before"] >= 5
    assert report["after"] >= 1
    assert report["points"] >= report["calls"] // EVERY


@pytest.mark.skipif(sys.platform != "linux", reason="ptrace is Linux's")
def test_the_harness_sees_a_half_done_act(tmp_path: Path) -> None:
    # Two files written one after the other are no transaction: killed between them, one is there.
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.faults.tracer import run_killed, why_not\n"
        "folder = Path(sys.argv[1])\n"
        "if why_not(): sys.exit(2)\n"
        "def both():\n"
        "    (folder / 'one').write_text('1')\n"
        "    (folder / 'two').write_text('2')\n"
        "    return 0\n"
        "print(run_killed(both, at=3).killed_at)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=Path(__file__).parent.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode == 2:
        pytest.skip(why_not() or "")
    assert ended.stdout == "openat\n", ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
