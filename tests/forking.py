"""The program imported once and forked for each command that a shell types: half a second saved on each.

A passphrase is derived at its full cost once per bag: what one fork derived, the later ones are told.

`python -m tests.forking SOCKET` is the parent. `forked_program` starts it and gives a folder to put first in PATH,
whose `throughcare` hands its words, folder, surroundings and open files to the parent and ends as the fork ended.
"""

import array
import contextlib
import hashlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from registry.custody.bags import BagCost

CLIENT = """#!{python} -IS
import array, json, os, socket, sys
asked = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
door = socket.socket(socket.AF_UNIX)
door.connect({address!r})
open_files = array.array("i", [0, 1, 2])
door.sendmsg([len(asked).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, open_files)])
door.sendall(asked)
sys.exit((door.recv(1) or b"\\xff")[0])
"""


@contextlib.contextmanager
def forked_program(folder: Path) -> Iterator[Path]:
    """Return a folder with a `throughcare` that is a fork of one warm process; the process ends with the block."""
    # An address of a socket has at most 107 bytes, and a test's folder may be deep.
    address = f"/tmp/throughcare-tests-{os.getpid()}-{time.monotonic_ns()}"
    commands = folder / "forked"
    commands.mkdir()
    client = commands / "throughcare"
    client.write_text(CLIENT.format(python=sys.executable, address=address))
    client.chmod(0o700)
    surroundings = {name: text for name, text in os.environ.items() if not name.startswith("THROUGHCARE_")}
    warm = subprocess.Popen([sys.executable, "-m", "tests.forking", address], env=surroundings)
    try:
        while not Path(address).exists():
            assert warm.poll() is None, "the warm process has ended"
            time.sleep(0.05)
        yield commands
    finally:
        warm.kill()
        warm.wait()
        Path(address).unlink(missing_ok=True)


def serve(address: str) -> None:
    """Import what any command may need, then fork for each that asks; never returns."""
    from registry.cli.main import GROUPS

    for module, _ in GROUPS.values():
        import_module(f"registry.cli.{module}")
    for module in ("registry.bootstrap", "registry.demo.journey", "registry.store.unit_of_work", "exports.pdf"):
        import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    hear = _derived_once()
    door = socket.socket(socket.AF_UNIX)
    door.bind(f"{address}.new")
    door.listen()
    # Only a socket that listens is found under its name.
    os.rename(f"{address}.new", address)
    while True:
        asking, _ = door.accept()
        hear()
        if os.fork() == 0:
            door.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            asking.sendall(bytes([_run(asking)]))
            os._exit(0)
        asking.close()


def _derived_once() -> Callable[[], None]:
    """Have each fork tell what it derived; return what takes in what was told, before the next one."""
    from registry.custody import bags

    derive, known = bags._derive, dict[bytes, bytes]()
    told, telling = os.pipe()
    os.set_blocking(told, False)

    def once(passphrase: str, salt: bytes, cost: BagCost) -> bytes:
        name = hashlib.sha256(repr((passphrase, salt, cost)).encode("utf-8", "surrogatepass")).digest()
        if name not in known:
            known[name] = derive(passphrase, salt, cost)
            os.write(telling, name + known[name])  # So few bytes are written whole or not at all.
        return known[name]

    def hear() -> None:
        with contextlib.suppress(BlockingIOError):
            while said := os.read(told, 64):
                known[said[:32]] = said[32:]

    bags._derive = once
    return hear


def _run(asking: socket.socket) -> int:
    """Run one command in the asker's folder, surroundings and files; return how it ended."""
    open_files = array.array("i")
    size, passed, _, _ = asking.recvmsg(4, socket.CMSG_LEN(3 * open_files.itemsize))
    open_files.frombytes(passed[0][2])
    asked = b""
    while len(asked) < int.from_bytes(size, "big"):
        asked += asking.recv(65_536)
    words, folder, surroundings = json.loads(asked)
    for number, passed_on in enumerate(open_files):
        os.dup2(passed_on, number)
        os.close(passed_on)
    sys.stdin, sys.stdout, sys.stderr = (_stream(number) for number in range(3))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(surroundings)
    time.tzset()
    sys.argv = ["throughcare", *words]
    from tui.start import main

    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
    return code


def _stream(number: int) -> io.TextIOWrapper:
    raw = io.FileIO(number, "rb" if number == 0 else "wb", closefd=False)
    buffered = io.BufferedReader(raw) if number == 0 else io.BufferedWriter(raw)
    return io.TextIOWrapper(buffered, encoding="utf-8", line_buffering=number == 2, write_through=number == 2)


if __name__ == "__main__":
    serve(sys.argv[1])
