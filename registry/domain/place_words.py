"""Words that name the session, phase or memory at which somebody begins or goes on, or what a memory holds.

No text on trauma-processing or offence-disclosure work names one: the participant chooses whether and when. A number
of sessions is no such place (*after 5 sessions of stabilisation*). Where it is not certain what is meant, it is found.
"""

import re
from typing import Final

from registry.domain.errors import NotAllowed

_UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TENS: Final = ("twenty", "thirty", "forty", "fifty")
_NUMBER: Final = (
    rf"(?:\d+|(?:{'|'.join(_TENS)})(?:[\s-]?(?:{'|'.join(_UNITS)}))?|{'|'.join((*_TEENS, *_UNITS))}|"
    r"ii|iii|iv|vi{1,3}|ix)"
)
_ORDINAL: Final = (
    rf"(?:\d+\s?(?:st|nd|rd|th)|(?:(?:{'|'.join(_TENS)})[\s-]?)?(?:{'|'.join(_ORDINALS)})|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)"
)
_PLACE: Final = r"(?:session|sess|module|phase|memory|memories|target|scene|hot\s?spot)"
_NUMBERED: Final = re.compile(
    rf"\b{_PLACE}s?\b[\s:.,#(–-]*(?:(?:no|nr|num|number)\b[\s.:]*)?{_NUMBER}\b|\b{_ORDINAL}[\s-]+{_PLACE}\b",
    re.IGNORECASE,
)
_BEGIN: Final = (
    r"\b(?:(?:re-?)?(?:begin|start)(?:s|ning|ing|ed)?|began|begun|reopen(?:s|ed|ing)?|resum(?:e|es|ed|ing)|"
    r"continu(?:e|es|ed|ing)|return(?:s|ing|ed)?|(?:take|takes|taken|taking|took|pick|picks|picked|picking)\b"
    r"[^.;!?]{0,20}?\b(?:up|on)|(?:carry|carries|carrying|go|goes|going|gone|went|come|comes)\s+"
    r"(?:on|back|straight|over|to|into))\b"
)
_BEGUN_AT: Final = re.compile(
    rf"{_BEGIN}[^.;!?]{{0,40}}?\b(?:"
    r"memory|memories|flashback|scene|hot\s?spot|"
    r"where\s+(?:it|he|she|they|we|the\s+work|things)\s+(?:was\s+|were\s+|had\s+|has\s+)?"
    r"(?:stopped|stop|left|ended|broke|broken|interrupted|been)|"
    rf"(?:at|from|with|in|to|into|by)\s+(?:the|his|her|their|that)\s+(?:\w+\s+){{0,2}}?{_PLACE}|"
    rf"(?:step|stage|part|chapter|week|appointment|meeting)\s*(?:no\.?\s*|number\s*|#\s*)?{_NUMBER}"
    r")\b",
    re.IGNORECASE,
)

# That there is no memory of something is no content of one.
_HELD: Final = re.compile(
    r"(?<!\bno )\b(?:memory|memories|flashbacks?|scenes?|hot\s?spots?)\s+(?:of|about|involving|in\s+which)\b"
    r"(?:\s+\w+){0,3}",
    re.IGNORECASE,
)


def refuse_place(*texts: str | None) -> None:
    """Raise NotAllowed where a text on trauma-processing or offence-disclosure work names a place in it or a memory."""
    for text in texts:
        if text is not None and (place := place_named(text)):
            raise NotAllowed(
                "This work is not begun or taken up at a session or module, a phase or a memory: the participant "
                f"chooses whether and when. This text says “{place}”.",
                hint="Say it without naming one. The sessions that took place are in the record already.",
            )


def place_named(text: str) -> str | None:
    """Return the words of a text that name where in a treatment somebody begins or what a memory holds, as they stand
    there; else None.
    """
    found = _NUMBERED.search(text) or _BEGUN_AT.search(text) or _HELD.search(text)
    return found.group().strip() if found else None
