"""What is counted of data sets, and by whom it was about: exact numbers that add up, and what of them is told.

Exact counts of several units are added; what is told of them is decided once, after that, since hidden numbers cannot
be added. A count by group is of rows, not of people: somebody treated at two units is a participant of both.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dataset_questions import (
    ARRIVING,
    LEAVING,
    NOTHING_HERE,
    OTHER_WORK,
    PEOPLE,
    REFRESHERS,
    STAYS,
    STOPPED,
    TREATMENT,
    Question,
    questions,
)
from registry.domain.dataset_tables import Row, Tables
from registry.domain.suppression import Grid, hidden_groups, is_small


class Dimension(StrEnum):
    """What a count is laid out by."""

    TIER = "tier"
    PROGRAMME = "programme"
    NEED = "target-need"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    AGE = "age-band"
    LEARNING_DISABILITY = "learning-disability"

    @property
    def words(self) -> str:
        """The dimension as a reader sees it."""
        return self.value.replace("-", " ")


WHOLE = ""
"""Stands for dimension and group where a number is of everybody."""

Place = tuple[str, str, str, str, str]
"""Population, question, answer, dimension, group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One number as it may be passed on: None where it is not told."""

    population: str
    question: str
    answer: str
    dimension: str
    group: str
    number: int | None


class Counts:
    """Exact numbers by place; `rules` are the ids of the transfer clock's. Counts of several units are added with +."""

    def __init__(self, rules: Sequence[str], numbers: Mapping[Place, int] | None = None) -> None:
        self.rules = tuple(rules)
        self._numbers: Counter[Place] = Counter(numbers or {})
        groups: dict[tuple[str, str], set[str]] = {}
        for population, _, _, dimension, group in self._numbers:
            groups.setdefault((population, dimension), set()).add(group)
        self._groups = {place: tuple(sorted(found)) for place, found in groups.items()}

    @classmethod
    def of(cls, tables: Tables, rules: Sequence[str]) -> "Counts":
        """Return what is counted of one data set, or of the tables of several laid one under the other."""
        populations = _populations(tables)
        return cls(
            rules,
            Counter(
                place
                for question in questions(rules)
                for row in populations[question.population]
                for place in _places_of(question, row)
            ),
        )

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(tuple(dict.fromkeys((*self.rules, *other.rules))), self._numbers + other._numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and +self._numbers == +other._numbers

    __hash__ = None  # type: ignore[assignment]

    def number(self, population: str, asks: str, answer: str, dimension: str = WHOLE, group: str = WHOLE) -> int:
        """Return one exact number."""
        return self._numbers[population, asks, answer, dimension, group]

    def groups(self, population: str, dimension: str) -> tuple[str, ...]:
        """Return the groups of a dimension that occur in a population."""
        return self._groups.get((population, dimension), ())

    def exact(self) -> tuple[Told, ...]:
        """Return every number as it is, for those who hold the records; noughts of groups that occur among them."""
        return tuple(
            Told(population=p, question=q, answer=a, dimension=d, group=g, number=self._numbers[p, q, a, d, g])
            for p, q, a, d, g in self._places()
        )

    def told(self) -> tuple[Told, ...]:
        """Return every number as it may be passed on: small ones hidden, and what would give them away."""
        hidden = self._hidden()
        return tuple(
            Told(
                population=one.population,
                question=one.question,
                answer=one.answer,
                dimension=one.dimension,
                group=one.group,
                number=None if _place(one) in hidden else one.number,
            )
            for one in self.exact()
        )

    def _places(self) -> Iterator[Place]:
        for question in questions(self.rules):
            for answer in question.answers:
                yield question.population, question.asks, answer, WHOLE, WHOLE
                for dimension in Dimension:
                    for group in self.groups(question.population, dimension):
                        yield question.population, question.asks, answer, dimension.value, group

    def _hidden(self) -> frozenset[Place]:
        hidden: set[Place] = set()
        for question in questions(self.rules):
            totals = {answer: self.number(question.population, question.asks, answer) for answer in question.answers}
            rows = hidden_groups(totals)
            if is_small(sum(totals.values())):
                # Nothing of so few is told, not even which of the answers none of them gave.
                hidden |= {one for one in self._places() if one[:2] == (question.population, question.asks)}
                continue
            hidden |= {(question.population, question.asks, answer, WHOLE, WHOLE) for answer in rows}
            for dimension in Dimension:
                hidden.update(self._hidden_by(question, dimension, rows))
        return frozenset(hidden)

    def _hidden_by(self, question: Question, dimension: Dimension, rows: frozenset[str]) -> Iterator[Place]:
        at = (question.population, question.asks)
        groups = self.groups(question.population, dimension)
        cells = {
            (answer, group): self._numbers[*at, answer, dimension.value, group]
            for answer in question.answers
            for group in groups
        }
        sums = {group: sum(cells[answer, group] for answer in question.answers) for group in groups}
        grid = Grid(cells=cells, rows_hidden=rows, groups_hidden=hidden_groups(sums))
        for answer, group in grid.hidden():
            yield (*at, answer, dimension.value, group)


def _places_of(question: Question, row: Row) -> Iterator[Place]:
    """Where one row counts: once in the whole, and in its group of each dimension; with two needs, under both."""
    at = (question.population, question.asks, question.of(row))
    yield (*at, WHOLE, WHOLE)
    for dimension in (one for one in Dimension if one in row):
        for group in set(row[dimension].split(";")):
            yield (*at, dimension.value, group)


def _place(one: Told) -> Place:
    return one.population, one.question, one.answer, one.dimension, one.group


def _populations(tables: Tables) -> dict[str, list[Row]]:
    """Return the rows of each population, each with what it is laid out by and what its questions look at."""
    people: dict[str, Row] = {
        row["participant"]: {
            Dimension.TIER: row["tier"],
            Dimension.SEX: row["sex"],
            Dimension.ETHNICITY: row["ethnicity"],
            Dimension.AGE: row["age_band"],
            Dimension.LEARNING_DISABILITY: row["learning_disability"],
        }
        for row in tables["participants"]
    }
    found: dict[str, list[Row]] = {
        PEOPLE: list(people.values()),
        STAYS: [{**people[row["participant"]], Dimension.TIER: row["tier"]} for row in tables["placements"]],
        **{name: [] for name in (TREATMENT, OTHER_WORK, STOPPED, REFRESHERS, NOTHING_HERE, ARRIVING, LEAVING)},
    }
    met = {row["intervention"]: {"met": row["met"]} for row in tables["dose"]}
    closed = {row["intervention"]: row for row in tables["closures"]}
    for row in tables["interventions"]:
        about = people[row["participant"]]
        by: Row = {Dimension.PROGRAMME: row["programme"], Dimension.NEED: row["target_needs"]}
        which = TREATMENT if row["kind"] in ("treatment", "not-recorded") else OTHER_WORK
        found[which].append({**met[row["intervention"]], **closed.get(row["intervention"], {}), **row, **about, **by})
    for row in tables["repetition"]:
        by = {Dimension.PROGRAMME: row["programme"]}
        if row["event"] == "need-not-available":
            by = {Dimension.NEED: row["target_need"]}
        which = {"repeat-stopped": STOPPED, "need-not-available": NOTHING_HERE}.get(row["event"], REFRESHERS)
        found[which].append({"event": row["event"], **people[row["participant"]], **by})
    clock: dict[str, Row] = {}
    for row in tables["transfer_clock"]:
        clock.setdefault(row["transfer"], {})[f"clock {row['rule']}"] = row["reading"]
    for row in tables["transfers"]:
        which = ARRIVING if row["side"] == "arriving" else LEAVING
        found[which].append({**row, **clock.get(row["transfer"], {}), **people[row["participant"]]})
    return found
