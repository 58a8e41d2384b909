"""A file that came: what verification says of it, whom it speaks of, and who here that may be. Nothing is kept yet."""

from dataclasses import dataclass

from registry.domain.access import Permission
from registry.domain.errors import NotAllowed, Refusal, Refused
from registry.domain.matching import check_match
from registry.domain.participant import Participant
from registry.domain.stored_documents import DocumentKind
from registry.domain.verdict import Ruling, Verdict
from registry.services.held import known_of
from registry.services.journeys import journey
from registry.services.opening import kind_of, open_verified
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork

_ELSEWHERE = {
    DocumentKind.DIRECTORY: ("This is a directory.", "Use `throughcare directory install FILE`."),
    DocumentKind.ANNEX: ("This is a sensitive annex, which not everybody opens.", "Use `throughcare annex receive`."),
    DocumentKind.CATALOGUE_RELEASE: ("This is a catalogue release.", "Use `throughcare catalogue import FILE`."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A verified file before it is received.

    `participant` is the person as the document names them and `work` what it brings, for a summary; `candidates` are
    the people here who share a number with them, or whose name and birth date could be theirs: offered, never chosen.
    """

    kind: DocumentKind
    ruling: Ruling
    participant: Participant | None = None
    work: tuple[str, ...] = ()
    candidates: tuple[Participant, ...] = ()


@journey(Permission.RECEIVE)
def look_at_incoming(sitting: Sitting, data: bytes) -> Incoming:
    """Return what a summary, a withdrawal or a receipt in a file is, INTACT ones too. Writes nothing but the audit.

    What this home knows to be superseded is found so. Raises Refused with the reason, also for a summary that this home
    knows to be withdrawn, and NotAllowed for a document that is taken in elsewhere.
    """
    kind = kind_of(sitting, data)
    if kind in _ELSEWHERE:
        message, hint = _ELSEWHERE[kind]
        raise NotAllowed(message, hint=hint)
    verified = open_verified(sitting, data, accept_intact="looked at, not received")
    if kind is not DocumentKind.TRANSFER_SUMMARY:
        return Incoming(kind=kind, ruling=verified.ruling)
    subject = verified.summary.subject
    person = subject.participant.participant
    with sitting.looking_up() as uow:
        found = _candidates(uow, person)
        known, ruling = known_of(uow, verified.ruling)
    if ruling.verdict is Verdict.REFUSED:
        raise Refused(Refusal.WITHDRAWN, known, hint=ruling.hint)
    with sitting.reading("summary look", verified.summary.id, *(one.id for one in found)):
        return Incoming(
            kind=kind,
            ruling=ruling,
            participant=person,
            work=tuple(one.title for one in subject.interventions),
            candidates=found,
        )


def _candidates(uow: UnitOfWork, person: Participant) -> tuple[Participant, ...]:
    found: list[Participant] = []
    if person.nhs_number is not None:
        found += uow.participants.by_nhs_number(person.nhs_number)
    if person.prison_number is not None:
        found += uow.participants.by_prison_number(person.prison_number)
    found += [one for one in uow.participants.find(person.name.family, limit=50).items if _could_be(one, person)]
    return tuple({one.id: one for one in found}.values())


def _could_be(local: Participant, foreign: Participant) -> bool:
    try:
        check_match(local, foreign)
    except Refused:
        return False
    return True
