"""The items of an answer as they stand on the page: short ones as rows of one table, longer ones each by itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from exports.page import Block, Cell, Column, Facts, Heading, Paragraph, Table
from registry.domain.held_item import ACT, GivenItem
from registry.domain.wording import capital, low

Row = tuple[str, str]

_ENOUGH_FOR_A_TABLE: Final = 3
_SHORT_FACTS, _SHORT_LETTERS = 9, 220
_LONG_VALUE = 80
_WHEN: Final = frozenset({"Date", "Session"})
_WHO: Final = frozenset({"By whom", "Typed by"})
# What stands behind the name it belongs to.
_OF_A_NAME: Final = ("profession", "registration", "tier")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One row of a table: its number, and what it says."""

    number: str
    rows: tuple[Row, ...]


def items_under(kind: str, items: Sequence[tuple[int, GivenItem]], given: Sequence[GivenItem]) -> Iterator[Block]:
    """Yield a heading and the numbered items under it; `given` are all items of the answer."""
    yield Heading(level=2, text=kind)
    if all(item.facts[0][0] == ACT for _, item in items):
        yield _acts(items)
        return
    for short, together in groupby(items, key=lambda numbered: _fits(numbered[1].facts)):
        run = list(together)
        if short and len(run) >= _ENOUGH_FOR_A_TABLE:
            yield from _table([_Line(number=str(number), rows=_row_of(item)) for number, item in run])
        else:
            for number, item in run:
                earlier = None if item.version_of is None else given[item.version_of - 1]
                if earlier is None or not set(item.facts) & set(earlier.facts):
                    yield from _in_full(number, item)
                else:
                    yield from _beside(number, item, earlier)


def _beside(number: int, item: GivenItem, other: GivenItem) -> Iterator[Block]:
    """Yield a version by how it differs from another that is given: all the rest stands there already."""
    yield Heading(level=3, text=f"Item {number}")
    yield Paragraph(text=f"This is another version of item {item.version_of}. It says the same, but for what is here.")
    own = [row for row in item.facts if row not in other.facts]
    here = {head for head, _ in _by_head(item.facts)}
    missing = [row for row in other.facts if row not in item.facts]
    heads = [head if head not in here else f"{head}: {_told(_subs(head, rows))}" for head, rows in _by_head(missing)]
    rows = [row for head, under in _by_head(own) for row in _folded(head, under)]
    lacks = [("Not in this version", "; ".join(heads))] if heads else []
    yield Facts(rows=(*rows, *lacks, *_about(item)))


def _fits(rows: Sequence[Row]) -> bool:
    """Whether this is short enough to be a row of a table."""
    short = len(rows) <= _SHORT_FACTS and sum(len(value) for _, value in rows) <= _SHORT_LETTERS
    return short and not any("\n" in value for _, value in rows)


def _row_of(item: GivenItem) -> tuple[Row, ...]:
    topic, rows = _without_topic(item.facts)
    return (*((("About", topic),) if topic else ()), *rows, *_about(item))


def _about(item: GivenItem) -> tuple[Row, ...]:
    standing = (("How it stands", capital(item.standing)),) if item.standing else ()
    return ("Whose record", capital(item.source)), ("Entered", item.entered), *standing


def _in_full(number: int, item: GivenItem) -> Iterator[Block]:
    topic, rows = _without_topic(item.facts)
    title = f"Item {number}: {topic}" if topic else f"Item {number}"
    yield Heading(level=3, text=title)
    below: list[Row] = []
    parted = False
    for many, group in groupby(_by_head(rows), key=lambda head: _stem(head[0])):
        heads = list(group)
        if many and len(heads) >= _ENOUGH_FOR_A_TABLE and all(_fits(own) for _, own in heads):
            if below:
                yield from _part(title, below, parted)
                below = []
            parted = True
            yield Heading(level=3, text=f"{title}: {low(many)}")
            yield from _table(
                [_Line(number=head.removeprefix(f"{many} "), rows=_subs(head, own)) for head, own in heads]
            )
        else:
            below += [row for head, own in heads for row in _folded(head, own)]
    yield from _part(title, (*below, *_about(item)), parted)


def _part(title: str, rows: Iterable[Row], parted: bool) -> Iterator[Block]:
    """Yield facts of an item; where a table of it stands between, whose they are is said again."""
    if parted:
        yield Heading(level=3, text=f"{title}, continued")
    yield Facts(rows=tuple(rows))


def _without_topic(facts: tuple[Row, ...]) -> tuple[str, tuple[Row, ...]]:
    """Take away what every label begins with, such as the part of a document that all of them are of."""
    topic, comma, _ = facts[0][0].partition(", ")
    if not comma or not all(label.startswith(f"{topic}, ") for label, _ in facts):
        return "", facts
    return topic, tuple((capital(label.removeprefix(f"{topic}, ")), value) for label, value in facts)


def _by_head(rows: Iterable[Row]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for head, group in groupby(rows, key=lambda row: row[0].partition(", ")[0]):
        yield head, tuple(group)


def _stem(head: str) -> str:
    """`Sessions` of `Sessions 12`; nothing of what is not numbered."""
    stem, _, number = head.rpartition(" ")
    return stem if number.isdigit() else ""


def _subs(head: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple((capital(label.removeprefix(head).removeprefix(", ")), value) for label, value in rows)


def _folded(head: str, rows: tuple[Row, ...]) -> Iterator[Row]:
    """Yield what stands under one label: in one row, or in a row for each value where one is long."""
    own = _joined(_subs(head, rows))
    if len(own) > 1 and any(len(value) > _LONG_VALUE for _, value in own):
        yield from (
            (f"{head}: {label[:1].lower()}{label[1:]}" if label else head, _line(value)) for label, value in own
        )
    else:
        yield head, _told(own)


def _told(rows: Iterable[Row]) -> str:
    """Return labelled values as one line."""
    return _line("; ".join(f"{label}: {value}" if label else value for label, value in _joined(rows)))


def _line(text: str) -> str:
    return " ".join(text.split())


def _joined(rows: Iterable[Row]) -> list[Row]:
    """Return labelled values with a profession behind its name, and what stands under the same label together."""
    said: list[Row] = []
    for label, value in rows:
        of = said[-1][0] if said else None
        last = label.rpartition(", ")[2].casefold()
        if of is not None and last in _OF_A_NAME and label.casefold() == (f"{of}, {last}" if of else last).casefold():
            said[-1] = (of, f"{said[-1][1]}, {value}")
        elif of == label:
            said[-1] = (of, f"{said[-1][1]}; {value}")
        else:
            said.append((label, value))
    return said


def _table(lines: Sequence[_Line]) -> Iterator[Block]:
    """Yield what all the lines say, once, and then a table of what each says besides."""
    shared = set(lines[0].rows).intersection(*(line.rows for line in lines))
    if all(shared >= set(line.rows) for line in lines):
        shared = set()
    if once := _told(row for row in lines[0].rows if row in shared):
        yield Paragraph(text=f"The same for each of these {len(lines)}: {once}.")
    own = [_Line(number=line.number, rows=tuple(row for row in line.rows if row not in shared)) for line in lines]
    rows = [(line.number, _first(line, _WHEN), _rest(line), _first(line, _WHO)) for line in own]
    columns = (
        Column(heading="No.", weight=0.6),
        Column(heading="When", weight=2.2),
        Column(heading="What", weight=6),
        Column(heading="By whom", weight=2),
    )
    filled = [place for place in range(4) if any(row[place] for row in rows)]
    yield Table(
        columns=tuple(columns[place] for place in filled),
        rows=tuple(tuple(Cell(lines=(row[place] or "–",)) for place in filled) for row in rows),
    )


def _first(line: _Line, labels: frozenset[str]) -> str:
    return next((value for label, value in line.rows if label in labels), "")


def _rest(line: _Line) -> str:
    seen: set[frozenset[str]] = set()
    rest = []
    for label, value in line.rows:
        column = next((labels for labels in (_WHEN, _WHO) if label in labels), None)
        if column is None or column in seen:
            rest.append((label, value))
        else:
            seen.add(column)
    return _told(rest)


def _acts(items: Sequence[tuple[int, GivenItem]]) -> Table:
    """Acts on the record: a row for each act of somebody on a day."""
    return Table(
        columns=(
            Column(heading="No.", weight=0.6),
            Column(heading="When", weight=1.7),
            Column(heading="What was done", weight=3),
            Column(heading="By whom", weight=5),
        ),
        rows=tuple(
            (Cell(lines=(str(number),)), Cell(lines=(day,)), Cell(lines=(item.facts[0][1],)), Cell(lines=(who,)))
            for number, item in items
            for day, who in item.facts[1:]
        ),
    )
