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
# Leaning one way or the other is a choice not made yet. What a clinician prefers or is unsure of stays a clinical
# reason, and so do an attachment style and the loss of interest that an illness brings.
_LEANING: Final = re.compile(
    r"\b(?:ambivalen(?:t|tly|ce)\b(?!\s+attachment)|half-?hearted(?:ly)?|un(?:enthusiastic|interested)|"
    r"(?<!team )(?<!service )(?<!doctor )(?<!consultant )(?<!psychiatrist )(?<!psychologist )(?<!therapist )"
    r"(?<!clinician )(?<!nurse )(?<!ward )prefers|(?<!we )(?:would|['’]d)\s+(?:rather|sooner|prefer)|"
    r"(?:he|she|they|participant)\s+preferr?(?:ed)?|(?:has|had|shows?|expresse[sd])\s+little\s+interest\s+in\s+"
    r"(?:it|this|attending|(?:the|any)\s+(?:group|programme|work|sessions?))|"
    r"(?:unsure|uncertain|undecided|not\s+sure|hesitant|in\s+two\s+minds|mixed\s+feelings)\s+(?:about|of|whether|if)\s+"
    r"(?:(?:he|she|they|it|to|is|for|wants?)\s+){0,3}(?:attend(?:ing)?|tak(?:e|ing)\s+part|join(?:ing)?|com(?:e|ing)|"
    r"going|doing|(?:the|this|a)\s+(?:group|programme)\b(?!\s+is)|wants?)|hesitant\s+to\s+\w+|"
    r"no\s+(?:wish|desire|enthusiasm|intention)|not\s+(?:enthusiastic|bothered|inclined|minded)|"
    r"lost\s+interest\s+in\s+(?:it|attending|the\s+(?:group|programme|work|sessions?))|"
    r"(?:sees?|saw)\s+no\s+(?:point|need|use)|(?:does|do|did)(?:n['’]?t|\s+not)\s+(?:see\s+(?:the|any|a)\s+(?:point|need|"
    r"use)|feel\s+like\s+(?:it|going|coming|attending)))\b",
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
    found = _WISH.search(text) or _LEANING.search(text)
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
