"""A command in a process of its own, as a person types it: how long it took and the most memory that it held."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import IO

from tests.homes import TestHome, surroundings

START = "from tui.start import main; main()"


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What came of a command: what it said, its seconds by the clock, and its memory at most, in bytes."""

    out: str
    err: str
    seconds: float
    memory: float


def run_command(home: TestHome | None, user: str, *words: str) -> Ran:
    """Run a command as a user of a home, or in no home for None. Raises AssertionError where it fails."""
    where = []
    if home is not None:
        where = ["--home", str(home.home.folder), "--no-input", "--user", user]
        where += ["--passphrase-file", str(home.passphrase_file(user))]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        before = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-c", START, *where, *words], stdout=out, stderr=err, env=surroundings(where)
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - before
        assert child.returncode == 0, _said(err)
        return Ran(out=_said(out), err=_said(err), seconds=seconds, memory=used.ru_maxrss * 1024.0)


def _said(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()
