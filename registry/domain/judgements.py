"""Several overlap judgements of one pair of programmes: which still speak, and which contradict each other."""

from collections.abc import Iterable

from registry.domain.catalogue import OverlapJudgement


def last_of_each(judgements: Iterable[OverlapJudgement]) -> tuple[OverlapJudgement, ...]:
    """Return what each judge last said, in the order of the judgements: a later one of the same needs takes the place
    of an earlier one by the same judge, and one of other needs stands beside it.
    """
    kept: list[OverlapJudgement] = []
    for one in sorted(judgements, key=lambda one: (one.on.last, one.id)):
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


def _share_a_need(one: OverlapJudgement, other: OverlapJudgement) -> bool:
    return not one.needs or not other.needs or bool({*one.needs} & {*other.needs})
