"""A sensitive annex as a document by itself: who may open it, may print it, with a purpose."""

from exports.page import Document
from registry.documents.annex import decode_annex
from registry.documents.strict import read_strict
from registry.domain.access import Permission
from registry.domain.text import check_audited
from registry.reports.sensitive_annex import sensitive_annex
from registry.services.annexes import resolve_annex
from registry.services.journeys import journey
from registry.services.report_sources import check_of, require_standing
from registry.services.sitting import Sitting


@journey(Permission.OPEN_ANNEX)
def report_annex(sitting: Sitting, asked: str, *, purpose: str) -> Document:
    """Return the pages of an annex issued or received. `purpose` says why it is printed, and is audited first.

    Raises NotFound, and NotAllowed for a draft, for one that was not released or no longer stands, or whose key was
    marked since.
    """
    check_audited(purpose, "The purpose")
    with sitting.looking_up() as uow:
        document = resolve_annex(uow, asked)
        require_standing(uow, document)
    with sitting.reading("report annex", document.participant_id or "", document.id, purpose=purpose):
        pass
    return sensitive_annex(decode_annex(read_strict(document.data)), check=check_of(document), data=document.data)
