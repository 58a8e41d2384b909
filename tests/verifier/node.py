"""The page's core under Node, and what the tests need of a machine to run it."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from registry.verifier.data import page_data

ROOT = Path(__file__).parent.parent.parent
# Ed25519 in WebCrypto and the decompression of streams are in every Node from this one on.
_OLDEST = 20


def find_node() -> str | None:
    """Return Node's path, or None where it is absent or too old."""
    node = shutil.which("node")
    if node is None:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return node if int(version.strip().removeprefix("v").split(".")[0]) >= _OLDEST else None


NODE = find_node()
needs_node = pytest.mark.skipif(NODE is None, reason=f"Node {_OLDEST} or newer is not installed")


def judge(manifest: Path, scratch: Path) -> list[dict[str, Any]]:
    """Return what the second implementation says of every case in the manifest. `scratch` is a folder to write to."""
    assert NODE is not None
    data = scratch / "page-data.json"
    data.write_text(json.dumps(page_data()), "utf-8")
    script = ROOT / "tests" / "verifier" / "judge.mjs"
    ended = subprocess.run(
        [NODE, "--no-warnings", str(script), str(data), str(manifest)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    answers: list[dict[str, Any]] = json.loads(ended.stdout)
    return answers
