"""Runs a function in a forked process and kills it (SIGKILL) as it enters its n-th state-changing system call.

Linux's ptrace(2), called through ctypes: nothing to install, and the very system calls that the program makes. A
forked process starts with everything imported, so that a point costs what the command costs and no more.
"""

import contextlib
import ctypes
import os
import platform
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

_TRACEME, _SYSCALL, _SETOPTIONS, _SYSCALL_INFO = 0, 24, 0x4200, 0x420E
_GOOD_STOPS, _KILL_WITH_TRACER = 0x1, 0x100000
_ENTRY = 1
_SYSCALL_STOP = signal.SIGTRAP | 0x80

# Calls that change what is on disk, by their numbers. Source: the kernel's syscall tables of the two machines.
_X86_64 = {
    "write": 1, "pwrite64": 18, "writev": 20, "fsync": 74, "fdatasync": 75, "truncate": 76, "ftruncate": 77,
    "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87, "symlink": 88, "chmod": 90,
    "fchmod": 91, "openat": 257, "mkdirat": 258, "unlinkat": 263, "renameat": 264, "linkat": 265, "fchmodat": 268,
    "fallocate": 285, "renameat2": 316, "copy_file_range": 326,
}  # fmt: skip
_AARCH64 = {
    "write": 64, "pwrite64": 68, "writev": 66, "fsync": 82, "fdatasync": 83, "truncate": 45, "ftruncate": 46,
    "mkdirat": 34, "unlinkat": 35, "symlinkat": 36, "linkat": 37, "renameat": 38, "fchmod": 52, "fchmodat": 53,
    "openat": 56, "fallocate": 47, "renameat2": 276, "copy_file_range": 285,
}  # fmt: skip
_TABLES = {"x86_64": _X86_64, "aarch64": _AARCH64}
_TO_A_DESCRIPTOR = ("write", "pwrite64", "writev")
_CREATES = os.O_CREAT | os.O_TRUNC


_LIBC = ctypes.CDLL(None, use_errno=True)
if hasattr(_LIBC, "ptrace"):
    _LIBC.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    _LIBC.ptrace.restype = ctypes.c_long


class _Entry(ctypes.Structure):
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
class Ended:
    """How the process ended: the calls counted, the name of the one it was killed at, or its own exit code."""

    calls: int
    killed_at: str | None
    code: int | None


def why_not() -> str | None:
    """Return why this machine cannot trace, or None."""
    if not sys.platform.startswith("linux") or platform.machine() not in _TABLES:
        return f"ptrace is used on Linux on x86_64 and aarch64, not on {sys.platform} {platform.machine()}"
    try:
        ended = run_killed(lambda: 0, at=None)
    except OSError as problem:
        return f"this machine does not let a process trace its child: {problem}"
    return None if ended.code == 0 else "tracing did not work"


def run_killed(command: Callable[[], int], *, at: int | None) -> Ended:
    """Run `command` in a child and kill it at its `at`-th state-changing call, counted from 1; never for None.

    A call counts when it is entered, before it has any effect. Raises OSError where tracing is not allowed.
    """
    names = {number: name for name, number in _TABLES[platform.machine()].items()}
    child = os.fork()
    if child == 0:
        _be_traced(command)
    _, status = os.waitpid(child, 0)
    if not os.WIFSTOPPED(status):
        raise OSError("the child could not be traced")
    _ptrace(_SETOPTIONS, child, 0, _GOOD_STOPS | _KILL_WITH_TRACER)
    calls, deliver = 0, 0
    while True:
        _ptrace(_SYSCALL, child, 0, deliver)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return Ended(calls=calls, killed_at=None, code=os.WEXITSTATUS(status))
        if os.WIFSIGNALED(status):
            raise OSError(f"the child died of signal {os.WTERMSIG(status)}")
        stopped_by = os.WSTOPSIG(status)
        deliver = 0 if stopped_by == _SYSCALL_STOP else stopped_by
        if deliver:
            continue
        name = _changes(child, names)
        if name is None:
            continue
        calls += 1
        if calls == at:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return Ended(calls=calls, killed_at=name, code=None)


def _be_traced(command: Callable[[], int]) -> None:
    code = 99
    with contextlib.suppress(BaseException):
        quiet = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(quiet, descriptor)
        _ptrace(_TRACEME, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        code = command()
    os._exit(code)


def _changes(child: int, names: dict[int, str]) -> str | None:
    """Return the name of the state-changing call that the child is entering, or None."""
    info = _Entry()
    _ptrace(_SYSCALL_INFO, child, ctypes.sizeof(info), ctypes.addressof(info))
    name = names.get(info.number) if info.op == _ENTRY else None
    if name in _TO_A_DESCRIPTOR and info.arguments[0] <= 2:
        return None
    if name == "openat" and not info.arguments[2] & _CREATES:
        return None
    return name


def _ptrace(request: int, process: int, address: int, data: int) -> None:
    if _LIBC.ptrace(request, process, address, data) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
