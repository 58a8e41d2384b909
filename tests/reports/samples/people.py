"""The people, the units and the day of the samples. Everyone, every unit and every number is invented."""

import json
from datetime import UTC, datetime
from pathlib import Path

from registry.domain.addressing import Issuer
from registry.domain.dates import PartialDate
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber
from registry.domain.needs import TargetNeed
from registry.domain.participant import CommunicationNeeds, PersonName, Sex
from registry.domain.people import EstablishmentRef, Person, Tier
from registry.domain.summary import (
    SubjectParticipant,
)

MADE = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
DIGEST = "7d3f09ac51b2e8c466f01a9d3b7ec2d58841f6a39c0b27de5f14b09ae36cd872"
WORDS = ("harbour", "lantern", "meadow", "quartz")
DATA = b'{"type":["VerifiableCredential","TransferSummary"]}'

_count = 0


def uid() -> str:
    global _count
    _count += 1
    return f"urn:uuid:00000000-0000-4000-8000-{_count:012x}"


def on(text: str) -> PartialDate:
    return PartialDate(text)


def needs() -> dict[str, TargetNeed]:
    path = Path(__file__).parents[3] / "registry" / "catalogue" / "needs.json"
    return {row["id"]: TargetNeed(**row) for row in json.loads(path.read_text("utf-8"))["needs"]}


ALDER = EstablishmentRef(id=uid(), name="Alder Clinic", tier=Tier.MEDIUM)
STONE = EstablishmentRef(id=uid(), name="HMP Stonebridge", tier=Tier.PRISON)
UNIT = Issuer(id=ALDER.id, name=ALDER.name, tier=ALDER.tier, contact="01632 960 111")
ANWEN = Person(id=uid(), name="Dr Anwen Ștefănescu", profession="forensic psychologist", registration="PYL012345")
LUKASZ = Person(id=uid(), name="Dr Jadwiga Wójcik", profession="consultant psychologist", registration="PYL067890")
NURSE = Person(id=uid(), name="Femi Adébáyò", profession="nurse facilitator", registration="NMC19A0042E")
SIAN_ID, ZOLC_ID = uid(), uid()

SIAN = SubjectParticipant(
    id=SIAN_ID,
    communication=CommunicationNeeds(hearing="aid in the left ear", format_wanted="large print"),
    name=PersonName(family="Ó Súilleabháin", given="Siân"),
    born=on("1984-03-01"),
    sex=Sex.FEMALE,
    nhs_number=NhsNumber("9990000018"),
    prison_number=PrisonNumber("A1234BC"),
)
ZOLC = SubjectParticipant(
    id=ZOLC_ID,
    communication=CommunicationNeeds(language="Polish and English", what_helps="written summary after each session"),
    name=PersonName(family="Żółć", given="Łukasz"),
    known_as="Luke",
    born=on("1979-11-30"),
    sex=Sex.MALE,
    nhs_number=NhsNumber("9990000123"),
    prison_number=PrisonNumber("A9876ZX"),
    local_number=LocalNumber("AC-20417"),
)
