"""Words that say how great somebody's risk is, or that it became less: nothing of ours says either.

Completion is not evidence about risk. What a named person writes about it stays theirs: it is quoted with whose words
they are, and pointed at before it travels.
"""

import re
from collections.abc import Iterator
from typing import Final

from registry.domain.folding import fold
from registry.domain.mentions import Finder, Term
from registry.domain.quoting import quoted

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
_TERMS: Final = tuple(
    Term(text)
    for text in (
        *(f"{before} {whose}risk" for before in _BEFORE for whose in _WHOSE),
        *(f"{level} risk" for level in _LEVELS),
        *(f"risk {after}" for after in _AFTER),
        *_ALONE,
    )
)
# Written for words without case, accents and punctuation; a full stop stands where a sentence ends.
_DANGER: Final = r"(?:risks?|danger|dangers|dangerousness|threat|(?:likelihood|probability|chances?)(?= of))"
_IS: Final = r"(?:is|are|was|were|has|have|had|been|be|looks|seems|appears|remains|became|becomes|stays)"
_HOW: Final = (
    r"(?:now|much|far|very|quite|so|also|not|no longer|currently|considerably|significantly|substantially|clearly|been|"
    r"become|a|lot|judged|assessed|rated|seen|thought|as|to be|at|what it was|greatly|somewhat|still|more)"
)
_LEVEL: Final = (
    r"(?:low|lower|lowest|less|lesser|reduced|lowered|diminished|decreased|minimal|negligible|nil|gone|small|smaller|"
    r"medium|moderate|high|higher|manageable|acceptable|contained|under control|down|better|improved|absent|great|"
    r"fallen|dropped|declined|lessened|eased|subsided|come down|gone down)"
)
_FELL: Final = (
    r"(?:(?:come|comes|came|coming|gone|goes|went|going|brought|got) (?:right )?down|fell|fallen|falling|dropped|drops|"
    r"dropping|reduced|reduces|reducing|decreased|decreases|decreasing|declined|diminished|lessened|eased|subsided)"
)
_BETWEEN: Final = (
    r"(?:(?:a|an|any|the|much|of|in|his|her|their|very|significant|serious|immediate|current|overall|assessed|level|"
    r"levels|degree|poses?|posing|presents?|is|as|so|great|to|sexual|violence) )"
)
_LET_GO: Final = (
    r"(?:released?|discharged?|public|community|others|people|everyone|anyone|society|women|children|unescorted)"
)
_SAYINGS: Final = re.compile(
    rf"\b(?:{_DANGER}(?: \w+){{0,6}}? {_IS}(?: {_HOW}){{0,4}}? {_LEVEL}"
    rf"|{_DANGER}(?: \w+){{0,6}}? {_FELL}"
    r"|(?:less|lower|lowest|low|little|smaller|minimal|negligible|reduced|medium|moderate|high|higher|no|not|"
    rf"no longer) {_BETWEEN}{{0,4}}(?:{_DANGER}|dangerous|risky)"
    rf"|(?:reduc|lower|lessen|decreas|diminish|minimis|minimiz)(?:e|es|ed|ing|s)? {_BETWEEN}{{0,3}}{_DANGER}"
    rf"|safer? (?:enough )?(?:to|for|in|with|around) (?:be |go |live |move |return )?(?:in |to )?(?:the )?{_LET_GO}"
    r"|(?:is|are|becomes?|became|much|far|he s|she s) (?:now |much |far |a lot )*safer"
    r"|(?:(?:less|un|not|no longer) ?likely|(?:will|would|wo|does) (?:not|n t|nt|t)|won t|never|not going) (?:to )?"
    r"(?:be (?:violent|dangerous)|(?:re ?)?offend|reoffend|harm|hurt|attack|assault|do it again))\b"
)
_WORD: Final = re.compile(r"[^\W_]+")


class _RiskFinder(Finder):
    """Finds the terms, and what is said of a danger with other words between."""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield each place where one of them stands; the longer of two that overlap."""
        found = sorted({*super().spans(text), *_said(text)}, key=lambda span: (span[0] - span[1], span[0]))
        kept: list[tuple[int, int]] = []
        for start, end in found:
            if all(end <= other or start >= last for other, last in kept):
                kept.append((start, end))
        yield from sorted(kept)


_FINDER: Final = _RiskFinder(_TERMS)


def _said(text: str) -> Iterator[tuple[int, int]]:
    words = list(_WORD.finditer(text))
    folded, at, until = "", {}, 0
    ends = {}
    for word in words:
        if folded:
            folded += " . " if re.search(r"[.;!?]", text[until : word.start()]) else " "
        at[len(folded)] = word.start()
        folded += fold(word.group())
        ends[len(folded)] = until = word.end()
    for found in _SAYINGS.finditer(folded):
        if found.start() in at and found.end() in ends:
            yield at[found.start()], ends[found.end()]


def risk_words(text: str) -> tuple[str, ...]:
    """Return what a text says of how great a risk is, as it is written there; nothing where it says none of that."""
    return tuple(dict.fromkeys(mention.word for mention in _FINDER.mentions(text)))


def in_their_name(text: str, name: str) -> str:
    """Return a person's text as it stands; quoted and named as theirs where it speaks of how great a risk is."""
    return quoted_in_their_name(text, name) if risk_words(text) else text


def quoted_in_their_name(text: str, name: str) -> str:
    """Return a person's text quoted; named as theirs too where it speaks of how great a risk is."""
    if not risk_words(text):
        return quoted(text)
    return f"{quoted(text)} (the words of {name} on risk; completed work says nothing about it)"


def risk_finder() -> Finder:
    """Return what finds these words in the texts of a document."""
    return _FINDER
