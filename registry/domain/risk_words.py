"""Words that say how great somebody's risk is, or that it became less: nothing of ours says either.

Completion is not evidence about risk. What a named person writes about it stays theirs: it is quoted with whose words
they are, and pointed at before it travels.
"""

from typing import Final

from registry.domain.mentions import Finder, Term

_BEFORE: Final = ("reduced", "reduces", "reducing", "reduce", "lowered", "lower", "less", "diminished", "decreased")
_LEVELS: Final = ("low", "medium", "moderate", "high", "no", "minimal")
_WHOSE: Final = ("", "the ", "his ", "her ", "their ", "in ")
_AFTER: Final = (
    *("reduced", "has reduced", "is reduced", "was reduced", "has been reduced", "reduction", "lowered", "lower"),
    *("is lower", "is low", "is less", "has gone down", "went down", "has decreased", "has fallen", "is gone"),
)
_ALONE: Final = (
    *("less dangerous", "not dangerous", "no longer dangerous", "no longer a risk", "not a risk", "less risky"),
    *("safe to release", "safe to discharge", "safer to release"),
)
_FINDER: Final = Finder(
    Term(text)
    for text in (
        *(f"{before} {whose}risk" for before in _BEFORE for whose in _WHOSE),
        *(f"{level} risk" for level in _LEVELS),
        *(f"risk {after}" for after in _AFTER),
        *_ALONE,
    )
)


def risk_words(text: str) -> tuple[str, ...]:
    """Return what a text says of how great a risk is, as it is written there; nothing where it says none of that."""
    return tuple(dict.fromkeys(mention.word for mention in _FINDER.mentions(text)))


def in_their_name(text: str, name: str) -> str:
    """Return a person's text as it stands; quoted and named as theirs where it speaks of how great a risk is."""
    if not risk_words(text):
        return text
    return f"“{text}” (the words of {name} on risk; completed work says nothing about it)"


def risk_finder() -> Finder:
    """Return what finds these words in the texts of a document."""
    return _FINDER
