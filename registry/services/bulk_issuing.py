"""Issue for everybody who stays here: a draft each, for one purpose and recipient, finished by people one by one."""

from collections.abc import Callable
from dataclasses import dataclass

from registry.domain.access import Permission
from registry.domain.addressing import Purpose, Recipient
from registry.domain.errors import Exit, ThroughcareError
from registry.domain.participant import Participant
from registry.services.issuing import issue_summary
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork

Tell = Callable[[int, int], None]
"""Told how many participants are done, of how many."""
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What came of one participant: the new draft's id, or one that was there already, or why there is none."""

    participant: Participant
    draft: str = ""
    there: bool = False
    words: str = ""


@journey(Permission.ISSUE)
def issue_for_all(
    sitting: Sitting, *, purpose: Purpose, recipient: Recipient, tell: Tell | None = None
) -> tuple[Issued, ...]:
    """Make a draft for each participant whose stay at this unit has not ended, and return what came of each.

    Each is made in a transaction of its own; run again after it was cut off, it makes those that are missing: who has
    an unapproved draft for this purpose and recipient gets no second one. Raises StorageFailed.
    """
    with sitting.reading("summary issue", purpose=f"{purpose}; for all") as uow:
        people = _staying(uow, sitting.unit.id)
        drafted = {
            draft.subject.participant.participant.id: draft.id
            for draft in uow.documents.drafts()
            if (draft.purpose, draft.recipient) == (purpose, recipient)
        }
    issued = []
    for done, who in enumerate(people, 1):
        issued.append(_issue(sitting, who, purpose, recipient, drafted.get(who.id)))
        if tell is not None:
            tell(done, len(people))
    return tuple(issued)


def _issue(sitting: Sitting, who: Participant, purpose: Purpose, recipient: Recipient, drafted: str | None) -> Issued:
    if drafted is not None:
        return Issued(participant=who, draft=drafted, there=True)
    try:
        return Issued(participant=who, draft=issue_summary(sitting, who.id, purpose=purpose, recipient=recipient).id)
    except ThroughcareError as error:
        if error.exit is Exit.STORAGE:
            raise
        return Issued(participant=who, words=error.message)


def _staying(uow: UnitOfWork, unit_id: str) -> tuple[Participant, ...]:
    """Everybody with a stay at this unit that has not ended, by name."""
    here = uow.placements.staying_at(unit_id)
    found: list[Participant] = []
    after: str | None = None
    while True:
        page = uow.participants.find(limit=_AT_A_TIME, after=after)
        found += [one for one in page.items if one.id in here]
        after = page.after
        if after is None:
            return tuple(found)
