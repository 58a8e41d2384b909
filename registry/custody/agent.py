"""The key agent: a small process that keeps a person's age identity for one terminal, for as long as it is used.

It holds what opens the database and no signing key, and it gives that to processes of the same account in the same
terminal session alone. It ends five minutes after the last use, at `lock`, and when the session's leader has ended.
Run by itself (`python -m registry.custody.agent`) it reads everything it needs from standard input and loads nothing
but Python's own modules and a few lines of ours, so that nothing else of the person's is in its memory.
"""

import contextlib
import ctypes
import json
import os
import socket
import struct
import sys
import time
from pathlib import Path

from registry.own_memory import keep_memory_to_itself

IDLE_SECONDS = 300
ASK, END = b"keys\n", b"lock\n"

_LOOK_EVERY = 2.0
_PEER = struct.Struct("3i")
# macOS, as <sys/un.h> and <sys/ucred.h> have it: version, user, number of groups, groups; and the process by itself.
_LOCAL, _LOCAL_PEERCRED, _LOCAL_PEERPID = 0, 1, 2
_XUCRED = struct.Struct("=IIhxx16I")
_XUCRED_VERSION = 0
_NOW = 1


def serve(path: Path, secret: bytes, *, session: int, idle_seconds: float) -> None:
    """Answer at the socket `path` with `secret` until the idle limit, `lock`, or the end of the session's leader."""
    os.umask(0o177)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(str(path))
        own = path.lstat()
        door.listen(4)
        sys.stdout.write("ready\n")
        sys.stdout.close()
        try:
            last = _clock()
            while _leads(session) and _clock() - last < idle_seconds:
                door.settimeout(min(_LOOK_EVERY, max(0.01, idle_seconds - (_clock() - last))))
                try:
                    caller, _ = door.accept()
                except TimeoutError:
                    continue
                with caller, contextlib.suppress(OSError):
                    # Nobody else is waited for: who connects and says nothing would keep the terminal's own out.
                    if not is_of(caller, session):
                        continue
                    caller.settimeout(1.0)
                    asked = caller.recv(16)
                    # Between the look above and this call, a suspended computer may have slept for hours.
                    if asked == END or _clock() - last >= idle_seconds:
                        return
                    if asked == ASK:
                        caller.sendall(secret)
                        last = _clock()
        finally:
            with contextlib.suppress(OSError):
                if path.lstat().st_ino == own.st_ino:
                    path.unlink()


def is_of(peer: socket.socket, session: int | None) -> bool:
    """True when the other end is a process of this account and, where given, of this terminal session."""
    who = process_of(peer)
    if who is None:
        return False
    pid, user = who
    try:
        return bool(user == os.getuid() and (session is None or os.getsid(pid) == session))
    except ProcessLookupError:
        return False


def can_tell() -> bool:
    """True where the system says which process of which account is at the other end of a socket."""
    return hasattr(socket, "SO_PEERCRED") or sys.platform == "darwin"


def process_of(peer: socket.socket) -> tuple[int, int] | None:
    """Return the process and the account at the other end; None where the system does not say."""
    if hasattr(socket, "SO_PEERCRED"):
        pid, user, _ = _PEER.unpack(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size))
        return pid, user
    if sys.platform == "darwin":
        user = account_of(peer.getsockopt(_LOCAL, _LOCAL_PEERCRED, _XUCRED.size))
        (pid,) = struct.unpack("=i", peer.getsockopt(_LOCAL, _LOCAL_PEERPID, 4))
        return None if user is None else (pid, user)
    return None


def account_of(credentials: bytes) -> int | None:
    """Return the account in what macOS says of the other end of a socket, or None for any other form of it."""
    if len(credentials) != _XUCRED.size:
        return None
    version, user, *_ = _XUCRED.unpack(credentials)
    return user if version == _XUCRED_VERSION else None


def _leads(session: int) -> bool:
    try:
        return os.getsid(session) == session
    except (ProcessLookupError, PermissionError):
        return False


def _clock() -> float:
    # Goes on while the computer is suspended, where there is such a clock.
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _keep_to_itself() -> None:
    """No swap either, as far as this system lets an ordinary process."""
    keep_memory_to_itself()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mlockall(_NOW)


def main() -> None:
    """Read one line of JSON (path, session, idle, secret) from standard input, and serve."""
    # Its own group in the same session: Ctrl-C is for the command in front, hanging up is for everybody.
    os.setpgid(0, 0)
    _keep_to_itself()
    told = json.loads(sys.stdin.buffer.readline())
    sys.stdin.close()
    serve(Path(told["path"]), told["secret"].encode(), session=told["session"], idle_seconds=told["idle"])


if __name__ == "__main__":
    main()
