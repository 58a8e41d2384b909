"""`make freeze`: writes down the digest of every folder of a released schema, once.

What was signed under a schema stays readable only while the schema stays as it was, so a folder that is written down
in `frozen.json` never changes again: a change is a new version in a folder of its own. An entry is never overwritten.
"""

import hashlib
import json
import sys
from pathlib import Path

from schemas import ACCEPTED

HERE = Path(__file__).parent
FROZEN = HERE / "frozen.json"
_ABOUT = (
    "SHA-256 over the folder's files, in the order of their names: for each its name, a zero byte, the SHA-256 of its "
    "bytes. Written by `make freeze`, which changes no entry."
)


def folder_digest(folder: Path) -> str:
    """Return the digest of a schema's folder, in hexadecimal: every file in it counts, by name and by content."""
    whole = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def digests(root: Path = HERE) -> dict[str, str]:
    """Return the digest of each folder that documents are accepted under, by `kind/version`."""
    folders = sorted(f"{kind}/{version}" for kind, versions in ACCEPTED.items() for version in versions)
    return {folder: folder_digest(root / folder) for folder in folders}


def freeze(frozen: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    """Return the entries with those of new folders added. Raises `ValueError` where a frozen folder has changed."""
    changed = sorted(name for name, digest in frozen.items() if found.get(name) != digest)
    if changed:
        named = ", ".join(changed)
        raise ValueError(f"Frozen, and no longer as they were: {named}. Give a change a version of its own.")
    return found


def main(file: Path = FROZEN) -> int:
    """Write the entries of new folders; 1 where a frozen one has changed, and then nothing is written."""
    frozen = json.loads(file.read_text("utf-8"))["folders"] if file.exists() else {}
    try:
        entries = freeze(frozen, digests())
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    file.write_text(json.dumps({"about": _ABOUT, "folders": entries}, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
