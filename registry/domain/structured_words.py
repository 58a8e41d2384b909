"""Structured judgement says its summary judgements in words: a total or a score among them is refused.

The items of HCR-20, START, SAPROF, RSVP and SARA are not added up (their manuals; the sum predicts worse than the
judgement and reads as if it were one). A reader of "24/40" believes a measurement that nobody made.
"""

import re
import unicodedata
from typing import Final

from registry.domain.assessment import is_structured_judgement
from registry.domain.errors import InvalidValue

# As they are written in running text; Sara and start are also a name and a word, so their capitals count.
_TOOLS: Final = r"(?:START(?:[-: ]?AV)?|SARA|(?i:HCR[- ]?20|SAPROF(?:[- ]?YV)?|RSVP|B-?SAFER))"
_VERSION: Final = r"(?:[ :-]*[Vv](?:ersion)?[ .]?[0-9])?"
_TENS: Final = r"(?:twenty|thirty|forty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
_TEENS: Final = (
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|one|two|three|four|five|six|seven|eight|nine|nil|zero"
)
_NUMBER: Final = rf"(?:[0-9]{{1,3}}(?:\.[0-9]+)?|{_TENS}|{_TEENS})"
# A number that counts something (`a total of three admissions`, `12 weeks`) is no score: the next word says what.
_ENDS: Final = (
    r"(?![\w%.]*[0-9])(?=\W*$|\s*[^\w\s]|\s+(?:points?|out|of|on|in|for|and|which|at|by|with|overall|but|is|was)\b)"
)
_JOINS: Final = r"(?:\s|:|=|of|is|was|were|at|to|as|equals|score|total)*"

_SAID: Final = (
    # Total 24, total score of 24, scored 24, sum: 24, T-score 65, rating: 3
    re.compile(rf"\b(?:total|sum|scor(?:e|es|ed|ing)|rat(?:ed|ing|ings)){_JOINS}{_NUMBER}\b{_ENDS}", re.IGNORECASE),
    # HCR-20: 24, SAPROF = 12
    re.compile(rf"\b{_TOOLS}{_VERSION}\s*[:=]\s*{_NUMBER}\b{_ENDS}"),
    # H=14, C: 8; Historical scale: 14
    re.compile(rf"\b[HCR]\s*[:=]\s*[0-9]{{1,2}}\b{_ENDS}"),
    re.compile(
        rf"\b(?:historical|clinical|risk management|protective|vulnerability|strengths?)(?:\s+(?:sub)?scale)?\s*[:=]\s*"
        rf"{_NUMBER}\b{_ENDS}",
        re.IGNORECASE,
    ),
    re.compile(r"\b[0-9]{1,3}(?:st|nd|rd|th)\s+(?:per)?centile\b", re.IGNORECASE),
)
# 24/40, 24 of 40 and 24 out of 40, which could also be a date, a year, or sessions: looked at more closely.
_PARTS: Final = re.compile(r"(?<![\w/.])([0-9]{1,3})\s*(/|out of|of)\s*([0-9]{1,3})(?![\w/]|\.[0-9])", re.IGNORECASE)
_LEAST_WHOLE: Final = 13  # Up to 12 it may be a month, and two of five may be scenarios.
# Orders and directions with restrictions (Mental Health Act 1983), as everybody writes them.
_SECTIONS: Final = ((37, 41), (47, 49), (48, 49))
_NOUN_NEXT: Final = re.compile(r"\s+(?!(?:points?|on|in|for|and|which|at|by|with|overall|but|is|was)\b)[a-z]")


def names_structured(text: str) -> bool:
    """Return whether a text is the name of a structured judgement tool, or holds one among other words."""
    return is_structured_judgement(text) or re.search(rf"\b{_TOOLS}\b", text) is not None


def total_in(text: str) -> str | None:
    """Return the first words of a text that state a total or a score, or None."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2044", "/")
    for form in _SAID:
        if found := form.search(plain):
            return " ".join(found.group().split())
    for found in _PARTS.finditer(plain):
        some, whole = int(found.group(1)), int(found.group(3))
        counted = _NOUN_NEXT.match(plain, found.end()) is not None or (some, whole) in _SECTIONS
        if some <= whole and whole >= _LEAST_WHOLE and not counted:
            return " ".join(found.group().split())
    return None


def refuse_totals(tool: str, judgements: str) -> None:
    """Raise InvalidValue where words on a structured judgement tool hold a total or a score.

    The tool counts by its name, also inside a longer one, and where the words name one themselves.
    """
    structured = names_structured(tool) or names_structured(judgements)
    if structured and (said := total_in(judgements)):
        raise InvalidValue(
            f"{tool[:60]} is structured judgement and keeps no total or score: {said[:40]!a}.",
            hint="Say the summary judgements in words: case prioritisation, scenarios, what each rests on.",
        )
