"""The care package: the outcomes an intervention was commissioned for, and whether each was met.

That an outcome was met says what was seen of it. It is no judgement on risk.
"""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.answered import AnsweredJudgement
from registry.domain.dates import PartialDate, check_order
from registry.domain.identifiers import check_id
from registry.domain.text import check_code, check_name, check_prose

NOT_YET_JUDGED = "not yet judged"


class Met(StrEnum):
    """A judgement on a target outcome. Without one it is not yet judged, which is no judgement."""

    YES = "yes"
    IN_PART = "in-part"
    NO = "no"

    @property
    def words(self) -> str:
        """The judgement as a reader sees it."""
        return {"yes": "met", "in-part": "met in part", "no": "not met"}[self.value]


@dataclass(frozen=True, kw_only=True)
class OutcomeJudgement(AnsweredJudgement):
    """Whether a target outcome was met."""

    met: Met


@dataclass(frozen=True, kw_only=True)
class TargetOutcome:
    """One outcome the intervention was commissioned for, by whom and when."""

    id: str
    text: str
    commissioned_by: str
    commissioned_on: PartialDate
    need: str | None = None
    judgements: tuple[OutcomeJudgement, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id, "The target outcome's id")
        check_prose(self.text, "The target outcome")
        check_name(self.commissioned_by, "Who commissioned the intervention")
        if self.need is not None:
            check_code(self.need, "The target outcome's need")
        for judgement in self.judgements:
            check_order(self.commissioned_on, judgement.on, "The judgement on the outcome")

    @property
    def latest(self) -> OutcomeJudgement | None:
        """The judgement that stands: the latest by its date, the later entered of one day; None where there is none."""
        latest: OutcomeJudgement | None = None
        for judgement in self.judgements:
            if latest is None or not judgement.on.certainly_before(latest.on):
                latest = judgement
        return latest

    @property
    def met_words(self) -> str:
        """Whether it was met, as a reader sees it; never a blank."""
        return self.latest.met.words if self.latest else NOT_YET_JUDGED
