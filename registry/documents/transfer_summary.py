"""The transfer summary as a document: codec for schema 1.0."""

from collections.abc import Mapping
from typing import Any

from registry.documents.envelope import begin_envelope
from registry.domain.addressing import Issuer, Purpose, Recipient, Series
from registry.domain.annex_mention import AnnexMention
from registry.domain.attestation import Attestation, Checkpoint
from registry.domain.errors import Refusal, Refused, ThroughcareError
from registry.domain.summary import CatalogueAsKnown, Subject, TransferSummary
from registry.domain.times import read_stamp, stamp
from registry.structure import from_plain, to_plain

KIND = "transfer-summary"
VERSION = "1.0"


def encode(summary: TransferSummary) -> dict[str, Any]:
    """Return the unsigned document. Whether it follows the schema is looked at when it is signed."""
    opening = begin_envelope(KIND, VERSION, summary.id)
    return {
        "@context": opening["@context"],
        "id": opening["id"],
        "type": opening["type"],
        "issuer": to_plain(summary.issuer),
        "validFrom": stamp(summary.valid_from),
        "credentialSchema": opening["credentialSchema"],
        "series": to_plain(summary.series),
        "recipient": to_plain(summary.recipient),
        "purpose": summary.purpose.value,
        **({"interim": True} if summary.interim else {}),
        **({"annex": to_plain(summary.annex)} if summary.annex else {}),
        "attestation": to_plain(summary.attestation),
        "catalogue": to_plain(summary.catalogue),
        "checkpoint": to_plain(summary.checkpoint),
        "credentialSubject": to_plain(summary.subject),
    }


def decode(document: Mapping[str, Any]) -> TransferSummary:
    """Return the summary that a document says; its proofs are not looked at.

    Expects a document that follows the schema. Raises `Refused` (`content`) for what no schema can see: a check digit,
    a day not in the calendar, a record of another participant.
    """
    try:
        return TransferSummary(
            id=document["id"],
            issuer=from_plain(document["issuer"], Issuer),
            valid_from=read_stamp(document["validFrom"]),
            series=from_plain(document["series"], Series),
            recipient=from_plain(document["recipient"], Recipient),
            purpose=Purpose(document["purpose"]),
            interim=document.get("interim", False),
            annex=from_plain(document["annex"], AnnexMention) if "annex" in document else None,
            attestation=from_plain(document["attestation"], Attestation),
            catalogue=from_plain(document["catalogue"], CatalogueAsKnown),
            checkpoint=from_plain(document["checkpoint"], Checkpoint),
            subject=from_plain(document["credentialSubject"], Subject),
        )
    except ThroughcareError as error:
        raise Refused(Refusal.CONTENT, error.message, hint=error.hint) from None
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(Refusal.CONTENT, f"The document lacks what every summary has ({type(error).__name__}).") from None
