"""Words in a draft that a person must look at before it is approved: no program can judge what somebody wrote.

Three kinds: the name of somebody who was in a group with the participant; where trauma does not travel, the name of
something that stays behind or a word that speaks of trauma; and, in a reason, a statement or an assessment that staff
wrote, words on how great a risk is, which no completed work says anything about. Each is changed in the record, or
confirmed as meaning something else by whoever approves.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.folding import fold, folded_words
from registry.domain.free_text import texts_of
from registry.domain.mentions import Finder, Term
from registry.domain.participant import Participant
from registry.domain.risk_words import risk_finder, risk_words
from registry.domain.summary import Draft
from registry.domain.text import has_hidden

# Parts of surnames that are words of many languages; the surname as a whole is looked for all the same.
_PARTICLES: Final = frozenset(
    {"al", "ap", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el"}
    | {"ibn", "la", "le", "los", "mac", "st", "van", "von", "zu"}
)


# Where staff say why, in the plan, in the needs and where something is done again; where an author states the case, and
# where somebody assessed. What a person said of themselves, and an answer, are quotations already.
_OF_STAFF: Final = re.compile(
    r"^(?:plan|needs)/.*/(?:reason|notAdvisedBecause|basis|cautions/\d+)$|/repeat/words$"
    r"|^statement/|^assessments/\d+/judgements$"
)


class HitKind(StrEnum):
    """Why a word stops the approval."""

    NAME = "name"
    WITHHELD = "withheld"
    RISK = "risk"

    @property
    def words(self) -> str:
        """The kind as the approver reads it."""
        return {
            "name": "may name somebody who was in a group with the participant",
            "withheld": "may speak of what does not travel for this purpose",
            "risk": "says how great a risk is, which nothing that was completed shows",
        }[self.value]

    @property
    def short_words(self) -> str:
        """The kind as a row of the audit tells it."""
        return {
            "name": "may name a companion",
            "withheld": "may speak of what stays behind",
            "risk": "says how great a risk is",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One word at one place of a draft. `around` are the words beside it, the word itself in square brackets."""

    kind: HitKind
    path: str
    word: str
    around: str

    @property
    def name(self) -> str:
        """How the approver names it: the path and the word, without characters that nobody could type."""
        return f"{self.path}:{fold(self.word) if has_hidden(self.word) else ' '.join(self.word.split())}"

    @property
    def confirmed_words(self) -> str:
        """What the audit says once it is confirmed: the place and the kind, never the word, which may be somebody's."""
        return f"confirmed as another word or person: {self.path} {self.kind.short_words}"

    @property
    def words(self) -> str:
        """One line: where, what, and why."""
        return f"{self.name}  {self.around}  ({self.kind.words})"


def hits(
    texts: Iterable[tuple[str, str]],
    *,
    own: Participant,
    others: Iterable[Participant],
    staff: Iterable[str],
    withheld: Finder | None,
    titles: Finder | None = None,
) -> tuple[Hit, ...]:
    """Return every word to look at in texts, each with its place, in the order in which they travel.

    `others` are the people whose names must not travel, `staff` the names this unit's people sign with, `withheld`
    what must not be spoken of; None where everything may. A word of one of the `titles` speaks of nothing but that.
    """
    names = Finder(Term(name) for name in _names(own, others))
    signed = frozenset(staff)
    found: dict[tuple[str, str], Hit] = {}
    for path, text in texts:
        kinds: list[tuple[HitKind, Finder, Finder | None]] = []
        if text not in signed:
            kinds.append((HitKind.NAME, names, None))
        if withheld is not None:
            kinds.append((HitKind.WITHHELD, withheld, titles))
        if _OF_STAFF.search(path):
            kinds.append((HitKind.RISK, risk_finder(), None))
        for kind, finder, outside in kinds:
            for mention in finder.mentions(text, outside=outside):
                hit = Hit(kind=kind, path=path, word=mention.word, around=mention.around)
                found.setdefault((hit.name, kind), hit)
    return tuple(found.values())


def name_hits(
    texts: Iterable[tuple[str, str]], *, own: Participant, others: Iterable[Participant], staff: Iterable[str]
) -> tuple[Hit, ...]:
    """Return every word of the texts, each with its place, that may name one of `others`; as `hits`."""
    names, signed = Finder(Term(name) for name in _names(own, others)), frozenset(staff)
    found = (
        Hit(kind=HitKind.NAME, path=path, word=mention.word, around=mention.around)
        for path, text in texts
        if text not in signed
        for mention in names.mentions(text)
    )
    return tuple({hit.name: hit for hit in found}.values())


def risk_said(texts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return what staff wrote of how great a risk is in texts, each with its place, word by word; none stands twice."""
    return tuple(dict.fromkeys(said for path, text in texts if _OF_STAFF.search(path) for said in risk_words(text)))


def check_confirmed(found: Iterable[Hit], confirmed: Iterable[str], *, before: str = "approved") -> None:
    """Raise NotAllowed unless every hit is confirmed by its name, and InvalidValue for a name that is no hit.

    `before` is what is done once all are: a report of a record is printed.
    """
    found, named = tuple(found), frozenset(confirmed)
    for name in sorted(named - {hit.name for hit in found}):
        raise InvalidValue(
            f"No word to look at is called {name[:80]!a}.", hint="They are named when you leave this out."
        )
    left = [hit for hit in found if hit.name not in named]
    if left:
        raise NotAllowed(
            f"{len(left)} word{'s' * (len(left) > 1)} must be looked at before this is {before}: "
            + "; ".join(hit.words for hit in left),
            hint='Change the record and do it again, or say that it means something else: --means-other "PATH:WORD".',
        )


def texts_of_draft(draft: Draft) -> Iterable[tuple[str, str]]:
    """Yield every text of a draft with its place: what travels, and what was said when it was shown."""
    yield from texts_of(draft.subject)
    for name, part in (("shown", draft.shown), ("notShown", draft.not_shown)):
        if part is not None:
            yield from texts_of(part, name)


def _names(own: Participant, others: Iterable[Participant]) -> set[str]:
    """The names of others: surname, given and known-as names, aliases and former names, whole and in their parts."""
    mine = folded_words(f"{own.name.family} {own.name.given} {own.known_as or ''}")
    found: set[str] = set()
    for other in others:
        for name in (other.name, *other.aliases, *other.former_names):
            found |= {name.family, *_parts(name.family), *_parts(name.given)}
        found |= _parts(other.known_as or "")
    return {name for name in found if not folded_words(name) <= mine}


def _parts(name: str) -> set[str]:
    words = {part for word in name.split() for part in (word, *word.replace("-", " ").split())}
    return {word for word in words if len(word) > 1 and word.casefold() not in _PARTICLES}
