"""A mark says that its maker lives: only while they do, however they end."""

import os
import subprocess
import sys
from pathlib import Path

from registry.living import LEFT_AFTER, LifeMark, lives, sweep

HOLDS = """
import sys
from pathlib import Path
from registry.living import LifeMark
mark = LifeMark()
mark.set_in(Path(sys.argv[1]))
print(mark.name, flush=True)
sys.stdin.read()
"""


def test_a_mark_stands_until_it_is_let_go(tmp_path: Path) -> None:
    mark = LifeMark()
    assert not lives(tmp_path, mark.name)
    mark.set_in(tmp_path)
    mark.set_in(tmp_path)
    assert lives(tmp_path, mark.name)
    [file] = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    mark.let_go()
    mark.let_go()
    assert not lives(tmp_path, mark.name)
    assert not [*tmp_path.iterdir()]


def test_the_mark_of_a_killed_process_is_seen_through_and_taken_away(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as maker:
        assert maker.stdout is not None
        name = maker.stdout.readline().decode().strip()
        assert lives(tmp_path, name)
        maker.kill()
    assert not lives(tmp_path, name)
    assert not [*tmp_path.iterdir()]


def test_what_is_no_mark_lives_no_more(tmp_path: Path) -> None:
    for name in ("", "..", "a" * 16 + "/", "0" * 15):
        assert not lives(tmp_path, name)
    os.symlink("/dev/null", tmp_path / f"{'0' * 16}.living")
    assert not lives(tmp_path, "0" * 16)


def test_what_killed_makers_left_is_swept_and_what_lives_or_is_being_written_stays(tmp_path: Path) -> None:
    mark = LifeMark()
    mark.set_in(tmp_path)
    dead, old, fresh, kept = (
        tmp_path / name for name in (f"{'a' * 16}.living", ".x.age.00.part", f"{'b' * 16}.part", "words.age")
    )
    for each in (dead, old, fresh, kept):
        each.write_bytes(b"")
    long_ago = old.stat().st_mtime - LEFT_AFTER - 5
    os.utime(old, (long_ago, long_ago))
    sweep(tmp_path)
    assert {one.name for one in tmp_path.iterdir()} == {f"{mark.name}.living", fresh.name, kept.name}
    mark.let_go()
