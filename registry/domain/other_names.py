"""Other members' names in what is written about one: such words would travel in somebody else's record."""

import re
from collections.abc import Iterable

from registry.domain.folding import folded_words
from registry.domain.participant import Participant

_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def other_names_in(text: str, own: Participant, others: Iterable[Participant]) -> tuple[str, ...]:
    """Return the words of `text` that are another member's name and not one's own, each once, as they are written.

    A surname is found in any case. Given and known-as names are often words too (`will`, `hope`): they are found
    where they begin with a capital. A sentence may therefore have to be turned; a name is never let through for it.
    """
    mine = folded_words(f"{own.name.family} {own.name.given} {own.known_as or ''}")
    surnames: set[str] = set()
    names: set[str] = set()
    for other in others:
        surnames |= folded_words(other.name.family) - mine
        names |= folded_words(f"{other.name.given} {other.known_as or ''}") - mine
    found: dict[str, None] = {}
    for word in _WORDS.findall(text):
        # Whose it is stays a name: "Reid's" and "Reid’s".
        folded = folded_words(word) | folded_words(re.sub(r"['’]s$", "", word))
        if folded & surnames or (not word[0].islower() and folded & names):
            found[word] = None
    return tuple(found)
