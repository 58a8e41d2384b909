"""Files: whole or not at all, and ordinary ones only."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry import files
from registry.domain.errors import Exit, NotAllowed, NotFound, NotPermitted, Refusal, Refused, StorageFailed
from registry.files import (
    FileDigest,
    copy_private,
    digest_file,
    is_file,
    make_private_folder,
    read_regular,
    read_secret,
    require_free,
    write_private,
    write_private_blocks,
)


class TestWriting:
    def test_new_file(self, tmp_path: Path) -> None:
        write_private(tmp_path / "a", b"one")
        assert (tmp_path / "a").read_bytes() == b"one"
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["a"]

    def test_the_mode_does_not_depend_on_the_umask(self, tmp_path: Path) -> None:
        before = os.umask(0)
        try:
            write_private(tmp_path / "a", b"one")
            make_private_folder(tmp_path / "b")
        finally:
            os.umask(before)
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "b").stat().st_mode & 0o777 == 0o700

    def test_an_existing_file_stays(self, tmp_path: Path) -> None:
        write_private(tmp_path / "a", b"one")
        with pytest.raises(NotAllowed, match="there already"):
            write_private(tmp_path / "a", b"two")
        assert (tmp_path / "a").read_bytes() == b"one"
        assert len(list(tmp_path.iterdir())) == 1

    def test_replace(self, tmp_path: Path) -> None:
        write_private(tmp_path / "a", b"one")
        write_private(tmp_path / "a", b"two", replace=True)
        assert (tmp_path / "a").read_bytes() == b"two"

    @pytest.mark.parametrize("replace", [True, False])
    def test_a_link_is_never_written_through(self, tmp_path: Path, replace: bool) -> None:
        (tmp_path / "target").write_bytes(b"mine")
        (tmp_path / "a").symlink_to(tmp_path / "target")
        if replace:
            write_private(tmp_path / "a", b"two", replace=True)
            assert not (tmp_path / "a").is_symlink()
        else:
            with pytest.raises(NotAllowed):
                write_private(tmp_path / "a", b"two")
        assert (tmp_path / "target").read_bytes() == b"mine"

    def test_a_dangling_link_is_in_the_way(self, tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to(tmp_path / "nowhere")
        with pytest.raises(NotAllowed):
            write_private(tmp_path / "a", b"two")
        assert not (tmp_path / "nowhere").exists()

    def test_a_folder_in_the_way(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        with pytest.raises(StorageFailed, match="nothing of it was saved"):
            write_private(tmp_path / "a", b"two", replace=True)
        assert [path.name for path in tmp_path.iterdir()] == ["a"]

    def test_no_such_folder(self, tmp_path: Path) -> None:
        with pytest.raises(StorageFailed, match="nothing of it was saved") as caught:
            write_private(tmp_path / "none" / "a", b"")
        assert caught.value.exit == Exit.STORAGE
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize("replace", [True, False])
    def test_a_full_disk_leaves_what_was_there(self, tmp_path: Path, replace: bool) -> None:
        """A limit on file size makes the kernel refuse the write as a full disk does."""
        if replace:
            write_private(tmp_path / "a", b"old")
        code = (
            "import resource, sys; from pathlib import Path; from registry.files import write_private\n"
            "from registry.domain.errors import StorageFailed\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
            f"try: write_private(Path(sys.argv[1]), bytes(5000), replace={replace})\n"
            "except StorageFailed as problem: print(problem)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "a")], capture_output=True, text=True, check=True
        )
        assert "a could not be written: file too large; nothing of it was saved." in done.stdout
        left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert left == ({"a": b"old"} if replace else {})

    def test_a_disk_without_hard_links(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
        write_private(tmp_path / "a", b"one")
        with pytest.raises(NotAllowed):
            write_private(tmp_path / "a", b"two")
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"one"}

    def test_a_full_disk_without_hard_links_leaves_no_half_of_a_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write, turns = os.write, iter(range(1, 9))

        def full_at_the_second(handle: int, data: bytes) -> int:
            if next(turns) == 2:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(handle, data)

        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
        monkeypatch.setattr(os, "write", full_at_the_second)
        with pytest.raises(StorageFailed, match="nothing of it was saved"):
            write_private(tmp_path / "a", b"one")
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
    @pytest.mark.parametrize("call", ["write", "fsync", "link"])
    def test_each_step_may_fail(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, call, fail)
        with pytest.raises(StorageFailed, match="nothing of it was saved"):
            write_private(tmp_path / "a", b"one")
        monkeypatch.undo()
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_does_not_sync(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_: Path) -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(files, "sync_folder", fail)
        with pytest.raises(StorageFailed, match="nothing of it was saved"):
            write_private(tmp_path / "a", b"one")
        assert not list(tmp_path.iterdir())
        with pytest.raises(StorageFailed, match="does not confirm"):
            write_private(tmp_path / "a", b"one", replace=True)

    def test_make_private_folder(self, tmp_path: Path) -> None:
        make_private_folder(tmp_path / "a" / "b")
        make_private_folder(tmp_path / "a" / "b")
        assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
        (tmp_path / "c").write_bytes(b"")
        with pytest.raises(Refused):
            make_private_folder(tmp_path / "c")
        with pytest.raises(StorageFailed):
            make_private_folder(tmp_path / "c" / "d")


class TestReading:
    def test_up_to_the_limit(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"12345")
        assert read_regular(tmp_path / "a", 5) == b"12345"
        with pytest.raises(Refused) as caught:
            read_regular(tmp_path / "a", 4)
        assert caught.value.reason is Refusal.TOO_LARGE

    def test_a_huge_file_is_not_read(self, tmp_path: Path) -> None:
        with (tmp_path / "a").open("wb") as file:
            file.truncate(1 << 40)
        with pytest.raises(Refused) as caught:
            read_regular(tmp_path / "a", 1000)
        assert caught.value.reason is Refusal.TOO_LARGE

    @pytest.mark.skipif(not Path("/proc/version").exists(), reason="a file of the Linux kernel")
    def test_one_that_holds_more_than_it_measures(self) -> None:
        grown = Path("/proc/version")
        whole = grown.read_bytes()
        assert grown.stat().st_size == 0
        assert read_regular(grown, len(whole)) == whole
        assert read_regular(grown, len(whole) + 1) == whole
        for limit in (0, 1, len(whole) - 1):
            with pytest.raises(Refused) as caught:
                read_regular(grown, limit)
            assert caught.value.reason is Refusal.TOO_LARGE

    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound):
            read_regular(tmp_path / "a", 4)

    @pytest.mark.parametrize("kind", ["link", "dangling", "pipe", "folder", "socket", "device"])
    def test_links_pipes_folders_sockets_devices(self, tmp_path: Path, kind: str) -> None:
        path = tmp_path / "a"
        listener = socket.socket(socket.AF_UNIX)
        if kind == "link":
            (tmp_path / "b").write_bytes(b"x")
            path.symlink_to(tmp_path / "b")
        elif kind == "dangling":
            path.symlink_to(tmp_path / "b")
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        elif kind == "socket":
            listener.bind(str(path))
        else:
            path = Path("/dev/zero")
        with listener, pytest.raises(Refused) as caught:
            read_regular(path, 1000)
        assert caught.value.reason is Refusal.NOT_A_FILE

    @pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
    def test_unreadable(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"")
        (tmp_path / "a").chmod(0)
        with pytest.raises(StorageFailed, match="permission denied"):
            read_regular(tmp_path / "a", 1000)

    def test_digest(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"abc")
        # FIPS 180-4's own example.
        known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        assert digest_file(tmp_path / "a") == FileDigest(size=3, sha256=known)

    def test_which_file_it_is_and_another_size_is_not_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a").write_bytes(b"abc")
        expected = digest_file(tmp_path / "a")
        assert is_file(tmp_path / "a", expected)
        (tmp_path / "a").write_bytes(b"abd")
        assert not is_file(tmp_path / "a", expected)
        with pytest.raises(NotFound):
            is_file(tmp_path / "b", expected)
        monkeypatch.setattr(files, "_digest", lambda _: expected)
        assert is_file(tmp_path / "a", expected)
        for others in (b"ab", b"abcd"):
            (tmp_path / "a").write_bytes(others)
            assert not is_file(tmp_path / "a", expected), "it was read"

    def test_copy(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"x" * 3_000_000)
        assert copy_private(tmp_path / "a", tmp_path / "b") == digest_file(tmp_path / "b")
        assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600
        with pytest.raises(StorageFailed):
            copy_private(tmp_path / "a", tmp_path / "b")
        (tmp_path / "c").symlink_to(tmp_path / "a")
        with pytest.raises(Refused):
            copy_private(tmp_path / "c", tmp_path / "d")
        assert not (tmp_path / "d").exists()


def test_a_folder_that_is_not_there_is_named_as_what_to_mend(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed) as caught:
        write_private(tmp_path / "none" / "a", b"one")
    assert caught.value.hint == "Name a folder that is there."


class TestSecrets:
    @pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
    def test_one_that_only_its_owner_can_open(self, tmp_path: Path, mode: int) -> None:
        (tmp_path / "a").write_bytes(b"one")
        (tmp_path / "a").chmod(mode)
        assert read_secret(tmp_path / "a", 10) == b"one"

    @pytest.mark.parametrize("mode", [0o604, 0o640, 0o602, 0o620, 0o601, 0o644, 0o666])
    def test_one_that_others_can_open(self, tmp_path: Path, mode: int) -> None:
        (tmp_path / "a b").write_bytes(b"one")
        (tmp_path / "a b").chmod(mode)
        with pytest.raises(NotPermitted, match=f"mode {mode:04o}") as caught:
            read_secret(tmp_path / "a b", 10)
        assert caught.value.hint == f"chmod 600 '{tmp_path}/a b'"

    def test_as_any_other_file(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"one")
        (tmp_path / "a").chmod(0o600)
        (tmp_path / "b").symlink_to(tmp_path / "a")
        for name, limit in (("a", 2), ("b", 10), ("none", 10)):
            with pytest.raises((Refused, NotFound)):
                read_secret(tmp_path / name, limit)


ENDLESS = Path("/proc/version")
"""An ordinary file of a system that measures it as empty and gives more when it is read."""


@pytest.mark.skipif(not ENDLESS.is_file(), reason="no file here that measures less than it holds")
def test_a_file_that_grows_after_it_was_measured_is_read_whole_and_held_to_its_limit() -> None:
    whole = ENDLESS.read_bytes()
    assert ENDLESS.stat().st_size < len(whole)
    assert read_regular(ENDLESS, len(whole)) == whole
    for less in (len(whole) - 1, len(whole) // 2, 1, 0):
        with pytest.raises(Refused) as caught:
            read_regular(ENDLESS, less)
        assert caught.value.reason is Refusal.TOO_LARGE


def test_blocks_take_nobodys_place_unasked(tmp_path: Path) -> None:
    write_private_blocks(tmp_path / "a", [b"one", b"", b" two"])
    with pytest.raises(NotAllowed):
        write_private_blocks(tmp_path / "a", [b"three"])
    assert (tmp_path / "a").read_bytes() == b"one two"


def test_a_name_is_free_or_taken(tmp_path: Path) -> None:
    require_free(tmp_path / "a")
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    with pytest.raises(NotAllowed, match="a is there already"):
        require_free(tmp_path / "a")


def test_a_folder_is_no_name_for_a_file() -> None:
    with pytest.raises(NotAllowed, match="'/' is no name for a file"):
        write_private(Path("/"), b"one")


def test_a_name_longer_than_any_file_has_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="could not be read: file name too long"):
        read_regular(tmp_path / ("a" * 256), 1000)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_that_nobody_may_write_to_is_told_as_what_to_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StorageFailed) as caught:
        write_private(tmp_path / "a", b"one")
    assert caught.value.hint == "Check who may write to the folder."


def test_a_failure_without_a_word_is_the_disks(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"one"
        raise OSError

    with pytest.raises(StorageFailed, match="the disk failed"):
        write_private_blocks(tmp_path / "a", broken())
    assert list(tmp_path.iterdir()) == []
