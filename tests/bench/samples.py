"""The documents that are measured: summaries of twenty interventions, some 21 KB each, and all of them different."""

from dataclasses import replace
from functools import cache
from typing import Any

from registry.documents.signing import document_bytes
from registry.domain.intervention import Intervention
from registry.domain.summary import TransferSummary
from tests.documents import clinic
from tests.documents.record import intervention, urn

INTERVENTIONS = 20


_LEFT_OUT = (
    "sessions",
    "marks",
    "goals",
    "progress",
    "products",
    "adjustments",
    "skills",
    "components",
    "staff",
    "care_package",
)


def _lean(number: int) -> Intervention:
    """Return an intervention of 700 bytes: what it was, where, when, and how it ended."""
    whole = intervention(number)
    closure = whole.closure and replace(whole.closure, participant_reason=None, left_to_do=None, judged_by=None)
    return replace(whole, closure=closure, recommended=None, **dict.fromkeys(_LEFT_OUT, ()))


@cache
def summary(number: int = 0) -> TransferSummary:
    """Return the summary of one fictional person; another number, other ids."""
    one = clinic.summary(interventions=0)
    works = tuple(replace(_lean(n), id=urn(f"bench {number} {n}")) for n in range(INTERVENTIONS))
    return replace(one, id=urn(f"bench document {number}"), subject=replace(one.subject, interventions=works))


@cache
def documents(count: int) -> tuple[dict[str, Any], ...]:
    """Return signed documents."""
    return tuple(clinic.signed(summary(number)) for number in range(count))


@cache
def files(count: int) -> tuple[bytes, ...]:
    """Return the bytes of signed documents."""
    return tuple(map(document_bytes, documents(count)))
