"""What speaks of trauma: needs and instruments by name, and words that make an approver look."""

from dataclasses import dataclass
from functools import cached_property

from registry.domain.mentions import Finder, Term
from registry.domain.text import check_code, check_name


@dataclass(frozen=True, kw_only=True)
class TraumaTerms:
    """The unit's list. Needs and instruments are left out by data; words can only be pointed at."""

    needs: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for need in self.needs:
            check_code(need, "The need that speaks of trauma")
        for text in (*self.instruments, *self.words):
            check_name(text, "The term that speaks of trauma")

    @cached_property
    def finder(self) -> Finder:
        """Finds the words and the instruments in a text."""
        return Finder(Term(text) for text in (*self.words, *self.instruments))

    def named_in(self, text: str | None) -> bool:
        """Whether a name or title holds one of the words or instruments."""
        return text is not None and self.finder.any_in(text)
