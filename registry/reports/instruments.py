"""Assessments and measures: what was used, in which version, who rated, and the readings as recorded."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from exports.chart import Bar, Chart
from exports.page import Block, Cell, Column, Heading, Paragraph, Table
from registry.domain.addressing import Purpose
from registry.domain.assessment import Assessment, Rater, Score
from registry.domain.readings import LIMIT, charts, range_caution
from registry.domain.readings import Chart as Readings
from registry.domain.risk_words import quoted_in_their_name
from registry.domain.wording import capital
from registry.reports.source import Source

READINGS: Final = "Readings"
ASSESSED: Final = "assessment"
MEASURED: Final = "reading of a measure"
_RATER: Final = {Rater.SELF: "self-rating", Rater.STAFF: "staff", Rater.CARER: "carer"}


def assessment_blocks(source: Source) -> tuple[Block, ...]:
    """Return the assessments that travel so that they are not repeated; that there is none, where there is none."""
    return _assessments("Assessments on record", source.subject.assessments, today=source.today) or _without(
        source, "Assessments", ASSESSED
    )


def valid_first_blocks(source: Source) -> tuple[Block, ...]:
    """Return the assessments that may still be relied on, received ones among them, and after them those past the date
    somebody set; that there is none, where there is none.
    """
    held = (*source.subject.assessments, *source.assessments_received)
    past = [each for each in held if each.valid_until and each.valid_until.last < source.today]
    valid = [each for each in held if each not in past]
    received = source.assessments_received
    blocks = (
        *_assessments("Assessments still valid: not to be repeated", valid, received, today=source.today),
        *_assessments("Assessments past their date", past, received, today=source.today),
    )
    return blocks or _without(source, "Assessments", ASSESSED)


def reading_blocks(source: Source) -> tuple[Block, ...]:
    """Return every reading under its heading; that there is no reading, where there is none."""
    charts = measure_charts(source)
    return (Heading(level=2, text=READINGS), *charts) if charts else _without(source, READINGS, MEASURED)


def none_words(source: Source, what: str) -> str:
    """Return of a record that travels whole that it holds none; of another only that none is part of these pages."""
    if source.purpose is not Purpose.TRANSFER:
        return f"No {what} is part of these pages. {source.sent_by_others}".rstrip()
    if source.received:
        return f"{source.unit_name} itself recorded no {what}. {source.sent_by_others}"
    return f"{source.unit_name} has no {what} on record."


def _without(source: Source, heading: str, what: str) -> tuple[Block, ...]:
    return (Heading(level=2, text=heading), Paragraph(text=none_words(source, what)))


def _assessments(
    heading: str, those: Iterable[Assessment], received: tuple[Assessment, ...] = (), *, today: date
) -> tuple[Block, ...]:
    made = sorted(those, key=lambda each: each.on.text)
    if not made:
        return ()
    return (
        Heading(level=2, text=heading),
        Table(
            columns=(
                Column(heading="Assessment", weight=1.2),
                Column(heading="Rated by", weight=1.3),
                Column(heading="Judgement, in words", weight=2.5),
            ),
            rows=tuple(_assessment(each, came=each in received, today=today) for each in made),
        ),
    )


def _assessment(each: Assessment, *, came: bool, today: date) -> tuple[Cell, ...]:
    end = each.valid_until
    until = f"valid until {end.words}" if end else "no end of validity stated"
    if end and end.last < today:
        until = f"was {until}: past its date"
    formulation = "with a formulation" if each.has_formulation else "without a formulation"
    return (
        Cell(lines=(f"{each.tool}, {each.version}", f"{each.on.words}; {until}"), strong=True),
        Cell(lines=(f"{each.rater}, {each.establishment.name}", *(("As they sent it.",) if came else ()))),
        Cell(lines=(quoted_in_their_name(each.judgements, each.rater), f"{capital(formulation)}.")),
    )


def measure_charts(source: Source) -> tuple[Chart, ...]:
    """Return every reading in a small chart with its range, its direction and a sentence; nothing where there are none.

    Structured judgement has no readings: it stands in words among the assessments.
    """
    named: dict[str, list[Score]] = {}
    for score in source.subject.scores:
        named.setdefault(score.measure, []).append(score)
    return tuple(_chart(source, one) for measure in sorted(named) for one in charts(None, named[measure]))


def _chart(source: Source, readings: Readings) -> Chart:
    scale = f": {readings.subscale}" if readings.subscale else ""
    first = readings.of(readings.raters[0])[0]
    known = source.measures.get(first.measure) if source.measures is not None else None
    caution = range_caution(known, first) if source.measures is not None else None
    told = (*((caution,) if caution else ()), *readings.changes)
    if readings.is_compared:
        told = (*told, f"{LIMIT} Whether it is more than the measure’s own error is not worked out here.")
    return Chart(
        label=f"{readings.measure}{scale}, version {readings.version}",
        scale=f"From {readings.lowest} to {readings.highest}; {readings.direction.words}.",
        rows=tuple(_bar(source, readings, score) for rater in readings.raters for score in readings.of(rater)),
        sentences=told,
    )


def _bar(source: Source, readings: Readings, score: Score) -> Bar:
    by = f", {score.rated_by}" if score.rated_by else ""
    label = f"{capital(_RATER[score.rater])}{by}: {score.occasion.words}, {score.on.words}"
    sent = f"; {source.sent[score.id]}" if score.id in source.sent else ""
    return Bar(label=f"{label}{sent}", words=score.value, share=readings.share(score))
