"""Everything a unit holds about one participant, its own records and those it received."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from registry.domain.dates import Recorded
from registry.domain.described_edition import DescribedEdition
from registry.domain.history import History, Origin, Source, Work
from registry.domain.intervention import Intervention
from registry.domain.participant import FirstTwoWeeks, Participant
from registry.domain.plan import Trust
from registry.domain.stored_documents import Status
from registry.store.imports import Imported
from registry.store.unit_of_work import UnitOfWork


def load_history(
    uow: UnitOfWork,
    participant_id: str,
    describe_for: Callable[[Intervention], DescribedEdition | None],
    *,
    own_only: bool = False,
) -> History:
    """Return the history of one participant; `describe_for` gives the edition as this unit knows it.

    Imported records keep the ids their sender gave, the participant's among them; a summary of this unit's own
    work is made with `own_only`. Work that came back to the unit that did it counts once, as its own. Whoever stays
    under the law of people awaiting trial is untried here, whether or not somebody wrote that down. Raises NotFound.
    """
    participant = uow.participants.get(participant_id)
    own = uow.interventions.of(participant_id)
    uow.catalogue_entries.look_up([one.id for one in own])
    theirs = Imported() if own_only else uow.imports.of(participant_id)
    mine = {intervention.id for intervention in own}
    placements = uow.placements.of(participant_id)
    if any(one.awaits_trial for one in placements):
        participant = replace(participant, untried=True)
    needs = uow.needs.of(participant_id)
    assessments = uow.assessments.of(participant_id)
    scores = uow.scores.of(participant_id)
    voice = uow.voice.of(participant_id)
    groups: tuple[Iterable[_HasId], ...] = (placements, needs, assessments, scores, voice)
    held_here = {one.id for group in groups for one in group}
    return History(
        participant=participant,
        first_two_weeks=uow.first_two_weeks.of(participant_id),
        weeks_stand=_weeks_stand(uow, participant_id),
        sharing=uow.sharing.of(participant_id),
        placements=placements + _others(theirs.placements, placements),
        needs=needs + _others(theirs.needs, needs),
        work=(
            *(Work(intervention=one, edition=describe_for(one), source=_own_source(one)) for one in own),
            *(work for work in theirs.work if work.intervention.id not in mine),
        ),
        assessments=assessments + _others(theirs.assessments, assessments),
        scores=scores + _others(theirs.scores, scores),
        voice=voice + _others(theirs.voice, voice),
        sources={key: source for key, source in theirs.sources.items() if key not in held_here},
    )


def history_of_newcomer(participant: Participant, weeks: FirstTwoWeeks | None, theirs: Imported) -> History:
    """Return what `load_history` returns of somebody of whom nothing is here but what just came."""
    return History(
        participant=participant,
        first_two_weeks=weeks,
        placements=theirs.placements,
        needs=theirs.needs,
        work=theirs.work,
        assessments=theirs.assessments,
        scores=theirs.scores,
        voice=theirs.voice,
        sources=theirs.sources,
    )


def _weeks_stand(uow: UnitOfWork, participant_id: str) -> bool:
    came_with = uow.first_two_weeks.came_with(participant_id)
    return came_with is None or uow.documents.get(came_with).status is not Status.WITHDRAWN


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_HasId)


def _others(theirs: Iterable[R], own: Iterable[R]) -> tuple[R, ...]:
    mine = {one.id for one in own}
    return tuple(one for one in theirs if one.id not in mine)


def _own_source(intervention: Intervention) -> Source:
    """What was written down here on someone else's word is a report, not this unit's own evidence."""
    issuer = intervention.establishment.name
    if intervention.recorded is Recorded.REPORTED:
        return Source(origin=Origin.REPORTED, issuer=issuer, trust=Trust.REPORTED)
    return Source(origin=Origin.OWN, issuer=issuer, trust=Trust.OWN)
