"""The receipt as a document: codec for schema 1.0."""

from collections.abc import Mapping
from typing import Any

from registry.documents.decoding import decoding
from registry.documents.envelope import begin_envelope
from registry.domain.addressing import Issuer, Recipient
from registry.domain.receipt import Held, Receipt, ReceiptAttestation
from registry.domain.times import read_stamp, stamp
from registry.structure import from_plain, to_plain

KIND = "receipt"
VERSION = "1.0"


def encode_receipt(receipt: Receipt) -> dict[str, Any]:
    """Return the unsigned document."""
    opening = begin_envelope(KIND, VERSION, receipt.id)
    return {
        "@context": opening["@context"],
        "id": opening["id"],
        "type": opening["type"],
        "issuer": to_plain(receipt.issuer),
        "validFrom": stamp(receipt.valid_from),
        "credentialSchema": opening["credentialSchema"],
        "recipient": to_plain(receipt.recipient),
        "attestation": to_plain(receipt.attestation),
        "credentialSubject": to_plain(receipt.subject),
    }


def decode_receipt(document: Mapping[str, Any]) -> Receipt:
    """Return the receipt that a document says; its proofs are not looked at. Raises `Refused` (`content`)."""
    with decoding(KIND):
        return Receipt(
            id=document["id"],
            issuer=from_plain(document["issuer"], Issuer),
            valid_from=read_stamp(document["validFrom"]),
            recipient=from_plain(document["recipient"], Recipient),
            attestation=from_plain(document["attestation"], ReceiptAttestation),
            subject=from_plain(document["credentialSubject"], Held),
        )
