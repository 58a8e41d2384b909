"""Issue a summary: choose what travels by purpose, and keep it as a draft that can still change."""

from dataclasses import replace

from registry.catalogue.loader import load_travel_terms
from registry.domain.access import Permission
from registry.domain.addressing import Purpose, Recipient, RecipientKind, Replaces, Series, is_listed, reader_named
from registry.domain.described_edition import DescribedEdition
from registry.domain.directory import DirectoryEntry
from registry.domain.errors import NotFound, Refused
from registry.domain.profiles import editions_of, select
from registry.domain.stored_documents import Direction, Status
from registry.domain.summary import CatalogueAsKnown, Draft, ReleaseRef, Statement
from registry.domain.text import check_reason
from registry.domain.voice import NotShown, Shown
from registry.services.annexes import mention_for
from registry.services.composing import release_ref
from registry.services.directories import directory_in_force
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.plan_ground import Ground
from registry.services.sitting import Sitting, describer, new_id
from registry.services.travelling_plan import travelling_plan
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.ISSUE, of_two=True)
def issue_summary(
    sitting: Sitting,
    asked: str,
    *,
    purpose: Purpose,
    recipient: Recipient,
    statement: Statement | None = None,
    shown: Shown | None = None,
    not_shown: NotShown | None = None,
    interim: bool = False,
    trauma_because: str | None = None,
) -> Draft:
    """Make a draft of a participant's summary for a recipient and purpose, and return it.

    The signed-in person is its author. `trauma_because` says who agreed that trauma-focused work travels where it
    otherwise does not, or who needs it to. Raises NotAllowed where it may not go at all: to a board for a
    participant who is untried.
    """
    if trauma_because is not None:
        check_reason(trauma_because, "Why trauma-focused work travels")
    if not_shown is not None:
        check_reason(not_shown.reason, "The reason for not showing it")
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    # Not what was agreed to: who reads the audit opens no record.
    words = purpose.value if trauma_because is None else f"{purpose}; more, as agreed"
    with sitting.writing("summary issue", participant_id, purpose=words) as uow:
        made = draft_for(sitting, uow, participant_id, purpose, recipient, statement, trauma_because, interim=interim)
        draft = replace(made, shown=shown, not_shown=not_shown)
        uow.documents.add_draft(draft)
    return draft


def draft_for(
    sitting: Sitting,
    uow: UnitOfWork,
    participant_id: str,
    purpose: Purpose,
    recipient: Recipient,
    statement: Statement | None = None,
    trauma_because: str | None = None,
    *,
    interim: bool = False,
    ground: Ground | None = None,
) -> Draft:
    """Return the draft that `issue_summary` enters, and enter nothing. Whoever makes many reads the `ground` once."""
    trauma_agreed = trauma_because is not None
    history = load_history(uow, participant_id, describer(sitting, uow))
    subject = select(
        history,
        purpose,
        statement=statement,
        plan=lambda selected: travelling_plan(
            sitting, uow, history, selected, purpose, trauma_agreed=trauma_agreed, capped=interim, ground=ground
        ),
        terms=load_travel_terms(),
        trauma_agreed=trauma_agreed,
    )
    return Draft(
        id=new_id(),
        series=_series(uow, participant_id, purpose, recipient),
        purpose=purpose,
        recipient=recipient,
        author=sitting.user.person,
        catalogue=_as_known(
            uow, release_ref(sitting, uow), editions_of(history, subject, purpose, load_travel_terms())
        ),
        subject=subject,
        made=sitting.now,
        interim=interim,
        annex=mention_for(uow, participant_id),
        trauma_because=trauma_because,
    )


def recipient_for(sitting: Sitting, purpose: Purpose, text: str) -> Recipient:
    """Return whom `text` names for a purpose: a listed establishment, or a board, a tribunal or the participant.

    Raises NotFound as `find_recipient`, and InvalidValue for a name that cannot stand or is an establishment's.
    """
    if is_listed(purpose):
        return find_recipient(sitting, text)
    try:
        names = [entry.name for entry in _listed(sitting)]
    except (NotFound, Refused):
        # Nothing is sealed or believed by the directory here: without a sound one a slip is not looked for.
        names = []
    return reader_named(purpose, text, listed=names)


def recipients_listed(sitting: Sitting) -> tuple[Recipient, ...]:
    """Return every establishment of the installed directory but this one. Raises NotFound without a directory."""
    return tuple(_as_recipient(entry) for entry in _listed(sitting) if entry.id != sitting.unit.id)


def find_recipient(sitting: Sitting, text: str) -> Recipient:
    """Return the establishment of the installed directory that `text` names: its id, code or a part of its name.

    Raises NotFound when none or several answer, or when no directory is installed.
    """
    listed = _listed(sitting)
    wanted = text.casefold()
    found = [
        entry
        for entry in listed
        if wanted in entry.name.casefold() or entry.id == text or (entry.code and entry.code.value.casefold() == wanted)
    ]
    if len(found) != 1:
        names = ", ".join(entry.name for entry in listed)
        raise NotFound(f"{len(found)} establishments answer to {text[:60]!r}.", hint=f"The directory has: {names}.")
    return _as_recipient(found[0])


def _listed(sitting: Sitting) -> tuple[DirectoryEntry, ...]:
    directory = directory_in_force(sitting)
    if directory is None:
        raise NotFound("No directory is installed.", hint="Use `throughcare directory install FILE`.")
    return directory.directory.establishments


def _as_recipient(entry: DirectoryEntry) -> Recipient:
    return Recipient(kind=RecipientKind.ESTABLISHMENT, id=entry.id, name=entry.name)


def _series(uow: UnitOfWork, participant_id: str, purpose: Purpose, recipient: Recipient) -> Series:
    """The next version of the series for this participant, purpose and recipient, or a new series."""
    earlier = [
        document
        for document in uow.documents.of(participant_id)
        if document.direction is Direction.ISSUED
        and document.status in (Status.RELEASED, Status.SUPERSEDED, Status.WITHDRAWN)
        and document.purpose is purpose
        and (document.recipient_id, recipient.id or document.recipient_name)
        == (recipient.id, recipient.id or recipient.name)
    ]
    if not earlier:
        return Series(id=new_id(), version=1)
    last = max(earlier, key=lambda document: document.version or 0)
    assert last.series_id is not None
    assert last.version is not None
    return Series(id=last.series_id, version=last.version + 1, replaces=Replaces(id=last.id, digest=last.digest))


def _as_known(uow: UnitOfWork, release: ReleaseRef, editions: tuple[DescribedEdition, ...]) -> CatalogueAsKnown:
    """The editions sent, with this unit's own judgements of what these cover, unless withdrawn.

    A judge's signature goes with each.
    """
    sent = {name for edition in editions for name in (edition.programme_id, edition.edition_id)}
    withdrawn = {one.judgement_id for one in uow.overlap_withdrawals.all()}
    overlaps = tuple(
        one
        for one in uow.overlaps.all()
        if one.covers in sent and one.signature is not None and one.id not in withdrawn
    )
    return CatalogueAsKnown(release=release, editions=editions, overlaps=overlaps)
