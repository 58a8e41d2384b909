"""The items of an answer: shown one by one with what each is marked, and marked given or withheld."""

from collections.abc import Collection
from dataclasses import dataclass

from registry.domain.access import Permission
from registry.domain.access_ground import Answer, Ground, Mark, Opinion
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.held_item import HeldItem, said_too, sentences_of
from registry.domain.participant import Participant
from registry.domain.subject_access import SubjectAccess
from registry.services.held_items import companions_named, held_items, known_names
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id
from registry.services.subject_access import require_open, resolve_request
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """One item with its mark, None where it has none that holds: for what it says now, and with what is withheld now.

    `told` is what it says; `look` says in sentences why it wants a look of its own before it is given.
    """

    item: HeldItem
    mark: Mark | None
    told: tuple[tuple[str, str], ...]
    look: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A request with every item; `waiting` counts received summaries of which nobody has said whom they are about."""

    request: SubjectAccess
    participant: Participant
    items: tuple[LookedAt, ...]
    waiting: int

    @property
    def name(self) -> str:
        """The participant's name."""
        return self.participant.name.words

    @property
    def unmarked(self) -> tuple[LookedAt, ...]:
        """The items that still want a mark."""
        return tuple(one for one in self.items if one.mark is None)


@journey(Permission.ANSWER_ACCESS)
def show_items(sitting: Sitting, asked: str) -> Items:
    """Return everything this home holds about whoever a request is about, with the marks made so far."""
    with sitting.looking_up() as uow:
        request = resolve_request(uow, asked)
    with sitting.reading("subject-access show", request.participant_id, request.id) as uow:
        return look_at_items(sitting, uow, request)


@journey(Permission.ANSWER_ACCESS)
def mark_items(
    sitting: Sitting,
    asked: str,
    codes: Collection[str],
    answer: Answer,
    *,
    ground: Ground | None = None,
    why: str | None = None,
    opinion: Opinion | None = None,
) -> Items:
    """Mark the items of these codes, and return all of them with their marks.

    Without codes, what has no mark yet and wants no look of its own is marked given. Raises NotFound for a code,
    InvalidValue for what is withheld without ground and why, and NotAllowed where what wants a look of its own is
    given without a why.
    """
    if not codes and (answer is Answer.WITHHELD or why is not None):
        raise NotAllowed("Only what is plainly the participant's is given all at once.", hint="Name the items.")
    with sitting.looking_up() as uow:
        named = resolve_request(uow, asked)
    with sitting.writing("subject-access mark", named.participant_id, named.id) as uow:
        request = require_open(uow.subject_access.get(named.id))
        if ground is Ground.THEIR_WISHES and request.asker is None:
            raise NotAllowed(
                "The participant asks themselves: that ground is for where somebody else asks for them.",
                hint="See `subject-access grounds`.",
            )
        seen = look_at_items(sitting, uow, request)
        chosen = _named(seen, codes) if codes else [one for one in seen.unmarked if not one.look]
        unlooked = [one.item.code for one in chosen if one.look and answer is Answer.GIVEN and why is None]
        if unlooked:
            raise NotAllowed(
                f"{', '.join(unlooked)} wants a look of its own, and is given with a why.",
                hint='Who agreed, or why it is reasonable: --why "...".',
            )
        before = uow.subject_access_marks.of_request(request.id)
        new = []
        for one in chosen:
            mark = Mark(
                id=before[one.item.key].id if one.item.key in before else new_id(),
                request_id=request.id,
                participant_id=request.participant_id,
                item=one.item.key,
                digest=one.item.digest,
                answer=answer,
                by=sitting.user.person,
                at=sitting.now.replace(microsecond=0),
                ground=ground,
                why=why,
                opinion=opinion,
            )
            if one.item.key in before:
                uow.subject_access_marks.save(mark)
            else:
                new.append(mark)
        uow.subject_access_marks.add_all(new)
        return look_at_items(sitting, uow, request)


def look_at_items(sitting: Sitting, uow: UnitOfWork, request: SubjectAccess) -> Items:
    """Return every item about whoever a request is about, each with its mark and why it wants a look."""
    items = held_items(uow, request.participant_id, unit=sitting.unit.name, acts=request.acts)
    names, marks = known_names(sitting, uow, items), uow.subject_access_marks.of_request(request.id)
    others = companions_named(uow, request.participant_id, items, names)
    holding = {item.key: mark for item in items if (mark := marks.get(item.key)) and mark.digest == item.digest}
    withheld = sentences_of(item for item in items if _is(holding.get(item.key), Answer.WITHHELD))

    def looked_at(item: HeldItem) -> LookedAt:
        mark = holding.get(item.key)
        look = [*item.care, *(f"may name a companion: {hit.around}" for hit in others.get(item.key, ()))]
        if request.asker is not None and item.for_self_alone:
            look.append("their words are for themselves alone, and somebody else asks")
        if not _is(mark, Answer.WITHHELD) and (elsewhere := said_too(item, withheld)):
            look.append(f"says what {elsewhere} says, which is withheld")
        # Whatever wants a look is given with a why, also where the reason to look came later than the mark.
        holds = mark is not None and not (look and mark.answer is Answer.GIVEN and mark.why is None)
        return LookedAt(item=item, mark=mark if holds else None, told=item.told(names), look=tuple(look))

    return Items(
        request=request,
        participant=uow.participants.get(request.participant_id),
        items=tuple(map(looked_at, items)),
        waiting=len(uow.waiting.all()),
    )


def _is(mark: Mark | None, answer: Answer) -> bool:
    return mark is not None and mark.answer is answer


def _named(seen: Items, codes: Collection[str]) -> list[LookedAt]:
    by_code = {one.item.code: one for one in seen.items}
    missing = [code for code in codes if code.casefold() not in by_code]
    if missing:
        raise NotFound(f"No item is called {missing[0][:60]!a}.", hint="Copy the codes from `subject-access show`.")
    return [by_code[code] for code in dict.fromkeys(code.casefold() for code in codes)]
