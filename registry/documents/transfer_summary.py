"""The transfer summary as a document: codec for schema 1.0."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from registry.documents.envelope import begin_envelope
from registry.domain.addressing import Issuer, Purpose, Recipient, Series
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
    with _refusing():
        return TransferSummary(
            id=document["id"],
            issuer=from_plain(document["issuer"], Issuer),
            valid_from=read_stamp(document["validFrom"]),
            series=from_plain(document["series"], Series),
            recipient=from_plain(document["recipient"], Recipient),
            purpose=Purpose(document["purpose"]),
            interim=document.get("interim", False),
            attestation=from_plain(document["attestation"], Attestation),
            catalogue=from_plain(document["catalogue"], CatalogueAsKnown),
            checkpoint=from_plain(document["checkpoint"], Checkpoint),
            subject=from_plain(document["credentialSubject"], Subject),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a document says: its cover, which a verdict needs, and the whole, decoded when it is first asked for.

    Only `content_of` makes one, for a document whose whole can be decoded. The document must not change after.
    """

    id: str
    issuer: Issuer
    valid_from: datetime
    recipient: Recipient
    purpose: Purpose
    interim: bool
    attestation: Attestation
    document: Mapping[str, Any] = field(repr=False)
    _decoded: list[TransferSummary] = field(default_factory=list, repr=False, compare=False)

    @property
    def summary(self) -> TransferSummary:
        """The whole summary."""
        if not self._decoded:
            self._decoded.append(decode(self.document))
        return self._decoded[0]

    @property
    def untried(self) -> bool:
        """True for a participant who has not been convicted."""
        untried: bool = self.document["credentialSubject"]["participant"]["untried"]
        return untried

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Each name on which a reader relies, with whose it is; surname and given name apart."""
        participant = self.document["credentialSubject"]["participant"]
        approver = self.attestation.approver
        return (
            ("participant", participant["name"]["family"]),
            ("participant", participant["name"]["given"]),
            ("participant", participant.get("knownAs", "")),
            ("issuer", self.issuer.name),
            ("recipient", self.recipient.name),
            ("author", self.attestation.author.name),
            *((("approver", approver.name),) if approver else ()),
        )

    @property
    def editions_not_described(self) -> tuple[str, ...]:
        """The ids of editions that are named and that the document says nothing of, in their order."""
        described = {edition["editionId"] for edition in self.document["catalogue"].get("editions", ())}
        named = {work.get("editionId") for work in self.document["credentialSubject"].get("interventions", ())}
        return tuple(sorted(named - described - {None}))


def content_of(document: Mapping[str, Any], *, sure: bool) -> Content:
    """Return what a document that follows the schema says.

    `sure` says that the quick look (`quick_content`) found that it can be decoded; otherwise it is decoded now.
    Raises `Refused` (`content`) as `decode` does, so that no document that cannot be decoded has a content.
    """
    if not sure:
        whole = decode(document)
        return Content(
            id=whole.id,
            issuer=whole.issuer,
            valid_from=whole.valid_from,
            recipient=whole.recipient,
            purpose=whole.purpose,
            interim=whole.interim,
            attestation=whole.attestation,
            document=document,
            _decoded=[whole],
        )
    with _refusing():
        return Content(
            id=document["id"],
            issuer=from_plain(document["issuer"], Issuer),
            valid_from=read_stamp(document["validFrom"]),
            recipient=from_plain(document["recipient"], Recipient),
            purpose=Purpose(document["purpose"]),
            interim=document.get("interim", False),
            attestation=from_plain(document["attestation"], Attestation),
            document=document,
        )


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except ThroughcareError as error:
        raise Refused(Refusal.CONTENT, error.message, hint=error.hint) from None
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(Refusal.CONTENT, f"The document lacks what every summary has ({type(error).__name__}).") from None
