"""The withdrawal as a document: codec for schema 1.0."""

from collections.abc import Mapping
from typing import Any

from registry.documents.decoding import decoding
from registry.documents.envelope import begin_envelope
from registry.domain.addressing import Issuer, Recipient
from registry.domain.attestation import Checkpoint
from registry.domain.times import read_stamp, stamp
from registry.domain.withdrawal import Withdrawal, WithdrawalAttestation, Withdrawn
from registry.structure import from_plain, to_plain

KIND = "withdrawal"
VERSION = "1.0"


def encode_withdrawal(withdrawal: Withdrawal) -> dict[str, Any]:
    """Return the unsigned document."""
    opening = begin_envelope(KIND, VERSION, withdrawal.id)
    return {
        "@context": opening["@context"],
        "id": opening["id"],
        "type": opening["type"],
        "issuer": to_plain(withdrawal.issuer),
        "validFrom": stamp(withdrawal.valid_from),
        "credentialSchema": opening["credentialSchema"],
        "recipients": [to_plain(recipient) for recipient in withdrawal.recipients],
        "attestation": to_plain(withdrawal.attestation),
        "checkpoint": to_plain(withdrawal.checkpoint),
        "credentialSubject": to_plain(withdrawal.subject),
    }


def decode_withdrawal(document: Mapping[str, Any]) -> Withdrawal:
    """Return the withdrawal that a document says; its proofs are not looked at. Raises `Refused` (`content`)."""
    with decoding(KIND):
        return Withdrawal(
            id=document["id"],
            issuer=from_plain(document["issuer"], Issuer),
            valid_from=read_stamp(document["validFrom"]),
            recipients=tuple(from_plain(one, Recipient) for one in document["recipients"]),
            attestation=from_plain(document["attestation"], WithdrawalAttestation),
            checkpoint=from_plain(document["checkpoint"], Checkpoint),
            subject=from_plain(document["credentialSubject"], Withdrawn),
        )
