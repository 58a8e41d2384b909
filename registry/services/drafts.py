"""Drafts of summaries: which one a person means, and recording whether the participant has seen it."""

from dataclasses import replace

from registry.documents.strict import read_strict
from registry.documents.transfer_summary import decode
from registry.domain.access import Permission
from registry.domain.dates import day_said
from registry.domain.errors import NotFound
from registry.domain.stored_documents import Direction, Status, StoredDocument
from registry.domain.summary import Draft
from registry.domain.text import check_reason
from registry.domain.voice import NotShown, Shown
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.ISSUE)
def record_showing(sitting: Sitting, asked: str, showing: Shown | NotShown) -> Draft:
    """Record that a draft was shown to the participant, or why not, and return it. The last word counts.

    Raises NotFound, also for a draft that is approved already: what was signed says what it says.
    """
    if isinstance(showing, NotShown):
        check_reason(showing.reason, "The reason for not showing it")
    with sitting.looking_up() as uow:
        draft = resolve_draft(uow, asked)
    shown, not_shown = (showing, None) if isinstance(showing, Shown) else (None, showing)
    changed = replace(draft, shown=shown, not_shown=not_shown)
    with sitting.writing("summary shown", draft.subject.participant.id, draft.id) as uow:
        uow.documents.save_draft(changed)
    return changed


def resolve_draft(uow: UnitOfWork, asked: str) -> Draft:
    """Return the draft with this id, or whose id starts with these 8 or more digits.

    Raises NotFound, which says of a draft that became a document by whom it was approved and what is next.
    """
    found = [draft for draft in uow.documents.drafts() if is_named(draft.id, asked)]
    if len(found) == 1:
        return found[0]
    for document in uow.documents.starting(asked) if len(asked.strip()) >= 8 else ():
        if document.direction is Direction.ISSUED and is_named(document.id, asked):
            raise _no_longer_a_draft(document)
    raise NotFound(f"{len(found)} drafts answer to {asked[:60]!r}.", hint="See `throughcare summary list`.")


def is_named(document_id: str, asked: str) -> bool:
    """True when `asked` is the id, or at least the first 8 of its digits."""
    text = asked.strip().casefold()
    bare = document_id.removeprefix("urn:uuid:")
    return text == document_id or (len(text) >= 8 and bare.startswith(text.removeprefix("urn:uuid:")))


def _no_longer_a_draft(document: StoredDocument) -> NotFound:
    attestation = decode(read_strict(document.data)).attestation
    person = (attestation.approver or attestation.author).name
    signed = "approved" if attestation.approver else "signed"
    short = document.id.removeprefix("urn:uuid:")[:8]
    if document.status is Status.APPROVED:
        return NotFound(
            f"This draft was {signed} by {person} on {day_said(document.at)} and cannot change.",
            hint=f"Next, by another person: throughcare summary release {short} -o DIR.",
        )
    return NotFound(
        f"This draft was {signed} by {person} on {day_said(document.at)}; the summary is now {document.status}.",
        hint=f"Read it with `throughcare summary show {short}`; a change is a new version, with `summary issue`.",
    )
