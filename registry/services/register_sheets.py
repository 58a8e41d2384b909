"""A register as a sheet to mark: who is due, as they stand now, and what is carried forward from the last meeting."""

from dataclasses import dataclass, replace

from registry.domain.access import Permission
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed
from registry.domain.register import Mark, Member, called
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import Attended
from registry.services.groups import Due, due_on, resolve_group
from registry.services.journeys import journey
from registry.services.sessions import resolve_session
from registry.services.sitting import Sitting, describer
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One person on the sheet, with how they stand: everybody came in full until somebody says otherwise."""

    name: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A part of the programme that a session can belong to, and how many of its sessions were held."""

    id: str
    title: str
    held: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSheet:
    """The sheet of one meeting: a new one, or the correction of `session`.

    `on`, `module`, `number` and `minutes` are what the form opens with; `held` are the group's meetings, latest first.
    """

    group_id: str
    name: str
    title: str
    on: PartialDate
    lines: tuple[SheetLine, ...]
    modules: tuple[Module, ...] = ()
    module: str | None = None
    number: int | None = None
    minutes: int | None = None
    session: ScheduledSession | None = None
    held: tuple[ScheduledSession, ...] = ()

    @property
    def saved_that_day(self) -> tuple[ScheduledSession, ...]:
        """The meetings of this day that are on record already; none for the sheet that corrects one."""
        return () if self.session else tuple(one for one in self.held if one.on == self.on)

    def has_saved(self, module: str | None, number: int | None) -> bool:
        """Return whether a meeting of this day with this module and number is on record already."""
        return any((one.module, one.number) == (module, number) for one in self.saved_that_day)

    def next_number(self, module: str | None) -> int | None:
        """Return the number after the highest one held in a module, or None where its sessions bear none."""
        numbers = [one.number for one in self.held if one.module == module and one.number is not None]
        return max(numbers) + 1 if numbers else None


@journey(Permission.WRITE_RECORD)
def open_sheet(sitting: Sitting, asked: str, *, on: PartialDate) -> RegisterSheet:
    """Return the sheet of a group's meeting on a day, with module and length of the last one.

    Raises NotAllowed where nobody belonged to the group on that day.
    """
    with sitting.looking_up() as uow:
        group = resolve_group(uow, asked)
        due = due_on(uow, group, on.first)
    if not due:
        raise NotAllowed(f"Nobody belonged to {group.name} on {on.words}.", hint="Use `group add` first.")
    members = [Member(intervention_id=one.intervention.id, participant=one.participant) for one in due]
    with sitting.reading("session register", group.id, *_people(due), outcome="opened") as uow:
        held = tuple(sorted(uow.sessions.of_group(group.id), key=lambda one: one.on.first, reverse=True))
        last = next((one for one in held if not on.certainly_before(one.on)), None)
        sheet = RegisterSheet(
            group_id=group.id,
            name=group.name,
            title=sitting.catalogue.edition(group.edition_id)[0].title,
            on=on,
            lines=tuple(
                SheetLine(
                    name=called(one, members),
                    mark=Mark(intervention_id=one.intervention_id, attended=Attended.FULL),
                )
                for one in members
            ),
            modules=_modules(sitting, uow, due, held),
            module=last.module if last else None,
            minutes=last.minutes if last else None,
            number=None,
            held=held,
        )
    return _numbered(sheet)


@journey(Permission.WRITE_RECORD)
def open_sheet_again(sitting: Sitting, asked: str) -> RegisterSheet:
    """Return the sheet of a meeting that is on record, as it stands now, to be corrected. Raises NotFound."""
    with sitting.looking_up() as uow:
        session = resolve_session(uow, asked)
        there = uow.sessions.attendances(session.id)
        courses = [uow.interventions.get(one) for one in there]
        group = uow.groups.get(session.group_id) if session.group_id else None
        people = [uow.participants.get(one.participant_id) for one in courses]
    if group is None:
        raise NotAllowed("This session was no group's.", hint="Correct it with `session amend`.")
    members = sorted(
        (Member(intervention_id=one.id, participant=who) for one, who in zip(courses, people, strict=True)),
        key=lambda one: one.participant.name.in_order,
    )
    with sitting.reading("session register", group.id, session.id, *dict.fromkeys(one.id for one in people)) as uow:
        held = tuple(sorted(uow.sessions.of_group(group.id), key=lambda one: one.on.first, reverse=True))
        titles = {
            each.id: each.title
            for described in map(describer(sitting, uow), courses)
            if described
            for each in described.plan
        }
    lines = (
        SheetLine(
            name=called(one, members),
            mark=Mark(
                intervention_id=one.intervention_id,
                attended=record.attended,
                minutes=record.minutes if record.attended is Attended.PART else None,
                absence=record.absence,
            ),
        )
        for one in members
        for record in (there[one.intervention_id],)
    )
    return RegisterSheet(
        group_id=group.id,
        name=group.name,
        title=sitting.catalogue.edition(group.edition_id)[0].title,
        on=session.on,
        lines=tuple(lines),
        modules=tuple(Module(id=one, title=title) for one, title in titles.items()),
        module=session.module,
        number=session.number,
        minutes=session.minutes,
        session=session,
        held=held,
    )


def _modules(
    sitting: Sitting, uow: UnitOfWork, due: tuple[Due, ...], held: tuple[ScheduledSession, ...]
) -> tuple[Module, ...]:
    describe_for = describer(sitting, uow)
    # Only what every member's edition knows as a module can be the meeting's.
    plans = [described.plan if described else () for described in (describe_for(one.intervention) for one in due)]
    shared = set.intersection(*({each.id for each in plan} for plan in plans))
    return tuple(
        Module(id=each.id, title=each.title, held=sum(one.module == each.id for one in held))
        for each in plans[0]
        if each.id in shared
    )


def _numbered(sheet: RegisterSheet) -> RegisterSheet:
    known = {one.id for one in sheet.modules}
    module = sheet.module if sheet.module in known else None
    return replace(sheet, module=module, number=sheet.next_number(module))


def _people(due: tuple[Due, ...]) -> list[str]:
    return list(dict.fromkeys(one.participant.id for one in due))
