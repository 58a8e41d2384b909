"""Exact counts add up over units, and what is told of them hides small numbers in every direction."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.domain.dataset_counts import WHOLE, Counts, Dimension, Told
from registry.domain.dataset_questions import TREATMENT, questions
from registry.domain.dataset_tables import TABLES, Tables
from registry.domain.suppression import FEWEST_TOLD
from tests.dataset_samples import UNIT, tables

SEED = st.integers(0, 2**32)
RULES = ("request-to-transfer", "referral-to-assessment")


def together(*sets: Tables) -> Tables:
    return {name: [row for one in sets for row in one[name]] for name in TABLES}


@settings(max_examples=30)
@given(SEED)
def test_what_three_units_count_adds_up_to_what_is_counted_of_all_three(seed: int) -> None:
    a, b, c = (tables(seed, unit=f"{UNIT[:-1]}{number}", most=20) for number in range(3))
    added = Counts.of(a, RULES) + Counts.of(b, RULES) + Counts.of(c, RULES)
    assert added == Counts.of(together(a, b, c), RULES)
    assert added.told() == Counts.of(together(a, b, c), RULES).told()
    assert sum(
        one.number or 0 for one in added.exact() if one.dimension == WHOLE and one.question == "how it stands"
    ) == (sum(row["kind"] in ("treatment", "not-recorded") for one in (a, b, c) for row in one["interventions"]))


@settings(max_examples=30)
@given(SEED)
def test_no_small_number_is_told_or_left_alone_in_a_sum(seed: int) -> None:
    counts = Counts.of(tables(seed, most=80), RULES)
    exact, told = counts.exact(), counts.told()
    sums: dict[tuple[str, ...], list[tuple[Told, Told]]] = defaultdict(list)
    for was, is_now in zip(exact, told, strict=True):
        assert is_now.number is None or is_now.number == was.number
        assert is_now.number is None or not 0 < is_now.number < FEWEST_TOLD
        at = (was.population, was.question)
        if was.dimension == WHOLE:
            sums[(*at, "answers")].append((was, is_now))
        elif was.dimension != Dimension.NEED:
            sums[(*at, was.answer, was.dimension)].append((was, is_now))
            sums[(*at, "of", was.dimension, was.group)].append((was, is_now))
    wholes = {(one.population, one.question, one.answer): one.number for one in told if one.dimension == WHOLE}
    for name, line in sums.items():
        hidden = [was.number for was, is_now in line if is_now.number is None]
        if name[2] == "of":
            # The sum of a group is told where any of its numbers but noughts is; else the group is hidden whole.
            sum_is_told = any(is_now.number for _, is_now in line)
        elif name[2] == "answers":
            sum_is_told = sum(was.number or 0 for was, _ in line) >= FEWEST_TOLD
        else:
            sum_is_told = wholes[name[0], name[1], name[2]] is not None
        assert len(hidden) != 1 or not sum_is_told, line


@settings(max_examples=30)
@given(SEED)
def test_every_row_answers_every_question_of_its_population_once(seed: int) -> None:
    one = tables(seed)
    counts = Counts.of(one, RULES)
    treatment = sum(row["kind"] in ("treatment", "not-recorded") for row in one["interventions"])
    for question in questions(RULES):
        answers = [counts.number(question.population, question.asks, answer) for answer in question.answers]
        if question.population == TREATMENT:
            assert sum(answers) == treatment, question.asks
        for dimension in (Dimension.SEX, Dimension.ETHNICITY, Dimension.AGE, Dimension.LEARNING_DISABILITY):
            by = [
                counts.number(question.population, question.asks, answer, dimension, group)
                for answer in question.answers
                for group in counts.groups(question.population, dimension)
            ]
            assert sum(by) == sum(answers), "what is not recorded is counted as that"


def test_an_empty_set_counts_noughts() -> None:
    counts = Counts.of({name: [] for name in TABLES}, RULES)
    assert {one.number for one in counts.told()} == {0}
