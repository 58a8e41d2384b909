"""One case: a file, under what it is verified, and what must come of it."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registry.documents.signing import document_bytes
from registry.domain.errors import Refusal
from registry.domain.times import stamp
from registry.domain.verdict import Verdict
from tests.documents import clinic
from tests.vector_maker.attacks import Attack

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`name` is the file's own; `attack` the one of docs/attacks.md that it shows, absent where the file is sound.

    `directory` and `installed` name directories made in `directories`: the one it is verified under, and for a
    directory the one that it would follow. `beside` are the files verified with it, other cases of this kind, and
    `superseded` is true where one of them is a later version.
    """

    name: str
    what: str
    data: bytes
    verdict: Verdict
    reason: Refusal | None = None
    attack: Attack | None = None
    directory: str | None = "whole"
    installed: str | None = None
    recipient: str | None = None
    beside: tuple[str, ...] = ()
    superseded: bool = False
    clock: datetime = clinic.NOW
    suffix: str = "json"

    def entry(self, kind: str) -> dict[str, Any]:
        """Return the case's line in the manifest; what there is nothing of is absent."""
        members = {
            "file": self.file(kind),
            "kind": kind,
            "attack": self.attack and self.attack.value,
            "what": self.what,
            "directory": self.directory and f"directories/{self.directory}.json",
            "installed": self.installed and f"directories/{self.installed}.json",
            "recipient": self.recipient,
            "beside": [f"{kind}/{name}.json" for name in self.beside],
            "clock": stamp(self.clock),
            "verdict": self.verdict.value,
            "reason": self.reason and self.reason.value,
            "superseded": self.superseded,
        }
        return {name: value for name, value in members.items() if value}

    def file(self, kind: str) -> str:
        """Return where the file lies below `tests/vectors`."""
        return f"{kind}/{self.name}.{self.suffix}"


def sound(name: str, what: str, document: Document | bytes, *, verdict: Verdict = Verdict.TRUSTED, **more: Any) -> Case:
    """Return a case that must be accepted."""
    return Case(name=name, what=what, data=as_bytes(document), verdict=verdict, **more)


def refused(name: str, attack: Attack, what: str, reason: Refusal, document: Document | bytes, **more: Any) -> Case:
    """Return a case that must be refused for `reason`."""
    return Case(
        name=name, attack=attack, what=what, data=as_bytes(document), verdict=Verdict.REFUSED, reason=reason, **more
    )


def as_bytes(document: Document | bytes) -> bytes:
    """Return the bytes of a document that need not be sound."""
    return document if isinstance(document, bytes) else document_bytes(document)


def changed(document: Document, change: Callable[[Document], object]) -> Document:
    """Return a copy of the document with something changed after it was signed."""
    whole = copy.deepcopy(document)
    change(whole)
    return whole


def respelt(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return the bytes with one spelling exchanged. Raises `ValueError` where there is nothing to exchange."""
    if old not in data:
        raise ValueError(f"{old!r} does not occur.")
    return data.replace(old, new, 1)
