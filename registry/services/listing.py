"""The list of summaries: drafts, what was issued and received, the withdrawals, and who holds which version."""

from dataclasses import dataclass
from datetime import date

from registry.domain.access import Permission
from registry.domain.dates import PartialDate
from registry.domain.key_doubt import KeyDoubt, worst_doubt
from registry.domain.stored_documents import Direction, DocumentKind, KeptDocument
from registry.domain.summary import Draft
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork

_LISTED = (DocumentKind.TRANSFER_SUMMARY, DocumentKind.WITHDRAWAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One row: what it is and where it stands, about whom, from whom to whom, and the receipt that came back.

    `came` is true for what was received, and false for what this unit made; `interim` for what nobody countersigned;
    `key` says what a key that signed it was marked as since.
    """

    id: str
    kind: str
    status: str
    version: int | None
    purpose: str
    participant: str
    sender: str
    recipient: str
    receipt: str
    date: date
    came: bool = False
    interim: bool = False
    key: str = ""

    @property
    def stands(self) -> str:
        """Where it stands, as a list says it."""
        return ", ".join(
            (self.status, *(("interim",) if self.interim else ()), *((f"key {self.key}",) if self.key else ()))
        )


@journey(Permission.READ_RECORD)
def list_documents(sitting: Sitting, asked: str | None = None) -> tuple[Listed, ...]:
    """Return the drafts, summaries and withdrawals of one participant or of the whole unit, drafts first.

    No annex is among them, and no withdrawal of one: that there is one is for those who may open it.
    """
    with sitting.looking_up() as uow:
        who = resolve_participant(uow, asked).id if asked else None
    with sitting.reading("summary list", *((who,) if who else ())) as uow:
        documents = [
            document
            for kind in _LISTED
            for document in uow.documents.known(kind, who)
            if document.about_kind is not DocumentKind.ANNEX
        ]
        drafts = uow.documents.drafts(who)
        names = _names(uow, {one.participant_id for one in documents} | {one.subject.participant.id for one in drafts})
        held, doubts = _holders(uow), uow.unit.doubts()
        return (
            *(_draft_row(sitting, draft, names) for draft in drafts),
            *(
                _row(document, names, held, doubts)
                for document in sorted(
                    documents, key=lambda document: (document.at, document.version or 0, document.id)
                )
            ),
        )


def _row(document: KeptDocument, names: dict[str, str], held: dict[str, str], doubts: dict[str, KeyDoubt]) -> Listed:
    doubt = worst_doubt(doubts, document.signed_by, document.at)
    return Listed(
        id=document.id,
        kind=document.kind.value,
        status=document.status.value,
        version=document.version,
        purpose=document.purpose.value if document.purpose else "",
        participant=names.get(document.participant_id or "", ""),
        sender=document.issuer_name,
        recipient=document.recipient_name or "",
        receipt=held.get(document.id, ""),
        date=document.at.date(),
        came=document.direction is Direction.RECEIVED,
        interim=document.interim,
        key=doubt.state.value if doubt else "",
    )


def _draft_row(sitting: Sitting, draft: Draft, names: dict[str, str]) -> Listed:
    return Listed(
        id=draft.id,
        kind=DocumentKind.TRANSFER_SUMMARY.value,
        status="draft",
        version=draft.series.version,
        purpose=draft.purpose.value,
        participant=names.get(draft.subject.participant.id, ""),
        sender=sitting.unit.name,
        recipient=draft.recipient.name,
        receipt="",
        date=draft.made.date(),
        interim=draft.interim,
    )


def _names(uow: UnitOfWork, ids: set[str | None]) -> dict[str, str]:
    return {one: uow.participants.get(one).name.banner for one in ids if one is not None}


def _holders(uow: UnitOfWork) -> dict[str, str]:
    """By summary: the day of the receipt that came back for an issued one, or that was signed for a received one."""
    found: dict[str, str] = {}
    for receipt in uow.documents.known(DocumentKind.RECEIPT):
        came = "held" if receipt.direction is Direction.RECEIVED else "signed"
        found.setdefault(receipt.about_id or "", f"{came} {PartialDate.of(receipt.at.date()).words}")
    return found
