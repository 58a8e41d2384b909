"""Files on this computer: written whole or not at all, read only when they are ordinary files.

A private file is readable by its owner only (mode 0600) and appears under its name complete, or never:
it is written to a temporary neighbour, pushed to the disk, given its name, and then the folder is pushed to
the disk too, because the name lives there. Reading refuses links, pipes, devices and folders, and looks at
the size first. Every failure of the disk becomes one line and exit code 5.
"""

import contextlib
import errno
import io
import os
import shlex
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from registry.domain.errors import NotAllowed, NotFound, NotPermitted, Refusal, Refused, StorageFailed

if TYPE_CHECKING:
    import hashlib

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
TEMPORARY_SUFFIX = ".part"
"""What an interrupted write leaves behind ends in this; nothing else does, so it may be swept away."""

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_BLOCK = 1_048_576
_NOT_THIS = "nothing of it was saved"

# Hard links are missing on FAT and exFAT (memory sticks) and on some mounted folders.
_NO_HARD_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.ENOTSUP}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDigest:
    """What a file holds: its size in bytes and its SHA-256 in lower-case hexadecimal."""

    size: int
    sha256: str


@contextlib.contextmanager
def disk_errors(doing: str, *, so: str = "nothing was saved") -> Iterator[None]:
    """Turn an `OSError` inside the block into `StorageFailed`: "<doing>: <why>; <so>."."""
    try:
        yield
    except OSError as problem:
        raise StorageFailed(f"{doing}: {_why(problem)}; {so}.", hint=_remedy(problem)) from problem


def write_private(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Save `data` at `path`, mode 0600, durable when this returns.

    With `replace`, what stood there before is exchanged in one step; a link is exchanged itself and not
    followed. Without it, an existing `path` raises `NotAllowed` and is left as it was. Raises
    `StorageFailed` when the disk fails; the old file then still stands, or no file does.
    """
    write_private_blocks(path, (data,), replace=replace)


def write_private_blocks(path: Path, blocks: Iterable[bytes], *, replace: bool = False) -> None:
    """Save the blocks one after the other at `path`, as `write_private` does; they need not fit into memory at once.

    What an interrupted iteration raises passes through, and no file is left.
    """
    if not path.name:
        raise NotAllowed(f"{str(path)!r} is no name for a file.", hint="Name the file to write.")
    # Of this file: what the act had saved elsewhere before it stands.
    with disk_errors(f"{path.name} could not be written", so=_NOT_THIS):
        part = _write_part(path, blocks)
        try:
            if replace:
                part.replace(path)
            else:
                _name_exclusively(part, path)
        finally:
            # The file has its name by now or never will; a neighbour that cannot be removed changes neither.
            _take_away(part)
    try:
        sync_folder(path.parent)
    except OSError as problem:
        if not replace:
            _take_away(path)
            raise StorageFailed(f"{path.name} could not be written: {_why(problem)}; {_NOT_THIS}.") from problem
        raise StorageFailed(
            f"{path.name} was written, but the disk does not confirm it: {_why(problem)}.",
            hint="Look at the disk before going on.",
        ) from problem


def read_regular(path: Path, limit: int) -> bytes:
    """Return the bytes of the ordinary file at `path`, at most `limit` bytes.

    The file itself may not be a link; folders on the way may be. Raises `NotFound` when nothing is there,
    `Refused` with `NOT_A_FILE` or `TOO_LARGE` before a byte is read, and `StorageFailed` when reading fails.
    """
    with _open_regular(path) as file:
        return _whole(file, path, limit)


def read_secret(path: Path, limit: int) -> bytes:
    """Return the bytes of a file with a secret in it. Raises `NotPermitted` where other accounts may read or write it.

    Otherwise as `read_regular`. Whose the file is does not matter: who may read it with mode 0600 is its owner.
    """
    with _open_regular(path) as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & ~PRIVATE_FOLDER:
            raise NotPermitted(
                f"{path.name} holds a secret, and other accounts of this computer can open it (mode {mode:04o}).",
                hint=f"chmod 600 {shlex.quote(str(path))}",
            )
        return _whole(file, path, limit)


def digest_file(path: Path) -> FileDigest:
    """Return size and digest of the ordinary file at `path`, however large. Raises as `read_regular`."""
    with _open_regular(path) as file, _reading(path):
        return _digest(file)


def is_file(path: Path, expected: FileDigest) -> bool:
    """Return whether the ordinary file at `path` is the expected one; of another size it is not read at all.

    Raises as `read_regular`.
    """
    with _open_regular(path) as file, _reading(path):
        return os.fstat(file.fileno()).st_size == expected.size and _digest(file) == expected


def _digest(file: io.BufferedReader) -> FileDigest:
    digest, size = _sha256(), 0
    while block := file.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return FileDigest(size=size, sha256=digest.hexdigest())


def copy_private(source: Path, target: Path) -> FileDigest:
    """Copy the ordinary file `source` to the new file `target`, mode 0600 and synced; return what was written.

    The copy appears under its name while it is written, so it belongs in a folder nobody uses yet. Raises as
    `read_regular` for the source, and `StorageFailed` when `target` exists or the disk fails.
    """
    digest, size = _sha256(), 0
    with _open_regular(source) as file, disk_errors(f"{target.name} could not be copied"):
        handle = os.open(target, _NEW_FILE, PRIVATE_FILE)
        with os.fdopen(handle, "wb", buffering=0) as copy:
            while block := file.read(_BLOCK):
                _write_all(copy, block)
                digest.update(block)
                size += len(block)
            os.fsync(copy.fileno())
    return FileDigest(size=size, sha256=digest.hexdigest())


def make_private_folder(path: Path) -> None:
    """Make the folder `path`, mode 0700, with the folders above it; one that is there already is left alone.

    Raises `StorageFailed` when it cannot be made, and `Refused` (`NOT_A_FILE`) when something else has the name.
    """
    with disk_errors(f"The folder {path.name} could not be made"):
        try:
            path.mkdir(mode=PRIVATE_FOLDER, parents=True)
        except FileExistsError:
            if path.is_dir():
                return
            raise Refused(Refusal.NOT_A_FILE, f"{path.name} is in the way: it is not a folder.") from None
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Push a folder's list of names to the disk. Raises `OSError`."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256() -> "hashlib._Hash":
    # What computes it takes long to load, and the screens open without a digest.
    import hashlib

    return hashlib.sha256()


def _write_part(path: Path, blocks: Iterable[bytes]) -> Path:
    part = path.with_name(f".{path.name[:100]}.{os.urandom(8).hex()}{TEMPORARY_SUFFIX}")
    try:
        _write_new(part, blocks)
    except BaseException:
        _take_away(part)
        raise
    return part


def _write_new(path: Path, blocks: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, _NEW_FILE, PRIVATE_FILE), "wb", buffering=0) as file:
        for block in blocks:
            _write_all(file, block)
        os.fsync(file.fileno())


def _write_all(file: io.FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file.fileno(), left) :]


def _open_regular(path: Path) -> io.BufferedReader:
    # Without O_NONBLOCK, opening a pipe would wait for someone to write to it.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with _reading(path):
        handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _not_a_file(path)
    return os.fdopen(handle, "rb")


def _whole(file: io.BufferedReader, path: Path, limit: int) -> bytes:
    size = os.fstat(file.fileno()).st_size
    if size > limit:
        raise _too_large(path, limit)
    with _reading(path):
        # Not `limit` bytes at once: room for so many is made before any is read.
        data = file.read(size + 1)
        if len(data) > size:  # The file has grown since it was measured.
            data += file.read(limit)
    if len(data) > limit:
        raise _too_large(path, limit)
    return data


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise NotFound(f"There is no file {path.name}.", hint="Check the name and the folder.") from None
    except OSError as problem:
        # ELOOP is what opening a link gives, ENXIO a socket.
        if problem.errno in {errno.ELOOP, errno.ENXIO}:
            raise _not_a_file(path) from None
        raise StorageFailed(f"{path.name} could not be read: {_why(problem)}.") from problem


def _name_exclusively(part: Path, path: Path) -> None:
    """Give the finished `part` its name unless the name is taken: a link refuses where a rename overwrites."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as problem:
        if problem.errno not in _NO_HARD_LINKS:
            raise
        _write_in_place(path, part)


def _write_in_place(path: Path, part: Path) -> None:
    """Write under the final name, which exclusive creation guards; a failure takes the name away again."""
    try:
        with part.open("rb") as file:
            _write_new(path, iter(lambda: file.read(_BLOCK), b""))
    except FileExistsError:
        raise _taken(path) from None
    except OSError:
        _take_away(path)
        raise


def _take_away(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _why(problem: OSError) -> str:
    return (problem.strerror or "the disk failed").lower()


def _remedy(problem: OSError) -> str:
    if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "Make room on the disk and try again."
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return "Check who may write to the folder."
    if problem.errno in {errno.ENOENT, errno.ENOTDIR}:
        return "Name a folder that is there."
    return ""


def _not_a_file(path: Path) -> Refused:
    return Refused(
        Refusal.NOT_A_FILE,
        f"{path.name} is not an ordinary file.",
        hint="Links, folders, pipes and devices are not read; name the file itself.",
    )


def _too_large(path: Path, limit: int) -> Refused:
    return Refused(Refusal.TOO_LARGE, f"{path.name} is larger than {limit:,} bytes, the most that is read.")


def require_free(path: Path) -> None:
    """Raise NotAllowed where something is there already: before anything is done that a file is to be written of."""
    if os.path.lexists(path):
        raise _taken(path)


def _taken(path: Path) -> NotAllowed:
    return NotAllowed(f"{path.name} is there already; nothing was saved.", hint="Choose another name.")
