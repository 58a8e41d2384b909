"""Assessments that travel so that they are not repeated, and scores on named measures."""

from registry.domain.access import Permission
from registry.domain.assessment import Assessment, Occasion, Rater, Score
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import NotFound
from registry.domain.measure import Measure, plain_name
from registry.domain.measure_frame import Stated, frame, refuse_structured
from registry.domain.readings import Readings, charts
from registry.domain.structured_words import refuse_totals
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
    rater: str | None = None,
    has_formulation: bool = False,
    valid_until: PartialDate | None = None,
) -> Assessment:
    """Record an assessment in words and return it. `rater` is who assessed, where that is not who types it.

    Raises InvalidValue for a total of a structured judgement tool.
    """
    refuse_future(on, sitting.today, "The assessment")
    refuse_totals(tool, judgements)
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    assessment = Assessment(
        id=new_id(),
        participant_id=participant_id,
        tool=tool,
        version=version,
        on=on,
        rater=rater or sitting.user.person.name,
        establishment=sitting.here,
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
    stated: Stated,
    value: str,
    occasion: Occasion,
    on: PartialDate,
    rater: Rater,
) -> Score:
    """Record one reading and return it, under the catalogue's name of the measure and against its range.

    Raises InvalidValue outside the range and for structured judgement, NotAllowed for a rater who may not rate, and
    NotFound where neither the catalogue nor `stated` says the version, the range and which way is better.
    """
    refuse_future(on, sitting.today, "The reading")
    with sitting.looking_up() as uow:
        against = frame(sitting.catalogue.measure(stated.measure), stated, rater)
        participant_id = resolve_participant(uow, asked).id
    score = Score(
        id=new_id(),
        participant_id=participant_id,
        measure=against.measure,
        version=against.version,
        subscale=against.subscale,
        value=value,
        lowest=against.lowest,
        highest=against.highest,
        direction=against.direction,
        occasion=occasion,
        on=on,
        rater=rater,
        rated_by=sitting.user.person.name if rater is Rater.STAFF else None,
    )
    with sitting.writing("measure add", participant_id, score.id) as uow:
        uow.scores.add(score)
    return score


@journey(Permission.READ_RECORD, under_glass=True)
def chart_readings(sitting: Sitting, asked: str, measure: str) -> Readings:
    """Return a participant's readings on one measure as charts, received ones among this unit's own.

    Raises InvalidValue for structured judgement and NotFound where there is no reading.
    """
    with sitting.looking_up() as uow:
        known = sitting.catalogue.measure(measure)
        refuse_structured(known.name if known else measure)
        participant = resolve_participant(uow, asked)
        own = [score for score in uow.scores.of(participant.id) if _is_of(score, known, measure)]
        received = [score for score in uow.imports.of(participant.id).scores if _is_of(score, known, measure)]
    if not own and not received:
        raise NotFound(
            f"There is no reading on {known.name if known else measure[:60]} for {participant.name.words}.",
            hint="See `throughcare participant show`.",
        )
    return Readings(participant=participant, charts=charts(known, own, received))


def _is_of(score: Score, known: Measure | None, asked: str) -> bool:
    return known.answers_to(score.measure) if known else plain_name(score.measure) == plain_name(asked)
