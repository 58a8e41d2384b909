"""A vignette: one person's record and one unit's offers as compact JSON, and the plan a clinician expects of them.

Editions are taken from the real catalogue, so that no vignette invents a treatment fact; what a unit lays down
itself stands in the vignette as `local`. Members with the domain's own names go through `registry.structure`.

    today, unit            the day, and the receiving unit (a key of UNITS)
    person                 members of Participant beside the defaults
    needs                  members of NeedRecord; `unit` for establishment; `by` and `on` have defaults
    work                   `edition` (an edition id, or null), `unit`, `source` (own, signed, intact, reported,
                           unverified, interim, own-interim), `local`, `sessions` (runs of equal sessions), `record`
                           (Intervention)
    offers                 `edition` and members of Offer
    overlaps               members of OverlapJudgement; `overlapTrust` for how far all of them carry
    stays                  `unit`, `since` and `until`: placements
    responsible            who answers for the person here
    elsewhere              `programme` and `unit`: what somebody noted that another unit delivers
    programmes             a unit's own programmes: `like` a shipped one, with an `id` and members of Programme
    expect                 `lines` (each matches exactly one line), `only` (no other), `never` (texts nowhere in it)

`expect` is written first, from the clinical standard. The whole plan, word for word, lies beside it in `plans/`;
`python -m tests.domain.vignette` writes it anew, to be read before it is kept.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.continuity import Case, Offer, make_plan
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition, LocalDefinition, describe
from registry.domain.history import History, Origin, Source, Work
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord, TargetNeed
from registry.domain.offer import Elsewhere
from registry.domain.participant import Participant
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.placement import Placement
from registry.domain.plan import Plan, PlanLine, Trust
from registry.domain.session import SessionRecord
from registry.structure import from_plain, to_plain

VIGNETTES = Path(__file__).parent.parent / "vignettes"
_CATALOGUE = Path(__file__).parent.parent.parent / "registry" / "catalogue"


def urn(number: int) -> str:
    return f"urn:uuid:00000000-0000-4000-8000-{number:012d}"


def _unit(number: int, name: str, tier: Tier) -> EstablishmentRef:
    return EstablishmentRef(id=urn(number), name=name, tier=tier)


UNITS = {
    "aldermoor": _unit(1, "Aldermoor Hospital", Tier.HIGH),
    "fenholt": _unit(2, "Fenholt House", Tier.MEDIUM),
    "larkfield": _unit(3, "Larkfield Clinic", Tier.LOW),
    "stonegate": _unit(4, "HMP Stonegate", Tier.PRISON),
    "harrow-lane": _unit(5, "Harrow Lane Team", Tier.COMMUNITY),
    "brackley": _unit(6, "HMP Brackley", Tier.PRISON),
}
JUDGE = {"id": urn(90), "name": "Dr Amara Osei", "profession": "Forensic psychologist", "registration": "PYL12345"}
_SOURCES = {
    "own": (Origin.OWN, Trust.OWN),
    "signed": (Origin.IMPORTED, Trust.SIGNED),
    "intact": (Origin.IMPORTED, Trust.INTACT),
    "interim": (Origin.IMPORTED, Trust.INTERIM),
    "own-interim": (Origin.OWN, Trust.INTERIM),
    "reported": (Origin.REPORTED, Trust.REPORTED),
    "unverified": (Origin.REPORTED, Trust.UNVERIFIED),
}


@cache
def catalogue() -> dict[str, Programme]:
    files = sorted((_CATALOGUE / "programmes").glob("*.json"))
    programmes = (from_plain(json.loads(file.read_text("utf-8")), Programme) for file in files)
    return {programme.id: programme for programme in programmes}


@cache
def target_needs() -> dict[str, TargetNeed]:
    plain = json.loads((_CATALOGUE / "needs.json").read_text("utf-8"))
    return {one["id"]: from_plain(one, TargetNeed) for one in plain["needs"]}


def case_of(vignette: dict[str, Any]) -> Case:
    """Build the case a vignette tells."""
    ids = (urn(number) for number in count(1001))
    here = UNITS[vignette["unit"]]
    own = {one["id"]: _own_programme(dict(one)) for one in vignette.get("programmes", ())}
    known = catalogue() | own
    participant = from_plain(
        {
            "id": urn(100),
            "name": {"family": "Rowan", "given": "Sam"},
            "born": "1986-04-02",
            "sex": "male",
            "nhsNumber": "9990000018",
            "communication": {"learningDisability": "unknown", "autism": "unknown", "brainInjury": "unknown"},
            "untried": False,
        }
        | vignette.get("person", {}),
        Participant,
    )
    needs = tuple(
        from_plain(
            {"id": next(ids), "participantId": participant.id, "by": "Dr Amara Osei", "on": vignette["today"]}
            | {"establishment": to_plain(UNITS[need.pop("unit", vignette["unit"])])}
            | need,
            NeedRecord,
        )
        for need in (dict(one) for one in vignette.get("needs", ()))
    )
    return Case(
        history=History(
            participant=participant,
            needs=needs,
            work=tuple(_work(one, participant.id, ids, known) for one in vignette.get("work", ())),
            placements=tuple(
                from_plain(
                    {"id": urn(700_001 + place), "participantId": participant.id, "recorded": "at-the-time"}
                    | {"establishment": to_plain(UNITS[one["unit"]])}
                    | {key: one[key] for key in ("since", "until") if key in one},
                    Placement,
                )
                for place, one in enumerate(vignette.get("stays", ()))
            ),
        ),
        establishment=here,
        today=date.fromisoformat(vignette["today"]),
        offers=tuple(_offer(dict(one), known) for one in vignette.get("offers", ())),
        # Numbered apart from the records, so that one record more does not make another judgement of each.
        overlaps=tuple(
            from_plain({"id": urn(900_001 + place)} | one, OverlapJudgement)
            for place, one in enumerate(vignette.get("overlaps", ()))
        ),
        elsewhere=tuple(
            Elsewhere(
                id=urn(800_001 + place),
                programme_id=one["programme"],
                establishment=UNITS[one["unit"]],
                noted_by=JUDGE["name"],
                on=PartialDate("2026-10-05"),
            )
            for place, one in enumerate(vignette.get("elsewhere", ()))
        ),
        overlap_trust={
            urn(900_001 + place): Trust(vignette["overlapTrust"])
            for place, _ in enumerate(vignette.get("overlaps", ()) if "overlapTrust" in vignette else ())
        },
        responsible=vignette.get("responsible"),
        programmes=known,
        needs=target_needs(),
    )


def plan_of(vignette: dict[str, Any]) -> Plan:
    """Make the plan for a vignette."""
    return make_plan(case_of(vignette))


def _own_programme(told: dict[str, Any]) -> Programme:
    like = to_plain(catalogue()[told.pop("like")])
    editions = [one | {"id": f"{told['id']}/ours"} for one in like["editions"]]
    return from_plain(like | {"editions": editions} | told, Programme)


def _work(told: dict[str, Any], participant_id: str, ids: Iterator[str], known: dict[str, Programme]) -> Work:
    unit = UNITS[told["unit"]]
    record = dict(told.get("record", {}))
    edition = _described(told, record, unit, next(ids), known) if told.get("edition") else None
    closure = record.get("closure")
    if closure is not None:
        closure = {"closedBy": "Dr Amara Osei", "ended": "not-known", "recorded": "at-the-time"} | closure
        closure |= dict.fromkeys(("helped", "treatedFairly", "askedWhatWasDone"), "not-asked")
        if closure["outcome"] == "completed" and told.get("source", "signed") not in ("reported", "unverified"):
            closure = {"judgedBy": JUDGE, "judgedOn": closure["on"]} | closure
        if closure["outcome"] == "completed" and closure.get("judgedBy") is None:
            closure |= {"recorded": "reported"}
        record["closure"] = {key: value for key, value in closure.items() if value is not None}
    for member in ("goals", "products"):
        if member in record:
            record[member] = [{"id": next(ids)} | one for one in record[member]]
    intervention = from_plain(
        {
            "id": next(ids),
            "participantId": participant_id,
            "title": edition.title if edition else "Psychological work",
            "establishment": to_plain(unit),
            "delivery": "mixed",
            "state": "closed" if closure else "in-progress",
            "recorded": "at-the-time",
        }
        | ({"editionId": edition.edition_id} if edition else {})
        | record,
        Intervention,
    )
    sessions = tuple(
        from_plain(one, SessionRecord) for run in told.get("sessions", ()) for one in _sessions(dict(run), ids)
    )
    issuer = told.get("issuer", unit.name)
    origin, trust = _SOURCES[told.get("source", "signed")]
    source = Source(origin=origin, issuer=issuer, trust=trust, on=PartialDate(told["sent"]) if "sent" in told else None)
    return Work(intervention=replace(intervention, sessions=sessions), edition=edition, source=source)


def _sessions(run: dict[str, Any], ids: Iterator[str]) -> Iterator[dict[str, Any]]:
    first, times = date.fromisoformat(run.pop("from")), run.pop("times")
    for number in range(times):
        on = (first + timedelta(days=number)).isoformat()
        yield (
            {"kind": "group", "attended": "full", "catchUp": False, "recorded": "at-the-time"}
            | run
            | {
                "id": next(ids),
                "on": on,
            }
        )


def _described(
    told: dict[str, Any], record: dict[str, Any], unit: EstablishmentRef, new_id: str, known: dict[str, Programme]
) -> DescribedEdition:
    programme = known[told["edition"].split("/")[0]]
    edition = programme.edition(told["edition"]) if "/" in told["edition"] else programme.newest
    local = None
    if "local" in told:
        signed = {"signedOffBy": JUDGE, "signedOffOn": "2020-01-06"}
        local = from_plain(
            {"id": new_id, "editionId": edition.id, "establishment": to_plain(unit)} | signed | told["local"],
            LocalDefinition,
        )
    ended = record.get("closure", {}).get("on") or record.get("started")
    return describe(
        programme, edition, shape_id=told.get("shape"), local=local, delivered=PartialDate(ended) if ended else None
    )


def _offer(told: dict[str, Any], known: dict[str, Programme]) -> Offer:
    edition = _described(
        {key: told.pop(key) for key in ("edition", "local") if key in told}, {}, UNITS["fenholt"], urn(1), known
    )
    return from_plain({"edition": to_plain(edition)} | told, Offer)


def plan_in_full(file: Path) -> str:
    """Return every word of a vignette's plan, to be laid beside what was read and agreed: `plans/NAME.json`."""
    lines = to_plain(plan_of(json.loads(file.read_text("utf-8"))))["lines"]
    return json.dumps(lines, ensure_ascii=False, indent=1) + "\n"


def misses(line: PlanLine, wanted: dict[str, Any]) -> list[str]:
    """Return what an expected line asks for and this line lacks."""
    plain = to_plain(line)
    found = []
    for member, value in wanted.items():
        if member in ("cautions", "says"):
            text = " ".join(line.cautions) if member == "cautions" else json.dumps(plain, ensure_ascii=False)
            found += [f"{member}: {one!r}" for one in value if one not in text]
        elif member == "cautionsNot":
            found += [f"has {one!r}" for one in value if one in " ".join(line.cautions)]
        elif isinstance(value, dict):
            there = plain.get(member, {})
            found += [f"{member}.{key}: {there.get(key)!r}" for key in value if there.get(key) != value[key]]
        elif plain.get(member) != value:
            found.append(f"{member}: {plain.get(member)!r}")
    return found


if __name__ == "__main__":
    for told in sorted(VIGNETTES.glob("*.json")):
        (VIGNETTES / "plans" / told.name).write_text(plan_in_full(told), "utf-8")
