"""What waits for the signed-in person today: groups, open work, summaries, plans, refreshers and boosters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.access import Permission, may
from registry.domain.dates import day_said
from registry.domain.folding import fold
from registry.domain.group import belonging
from registry.domain.intervention import State
from registry.domain.plan import Plan, PlanLine
from registry.domain.refresher import RefresherAnswer
from registry.domain.stored_documents import Direction, DocumentKind, Status
from registry.services.backing_up import PROVEN
from registry.services.breaking_glass import waiting_for_review
from registry.services.health import BACKUP_WARNING
from registry.services.journeys import journey
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupToday:
    """A running group: how many are due today, when it last met, whether it was recorded today."""

    id: str
    name: str
    title: str
    due: int
    last: date | None = None
    mine: bool = False

    def is_recorded_on(self, day: date) -> bool:
        """True when a meeting of that day is on record."""
        return self.last == day


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits: for whom it is about, what it is, by when, and the participant's id where there is one.

    `document` is the id of the summary that waits; empty for anything else.
    """

    participant_id: str
    participant: str
    what: str
    by: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Everything that waits, in the order in which the home shows it.

    `backup` says what is wrong with the backups, to those who look after the house, and `glass` how many uses of
    break-glass wait for their review; empty where nothing does.
    """

    groups: tuple[GroupToday, ...] = ()
    work: tuple[Waiting, ...] = ()
    summaries: tuple[Waiting, ...] = ()
    arrivals: tuple[Waiting, ...] = ()
    plans: tuple[Waiting, ...] = ()
    boosters: tuple[Waiting, ...] = ()
    backup: str = ""
    glass: str = ""


@journey(Permission.READ_RECORD)
def look_at_day(sitting: Sitting) -> Day:
    """Return what waits for the signed-in person today. One audited read of everybody it names."""
    with sitting.looking_up() as uow:
        dead = uow.deaths.everybody()
        plans = tuple(one for one in uow.plans.due_on(sitting.today) if one.participant_id not in dead)
        day = Day(
            groups=tuple(_groups(sitting, uow)),
            work=tuple(_work(sitting, uow)),
            summaries=tuple(_summaries(sitting, uow)),
            arrivals=tuple(_arrivals(sitting, uow)),
            plans=tuple(_plans(sitting, uow, plans)),
            boosters=tuple(_boosters(sitting, uow, plans, dead)),
            backup=_backup(sitting, uow),
            glass=waiting_for_review(uow, sitting),
        )
    named = [one.participant_id for each in (day.work, day.summaries, day.plans, day.boosters) for one in each]
    with sitting.reading("day show", *dict.fromkeys(one for one in named if one)):
        return day


def _groups(sitting: Sitting, uow: UnitOfWork) -> Iterator[GroupToday]:
    found = []
    for group in uow.groups.all():
        if not group.runs_on(sitting.today):
            continue
        held = uow.sessions.of_group(group.id)
        due = belonging(uow.memberships.of_group(group.id), sitting.today)
        found.append(
            GroupToday(
                id=group.id,
                name=group.name,
                title=sitting.catalogue.edition(group.edition_id)[0].title,
                due=len(due),
                last=held[-1].on.first if held else None,
                mine=any(one.name == sitting.user.person.name for each in held[-3:] for one in each.staff),
            )
        )
    # One's own first; then the one that met longest ago, which is likeliest to meet today.
    yield from sorted(found, key=lambda one: (not one.mine, one.last or date.min, one.name.casefold()))


def _work(sitting: Sitting, uow: UnitOfWork) -> Iterator[Waiting]:
    me = sitting.user.person
    found = [
        Waiting(
            participant_id=course.participant_id,
            participant=_name(uow, course.participant_id),
            what=f"{course.title}, on hold" if course.state is State.ON_HOLD else course.title,
        )
        for course in uow.interventions.running_with(me.id)
        if any(one.until is None and one.person.is_same_person(me) for one in course.staff)
    ]
    yield from sorted(found, key=lambda one: (fold(one.participant), one.what))


def _summaries(sitting: Sitting, uow: UnitOfWork) -> Iterator[Waiting]:
    me, roles = sitting.user.person, sitting.user.roles
    for draft in uow.documents.drafts():
        mine, subject = draft.author.is_same_person(me), draft.subject.participant
        if draft.interim and mine:
            what = f"for you to sign: interim summary for {draft.recipient.name}"
        elif mine:
            what = f"waits for approval: your draft for {draft.recipient.name}"
        elif may(roles, Permission.APPROVE) and not draft.interim:
            what = f"for you to approve: summary for {draft.recipient.name}"
        else:
            continue
        yield Waiting(
            participant_id=subject.participant.id,
            participant=subject.participant.name.banner,
            what=what,
            document=draft.id,
        )
    if may(roles, Permission.RELEASE):
        for one in uow.documents.all(
            direction=Direction.ISSUED, kind=DocumentKind.TRANSFER_SUMMARY, status=Status.APPROVED
        ):
            yield Waiting(
                participant_id=one.participant_id or "",
                participant=_name(uow, one.participant_id or ""),
                what=f"to be released: summary for {one.recipient_name or 'its recipient'}",
                document=one.id,
            )


def _arrivals(sitting: Sitting, uow: UnitOfWork) -> Iterator[Waiting]:
    if may(sitting.user.roles, Permission.RECEIVE):
        for one in uow.waiting.all():
            yield Waiting(
                participant_id="",
                participant=one.participant.name.banner,
                what=f"from {one.issuer}: {one.reason}",
                document=one.id,
            )


def _plans(sitting: Sitting, uow: UnitOfWork, plans: tuple[Plan, ...]) -> Iterator[Waiting]:
    if may(sitting.user.roles, Permission.DECIDE_PLAN):
        for plan in plans:
            yield from _due_lines(sitting.today, uow, plan)


def _due_lines(today: date, uow: UnitOfWork, plan: Plan) -> Iterator[Waiting]:
    for line in plan.lines:
        said = _due_words(line, today)
        if said is not None:
            what, by = said
            yield Waiting(
                participant_id=plan.participant_id, participant=_name(uow, plan.participant_id), what=what, by=by
            )


def _due_words(line: PlanLine, today: date) -> tuple[str, date] | None:
    if line.look_again is not None and line.look_again <= today:
        return f"look again at {line.title}", line.look_again
    if line.answer_due is not None and line.answer_due <= today and line.question is not None:
        return f"question due, {line.question.owner}: {line.title}", line.answer_due
    return None


def _boosters(sitting: Sitting, uow: UnitOfWork, plans: tuple[Plan, ...], dead: frozenset[str]) -> Iterator[Waiting]:
    for plan in plans:
        for line in plan.lines:
            if line.booster_due is not None and line.booster_due <= sitting.today:
                yield Waiting(
                    participant_id=plan.participant_id,
                    participant=_name(uow, plan.participant_id),
                    what=f"due: {line.title}",
                    by=line.booster_due,
                )
    for wish in uow.refreshers.all():
        if wish.answer is RefresherAnswer.WAITING and wish.participant_id not in dead:
            title = sitting.catalogue.programme(wish.programme_id).title
            yield Waiting(
                participant_id=wish.participant_id,
                participant=_name(uow, wish.participant_id),
                what=f"asked for a refresher of {title}",
                by=wish.asked_on.first,
            )


def _backup(sitting: Sitting, uow: UnitOfWork) -> str:
    if not may(sitting.user.roles, Permission.CHECK_HEALTH):
        return ""
    proven = uow.audit.newest(1, verb=PROVEN)
    if not proven:
        return "No backup was ever proven. An administrator makes one: throughcare backup create FOLDER"
    if sitting.now - proven[-1].at <= BACKUP_WARNING:
        return ""
    return (
        f"The last proven backup is of {day_said(proven[-1].at)}, more than a day ago: throughcare backup create FOLDER"
    )


def _name(uow: UnitOfWork, participant_id: str) -> str:
    return uow.participants.get(participant_id).name.banner if participant_id else ""
