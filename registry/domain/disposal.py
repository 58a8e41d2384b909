"""Disposing of a record: proposed by one person, approved by another, and what is left of it afterwards: the stub.

Nothing is ever disposed of by itself. What stands in the way is named, each thing by itself (`Obstacle`); the stub
holds no name, number or birth date of the participant and no word that was written about them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.identifiers import check_id
from registry.domain.people import Person
from registry.domain.retention import Ended
from registry.domain.stored_documents import DocumentKind, KeptDocument
from registry.domain.text import check_code, check_reason


class Ground(StrEnum):
    """Why a record whose time is over is disposed of. The stub says this and no sentence that somebody wrote."""

    NOT_NEEDED = "no-longer-needed"
    KEPT_ELSEWHERE = "kept-elsewhere"
    ARCHIVED = "archived"

    @property
    def words(self) -> str:
        """It as a reader sees it."""
        return {
            "no-longer-needed": "reviewed, and no longer needed",
            "kept-elsewhere": "reviewed, and kept by whoever goes on with the care",
            "archived": "reviewed, and given to a place of deposit to be kept for good",
        }[self.value]


class Obstacle(StrEnum):
    """What stands in the way of a disposal."""

    NO_CLASS = "no retention class was chosen for it"
    NO_PERIOD = "its class does not say for how long it is kept"
    DEATH = "a death is recorded, and the class does not count from that day"
    CONTACT_SINCE = "something is recorded after the day its class counts from"
    NOT_DUE = "its review date has not come"
    HELD = "it is under a hold"
    PLACED = "they are still placed here"
    OPEN_WORK = "an intervention is not closed"
    OPEN_TRANSFER = "a transfer is open"
    WITHDRAWAL = "a withdrawal was approved and not released: who holds the document does not know"
    GLASS = "a use of break-glass has not been reviewed"
    LINKED = "it is linked with another record of the same person"
    REQUEST = "they asked what is recorded about them, and the request is not closed"
    WAITING = "a summary that could be about them waits to be received"
    CLOCK = "nothing was done here for more than a year before today, so the clock may be wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That somebody proposes to dispose of a record: why, and what their review found. `refused` says who said no."""

    id: str
    participant_id: str
    class_id: str
    review_on: PartialDate
    ground: Ground
    review: str
    by: Person
    at: datetime
    refused: Ended | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The proposal's id")
        check_id(self.participant_id, "The participant's id")
        check_code(self.class_id, "The class's id")
        check_reason(self.review, "What the review found")
        if self.at.date() < self.review_on.last:
            raise InvalidValue("Nothing is proposed before the review date.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsGone:
    """How many rows of one kind of record were removed."""

    kind: str
    rows: int

    def __post_init__(self) -> None:
        check_code(self.kind, "The kind")
        if self.rows < 1:
            raise InvalidValue("What was removed is counted from 1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """The stub: under which id and class a record was kept, who disposed of it, when and why, and what went.

    `documents` are those issued and received, without their bytes: a paper copy is still answered for by telephone, and
    who was sent what is known. Whoever is no establishment is named by the purpose alone: their name may be the
    participant's own. `proposal_id` is how the two who disposed of it knew it meanwhile.
    """

    participant_id: str
    class_id: str
    review_on: PartialDate
    ground: Ground
    proposed_by: Person
    proposed_at: datetime
    approved_by: Person
    approved_at: datetime
    removed: tuple[RowsGone, ...]
    documents: tuple[KeptDocument, ...] = ()
    proposal_id: str | None = None

    def __post_init__(self) -> None:
        check_id(self.participant_id, "The participant's id")
        check_code(self.class_id, "The class's id")
        if self.proposal_id is not None:
            check_id(self.proposal_id, "The proposal's id")
        if self.approved_by.is_same_person(self.proposed_by):
            raise InvalidValue("Who proposes a disposal does not approve it.", hint="Another supervisor does.")
        if self.approved_at < self.proposed_at or self.approved_at.date() < self.review_on.last:
            raise InvalidValue("A disposal is approved after it was proposed and on or after the review date.")
        if any(one.recipient_name is not None and one.recipient_id is None for one in self.documents):
            raise InvalidValue("What is left of a record names no recipient but an establishment.")

    @classmethod
    def of(
        cls,
        proposal: Proposal,
        *,
        approved_by: Person,
        at: datetime,
        removed: Iterable[RowsGone],
        documents: Iterable[KeptDocument],
    ) -> "Disposal":
        """Return the stub of what a proposal proposes, approved by another person. Raises InvalidValue."""
        return cls(
            participant_id=proposal.participant_id,
            class_id=proposal.class_id,
            review_on=proposal.review_on,
            ground=proposal.ground,
            proposed_by=proposal.by,
            proposed_at=proposal.at,
            approved_by=approved_by,
            approved_at=at,
            removed=tuple(removed),
            documents=tuple(_bare(one) for one in documents),
            proposal_id=proposal.id,
        )

    @property
    def without_annexes(self) -> "Disposal":
        """It as somebody reads it who may not know that there was an annex."""
        return replace(
            self,
            removed=tuple(one for one in self.removed if one.kind != "annex-drafts"),
            documents=tuple(one for one in self.documents if DocumentKind.ANNEX not in (one.kind, one.about_kind)),
        )

    @property
    def words(self) -> str:
        """In a sentence that a record was disposed of, for whoever asks about one of its documents."""
        return f"The record it belongs to was disposed of on {PartialDate.of(self.approved_at.date()).words}."


def require_clear(obstacles: Iterable[Obstacle], who: str) -> None:
    """Raise NotAllowed, naming everything that stands in the way of disposing of a participant's record, by its id."""
    found = tuple(obstacles)
    if found:
        raise NotAllowed(
            f"This record is not disposed of: {'; '.join(found)}.",
            hint=f"Settle {'that' if len(found) == 1 else f'these {len(found)} things'} first: "
            f"`throughcare retention show {who.removeprefix('urn:uuid:')[:8]}`.",
        )


def _bare(document: KeptDocument) -> KeptDocument:
    """A document as the stub holds it: what it was, and nothing that its writer could have put a name into."""
    kept = {name: getattr(document, name) for name in KeptDocument.__slots__}
    if kept["recipient_id"] is None:
        kept["recipient_name"] = None
    return KeptDocument(**kept)
