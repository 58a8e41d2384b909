"""Participants: add, find, open, and the facts that must be known before the first word."""

from collections.abc import Callable
from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.dates import PartialDate, refuse_birth
from registry.domain.entry import LinkedRecord
from registry.domain.errors import NotAllowed, NotFound, OutOfReach
from registry.domain.ethnicity import Ethnicity
from registry.domain.history import History
from registry.domain.identifiers import ChiNumber, CroNumber, HcNumber, LocalNumber, NhsNumber, PncNumber, PrisonNumber
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks, Participant, PersonName, Sex, check_says_why
from registry.domain.record_change import Amendment
from registry.domain.voice import Sharing
from registry.services.journeys import journey
from registry.services.sitting import Sitting, describer, new_id
from registry.services.standings import standing_notices, weeks_words
from registry.store.histories import load_history
from registry.store.unit_of_work import UnitOfWork


@journey(Permission.WRITE_RECORD)
def add_participant(
    sitting: Sitting,
    *,
    name: PersonName,
    born: PartialDate,
    sex: Sex = Sex.NOT_RECORDED,
    ethnicity: Ethnicity | None = None,
    nhs_number: NhsNumber | None = None,
    no_nhs_number_because: str | None = None,
    prison_number: PrisonNumber | None = None,
    local_number: LocalNumber | None = None,
    pnc_number: PncNumber | None = None,
    cro_number: CroNumber | None = None,
    chi_number: ChiNumber | None = None,
    hc_number: HcNumber | None = None,
    known_as: str | None = None,
    aliases: tuple[PersonName, ...] = (),
    former_names: tuple[PersonName, ...] = (),
    communication: CommunicationNeeds | None = None,
    untried: bool = False,
) -> Participant:
    """Record a new participant and return it.

    Raises InvalidValue for a wrong value, and NotAllowed when a number already belongs to somebody here.
    """
    refuse_birth(born, sitting.today)
    if no_nhs_number_because:
        check_says_why(no_nhs_number_because)
    participant = Participant(
        id=new_id(),
        name=name,
        born=born,
        sex=sex,
        ethnicity=ethnicity,
        nhs_number=nhs_number,
        no_nhs_number_because=no_nhs_number_because,
        prison_number=prison_number,
        local_number=local_number,
        pnc_number=pnc_number,
        cro_number=cro_number,
        chi_number=chi_number,
        hc_number=hc_number,
        known_as=known_as,
        aliases=aliases,
        former_names=former_names,
        communication=communication or CommunicationNeeds(),
        untried=untried,
    )
    with sitting.writing("participant add", participant.id) as uow:
        refuse_shared_numbers(uow, participant)
        uow.participants.add(participant)
    return participant


@journey(Permission.WRITE_RECORD)
def amend_participant(
    sitting: Sitting, asked: str, change: Callable[[Participant], Participant]
) -> Amendment[Participant]:
    """Replace what is recorded of a participant by what `change` makes of it; the former version is kept.

    Returns both versions. Raises InvalidValue for a wrong value, and NotAllowed when nothing would change or a
    number already belongs to somebody here.
    """
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.writing("participant amend", participant_id) as uow:
        was = uow.participants.get(participant_id)
        now = replace(change(was), id=was.id)
        if now == was:
            raise NotAllowed("Nothing would change.", hint="Give what is to be different; see `--help`.")
        if now.born != was.born:
            refuse_birth(now.born, sitting.today)
        if now.no_nhs_number_because and now.no_nhs_number_because != was.no_nhs_number_because:
            check_says_why(now.no_nhs_number_because)
        refuse_shared_numbers(uow, now)
        uow.participants.save(now)
    return Amendment(was=was, now=now)


def refuse_shared_numbers(uow: UnitOfWork, participant: Participant) -> None:
    """Raise NotAllowed when one of the participant's numbers already belongs to another record here."""
    holders: tuple[Participant, ...] = ()
    if participant.nhs_number:
        holders += uow.everyone.by_nhs_number(participant.nhs_number)
    if participant.prison_number:
        holders += uow.everyone.by_prison_number(participant.prison_number)
    if participant.local_number:
        holders += uow.everyone.by_local_number(participant.local_number)
    if participant.pnc_number:
        holders += uow.everyone.by_pnc_number(participant.pnc_number)
    if participant.cro_number:
        holders += uow.everyone.by_cro_number(participant.cro_number)
    if participant.chi_number:
        holders += uow.everyone.by_chi_number(participant.chi_number)
    if participant.hc_number:
        holders += uow.everyone.by_hc_number(participant.hc_number)
    others = [holder for holder in holders if holder.id != participant.id]
    if others:
        raise NotAllowed(
            f"A number of {participant.name.words} already belongs to another participant here.",
            hint="Look with `participant find`; correct the number, or use the record that exists.",
        )


@journey(Permission.READ_RECORD, under_glass=True)
def find_participants(sitting: Sitting, text: str = "", *, limit: int = 50) -> tuple[Participant, ...]:
    """Return up to `limit` participants whose name, known-as name or number begins with the words of `text`."""
    with sitting.looking_up() as uow:
        found = uow.participants.find(text, limit=limit).items
    # How much was typed and not what: the audit names nobody. Written down before it is shown.
    with sitting.reading("participant find", purpose=f"{len(text)} characters, {len(found)} found"):
        return found


@journey(Permission.READ_RECORD, under_glass=True)
def find_further(sitting: Sitting, text: str = "", *, limit: int = 50) -> tuple[Participant, ...]:
    """Return what `find_participants` returns, for the next letters of a search that it has written down already.

    A search is one act however many letters it has: it is written down before its first answer is shown.
    """
    with sitting.looking_up() as uow:
        return uow.participants.find(text, limit=limit).items


@journey(Permission.READ_RECORD, under_glass=True)
def show_participant(sitting: Sitting, asked: str) -> History:
    """Return a participant's whole history: own, imported and reported. `asked` as in `resolve_participant`."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.reading("participant show", participant_id) as uow:
        corrections, names = (
            uow.corrections.of(participant_id),
            {one.person.id: one.person.name for one in uow.users.all()},
        )
        went = (one.moved for one in corrections.struck if one.moved is not None)
        return replace(
            load_history(uow, participant_id, describer(sitting, uow)),
            linked=linked_records(uow, participant_id),
            struck=len(corrections.struck),
            moves=tuple(replace(one, by=names.get(one.by, one.by)) for one in (*went, *corrections.moved_here)),
            notices=standing_notices(uow, participant_id),
            weeks_from=weeks_words(uow, participant_id),
            under_glass_until=next(
                (use.until for use in sitting.glass or () if use.participant_id == participant_id), None
            ),
        )


@journey(Permission.WRITE_RECORD)
def record_first_two_weeks(sitting: Sitting, asked: str, page: FirstTwoWeeks) -> FirstTwoWeeks:
    """Keep what a receiving team must know from the first day, and return it."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.writing("participant first-two-weeks", participant_id) as uow:
        uow.first_two_weeks.put(participant_id, page)
    return page


@journey(Permission.WRITE_RECORD)
def record_sharing(sitting: Sitting, asked: str, sharing: Sharing) -> Sharing:
    """Keep the four facts about consent and sharing, and return them."""
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.writing("participant sharing", participant_id) as uow:
        uow.sharing.put(participant_id, sharing)
    return sharing


@journey(Permission.WRITE_RECORD)
def record_communication(sitting: Sitting, asked: str, needs: CommunicationNeeds) -> Participant:
    """Keep the participant's communication needs and return the participant."""
    with sitting.looking_up() as uow:
        participant = resolve_participant(uow, asked)
    changed = replace(participant, communication=needs)
    with sitting.writing("participant communication", participant.id) as uow:
        uow.participants.save(changed)
    return changed


def linked_records(uow: UnitOfWork, participant_id: str) -> tuple[LinkedRecord, ...]:
    """Return the other records of a participant, as the links that stand say."""
    found = []
    for link in uow.links.of(participant_id):
        if link.ended_because is None:
            other = uow.participants.get(link.other if link.one == participant_id else link.one)
            found.append(LinkedRecord(participant_id=other.id, name=other.name, reason=link.reason))
    return tuple(found)


def resolve_participant(uow: UnitOfWork, asked: str) -> Participant:
    """Return the one participant that `asked` names: an id or its first 8 digits, a number, or names in full.

    A name is typed whole, with or without its accents: half a name finds in `participant find`, and never decides
    whose record is written. Raises NotFound when nobody or more than one person answers; it never guesses. Raises
    OutOfReach where it is a participant of another establishment.
    """
    text = asked.strip()
    found = uow.participants.answering(text)
    if len(found) == 1:
        return found[0]
    if not found and len(beyond := uow.everyone.answering(text)) == 1:
        raise OutOfReach(beyond[0].id)
    if not found and text.startswith("urn:uuid:"):
        return uow.participants.get(text)
    if found:
        raise NotFound(f"More than one participant answers to {text[:60]!r}.", hint="Use a number or the id.")
    raise NotFound(
        f"No participant answers to {text[:60]!r}.",
        hint="Type a name in full, a number or an id; look with `throughcare participant find`.",
    )
