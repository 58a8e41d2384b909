"""Issue for everybody who stays here: a draft each, for one purpose and recipient, finished by people one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.domain.access import Permission
from registry.domain.addressing import Purpose, Recipient
from registry.domain.errors import Exit, ThroughcareError
from registry.domain.long_work import Tell, in_parts, untold
from registry.domain.participant import Participant
from registry.services.issuing import draft_for
from registry.services.journeys import journey
from registry.services.plan_ground import ground_of
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork

_AT_A_TIME = 500
DRAFTS_AT_ONCE = 25
"""How many drafts one transaction makes: it keeps other people from writing meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What came of one participant: the new draft's id, or one that was there already, or why there is none."""

    participant: Participant
    draft: str = ""
    there: bool = False
    words: str = ""


@journey(Permission.ISSUE, of_two=True)
def issue_for_all(
    sitting: Sitting, *, purpose: Purpose, recipient: Recipient, tell: Tell = untold
) -> tuple[Issued, ...]:
    """Make a draft for each participant whose stay at this unit has not ended, and return what came of each.

    Some dozens are made in one transaction; run again after it was cut off, it makes those that are missing: who has an
    unapproved draft for this purpose and recipient gets no second one. Raises StorageFailed and Stopped; what was made
    until then stays.
    """
    with sitting.reading("summary issue", purpose=f"{purpose}; for all") as uow:
        people = _staying(uow, sitting.unit.id)
        drafted = {
            draft.subject.participant.participant.id: draft.id
            for draft in uow.documents.drafts()
            if (draft.purpose, draft.recipient) == (purpose, recipient)
        }
    issued = {one.id: Issued(participant=one, draft=drafted[one.id], there=True) for one in people if one.id in drafted}
    missing = [one for one in people if one.id not in drafted]
    for start in range(0, len(missing), DRAFTS_AT_ONCE):
        some = missing[start : start + DRAFTS_AT_ONCE]
        issued |= {one.participant.id: one for one in _issue(sitting, some, purpose, recipient)}
        in_parts(tell, "the drafts made until then stay")(len(issued), len(people))
    return tuple(issued[one.id] for one in people)


def _issue(sitting: Sitting, people: Sequence[Participant], purpose: Purpose, recipient: Recipient) -> Iterator[Issued]:
    with sitting.acting() as uow:
        ground = ground_of(sitting, uow)
        for who in people:
            try:
                draft = draft_for(sitting, uow, who.id, purpose, recipient, ground=ground)
            except ThroughcareError as error:
                if error.exit is Exit.STORAGE:
                    raise
                # Nothing of a draft is written before it is whole.
                yield Issued(participant=who, words=error.message)
                continue
            uow.documents.add_draft(draft)
            sitting.write_down(uow, "summary issue", who.id, purpose=purpose)
            yield Issued(participant=who, draft=draft.id)


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
