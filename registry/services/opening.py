"""Opening a file that somebody sent: unseal it, verify it for this unit, and say which kind of document it is."""

from dataclasses import dataclass

from registry.custody.sealing import is_sealed, unseal_foreign
from registry.documents.envelope import open_envelope
from registry.documents.foreign_file import verify_file_bytes
from registry.documents.pdf_attachment import looks_like_pdf
from registry.documents.strict import read_strict
from registry.documents.trusted_directory import TrustedDirectory
from registry.documents.verification import Verified
from registry.domain.errors import NotEnough
from registry.domain.stored_documents import DocumentKind
from registry.domain.text import check_audited
from registry.domain.verdict import Verdict
from registry.services.directories import directory_in_force
from registry.services.sitting import Sitting


def kind_of(sitting: Sitting, data: bytes) -> DocumentKind:
    """Return which kind of document a sealed, plain or PDF file says it holds; nothing else of it is believed yet.

    A PDF carries a summary. Raises Refused for what is no document of ours, and for a file sealed to others.
    """
    opened = unsealed(sitting, data)
    if looks_like_pdf(opened):
        return DocumentKind.TRANSFER_SUMMARY
    return DocumentKind(open_envelope(read_strict(opened))[0])


def unsealed(sitting: Sitting, data: bytes) -> bytes:
    """Return what is inside a file that is sealed to this person, any other file as it is. Raises Refused."""
    return unseal_foreign(data, sitting.keys.identity) if is_sealed(data) else data


@dataclass(frozen=True, slots=True, kw_only=True)
class Relied:
    """What files are verified by, read once for many: the directory in force, and the digests received so far."""

    directory: TrustedDirectory | None
    received: set[str]


def relied_on(sitting: Sitting) -> Relied:
    """Return what a file that arrives now is verified by. Raises Refused for a directory that is not sound."""
    directory = directory_in_force(sitting)
    with sitting.looking_up() as uow:
        return Relied(directory=directory, received=set(uow.documents.received_digests()))


def open_relying(sitting: Sitting, relied: Relied, data: bytes) -> Verified:
    """Return the verified document in a file, TRUSTED or INTACT. Raises Refused with the reason."""
    return verify_file_bytes(
        unsealed(sitting, data),
        now=sitting.now,
        directory=relied.directory,
        recipient=sitting.unit.id,
        received=relied.received,
    )


def open_verified(sitting: Sitting, data: bytes, *, accept_intact: str | None = None) -> Verified:
    """Return the verified document in a sealed, plain or PDF file that is addressed to this unit.

    Raises Refused with the reason, and NotEnough for an INTACT document without `accept_intact`, a person's reason.
    """
    if accept_intact:
        check_audited(accept_intact, "The reason to accept it")
    verified = open_relying(sitting, relied_on(sitting), data)
    if verified.verdict is Verdict.INTACT and not accept_intact:
        raise NotEnough(
            f"INTACT, not trusted: {'; '.join(finding.words for finding in verified.findings)}",
            hint="A named person may accept it with --accept-intact REASON.",
        )
    return verified
