"""Words of a reason that speak of what a service has or has not: whose it was is then asked, and never concluded."""

import re
from typing import Final

from registry.domain.intervention import Intervention, State

# What a service has or has not; of *staff* and *place* only what cannot be said of the person.
_ITS_OWN: Final = (
    r"(?:editions?|versions?|adaptations?|easy[\s-]read|materials?|facilitators?|interpreters?|escorts?|"
    r"(?:trained|qualified)\s+(?:staff|therapists?)|staff\s+(?:trained|free|available|to)|(?:group\s+)?places?\b(?!\s+to\b)|"
    r"vacanc(?:y|ies)|funding)"
)
_LACK: Final = re.compile(
    r"\b(?:(?:no|lacks?|lacking|without|short\s+of|not\s+enough)\s+(?:an?\s+)?(?:[\w’'-]+\s+){0,2}?" + _ITS_OWN + r"|"
    r"(?:we|(?:the|this|our)\s+(?:service|unit|hospital|ward|team))\s+(?:do(?:es)?\s+not|don['’]?t|doesn['’]?t|cannot|"
    r"can['’]?t|could\s+not)\s+(?:have|hold|offer|deliver|run|provide|adapt)|"
    r"(?:is|are|was|were)(?:\s+not|n['’]?t)\s+(?:yet\s+)?(?:offered|delivered|provided|run|adapted|available|funded|"
    r"commissioned)(?:\s+(?:here|at|in|for|by|to)\b|[.,;]|$)|"
    r"not\s+(?:yet\s+)?(?:offered|delivered|provided|adapted|available|funded|commissioned)\s+(?:here|at\s+this|in\s+this|"
    r"for\s+(?:people|women|men|somebody|anybody))|"
    r"only\s+(?:offered|delivered|run|given|available)\b)",
    re.IGNORECASE,
)


def lack_named(reason: str) -> str | None:
    """Return the words of a reason that speak of what the service has or has not; else None."""
    found = _LACK.search(reason)
    return found.group().strip() if found else None


def may_lack_a_fit(work: Intervention) -> bool:
    """Whether work was found not suitable in words that speak of what the service has: *not advised* is for clinical
    reasons only, and whether they were, a person says.
    """
    reason = work.standing_because
    return work.state is State.NOT_SUITABLE and reason is not None and lack_named(reason) is not None
