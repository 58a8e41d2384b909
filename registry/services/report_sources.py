"""What a report is drawn from: a document that stands, or today's record, which is then marked as not signed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from exports.page import Attachment
from registry.catalogue.loader import load_travel_terms
from registry.catalogue.wordlist import load_check_words
from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.domain.addressing import Issuer, Purpose
from registry.domain.checkwords import check_words
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.history import Work
from registry.domain.needs import NeedRecord
from registry.domain.participant import Participant
from registry.domain.profiles import PROFILES, editions_of, select
from registry.domain.received_records import ReceivedRecords, documents_held, with_received
from registry.domain.stored_documents import Direction, DocumentKind, KeptDocument, Status, StoredDocument
from registry.domain.summary import CatalogueAsKnown, TransferSummary
from registry.domain.voice import Audience
from registry.reports.own_copy import SaidElsewhere, ShownPaper
from registry.reports.parole import ATTACHMENT, DRAFT
from registry.reports.source import Check, Source
from registry.reports.summary_page import INTERIM
from registry.services.composing import release_ref
from registry.services.hits import look_at_record
from registry.services.participants import linked_records, resolve_participant
from registry.services.releasing import resolve_document
from registry.services.sitting import Sitting, describer
from registry.services.standings import doubt_words, received_names, weeks_words
from registry.services.travelling_plan import travelling_plan
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A source, the mark its pages carry, and the signed record that belongs to them."""

    source: Source
    mark: str = ""
    attachment: Attachment | None = None


def find_subject(sitting: Sitting, asked: str) -> StoredDocument | Participant:
    """Return the summary, or else the participant, that `asked` names. Raises NotFound, and NotAllowed for a summary
    that was not released, no longer stands, or whose key was marked since.
    """
    with sitting.looking_up() as uow:
        try:
            document = resolve_document(uow, asked)
        except NotFound:
            return resolve_participant(uow, asked)
        require_standing(uow, document)
    return document


def require_standing(uow: UnitOfWork, document: StoredDocument) -> None:
    """Raise NotAllowed for a summary or annex that was not released, does not stand, or whose key was marked since."""
    what = document.kind.value if document.kind is DocumentKind.ANNEX else "summary"
    if document.status in (Status.SUPERSEDED, Status.WITHDRAWN):
        raise NotAllowed(f"This {what} is {document.status}.", hint="Report from the version that stands.")
    if document.status is Status.APPROVED:
        done = "approved" if what == "summary" else "signed"
        raise NotAllowed(f"This {what} is {done}, not released.", hint=f"Use `{what} release` first.")
    doubt = doubt_words(uow, document)
    if doubt:
        raise NotAllowed(
            f"{doubt} Whoever gets a report drawn from it would refuse it.",
            hint="Report from the version that is issued again.",
        )


def of_document(sitting: Sitting, document: StoredDocument, purposes: tuple[Purpose, ...]) -> Drawn:
    """Return what a document gives a report for readers of these purposes. Raises NotAllowed for another purpose."""
    summary = decode(read_strict(document.data))
    if summary.purpose not in purposes:
        wanted = " or ".join(purpose.value.replace("-", " ") for purpose in purposes)
        raise NotAllowed(
            f"This summary was made for another purpose ({summary.purpose.value.replace('-', ' ')}).",
            hint=f"Each purpose holds only what its reader may see: issue one for {wanted}, or name the participant.",
        )
    return Drawn(
        source=replace(
            Source.of_summary(summary, check=check_of(document), needs=sitting.needs),
            measures=sitting.catalogue.measures,
        ),
        mark=INTERIM if summary.interim else "",
        attachment=_attachment(summary, document.data),
    )


def check_of(document: StoredDocument) -> Check:
    """Return what stands on every page so that it can be checked from paper."""
    return Check(digest=document.digest, words=check_words(document.digest, load_check_words()))


def of_record(
    sitting: Sitting,
    uow: UnitOfWork,
    participant_id: str,
    purpose: Purpose,
    *,
    means_other: Collection[str] | None,
) -> Drawn:
    """Return what today's record gives a report for a purpose: what that purpose's profile lets through, unsigned.

    No free text leaves on a draft that would stop an approval: raises NotAllowed for a word that `means_other` does not
    name. It is None for a page that holds no free text.
    """
    history = load_history(uow, participant_id, describer(sitting, uow))
    subject = select(
        history,
        purpose,
        statement=None,
        plan=lambda seen: travelling_plan(sitting, uow, history, seen, purpose),
        terms=load_travel_terms(),
    )
    if means_other is not None:
        look_at_record(sitting, uow, history, subject, purpose, means_other)
    editions = editions_of(history, subject, purpose, load_travel_terms())
    # Only a team that treats the person reads what others sent, beside the report or in it.
    names = received_names(uow, participant_id) if purpose is Purpose.TRANSFER else {}
    held = documents_held(history)
    came = ReceivedRecords()
    if names:
        subject, came = with_received(subject, history, PROFILES[purpose].audience)
    unit = sitting.unit
    return Drawn(
        source=Source(
            measures=sitting.catalogue.measures,
            subject=subject,
            catalogue=CatalogueAsKnown(release=release_ref(sitting, uow), editions=(*editions, *came.editions)),
            # A draft of one day is one file, however often it is printed.
            made=sitting.now.replace(hour=0, minute=0, second=0, microsecond=0),
            author=sitting.user.person,
            unit=Issuer(id=unit.id, name=unit.name, tier=unit.tier, contact=unit.contact),
            needs=sitting.needs,
            purpose=purpose,
            weeks_from=weeks_words(uow, participant_id),
            received=tuple(name for document, name in names.items() if document not in held),
            held=tuple(name for document, name in names.items() if document in held),
            sent=came.sent,
            # Their answers are for themselves and for the teams that treat them.
            papers=tuple((one.what, one.shown) for one in shown_papers(uow, participant_id))
            if purpose is Purpose.TRANSFER
            else (),
            assessments_received=tuple(one for one in history.assessments if one.participant_id != participant_id)
            if purpose is Purpose.TRANSFER
            else (),
        ),
        mark=DRAFT,
    )


def holders(uow: UnitOfWork, participant_id: str, who: Participant) -> tuple[str, ...]:
    """Return who else was sent a summary about the participant `who`, also one that no longer stands, or under a record
    that is linked as theirs: they have it.

    A copy of their own that was addressed to themselves by name went to nobody else.
    """
    sent = (one for one in _about(uow, participant_id) if one.direction is Direction.ISSUED)
    others = (one.recipient_name for one in sent if one.status is not Status.APPROVED and not _is_to(who, one))
    return tuple(dict.fromkeys(name for name in others if name))


def senders(uow: UnitOfWork, participant_id: str) -> tuple[str, ...]:
    """Return who sent us a summary about a participant, also one that no longer stands or came to a linked record."""
    came = (one for one in _about(uow, participant_id) if one.direction is Direction.RECEIVED)
    return tuple(dict.fromkeys(one.issuer_name for one in came))


def _about(uow: UnitOfWork, participant_id: str) -> Iterator[StoredDocument]:
    """The summaries about a participant, under every record that is linked as theirs."""
    for person in (participant_id, *(one.participant_id for one in linked_records(uow, participant_id))):
        yield from uow.documents.of(person)


def work_elsewhere(uow: UnitOfWork, participant_id: str) -> tuple[Work, ...]:
    """Return the work that the received summaries which stand tell of, as their senders wrote it."""
    came = (one for one in uow.documents.of(participant_id) if one.status is Status.RECEIVED)
    return tuple({work.intervention.id: work for one in came for work in uow.imports.came_in(one.id)}.values())


def said_elsewhere(uow: UnitOfWork, participant_id: str) -> tuple[SaidElsewhere, ...]:
    """Return what a participant said to other units, for themselves to read, by the received summaries."""
    ours, came = {one.id for one in uow.voice.of(participant_id)}, uow.imports.of(participant_id)
    return tuple(
        SaidElsewhere(entry=one, by=came.sources[one.id].issuer)
        for one in came.voice
        if one.id not in ours and Audience.SELF in one.audiences
    )


def needs_elsewhere(uow: UnitOfWork, participant_id: str) -> tuple[NeedRecord, ...]:
    """Return what other units recorded of a participant's needs, by the received summaries."""
    ours = {one.id for one in uow.needs.of(participant_id)}
    return tuple(one for one in uow.imports.of(participant_id).needs if one.id not in ours)


def shown_papers(uow: UnitOfWork, participant_id: str) -> tuple[ShownPaper, ...]:
    """Return what a participant answered when they were shown a summary about them, of any version, or a draft of one,
    earliest kept first.
    """
    found = []
    for document in uow.documents.of(participant_id):
        if shown := decode(read_strict(document.data)).attestation.shown:
            by = f" by {document.issuer_name}" if document.direction is Direction.RECEIVED else ""
            found.append(ShownPaper(what=f"the summary{by} for {document.recipient_name or 'you'}", shown=shown))
    found += [
        ShownPaper(what=f"a draft for {draft.recipient.name}", shown=draft.shown)
        for draft in uow.documents.drafts(participant_id)
        if draft.shown
    ]
    return tuple(found)


def _is_to(who: Participant, document: KeptDocument) -> bool:
    """Whether a document is the participant's own copy, addressed in no other words than those of their own names."""
    mine = {part.casefold() for name in (who.name.words, who.known_as or "") for part in name.split()}
    named = (document.recipient_name or "").casefold().split()
    return document.purpose is Purpose.OWN_COPY and bool(named) and mine.issuperset(named)


def _attachment(summary: TransferSummary, data: bytes) -> Attachment:
    return Attachment(
        name=ATTACHMENT,
        data=data,
        mime="application/json",
        description="The signed record from which these pages were drawn",
        modified=summary.valid_from,
    )
