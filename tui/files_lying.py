"""The files that lie where other units' documents come in: by their names, and nothing is opened."""

from pathlib import Path

ENDINGS = (".age", ".json", ".pdf")
QUESTION = "question-"
"""How the name of a question begins that this program printed to be sent: it is no document, and comes from nobody."""


def documents_in(folder: Path) -> list[Path]:
    """Return the files of a folder that look like documents, the newest first."""
    try:
        found = [file for file in folder.iterdir() if file.suffix in ENDINGS and file.is_file()]
    except OSError:
        return []
    files = [file for file in found if not file.name.startswith(QUESTION)]
    return sorted(files, key=changed, reverse=True)


def lying_in(folder: Path, since: float) -> str:
    """Return in a sentence how many files that look like documents came into a folder since a moment of the clock.

    Only their names are looked at: none is opened, and whose they are is not said. One written here counts too.
    Empty where none came.
    """
    came = [file for file in documents_in(folder) if changed(file) > since]
    if not came:
        return ""
    many = "1 new file lies" if len(came) == 1 else f"{len(came)} new files lie"
    return f"{many} in “{folder.name}”: Enter lists what is there."


def changed(file: Path) -> float:
    """Return when a file last changed, in seconds of the clock; 0 where that cannot be said."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
