"""Measures: every reading, with a small picture of its course and the same in words."""

from collections.abc import Iterator
from typing import ClassVar

from rich.console import RenderableType

from registry.cli.measure_screen import chart_lines
from registry.domain.assessment import Score
from registry.domain.catalogue_in_use import Catalogue
from registry.domain.history import History
from registry.domain.measure import Measure
from registry.domain.readings import Chart, charts
from tui.widgets.plain import beside, hung, one_line, plain, stacked
from tui.widgets.reading_pane import ReadingPane

BARS = "▁▂▃▄▅▆▇█"
NOTHING = (
    "No reading is on record yet.\n\n"
    "Press a to add one. Structured judgement (HCR-20, START …) is kept in words: press w, then a."
)


class MeasuresPane(ReadingPane):
    """One chart for each measure, version, scale and range; nothing is set against anything unlike it."""

    help_text: ClassVar[str] = (
        "The readings on each measure, earliest first: a table with who rated, a small picture of the course, and what "
        "it says in words. A change in a reading does not show that risk has changed. a adds a reading."
    )

    def show(self, history: History, catalogue: Catalogue) -> None:
        """Show the charts, or how to begin. The catalogue says what is known of each measure."""
        shown = list(_parts(history.scores, catalogue))
        self.read(stacked(shown) if shown else plain(NOTHING))


def _parts(scores: tuple[Score, ...], catalogue: Catalogue) -> Iterator[RenderableType]:
    by_measure: dict[str, tuple[Measure | None, list[Score]]] = {}
    for score in scores:
        found = catalogue.measure(score.measure)
        name = found.name if found else score.measure
        by_measure.setdefault(name, (found, []))[1].append(score)
    for name in sorted(by_measure):
        found, readings = by_measure[name]
        for chart in charts(found, readings):
            yield from chart_parts(chart)


def chart_parts(chart: Chart) -> Iterator[RenderableType]:
    """Yield one chart: its lines as the command line says them, and a picture for each kind of rater."""
    heading, *rest = chart_lines(chart)
    yield one_line(heading, "bold")
    for rater in chart.raters:
        bars = "".join(BARS[chart.tenths(score) * (len(BARS) - 1) // 9] for score in chart.of(rater))
        yield beside(one_line(f"  {rater.value} rating, lowest ▁ to highest █:  "), one_line(bars))
    yield from (hung(line) for line in rest)
    yield plain("")
