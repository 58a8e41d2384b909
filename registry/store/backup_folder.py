"""What tells a backup from a home: a folder with a manifest in it is a backup.

It stands apart from what reads a manifest, since every start asks it and few ever read one.
"""

from pathlib import Path

MANIFEST_NAME = "manifest.json"


def is_backup(folder: Path) -> bool:
    """True where the folder is a backup. A home that was restored keeps its manifest under another name."""
    return (folder / MANIFEST_NAME).is_file()
