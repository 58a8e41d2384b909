"""One imported record as it counts today: what came, from which document, and how far it carries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registry.domain.dates import PartialDate
from registry.domain.history import Origin, Source
from registry.domain.key_doubt import KeyDoubt, worst_doubt
from registry.domain.plan import Trust
from registry.domain.times import read_stamp

# What is nobody's countersigned or believed word gives way to the same words in a document that is.
_WEAK = (Trust.INTERIM, Trust.UNVERIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One record of one document. `trust` is what it was received with, or less where a key that signed it was marked
    since; `doubt` is that mark.
    """

    kind: str
    record_id: str
    body: Any
    edition: Any
    document_id: str
    issuer: str
    digest: str
    received: datetime
    dated: PartialDate
    trust: Trust
    doubt: KeyDoubt | None

    @classmethod
    def read(cls, row: Any, doubts: Mapping[str, KeyDoubt]) -> "Came":
        """Return a row in the light of the keys that the installed directory marks."""
        received = read_stamp(row.kept_at)
        doubt = worst_doubt(doubts, row.signed_by, received) if doubts else None
        lowered = doubt is not None and doubt.lowers(received)
        return cls(
            kind=row.kind,
            record_id=row.record_id,
            body=row.body,
            edition=row.edition,
            document_id=row.document_id,
            issuer=row.issuer_name,
            digest=row.digest,
            received=received,
            dated=PartialDate(row.dated) if row.dated else PartialDate.of(received.date()),
            trust=Trust.UNVERIFIED if lowered else Trust(row.trust),
            doubt=doubt,
        )

    @property
    def source(self) -> Source:
        """Where it came from."""
        return Source(
            origin=Origin.IMPORTED,
            issuer=self.issuer,
            trust=self.trust,
            document=self.document_id,
            digest=self.digest,
            on=self.dated,
            doubt=self.doubt.label(self.received) if self.doubt else "",
            doubt_words=self.doubt.words(self.issuer, self.received) if self.doubt else "",
        )

    def only_repeats(self, before: "Came | None") -> bool:
        """Whether it says of a record just what a document that carries further says, whose signature then counts."""
        if before is None or self.trust not in _WEAK or before.trust in _WEAK:
            return False
        return bool(self.body == before.body and self.edition == before.edition)


def newest_of(rows: Iterable[Came]) -> tuple[Came, ...]:
    """Return each record of one participant once, as the last of these rows has it."""
    newest: dict[tuple[str, str], Came] = {}
    for row in rows:
        key = (row.kind, row.record_id)
        if not row.only_repeats(newest.get(key)):
            newest[key] = row
    return tuple(newest.values())
