"""Words of wanting and refusing: what a person chooses has its own line, and nobody's verdict on them stands there."""

import re
from typing import Final

from registry.domain.errors import NotAllowed

_WISH: Final = re.compile(
    r"\b(?:(?:un)?want(?:s|ed|ing)?|wish(?:es|ed|ing)?|refus\w*|declin\w*|(?:un)?willing\w*|reluctan\w*|"
    r"not\s+(?:keen|interested|ready\s+to|agree\w*|consent\w*)|(?:does|do|did|would|will)(?:n['’]?t|\s+not)\s+"
    r"(?:agree|consent|like|take\s+part|come|attend|engage|go\s+on|do\s+it|accept)|won['’]?t|"
    r"no\s+interest|no\s+(?:more|longer)\s+(?:groups?|wants?|interested|willing|therapy|sessions?|programmes?)|"
    r"had\s+enough|fed\s+up|turn(?:s|ed)\s+(?:it\s+|this\s+)?down|(?:has|have|had)?\s*opted?\s+out|"
    r"(?:says?|said)\s+(?:no|that\s+it\s+is\s+enough)|prefers?\s+not|would\s+rather\s+not|rejects?|rejected|"
    r"(?:his|her|their|own)\s+(?:own\s+)?choice|chose\s+(?:not|to\s+stop)|chooses\s+(?:not|to\s+stop)|"
    r"(?:lacks?|no|poor|little|without|limited)\s+insight|(?:un|de)motivated|(?:lacks?|no|poor)\s+motivation|"
    r"(?:dis|not\s+)engag\w*|non-?(?:complian\w*|engag\w*)|not\s+complian\w*|uncooperative)\b",
    re.IGNORECASE,
)
_VERDICT: Final = re.compile(
    r"\b(?:refus\w*|declin\w*|insight\w*|insightless|unwilling\w*|resist\w*|(?:un|de)?motivat\w*|(?:dis)?engag\w*|"
    r"(?:non-?)?complian\w*|non-?engag\w*|(?:un|non-?)co-?operat\w*|fail(?:s|ed|ure|ing)?|(?:in\s+)?denial|"
    r"den(?:y|ies|ied|ying)|obstructi\w*|hostil\w*|difficult)\b",
    re.IGNORECASE,
)


def wish_named(text: str) -> str | None:
    """Return the words of a reason that speak of what somebody wants, refuses or shows of insight; else None."""
    found = _WISH.search(text)
    return found.group().strip() if found else None


def refuse_choice(reason: str, hint: str) -> None:
    """Raise NotAllowed where a clinical reason speaks of what the participant wants. `hint` says where that is kept."""
    if wish := wish_named(reason):
        said = f"“{wish}” speaks of what the participant wants; this is for clinical reasons only."
        raise NotAllowed(said, hint=hint)


def verdict_named(text: str) -> str | None:
    """Return the words of a reason that turn a choice into a refusal, a failure or a want of insight; else None."""
    found = _VERDICT.search(text)
    return found.group().strip() if found else None
