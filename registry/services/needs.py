"""Target needs of a participant: how each stands, by whose judgement, and what the participant wants now."""

from registry.domain.access import Permission
from registry.domain.choice_words import refuse_choice
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.decision_limits import check_ahead
from registry.domain.needs import Choice, NeedRecord, NeedStanding, require_need
from registry.domain.text import check_reason
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id


@journey(Permission.WRITE_RECORD)
def add_need(
    sitting: Sitting,
    asked: str,
    *,
    need: str,
    standing: NeedStanding,
    on: PartialDate,
    choice: Choice | None = None,
    not_advised_because: str | None = None,
    note: str | None = None,
) -> NeedRecord:
    """Record how a need stands and return the record. A later record stands beside the earlier one.

    A clinical reason that speaks of what the participant wants is refused with NotAllowed: a choice has its own place.
    A day to ask again that is past is refused with InvalidValue.
    """
    require_need(sitting.needs, need)
    refuse_future(on, sitting.today, "The judgement")
    if not_advised_because is not None:
        check_reason(not_advised_because, "The clinical reason")
        refuse_choice(not_advised_because, "Give their own words with --not-wanted and a day with --ask-again.")
    if choice is not None and choice.ask_again is not None:
        check_ahead(choice.ask_again, sitting.today, "The day to ask them again")
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    record = NeedRecord(
        id=new_id(),
        participant_id=participant_id,
        need=need,
        standing=standing,
        on=on,
        by=sitting.user.person.name,
        establishment=sitting.here,
        choice=choice,
        not_advised_because=not_advised_because,
        note=note,
    )
    with sitting.writing("need add", participant_id, record.id) as uow:
        uow.needs.add(record)
    return record
