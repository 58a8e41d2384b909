"""What the service counts, as pages: each question with its answers, and by whom they are about.

The pages are made of numbers as they may be passed on, so that nothing on them has to be kept back again. They say what
was recorded and judge nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from exports.chart import Bar, Chart
from exports.page import Block, Bullets, Cell, Column, Document, Heading, Paragraph, Style, Table
from registry.domain.dataset_counts import WHOLE, Dimension, Told
from registry.domain.dataset_questions import (
    ARRIVING,
    HOW_MANY,
    LEAVING,
    NOTHING_HERE,
    OTHER_WORK,
    PEOPLE,
    REFRESHERS,
    STAYS,
    STOPPED,
    TREATMENT,
)
from registry.domain.people import Tier
from registry.domain.suppression import FEWEST_TOLD
from registry.domain.text import number_of, one_of
from registry.domain.wording import capital, day_words

NOT_TOLD = "not told"
_LONGEST_RUNNING = 60

Labels = Mapping[str, Mapping[str, str]]
"""The words for groups, by dimension: titles of programmes, labels of needs."""

_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Who is counted", (PEOPLE, STAYS, OTHER_WORK)),
    ("Interventions", (TREATMENT,)),
    ("Repeats, refreshers and needs", (STOPPED, REFRESHERS, NOTHING_HERE)),
    ("Transfers", (ARRIVING, LEAVING)),
)
_ABOUT: Mapping[str, str] = {
    TREATMENT: (
        "An intervention is counted once, where it was given. Dose is counted in sessions. Closed does not mean "
        "completed: completion is a named person's judgement by a definition."
    ),
    OTHER_WORK: (
        "Work whose programme is of one of these kinds is counted here. Assessments of a person, such as an HCR-20, "
        "and judgements of needs are no such work: they have tables of their own in the data set."
    ),
    REFRESHERS: (
        "Repeats that were stopped are read beside the refreshers that people asked for and the needs for which "
        "nothing was on offer, never alone."
    ),
    ARRIVING: "A move that both units recorded is counted once on each side; the sides are not added.",
}


def dataset_pages(
    told: Sequence[Told],
    units: Sequence[str],
    of_when: str,
    *,
    today: date,
    by: Sequence[Dimension],
    labels: Labels,
) -> Document:
    """Return the counts of one unit, or what several add up to, laid out by some dimensions. Raises nothing.

    `of_when` says in a sentence up to when.
    """
    of = one_of(list(units)).replace(" or ", " and ")
    blocks: list[Block] = [
        Heading(level=1, text="What the service counted"),
        Paragraph(text=f"{of}. {of_when}"),
        Bullets(
            items=(
                "These are counts of what was recorded. They do not say whether treatment worked, and compare nobody.",
                f"A number from 1 to {FEWEST_TOLD - 1} reads “{NOT_TOLD}”, and so does one that would give it away.",
                "A nought is told. What the record does not know stands as not recorded.",
                "Somebody treated at two units is a participant of each.",
            )
        ),
    ]
    for heading, populations in _SECTIONS:
        blocks.append(Heading(level=2, text=heading))
        for population in populations:
            blocks += _population(told, population, by, labels)
    return Document(
        title="What the service counted",
        author=of,
        subject=f"Counts of {of}",
        created=datetime(today.year, today.month, today.day, tzinfo=UTC),
        blocks=tuple(blocks),
        banner=(f"Counts · {_running(units)}",),
        footer=(f"Counts · printed {day_words(today)}",),
    )


def _running(units: Sequence[str]) -> str:
    """The units in one short line: a running line leaves room for the page."""
    named = units[0] if len(units[0]) <= _LONGEST_RUNNING else f"{units[0][:_LONGEST_RUNNING]}…"
    return named if len(units) == 1 else f"{named} and {number_of(len(units) - 1, 'other unit')}"


def _population(told: Sequence[Told], population: str, by: Sequence[Dimension], labels: Labels) -> Iterator[Block]:
    here = [one for one in told if one.population == population]
    if population in _ABOUT:
        yield Paragraph(text=_ABOUT[population], style=Style.SMALL)
    if not any(one.number != 0 for one in here):
        yield Paragraph(text=f"{capital(population)}: none is recorded.")
        return
    for question in dict.fromkeys(one.question for one in here):
        rows = [one for one in here if one.question == question]
        heading = population if question == HOW_MANY else f"{population}: {question}"
        yield Heading(level=3, text=capital(heading))
        wholes = [one for one in rows if one.dimension == WHOLE]
        if len(wholes) > 1:
            yield _chart(wholes)
        shown = [one for one in rows if one.dimension in (WHOLE, *by)]
        if any(one.number for one in shown):
            yield _laid_out(rows, wholes, by, labels)
        else:
            yield Paragraph(text="Too few to be told or laid out.")


def _chart(wholes: Sequence[Told]) -> Chart:
    known = [one.number for one in wholes if one.number is not None]
    most = max(known, default=0)
    hidden = len(wholes) - len(known)
    said = f"{sum(known)} in all." if not hidden else f"{hidden} of {len(wholes)} numbers are not told."
    return Chart(
        label="Of everybody",
        scale=f"Bars from 0 to {most}" if most else "No bar: every number is nought or not told",
        rows=tuple(
            Bar(
                label=capital(one.answer),
                words=_words(one.number),
                share=None if one.number is None or not most else one.number / most,
            )
            for one in wholes
        ),
        sentences=(said,),
    )


def _laid_out(rows: Sequence[Told], wholes: Sequence[Told], by: Sequence[Dimension], labels: Labels) -> Table:
    shown = [dimension for dimension in by if any(one.dimension == dimension for one in rows)]
    return Table(
        columns=(
            Column(heading="Answer", weight=1.4),
            Column(heading="All", weight=0.6),
            *(Column(heading=f"By {dimension.words}", weight=1.4) for dimension in shown),
        ),
        rows=tuple(
            (
                Cell(lines=(capital(whole.answer),), strong=True),
                Cell(lines=(_words(whole.number),)),
                *(Cell(lines=tuple(_groups(rows, whole.answer, dimension, labels))) for dimension in shown),
            )
            # What nobody answered stands in the chart; laid out it would be noughts alone.
            for whole in wholes
            if whole.number != 0
        ),
    )


def _groups(rows: Iterable[Told], answer: str, dimension: Dimension, labels: Labels) -> Iterator[str]:
    groups = [one for one in rows if one.answer == answer and one.dimension == dimension]
    if all(one.number is None for one in groups):
        yield NOT_TOLD
        return
    for one in groups:
        yield f"{_group_words(dimension, one.group, labels)}: {_words(one.number)}"


def _group_words(dimension: Dimension, group: str, labels: Labels) -> str:
    if dimension is Dimension.TIER:
        return capital(Tier(group).words)
    return labels.get(dimension, {}).get(group) or capital(group.replace("-", " "))


def _words(number: int | None) -> str:
    return NOT_TOLD if number is None else str(number)
