"""A summary or an annex that another document speaks of."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_digest, check_id
from registry.domain.stored_documents import DocumentKind, StoredDocument


class SentKind(StrEnum):
    """What is sent in versions, acknowledged by receipts and taken back by withdrawals."""

    TRANSFER_SUMMARY = "transfer-summary"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """A document by its kind, id and digest, and its place in its series."""

    kind: SentKind
    id: str
    digest: str
    series: str
    version: int

    def __post_init__(self) -> None:
        check_id(self.id, "The named document's id")
        check_digest(self.digest, "The named document's digest")
        check_id(self.series, "The named document's series")
        if self.version < 1:
            raise InvalidValue("Versions are counted from 1.")

    @property
    def document_kind(self) -> DocumentKind:
        """The kind, among those of all documents."""
        return DocumentKind(self.kind.value)

    @property
    def is_annex(self) -> bool:
        """True for an annex, which not everybody opens."""
        return self.kind is SentKind.ANNEX


def ref_to(document: StoredDocument) -> DocumentRef:
    """Return how another document names a kept summary or annex. Raises InvalidValue for what is neither."""
    if document.series_id is None or document.version is None:
        raise InvalidValue("Only what goes in versions is acknowledged or withdrawn.")
    return DocumentRef(
        kind=SentKind(document.kind.value),
        id=document.id,
        digest=document.digest,
        series=document.series_id,
        version=document.version,
    )
