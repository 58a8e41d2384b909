"""Assessments that travel so that they are not repeated, and scores on named measures."""

from registry.domain.access import Permission
from registry.domain.assessment import Assessment, Direction, Occasion, Rater, Score
from registry.domain.dates import PartialDate, refuse_future
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.sitting import Sitting, new_id


@journey(Permission.WRITE_RECORD)
def add_assessment(
    sitting: Sitting,
    asked: str,
    *,
    tool: str,
    version: str,
    on: PartialDate,
    judgements: str,
    has_formulation: bool = False,
    valid_until: PartialDate | None = None,
) -> Assessment:
    """Record an assessment in words and return it."""
    refuse_future(on, sitting.today, "The assessment")
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    assessment = Assessment(
        id=new_id(),
        participant_id=participant_id,
        tool=tool,
        version=version,
        on=on,
        rater=sitting.user.person.name,
        establishment=sitting.unit.ref,
        judgements=judgements,
        has_formulation=has_formulation,
        valid_until=valid_until,
    )
    with sitting.writing("assessment add", participant_id, assessment.id) as uow:
        uow.assessments.add(assessment)
    return assessment


@journey(Permission.WRITE_RECORD)
def add_score(
    sitting: Sitting,
    asked: str,
    *,
    measure: str,
    version: str,
    value: str,
    lowest: str,
    highest: str,
    direction: Direction,
    occasion: Occasion,
    on: PartialDate,
    rater: Rater,
    subscale: str | None = None,
) -> Score:
    """Record one reading and return it. Raises InvalidValue outside the measure's range."""
    refuse_future(on, sitting.today, "The reading")
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    score = Score(
        id=new_id(),
        participant_id=participant_id,
        measure=measure,
        version=version,
        subscale=subscale,
        value=value,
        lowest=lowest,
        highest=highest,
        direction=direction,
        occasion=occasion,
        on=on,
        rater=rater,
        rated_by=sitting.user.person.name if rater is Rater.STAFF else None,
    )
    with sitting.writing("measure add", participant_id, score.id) as uow:
        uow.scores.add(score)
    return score
