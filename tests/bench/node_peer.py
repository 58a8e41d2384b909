"""The Node pipeline as a peer: its libraries are installed by npm into a cache folder outside the tree."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from schemas import schema_bytes
from tests.bench.measuring import Run

LIBRARIES = ("ajv@8", "canonicalize@2")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "throughcare-bench"
SCRIPT = Path(__file__).parent / "node_peer.mjs"


class NoNode(Exception):  # noqa: N818 - named for what is missing
    """The Node pipeline cannot run here; the message says why."""


def node_verifier(documents: tuple[bytes, ...], batch: int) -> Run:
    """Return a run of the Node pipeline over `batch` of the documents. Raises NoNode."""
    _install()
    folder = Path(tempfile.mkdtemp(prefix="throughcare-bench-"))
    (folder / "schema.json").write_bytes(schema_bytes("transfer-summary", "1.0"))
    files = []
    for number, data in enumerate(documents):
        files.append(folder / f"{number}.json")
        files[-1].write_bytes(data)
    words = ["node", str(SCRIPT), str(CACHE), str(folder / "schema.json"), *map(str, files)]
    child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run() -> float:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{batch}\n")
        child.stdin.flush()
        answer = child.stdout.readline()
        if not answer:
            raise NoNode("the Node pipeline ended without an answer")
        return float(answer) / batch

    return run


def _install() -> None:
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise NoNode("node or npm is not installed here")
    if (CACHE / "node_modules" / "ajv").is_dir() and (CACHE / "node_modules" / "canonicalize").is_dir():
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(CACHE), *LIBRARIES],
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise NoNode("npm could not install ajv and canonicalize")
