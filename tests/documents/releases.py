"""Alder Clinic's catalogue release: two public programmes and one of its own, signed with the unit's key."""

from dataclasses import replace
from typing import Any

from registry.documents.catalogue_release import encode_release
from registry.documents.proofs import sign_document
from registry.documents.signing import add_proof
from registry.domain.addressing import Issuer, Series
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.catalogue import CourseForm, Kind, OverlapJudgement, Programme, Strength, Successor
from registry.domain.catalogue_release import CatalogueRelease
from registry.domain.described_edition import LocalDefinition
from registry.domain.edition import Edition, Module, Range
from registry.domain.people import EstablishmentRef, Tier
from tests.documents.clinic import ALDER, AUTHOR, RELEASED, VALID_FROM, date, key
from tests.documents.record import urn

WALK = f"{ALDER}:WALK"


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
