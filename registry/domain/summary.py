"""The transfer summary: the signed document about one participant, for a named recipient and purpose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from registry.domain.addressing import Issuer, Purpose, Recipient, RecipientKind, Series
from registry.domain.annex_mention import AnnexMention
from registry.domain.assessment import Assessment, Score
from registry.domain.attestation import Attestation, Checkpoint, Signatory
from registry.domain.catalogue import OverlapJudgement
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.identifiers import LocalNumber, NhsNumber, PrisonNumber, check_digest, check_id
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord
from registry.domain.participant import CommunicationNeeds, FirstTwoWeeks, Participant, PersonName, Sex
from registry.domain.people import Person
from registry.domain.placement import Placement
from registry.domain.plan import Plan
from registry.domain.text import check_name, check_prose, one_of
from registry.domain.voice import NotShown, Sharing, Shown, VoiceEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRef:
    """The catalogue release the sender worked with."""

    id: str
    version: str
    digest: str

    def __post_init__(self) -> None:
        check_id(self.id, "The catalogue release's id")
        check_digest(self.digest, "The catalogue release's digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueAsKnown:
    """Every edition the document names, once, as the sender knew it, and what its clinicians judged these to cover."""

    release: ReleaseRef
    editions: tuple[DescribedEdition, ...] = ()
    overlaps: tuple[OverlapJudgement, ...] = ()

    def edition(self, intervention: Intervention) -> DescribedEdition | None:
        """Return the edition as described for this intervention's delivery, or None for unmatched work."""
        same = [edition for edition in self.editions if edition.edition_id == intervention.edition_id]
        for edition in same:
            local = edition.local.id if edition.local else None
            shape = edition.shape.id if edition.shape else None
            if local == intervention.local_definition_id and intervention.shape_id in (None, shape):
                return edition
        return same[0] if same else None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A named judgement on how a piece of work stands beside a prison programme."""

    work: str
    beside: str
    judgement: str
    by: str
    on: PartialDate

    def __post_init__(self) -> None:
        for text in (self.work, self.beside, self.by):
            check_name(text, "The comparison")
        check_prose(self.judgement, "The comparison's judgement")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What only a person can write: the case in short, what to read with care, how well they know the person."""

    in_short: tuple[str, ...]
    knowledge_of_case: str
    read_with_care: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.in_short) <= 3:
            raise InvalidValue("The case in short is one to three sentences.")
        if len(self.read_with_care) > 4:
            raise InvalidValue("At most four points to read with care.")
        for text in (*self.in_short, self.knowledge_of_case, *self.read_with_care):
            check_prose(text, "The statement")


@dataclass(frozen=True, kw_only=True)
class SubjectParticipant:
    """A participant as they travel: former names stay behind, communication needs lead."""

    id: str
    communication: CommunicationNeeds
    name: PersonName
    known_as: str | None = None
    born: PartialDate
    sex: Sex
    nhs_number: NhsNumber | None = None
    no_nhs_number_because: str | None = None
    prison_number: PrisonNumber | None = None
    local_number: LocalNumber | None = None
    untried: bool = False

    def __post_init__(self) -> None:
        _ = self.participant

    @classmethod
    def of(cls, participant: Participant) -> "SubjectParticipant":
        """Return the travelling form of a participant."""
        return cls(
            id=participant.id,
            communication=participant.communication,
            name=participant.name,
            known_as=participant.known_as,
            born=participant.born,
            sex=participant.sex,
            nhs_number=participant.nhs_number,
            no_nhs_number_because=participant.no_nhs_number_because,
            prison_number=participant.prison_number,
            local_number=participant.local_number,
            untried=participant.untried,
        )

    @property
    def participant(self) -> Participant:
        """The participant as a receiver records them."""
        return Participant(
            id=self.id,
            communication=self.communication,
            name=self.name,
            known_as=self.known_as,
            born=self.born,
            sex=self.sex,
            nhs_number=self.nhs_number,
            no_nhs_number_because=self.no_nhs_number_because,
            prison_number=self.prison_number,
            local_number=self.local_number,
            untried=self.untried,
        )


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the summary says of the participant, by section. `omitted` tells kinds of section, never items."""

    participant: SubjectParticipant
    first_two_weeks: FirstTwoWeeks | None = None
    statement: Statement | None = None
    sharing: Sharing | None = None
    placements: tuple[Placement, ...] = ()
    needs: tuple[NeedRecord, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    scores: tuple[Score, ...] = ()
    voice: tuple[VoiceEntry, ...] = ()
    plan: Plan | None = None
    omitted: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        mine = self.participant.id
        owners = {
            *(record.participant_id for record in self.placements),
            *(record.participant_id for record in self.needs),
            *(record.participant_id for record in self.interventions),
            *(record.participant_id for record in self.assessments),
            *(record.participant_id for record in self.scores),
            *(record.participant_id for record in self.voice),
        }
        if owners - {mine}:
            raise InvalidValue("A record in the summary belongs to another participant.")
        if self.plan is not None and self.plan.participant_id != mine:
            raise InvalidValue("The plan in the summary belongs to another participant.")


# Each purpose opens the participant's words to one audience; another kind of recipient would read over its shoulder.
_ADDRESSEES: dict[Purpose, tuple[RecipientKind, ...]] = {
    Purpose.TRANSFER: (RecipientKind.ESTABLISHMENT,),
    Purpose.PRISON: (RecipientKind.ESTABLISHMENT,),
    Purpose.PAROLE_BOARD: (RecipientKind.BOARD, RecipientKind.ESTABLISHMENT),
    Purpose.TRIBUNAL: (RecipientKind.TRIBUNAL,),
    Purpose.COMMUNITY: (RecipientKind.ESTABLISHMENT, RecipientKind.PERSON),
    Purpose.OWN_COPY: (RecipientKind.PERSON,),
}


# Whoever decides about somebody's liberty reads nothing that they have not seen, or somebody says why.
TO_BE_SHOWN: Final = (Purpose.PRISON, Purpose.PAROLE_BOARD, Purpose.TRIBUNAL)


def _check_addressee(purpose: Purpose, recipient: Recipient) -> None:
    kinds = _ADDRESSEES[purpose]
    if recipient.kind not in kinds:
        raise NotAllowed(
            f"A summary for the purpose {purpose} is not addressed to a {recipient.kind}.",
            hint=f"It goes to: {one_of([kind.value for kind in kinds])}.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A summary before approval: it can still change.

    `trauma_because` is why trauma-focused work travels where it otherwise does not; it stays with the draft.
    """

    id: str
    series: Series
    purpose: Purpose
    recipient: Recipient
    author: Person
    catalogue: CatalogueAsKnown
    subject: Subject
    made: datetime
    interim: bool = False
    annex: AnnexMention | None = None
    shown: Shown | None = None
    not_shown: NotShown | None = None
    trauma_because: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The document's id")
        if self.shown is not None and self.not_shown is not None:
            raise InvalidValue("Shown to the participant, and not shown: only one can be.")
        if self.trauma_because is not None:
            check_prose(self.trauma_because, "Why trauma-focused work travels")
        _check_addressee(self.purpose, self.recipient)
        if self.purpose is Purpose.PAROLE_BOARD and self.subject.participant.untried:
            raise NotAllowed(
                "There is no parole report for a participant who has not been convicted.",
                hint="Not so? `placement end`, `placement add` with the law they stay under now, and "
                "`participant amend --tried`.",
            )
        if self.interim and self.purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL):
            raise NotAllowed("An interim summary never goes to a board or a tribunal.")

    @property
    def lacks_showing(self) -> bool:
        """True when it must be shown to the participant, and nobody says that it was or why not."""
        return self.purpose in TO_BE_SHOWN and self.shown is None and self.not_shown is None

    def require_shown(self) -> None:
        """Raise NotAllowed when it lacks showing."""
        if self.lacks_showing:
            raise NotAllowed(
                "This summary was not shown to the participant, and nobody has said why.",
                hint="Record it with `throughcare summary shown`.",
            )


@dataclass(frozen=True, kw_only=True)
class TransferSummary:
    """The frozen document: exactly what is signed."""

    id: str
    issuer: Issuer
    valid_from: datetime
    series: Series
    recipient: Recipient
    purpose: Purpose
    interim: bool = False
    annex: AnnexMention | None = None
    attestation: Attestation
    catalogue: CatalogueAsKnown
    checkpoint: Checkpoint
    subject: Subject

    def __post_init__(self) -> None:
        check_id(self.id, "The document's id")
        author, approver = self.attestation.author, self.attestation.approver
        # Another spelling of one registration is found by whoever approves or verifies, who has a name for it.
        same = approver is not None and (
            author.id == approver.id or (author.registration or "") == approver.registration
        )
        if same:
            raise NotAllowed(
                f"{author.name} wrote this summary and cannot approve it.", hint="Ask another clinician to approve it."
            )
        if self.interim != (approver is None):
            raise InvalidValue("An interim summary, and only an interim one, has no approver.")

    @property
    def signatory(self) -> Signatory:
        """The person whose proof must stand in it: the approver, or the author of an interim summary."""
        return self.attestation.approver or self.attestation.author

    @property
    def addressees(self) -> tuple[Recipient, ...]:
        """To whom it is addressed."""
        return (self.recipient,)
