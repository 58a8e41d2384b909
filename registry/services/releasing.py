"""Release a summary: another person adds the unit's proof, and the files for its recipient are made."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.catalogue.wordlist import load_check_words
from registry.custody.sealing import seal
from registry.custody.unit_key import open_unit_key
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.domain.access import Permission
from registry.domain.addressing import RecipientKind
from registry.domain.checkwords import check_words, document_number
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.domain.summary import TransferSummary
from registry.services.directories import directory_in_force, require_listed
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What a release makes: the document, its digest, and the files for the recipient.

    `sealed` is absent for a board, a tribunal or a person; `plain` is the signed JSON itself.
    """

    summary: TransferSummary
    digest: str
    file_name: str
    plain: bytes
    sealed: bytes | None


@journey(Permission.RELEASE)
def release_summary(
    sitting: Sitting, asked: str, confirmations: Mapping[IdentifierKind, str], *, plain_because: str | None = None
) -> Released:
    """Add the unit's proof to an approved summary and return the files to write.

    The releaser is another person than the approver. `plain_because` is the audited reason for handing an
    establishment an unsealed copy too. Raises NotAllowed, NotFound, and NotPermitted without the unit's key.
    """
    now = sitting.now.replace(microsecond=0)
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, Status.APPROVED)
        stays = sitting.user.person
    plain = read_strict(document.data)
    summary = decode(plain)
    check_reentry(summary.subject.participant.participant, confirmations)
    approver = summary.attestation.approver
    if approver is not None and approver.person.is_same_person(stays):
        raise NotAllowed(f"{stays.name} approved this summary and cannot release it.", hint="Ask another person.")
    recipients = _seal_to(sitting, summary)
    require_listed(sitting, summary.attestation.unit.key, "The unit's key")
    unit_signer = open_unit_key(sitting.home.unit_key, sitting.keys.identity)
    released = add_proof(plain, signer=unit_signer, issuer_id=sitting.unit.id, created=now)
    data = document_bytes(released)
    with sitting.writing(
        "summary release", summary.subject.participant.id, summary.id, purpose=plain_because or summary.purpose
    ) as uow:
        uow.documents.released(summary.id, data)
    return _released(summary, document.digest, data, recipients)


@journey(Permission.RELEASE)
def export_summary(sitting: Sitting, asked: str, *, plain_because: str | None = None) -> Released:
    """Return the files of a released summary again, sealed anew. Raises NotFound for one that is not released."""
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, Status.RELEASED)
    summary = decode(read_strict(document.data))
    recipients = _seal_to(sitting, summary)
    with sitting.reading("summary export", summary.subject.participant.id, summary.id, purpose=plain_because or ""):
        pass
    return _released(summary, document.digest, document.data, recipients)


@journey(Permission.READ_RECORD)
def show_document(sitting: Sitting, asked: str) -> tuple[StoredDocument, TransferSummary]:
    """Return a kept summary, issued or received, as it stands."""
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked)
    with sitting.reading("summary show", document.participant_id or "", document.id):
        return document, decode(read_strict(document.data))


@journey(Permission.READ_RECORD)
def check_paper(sitting: Sitting, number: str, words: tuple[str, ...]) -> StoredDocument:
    """Return the document that a printed number and four check words belong to, for an answer by telephone.

    Raises NotFound when no released document of this unit carries both.
    """
    wanted = "".join(number.split()).casefold()
    said = tuple(word.casefold() for word in words)
    with sitting.reading("check", purpose="by telephone") as uow:
        for document in uow.documents.starting(wanted):
            released = document.direction is Direction.ISSUED and document.status is not Status.APPROVED
            printed = "".join(document_number(document.digest).split())
            if released and printed == wanted and check_words(document.digest, load_check_words()) == said:
                return document
    raise NotFound(
        "No document of this unit carries that number with those words.", hint="Ask for both again, letter by letter."
    )


def resolve_document(uow: UnitOfWork, asked: str, status: Status | None = None) -> StoredDocument:
    """Return the document with this id or its first 8 or more digits. Raises NotFound."""
    named = uow.documents.starting(asked) if len(asked.strip()) >= 8 else ()
    summaries = [document for document in named if document.kind is DocumentKind.TRANSFER_SUMMARY]
    found = [document for document in summaries if status in (None, document.status)]
    if len(found) != 1:
        kind = f"{status} " if status else ""
        raise NotFound(
            f"{len(found)} {kind}summaries answer to {asked[:60]!a}.", hint="See `throughcare summary list`."
        )
    return found[0]


def _released(summary: TransferSummary, digest: str, data: bytes, recipients: tuple[str, ...]) -> Released:
    return Released(
        summary=summary,
        digest=digest,
        file_name=f"summary-{digest[:16]}",
        plain=data,
        sealed=seal(data, recipients) if recipients else None,
    )


def _seal_to(sitting: Sitting, summary: TransferSummary) -> tuple[str, ...]:
    """The recipient's keys from the directory, and always this unit's own; none for a board or a person."""
    if summary.recipient.kind is not RecipientKind.ESTABLISHMENT:
        return ()
    trusted = directory_in_force(sitting)
    if trusted is None:
        raise NotFound("No directory is installed.", hint="Use `throughcare directory install FILE`.")
    entry = trusted.directory.entry(summary.recipient.id or "")
    if entry is None or not entry.seal_to:
        raise NotFound(
            f"The directory has no key to seal to for {summary.recipient.name}.", hint="Install a newer directory."
        )
    own = trusted.directory.entry(sitting.unit.id)
    return tuple(dict.fromkeys((*entry.seal_to, *(own.seal_to if own else ()))))
