"""A file to verify, whatever it is called: its first bytes say whether it is sealed, a PDF or JSON."""

from collections.abc import Container
from datetime import datetime

from registry.documents.pdf_attachment import looks_like_pdf, read_pdf
from registry.documents.release_verification import verify_release
from registry.documents.trusted_directory import TrustedDirectory
from registry.documents.verification import Verified, check_pages, verify_bytes
from registry.domain.errors import Refusal, Refused
from registry.domain.verdict import Ruling


def verify_file_bytes(
    data: bytes,
    *,
    now: datetime,
    directory: TrustedDirectory | None,
    recipient: str | None = None,
    received: Container[str] = (),
) -> Verified:
    """Return the verified document in a file's bytes; for a PDF, the one attached to it.

    Raises `Refused` as `verify_bytes` and `read_pdf` do, and `Sealed` for a sealed file.
    """
    if not looks_like_pdf(data):
        return verify_bytes(data, now=now, directory=directory, recipient=recipient, received=received)
    attached, printed = read_pdf(data)
    verified = verify_bytes(attached, now=now, directory=directory, recipient=recipient, received=received)
    return check_pages(verified, printed)


def ruling_on(
    data: bytes,
    *,
    now: datetime,
    directory: TrustedDirectory | None,
    recipient: str | None = None,
    received: Container[str] = (),
) -> Ruling:
    """Return the ruling on a file of any kind that a person may verify; a catalogue release is one, as JSON only.

    Raises `Refused` with the reason of the first rule broken, and `Sealed` for a sealed file.
    """
    try:
        return verify_file_bytes(data, now=now, directory=directory, recipient=recipient, received=received).ruling
    except Refused as error:
        if error.reason is not Refusal.UNKNOWN_KIND or looks_like_pdf(data):
            raise
    # What is no release either is refused in the same words.
    return verify_release(data, now=now, directory=directory).ruling
