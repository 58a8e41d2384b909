"""How people compare documents: the grouped digest, the document number and the four check words.

All three are views of the document digest, printed on every page, so two people on the telephone can tell
whether they hold the same document without a computer. They find differences; they do not prove who signed.
"""

import re
from collections.abc import Sequence

from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_digest

WORDS_IN_LIST = 2048
"""Eleven bits choose one word of the list."""

_WORDS = 4
_FINGERPRINT_WORDS = 8
_WORD_BITS = 11
_GROUP = 4
_NUMBER_DIGITS = 16
# What people set between groups and words, and what stands there on paper.
_BETWEEN = re.compile(r"[\s,;.·-]+")


def check_words(digest: str, words: Sequence[str]) -> tuple[str, str, str, str]:
    """Return the four words for the first 44 bits of a document digest, the highest bits first.

    `digest` is 64 lower-case hexadecimal digits; `words` is the list of 2,048. A difference made by accident
    escapes four words once in 2^44. Raises `InvalidValue` for another digest or a list of another length.
    """
    one, two, three, four = _chosen(digest, words, _WORDS)
    return one, two, three, four


def fingerprint_words(digest: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the eight words for the first 88 bits of a digest, for believing what nothing else vouches for.

    Whoever forges root keys or a unit's card may try freely until its words fit: four words (2^44 tries) would take a
    graphics card an hour, eight are out of reach. They begin with the four check words. Raises as `check_words`.
    """
    return tuple(_chosen(digest, words, _FINGERPRINT_WORDS))


def document_number(digest: str) -> str:
    """Return the number a person reads out: the first 16 digits of the digest, in groups of four.

    64 bits name one document among all that will ever be issued (a million documents share a number by chance
    less than once in ten million), and sixteen digits can be read aloud in a quarter of a minute, where all 64
    cannot. It begins the printed digest, so either can be found from the other. It is for finding and comparing;
    whoever must rule out a forgery verifies the signature. Raises `InvalidValue` for another digest.
    """
    check_digest(digest, "The document digest")
    return _grouped(digest[:_NUMBER_DIGITS])


def as_read_out(said: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the document number, its digits together, and the four check words, from what somebody read out.

    Groups and words may be parted by spaces, commas, dots or hyphens and written in any case, as they are on a
    telephone; the last four are the words. Whether a document has them is not asked here.
    """
    pieces = [piece for piece in _BETWEEN.split(" ".join(said).casefold()) if piece]
    return "".join(pieces[:-_WORDS]), tuple(pieces[-_WORDS:])


def printed_digest(digest: str) -> str:
    """Return the whole digest as it is printed: sixteen groups of four. Raises `InvalidValue` for another digest."""
    check_digest(digest, "The document digest")
    return _grouped(digest)


def _chosen(digest: str, words: Sequence[str], count: int) -> list[str]:
    check_digest(digest, "The document digest")
    if len(words) != WORDS_IN_LIST:
        raise InvalidValue(f"The list of check words has {len(words)} words instead of {WORDS_IN_LIST}.")
    first = int(digest[: count * _WORD_BITS // 4], 16)
    shifts = range((count - 1) * _WORD_BITS, -1, -_WORD_BITS)
    return [words[first >> shift & (WORDS_IN_LIST - 1)] for shift in shifts]


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))
