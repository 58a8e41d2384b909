"""The Node pipeline as a peer: its libraries are installed by npm into a cache folder outside the tree."""

import atexit
import json
import os
import shutil
import subprocess
import tempfile
import time
import weakref
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from registry.verifier.data import page_data
from schemas import schema_bytes
from tests.bench.measuring import Run
from tests.verifier.node import find_node

LIBRARIES = ("ajv@8", "canonicalize@2")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "throughcare-bench"
SCRIPT = Path(__file__).parent / "node_peer.mjs"
VERDICT_SCRIPT = Path(__file__).parent / "node_verdict.mjs"


class NoNode(Exception):  # noqa: N818 - named for what is missing
    """The Node pipeline cannot run here; the message says why."""


def node_verifier(documents: tuple[bytes, ...], batch: int, *, install: bool = True) -> Run:
    """Return a run of the Node pipeline over `batch` of the documents, in processor seconds. Raises NoNode."""
    _require(install)
    return _asking(_pipeline(_written(documents), source="memory"), batch)


def node_verdicts(documents: tuple[bytes, ...], batch: int, *, directory: bytes, now: datetime) -> Run:
    """Return a run of the page's own core under Node, to a whole verdict each, in processor seconds. Raises NoNode.

    It needs no library. `directory` are the bytes of the signed directory that the verdicts stand on.
    """
    if find_node() is None:
        raise NoNode("no Node that is new enough is installed here")
    data, trusted = _written((json.dumps(page_data()).encode(), directory))
    moment = f"{int(now.timestamp() * 1000)}"
    words = ("--no-warnings", str(VERDICT_SCRIPT), str(data), str(trusted), moment)
    return _asking(_Child(*words, *map(str, _written(documents))), batch)


def _written(documents: Sequence[bytes]) -> list[Path]:
    folder = Path(tempfile.mkdtemp(prefix="throughcare-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    files = [folder / f"{number}.json" for number in range(len(documents))]
    for file, data in zip(files, documents, strict=True):
        file.write_bytes(data)
    return files


def _asking(child: "_Child", batch: int) -> Run:
    def run() -> float:
        child.ask(batch)
        return child.answer() / batch

    return run


def node_verifiers(files: Sequence[Path], processes: int, *, install: bool = True) -> Run:
    """Return a run of so many Node processes over all the files, read from disk, by the clock. Raises NoNode.

    Each process is started beforehand and verifies its share.
    """
    _require(install)
    shares = [files[number::processes] for number in range(processes)]
    children = [_pipeline(share, source="disk") for share in shares]

    def run() -> float:
        before = time.perf_counter()
        for child, share in zip(children, shares, strict=True):
            child.ask(len(share))
        for child in children:
            child.answer()
        return (time.perf_counter() - before) / len(files)

    return run


def node_from_disk(files: Sequence[Path], batch: int, *, install: bool = True) -> Run:
    """Return a run of one Node process over `batch` of the files, read from disk, in processor seconds.

    Raises NoNode.
    """
    _require(install)
    return _asking(_pipeline(files, source="disk"), batch)


def _pipeline(files: Sequence[Path], *, source: str) -> "_Child":
    (schema,) = _written([schema_bytes("transfer-summary", "1.0")])
    return _Child(str(SCRIPT), str(CACHE), str(schema), source, *map(str, files))


class _Child:
    """A Node process that waits for how many documents to verify."""

    def __init__(self, *words: str) -> None:
        self._process = subprocess.Popen(["node", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        weakref.finalize(self, _end, self._process)

    def ask(self, batch: int) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{batch}\n")
        self._process.stdin.flush()

    def answer(self) -> float:
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        if not said:
            raise NoNode("the Node pipeline ended without an answer")
        return float(said)


def _end(process: "subprocess.Popen[str]") -> None:
    process.communicate()  # Closes its input, at which it ends.


def _require(install: bool) -> None:
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise NoNode("node or npm is not installed here")
    if (CACHE / "node_modules" / "ajv").is_dir() and (CACHE / "node_modules" / "canonicalize").is_dir():
        return
    if not install:
        raise NoNode("its libraries are not installed here; `make bench` installs them")
    CACHE.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(CACHE), *LIBRARIES],
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise NoNode("npm could not install ajv and canonicalize")
