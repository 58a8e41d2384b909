"""Which audiences the words for *who may see it* name: a product goes to these readers and to nobody else.

The words are free text, agreed with the participant. They are read strictly:

1. Whose product it is may always see it.
2. What stands after *not*, *nobody*, *except* and the like opens nothing.
3. A part that names a board, a prison or a community team opens it to that reader; another team, to treating teams.
4. Words that name none of these, and are of one person (*himself*, *she and her mother*) or say *only*, leave it with
   the participant.
5. Words that say nothing of that kind are taken as a voice entry's silence is: the participant and the treating teams.
"""

import re
from typing import Final

from registry.domain.voice import DEFAULT_AUDIENCES, Audience

_CLOSED_FROM: Final = re.compile(r"\b(not|no|nobody|none|never|except|but|without|outside|until|unless)\b")
_PARTS: Final = re.compile(r"[,;/&.]|\band\b|\bor\b|\bwith\b")
_NAMED: Final = (
    (Audience.PANEL, re.compile(r"\b(board|panel|tribunal|parole)")),
    (Audience.PRISON, re.compile(r"\b(prison|hmp\b)")),
    (Audience.COMMUNITY, re.compile(r"\b(community|probation|hostel)")),
    (Audience.TREATING_TEAMS, re.compile(r"\b(teams?|treating|clinical|clinicians?|therapists?|staff|unit|ward)\b")),
)
_OF_ONE_PERSON: Final = re.compile(
    r"\b(he|him|himself|his|she|her|herself|hers|they|them|themsel\w+|their|self|participant|patient|only|alone|private)\b"
)


def readers_of(words: str) -> frozenset[Audience]:
    """Return the audiences that `words` open a product to; the participant is always one of them."""
    told = _CLOSED_FROM.split(words.casefold(), maxsplit=1)
    named = {
        next((audience for audience, pattern in _NAMED if pattern.search(part)), Audience.SELF)
        for part in _PARTS.split(told[0])
    }
    silent = named == {Audience.SELF} and len(told) == 1 and not _OF_ONE_PERSON.search(told[0])
    return frozenset(DEFAULT_AUDIENCES) if silent else frozenset({Audience.SELF, *named})
