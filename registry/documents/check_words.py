"""The four check words of a digest, from the list that ships with the program."""

from registry.catalogue.wordlist import load_check_words
from registry.domain.checkwords import check_words


def words_of(digest: str) -> str:
    """Return the four check words of a digest, with spaces between them."""
    return " ".join(check_words(digest, load_check_words()))
