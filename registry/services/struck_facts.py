"""Facts that live within another record, and the unit's own records: found by name, withdrawn with a reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from registry.domain.care_package import TargetOutcome
from registry.domain.corrections import EntryKind
from registry.domain.dates import Recorded
from registry.domain.errors import NotFound
from registry.domain.goal import Goal
from registry.domain.intervention import Intervention, State
from registry.domain.participant import FirstTwoWeeks
from registry.domain.text import number_of
from registry.domain.voice import Sharing
from registry.services.interventions import refuse_second_open, resolve_intervention
from registry.services.participants import resolve_participant
from registry.store.unit_of_work import UnitOfWork
from registry.structure import to_plain

H = TypeVar("H", Goal, TargetOutcome)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFact:
    """A fact that stands. `id` says where; `in_documents` what a document holds that holds it.

    `withdraw` takes it away with the reason; its record keeps the version that held it.
    """

    kind: EntryKind
    id: str
    participant_id: str | None
    said: str
    body: dict[str, Any]
    in_documents: str
    withdraw: Callable[[UnitOfWork, str], None]


def find_fact(uow: UnitOfWork, kind: EntryKind, asked: str) -> FoundFact:
    """Return the fact within a record that `asked` names: WORK for a closure, PARTICIPANT for a page, else WORK/NUMBER.

    Reviews and judgements are named WORK/GOAL.NUMBER, as `intervention show` counts them. Raises NotFound.
    """
    text = asked.strip()
    if kind in (EntryKind.FIRST_TWO_WEEKS, EntryKind.SHARING):
        return _page(uow, kind, text)
    of, _, place = text.partition("/")
    work = resolve_intervention(uow, of)
    if kind is EntryKind.CLOSURE:
        return _closure(work)
    if kind is EntryKind.REVIEW:
        goal, at = _inner(kind, work.goals, place)
        review = goal.reviews[at]
        fewer: Goal = replace(goal, reviews=_without(goal.reviews, at))
        said = f"review of {review.on.words}: {review.reached.words}, by {review.by}"
        changed = replace(work, goals=tuple(fewer if one is goal else one for one in work.goals))
        return _fact(kind, work, place, said, to_plain(review), changed)
    if kind is EntryKind.OUTCOME_JUDGEMENT:
        outcome, at = _inner(kind, work.care_package, place)
        judgement = outcome.judgements[at]
        left: TargetOutcome = replace(outcome, judgements=_without(outcome.judgements, at))
        said = f"outcome-judgement of {judgement.on.words}: {judgement.met.words}, by {judgement.by}"
        changed = replace(work, care_package=tuple(left if one is outcome else one for one in work.care_package))
        return _fact(kind, work, place, said, to_plain(judgement), changed)
    if kind is EntryKind.MODULE_MARK:
        at = _place(kind, work.marks, place)
        mark = work.marks[at]
        said = f"module-mark {mark.module}: {mark.standing.replace('-', ' ')}, by {mark.by}, {mark.on.words}"
        return _fact(kind, work, place, said, to_plain(mark), replace(work, marks=_without(work.marks, at)))
    if kind is EntryKind.SKILL:
        at = _place(kind, work.skills, place)
        skill = work.skills[at]
        return _fact(
            kind, work, place, f"skill {skill.skill}", to_plain(skill), replace(work, skills=_without(work.skills, at))
        )
    at = _place(kind, work.staff, place)
    staff = work.staff[at]
    return _fact(
        kind, work, place, f"staff {staff.words}", to_plain(staff), replace(work, staff=_without(work.staff, at))
    )


def _fact(
    kind: EntryKind, work: Intervention, place: str, said: str, body: dict[str, Any], changed: Intervention
) -> FoundFact:
    def withdraw(uow: UnitOfWork, reason: str) -> None:  # noqa: ARG001 - the reason is kept beside what it said
        uow.interventions.save(changed)

    return FoundFact(
        kind=kind,
        id=f"{work.id}/{place}",
        participant_id=work.participant_id,
        said=said,
        body=body,
        in_documents=work.id,
        withdraw=withdraw,
    )


def _closure(work: Intervention) -> FoundFact:
    closure = work.closure
    if closure is None:
        raise NotFound(f"{work.title} is not closed.", hint="See `throughcare intervention show`.")

    def withdraw(uow: UnitOfWork, reason: str) -> None:  # noqa: ARG001 - the reason is kept beside what it said
        # Open again beside another open one there would be two of one programme.
        refuse_second_open(uow, work)
        before = [one for one in uow.interventions.former(work.id) if one.closure is None]
        if before:
            was = before[-1]
            state, told = was.state, (was.recommended, was.opened_not_closed, was.helps_after)
        else:
            state = State.IN_PROGRESS if work.started else State.REFERRED
            told = (work.recommended, work.opened_not_closed, work.helps_after)
        # What was said on closing goes with it: it was typed for this closure.
        uow.interventions.save(
            replace(
                work,
                state=state,
                closure=None,
                recommended=told[0],
                opened_not_closed=told[1],
                helps_after=told[2],
            )
        )

    on = "" if closure.recorded is Recorded.AT_THE_TIME else ", recorded later or by others"
    return FoundFact(
        kind=EntryKind.CLOSURE,
        id=work.id,
        participant_id=work.participant_id,
        said=f"closure of {work.title}, {closure.on.words}: {closure.outcome.words}{on}",
        body=to_plain(closure),
        in_documents=work.id,
        withdraw=withdraw,
    )


def _page(uow: UnitOfWork, kind: EntryKind, asked: str) -> FoundFact:
    who = resolve_participant(uow, asked).id
    pages = uow.first_two_weeks if kind is EntryKind.FIRST_TWO_WEEKS else uow.sharing
    page = pages.of(who)
    empty: FirstTwoWeeks | Sharing = FirstTwoWeeks() if kind is EntryKind.FIRST_TWO_WEEKS else Sharing()
    if page is None or page == empty:
        raise NotFound(f"Nothing is recorded of {kind.replace('-', ' ')}.", hint="See `throughcare participant show`.")

    def withdraw(uow: UnitOfWork, reason: str) -> None:  # noqa: ARG001 - the reason is kept beside what it said
        if isinstance(empty, FirstTwoWeeks):
            uow.first_two_weeks.put(who, empty)
        else:
            uow.sharing.put(who, empty)

    return FoundFact(
        kind=kind,
        id=who,
        participant_id=who,
        said=f"{kind.replace('-', ' ')}, the whole page",
        body=to_plain(page),
        in_documents='"firstTwoWeeks"' if kind is EntryKind.FIRST_TWO_WEEKS else '"sharing"',
        withdraw=withdraw,
    )


def _inner(kind: EntryKind, holders: Sequence[H], place: str) -> tuple[H, int]:
    """The goal or target outcome of `2.1`, and the place of the judgement in it, from 0."""
    holder, _, number = place.partition(".")
    one = holders[_place(kind, holders, holder)]
    judged: Sequence[object] = one.reviews if isinstance(one, Goal) else one.judgements
    return one, _place(kind, judged, number)


def _place(kind: EntryKind, found: Sequence[object], typed: str) -> int:
    if typed.isascii() and typed.isdigit() and 0 < int(typed) <= len(found):
        return int(typed) - 1
    raise NotFound(
        f"There is no {kind} {typed[:20]!r}: {number_of(len(found), 'entry', 'entries')} to choose from.",
        hint=f"Write {kind.named} with the numbers that `intervention show` prints.",
    )


def _without(all_of: tuple[T, ...], at: int) -> tuple[T, ...]:
    return all_of[:at] + all_of[at + 1 :]
