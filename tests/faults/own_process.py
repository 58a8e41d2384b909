"""Runs one of the runs of this room in a process of its own: one that is forked must have no threads."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def report_of(module: str, folder: Path, *words: str) -> Any:
    """Return the report that a run prints, with its tries in a folder; skips where this machine cannot trace."""
    ended = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}", *words],
        cwd=Path(__file__).parent.parent.parent,
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode in (0, 1, 2), ended.stderr
    report = json.loads(ended.stdout)
    if "skipped" in report:
        pytest.skip(report["skipped"])
    return report
