"""Opening a file that somebody sent: unseal it, verify it for this unit, and say which kind of document it is."""

from registry.custody.sealing import is_sealed, unseal
from registry.documents.envelope import open_envelope
from registry.documents.foreign_file import verify_file_bytes
from registry.documents.pdf_attachment import looks_like_pdf
from registry.documents.strict import read_strict
from registry.documents.verification import Verified
from registry.domain.errors import NotEnough
from registry.domain.stored_documents import DocumentKind
from registry.domain.verdict import Verdict
from registry.services.directories import installed_directory
from registry.services.sitting import Sitting


def kind_of(sitting: Sitting, data: bytes) -> DocumentKind:
    """Return which kind of document a sealed, plain or PDF file says it holds; nothing else of it is believed yet.

    A PDF carries a summary. Raises Refused for what is no document of ours, and for a file sealed to others.
    """
    opened = unseal(data, sitting.keys.identity) if is_sealed(data) else data
    if looks_like_pdf(opened):
        return DocumentKind.TRANSFER_SUMMARY
    return DocumentKind(open_envelope(read_strict(opened))[0])


def open_verified(sitting: Sitting, data: bytes, *, accept_intact: str | None = None) -> Verified:
    """Return the verified document in a sealed, plain or PDF file that is addressed to this unit.

    Raises Refused with the reason, and NotEnough for an INTACT document without `accept_intact`, a person's reason.
    """
    now = sitting.now
    opened = unseal(data, sitting.keys.identity) if is_sealed(data) else data
    directory = installed_directory(sitting.home, now)
    with sitting.looking_up() as uow:
        log = uow.documents.received_digests()
    verified = verify_file_bytes(opened, now=now, directory=directory, recipient=sitting.unit.id, received=log)
    if verified.verdict is Verdict.INTACT and not accept_intact:
        raise NotEnough(
            f"INTACT, not trusted: {'; '.join(finding.words for finding in verified.findings)}",
            hint="A named person may accept it with --accept-intact REASON.",
        )
    return verified
