"""The sensitive annex: material that travels apart from the summary, because a named person decided so.

Victims, third parties, and what somebody may apply to have withheld go here, under a signature of their own and to
recipients of their own. The program never decides to hide; a person does, with a reason. The summary says that an
annex exists only if that person chose so, and nothing else of it. An annex goes in versions of one series, and is
withdrawn, as a summary is; another version may go to other recipients.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registry.domain.addressing import Issuer, Recipient, Series, check_recipients
from registry.domain.attestation import Checkpoint, Signatory, UnitKey
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.people import Person
from registry.domain.summary import SubjectParticipant
from registry.domain.text import check_prose


class Concern(StrEnum):
    """Why a passage stands apart."""

    VICTIM = "victim"
    THIRD_PARTY = "third-party"
    WITHHOLDING = "application-to-withhold"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The concern as a reader sees it."""
        return {
            "victim": "about a victim",
            "third-party": "about a third party",
            "application-to-withhold": "somebody may apply to have it withheld",
            "other": "for another reason",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One piece of text in an annex, and why it stands apart."""

    concern: Concern
    text: str

    def __post_init__(self) -> None:
        check_prose(self.text, "The passage")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexDraft:
    """An annex before the decision-maker signs it: it can still change."""

    id: str
    series: Series
    participant: SubjectParticipant
    recipients: tuple[Recipient, ...]
    passages: tuple[Passage, ...]
    author: Person
    made: datetime

    def __post_init__(self) -> None:
        check_id(self.id, "The document's id")
        check_recipients(self.recipients, "An annex")
        _check_passages(self.passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexAttestation:
    """Who signs an annex: the named person who decided that it stands apart, and the unit. The author is named."""

    author: Signatory
    decision_maker: Signatory
    unit: UnitKey

    def __post_init__(self) -> None:
        if self.decision_maker.key is None:
            raise InvalidValue("The decision-maker's key is not named.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexSubject:
    """Whom the annex is about, why it stands apart, whether the summary may mention it, and the text."""

    participant: SubjectParticipant
    reason: str
    mentioned: bool
    passages: tuple[Passage, ...]

    def __post_init__(self) -> None:
        check_prose(self.reason, "The reason for the annex")
        _check_passages(self.passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """The frozen annex: exactly what is signed."""

    id: str
    issuer: Issuer
    valid_from: datetime
    series: Series
    recipients: tuple[Recipient, ...]
    attestation: AnnexAttestation
    checkpoint: Checkpoint
    subject: AnnexSubject

    def __post_init__(self) -> None:
        check_id(self.id, "The document's id")
        check_recipients(self.recipients, "An annex")

    @property
    def signatory(self) -> Signatory:
        """The person whose proof must stand in it."""
        return self.attestation.decision_maker

    @property
    def addressees(self) -> tuple[Recipient, ...]:
        """To whom it is addressed."""
        return self.recipients


def _check_passages(passages: tuple[Passage, ...]) -> None:
    if not passages:
        raise InvalidValue("An annex without a passage says nothing.", hint="Give at least one.")
