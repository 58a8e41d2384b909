"""The words of a digest, from the list that ships with the program: four to compare by, eight to believe by."""

from registry.catalogue.wordlist import load_check_words
from registry.domain.checkwords import check_words, fingerprint_words


def words_of(digest: str) -> str:
    """Return the four check words of a digest, with spaces between them."""
    return " ".join(check_words(digest, load_check_words()))


def fingerprint_of(digest: str) -> str:
    """Return the eight fingerprint words of a digest, with spaces between them."""
    return " ".join(fingerprint_words(digest, load_check_words()))


def same_words(typed: str, expected: str) -> bool:
    """True when a person typed the words expected; case, hyphens, commas and extra spaces do not matter."""
    return typed.casefold().replace("-", " ").replace(",", " ").split() == expected.split()
