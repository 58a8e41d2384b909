"""Signed documents as a unit keeps them: the exact bytes, and what is known of them without reading them again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registry.domain.addressing import Purpose
from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_digest, check_id
from registry.domain.text import check_name


class DocumentKind(StrEnum):
    """The kinds of signed document."""

    TRANSFER_SUMMARY = "transfer-summary"
    WITHDRAWAL = "withdrawal"
    ANNEX = "annex"
    RECEIPT = "receipt"
    DIRECTORY = "directory"
    CATALOGUE_RELEASE = "catalogue-release"

    @property
    def words(self) -> str:
        """The kind as a reader sees it."""
        return self.value.replace("-", " ")


class Direction(StrEnum):
    """Whether this unit made the document or was given it."""

    ISSUED = "issued"
    RECEIVED = "received"


class Status(StrEnum):
    """Where a document is in its life. A draft is not yet a document."""

    APPROVED = "approved"
    RELEASED = "released"
    RECEIVED = "received"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


STATUS_AFTER: dict[Status, tuple[Status, ...]] = {
    Status.APPROVED: (Status.RELEASED, Status.WITHDRAWN),
    Status.RELEASED: (Status.SUPERSEDED, Status.WITHDRAWN),
    Status.RECEIVED: (Status.SUPERSEDED, Status.WITHDRAWN),
    Status.SUPERSEDED: (Status.WITHDRAWN,),
    Status.WITHDRAWN: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """What is known of one document without its bytes. `digest` is the document's own, without its proofs; `at` is when
    it was kept here.

    `recipient_id` is there for an establishment; `about_id` names the document that a withdrawal or receipt speaks
    of, which need not be kept here, and `about_kind` says whether that is a summary or an annex. `dated` is the day the
    document itself says. `verdict` is what verification said of a received document, and `signed_by` are the keys that
    signed it. `interim` is true for a summary that nobody has countersigned.
    """

    id: str
    kind: DocumentKind
    series_id: str | None = None
    version: int | None = None
    participant_id: str | None = None
    direction: Direction
    status: Status
    digest: str
    issuer_id: str | None = None
    issuer_name: str
    purpose: Purpose | None = None
    recipient_id: str | None = None
    recipient_name: str | None = None
    about_id: str | None = None
    about_kind: DocumentKind | None = None
    at: datetime
    dated: PartialDate | None = None
    verdict: str | None = None
    signed_by: tuple[str, ...] = ()
    interim: bool = False

    def __post_init__(self) -> None:
        check_id(self.id, "The document's id")
        for one, what in (
            (self.series_id, "The series' id"),
            (self.participant_id, "The participant's id"),
            (self.issuer_id, "The issuer's id"),
            (self.recipient_id, "The recipient's id"),
            (self.about_id, "The named document's id"),
        ):
            if one is not None:
                check_id(one, what)
        check_digest(self.digest, "The document's digest")
        check_name(self.issuer_name, "The issuer's name")
        if (self.series_id is None) != (self.version is None) or (self.version is not None and self.version < 1):
            raise InvalidValue("A document in a series has a version from 1, and no other has one.")
        if (self.about_id is None) != (self.about_kind is None):
            raise InvalidValue("What a document speaks of has an id and a kind, or neither.")
        if (self.direction is Direction.RECEIVED) != (self.verdict is not None):
            raise InvalidValue("A received document, and only a received one, has a verdict.")
        if self.interim and self.kind is not DocumentKind.TRANSFER_SUMMARY:
            raise InvalidValue("Only a transfer summary is interim.")

    @property
    def is_in_force(self) -> bool:
        """True for what was released or received, and neither superseded nor withdrawn."""
        return self.status in (Status.RELEASED, Status.RECEIVED)

    def supersedes(self, other: "KeptDocument") -> bool:
        """Return whether it is a later version than `other`, of one series with it, and takes its place.

        An interim one takes no approved one's.
        """
        return (self.version or 0) > (other.version or 0) and (other.interim or not self.interim)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument(KeptDocument):
    """One document with its bytes: `data` is what was signed or arrived, byte for byte."""

    data: bytes

    def __post_init__(self) -> None:
        # A slotted class is made anew: `super()` without its names would look for the one before.
        super(StoredDocument, self).__post_init__()
        if not self.data:
            raise InvalidValue("The document holds no bytes.")
