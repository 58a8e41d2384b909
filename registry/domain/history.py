"""Everything a unit holds about one participant, and where each piece came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from registry.domain.assessment import Assessment, Score
from registry.domain.corrections import Move
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition
from registry.domain.entry import LinkedRecord
from registry.domain.intervention import Intervention
from registry.domain.needs import NeedRecord
from registry.domain.participant import FirstTwoWeeks, Participant
from registry.domain.placement import Placement
from registry.domain.plan import Trust
from registry.domain.voice import Sharing, VoiceEntry


class Origin(StrEnum):
    """Whose record it is. Imported records are shown as theirs and never edited."""

    OWN = "own"
    IMPORTED = "imported"
    REPORTED = "reported"

    @property
    def words(self) -> str:
        """The origin as somebody of this unit sees it."""
        return {"own": "own record", "imported": "theirs, sent to us", "reported": "reported"}[self.value]

    @property
    def by(self) -> str:
        """What stands before the establishment's name, for a reader anywhere."""
        return {"own": "recorded by", "imported": "sent by", "reported": "reported of"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a record came from: the issuer, the document and its date for what was imported.

    `doubt` says in a few words, and `doubt_words` in sentences, that a key which signed it was marked since.
    """

    origin: Origin
    issuer: str
    trust: Trust
    document: str | None = None
    digest: str | None = None
    on: PartialDate | None = None
    doubt: str = ""
    doubt_words: str = ""

    @property
    def words(self) -> str:
        """One phrase: whose record, from whom, of when, and how far it carries."""
        whose = f"{self.origin.by} {self.issuer}"
        if self.origin is Origin.OWN:
            return whose
        dated = f", {self.on.words}" if self.on else ""
        doubt = f"; {self.doubt}" if self.doubt else ""
        return f"{whose}{dated} ({self.trust.words}{doubt})"

    @property
    def whence(self) -> str:
        """Whose record and from whom, where date and trust stand beside it anyway."""
        doubt = f", {self.doubt}" if self.doubt else ""
        return f"{self.origin.by} {self.issuer}{doubt}"


def with_programme(title: str, edition: DescribedEdition | None) -> str:
    """Return a title, with that of its programme behind it where the title is a name of its own."""
    programme = edition.title if edition else title
    return title if programme.casefold() in title.casefold() else f"{title} ({programme})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One intervention as evidence: the record, the edition as its own unit knew it, and its source."""

    intervention: Intervention
    edition: DescribedEdition | None
    source: Source

    @property
    def named(self) -> str:
        """What the record calls it, with the programme beside a name of its own: by that the catalogue knows it."""
        return with_programme(self.intervention.title, self.edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One participant's whole history at a unit, imported records beside its own.

    `linked` names other records of the same participant; `struck` counts entries that were entered in error and are
    not among the rest; `moves` trace what was moved from here or to here; `sources` tell by its id where an imported
    placement, need, assessment, reading or word came from, where a piece of work says so itself; `notices` say which
    received summaries no longer stand; `under_glass_until` says that the record is another establishment's and read
    under break-glass; `weeks_from` says with which received summary the page on the first two weeks came. Only showing
    needs them. `weeks_stand` is False where that summary was withdrawn: nothing rests on the page then, and it does not
    travel on, until somebody here has read it again.
    """

    participant: Participant
    first_two_weeks: FirstTwoWeeks | None = None
    weeks_stand: bool = True
    weeks_from: str = ""
    sharing: Sharing | None = None
    placements: tuple[Placement, ...] = ()
    needs: tuple[NeedRecord, ...] = ()
    work: tuple[Work, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    scores: tuple[Score, ...] = ()
    voice: tuple[VoiceEntry, ...] = ()
    linked: tuple[LinkedRecord, ...] = ()
    struck: int = 0
    moves: tuple[Move, ...] = ()
    notices: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    under_glass_until: datetime | None = None
