"""The quick look at a transfer summary's content: whether it surely says a summary that can exist.

Decoding a summary into domain objects takes longer than all other checks together, and a verdict needs few of those
objects. So verification asks here first. Yes means that `transfer_summary.decode` would return a summary, which may
then be left for whoever reads it. No means only that this look cannot tell: then the document is decoded at once, and
decoding decides and gives the reason. A false alarm costs time; there must be no false yes, which the tests seek by
changing every member of a whole document.

The rules are the domain's (`__post_init__` of what travels), said a second time about plain JSON:

 1. What one record says by itself, as a schema made stricter than the published one: members that need or exclude each
    other, days that are in the calendar, prose that does not begin with white space.
 2. What stands in two places: owners, orders of dates, ids that stand once, ranges, the NHS number's check digit.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

import jsonschema_rs

from registry.documents.schema_check import compiled
from registry.domain.assessment import is_structured_judgement
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import NhsNumber
from registry.domain.placement import LEGAL_STATUS
from schemas import load_schema

# The calendar from 1880 to 2200: the days of each month, and the years with a 29 February.
_DAY = "(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
_LEAP = "20(?:[02468][048]|[13579][26])|(?:19|21)(?:0[48]|[2468][048]|[13579][26])"
_DATE = (
    f"^(?:(?:18[89][0-9]|19[0-9]{{2}}|2[01][0-9]{{2}}|2200)(?:-(?:0[1-9]|1[0-2]|{_DAY}))?"
    f"|(?:18(?:8[048]|9[26])|{_LEAP})-02-29)$"
)
_TIME = f"^(?:(?:19|20|21)[0-9]{{2}}-(?:{_DAY})|(?:{_LEAP})-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"
_CONTROLS = "\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029"
_SPACES = "\\u000a\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000"
_PROSE = f"^[^{_CONTROLS}{_SPACES}][^{_CONTROLS}]*$"
# A registration that begins with PYL is an HCPC one and has up to six digits.
_REGISTRATION = "^(?:PYL[0-9]{1,6}|[^P].*|P|P[^Y].*|PY|PY[^L].*)$"


def _case(*needed: str, without: Iterable[str] = (), **where: Any) -> dict[str, Any]:
    """Return a schema for one case: `needed` members are there, `without` are not, the others as `where` says."""
    return {"required": list(needed), "properties": {**where, **dict.fromkeys(without, False)}}


def _is(*words: str) -> dict[str, Any]:
    return {"enum": list(words)}


_SILENT = _is("no-statement", "not-offered", "declined")
_SPOKEN = {"not": {"enum": [*_SILENT["enum"], "carers-view"]}}
_WITH_TEAMS = {"contains": {"const": "treating-teams"}}
_REGISTERED = [_case(registration={"pattern": _REGISTRATION})]

# For each record: lists of cases, one of which must hold in each list.
_RULES: dict[str, list[list[dict[str, Any]]]] = {
    "Series": [
        [
            _case(without=["replaces"], version={"const": 1}),
            _case("replaces", version={"minimum": 2}),
        ]
    ],
    "Recipient": [
        [
            _case("id", kind=_is("establishment")),
            _case(without=["id"], kind=_is("board", "tribunal", "person")),
        ]
    ],
    "Attestation": [
        [
            _case("approver", approver={"required": ["key"]}),
            _case(without=["approver"], author={"required": ["key"]}),
        ],
        [_case(without=["shown"]), _case(without=["notShown"])],
    ],
    "Person": [_REGISTERED],
    "Signatory": [_REGISTERED],
    "SubjectParticipant": [
        [
            _case("nhsNumber", without=["noNhsNumberBecause"]),
            _case("noNhsNumberBecause", without=["nhsNumber"]),
        ]
    ],
    "LegalStatus": [[_case(code=_is(*LEGAL_STATUS))]],
    "SessionRecord": [
        [
            _case(without=["absence"], attended=_is("full")),
            _case("absence", without=["minutes"], attended=_is("no")),
            _case(attended=_is("part")),
            _case(without=["absence", "minutes"], attended=_is("not-recorded-by-the-service")),
        ]
    ],
    "ModuleMark": [[_case("reason"), _case(standing=_is("done", "part-done", "not-started"))]],
    "Progress": [
        [_case("learnt"), _case("seenInSessions"), _case("seenOutside"), _case("notYetShown")],
        [_case("seenOutsideBy"), _case(without=["seenOutside"])],
    ],
    "Intervention": [[_case("closure", state=_is("closed")), _case(without=["closure"], state={"not": _is("closed")})]],
    "Closure": [
        [
            _case("judgedBy", outcome=_is("completed")),
            _case(outcome=_is("completed"), recorded=_is("reported")),
            _case("reason", outcome=_is("partly-completed", "not-completed", "moved-to-successor")),
            _case("reason", "leftToDo", outcome=_is("transferred-in-progress")),
        ]
    ],
    "VoiceEntry": [
        [
            _case("text", kind=_SPOKEN),
            _case(without=["text"], kind=_SILENT),
            _case("text", kind=_is("carers-view"), audiences=_WITH_TEAMS),
        ]
    ],
    "PlanLine": [
        [_case("ask", kind=_is("ask-first")), _case(without=["ask"], kind={"not": _is("ask-first")})],
    ],
    "Ask": [[_case(whom={"contains": {"const": "the participant"}})]],
    "Decision": [
        [_case("discussedWords"), _case(discussed=_is("agrees"))],
        [_case("changedTo", choice=_is("change")), _case(without=["changedTo"], choice={"not": _is("change")})],
    ],
}
_TOP = [
    _case("interim", attestation={"properties": {"approver": False}}),
    _case(without=["interim"], attestation={"required": ["approver"]}),
]
_TEXTS = {"date": _DATE, "time": _TIME, "prose": _PROSE}


@cache
def _stricter() -> jsonschema_rs.Draft202012Validator:
    """Return the published schema with rule 1 added; what it accepts, the published one accepts."""
    schema = load_schema("transfer-summary", "1.0")
    records = dict(schema["$defs"])
    for name, lists in _RULES.items():
        records[name] = {**records[name], "allOf": [{"anyOf": cases} for cases in lists]}
    for name, pattern in _TEXTS.items():
        records[name] = {**records[name], "pattern": pattern}
    return compiled({**schema, "$defs": records, "anyOf": _TOP})


def surely_exists(document: Mapping[str, Any]) -> bool:
    """Return True only if the document follows its schema and `decode` returns a summary for it.

    Expects a document that was read strictly.
    """
    # 1.
    if not _stricter().is_valid(document):
        return False
    # 2.
    return (
        _two_signed(document["attestation"])
        and all(map(_described, document["catalogue"].get("editions", ())))
        and _belongs_together(document["credentialSubject"])
    )


def _two_signed(people: Mapping[str, Any]) -> bool:
    author, approver = people["author"], people.get("approver")
    return approver is None or (
        author["id"] != approver["id"] and author.get("registration", "") != approver.get("registration")
    )


def _belongs_together(subject: Mapping[str, Any]) -> bool:
    participant = subject["participant"]
    mine = participant["id"]
    if "nhsNumber" in participant and not _is_nhs_number(participant["nhsNumber"]):
        return False
    for name in ("placements", "needs", "interventions", "assessments", "scores", "voice"):
        for record in subject.get(name, ()):
            if record["participantId"] != mine:
                return False
    return (
        ("plan" not in subject or subject["plan"]["participantId"] == mine)
        and all(map(_placed, subject.get("placements", ())))
        and all(map(_runs, subject.get("interventions", ())))
        and all(_in_order(one["on"], one.get("validUntil")) for one in subject.get("assessments", ()))
        and all(map(_scored, subject.get("scores", ())))
    )


def _runs(work: Mapping[str, Any]) -> bool:
    started = work.get("started")
    return (
        _in_order(work.get("referred"), started)
        and ("closure" not in work or _in_order(started, work["closure"]["on"]))
        and all(_once(work.get(name)) for name in ("sessions", "goals", "products"))
    )


def _placed(stay: Mapping[str, Any]) -> bool:
    return _in_order(stay["since"], stay.get("until")) and all(
        _in_order(status["since"], status.get("until")) for status in stay.get("legal", ())
    )


def _scored(score: Mapping[str, Any]) -> bool:
    return float(score["lowest"]) <= float(score["value"]) <= float(score["highest"]) and not _is_structured(
        score["measure"]
    )


def _described(edition: Mapping[str, Any]) -> bool:
    local = edition.get("local", {})
    own = local.get("modules")
    parts = (edition.get("shape", {}), local, *edition.get("modules", ()), *(own or ()))
    accreditation = edition["accreditation"]
    return (
        _once(own)
        and _in_order(accreditation.get("since"), accreditation.get("until"))
        and all(_ranges(part) for part in parts)
    )


def _ranges(part: Mapping[str, Any]) -> bool:
    return all(
        value["least"] <= value["most"] for value in part.values() if isinstance(value, dict) and "most" in value
    )


def _in_order(earlier: str | None, later: str | None) -> bool:
    """Return True unless `later` lies before `earlier`; a year and a month in it are in order."""
    return earlier is None or later is None or later >= earlier or earlier.startswith(later)


def _once(records: Iterable[Mapping[str, Any]] | None) -> bool:
    if records is None:
        return True
    ids = [record["id"] for record in records]
    return len(set(ids)) == len(ids)


def _is_nhs_number(digits: str) -> bool:
    try:
        NhsNumber(digits)
    except InvalidValue:
        return False
    return True


@lru_cache(maxsize=1024)
def _is_structured(measure: str) -> bool:
    return is_structured_judgement(measure)
