"""A measure of the catalogue, and a participant's readings on one, as lines on a screen. No colour carries meaning."""

from collections.abc import Iterator

from registry.domain.assessment import Rater, Score
from registry.domain.local_ids import code_of
from registry.domain.measure import Measure, ReliableChange, Scale
from registry.domain.readings import Chart, Row

_NOT_KNOWN = "not known"
_RATING = {Rater.SELF: "SELF-RATING", Rater.STAFF: "STAFF RATING", Rater.CARER: "CARER RATING"}


def measure_row(measure: Measure) -> tuple[str, ...]:
    """Return one measure as a row of a list: id, title, kind, raters, the total's range."""
    total = measure.scale(None)
    if measure.is_structured:
        ends = "words only"
    elif total is None:
        named = measure.scales[0].title if len(measure.scales) == 1 else f"{len(measure.scales)} scales"
        ends = f"{named}, no total" if measure.scales else _NOT_KNOWN
    else:
        ends = total.range_words
    return (code_of(measure.id), measure.title, measure.kind.words, _raters(measure.raters), ends)


def measure_lines(measure: Measure) -> Iterator[str]:
    """Yield what is known of a measure, what is not, and where each field comes from."""
    acronym = f" ({measure.acronym})" if measure.acronym and measure.acronym != measure.id else ""
    yield f"{code_of(measure.id)}  {measure.title}{acronym}"
    yield f"  Kind: {measure.kind.words}"
    if measure.aliases:
        yield f"  Also called: {', '.join(measure.aliases)}"
    yield f"  Version: {', '.join(measure.versions) or _NOT_KNOWN}"
    yield f"  Rated by: {_raters(measure.raters)}"
    yield f"  Licence: {measure.licence or _NOT_KNOWN}"
    if measure.note:
        yield f"  Note: {measure.note}"
    if not measure.is_structured:
        yield "  Scales" if measure.scales else f"  Scales: {_NOT_KNOWN}; `measure add` asks for the range"
        yield from (f"    {_scale(measure, scale)}" for scale in measure.scales)
    yield ""
    yield "Sources"
    for source, fields in _sources(measure).items():
        yield f"  {source}: {', '.join(fields)}"


def chart_lines(chart: Chart) -> Iterator[str]:
    """Yield the heading, the table of readings with raters side by side, the digits picture and the sentences."""
    scale = f", {chart.subscale}" if chart.subscale else ""
    yield f"{chart.measure} {chart.version}{scale}: {chart.lowest} to {chart.highest}, {chart.direction.words}"
    rows = [("OCCASION", *(_RATING[rater] for rater in chart.raters)), *(_cells(chart, row) for row in chart.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    for rater in chart.raters:
        tenths = " ".join(str(chart.tenths(score)) for score in chart.of(rater))
        yield f"  {rater}, by tenths of the range (0 lowest, 9 highest): {tenths}"
    yield from (f"  {said}" for said in chart.sentences)


def _cells(chart: Chart, row: Row) -> tuple[str, ...]:
    return (row.occasion.words, *(_cell(chart, row.readings.get(rater)) for rater in chart.raters))


def _cell(chart: Chart, score: Score | None) -> str:
    if score is None:
        return "no reading"
    return f"{score.value} ({score.on.words}{', received' if score.id in chart.received else ''})"


def _scale(measure: Measure, scale: Scale) -> str:
    direction = scale.direction.words if scale.direction else "which way is better: not known"
    own = f"; rated by {_raters(scale.raters)}" if scale.raters else ""
    parts = {"range": scale.lowest, "direction": scale.direction}
    unsure = [name for name, said in parts.items() if said and not measure.is_verified(f"scales.{scale.id}.{name}")]
    unverified = f" [unverified: {', '.join(unsure)}]" if unsure else ""
    return f"{scale.title}: {scale.range_words}, {direction}{own}{unverified}; {_figures(scale.reliable_change)}"


def _figures(figures: ReliableChange | None) -> str:
    if figures is None:
        return "no figures for reliable change"
    return (
        f"reliable change above {figures.least:.2f} points (standard deviation {figures.sd}, reliability "
        f"{figures.reliability}; {figures.source})"
    )


def _raters(raters: tuple[Rater, ...]) -> str:
    return ", ".join(raters) or _NOT_KNOWN


def _sources(measure: Measure) -> dict[str, list[str]]:
    sources: dict[str, list[str]] = {}
    for name, fact in measure.facts.items():
        sources.setdefault(f"{fact.source} [{fact.confidence}]", []).append(name)
    return sources
