"""Hypothesis strategies for whole domain objects: anything the domain lets exist.

What a text may be is read from the schema, member by member, so that a generated object always fits it; rules that
bind several members are stated here, type by type.
"""

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from registry.domain.addressing import RecipientKind
from registry.domain.catalogue import Strength
from registry.domain.closure import Outcome
from registry.domain.dates import PartialDate
from registry.domain.directory import Directory, DirectoryEntry, KeyState, Roots
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.intervention import State
from registry.domain.multikey import encode_multikey
from registry.domain.placement import LEGAL_STATUS
from registry.domain.plan import Choice, Discussed, LineKind
from registry.domain.session import Attended, ModuleStanding
from registry.domain.staffing import StaffRole
from registry.domain.summary import TransferSummary
from registry.domain.voice import Audience, VoiceKind
from registry.structure import camel
from schemas import load_schema

_DEFS: dict[str, Any] = {**load_schema("directory", "1.0")["$defs"], **load_schema("transfer-summary", "1.0")["$defs"]}

# None of these letters combines with another, so that every text is in normal form C.
_LETTERS = st.sampled_from("abzAZ09 '-.,&éèßÅŁșж字“”😀")
_SHORT = st.text(_LETTERS, min_size=1, max_size=8).map(lambda text: f"x{text}x")

ids = st.uuids().map(lambda one: f"urn:uuid:{one}")
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
keys = st.binary(min_size=32, max_size=32).map(encode_multikey)
moments = st.integers(1_500_000_000, 2_500_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
dates = st.dates(min_value=datetime(1900, 1, 1, tzinfo=UTC).date(), max_value=datetime(2199, 1, 1, tzinfo=UTC).date())
partial_dates = st.builds(lambda day, length: PartialDate(day.isoformat()[:length]), dates, st.sampled_from((4, 7, 10)))


def _nhs_number(number: int) -> str:
    """Return the next number with a check digit (modulus 11): one in eleven has none."""
    while True:
        first = f"{number:09d}"
        check = -sum(int(digit) * weight for digit, weight in zip(first, range(10, 1, -1), strict=True)) % 11
        if check < 10:
            return f"{first}{check}"
        number = (number + 1) % 10**9


nhs_numbers = st.integers(0, 10**9 - 1).map(_nhs_number).map(NhsNumber)
codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9+&./:_-]{0,11}", fullmatch=True)
_TEXTS: dict[str, SearchStrategy[str]] = {
    "id": ids,
    "digest": digests,
    "key": keys,
    "code": codes,
    "name": _SHORT,
    "label": _SHORT,
    "prose": st.text(st.one_of(_LETTERS, st.sampled_from("\n\u200b\u202e")), max_size=12).map(lambda text: f"x{text}"),
    "decimal": st.sampled_from(("0", "-3", "12.5", "999999.9999")),
    "sealing": st.just("age1" + "q" * 58),
    "method": _SHORT,
    "signature": _SHORT,
    "token": st.from_regex(r"[A-Za-z0-9+/=]{1,44}", fullmatch=True),
}


def summaries() -> SearchStrategy[TransferSummary]:
    """Return whole transfer summaries."""
    return objects(TransferSummary)


def directories() -> SearchStrategy[Directory]:
    """Return whole directories, in which no key and no establishment stands twice."""
    return _directories()


def objects(kind: Any) -> SearchStrategy[Any]:
    """Return objects of a domain dataclass, each optional member there or not."""
    return _object(kind)


@st.composite
def _object(draw: DrawFn, kind: Any) -> Any:
    members: dict[str, Any] = {}
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        members[field.name] = draw(_member(kind, field.name, hints[field.name], optional=_is_optional(field)))
    settle = _RULES.get(_schema_name(kind))
    if settle is not None:
        settle(draw, members)
    return kind(**members)


def _is_optional(field: "dataclasses.Field[Any]") -> bool:
    return field.default is None or field.default == ()


def _schema_name(kind: Any) -> str:
    return (
        "ParticipantChoice" if kind.__module__.endswith("needs") and kind.__name__ == "Choice" else str(kind.__name__)
    )


def _member(kind: Any, name: str, hint: Any, *, optional: bool) -> SearchStrategy[Any]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        inner = next(one for one in typing.get_args(hint) if one is not type(None))
        # Rare enough that a summary stays small, since every part may hold others.
        return st.one_of(st.none(), _member(kind, name, inner, optional=False))
    if typing.get_origin(hint) is tuple:
        items = _member(kind, name, typing.get_args(hint)[0], optional=False)
        return st.lists(items, min_size=0 if optional else 1, max_size=1 if optional else 2).map(tuple)
    if hint in _SCALARS:
        return _SCALARS[hint]
    if hint in (str, int):
        return _described(kind, name)
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return _object(hint)


_SCALARS: dict[Any, SearchStrategy[Any]] = {
    bool: st.booleans(),
    datetime: moments,
    PartialDate: partial_dates,
    NhsNumber: nhs_numbers,
    PrisonNumber: st.from_regex(r"[A-Z][0-9]{4}[A-Z]{2}", fullmatch=True).map(PrisonNumber),
    LocalNumber: codes.map(LocalNumber),
}


def _described(kind: Any, name: str) -> SearchStrategy[Any]:
    """Return what the schema says of one member: a bounded integer or a kind of text."""
    described = _DEFS.get(_schema_name(kind))
    if described is None:
        return ids
    schema = described["properties"][camel(name)]
    schema = schema.get("items", schema)
    if schema.get("type") == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    return _TEXTS[schema["$ref"].rsplit("/", 1)[1]]


# Rules that bind several members of one type. Each changes the members it was given.

Rule = Callable[[DrawFn, dict[str, Any]], None]


def _in_order(earlier: str, later: str) -> Rule:
    def settle(_: DrawFn, of: dict[str, Any]) -> None:
        if of[earlier] is not None and of[later] is not None and of[later].certainly_before(of[earlier]):
            of[earlier], of[later] = of[later], of[earlier]

    return settle


def _summary(draw: DrawFn, of: dict[str, Any]) -> None:
    of["interim"] = of["attestation"].approver is None


def _attestation(draw: DrawFn, of: dict[str, Any]) -> None:
    approver = of["approver"]
    signs = "author" if approver is None or approver.person.is_same_person(of["author"].person) else "approver"
    if signs == "author":
        of["approver"] = None
    of[signs] = dataclasses.replace(of[signs], key=draw(keys))
    if of["shown"] is not None:
        of["not_shown"] = None


def _assignment(draw: DrawFn, of: dict[str, Any]) -> None:
    _in_order("since", "until")(draw, of)
    of["lead"] = of["lead"] and of["role"] is StaffRole.THERAPIST


def _target_outcome(_: DrawFn, of: dict[str, Any]) -> None:
    of["judgements"] = tuple(
        dataclasses.replace(one, on=of["commissioned_on"]) if one.on.certainly_before(of["commissioned_on"]) else one
        for one in of["judgements"]
    )


def _series(draw: DrawFn, of: dict[str, Any]) -> None:
    of["version"] = 1 if of["replaces"] is None else max(2, of["version"])


def _recipient(draw: DrawFn, of: dict[str, Any]) -> None:
    of["id"] = draw(ids) if of["kind"] is RecipientKind.ESTABLISHMENT else None


def _range(_: DrawFn, of: dict[str, Any]) -> None:
    if of["most"] is not None:
        of["least"], of["most"] = sorted((of["least"], of["most"]))


def _participant(draw: DrawFn, of: dict[str, Any]) -> None:
    of["no_nhs_number_because"] = draw(_SHORT) if of["nhs_number"] is None else None


def _subject(_: DrawFn, of: dict[str, Any]) -> None:
    mine = of["participant"].id
    for name in ("placements", "needs", "interventions", "assessments", "scores", "voice"):
        of[name] = tuple(dataclasses.replace(record, participant_id=mine) for record in of[name])
    if of["plan"] is not None:
        of["plan"] = dataclasses.replace(of["plan"], participant_id=mine)


def _session(_: DrawFn, of: dict[str, Any]) -> None:
    if of["attended"] in (Attended.FULL, Attended.UNMARKED):
        of["absence"] = None
    elif of["absence"] is None:
        of["attended"] = Attended.PART
    if of["attended"] in (Attended.NO, Attended.UNMARKED):
        of["minutes"] = None


def _mark(draw: DrawFn, of: dict[str, Any]) -> None:
    if of["standing"] is ModuleStanding.WAIVED:
        of["reason"] = draw(_SHORT)


def _progress(draw: DrawFn, of: dict[str, Any]) -> None:
    of["learnt"] = draw(_SHORT)
    if of["seen_outside"] is not None:
        of["seen_outside_by"] = draw(_SHORT)


def _closure(draw: DrawFn, of: dict[str, Any]) -> None:
    if of["judged_by"] is None or of["reason"] is None:
        of["judged_by"] = draw(_object(_person_type()))
        of["outcome"] = Outcome.COMPLETED
    if of["outcome"] is Outcome.TRANSFERRED:
        of["left_to_do"] = draw(_SHORT)


def _intervention(draw: DrawFn, of: dict[str, Any]) -> None:
    _in_order("referred", "started")(draw, of)
    if of["matches"]:
        of["edition_id"] = of["matches"][-1].edition_id
    closure = of["closure"]
    if closure is None:
        of["state"] = State.ON_HOLD if of["state"] is State.CLOSED else of["state"]
        return
    of["state"] = State.CLOSED
    if of["started"] is not None:
        days = {"on": closure.on, "judged_on": closure.judged_on}
        late = {
            name: of["started"] for name, on in days.items() if on is not None and on.certainly_before(of["started"])
        }
        of["closure"] = dataclasses.replace(closure, **late)


def _match(draw: DrawFn, of: dict[str, Any]) -> None:
    of["because"] = draw(_SHORT) if of["was"] is not None else None


def _score(_: DrawFn, of: dict[str, Any]) -> None:
    of["lowest"], of["value"], of["highest"] = sorted((of["lowest"], of["value"], of["highest"]), key=float)


def _voice(draw: DrawFn, of: dict[str, Any]) -> None:
    silent = of["kind"] in (VoiceKind.NO_STATEMENT, VoiceKind.NOT_OFFERED, VoiceKind.DECLINED)
    of["text"] = None if silent else draw(_TEXTS["prose"])
    of["audiences"] = (Audience.TREATING_TEAMS, *of["audiences"])


def _choice(draw: DrawFn, of: dict[str, Any]) -> None:
    of["words"] = None if of["words_left_out"] else draw(_TEXTS["prose"])


def _review(_: DrawFn, of: dict[str, Any]) -> None:
    of["answer_left_out"] = of["answer_left_out"] and of["participant_answer"] is None


def _decision(draw: DrawFn, of: dict[str, Any]) -> None:
    of["changed_to"] = LineKind.START if of["choice"] is Choice.CHANGE else None
    if of["discussed"] is not Discussed.AGREES:
        of["discussed_words"] = draw(_SHORT)
    if of["words_left_out"]:
        of["discussed_words"] = None
    if of["choice"] is Choice.RECOGNISE:
        of["reason"] = f"I saw the certificate: {of['reason']}"
    of["again"] = draw(partial_dates) if of["choice"] is Choice.DEFER else None
    of["ask"] = None


def _line(_: DrawFn, of: dict[str, Any]) -> None:
    if of["ask"] is not None:
        of["kind"] = LineKind.ASK_FIRST
    elif of["kind"] in (LineKind.ASK_FIRST, LineKind.RECOGNISED, LineKind.START):
        of["kind"] = LineKind.CREDIT
    if of["ask"] is None:
        of["answers"] = ()
        if of["decision"] is not None and of["decision"].choice is Choice.RECOGNISE:
            of["decision"] = None
    elif of["decision"] is not None and not of["work"]:
        of["decision"] = None


def _signature(draw: DrawFn, of: dict[str, Any]) -> None:
    of["method"] = f"urn:uuid:00000000-0000-4000-8000-000000000001#{draw(keys)}"
    of["value"] = "z" + "3" * 87


def _ask(_: DrawFn, of: dict[str, Any]) -> None:
    of["whom"] = (*of["whom"], "the participant")


def _local(_: DrawFn, of: dict[str, Any]) -> None:
    of["modules"] = tuple({module.id: module for module in of["modules"]}.values())


def _legal(draw: DrawFn, of: dict[str, Any]) -> None:
    of["code"] = draw(st.sampled_from(sorted(LEGAL_STATUS)))
    _in_order("since", "until")(draw, of)


def _person(draw: DrawFn, of: dict[str, Any]) -> None:
    of["registration"] = draw(st.sampled_from((None, "PYL123", "GMC-7")))


def _overlap_judgement(_: DrawFn, of: dict[str, Any]) -> None:
    if of["strength"] is Strength.NONE:
        of["skip_modules"] = ()


def _directory_key(draw: DrawFn, of: dict[str, Any]) -> None:
    if of["holder"] is None:
        of["holder"] = draw(_object(_person_type()))
    if of["state"] is not KeyState.ACTIVE and of["since"] is None:
        of["state"] = KeyState.ACTIVE
    if of["until"] is not None and of["until"] <= of["from_"]:
        of["until"] = None


def _person_type() -> type:
    from registry.domain.people import Person

    return Person


_RULES: dict[str, Rule] = {
    "Assignment": _assignment,
    "TargetOutcome": _target_outcome,
    "TransferSummary": _summary,
    "Attestation": _attestation,
    "Series": _series,
    "Recipient": _recipient,
    "Range": _range,
    "SubjectParticipant": _participant,
    "Subject": _subject,
    "SessionRecord": _session,
    "ModuleMark": _mark,
    "Progress": _progress,
    "Closure": _closure,
    "Intervention": _intervention,
    "EditionMatch": _match,
    "Score": _score,
    "VoiceEntry": _voice,
    "Decision": _decision,
    "PlanLine": _line,
    "Ask": _ask,
    "Signature": _signature,
    "LocalDefinition": _local,
    "LegalStatus": _legal,
    "Person": _person,
    "Signatory": _person,
    "DirectoryKey": _directory_key,
    "ParticipantChoice": _choice,
    "OutcomeJudgement": _review,
    "Review": _review,
    "Placement": _in_order("since", "until"),
    "OverlapJudgement": _overlap_judgement,
    "Accreditation": _in_order("since", "until"),
    "Assessment": _in_order("on", "valid_until"),
}


@st.composite
def _directories(draw: DrawFn) -> Directory:
    entries = draw(st.lists(_object(DirectoryEntry), max_size=3, unique_by=lambda entry: entry.id))
    listed = [key.key for entry in entries for key in entry.keys]
    if len(set(listed)) != len(listed):
        entries = []
    roots = draw(st.lists(keys, min_size=1, max_size=4, unique=True))
    begins, ends = sorted(draw(st.lists(moments, min_size=2, max_size=2, unique=True)))
    version = draw(st.integers(1, 3))
    return Directory(
        id=draw(ids),
        name=draw(_SHORT),
        issuer=draw(ids),
        version=version,
        valid_from=begins,
        valid_until=ends,
        previous=draw(digests) if version > 1 else None,
        roots=Roots(keys=tuple(roots), threshold=draw(st.integers(1, len(roots)))),
        establishments=tuple(entries),
    )
