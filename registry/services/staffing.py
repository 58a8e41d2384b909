"""Who gives the treatment: staff join and leave an intervention, and are named as having been in the room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from registry.domain.access import Permission
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.folding import fold, folded_words
from registry.domain.intervention import Intervention
from registry.domain.people import Person
from registry.domain.staffing import Assignment, InTheRoom, StaffRole
from registry.domain.text import one_of
from registry.services.course import change_course
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id
from registry.store.unit_of_work import UnitOfWork

ME, SAME = "me", "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSaid:
    """A member of staff as typed: a login, `me` or a name; the profession where they have no login here."""

    who: str
    role: StaffRole = StaffRole.THERAPIST
    profession: str | None = None
    registration: str | None = None


@journey(Permission.WRITE_RECORD)
def assign_staff(
    sitting: Sitting, asked: str, said: StaffSaid, *, lead: bool = False, since: PartialDate
) -> Intervention:
    """Put a member of staff on an intervention from a day on, and return it.

    Who is there in the same role already stays so, and may become the lead; a new lead takes over from the one before.
    """
    refuse_future(since, sitting.today, "Joining the intervention")
    with sitting.looking_up() as uow:
        person = find_person(uow, sitting, said)
    new = Assignment(person=person, role=said.role, lead=lead, since=since)

    def assigned(was: Intervention) -> Intervention:
        kept: list[Assignment] = []
        for one in was.staff:
            if one.until is None and one.person.is_same_person(person):
                if (one.role, one.lead) == (said.role, lead):
                    raise NotAllowed(
                        f"{person.name} is its {said.role} already.", hint="See `throughcare intervention show`."
                    )
                # Another role, or the lead: the one before ends where the new one begins.
                kept.append(replace(one, until=since))
            elif lead and one.lead and one.until is None:
                kept += [replace(one, until=since), replace(one, lead=False, since=since)]
            else:
                kept.append(one)
        return replace(was, staff=(*kept, new))

    return change_course(sitting, asked, "intervention staff", assigned)


@journey(Permission.WRITE_RECORD)
def end_assignment(sitting: Sitting, asked: str, who: str, *, until: PartialDate) -> Intervention:
    """End what a member of staff does on an intervention, on their last day, and return it. Raises NotFound."""
    refuse_future(until, sitting.today, "Leaving the intervention")
    name = sitting.user.person.name if fold(who) == ME else who

    def ended(was: Intervention) -> Intervention:
        theirs = [one for one in was.staff if one.until is None and _answers(name, one.person.name)]
        if len({one.person.id for one in theirs}) != 1:
            now = [one.person.name for one in was.staff if one.until is None]
            raise NotFound(
                f"{len(theirs)} of its staff answer to {who[:60]!r}.",
                hint=f"Now on it: {', '.join(now)}." if now else "Nobody is on it now.",
            )
        return replace(was, staff=tuple(replace(one, until=until) if one in theirs else one for one in was.staff))

    return change_course(sitting, asked, "intervention staff", ended)


def find_person(uow: UnitOfWork, sitting: Sitting, said: StaffSaid) -> Person:
    """Return the member of staff meant: `me`, somebody with a login here, or a person named with their profession.

    Raises NotFound where several answer, or nobody does and no profession is said.
    """
    if fold(said.who) == ME:
        return sitting.user.person
    found = [
        user.person
        for user in uow.users.all()
        if fold(user.name) == fold(said.who) or _answers(said.who, user.person.name)
    ]
    people = list({person.id: person for person in found}.values())
    if len(people) == 1 and said.profession in (None, people[0].profession):
        return people[0]
    if len(people) > 1 and said.profession is None:
        raise NotFound(
            f"{said.who[:60]!r} can be {one_of([person.name for person in people])}.", hint="Write more of the name."
        )
    if said.profession is None:
        raise NotFound(
            f"Nobody with a login here is called {said.who[:60]!r}.",
            hint=f"Say their profession too: NAME|{said.role}|PROFESSION.",
        )
    return Person(id=new_id(), name=said.who, profession=said.profession, registration=said.registration)


def in_the_room(
    uow: UnitOfWork, sitting: Sitting, said: Sequence[StaffSaid], before: Iterable[tuple[InTheRoom, ...]]
) -> tuple[InTheRoom, ...]:
    """Return who was in the room as typed; `same` is who was in the newest of `before`, oldest first, that says it.

    Empty for nobody: who was there stays unknown, and nobody is put there by guessing.
    """
    found: list[InTheRoom] = []
    for one in said:
        if fold(one.who) == SAME:
            last = [staff for staff in before if staff]
            if not last:
                raise InvalidValue(
                    "No session before it says who was in the room.", hint="Name them with --staff NAME|ROLE."
                )
            found += last[-1]
        else:
            person = find_person(uow, sitting, one)
            found.append(InTheRoom(name=person.name, profession=person.profession, role=one.role))
    return tuple(found)


def _answers(typed: str, name: str) -> bool:
    asked = folded_words(typed)
    return bool(asked) and asked <= folded_words(name)
