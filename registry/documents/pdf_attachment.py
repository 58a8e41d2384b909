"""The signed document inside a PDF, and the digest that its pages print.

A PDF is a program's worth of formats, so it is opened in a child process with little memory and little time
(`pdf_child`). What the child says comes back as our own strict JSON and is read like any foreign file. A child
that crashes, hangs or is killed means that the PDF is refused.
"""

import base64
from typing import Any

from registry.confined import ask_confined
from registry.documents.strict import MOST_BYTES, read_strict
from registry.domain.errors import Refusal, Refused

MOST_PDF = 50_000_000
ATTACHMENT = "throughcare.json"

_SECONDS = 30
# The attachment in base64 takes a third more; what stands around it is little.
_MOST_ANSWER = 2 * MOST_BYTES

_SAID = {
    "none": Refused(Refusal.NO_ATTACHMENT, f"The PDF has no attachment named {ATTACHMENT}."),
    "many": Refused(Refusal.MANY_ATTACHMENTS, f"The PDF has other attachments than the one {ATTACHMENT}."),
    "large": Refused(Refusal.TOO_LARGE, f"The PDF's attachment has more than {MOST_BYTES:,} bytes."),
    "active": Refused(Refusal.PDF, "The PDF holds actions, scripts or forms, as no printout of ours does."),
    "digests": Refused(Refusal.DIGEST_MISMATCH, "The PDF's pages print different document digests."),
}


def looks_like_pdf(data: bytes) -> bool:
    """Return whether `data` begins as a PDF does."""
    return data.startswith(b"%PDF-")


def read_pdf(data: bytes) -> tuple[bytes, str | None]:
    """Return the attached document's bytes, unread, and the digest that the pages print, if they print one.

    What follows the words "Document digest" on a page is returned as it stands there, so that a spoilt one is not taken
    for a missing one. Raises `Refused`: `too-large`, `pdf`, `no-attachment`, `many-attachments` or `digest-mismatch`.
    """
    if len(data) > MOST_PDF:
        raise Refused(Refusal.TOO_LARGE, f"The PDF has {len(data):,} bytes; at most {MOST_PDF:,} are read.")
    answer = _ask_child(data)
    try:
        refusal = _SAID.get(answer.get("refused", ""))
        if refusal is not None:
            raise Refused(refusal.reason, refusal.message)
        attached = base64.b64decode(answer["attachment"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise _unreadable() from None
    printed = answer.get("printed")
    if printed is not None and not isinstance(printed, str):
        raise _unreadable()
    return attached, printed


def _ask_child(data: bytes) -> dict[str, Any]:
    said = ask_confined("registry.documents.pdf_child", data, seconds=_SECONDS)
    if said is None:
        raise _unreadable()
    try:
        return read_strict(said, limit=_MOST_ANSWER)
    except Refused:
        raise _unreadable() from None


def _unreadable() -> Refused:
    return Refused(
        Refusal.PDF,
        "The PDF cannot be read, or not within the time and memory allowed.",
        hint="Ask for the .json file, or for the PDF again.",
    )
