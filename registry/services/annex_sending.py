"""Send a sensitive annex, write it again, and take it back: two people each time, and no text is shown."""

from collections.abc import Collection, Mapping

from registry.documents.annex import decode_annex
from registry.documents.strict import read_strict
from registry.documents.withdrawal import decode_withdrawal
from registry.domain.access import Permission
from registry.domain.matching import IdentifierKind, check_reentry
from registry.domain.notices import Notice, annex_notices
from registry.domain.stored_documents import DocumentKind, Status, StoredDocument
from registry.services.journeys import journey
from registry.services.outgoing import outgoing, seal_to
from registry.services.releasing import (
    Released,
    refuse_own_release,
    release_withdrawal,
    resolve_document,
    with_unit_proof,
)
from registry.services.sitting import Sitting
from registry.services.withdrawing import sign_withdrawal
from registry.store.unit_of_work import UnitOfWork

_ANNEX = (DocumentKind.ANNEX,)
_SENT = (DocumentKind.ANNEX, DocumentKind.WITHDRAWAL)


@journey(Permission.RELEASE, of_two=True)
def release_annex(sitting: Sitting, asked: str, confirmations: Mapping[IdentifierKind, str]) -> Released:
    """Add the unit's proof to a signed annex, or to the withdrawal of one, and return the files to write.

    They are sealed where they go to establishments. The releaser is another person than who signed, and is told nothing
    of the text. Raises NotAllowed, NotFound, and NotPermitted without the unit's key.
    """
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, Status.APPROVED, kinds=_SENT, about=DocumentKind.ANNEX)
    if document.kind is DocumentKind.WITHDRAWAL:
        return release_withdrawal(sitting, document, confirmations, plain_because=None, notices_for=_notices_about)
    annex = decode_annex(read_strict(document.data))
    check_reentry(annex.subject.participant.participant, confirmations)
    refuse_own_release(sitting, annex.attestation.decision_maker, "signed this annex")
    keys = seal_to(sitting, annex.addressees)
    data = with_unit_proof(sitting, document.data, annex.attestation.unit.key)
    with sitting.writing("annex release", document.participant_id or "", document.id) as uow:
        uow.documents.released(document.id, data)
        released = uow.documents.get(document.id)
        notices = _notices_about(uow, released) if annex.series.version > 1 else ()
    return Released(document=released, files=outgoing("annex", document.digest, data, keys), notices=notices)


@journey(Permission.RELEASE)
def export_annex(sitting: Sitting, asked: str) -> Released:
    """Return the files of a released annex, or of the withdrawal of one, again, sealed anew. Raises NotFound."""
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, Status.RELEASED, kinds=_SENT, about=DocumentKind.ANNEX)
    plain = read_strict(document.data)
    decoded = decode_withdrawal(plain) if document.kind is DocumentKind.WITHDRAWAL else decode_annex(plain)
    keys = seal_to(sitting, decoded.addressees)
    with sitting.reading("annex export", document.participant_id or "", document.id):
        pass
    return Released(document=document, files=outgoing(document.kind.value, document.digest, document.data, keys))


@journey(Permission.OPEN_ANNEX, of_two=True)
def withdraw_annex(
    sitting: Sitting,
    asked: str,
    confirmations: Mapping[IdentifierKind, str],
    *,
    reason: str,
    means_other: Collection[str] = (),
) -> StoredDocument:
    """Sign that a released annex no longer stands, with the signed-in person's key, and return the withdrawal.

    It goes to every recipient of the annex, which stands until another person releases that. Raises as
    `withdraw_summary`.
    """
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked, kinds=_ANNEX)
    annex = decode_annex(read_strict(document.data))
    check_reentry(annex.subject.participant.participant, confirmations)
    return sign_withdrawal(sitting, document, recipients=annex.recipients, reason=reason, means_other=means_other)


def _notices_about(uow: UnitOfWork, document: StoredDocument) -> tuple[Notice, ...]:
    versions = uow.documents.series(document.series_id or "")
    receipts = {one.id: uow.documents.about(one.id, kind=DocumentKind.RECEIPT) for one in versions}
    return annex_notices(
        document, [(one, decode_annex(read_strict(one.data)).recipients) for one in versions], receipts
    )
