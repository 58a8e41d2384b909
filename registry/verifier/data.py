"""What the page knows besides its rules: schemas with their digests, check words, and words for coded values."""

from collections.abc import Iterable
from typing import Any, Protocol

from registry.catalogue.loader import load_needs
from registry.catalogue.wordlist import load_check_words
from registry.domain.assessment import Direction
from registry.domain.care_package import Met
from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Outcome
from registry.domain.dates import Recorded
from registry.domain.edition import AccreditationStatus
from registry.domain.goal import Reached
from registry.domain.intervention import State
from registry.domain.participant import TherapistsSpoke, TherapyEnding
from registry.domain.people import Tier
from registry.domain.placement import LEGAL_STATUS
from registry.domain.plan import LineKind, Trust
from registry.domain.product import ProductKind
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.repeat import RepeatReason
from registry.domain.verdict import NotChecked
from registry.domain.voice import Agreement
from registry.domain.wording import kind_words, recorded_words, state_words
from schemas import ACCEPTED, digest_sri, load_schema

_READ = ("transfer-summary", "withdrawal", "annex", "receipt", "catalogue-release", "directory")
KINDS = tuple((kind, version) for kind in _READ for version in ACCEPTED[kind])
"""The kinds and versions that the page reads."""


class _Worded(Protocol):
    value: str

    @property
    def words(self) -> str: ...


def page_data() -> dict[str, Any]:
    """Return the page's data as plain JSON."""
    return {
        "schemas": {
            f"{kind}/{version}": {"digest": digest_sri(kind, version), "schema": load_schema(kind, version)}
            for kind, version in KINDS
        },
        "checkWords": list(load_check_words()),
        "legalStatuses": list(LEGAL_STATUS),
        "words": {
            "absence": _words(AbsenceReason),
            "accreditation": _words(AccreditationStatus),
            "answer": _words(Agreement),
            "direction": _words(Direction),
            "ended": _words(TherapyEnding),
            "form": _words(CourseForm),
            "kind": {one.value: kind_words(one) for one in Kind},
            "legal": dict(LEGAL_STATUS),
            "line": _words(LineKind),
            "met": _words(Met),
            "need": {one.id: one.label for one in load_needs().values()},
            "notChecked": _words(NotChecked),
            "outcome": _words(Outcome),
            "product": _words(ProductKind),
            "reached": _words(Reached),
            "recorded": {one.value: recorded_words(one) for one in Recorded},
            "repeat": _words(RepeatReason),
            "spoke": _words(TherapistsSpoke),
            "state": {one.value: state_words(one) for one in State},
            "stop": _words(StopReason),
            "tier": _words(Tier),
            "trust": _words(Trust),
        },
    }


def _words(values: Iterable[_Worded]) -> dict[str, str]:
    return {one.value: one.words for one in values}
