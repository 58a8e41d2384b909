"""The key agent lends to this terminal alone, for as long as it is used, and never what signs."""

import contextlib
import os
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from registry.custody.agent import account_of, can_tell, process_of
from registry.custody.bags import FLOOR_COST, OpenBag, create_bag, open_bag
from registry.custody.lent_keys import LentKeys, borrow, lend, take_back
from registry.domain.errors import NotAllowed, NotPermitted, StorageFailed

SECRET = "ada keeps a long secret"

pytestmark = pytest.mark.skipif(not can_tell(), reason="the system cannot tell who asks")


@pytest.fixture
def ada(tmp_path: Path) -> OpenBag:
    create_bag(tmp_path / "ada.bag", name="ada", passphrase=SECRET, cost=FLOOR_COST)
    return open_bag(tmp_path / "ada.bag", SECRET, state=tmp_path / "state")


@pytest.fixture
def runtime():  # type: ignore[no-untyped-def]
    # The name of a socket has at most 107 bytes, and a test's own folder may be deeper than that.
    with tempfile.TemporaryDirectory(prefix="run-") as parent:
        folder = Path(parent) / "run"
        yield folder
        if folder.exists():
            folder.chmod(0o700)
            take_back(folder)


def _borrow(runtime: Path, tmp_path: Path, passphrase: str = SECRET) -> LentKeys | None:
    return borrow(runtime, tmp_path / "ada.bag", tmp_path, state=tmp_path / "state", ask=lambda: passphrase)


def test_lends_the_identity_and_asks_before_it_signs(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    lend(runtime, ada, tmp_path)
    lent = _borrow(runtime, tmp_path)
    assert lent is not None
    assert str(lent.identity) == str(ada.identity)
    assert lent.opened is None
    assert lent.signer.public_key == ada.signer.public_key
    assert lent.opened is not None
    wrong = _borrow(runtime, tmp_path, "not hers at all")
    assert wrong is not None
    with pytest.raises(NotPermitted):
        _ = wrong.receiver


def test_the_socket_is_private_and_says_nothing_of_the_signing_key(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    lend(runtime, ada, tmp_path)
    (path,) = runtime.iterdir()
    assert stat.S_IMODE(path.lstat().st_mode) == 0o600
    assert stat.S_IMODE(runtime.lstat().st_mode) == 0o700
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(path))
        caller.sendall(b"keys\n")
        said = caller.recv(4096)
    assert said == str(ada.identity).encode()


def test_lock_ends_it(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    lend(runtime, ada, tmp_path)
    assert take_back(runtime) == 1
    assert _borrow(runtime, tmp_path) is None
    assert take_back(runtime) == 0


def test_it_ends_when_it_is_not_used(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    lend(runtime, ada, tmp_path, idle_seconds=2.0)
    time.sleep(1.2)
    assert _borrow(runtime, tmp_path) is not None
    time.sleep(1.2)
    assert _borrow(runtime, tmp_path) is not None, "use did not count"
    time.sleep(3.0)
    assert _borrow(runtime, tmp_path) is None
    assert list(runtime.iterdir()) == []


ASK = """
import socket, sys
with socket.socket(socket.AF_UNIX) as caller:
    caller.connect(sys.argv[1])
    try:
        caller.sendall(b"keys\\n")
        print(len(caller.recv(4096)))
    except ConnectionError:
        print("hung up")
"""


def test_another_terminal_is_told_nothing(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    lend(runtime, ada, tmp_path)
    (path,) = runtime.iterdir()
    for elsewhere, told in ((True, b"hung up\n"), (False, f"{len(str(ada.identity))}\n".encode())):
        words = [sys.executable, "-c", ASK, str(path)]
        ended = subprocess.run(words, capture_output=True, check=False, start_new_session=elsewhere)
        assert ended.stdout == told or (elsewhere and ended.stdout == b"0\n")


WAIT = """
import socket, sys
held = []
for _ in range(4):
    held.append(socket.socket(socket.AF_UNIX))
    held[-1].connect(sys.argv[1])
print("connected", flush=True)
sys.stdin.read()
"""


def test_who_connects_from_elsewhere_and_says_nothing_keeps_no_key_lent(
    runtime: Path, tmp_path: Path, ada: OpenBag
) -> None:
    lend(runtime, ada, tmp_path)
    (path,) = runtime.iterdir()
    words = [sys.executable, "-c", WAIT, str(path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as elsewhere:
        assert elsewhere.stdout is not None
        assert elsewhere.stdin is not None
        assert elsewhere.stdout.readline() == b"connected\n"
        assert _borrow(runtime, tmp_path) is not None
        assert take_back(runtime) == 1
        elsewhere.stdin.close()
    assert _borrow(runtime, tmp_path) is None


def test_an_agent_that_does_not_answer_is_ended_all_the_same(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    lend(runtime, ada, tmp_path)
    (path,) = runtime.iterdir()
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(str(path))
        found = process_of(door)
    assert found is not None
    os.kill(found[0], signal.SIGSTOP)
    assert take_back(runtime) == 1
    assert list(runtime.iterdir()) == []
    assert _borrow(runtime, tmp_path) is None
    _, how = os.waitpid(found[0], 0)
    assert os.WTERMSIG(how) == signal.SIGKILL


def test_keys_that_cannot_be_taken_back_are_told(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    """Stopped, and with as many waiting as the system lets wait: nobody gets through to say or to ask anything."""
    lend(runtime, ada, tmp_path)
    (path,) = runtime.iterdir()
    waiting: list[socket.socket] = []
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(str(path))
        found = process_of(door)
    assert found is not None
    os.kill(found[0], signal.SIGSTOP)
    try:
        with contextlib.suppress(BlockingIOError):
            for _ in range(50):
                waiting.append(socket.socket(socket.AF_UNIX))
                waiting[-1].setblocking(False)
                waiting[-1].connect(str(path))
        with pytest.raises(StorageFailed, match="still lent"):
            take_back(runtime)
    finally:
        for one in waiting:
            one.close()
        os.kill(found[0], signal.SIGKILL)
        os.waitpid(found[0], 0)


UNLOCK = """
import sys
from pathlib import Path
from registry.custody.bags import open_bag
from registry.custody.lent_keys import lend
folder = Path(sys.argv[1])
lend(Path(sys.argv[3]), open_bag(folder / "ada.bag", sys.argv[2], state=folder / "state"), folder)
"""


def test_it_ends_with_its_terminal(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    # The process leads a session of its own and ends at once, as a terminal that is closed.
    words = [sys.executable, "-c", UNLOCK, str(tmp_path), SECRET, str(runtime)]
    subprocess.run(words, check=True, start_new_session=True)
    deadline = time.monotonic() + 10
    while list(runtime.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert list(runtime.iterdir()) == []


def test_a_folder_that_others_can_enter_is_not_used(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    runtime.mkdir(mode=0o755)
    runtime.chmod(0o755)
    with pytest.raises(NotAllowed):
        lend(runtime, ada, tmp_path)
    assert list(runtime.iterdir()) == []
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    link = tmp_path / "link"
    link.symlink_to(elsewhere)
    with pytest.raises(NotAllowed):
        lend(link, ada, tmp_path)


def test_an_agent_for_another_bag_lends_nothing(runtime: Path, tmp_path: Path, ada: OpenBag) -> None:
    lend(runtime, ada, tmp_path)
    (tmp_path / "ada.bag").unlink()
    create_bag(tmp_path / "ada.bag", name="ada", passphrase=SECRET, cost=FLOOR_COST)
    assert _borrow(runtime, tmp_path) is None


def test_what_macos_says_of_an_account_is_read_strictly() -> None:
    # struct xucred: version 0, user 501, one group (20), places for sixteen.
    said = struct.pack("=IIhxx16I", 0, 501, 1, 20, *[0] * 15)
    assert len(said) == 76
    assert account_of(said) == 501
    assert account_of(said[:-1]) is None
    assert account_of(struct.pack("=I", 1) + said[4:]) is None
