"""A kill, an I/O error or a full disk at any call of any command leaves all of it or nothing, and is told truly."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.commands import COMMANDS
from tests.faults.own_process import report_of
from tests.faults.points import shares, spread
from tests.faults.tracer import Call, Fault, may_fail_calls, why_not
from tests.sweeps import parts


@pytest.mark.sweep
def test_a_fault_at_any_call_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    """Three faults in each command, in a third of the commands; `make faults` tries two and a half thousand in all."""
    chosen = [one.name for one in parts(COMMANDS, 3)[0]]
    only = [word for name in chosen for word in ("--only", name)]
    report = report_of("points", tmp_path, "--points", f"{3 * len(chosen)}", *only)
    assert report["wrong"] == []
    # The faults fell on both sides of the commit, or nothing was shown.
    assert report["all"] >= len(chosen) // 8
    assert report["nothing"] >= len(chosen) // 2
    assert report["points"] >= (5 * len(chosen) // 2 if may_fail_calls() else len(chosen) // 2)


def test_the_end_of_a_key_change_is_tried_call_by_call(tmp_path: Path) -> None:
    report = report_of("points", tmp_path, "--points", "20", "--only", "user close")
    assert report["wrong"] == []
    assert report["all"] >= 2
    assert report["nothing"] >= 4


@pytest.mark.skipif(sys.platform != "linux", reason="ptrace is Linux's")
@pytest.mark.parametrize(
    ("of", "left", "code"), [("KILL", ["one"], "None"), ("errno.EIO", ["one"], "99"), ("0", ["one", "two"], "0")]
)
def test_the_harness_sees_a_half_done_act(tmp_path: Path, of: str, left: list[str], code: str) -> None:
    # Two files written one after the other are no transaction: stopped between them, one is there.
    script = (
        "import errno, sys\n"
        "from pathlib import Path\n"
        "from tests.faults.tracer import KILL, Fault, run_traced, why_not\n"
        "folder = Path(sys.argv[1])\n"
        "if why_not(): sys.exit(2)\n"
        "def both():\n"
        "    (folder / 'one').write_text('1')\n"
        "    (folder / 'two').write_text('2')\n"
        "    return 0\n"
        f"fault = Fault(at=3, of={of})\n"
        "print(run_traced(both, decide=fault).code, fault.struck)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=Path(__file__).parent.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode == 2 or (of.startswith("errno") and not may_fail_calls()):
        pytest.skip(why_not() or "no call can be made to fail on this machine")
    assert ended.stdout == f"{code} openat\n", ended.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == left


def test_a_full_disk_stays_full() -> None:
    fault = Fault(at=2, of=errno.ENOSPC)
    calls = ["pwrite64", "fsync", "unlink", "fsync", "pwrite64", "openat"]
    told = [fault(Call(name=name, arguments=(0,), process=0)) for name in calls]
    assert told == [None, errno.ENOSPC, None, None, errno.ENOSPC, errno.ENOSPC]


def test_tries_are_shared_out_and_spread() -> None:
    assert shares([5, 100, 1_000], 45) == [5, 20, 20]
    assert spread(5, 20) == [1, 2, 3, 4, 5]
    assert spread(100, 3) == [17, 50, 83]
    far = spread(2_600, 100)
    assert len(far) == 100
    # Half over the long copy, half where it is decided.
    assert sum(one > 2_520 for one in far) == 50
    assert far[0] == 1
    assert far[-1] == 2_600
