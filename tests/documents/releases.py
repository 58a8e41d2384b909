"""Alder Clinic's catalogue release: two public programmes and one of its own, signed with the unit's key."""

from dataclasses import replace
from typing import Any

from registry.documents.catalogue_release import encode_release
from registry.documents.proofs import sign_document
from registry.documents.signing import add_proof
from registry.domain.addressing import Issuer, Replaces, Series
from registry.domain.assessment import Direction, Rater
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.catalogue import (
    Code,
    Confidence,
    CourseForm,
    Fact,
    Kind,
    OverlapJudgement,
    Programme,
    Strength,
    Successor,
    Suitability,
)
from registry.domain.catalogue_release import CatalogueRelease
from registry.domain.described_edition import LocalDefinition
from registry.domain.edition import (
    Accreditation,
    AccreditationStatus,
    Booster,
    CompletionDefinition,
    Component,
    DeliveryShape,
    Edition,
    Module,
    Range,
    Term,
)
from registry.domain.measure import Measure, MeasureKind, ReliableChange, Scale
from registry.domain.people import EstablishmentRef, Tier
from tests.documents.clinic import ALDER, AUTHOR, RELEASED, VALID_FROM, date, key
from tests.documents.record import urn

WALK = f"{ALDER}:WALK"
FACT = Fact(source="The manual, page 3.", confidence=Confidence.VERIFIED)


def programme(programme_id: str, **changes: Any) -> Programme:
    whole = Programme(
        id=programme_id,
        title="Thinking it through",
        activity="Group work",
        owner="Alder Clinic",
        kind=Kind.TREATMENT,
        form=CourseForm.PROGRAMME,
        needs=("anger",),
        editions=(
            Edition(id=f"{programme_id}/2024", modules=(Module(id="m1", title="Triggers", sessions=Range(least=4)),)),
        ),
    )
    return replace(whole, **changes)


OVERLAP = OverlapJudgement(
    id=urn("overlap"),
    covers="TIT",
    covered="NEXT",
    needs=("anger",),
    skip_modules=("m1",),
    strength=Strength.PARTIAL,
    basis="Both manuals read.",
    caution="Other groups.",
    judged_by="Dr Anwen Ștefănescu",
    on=date("2026-05"),
)
DEFINITION = LocalDefinition(
    id=urn("definition"),
    edition_id=f"{WALK}/2024",
    establishment=EstablishmentRef(id=ALDER, name="Alder Clinic", tier=Tier.MEDIUM),
    group_minutes=Range(least=90, most=90),
    signed_off_by=AUTHOR,
    signed_off_on=date("2026-06-01"),
)


def release(**changes: Any) -> CatalogueRelease:
    whole = CatalogueRelease(
        id=urn("release"),
        issuer=Issuer(id=ALDER, name="Alder Clinic", tier=Tier.MEDIUM),
        valid_from=VALID_FROM,
        series=Series(id=urn("alder-catalogue"), version=1),
        label="2026.11",
        released=date("2026-11-22"),
        released_by=Signatory.of(AUTHOR),
        unit=UnitKey(key=key("unit").public_key),
        programmes=(
            programme("TIT", successors=(Successor(programme_id="NEXT", basis="The owner says so."),)),
            programme("NEXT"),
            programme(WALK, title="Walking group"),
        ),
        definitions=(DEFINITION,),
        overlaps=(OVERLAP,),
    )
    return replace(whole, **changes)


MOOD = Measure(
    id=f"{ALDER}:MOOD",
    title="Ward mood scale",
    acronym="WMS",
    aliases=("Mood on the ward",),
    kind=MeasureKind.SCORED,
    versions=("2024",),
    raters=(Rater.SELF, Rater.STAFF),
    scales=(
        Scale(
            id="total",
            title="Total",
            lowest="0",
            highest="20.5",
            direction=Direction.LOWER_IS_BETTER,
            raters=(Rater.SELF,),
            reliable_change=ReliableChange(sd="4.2", reliability="0.8", source="The manual, page 9."),
        ),
        Scale(id="calm", title="Calm"),
    ),
    licence="Free to use.",
    facts={"title": FACT},
    note="Filled in on Sundays.",
)
JUDGED = Measure(
    id="HCR-20",
    title="Historical Clinical Risk Management-20",
    acronym="HCR-20",
    kind=MeasureKind.STRUCTURED,
    facts={"title": FACT},
)


def full_release() -> CatalogueRelease:
    """Return a release with every member that a programme, an edition and a measure can have."""
    edition = Edition(
        id="FULL/2024",
        valid_from=date("2024"),
        valid_until=date("2027-06"),
        shapes=(DeliveryShape(id="group", title="Group", group=Range(least=10, most=12), note="Twice a week."),),
        modules=(Module(id="m1", title="Beginning", sessions=Range(least=4), minutes=Range(least=60, most=90)),),
        components=(Component(id="c1", title="Skills group", required=True),),
        completion=CompletionDefinition(text="Every module.", judged_by="the team"),
        booster=Booster(title="Booster sessions", months=6, programme_id="NEXT"),
        accreditation=(Accreditation(status=AccreditationStatus.CONDITIONS, body="A panel", since=date("2024")),),
        glossary=(Term(theirs="old me", common="earlier pattern"),),
        note="The second printing.",
    )
    full = programme(
        "FULL",
        acronym="FTM",
        aliases=("The long one",),
        settings=("medium",),
        modality="cognitive behavioural",
        suitability=Suitability(
            sex="any",
            min_age=18,
            learning_disability="With adjustments.",
            risk_band="Not said.",
            offence="Any.",
            prerequisites=("TIT",),
        ),
        editions=(edition,),
        overlaps=(replace(OVERLAP, id="OV-2", covers="FULL/2024", covered="TIT/2024"),),
        codes=(Code(system="http://snomed.info/sct", code="228557008", label="Cognitive behavioural therapy"),),
        facts={"title": FACT, "editions": FACT},
        note="As the owner wrote it.",
    )
    usual = release()
    return replace(
        usual,
        series=Series(id=usual.series.id, version=2, replaces=Replaces(id=urn("first release"), digest="ab" * 32)),
        programmes=(*usual.programmes, full),
        measures=(MOOD, JUDGED),
        definitions=(
            replace(
                DEFINITION,
                modules=(Module(id="m1", title="Triggers"),),
                individual_minutes=Range(least=50),
                completion=CompletionDefinition(text="Every walk.", judged_by="the team"),
                booster=Booster(title="A walk a month"),
            ),
        ),
    )


def signed_release(of: CatalogueRelease | None = None, *, unit: str = "unit") -> dict[str, Any]:
    of = of or release()
    return add_proof(encode_release(of), signer=key(unit), issuer_id=of.issuer.id, created=RELEASED)


def resigned_release(plain: dict[str, Any], *, unit: str = "unit") -> dict[str, Any]:
    """Return a document with a new proof over what it says now, however wrong that is."""
    issuer = plain["issuer"]["id"]
    bare = {name: value for name, value in plain.items() if name != "proof"}
    proof = sign_document(
        bare,
        signer=key(unit),
        verification_method=f"{issuer}#{key(unit).public_key}",
        created=RELEASED.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return {**bare, "proof": [proof]}
