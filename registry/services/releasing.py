"""Release a document: another person adds the unit's proof, and the files for its recipient are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Final

from registry.catalogue.wordlist import load_check_words
from registry.custody.unit_key import open_unit_key
from registry.documents.signing import add_proof, document_bytes
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.documents.withdrawal import decode_withdrawal
from registry.domain.access import Permission
from registry.domain.addressing import Purpose, Recipient
from registry.domain.attestation import Signatory
from registry.domain.checkwords import check_words, document_number
from registry.domain.disposal import Disposal
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.notices import Notice, notices_of
from registry.domain.stored_documents import Direction, DocumentKind, KeptDocument, Status, StoredDocument
from registry.domain.summary import TransferSummary
from registry.domain.text import check_audited
from registry.services.directories import require_listed
from registry.services.drafts import is_named
from registry.services.journeys import journey
from registry.services.outgoing import Outgoing, outgoing, seal_to
from registry.services.sitting import Sitting
from registry.services.standings import doubt_words, interim_words, receipt_words, standing_words
from registry.store.unit_of_work import UnitOfWork

_RELEASED_HERE = (DocumentKind.TRANSFER_SUMMARY, DocumentKind.WITHDRAWAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What a release makes: the document as it is kept now, the files for its recipients, and whom to tell.

    `notices` are there for a later version and for a withdrawal: everybody who was sent a summary of the participant,
    or a version of the annex. `beside` says of an interim summary that it is one, and what stands beside it. `reports`
    says whether a report for a board or tribunal is printed from it.
    """

    document: StoredDocument
    files: Outgoing
    notices: tuple[Notice, ...] = ()
    beside: str = ""
    reports: bool = False


@journey(Permission.RELEASE, of_two=True)
def release_summary(
    sitting: Sitting, asked: str, confirmations: Mapping[IdentifierKind, str], *, plain_because: str | None = None
) -> Released:
    """Add the unit's proof to an approved summary, or withdrawal of one, and return the files to write.

    The releaser is another person than the approver. `plain_because` is the audited reason for handing an
    establishment an unsealed copy too. Raises NotAllowed, NotFound, and NotPermitted without the unit's key.
    """
    if plain_because is not None:
        check_audited(plain_because, "The reason for an unsealed copy")
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, Status.APPROVED, kinds=_RELEASED_HERE)
        participant = uow.participants.get(document.participant_id or "")
    if document.kind is DocumentKind.WITHDRAWAL:
        return release_withdrawal(
            sitting, document, confirmations, plain_because=plain_because, notices_for=notices_about
        )
    summary = decode(read_strict(document.data))
    check_reentry(summary.subject.participant.participant, confirmations)
    if summary.attestation.approver is not None:
        refuse_own_release(sitting, summary.attestation.approver, "approved this summary")
    keys = seal_to(sitting, summary.addressees)
    data = with_unit_proof(sitting, document.data, summary.attestation.unit.key)
    with sitting.writing(
        "summary release", participant.id, summary.id, purpose=plain_because or summary.purpose
    ) as uow:
        uow.documents.released(summary.id, data)
        released = uow.documents.get(summary.id)
        notices = notices_about(uow, released) if summary.series.version > 1 else ()
        beside = interim_words(uow, released)
    files = outgoing("summary", document.digest, data, keys)
    board = summary.purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL)
    reports = board and not summary.subject.participant.untried
    return Released(document=released, files=files, notices=notices, beside=beside, reports=reports)


def release_withdrawal(
    sitting: Sitting,
    document: StoredDocument,
    confirmations: Mapping[IdentifierKind, str],
    *,
    plain_because: str | None,
    notices_for: Callable[[UnitOfWork, StoredDocument], tuple[Notice, ...]],
) -> Released:
    """Add the unit's proof to an approved withdrawal, so that its document no longer stands. As `release_summary`.

    `notices_for` returns whom to tell that the document was withdrawn.
    """
    withdrawal = decode_withdrawal(read_strict(document.data))
    with sitting.looking_up() as uow:
        participant = uow.participants.get(document.participant_id or "")
    check_reentry(participant, confirmations)
    refuse_own_release(sitting, withdrawal.attestation.approver, "approved this withdrawal")
    keys = seal_to(sitting, withdrawal.addressees)
    data = with_unit_proof(sitting, document.data, withdrawal.attestation.unit.key)
    named = withdrawal.subject.document.id
    with sitting.writing("withdrawal release", participant.id, document.id, named, purpose=plain_because or "") as uow:
        uow.documents.released(document.id, data)
        uow.documents.set_status(named, Status.WITHDRAWN)
        notices = notices_for(uow, uow.documents.get(named))
        released = uow.documents.get(document.id)
    return Released(document=released, files=outgoing("withdrawal", document.digest, data, keys), notices=notices)


@journey(Permission.RELEASE)
def export_summary(sitting: Sitting, asked: str, *, plain_because: str | None = None) -> Released:
    """Return the files of a released summary or withdrawal again, sealed anew. Raises NotFound for any other."""
    if plain_because is not None:
        check_audited(plain_because, "The reason for an unsealed copy")
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, Status.RELEASED, kinds=_RELEASED_HERE)
    plain = read_strict(document.data)
    recipients: tuple[Recipient, ...]
    if document.kind is DocumentKind.WITHDRAWAL:
        name, recipients = "withdrawal", decode_withdrawal(plain).addressees
    else:
        name, recipients = "summary", decode(plain).addressees
    keys = seal_to(sitting, recipients)
    with sitting.reading(f"{name} export", document.participant_id or "", document.id, purpose=plain_because or ""):
        pass
    return Released(document=document, files=outgoing(name, document.digest, document.data, keys))


SECOND_PERSON: Final = (
    "Ask another supervisor. Where there is none, an administrator makes somebody one: `user change-roles`."
)


def refuse_own_release(sitting: Sitting, signed: Signatory, did: str) -> None:
    """Raise NotAllowed when the signed-in person is the one who signed: two acts, two people."""
    person = sitting.user.person
    if signed.person.is_same_person(person):
        raise NotAllowed(f"{person.name} {did} and cannot release it.", hint=SECOND_PERSON)


def with_unit_proof(sitting: Sitting, data: bytes, unit_key: str) -> bytes:
    """Return a signed document's bytes with the unit's proof added. Raises NotAllowed for a key nobody would believe.

    Raises NotPermitted for a person to whom the unit's key is not addressed.
    """
    require_listed(sitting, unit_key, "The unit's key")
    signer = open_unit_key(sitting.home.unit_key, sitting.keys.identity)
    now = sitting.now.replace(microsecond=0)
    return document_bytes(add_proof(read_strict(data), signer=signer, issuer_id=sitting.unit.id, created=now))


def notices_about(uow: UnitOfWork, document: StoredDocument) -> tuple[Notice, ...]:
    """Return whom to tell that an issued summary was replaced or withdrawn."""
    issued = [one for one in uow.documents.of(document.participant_id or "") if one.direction is Direction.ISSUED]
    receipts = {one.id: uow.documents.about(one.id, kind=DocumentKind.RECEIPT) for one in issued}
    return notices_of(document, issued, receipts)


@journey(Permission.READ_RECORD)
def show_document(sitting: Sitting, asked: str) -> tuple[StoredDocument, TransferSummary, tuple[str, ...]]:
    """Return a kept summary, issued or received, and in words whether it stands, is interim, and who holds it."""
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked)
    with sitting.reading("summary show", document.participant_id or "", document.id) as uow:
        told = (standing_words, interim_words, doubt_words, receipt_words)
        words = [words_of(uow, document) for words_of in told]
        return document, decode(read_strict(document.data)), tuple(one for one in words if one)


@journey(Permission.READ_RECORD)
def check_paper(sitting: Sitting, number: str, words: tuple[str, ...]) -> tuple[KeptDocument, Disposal | None]:
    """Return the document that a printed number and four check words belong to, for an answer by telephone, with the
    stub of its record where that was disposed of.

    Raises NotFound when no released document of this unit carries both.
    """
    wanted = "".join(number.split()).casefold()
    said = " ".join(word.casefold() for word in words).encode()
    found = None
    with sitting.reading("check", purpose="by telephone") as uow:
        # A printed annex is asked about as a summary is; the answer tells no more than whoever asks holds already.
        kinds = (DocumentKind.TRANSFER_SUMMARY, DocumentKind.ANNEX)
        ours = uow.documents.starting(wanted, kinds=kinds)
        known = [*((one, None) for one in ours), *uow.disposals.starting(wanted, kinds=kinds)]
        of_number = [(one, stub) for one, stub in known if _answered_for(one, wanted)]
        # A number that nothing carries is worked through like one that something does, and words are compared whole:
        # neither the answer nor its time tells which of the two was wrong.
        all_carried: list[tuple[KeptDocument, Disposal | None] | None] = [*of_number] or [None]
        for carried in all_carried:
            digest = carried[0].digest if carried else "0" * 64
            right = compare_digest(" ".join(check_words(digest, load_check_words())).encode(), said)
            found = carried if right else found
    if found is None:
        raise NotFound(
            "No document of this unit carries that number with those words.",
            hint="Ask for both again, letter by letter: sixteen digits and letters from a to f, then four words.",
        )
    return found


def is_countersigned(document: KeptDocument) -> bool:
    """Return False for an interim summary, which nobody has approved; any other document has all its signatures."""
    return not document.interim


def _answered_for(document: KeptDocument, number: str) -> bool:
    released = document.direction is Direction.ISSUED and document.status is not Status.APPROVED
    return released and "".join(document_number(document.digest).split()) == number


def resolve_document(
    uow: UnitOfWork,
    asked: str,
    status: Status | None = None,
    *,
    kinds: tuple[DocumentKind, ...] = (DocumentKind.TRANSFER_SUMMARY,),
    about: DocumentKind = DocumentKind.TRANSFER_SUMMARY,
) -> StoredDocument:
    """Return the document of these kinds with this id or its first 8 or more digits. Raises NotFound.

    A withdrawal or receipt is found only where it speaks of a document of the kind `about`: who looks for summaries
    must not come upon what tells of an annex.
    """
    named = uow.documents.starting(asked, kinds=kinds) if len(asked.strip()) >= 8 else ()
    found = [one for one in named if status in (None, one.status) and one.about_kind in (None, about)]
    if len(found) != 1:
        kind = f"{status} " if status else ""
        what, where = ("annexes", "annex list WHO") if DocumentKind.ANNEX in kinds else ("summaries", "summary list")
        is_draft = any(is_named(draft.id, asked) for draft in uow.documents.drafts())
        if not found and is_draft and DocumentKind.TRANSFER_SUMMARY in kinds:
            raise NotFound(
                "This summary is a draft: nobody has approved it yet.",
                hint="Another clinician than its author: `throughcare summary approve ID`; an interim one, its author.",
            )
        raise NotFound(f"{len(found)} {kind}{what} answer to {asked[:60]!r}.", hint=f"See `throughcare {where}`.")
    return found[0]
