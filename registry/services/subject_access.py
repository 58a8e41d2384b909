"""A participant asks what is recorded about them: the request is entered, listed by its clock, extended and closed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from registry.domain.access import Permission
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.participant import Participant
from registry.domain.subject_access import Asker, Closing, Extension, SubjectAccess
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request with the name of whoever it is about, and the day by which the answer is due."""

    request: SubjectAccess
    name: str
    due: PartialDate


@journey(Permission.TAKE_ACCESS)
def open_request(
    sitting: Sitting, asked: str, *, received: PartialDate, asker: str | None = None, authority: str | None = None
) -> Asked:
    """Enter a request that came on a day, by the participant or by `asker`, who may by `authority`, and return it.

    Raises NotAllowed where one is open already, and for somebody who has died: their records have another law.
    """
    refuse_future(received, sitting.today, "The request")
    if (asker is None) != (authority is None):
        raise NotAllowed(
            "Who asks for somebody else says by what they may.", hint="Give both --asked-by and --authority."
        )
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
    request_id = new_id()
    with sitting.writing("subject-access open", participant.id, request_id) as uow:
        request = SubjectAccess(
            id=request_id,
            participant_id=participant.id,
            received=received,
            opened=sitting.now.replace(microsecond=0),
            acts=uow.audit.size(),
            asker=Asker(name=asker, authority=authority) if asker and authority else None,
        )
        if uow.deaths.standing(participant.id) is not None:
            raise NotAllowed(
                "This participant is recorded as deceased, and the right of access is that of living people.",
                hint="Who may see the records of the dead: the Access to Health Records Act 1990.",
            )
        if any(one.is_open for one in uow.subject_access.of(participant.id)):
            raise NotAllowed("A request of theirs is open already.", hint="See `subject-access list`.")
        uow.subject_access.add(request)
    return _beside(request, participant)


@journey(Permission.TAKE_ACCESS)
def list_requests(sitting: Sitting, *, closed: bool = False) -> tuple[Asked, ...]:
    """Return every open request, and the closed ones where wanted: those due first, first."""
    with sitting.reading("subject-access list") as uow:
        found = uow.subject_access.all() if closed else uow.subject_access.open()
        beside = [_beside(one, uow.participants.get(one.participant_id)) for one in found]
    return tuple(sorted(beside, key=lambda one: (not one.request.is_open, one.request.due, one.request.id)))


@journey(Permission.ANSWER_ACCESS)
def extend_request(sitting: Sitting, asked: str, *, reason: str, told_on: PartialDate) -> Asked:
    """Take two further months, of which whoever asked was told with the reason on `told_on`. Raises NotAllowed."""
    refuse_future(told_on, sitting.today, "Telling them")

    def extended(was: SubjectAccess) -> SubjectAccess:
        if was.extension is not None:
            raise NotAllowed("Longer was taken already, and the law allows it once.", hint="See `subject-access list`.")
        return replace(was, extension=Extension(reason=reason, told_on=told_on))

    return _change(sitting, "subject-access extend", asked, extended)


@journey(Permission.ANSWER_ACCESS)
def close_request(sitting: Sitting, asked: str, *, on: PartialDate, words: str) -> Asked:
    """End a request: handed over, taken back or refused, in words. Nothing more is marked or released of it."""
    refuse_future(on, sitting.today, "The end of the request")
    closing = Closing(on=on, by=sitting.user.person, words=words)
    return _change(sitting, "subject-access close", asked, lambda was: replace(was, closing=closing))


def resolve_request(uow: UnitOfWork, asked: str) -> SubjectAccess:
    """Return the open request of this id, or of this participant. Raises NotFound, and NotAllowed for a closed one."""
    found = uow.subject_access.starting(asked)
    if not found:
        every = uow.subject_access.of(resolve_participant(uow, asked).id)
        found = tuple(one for one in every if one.is_open) or every[-1:]
    if len(found) != 1:
        raise NotFound(f"{len(found) or 'No'} requests answer to {asked[:60]!r}.", hint="See `subject-access list`.")
    require_open(found[0])
    return found[0]


def require_open(request: SubjectAccess) -> SubjectAccess:
    """Return the request. Raises NotAllowed for a closed one."""
    if not request.is_open:
        raise NotAllowed(
            "This request is closed.", hint="They may ask again: `subject-access open WHO --received DATE`."
        )
    return request


def _change(sitting: Sitting, verb: str, asked: str, change: Callable[[SubjectAccess], SubjectAccess]) -> Asked:
    with sitting.looking_up() as uow:
        named = resolve_request(uow, asked)
    with sitting.writing(verb, named.participant_id, named.id) as uow:
        request = change(require_open(uow.subject_access.get(named.id)))
        uow.subject_access.save(request)
        return _beside(request, uow.participants.get(request.participant_id))


def _beside(request: SubjectAccess, participant: Participant) -> Asked:
    return Asked(request=request, name=participant.name.words, due=PartialDate.of(request.due))
