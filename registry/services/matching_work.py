"""Match work to an edition after it was recorded: quick start first, the catalogue later."""

from dataclasses import dataclass, replace

from registry.catalogue.search import named_edition
from registry.domain.access import Permission
from registry.domain.catalogue import programme_of
from registry.domain.closure import Outcome
from registry.domain.course_trace import EditionMatch
from registry.domain.dates import PartialDate, Recorded
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.intervention import Intervention, State
from registry.domain.repeat import Repeat, RepeatReason
from registry.domain.text import check_reason
from registry.services.interventions import refuse_second_open, resolve_intervention
from registry.services.journeys import journey
from registry.services.later_definitions import later_definition, take_up_words
from registry.services.repeats import count_as_given, guard_repeat
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What a match made: the intervention, and recorded modules that the edition's plan does not have."""

    intervention: Intervention
    unknown_modules: tuple[str, ...] = ()


@journey(Permission.WRITE_RECORD)
def match_intervention(
    sitting: Sitting,
    asked: str,
    edition: str,
    *,
    shape: str | None = None,
    because: str | None = None,
    again_because: RepeatReason | None = None,
    again_words: str | None = None,
) -> Matched:
    """Match an intervention to an edition and return it, with when and by whom in it. What was recorded stays.

    Work that is matched already needs `because`: matched to its own edition again, it takes up the newest local
    definition, where that is not the one it has. Raises NotFound for an unknown edition or shape, and NotAllowed for
    completed work, whose definition was its edition's, and where the programme is running for the participant already.

    Open work that would repeat what was done stops as its referral would have stopped, had its programme been named.
    """
    if because is not None:
        check_reason(because, "The reason")
    programme, found = named_edition(sitting.catalogue, edition)
    if shape is not None and shape not in {one.id for one in found.shapes}:
        raise NotFound(f"{found.id} has no delivery shape {shape[:40]!r}.", hint=f"See `catalogue show {found.id}`.")
    with sitting.looking_up() as uow:
        was = resolve_intervention(uow, asked)
        _refuse(uow, was, found.id, because)
        if was.state is not State.CLOSED:
            refuse_second_open(uow, was, edition_id=found.id)
    same = was.edition_id == found.id
    again = _again(sitting, was, found.id, reason=again_because, words=again_words)
    with sitting.writing("intervention match", was.participant_id, was.id) as uow:
        was = uow.interventions.get(was.id)
        _refuse(uow, was, found.id, because)
        if was.state is not State.CLOSED:
            refuse_second_open(uow, was, edition_id=found.id)
        definitions = uow.local_definitions.for_edition(found.id)
        local = definitions[-1] if definitions and was.establishment.id == sitting.unit.id else None
        match = EditionMatch(
            edition_id=found.id,
            on=PartialDate.of(sitting.today),
            by=sitting.user.person.name,
            was=was.edition_id,
            because=because,
        )
        matched = replace(
            was,
            edition_id=found.id,
            shape_id=shape or (was.shape_id if same else None),
            local_definition_id=local.id if local else None,
            needs=was.needs or programme.needs,
            matches=(*was.matches, match),
            repeat=again or was.repeat,
        )
        uow.interventions.save(matched)
        if again is not None:
            count_as_given(uow, matched)
        if not same:  # What its own unit laid down is new to it; the programme stays as it was known.
            uow.catalogue_entries.pin(was.id, found.id, programme, sitting.catalogue.version)
    plan = {one.id for one in (local.modules if local and local.modules else found.modules)}
    recorded = [one.module for one in was.sessions if one.module] + [mark.module for mark in was.marks]
    return Matched(
        intervention=matched,
        unknown_modules=tuple(dict.fromkeys(one for one in recorded if one not in plan)),
    )


def _again(
    sitting: Sitting, was: Intervention, edition_id: str, *, reason: RepeatReason | None, words: str | None
) -> Repeat | None:
    """Why the work repeats what was done, once its programme is known; closed work and other units' begins nothing."""
    begins = was.state is not State.CLOSED and was.recorded is Recorded.AT_THE_TIME and was.edition_id != edition_id
    asked_before = was.repeat is not None and programme_of(was.edition_id or "") == programme_of(edition_id)
    if begins and not asked_before and was.establishment.id == sitting.here.id:
        return guard_repeat(sitting, was, reason=reason, words=words, edition_id=edition_id)
    if reason is not None or words is not None:
        raise InvalidValue("Nothing begins here, so there is nothing to give a reason for.")
    return None


def _refuse(uow: UnitOfWork, was: Intervention, edition_id: str, because: str | None) -> None:
    if was.edition_id == edition_id:
        later = later_definition(uow, was)
        if later is None:
            raise NotAllowed(f"It is matched to {edition_id} already.", hint="Nothing was changed.")
        if because is None:
            raise NotAllowed(
                f"It is matched to {edition_id} already; a local definition of it was signed off on "
                f"{later.signed_off_on.words}.",
                hint=f"Take that up with {take_up_words(was)}.",
            )
    elif was.edition_id is not None and because is None:
        raise NotAllowed(
            f"It is matched to {was.edition_id} already.", hint="Say --reason why it belongs to another edition."
        )
    if was.edition_id is None and because is not None:
        raise NotAllowed("It was not matched before, so there is nothing to correct.", hint="Leave --reason out.")
    done = was.closure is not None and was.closure.outcome is Outcome.COMPLETED
    if was.edition_id is not None and done and was.recorded is not Recorded.REPORTED:
        raise NotAllowed(
            f"It was completed by what {was.edition_id} means by completing.",
            hint="Open it again with `intervention reopen` first.",
        )
