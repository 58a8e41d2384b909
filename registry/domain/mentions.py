"""Where a text mentions one of many terms: whole words, without case, accents and punctuation.

A term is found however its letters come apart (`O'Brien`, `OBrien`, a hyphen at the end of a line, a zero-width
character in the middle), with or without the *s* that says whose something is. Words that only stand beside each
other are never read as one, unless the term is several words itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registry.domain.folding import fold

_WORDS = re.compile(r"[^\W_]+")
_APART = re.compile(r"(?<![-‐])\s")
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Term:
    """What is looked for. A last `*` stands for everything that begins so."""

    text: str

    @property
    def folded(self) -> str:
        """Letters and digits only."""
        return fold(self.text)

    @property
    def is_stem(self) -> bool:
        """True when it stands for every word that begins so."""
        return self.text.endswith("*")

    @property
    def is_phrase(self) -> bool:
        """True when it is several words."""
        return any(sign.isspace() for sign in self.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place of a text: the word as it is written there, and the words around it."""

    word: str
    around: str


class Finder:
    """Finds the mentions of many terms in a text."""

    def __init__(self, terms: Iterable[Term]) -> None:
        known = [term for term in terms if term.folded]
        self._stems = tuple(sorted({term.folded for term in known if term.is_stem}))
        self._tight = frozenset(term.folded for term in known if not term.is_stem and not term.is_phrase)
        self._phrases = frozenset(term.folded for term in known if not term.is_stem and term.is_phrase)
        self._most = max((len(term.folded) for term in known), default=0) + 1

    def any_in(self, text: str) -> bool:
        """Return whether one of the terms stands in the text."""
        return next(self.mentions(text), None) is not None

    def mentions(self, text: str, *, outside: "Finder | None" = None) -> Iterator[Mention]:
        """Yield every place where a term stands, in the order of the text; a place inside another is not named, nor is
        one inside what the finder `outside` finds.
        """
        for start, end in self.spans(text):
            if outside is None or not any(left <= start and end <= right for left, right in outside.spans(text)):
                yield _mention(text, start, end)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each mention begins and ends, in the order of the text."""
        words = list(_WORDS.finditer(text))
        folded = [fold(word.group()) for word in words]
        first = 0
        while first < len(words):
            last = self._ends(text, words, folded, first)
            if last is not None:
                yield words[first].start(), words[last].end()
            first = (first if last is None else last) + 1

    def _ends(self, text: str, words: list[re.Match[str]], folded: list[str], first: int) -> int | None:
        """Return the last word of the longest term that begins at this word, or None."""
        joined, apart, found = "", False, None
        for last in range(first, len(words)):
            if last > first and _APART.search(text, words[last - 1].end(), words[last].start()):
                apart = True
            joined += folded[last]
            if self._is_term(joined, apart=apart):
                found = last
            if len(joined) > self._most:
                break
        return found

    def _begins(self, joined: str) -> bool:
        return joined.startswith(self._stems) if self._stems else False

    def _is_term(self, joined: str, *, apart: bool) -> bool:
        # Whose it is stays a name, however the apostrophe was typed: "Reid's", "Reids".
        for spelt in (joined, joined.removesuffix("s")):
            if spelt in self._phrases or (not apart and spelt in self._tight):
                return True
        return not apart and self._begins(joined)


def _mention(text: str, start: int, end: int) -> Mention:
    before, after = text[:start], text[end:]
    left = before if len(before) <= _AROUND else "…" + before[-_AROUND:].partition(" ")[2]
    right = after if len(after) <= _AROUND else after[:_AROUND].rpartition(" ")[0] + " …"
    return Mention(word=text[start:end], around=" ".join(f"{left}[{text[start:end]}]{right}".split()))
