"""The catalogue release as a document: codec for schema 1.0."""

from collections.abc import Mapping
from typing import Any

from registry.documents.envelope import begin_envelope
from registry.domain.addressing import Issuer, Series
from registry.domain.attestation import Signatory, UnitKey
from registry.domain.catalogue import OverlapJudgement, Programme
from registry.domain.catalogue_release import CatalogueRelease
from registry.domain.dates import PartialDate
from registry.domain.described_edition import LocalDefinition
from registry.domain.errors import Refusal, Refused, ThroughcareError
from registry.domain.measure import Measure
from registry.domain.times import read_stamp, stamp
from registry.structure import from_plain, to_plain

KIND = "catalogue-release"
VERSION = "1.0"


def encode_release(release: CatalogueRelease) -> dict[str, Any]:
    """Return the unsigned document. Whether it follows the schema is looked at when it is signed."""
    opening = begin_envelope(KIND, VERSION, release.id)
    return {
        "@context": opening["@context"],
        "id": opening["id"],
        "type": opening["type"],
        "issuer": to_plain(release.issuer),
        "validFrom": stamp(release.valid_from),
        "credentialSchema": opening["credentialSchema"],
        "series": to_plain(release.series),
        "attestation": {"releasedBy": to_plain(release.released_by), "unit": to_plain(release.unit)},
        "credentialSubject": {
            "label": release.label,
            "released": release.released.text,
            "programmes": [to_plain(one) for one in release.programmes],
            **({"measures": [to_plain(one) for one in release.measures]} if release.measures else {}),
            **({"definitions": [to_plain(one) for one in release.definitions]} if release.definitions else {}),
            **({"overlaps": [to_plain(one) for one in release.overlaps]} if release.overlaps else {}),
        },
    }


def decode_release(document: Mapping[str, Any]) -> CatalogueRelease:
    """Return the release that a document says; its proof is not looked at.

    Expects a document that follows the schema. Raises `Refused` (`content`) for what no schema can see.
    """
    try:
        subject, attestation = document["credentialSubject"], document["attestation"]
        return CatalogueRelease(
            id=document["id"],
            issuer=from_plain(document["issuer"], Issuer),
            valid_from=read_stamp(document["validFrom"]),
            series=from_plain(document["series"], Series),
            label=subject["label"],
            released=PartialDate(subject["released"]),
            released_by=from_plain(attestation["releasedBy"], Signatory),
            unit=from_plain(attestation["unit"], UnitKey),
            programmes=tuple(from_plain(one, Programme) for one in subject["programmes"]),
            measures=tuple(from_plain(one, Measure) for one in subject.get("measures", [])),
            definitions=tuple(from_plain(one, LocalDefinition) for one in subject.get("definitions", [])),
            overlaps=tuple(from_plain(one, OverlapJudgement) for one in subject.get("overlaps", [])),
        )
    except ThroughcareError as error:
        raise Refused(Refusal.CONTENT, error.message, hint=error.hint) from None
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(Refusal.CONTENT, f"The document lacks what every release has ({type(error).__name__}).") from None
