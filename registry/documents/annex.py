"""The sensitive annex as a document: codec for schema 1.0."""

from collections.abc import Mapping
from typing import Any

from registry.documents.decoding import decoding
from registry.documents.envelope import begin_envelope
from registry.domain.addressing import Issuer, Recipient, Series
from registry.domain.annex import Annex, AnnexAttestation, AnnexSubject
from registry.domain.attestation import Checkpoint
from registry.domain.times import read_stamp, stamp
from registry.structure import from_plain, to_plain

KIND = "annex"
VERSION = "1.0"


def encode_annex(annex: Annex) -> dict[str, Any]:
    """Return the unsigned document."""
    opening = begin_envelope(KIND, VERSION, annex.id)
    return {
        "@context": opening["@context"],
        "id": opening["id"],
        "type": opening["type"],
        "issuer": to_plain(annex.issuer),
        "validFrom": stamp(annex.valid_from),
        "credentialSchema": opening["credentialSchema"],
        "series": to_plain(annex.series),
        "recipients": [to_plain(recipient) for recipient in annex.recipients],
        "attestation": to_plain(annex.attestation),
        "checkpoint": to_plain(annex.checkpoint),
        "credentialSubject": to_plain(annex.subject),
    }


def decode_annex(document: Mapping[str, Any]) -> Annex:
    """Return the annex that a document says; its proofs are not looked at. Raises `Refused` (`content`)."""
    with decoding(KIND):
        return Annex(
            id=document["id"],
            issuer=from_plain(document["issuer"], Issuer),
            valid_from=read_stamp(document["validFrom"]),
            series=from_plain(document["series"], Series),
            recipients=tuple(from_plain(one, Recipient) for one in document["recipients"]),
            attestation=from_plain(document["attestation"], AnnexAttestation),
            checkpoint=from_plain(document["checkpoint"], Checkpoint),
            subject=from_plain(document["credentialSubject"], AnnexSubject),
        )
