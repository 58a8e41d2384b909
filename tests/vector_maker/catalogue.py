"""All cases of all kinds, and the manifest that says what must come of each."""

import json
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from tests.vector_maker import directories, letters, pdfs, proofs, releases, spelling, summaries, together, trust_lists
from tests.vector_maker.case import Case

# A new kind of document is one more module here.
KINDS: tuple[ModuleType, ...] = (summaries, letters, together, releases, proofs, spelling, trust_lists, pdfs)

_ABOUT = (
    "Each file is verified at its clock, under the directory named (none where none is named), for the recipient "
    "named, together with the files beside it where there are any; superseded says that one of those is a later "
    "version. A file of kind directory is read as one, over the installed one where one is named; TRUSTED then means "
    "that it is relied on. See docs/format.md."
)


def all_cases() -> Iterator[tuple[str, Case]]:
    """Yield every case with its kind."""
    for module in KINDS:
        for case in module.cases():
            yield module.KIND, case


def build() -> dict[str, bytes]:
    """Return every file below `tests/vectors` by its path there, the manifest included.

    Raises `ValueError` where two cases have one name.
    """
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    named: set[str] = set()
    for kind, case in all_cases():
        entry = case.entry(kind)
        if entry["file"] in files:
            raise ValueError(f"Two cases are called {entry['file']}.")
        files[entry["file"]] = case.data
        entries.append(entry)
        named |= {one for one in (case.directory, case.installed) if one}
    files |= {f"directories/{name}.json": directories.make(name) for name in sorted(named)}
    files["manifest.json"] = _manifest(entries)
    return files


def _manifest(entries: list[dict[str, Any]]) -> bytes:
    whole: Mapping[str, Any] = {"about": _ABOUT, "vectors": entries}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()
