"""What was recorded, as somebody reads it: in the order of its record, choices in their words, no bare defaults."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, get_args, get_type_hints

from registry.domain.annex import AnnexDraft
from registry.domain.assessment import Assessment, Score
from registry.domain.attestation import Attestation
from registry.domain.break_glass import BreakGlass
from registry.domain.care_package import TargetOutcome
from registry.domain.death import Death
from registry.domain.entry import ParticipantLink
from registry.domain.goal import Goal
from registry.domain.group import Membership
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord
from registry.domain.participant import FirstTwoWeeks, Participant
from registry.domain.placement import Placement
from registry.domain.plan import Plan
from registry.domain.product import Product, Progress
from registry.domain.refresher import Refresher
from registry.domain.repeat import RepeatStop
from registry.domain.retention import Hold, Retention
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.session import SessionRecord
from registry.domain.stored_documents import KeptDocument
from registry.domain.summary import Draft, Subject
from registry.domain.transfer import Transfer
from registry.domain.voice import Sharing, VoiceEntry
from registry.structure import camel

KINDS: Final[Mapping[str, type]] = {
    "participants": Participant,
    "participant_links": ParticipantLink,
    "placements": Placement,
    "first_two_weeks": FirstTwoWeeks,
    "sharing": Sharing,
    "needs": NeedRecord,
    "interventions": Intervention,
    "target_outcomes": TargetOutcome,
    "goals": Goal,
    "progress": Progress,
    "products": Product,
    "memberships": Membership,
    "sessions": ScheduledSession,
    "attendances": SessionRecord,
    "assessments": Assessment,
    "scores": Score,
    "voice_entries": VoiceEntry,
    "refreshers": Refresher,
    "repeat_stops": RepeatStop,
    "plans": Plan,
    "transfers": Transfer,
    "deaths": Death,
    "documents": KeptDocument,
    "drafts": Draft,
    "annex_drafts": AnnexDraft,
    "break_glass": BreakGlass,
    "retention": Retention,
    "holds": Hold,
}
"""The record that a row of a table holds; a table that is not here is told in the order of its columns."""

SIGNED: Final[Mapping[str, type]] = {"attestation": Attestation, "credentialSubject": Subject}
"""The records of a signed summary that are told part by part."""

_DONE: Final = {
    "accept": "accepted",
    "add": "added",
    "amend": "amended",
    "approve": "approved",
    "close": "closed",
    "export": "exported",
    "find": "looked for",
    "import": "taken in",
    "issue": "written",
    "judge": "judged",
    "list": "listed",
    "mark": "marked",
    "open": "opened",
    "refer": "referred",
    "release": "released",
    "report": "reported",
    "show": "read",
    "withdraw": "withdrawn",
}


def as_recorded(kind: type | None, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record's JSON in the order of its class, `kind`, choices in their words, without what is at its default.

    Members that the class does not have stand behind the others as they are: nothing that was said is lost.
    """
    if kind is None:
        return dict(plain)
    known = _members(kind)
    told = {
        name: _told(of, plain[name])
        for name, (of, default) in known.items()
        if name in plain and plain[name] != default
    }
    return {**told, **{name: value for name, value in plain.items() if name not in known}}


def act_words(verb: str) -> str:
    """Return an act of the audit in words: `session add` as `session added`."""
    what, _, done = verb.rpartition(" ")
    return f"{what.replace('-', ' ')} {_DONE.get(done, done.replace('-', ' '))}".strip()


@cache
def _members(kind: type) -> dict[str, tuple[Any, Any]]:
    """What each member is, by its name in JSON, and the default that says nothing."""
    hints = get_type_hints(kind)
    return {camel(one.name): (hints[one.name], one.default) for one in dataclasses.fields(kind)}


def _told(of: Any, value: Any) -> Any:
    if isinstance(of, UnionType):
        of = next(one for one in get_args(of) if one is not type(None))
    if isinstance(value, Mapping):
        return as_recorded(of if isinstance(of, type) and dataclasses.is_dataclass(of) else None, value)
    if isinstance(value, list):
        inner = (*get_args(of), None)[0]
        return [_told(inner, one) for one in value]
    if isinstance(of, type) and issubclass(of, StrEnum):
        return _choice(of, value)
    return value


def _choice(of: type[StrEnum], value: str) -> str:
    try:
        chosen = of(value)
    except ValueError:  # A choice of another edition of the format: told as it was sent.
        return value
    words: str = getattr(chosen, "words", chosen.value.replace("-", " "))
    return words
