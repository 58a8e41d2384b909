"""Assessments and measures: what was used, in which version, who rated, and the readings as recorded."""

from collections.abc import Iterable
from typing import Final

from exports.page import Block, Cell, Column, Heading, Paragraph, Style, Table
from registry.domain.assessment import Assessment, Rater, Score
from registry.domain.wording import capital
from registry.reports.source import Source

_OCCASION: Final = {
    "pre": "before",
    "mid": "during",
    "post": "after",
    "follow-up": "follow-up",
    "other": "other time",
}
_RATER: Final = {Rater.SELF: "self-rating", Rater.STAFF: "staff", Rater.CARER: "carer"}


def assessment_blocks(source: Source) -> tuple[Block, ...]:
    """Return the assessments that travel so that they are not repeated; nothing where there are none."""
    return _assessments("Assessments on record", source.subject.assessments)


def valid_first_blocks(source: Source) -> tuple[Block, ...]:
    """Return the assessments that may still be relied on, and after them those past the date somebody set."""
    past = [each for each in source.subject.assessments if each.valid_until and each.valid_until.last < source.today]
    valid = [each for each in source.subject.assessments if each not in past]
    return (
        *_assessments("Assessments still valid: not to be repeated", valid),
        *_assessments("Assessments past their date", past),
    )


def _assessments(heading: str, those: Iterable[Assessment]) -> tuple[Block, ...]:
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
            rows=tuple(_assessment(each) for each in made),
        ),
    )


def _assessment(each: Assessment) -> tuple[Cell, ...]:
    until = f"valid until {each.valid_until.words}" if each.valid_until else "no end of validity stated"
    formulation = "with a formulation" if each.has_formulation else "without a formulation"
    return (
        Cell(lines=(f"{each.tool}, {each.version}", f"{each.on.words}; {until}"), strong=True),
        Cell(lines=(f"{each.rater}, {each.establishment.name}",)),
        Cell(lines=(each.judgements, f"{capital(formulation)}.")),
    )


def measure_blocks(source: Source) -> tuple[Block, ...]:
    """Return every reading, self-ratings beside staff ratings; nothing where there are none. No change is computed."""
    scores = sorted(
        source.subject.scores, key=lambda score: (score.measure, score.subscale or "", score.on.text, score.rater.value)
    )
    if not scores:
        return ()
    weights = (("Measure", 1.7), ("When", 1.3), ("Rated by", 1.3), ("Reading", 0.8), ("Range, and which way", 1.5))
    return (
        Heading(level=2, text="Readings"),
        Table(
            columns=tuple(Column(heading=heading, weight=weight) for heading, weight in weights),
            rows=tuple(_score(score) for score in scores),
        ),
        Paragraph(
            text="Readings stand as they were recorded. No change between them is worked out here,"
            " and a change would not show that risk has changed.",
            style=Style.SMALL,
        ),
    )


def _score(score: Score) -> tuple[Cell, ...]:
    by = f", {score.rated_by}" if score.rated_by else ""
    return (
        Cell(lines=(f"{score.measure}{f': {score.subscale}' if score.subscale else ''}", score.version), strong=True),
        Cell(lines=(f"{score.on.words}, {_OCCASION[score.occasion.value]}",)),
        Cell(lines=(f"{capital(_RATER[score.rater])}{by}",)),
        Cell(lines=(score.value,)),
        Cell(lines=(f"{score.lowest} to {score.highest}; {score.direction.words}",)),
    )
