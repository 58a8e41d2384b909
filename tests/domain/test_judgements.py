"""Which overlap judgements still speak, and which say different things of the same need."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from registry.domain.catalogue import OverlapJudgement, Strength
from registry.domain.dates import PartialDate
from registry.domain.judgements import contradict, last_of_each
from registry.domain.signature import Signature

NINE = datetime(2026, 5, 1, 9, tzinfo=UTC)


def judgement(
    name: str, by: str = "Dr Ewa Nkosi", *, hours: int = 0, on: str = "2026-05-01", **of: object
) -> OverlapJudgement:
    signed = Signature(method="urn:uuid:1#z6Mk", created=NINE + timedelta(hours=hours), value="z" + "3" * 87)
    said: dict[str, object] = {"needs": (), "strength": Strength.PARTIAL, "skip_modules": ()}
    return OverlapJudgement(
        id=name,
        covers="TSP",
        covered="LMV-E",
        basis="Both manuals, read side by side.",
        caution="Nothing on substance use.",
        judged_by=by,
        on=PartialDate(on),
        signature=signed,
        **{**said, **of},  # type: ignore[arg-type]
    )


def test_of_two_on_one_day_the_one_signed_later_speaks() -> None:
    first, second = judgement("z-first"), judgement("a-second", hours=3, strength=Strength.SUBSTANTIAL)
    for order in permutations((first, second)):
        assert last_of_each(order) == (second,)


def test_another_judge_and_another_need_stand_beside_it() -> None:
    mine, theirs = judgement("one"), judgement("two", by="Ann Lee")
    assert set(last_of_each((mine, theirs))) == {mine, theirs}
    one, other = judgement("three", needs=("violence",)), judgement("four", needs=("substance-use",), on="2026-06")
    assert last_of_each((other, one)) == (one, other)


def test_only_what_is_said_of_one_need_can_contradict() -> None:
    violence = judgement("one", needs=("violence",))
    assert not contradict(violence, judgement("two", needs=("substance-use",), strength=Strength.SUBSTANTIAL))
    assert contradict(violence, judgement("two", needs=("violence", "substance-use"), strength=Strength.SUBSTANTIAL))
    assert contradict(violence, judgement("two", strength=Strength.SUBSTANTIAL))
    assert not contradict(violence, judgement("two"))


def test_other_modules_are_built_on_together_and_the_same_ones_differ() -> None:
    one = judgement("one", skip_modules=("m1",))
    assert not contradict(one, judgement("two", skip_modules=("m2",)))
    assert contradict(one, judgement("two", skip_modules=("m1", "m2")))
    assert contradict(one, judgement("two"))
