"""A file to verify, whatever it is called: its first bytes say whether it is sealed, a PDF or JSON."""

from collections.abc import Container
from datetime import datetime

from registry.documents.pdf_attachment import looks_like_pdf, read_pdf
from registry.documents.trusted_directory import TrustedDirectory
from registry.documents.verification import Verified, check_pages, verify_bytes


def verify_file_bytes(
    data: bytes,
    *,
    now: datetime,
    directory: TrustedDirectory | None,
    recipient: str | None = None,
    received: Container[str] = (),
) -> Verified:
    """Return the verified document in a file's bytes; for a PDF, the one attached to it.

    Raises `Refused` as `verify_bytes` and `read_pdf` do, and `NotPermitted` for a sealed file.
    """
    if not looks_like_pdf(data):
        return verify_bytes(data, now=now, directory=directory, recipient=recipient, received=received)
    attached, printed = read_pdf(data)
    verified = verify_bytes(attached, now=now, directory=directory, recipient=recipient, received=received)
    return check_pages(verified, printed)
