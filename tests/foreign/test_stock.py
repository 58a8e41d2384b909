"""Software we did not write, verifying our documents: the packages of Digital Bazaar, under Node."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from schemas.contexts.make_context import FILE, make_context
from tests.documents.test_vectors import CASES, VECTORS
from tests.verifier.node import NODE, needs_node

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "throughcare" / "foreign"
"""Where `make foreign` installs the packages: outside the tree, since they are no part of it."""

needs_packages = pytest.mark.skipif(
    not (CACHE / "node_modules" / "jsonld").is_dir(), reason="the npm packages are not installed; run `make foreign`"
)


def stock(folder: Path, *files: Path) -> list[dict[str, Any]]:
    """Return what stock software says of each file; `folder` is a scratch folder."""
    assert NODE is not None
    # Node looks for packages beside the script, so the script goes where they are linked.
    (folder / "node_modules").symlink_to(CACHE / "node_modules")
    script = Path(shutil.copy(HERE / "stock.mjs", folder))
    ended = subprocess.run(
        [NODE, "--no-warnings", str(script), str(FILE), *map(str, files)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    answers: list[dict[str, Any]] = json.loads(ended.stdout)
    return answers


@needs_node
@needs_packages
def test_stock_software_verifies_ours_and_refuses_a_tampered_one(tmp_path: Path) -> None:
    good = ("transfer-summary/whole.json", "transfer-summary/respelt.json", "directory/signed-by-all-roots.json")
    bad = (
        "proofs/tampered-field.json",
        "proofs/proof-copied-from-another-document.json",
        "directory/tampered-field.json",
    )
    answers = stock(tmp_path, *[VECTORS / name for name in (*good, *bad)])
    assert [(one["verified"], one["proofs"]) for one in answers[:3]] == [(True, 2), (True, 2), (True, 3)]
    assert [one["verified"] for one in answers[3:]] == [False] * 3
    assert all("Invalid signature." in one["causes"] for one in answers[3:])


@needs_node
@needs_packages
def test_what_stock_software_lets_pass_and_ours_must_not(tmp_path: Path) -> None:
    names = ("proofs/created-one-second-later", "proofs/approver-removed", "transfer-summary/key-of-another-unit")
    assert all(one["verified"] for one in stock(tmp_path, *[VECTORS / f"{name}.json" for name in names]))
    ours = {case["file"]: case["verdict"] for case in CASES}
    assert {ours[f"{name}.json"] for name in names} == {"REFUSED"}


@needs_node
@needs_packages
def test_every_member_of_every_signed_kind_has_a_meaning_in_the_context(tmp_path: Path) -> None:
    kinds = ("transfer-summary/whole", "directory/whole", "letters/withdrawal", "letters/receipt", "letters/annex")
    answers = stock(tmp_path, *[VECTORS / f"{name}.json" for name in kinds])
    assert [one["verified"] for one in answers] == [True] * len(kinds)
    assert [one for one in answers if "lost" in one] == []


def test_the_context_has_every_member_of_the_schemas() -> None:
    assert json.loads(FILE.read_text("utf-8")) == make_context(), "Run `python -m schemas.contexts.make_context`."
