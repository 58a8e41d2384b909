"""Runs a function in a forked process and stops it at each system call that changes what is on disk.

Whoever calls decides at each: it goes on, the process is killed (SIGKILL) before the call has any effect, or the call
is not made and gives an error. Linux's ptrace(2), called through ctypes: nothing to install, and the very system calls
that the program makes. A forked process starts with everything imported, so that a run costs what the command costs.
"""

import contextlib
import ctypes
import errno
import os
import platform
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_TRACEME, _POKE_USER, _SYSCALL, _SETOPTIONS, _SYSCALL_INFO = 0, 6, 24, 0x4200, 0x420E
_GOOD_STOPS, _KILL_WITH_TRACER = 0x1, 0x100000
_ENTRY, _EXIT = 1, 2
_SYSCALL_STOP = signal.SIGTRAP | 0x80
# Where the registers of x86_64 stand in what PTRACE_POKEUSER writes. Source: the kernel's <sys/reg.h>.
_ORIG_RAX, _RAX = 15 * 8, 10 * 8

# Calls that change what is on disk, by their numbers. Source: the kernel's syscall tables of the two machines.
_X86_64 = {
    "write": 1, "pwrite64": 18, "writev": 20, "sendfile": 40, "fsync": 74, "fdatasync": 75, "truncate": 76,
    "ftruncate": 77, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87, "symlink": 88,
    "chmod": 90, "fchmod": 91, "openat": 257, "mkdirat": 258, "unlinkat": 263, "renameat": 264, "linkat": 265,
    "fchmodat": 268, "fallocate": 285, "renameat2": 316, "copy_file_range": 326,
}  # fmt: skip
_AARCH64 = {
    "write": 64, "pwrite64": 68, "writev": 66, "sendfile": 71, "fsync": 82, "fdatasync": 83, "truncate": 45,
    "ftruncate": 46, "mkdirat": 34, "unlinkat": 35, "symlinkat": 36, "linkat": 37, "renameat": 38, "fchmod": 52,
    "fchmodat": 53, "openat": 56, "fallocate": 47, "renameat2": 276, "copy_file_range": 285,
}  # fmt: skip
_TABLES = {"x86_64": _X86_64, "aarch64": _AARCH64}
_TO_A_DESCRIPTOR = ("write", "pwrite64", "writev")
_CREATES = os.O_CREAT | os.O_TRUNC
AT_CWD: Final = 0xFFFFFF9C
"""The kernel's AT_FDCWD as an unsigned number of 32 bits."""

KILL: Final = -1
"""What is decided of a call that the process does not live to make."""


_LIBC = ctypes.CDLL(None, use_errno=True)
if hasattr(_LIBC, "ptrace"):
    _LIBC.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    _LIBC.ptrace.restype = ctypes.c_long


class _Info(ctypes.Structure):
    """What PTRACE_GET_SYSCALL_INFO tells: on entry the number and its arguments, on exit the result."""

    _fields_ = (
        ("op", ctypes.c_uint8),
        ("pad", ctypes.c_uint8 * 3),
        ("arch", ctypes.c_uint32),
        ("ip", ctypes.c_uint64),
        ("sp", ctypes.c_uint64),
        ("number", ctypes.c_uint64),
        ("arguments", ctypes.c_uint64 * 6),
        ("more", ctypes.c_uint64 * 4),
    )


@dataclass(frozen=True, kw_only=True)
class Call:
    """A state-changing call that a stopped process is making: its name, its arguments, and whose it is."""

    name: str
    arguments: tuple[int, ...]
    process: int

    @property
    def is_said(self) -> bool:
        """True for what is written to the standard streams: nothing on disk changes."""
        return self.name in _TO_A_DESCRIPTOR and self.arguments[0] <= 2

    def descriptor(self, argument: int) -> Path:
        """The file behind a descriptor, as the kernel keeps it."""
        return Path(f"/proc/{self.process}/fd/{self.arguments[argument]}")

    def data(self, argument: int, size: int) -> bytes:
        """So many bytes of the process's memory, from where an argument points."""
        with open(f"/proc/{self.process}/mem", "rb", buffering=0) as memory:
            memory.seek(self.arguments[argument])
            return memory.read(size)

    def path(self, argument: int, *, beside: int | None = None) -> Path:
        """The path that an argument points to, from the folder whose descriptor is the argument `beside`."""
        text, at = b"", self.arguments[argument]
        with open(f"/proc/{self.process}/mem", "rb", buffering=0) as memory:
            while b"\0" not in text:
                # Up to the next page only: the one after it need not be there.
                memory.seek(at + len(text))
                text += memory.read(4096 - (at + len(text)) % 4096)
        named = Path(os.fsdecode(text.split(b"\0")[0]))
        here = beside is None or self.arguments[beside] & 0xFFFFFFFF == AT_CWD
        folder = Path(f"/proc/{self.process}/cwd") if here else self.descriptor(beside or 0)
        return folder.readlink() / named


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How the process ended: the calls counted, the one it was killed at, or its own exit code; and what it said."""

    calls: int
    killed_at: str | None
    code: int | None
    out: str = ""
    err: str = ""


@dataclass(kw_only=True)
class Fault:
    """Decides for the n-th call, counted from 1, and 0 for none: a kill, an I/O error, or a disk that is full.

    A full disk stays full: whatever needs room from then on fails as well.
    """

    at: int
    of: int
    counted: int = 0
    struck: str | None = field(default=None)

    def __call__(self, call: Call) -> int | None:
        """Return the error the call is to give, KILL, or None to let it be made."""
        self.counted += 1
        if self.counted == self.at:
            self.struck = call.name
            return self.of
        if self.struck is not None and self.of == errno.ENOSPC and call.name in _NEEDS_ROOM:
            return self.of
        return None


_NEEDS_ROOM = {"write", "pwrite64", "writev", "sendfile", "creat", "openat", "mkdir", "mkdirat", "fallocate", "link"}


def why_not() -> str | None:
    """Return why this machine cannot trace, or None."""
    if not sys.platform.startswith("linux") or platform.machine() not in _TABLES:
        return f"ptrace is used on Linux on x86_64 and aarch64, not on {sys.platform} {platform.machine()}"
    try:
        ended = run_traced(lambda: 0)
    except OSError as problem:
        return f"this machine does not let a process trace its child: {problem}"
    return None if ended.code == 0 else "tracing did not work"


def may_fail_calls() -> bool:
    """True where a call can be made to give an error: its registers are known for one machine only."""
    return platform.machine() == "x86_64"


def run_traced(
    command: Callable[[], int],
    *,
    decide: Callable[[Call], int | None] = lambda call: None,
    done: Callable[[Call, int], None] = lambda call, result: None,
) -> Ended:
    """Run `command` in a child. `decide` is asked as a call is entered; `done` is told its result when it was made.

    Calls that only say something to the standard streams are told to `done` and never asked about. Raises OSError
    where tracing is not allowed.
    """
    names = {number: name for name, number in _TABLES[platform.machine()].items()}
    out, err = os.memfd_create("out"), os.memfd_create("err")
    try:
        # What waits to be written here must not be written there as well.
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            _be_traced(command, out, err)
        calls, killed_at, code = _followed(child, names, decide, done)
        return Ended(calls=calls, killed_at=killed_at, code=code, out=_text(out), err=_text(err))
    finally:
        os.close(out)
        os.close(err)


def _followed(
    child: int, names: dict[int, str], decide: Callable[[Call], int | None], done: Callable[[Call, int], None]
) -> tuple[int, str | None, int | None]:
    _, status = os.waitpid(child, 0)
    if not os.WIFSTOPPED(status):
        raise OSError("the child could not be traced")
    _ptrace(_SETOPTIONS, child, 0, _GOOD_STOPS | _KILL_WITH_TRACER)
    calls, deliver = 0, 0
    made: Call | None = None
    failing = 0
    while True:
        _ptrace(_SYSCALL, child, 0, deliver)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return calls, None, os.WEXITSTATUS(status)
        if os.WIFSIGNALED(status):
            raise OSError(f"the child died of signal {os.WTERMSIG(status)}")
        stopped_by = os.WSTOPSIG(status)
        deliver = 0 if stopped_by == _SYSCALL_STOP else stopped_by
        if deliver:
            continue
        info = _Info()
        _ptrace(_SYSCALL_INFO, child, ctypes.sizeof(info), ctypes.addressof(info))
        if info.op == _EXIT:
            if failing:
                _ptrace(_POKE_USER, child, _RAX, -failing)
            elif made is not None:
                # On exit the result stands where on entry the number did.
                done(made, ctypes.c_int64(info.number).value)
            made, failing = None, 0
            continue
        made = _changes(child, info, names)
        if made is None or made.is_said:
            continue
        calls += 1
        decided = decide(made)
        if decided == KILL:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return calls, made.name, None
        if decided:
            failing = decided
            # No call has this number, so none is made.
            _ptrace(_POKE_USER, child, _ORIG_RAX, -1)


def _be_traced(command: Callable[[], int], out: int, err: int) -> None:
    code = 99
    try:
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        _ptrace(_TRACEME, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        code = command()
    except BaseException:  # noqa: BLE001 - whatever it is, it must not go on in a copy of the caller
        traceback.print_exc()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _changes(child: int, info: _Info, names: dict[int, str]) -> Call | None:
    """Return the state-changing call that the child is entering, or None."""
    name = names.get(info.number) if info.op == _ENTRY else None
    if name is None or (name == "openat" and not info.arguments[2] & _CREATES):
        return None
    return Call(name=name, arguments=tuple(info.arguments), process=child)


def _text(descriptor: int) -> str:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0).decode("utf-8", "replace")


def _ptrace(request: int, process: int, address: int, data: int) -> None:
    if _LIBC.ptrace(request, process, address, data) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
