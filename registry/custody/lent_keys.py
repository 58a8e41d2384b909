"""Keys lent by the agent: they open the database, and ask for the passphrase when something is to be signed."""

import contextlib
import hashlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyrage

from registry.custody.agent import ASK, END, IDLE_SECONDS, can_tell, is_of, process_of
from registry.custody.bags import BagInfo, OpenBag, open_bag, read_bag
from registry.custody.signing_key import SigningKey
from registry.domain.errors import NotAllowed, StorageFailed
from registry.files import disk_errors, make_private_folder

_MOST_BYTES = 1_024


@dataclass(slots=True, kw_only=True)
class LentKeys:
    """A person's identity without their signing keys; `ask` returns the passphrase, once, when these are needed."""

    bag: Path
    state: Path
    info: BagInfo
    identity: pyrage.x25519.Identity = field(repr=False)
    ask: Callable[[], str] = field(repr=False)
    opened: OpenBag | None = field(default=None, repr=False)

    def prove(self) -> OpenBag:
        """Return the bag, opened with a passphrase entered now. Raises NotPermitted as `open_bag`."""
        if self.opened is None:
            self.opened = open_bag(self.bag, self.ask(), state=self.state)
        return self.opened

    @property
    def signer(self) -> SigningKey:
        """The key that signs; asks for the passphrase."""
        return self.prove().signer

    @property
    def receiver(self) -> SigningKey:
        """The key that signs receipts; asks for the passphrase."""
        return self.prove().receiver


def lend(folder: Path, keys: OpenBag, home: Path, *, idle_seconds: float = IDLE_SECONDS) -> None:
    """Start an agent for this terminal that lends the person's identity. `folder` is the account's runtime folder.

    Raises NotAllowed where the system cannot tell who asks, or the folder is not this account's alone, and
    StorageFailed when the agent does not start. One that was there for the same person and home ends.
    """
    if not can_tell():
        raise NotAllowed("This system cannot tell who asks for keys; nothing was unlocked.")
    make_private_folder(folder)
    _require_private(folder)
    path = _socket_path(folder, home, keys.info.name)
    _end(path)
    with disk_errors("The old agent could not be removed"):
        path.unlink(missing_ok=True)
    told = {
        "path": str(path),
        "session": os.getsid(0),
        "idle": idle_seconds,
        "secret": str(keys.identity),
    }
    # Not in the environment or the arguments, which others can read.
    child = subprocess.Popen(
        [sys.executable, "-I", "-m", "registry.custody.agent"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child.stdout, contextlib.suppress(BrokenPipeError):
        with child.stdin:
            child.stdin.write(json.dumps(told).encode() + b"\n")
        ready = child.stdout.readline()
    # It goes on by itself; Python would warn of a child that nobody waits for.
    child.returncode = 0
    if ready != b"ready\n":
        raise StorageFailed("The key agent did not start; nothing was unlocked.", hint="Use the passphrase.")


def borrow(folder: Path, bag: Path, home: Path, *, state: Path, ask: Callable[[], str]) -> LentKeys | None:
    """Return the keys an agent of this terminal lends for the person of the bag, or None where there is none."""
    path = _socket_path(folder, home, bag.stem)
    try:
        _require_private(folder)
        with _speaking(path) as agent:
            agent.sendall(ASK)
            said = b""
            while len(said) < _MOST_BYTES and (more := agent.recv(_MOST_BYTES)):
                said += more
        info, identity = read_bag(bag), pyrage.x25519.Identity.from_str(said.decode("ascii"))
    except (OSError, NotAllowed, ValueError, pyrage.IdentityError):
        return None
    # Another bag was put there meanwhile: then its own passphrase decides.
    if str(identity.to_public()) != info.recipient:
        return None
    return LentKeys(bag=bag, state=state, info=info, identity=identity, ask=ask)


def take_back(folder: Path) -> int:
    """End every agent of this terminal and return how many there were. Raises StorageFailed where one goes on."""
    try:
        _require_private(folder)
    except (OSError, NotAllowed):
        return 0
    return sum(_end(path) for path in sorted(folder.glob(f"keys-{os.getsid(0)}-*")))


def _end(path: Path) -> bool:
    """End the agent at this socket, and return whether there was one. Raises StorageFailed where it goes on.

    One that does not answer, stopped as it may be, still holds the keys: it is killed.
    """
    try:
        with _speaking(path) as agent:
            agent.sendall(END)
            try:
                # The end of the connection is the end of the agent.
                agent.recv(1)
            except TimeoutError:
                _kill(agent)
                path.unlink(missing_ok=True)
    except (FileNotFoundError, ConnectionError, PermissionError):
        return False
    except OSError:
        raise StorageFailed(
            "What holds the keys of this terminal does not answer; they are still lent.", hint="Close the terminal."
        ) from None
    return True


def _kill(agent: socket.socket) -> None:
    found = process_of(agent)
    if found is None:
        raise TimeoutError
    with contextlib.suppress(ProcessLookupError):
        os.kill(found[0], signal.SIGKILL)


@contextlib.contextmanager
def _speaking(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as agent:
        agent.settimeout(2.0)
        agent.connect(str(path))
        if not is_of(agent, None):
            raise PermissionError("the agent is another account's")
        yield agent


def _socket_path(folder: Path, home: Path, user: str) -> Path:
    whose = hashlib.sha256(f"{home.resolve()}\0{user}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / f"keys-{os.getsid(0)}-{whose}"


def _require_private(folder: Path) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise NotAllowed(f"{folder} is not this account's alone; nothing was unlocked.", hint="Look who made it.")
