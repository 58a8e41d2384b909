"""Reports: a released document, a draft or a plan as a page to print or read."""

from exports.page import Document
from registry.catalogue.wordlist import load_check_words
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.domain.access import Permission
from registry.domain.addressing import Issuer
from registry.domain.checkwords import check_words
from registry.domain.errors import NotAllowed
from registry.domain.plan import Plan
from registry.domain.stored_documents import Status
from registry.reports.parole import parole_report
from registry.reports.plan_page import plan_report
from registry.reports.summary_page import summary_preview
from registry.services.approving import preview_summary
from registry.services.journeys import journey
from registry.services.plans import show_plan
from registry.services.releasing import resolve_document, show_document
from registry.services.sitting import Sitting


@journey(Permission.REPORT)
def report_parole(sitting: Sitting, asked: str, *, purpose: str) -> tuple[Document, str]:
    """Return the parole report of a released document as a page, and its document digest.

    The page is drawn from the decoded signed document it attaches. `purpose` says why it is printed and is audited
    before the page is made. Raises NotAllowed for a document that is not released, or no longer stands.
    """
    with sitting.looking_up() as uow:
        document = resolve_document(uow, asked)
    if document.status in (Status.SUPERSEDED, Status.WITHDRAWN):
        raise NotAllowed(f"This summary is {document.status}.", hint="Report from the version that stands.")
    if document.status is Status.APPROVED:
        raise NotAllowed("This summary is approved, not released.", hint="Use `summary release` first.")
    with sitting.reading("report parole", document.participant_id or "", document.id, purpose=purpose):
        pass
    page = parole_report(
        decode(read_strict(document.data)),
        digest=document.digest,
        check_words=check_words(document.digest, load_check_words()),
        data=document.data,
        needs=sitting.needs,
    )
    return page, document.digest


@journey(Permission.READ_RECORD)
def plan_page(sitting: Sitting, asked: str) -> tuple[Plan, Document]:
    """Return a participant's plan of today, and the page that shows it need by need."""
    history, plan = show_plan(sitting, asked)
    page = plan_report(plan, history.participant, today=sitting.today, needs=sitting.needs, notices=history.notices)
    return plan, page


@journey(Permission.ISSUE)
def preview_page(sitting: Sitting, asked: str) -> Document:
    """Return exactly what would be signed of a draft, in words."""
    unit = sitting.unit
    issuer = Issuer(id=unit.id, name=unit.name, tier=unit.tier, contact=unit.contact)
    return summary_preview(preview_summary(sitting, asked), needs=sitting.needs, unit=issuer)


@journey(Permission.READ_RECORD)
def document_page(sitting: Sitting, asked: str) -> Document:
    """Return a kept summary, issued or received, in words; it says first where it no longer stands."""
    document, summary, notices = show_document(sitting, asked)
    return summary_preview(
        summary,
        needs=sitting.needs,
        notices=notices,
        stands=document.status not in (Status.SUPERSEDED, Status.WITHDRAWN),
        digest=document.digest,
        check_words=check_words(document.digest, load_check_words()),
    )
