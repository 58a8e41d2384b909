"""What is told where there is room for so many words: the whole of it, or where it stands."""

from collections.abc import Iterable, Sequence
from typing import Final

_NOT_WORTH_CUTTING: Final = 2


def clip(text: str, most: int) -> str:
    """Return about the first `most` words of `text`; what is cut, if worth cutting, is marked by an ellipsis, and a
    quotation that it cuts is closed.
    """
    words = text.split()
    if len(words) <= most + _NOT_WORTH_CUTTING:
        return text
    cut = " ".join(words[:most]).rstrip(".,;:") + "\u00a0…"
    return f"{cut}”" if cut.count("“") > cut.count("”") else cut


def fits(text: str, most: int) -> bool:
    """Whether `most` words have room for a text that must not be cut, or so nearly that it is not worth leaving out."""
    return len(text.split()) <= most + _NOT_WORTH_CUTTING


def in_room(texts: Iterable[str], most: int, elsewhere: str) -> tuple[str, ...]:
    """Return the texts that `most` words have room for, each whole, and after them `elsewhere`, which says where the
    others are.

    Half of what somebody saw, or of what is left, may say the opposite of the whole.
    """
    told, all_told = [], True
    for text in texts:
        if fits(text, most):
            told.append(text)
            most -= len(text.split())
        else:
            all_told = False
    return tuple(told) if all_told else (*told, elsewhere)


def as_many_as_fit(texts: Sequence[str], most: int) -> tuple[str, ...]:
    """Return the texts that `most` words have room for whole, the last with an ellipsis where more is left; none where
    not even the first has room.

    Half of a sentence may say the opposite of the whole: what has no room is dropped and never cut.
    """
    told: list[str] = []
    for text in texts:
        most -= len(text.split())
        if most < -_NOT_WORTH_CUTTING:
            break
        told.append(text)
    if told and len(told) < len(texts):
        told[-1] += "\u00a0…"
    return tuple(told)
