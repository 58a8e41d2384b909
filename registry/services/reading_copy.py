"""The reading copy of a summary: every word of it before somebody signs, whatever its state, and what comes next."""

from dataclasses import dataclass
from enum import StrEnum

from exports.page import Document
from registry.catalogue.wordlist import load_check_words
from registry.domain.access import Permission, may
from registry.domain.addressing import Issuer
from registry.domain.checkwords import check_words
from registry.domain.dates import PartialDate
from registry.domain.hits import Hit
from registry.domain.participant import Participant
from registry.domain.stored_documents import Direction, Status, StoredDocument
from registry.domain.summary import Draft, TransferSummary
from registry.reports.summary_page import summary_preview
from registry.services.approving import preview_summary
from registry.services.drafts import is_named
from registry.services.journeys import journey
from registry.services.releasing import show_document
from registry.services.sitting import Sitting


class NextStep(StrEnum):
    """What a summary waits for."""

    APPROVAL = "another clinician's approval"
    AUTHOR = "its author's signature"
    RELEASE = "its release by another person than its approver"
    NONE = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCopy:
    """One summary to read: whose, in words and as a page, where it stands, and the words to look at before a signature.

    `record` is the id of the participant's record here, `participant` is as the summary names them. `replaces` is true
    where an earlier version of the series was released. `here` is true where the signed-in person may take the next
    step themselves; otherwise a colleague takes it. `stands_signed` is true for a signed summary that still stands, and
    `can_be_withdrawn` for one of those that was released here.
    """

    id: str
    record: str
    participant: Participant
    title: str
    stands: str
    page: Document
    hits: tuple[Hit, ...]
    replaces: bool
    interim: bool
    next: NextStep
    here: bool
    stands_signed: bool = False
    can_be_withdrawn: bool = False

    def says_the_same(self, other: "ReadingCopy") -> bool:
        """True when nothing changed between two readings, so that what was read is what is signed."""
        return (self.page, self.hits, self.next) == (other.page, other.hits, other.next)


@journey(Permission.READ_RECORD)
def open_copy(sitting: Sitting, asked: str) -> ReadingCopy:
    """Return a draft or a kept summary to read. Raises NotFound, and NotPermitted for a draft that is not theirs."""
    with sitting.looking_up() as uow:
        drafts = [one for one in uow.documents.drafts() if is_named(one.id, asked)]
    if len(drafts) == 1:
        return _of_draft(sitting, *preview_summary(sitting, drafts[0].id))
    return _of_document(sitting, *show_document(sitting, asked))


def _of_draft(sitting: Sitting, draft: Draft, found: tuple[Hit, ...], notices: tuple[str, ...]) -> ReadingCopy:
    unit, me = sitting.unit, sitting.user.person
    issuer = Issuer(id=unit.id, name=unit.name, tier=unit.tier, contact=unit.contact)
    mine = draft.author.is_same_person(me)
    step = NextStep.AUTHOR if draft.interim else NextStep.APPROVAL
    return ReadingCopy(
        id=draft.id,
        record=draft.subject.participant.id,
        participant=draft.subject.participant.participant,
        title=_title(draft),
        stands=f"Draft by {draft.author.name}. It waits for {step.value}.",
        page=summary_preview(draft, needs=sitting.needs, unit=issuer, notices=notices),
        hits=found,
        replaces=draft.series.replaces is not None,
        interim=draft.interim,
        next=step,
        here=(mine == draft.interim) and may(sitting.user.roles, Permission.APPROVE),
    )


def _of_document(
    sitting: Sitting, document: StoredDocument, summary: TransferSummary, notices: tuple[str, ...]
) -> ReadingCopy:
    waits = document.direction is Direction.ISSUED and document.status is Status.APPROVED
    signed = summary.attestation.approver or summary.attestation.author
    own = summary.attestation.approver is not None and signed.person.is_same_person(sitting.user.person)
    approved = "Approved" if summary.attestation.approver else "Signed"
    is_over = document.status in (Status.SUPERSEDED, Status.WITHDRAWN)
    if waits:
        stands = f"{approved} by {signed.name}. It waits for {NextStep.RELEASE.value}."
    elif is_over:
        # Why it does not stand is the first that is said of it.
        stands = notices[0]
    else:
        whose = "Issued here" if document.direction is Direction.ISSUED else f"From {document.issuer_name}"
        stands = f"{whose}, {document.status.value} {PartialDate.of(document.at.date()).when}."
    return ReadingCopy(
        id=document.id,
        record=document.participant_id or "",
        participant=summary.subject.participant.participant,
        title=_title(summary),
        stands=stands,
        page=summary_preview(
            summary,
            needs=sitting.needs,
            notices=notices,
            stands=not is_over,
            digest=document.digest,
            check_words=check_words(document.digest, load_check_words()),
        ),
        hits=(),
        replaces=summary.series.replaces is not None,
        interim=summary.interim,
        next=NextStep.RELEASE if waits else NextStep.NONE,
        here=waits and not own and may(sitting.user.roles, Permission.RELEASE),
        stands_signed=not waits and not is_over,
        can_be_withdrawn=not waits and not is_over and document.direction is Direction.ISSUED,
    )


def _title(what: Draft | TransferSummary) -> str:
    kind = "Interim summary" if what.interim else "Summary"
    return f"{kind} for {what.recipient.name}, {what.purpose.value.replace('-', ' ')}, version {what.series.version}"
