"""A verdict as JSON (schema `verdict` 1.0), for scripts. Unsigned: whoever asks made it."""

from typing import Any

from registry.domain.verdict import Ruling

KIND = "verdict"
VERSION = "1.0"


def verdict_document(ruling: Ruling, *, file: str | None = None) -> dict[str, Any]:
    """Return the verdict on one file, with the file's name where it is given. What there is nothing of is absent."""
    members: dict[str, Any] = {
        "file": file,
        "verdict": ruling.verdict.value,
        "exit": int(ruling.exit),
        "kind": ruling.kind,
        "about": ruling.about,
        "document": ruling.document,
        "digest": ruling.digest,
        "words": ruling.words,
        "issuer": ruling.issuer,
        "interim": ruling.interim,
        "directory": ruling.directory,
        "findings": [{"kind": finding.kind.value, "words": finding.words} for finding in ruling.findings],
        "notChecked": [gap.value for gap in ruling.not_checked],
        "reason": ruling.reason.value if ruling.reason else None,
        "message": ruling.message,
        "path": ruling.path,
        "hint": ruling.hint,
    }
    nothing: tuple[object, ...] = (None, "", [])
    return {name: value for name, value in members.items() if value not in nothing}
