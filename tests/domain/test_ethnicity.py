"""Ethnicity by its letter: as described, in a group for counting, and nothing recorded is not *not stated*."""

import pytest

from registry.domain.errors import InvalidValue
from registry.domain.ethnicity import Ethnicity


@pytest.mark.parametrize("category", Ethnicity)
def test_every_category_has_words_and_one_group(category: Ethnicity) -> None:
    assert category.words
    assert category.group in ("White", "mixed", "Asian", "Black", "other", "asked and not stated")


@pytest.mark.parametrize(
    ("typed", "words", "group"), [("a", "White British", "White"), (" N ", "Black African", "Black")]
)
def test_it_is_read_by_its_letter(typed: str, words: str, group: str) -> None:
    read = Ethnicity.read(typed)
    assert (read.words, read.group) == (words, group)


@pytest.mark.parametrize("typed", ["", "I", "white", "AB", "99"])
def test_anything_else_is_refused_with_the_letters(typed: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Ethnicity.read(typed)
    assert "Z asked and not stated" in refused.value.hint
