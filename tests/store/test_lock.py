"""The lock on a home: many may share it, one may have it alone, and it ends with its process."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from registry.domain.errors import Refused, StorageFailed
from registry.store.lock import LOCK_NAME, home_lock

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_shared_with_shared(tmp_path: Path) -> None:
    with home_lock(tmp_path, exclusive=False, who="ada", now=NOW):
        with home_lock(tmp_path, exclusive=False, who="bob", now=NOW, wait_seconds=0):
            assert b"ada" in (tmp_path / LOCK_NAME).read_bytes()
        assert b"bob" not in (tmp_path / LOCK_NAME).read_bytes()
    assert (tmp_path / LOCK_NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, True)])
def test_exclusive_is_alone(tmp_path: Path, first: bool, second: bool) -> None:
    with (
        home_lock(tmp_path, exclusive=first, who="ada", now=NOW),
        pytest.raises(StorageFailed, match="in use by ada since 2026-03-01T09:30:00Z"),
        home_lock(tmp_path, exclusive=second, who="bob", now=NOW, wait_seconds=0.2),
    ):
        pass
    with home_lock(tmp_path, exclusive=second, who="bob", now=NOW, wait_seconds=0):
        pass


def test_released_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), home_lock(tmp_path, exclusive=True, who="ada", now=NOW):
        raise ZeroDivisionError
    with home_lock(tmp_path, exclusive=True, who="ada", now=NOW, wait_seconds=0):
        pass


def test_ends_with_its_process_and_waits_for_it(tmp_path: Path) -> None:
    code = (
        "import sys, time; from datetime import datetime, UTC; from pathlib import Path\n"
        "from registry.store.lock import home_lock\n"
        "with home_lock(Path(sys.argv[1]), exclusive=True, who='child', now=datetime.now(UTC)):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with (
            pytest.raises(StorageFailed, match="in use by child since"),
            home_lock(tmp_path, exclusive=False, who="ada", now=NOW, wait_seconds=0),
        ):
            pass
        child.kill()
        with home_lock(tmp_path, exclusive=True, who="ada", now=NOW, wait_seconds=5):
            assert b"child" not in (tmp_path / LOCK_NAME).read_bytes()


def test_names_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    with (
        home_lock(tmp_path, exclusive=True, who="a\x1b[31m\nb\u202e", now=NOW),
        pytest.raises(StorageFailed, match=r"in use by a\[31mb since"),
        home_lock(tmp_path, exclusive=True, who="bob", now=NOW, wait_seconds=0),
    ):
        pass


def test_a_foreign_lock_file_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_bytes(b"\xff\x1b[31m" * 10_000 + b"\n99999999999 x y\n")
    with (
        home_lock(tmp_path, exclusive=True, who="ada", now=NOW),
        pytest.raises(StorageFailed, match="in use by ada since"),
        home_lock(tmp_path, exclusive=True, who="bob", now=NOW, wait_seconds=0),
    ):
        pass


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_something_else_named_lock(tmp_path: Path, kind: str) -> None:
    path = tmp_path / LOCK_NAME
    if kind == "link":
        path.symlink_to(tmp_path / "elsewhere")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    with (
        pytest.raises((Refused, StorageFailed)),
        home_lock(tmp_path, exclusive=True, who="ada", now=NOW, wait_seconds=0),
    ):
        pass
    assert not (tmp_path / "elsewhere").exists()
