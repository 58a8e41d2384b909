"""A participant's readings on one measure, laid out to be read: raters side by side, direction in words.

Readings of different versions, scales, ranges or directions are never set against each other. A change is a difference
between two readings by one kind of rater, never a change in risk, and whether it is more than measurement error is only
said where published figures are entered with their source.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from registry.domain.assessment import Direction, Occasion, Rater, Score
from registry.domain.catalogue import Confidence
from registry.domain.measure import Measure, ReliableChange, Scale
from registry.domain.participant import Participant

LIMIT = "A change in a reading does not show that risk has changed."
_TENTHS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One occasion: at most one reading by each kind of rater, each with its own date."""

    occasion: Occasion
    readings: Mapping[Rater, Score]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Readings that may stand beside each other: one version, one scale, one range, one direction."""

    measure: str
    version: str
    subscale: str | None
    lowest: str
    highest: str
    direction: Direction
    rows: tuple[Row, ...]
    figures: ReliableChange | None = None
    range_caution: str | None = None
    received: tuple[str, ...] = ()
    """The ids of the readings that came in another unit's summary."""

    @property
    def raters(self) -> tuple[Rater, ...]:
        """Who rated, in the order self, staff, carer."""
        return tuple(rater for rater in Rater if any(rater in row.readings for row in self.rows))

    def of(self, rater: Rater) -> tuple[Score, ...]:
        """Return one kind of rater's readings, earliest first."""
        return tuple(row.readings[rater] for row in self.rows if rater in row.readings)

    def tenths(self, score: Score) -> int:
        """Return where a reading lies in the range, 0 (lowest tenth) to 9 (highest): a picture made of digits."""
        lowest, highest = Decimal(self.lowest), Decimal(self.highest)
        if lowest == highest:
            return 0
        return min(_TENTHS, int((Decimal(score.value) - lowest) / (highest - lowest) * (_TENTHS + 1)))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the readings say, and what they do not."""
        return tuple(self._said())

    @property
    def changes(self) -> tuple[str, ...]:
        """One sentence for each kind of rater: how their first reading and their last differ."""
        return tuple(self._change(rater, self.of(rater)) for rater in self.raters)

    @property
    def is_compared(self) -> bool:
        """Whether one kind of rater gave more than one reading."""
        return any(len(self.of(rater)) > 1 for rater in self.raters)

    def share(self, score: Score) -> float:
        """Return where a reading lies in the range, from 0 at the lowest end to 1."""
        lowest, highest = Decimal(self.lowest), Decimal(self.highest)
        return float((Decimal(score.value) - lowest) / (highest - lowest)) if highest > lowest else 0.0

    def _said(self) -> Iterator[str]:
        yield from self.changes
        if self.is_compared:
            if self.figures is None:
                yield "Reliable change is not worked out: no published figures are entered for this scale."
            yield LIMIT
        if self.range_caution:
            yield self.range_caution

    def _change(self, rater: Rater, readings: tuple[Score, ...]) -> str:
        first, last = readings[0], readings[-1]
        if len(readings) == 1:
            return f"One {rater} rating, so there is no change to describe."
        if not first.on.certainly_before(last.on):
            return f"Which {rater} rating came last is not certain from their dates, so no change is described."
        change = Decimal(last.value) - Decimal(first.value)
        between = f"from {first.value} ({first.occasion.words}, {first.on.words}) to {last.value} "
        between += f"({last.occasion.words}, {last.on.words})"
        if change == 0:
            return f"The {rater} rating is the same: {between}."
        better = (change < 0) == (self.direction is Direction.LOWER_IS_BETTER)
        said = (
            f"The {rater} rating {'fell' if change < 0 else 'rose'} by {abs(change).normalize():f} points, {between}: "
            f"towards {'better' if better else 'worse'}, as {self.direction.words}."
        )
        return f"{said} {_reliable(abs(change), self.figures)}" if self.figures else said


def _reliable(change: Decimal, figures: ReliableChange) -> str:
    more = change > figures.least
    return (
        f"That is {'more' if more else 'no more'} than the {figures.least:.2f} points that measurement error alone "
        f"exceeds in 5 of 100 cases (Jacobson and Truax 1991; standard deviation {figures.sd}, reliability "
        f"{figures.reliability}, from {figures.source})."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """A participant's readings on one measure, received ones among the unit's own."""

    participant: Participant
    charts: tuple[Chart, ...]


def charts(measure: Measure | None, own: Iterable[Score], received: Iterable[Score] = ()) -> tuple[Chart, ...]:
    """Return the readings of one measure as charts, the total first, then the subscales by name.

    `measure` is what the catalogue knows, for figures of reliable change; None where it knows nothing. A received
    reading that is one of the unit's own, come back, counts once.
    """
    alike: dict[tuple[str, ...], list[Score]] = {}
    mine = {score.id: score for score in own}
    theirs = {score.id: score for score in received if score.id not in mine}
    for score in (*mine.values(), *theirs.values()):
        ends = (f"{Decimal(score.lowest).normalize():f}", f"{Decimal(score.highest).normalize():f}")
        scale = (score.subscale or "").casefold()
        alike.setdefault((scale, score.version.casefold(), *ends, score.direction), []).append(score)
    return tuple(_chart(measure, alike[key], theirs) for key in sorted(alike))


def _chart(measure: Measure | None, readings: list[Score], theirs: Collection[str]) -> Chart:
    one = readings[0]
    scale = _meant(measure, one)
    return Chart(
        measure=measure.name if measure else one.measure,
        version=one.version,
        subscale=one.subscale,
        lowest=one.lowest,
        highest=one.highest,
        direction=one.direction,
        rows=_rows(sorted(readings, key=lambda score: (score.on.first, score.on.last, score.id))),
        figures=scale.reliable_change if scale else None,
        range_caution=range_caution(measure, one),
        received=tuple(score.id for score in readings if score.id in theirs),
    )


def range_caution(measure: Measure | None, score: Score) -> str | None:
    """Return what to say of a reading's range: as stated on entry, or unverified; None where it is verified."""
    scale = _meant(measure, score)
    if measure is None or scale is None:
        return "The range is as it was stated on entry: the catalogue does not know it."
    fact = measure.fact(f"scales.{scale.id}.range")
    if fact is None or fact.confidence is Confidence.VERIFIED:
        return None
    return f"The catalogue's range is unverified ({fact.source})."


def _meant(measure: Measure | None, score: Score) -> Scale | None:
    """Return the scale the catalogue knows by the reading's version, name and very range, or None."""
    scale = measure.scale(score.subscale) if measure else None
    if measure is None or scale is None or (measure.versions and score.version not in measure.versions):
        return None
    if scale.lowest is None or scale.highest is None:
        return None
    same = (Decimal(scale.lowest), Decimal(scale.highest)) == (Decimal(score.lowest), Decimal(score.highest))
    return scale if same else None


def _rows(readings: Iterable[Score]) -> tuple[Row, ...]:
    """Return one row for each run of readings of one occasion, a new one where a rater would stand there twice."""
    rows: list[Row] = []
    for score in readings:
        last = rows[-1] if rows else None
        if last and last.occasion is score.occasion and score.rater not in last.readings:
            rows[-1] = replace(last, readings={**last.readings, score.rater: score})
        else:
            rows.append(Row(occasion=score.occasion, readings={score.rater: score}))
    return tuple(rows)
