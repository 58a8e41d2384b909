"""Small domain objects for the tests of this room. Every person, number and place in them is made up."""

import uuid
from typing import Any

from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Closure, Outcome
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition
from registry.domain.edition import Accreditation, AccreditationStatus, DeliveryShape, Module, Range
from registry.domain.history import History, Origin, Source, Work
from registry.domain.identifiers import NhsNumber
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.needs import NeedRecord, NeedStanding
from registry.domain.participant import Participant, PersonName
from registry.domain.people import EstablishmentRef, Person, Tier
from registry.domain.plan import Trust
from registry.domain.reasons import AbsenceReason
from registry.domain.session import Attended, SessionKind, SessionRecord
from registry.domain.voice import Audience, VoiceEntry, VoiceKind

DIGEST = "ab" * 32
INVISIBLE = (
    "\u200b",  # zero-width space
    "\u200d",  # zero-width joiner
    "\u202e",  # right-to-left override
    "\u2066",  # left-to-right isolate
    "\u061c",  # Arabic letter mark
    "\u00ad",  # soft hyphen
    "\u034f",  # combining grapheme joiner
    "\u115f",  # Hangul filler
    "\u3164",  # another Hangul filler
    "\ufe0f",  # variation selector
    "\ufeff",  # byte order mark
    "\U000e0041",  # tag letter
)


def urn(name: object) -> str:
    """Return the same id for the same name."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, str(name))}"


def on(text: str) -> PartialDate:
    return PartialDate(text)


def person(name: str = "Dr Ewa Nkosi", **changes: Any) -> Person:
    members: dict[str, Any] = {"id": urn(name), "name": name, "profession": "psychologist", **changes}
    return Person(**members)


UNIT = EstablishmentRef(id=urn("alder"), name="Alder Clinic", tier=Tier.MEDIUM)


def participant(**changes: Any) -> Participant:
    members: dict[str, Any] = {
        "id": urn("participant"),
        "name": PersonName(family="Jones", given="Sam"),
        "born": on("1980-02-29"),
        "nhs_number": NhsNumber("9990000018"),
        **changes,
    }
    return Participant(**members)


def session(name: object, attended: Attended = Attended.FULL, **changes: Any) -> SessionRecord:
    members: dict[str, Any] = {
        "id": urn(f"session {name}"),
        "on": on("2025-05-01"),
        "kind": SessionKind.GROUP,
        "attended": attended,
        "absence": AbsenceReason.UNWELL if attended is Attended.NO else None,
        **changes,
    }
    return SessionRecord(**members)


def intervention(name: str = "work", **changes: Any) -> Intervention:
    members: dict[str, Any] = {
        "id": urn(name),
        "participant_id": urn("participant"),
        "title": name,
        "establishment": UNIT,
        "delivery": Delivery.GROUP,
        "state": State.IN_PROGRESS,
        "started": on("2025-01-06"),
        **changes,
    }
    return Intervention(**members)


def closure(**changes: Any) -> Closure:
    members: dict[str, Any] = {
        "on": on("2025-12-01"),
        "outcome": Outcome.COMPLETED,
        "closed_by": "Dr Ewa Nkosi",
        "judged_by": person(),
        **changes,
    }
    return Closure(**members)


def shape(least: int | None = 10, most: int | None = None) -> DeliveryShape:
    group = None if least is None else Range(least=least, most=least if most is None else most)
    return DeliveryShape(id="group", title="Group", group=group)


def edition(programme_id: str = "COURSE", **changes: Any) -> DescribedEdition:
    members: dict[str, Any] = {
        "programme_id": programme_id,
        "edition_id": f"{programme_id}/2020",
        "title": f"The {programme_id} course",
        "activity": "Group work",
        "kind": Kind.TREATMENT,
        "form": CourseForm.PROGRAMME,
        "shape": shape(),
        "modules": (
            Module(id="one", title="One", sessions=Range(least=3, most=3)),
            Module(id="two", title="Two", sessions=Range(least=4)),
        ),
        "accreditation": Accreditation(status=AccreditationStatus.NOT_KNOWN),
        **changes,
    }
    return DescribedEdition(**members)


def work(record: Intervention, known: DescribedEdition | None = None, origin: Origin = Origin.OWN) -> Work:
    return Work(
        intervention=record, edition=known, source=Source(origin=origin, issuer="Alder Clinic", trust=Trust.OWN)
    )


def need(code: str, **changes: Any) -> NeedRecord:
    members: dict[str, Any] = {
        "id": urn(f"need {code}"),
        "participant_id": urn("participant"),
        "need": code,
        "standing": NeedStanding.PRESENT,
        "on": on("2025-02"),
        "by": "Dr Ewa Nkosi",
        "establishment": UNIT,
        **changes,
    }
    return NeedRecord(**members)


def voice(name: str, *audiences: Audience, **changes: Any) -> VoiceEntry:
    members: dict[str, Any] = {
        "id": urn(f"voice {name}"),
        "participant_id": urn("participant"),
        "kind": VoiceKind.ACCOUNT,
        "on": on("2025-06-01"),
        "text": name,
        "typed_by": "Nurse Idris Bell",
        **changes,
    }
    if audiences:
        members["audiences"] = audiences
    return VoiceEntry(**members)


def history(**changes: Any) -> History:
    members: dict[str, Any] = {"participant": participant(), **changes}
    return History(**members)
