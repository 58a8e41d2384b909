"""The directory as a document: codec for schema 1.0, and a root's signature on it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from registry.documents.envelope import begin_envelope
from registry.documents.schema_check import check_schema
from registry.documents.signing import add_proof
from registry.domain.directory import Directory, DirectoryEntry, Roots
from registry.domain.errors import Refusal, Refused, ThroughcareError
from registry.domain.signing import Signer
from registry.domain.times import read_stamp, stamp
from registry.structure import from_plain, to_plain

KIND = "directory"
VERSION = "1.0"

# The schema wants a proof. This one has its form and proves nothing; it never leaves the check.
_NO_PROOF_YET = {
    "type": "none",
    "cryptosuite": "none",
    "created": "2000-01-01T00:00:00Z",
    "verificationMethod": "none",
    "proofPurpose": "none",
    "@context": ["none"],
    "proofValue": "none",
}


def encode_directory(directory: Directory) -> dict[str, Any]:
    """Return the unsigned document of one version of the directory."""
    opening = begin_envelope(KIND, VERSION, directory.id)
    return {
        "@context": opening["@context"],
        "id": opening["id"],
        "type": opening["type"],
        "issuer": {"id": directory.issuer},
        "validFrom": stamp(directory.valid_from),
        "validUntil": stamp(directory.valid_until),
        "credentialSchema": opening["credentialSchema"],
        "credentialSubject": {
            "name": directory.name,
            "version": directory.version,
            **({"previous": directory.previous} if directory.previous is not None else {}),
            "roots": to_plain(directory.roots),
            "establishments": [to_plain(entry) for entry in directory.establishments],
        },
    }


def decode_directory(document: Mapping[str, Any]) -> Directory:
    """Return the directory that a document says; its proofs are not looked at.

    Expects a document that follows the schema. Raises `Refused` (`content`).
    """
    try:
        subject = document["credentialSubject"]
        return Directory(
            id=document["id"],
            issuer=document["issuer"]["id"],
            valid_from=read_stamp(document["validFrom"]),
            valid_until=read_stamp(document["validUntil"]),
            name=subject["name"],
            version=subject["version"],
            previous=subject.get("previous"),
            roots=from_plain(subject["roots"], Roots),
            establishments=tuple(from_plain(entry, DirectoryEntry) for entry in subject["establishments"]),
        )
    except ThroughcareError as error:
        raise Refused(Refusal.CONTENT, error.message, hint=error.hint) from None
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            Refusal.CONTENT, f"The document lacks what every directory has ({type(error).__name__})."
        ) from None


def check_draft(document: Mapping[str, Any]) -> Directory:
    """Return the directory that a document says, signed or not; it follows the schema but for missing proofs.

    Raises `Refused` (`schema` or `content`).
    """
    unsigned = document if "proof" in document else {**document, "proof": [_NO_PROOF_YET]}
    check_schema(unsigned, KIND, VERSION)
    return decode_directory(document)


def sign_directory(document: Mapping[str, Any], *, signer: Signer, created: datetime) -> dict[str, Any]:
    """Return the directory document with one root's proof added.

    The signer may be a root of this version, or one of the version before where the roots change. Raises as
    `add_proof` does.
    """
    return add_proof(document, signer=signer, issuer_id=document["issuer"]["id"], created=created)
