"""Small pictures that stand beside headings for those who want them: drawn here from plain shapes, and nobody's art.

Each is a list of closed shapes on a field of 100 by 100, from the top left corner, painted one over another.
"""

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Final, NamedTuple

DARK: Final = (14, 74, 92)
PALE: Final = (196, 216, 222)
WHITE: Final = (255, 255, 255)

Point = tuple[float, float]


class Shape(NamedTuple):
    """A closed shape of straight sides and its colour."""

    points: tuple[Point, ...]
    ink: tuple[int, int, int]


def _arc(x: float, y: float, radius: float, first: float, last: float, steps: int = 24) -> Iterator[Point]:
    """Points of an arc; *first* and *last* in half turns, clockwise from three o'clock."""
    for step in range(steps + 1):
        angle = (first + (last - first) * step / steps) * pi
        yield round(x + radius * cos(angle), 2), round(y + radius * sin(angle), 2)


def _disc(x: float, y: float, radius: float, ink: tuple[int, int, int]) -> Shape:
    return Shape(tuple(_arc(x, y, radius, 0, 2, 36)), ink)


def _box(x: float, y: float, width: float, height: float, ink: tuple[int, int, int]) -> Shape:
    return Shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), ink)


def _person(x: float, y: float, ink: tuple[int, int, int]) -> tuple[Shape, ...]:
    return (_disc(x, y, 13, ink), Shape((*_arc(x, y + 45, 24, 1, 2), (x + 24, y + 52), (x - 24, y + 52)), ink))


DRAWINGS: Final = {
    "tick": (
        _disc(50, 50, 46, PALE),
        Shape(((22, 52), (33, 41), (44, 53), (69, 25), (80, 36), (45, 75)), DARK),
    ),
    "barrier": (
        _box(18, 30, 8, 62, DARK),
        _box(74, 30, 8, 62, DARK),
        _box(4, 34, 92, 26, DARK),
        *(Shape(((x, 57), (x + 14, 37), (x + 26, 37), (x + 12, 57)), WHITE) for x in (8, 36, 64)),
    ),
    "bulb": (
        _disc(50, 38, 32, PALE),
        Shape(((34, 62), (66, 62), (63, 76), (37, 76)), PALE),
        Shape(((47, 74), (47, 52), (36, 40), (41, 35), (50, 44), (59, 35), (64, 40), (53, 52), (53, 74)), DARK),
        _box(37, 78, 26, 6, DARK),
        _box(41, 87, 18, 6, DARK),
    ),
    "eye": (
        Shape((*_arc(50, 88, 59, 1.22, 1.78), *_arc(50, 12, 59, 0.22, 0.78)), DARK),
        _disc(50, 50, 18, WHITE),
        _disc(50, 50, 10, DARK),
    ),
    "flag": (
        _box(20, 8, 8, 84, DARK),
        Shape(((28, 12), (86, 12), (72, 31), (86, 50), (28, 50)), PALE),
        Shape(((28, 12), (57, 12), (57, 50), (28, 50)), DARK),
    ),
    "way": (Shape(((6, 38), (54, 38), (54, 16), (94, 50), (54, 84), (54, 62), (6, 62)), DARK),),
    "umbrella": (
        Shape(tuple(_arc(50, 48, 42, 1, 2)), DARK),
        *(Shape(tuple(_arc(x, 50, 14, 1, 2)), WHITE) for x in (22, 50, 78)),
        _box(47, 36, 6, 46, DARK),
        Shape((*_arc(60, 80, 13, 0, 1), *_arc(60, 80, 7, 1, 0)), DARK),
    ),
    "speech": (
        Shape(((8, 14), (92, 14), (92, 66), (48, 66), (26, 88), (28, 66), (8, 66)), DARK),
        _box(20, 26, 60, 7, WHITE),
        _box(20, 39, 60, 7, WHITE),
        _box(20, 52, 36, 7, WHITE),
    ),
    "people": (*_person(32, 30, PALE), *_person(66, 36, DARK)),
    "mark": (
        _disc(50, 50, 46, PALE),
        Shape(((43, 20), (57, 20), (54, 60), (46, 60)), DARK),
        _disc(50, 73, 7, DARK),
    ),
    "pencil": (
        Shape(((26, 60), (74, 12), (88, 26), (40, 74)), DARK),
        Shape(((26, 60), (40, 74), (18, 82)), PALE),
        _box(12, 88, 76, 5, DARK),
    ),
}
