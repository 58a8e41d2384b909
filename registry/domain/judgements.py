"""Overlap judgements of one pair of programmes: taken back, which still speak, and which contradict each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from registry.domain.catalogue import OverlapJudgement
from registry.domain.dates import PartialDate
from registry.domain.identifiers import check_id
from registry.domain.signature import Signature
from registry.domain.text import check_code, check_name, check_prose


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapWithdrawal:
    """A judge takes an overlap judgement of theirs back: which, why, when. Signed as the judgement was.

    The judgement stays in the history and speaks no more.
    """

    id: str
    judgement_id: str
    reason: str
    withdrawn_by: str
    on: PartialDate
    signature: Signature | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The withdrawal's id")
        check_code(self.judgement_id, "The judgement's id")
        check_prose(self.reason, "The reason for the withdrawal")
        check_name(self.withdrawn_by, "Who withdrew it")


def last_of_each(judgements: Iterable[OverlapJudgement]) -> tuple[OverlapJudgement, ...]:
    """Return what each judge last said, in the order of the judgements: a later one of the same needs takes the place
    of an earlier one by the same judge, and one of other needs stands beside it.
    """
    kept: list[OverlapJudgement] = []
    for one in sorted(judgements, key=_when):
        kept = [other for other in kept if other.judged_by != one.judged_by or not _share_a_need(one, other)]
        kept.append(one)
    return tuple(kept)


def contradict(one: OverlapJudgement, other: OverlapJudgement) -> bool:
    """Whether two judgements say different things of the same need: how far it goes, or what may be skipped. Judgements
    of different needs, or of different modules, stand beside each other.
    """
    if not _share_a_need(one, other):
        return False
    skips, others = {*one.skip_modules}, {*other.skip_modules}
    other_modules = bool(skips and others) and not skips & others
    return one.strength is not other.strength or (skips != others and not other_modules)


def _when(one: OverlapJudgement) -> tuple[date, float, str]:
    # Two of one day are told apart by when they were signed.
    return one.on.last, one.signature.created.timestamp() if one.signature else 0.0, one.id


def _share_a_need(one: OverlapJudgement, other: OverlapJudgement) -> bool:
    return not one.needs or not other.needs or bool({*one.needs} & {*other.needs})
