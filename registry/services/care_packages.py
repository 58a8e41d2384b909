"""The care package: what an intervention was commissioned for, and whether each outcome was met."""

from dataclasses import replace

from registry.domain.access import Permission
from registry.domain.care_package import Met, OutcomeJudgement, TargetOutcome
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.errors import NotFound
from registry.domain.intervention import Intervention
from registry.domain.needs import require_need
from registry.domain.text import number_of
from registry.services.course import change_course, names_part
from registry.services.journeys import journey
from registry.services.sitting import Sitting, new_id


@journey(Permission.WRITE_RECORD)
def add_target_outcome(
    sitting: Sitting, asked: str, *, text: str, commissioned_by: str, on: PartialDate, need: str | None = None
) -> TargetOutcome:
    """Record an outcome the intervention was commissioned for, by whom and when, and return it."""
    refuse_future(on, sitting.today, "The commission")
    if need is not None:
        require_need(sitting.needs, need)
    outcome = TargetOutcome(id=new_id(), text=text, commissioned_by=commissioned_by, commissioned_on=on, need=need)
    change_course(
        sitting, asked, "care-package add", lambda was: replace(was, care_package=(*was.care_package, outcome))
    )
    return outcome


@journey(Permission.WRITE_RECORD)
def judge_target_outcome(
    sitting: Sitting,
    asked: str,
    *,
    outcome: str,
    on: PartialDate,
    met: Met,
    words: str | None = None,
    participant_answer: str | None = None,
) -> TargetOutcome:
    """Record whether a target outcome was met, by its number from 1 or its id, and return it. Raises NotFound."""
    refuse_future(on, sitting.today, "The judgement")
    judgement = OutcomeJudgement(
        on=on, met=met, by=sitting.user.person.name, words=words, participant_answer=participant_answer
    )
    judged: list[TargetOutcome] = []

    def with_judgement(was: Intervention) -> Intervention:
        chosen = _outcome(was, outcome)
        judged.append(replace(chosen, judgements=(*chosen.judgements, judgement)))
        return replace(was, care_package=tuple(judged[0] if one is chosen else one for one in was.care_package))

    change_course(sitting, asked, "care-package judge", with_judgement)
    return judged[0]


def _outcome(intervention: Intervention, asked: str) -> TargetOutcome:
    for number, outcome in enumerate(intervention.care_package, start=1):
        if names_part(asked, number, outcome.id):
            return outcome
    many = number_of(len(intervention.care_package), "target outcome")
    raise NotFound(
        f"{intervention.title} has no target outcome {asked[:40]!r}.",
        hint=f"It has {many}, counted from 1." if intervention.care_package else "Add one with `care-package add`.",
    )
