"""What a report is drawn from: a signed summary, or a draft of one, seen in one way by every page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from registry.domain.addressing import Issuer, Purpose, Recipient
from registry.domain.annex_mention import AnnexMention
from registry.domain.assessment import Assessment
from registry.domain.catalogue import Kind, Programme
from registry.domain.checkwords import document_number, printed_digest
from registry.domain.dates import PartialDate
from registry.domain.described_edition import DescribedEdition
from registry.domain.intervention import Intervention
from registry.domain.measure import Measure
from registry.domain.needs import TargetNeed, need_label
from registry.domain.people import Person
from registry.domain.placement import Placement
from registry.domain.profiles import PROFILES
from registry.domain.summary import CatalogueAsKnown, Subject, TransferSummary
from registry.domain.voice import NotShown, Shown, VoiceEntry
from registry.domain.wording import sentence

# A verifier looks for a line that begins so, and compares the groups after it with the attachment.
DIGEST: Final = "Document digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What stands on every page of a signed report, so that it can be checked from paper."""

    digest: str
    words: tuple[str, ...]

    @property
    def number(self) -> str:
        """The document number in groups of four."""
        return document_number(self.digest)

    @property
    def digest_line(self) -> str:
        """The line that `verify` looks for in the page text: see "The PDF" in the format paper."""
        return f"{DIGEST} {printed_digest(self.digest)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Everything a report may speak of. `check` and `document_id` are absent for a draft, and so is an approver.

    `weeks_from` says with whose summary the page on the first two weeks came, and why it may be no part of the report.
    `programmes` are those that the catalogue here knows, for judgements of what covers what. `received` names the
    summaries that stand in which others told of this person, where the reader has them too, and `held` those of which
    the pages hold what they say: `sent` says by a record's id from whom and when it came. `assessments_received` are
    those that any of them tell of. `papers` are what the participant answered when they were shown other papers about
    them, each with what it was. `measures` are those that the catalogue knows, by id: a range that only the person who
    entered a reading stated is said to be that; without them nothing is said of ranges.
    """

    subject: Subject
    catalogue: CatalogueAsKnown | None = None
    made: datetime
    author: Person
    unit: Issuer | None = None
    needs: Mapping[str, TargetNeed]
    purpose: Purpose = Purpose.PAROLE_BOARD
    recipient: Recipient | None = None
    approver: Person | None = None
    shown: Shown | None = None
    not_shown: NotShown | None = None
    check: Check | None = None
    document_id: str | None = None
    annex: AnnexMention | None = None
    interim: bool = False
    weeks_from: str = ""
    received: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    sent: Mapping[str, str] = field(default_factory=dict)
    assessments_received: tuple[Assessment, ...] = ()
    papers: tuple[tuple[str, Shown], ...] = ()
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    measures: Mapping[str, Measure] | None = None

    @classmethod
    def of_summary(
        cls,
        summary: TransferSummary,
        *,
        check: Check | None,
        needs: Mapping[str, TargetNeed],
        programmes: Mapping[str, Programme] = MappingProxyType({}),
    ) -> "Source":
        """Return the source for a frozen summary; `check` once it is signed."""
        attestation = summary.attestation
        return cls(
            subject=summary.subject,
            catalogue=summary.catalogue,
            made=summary.valid_from,
            author=attestation.author.person,
            unit=summary.issuer,
            needs=needs,
            purpose=summary.purpose,
            recipient=summary.recipient,
            approver=attestation.approver.person if attestation.approver else None,
            shown=attestation.shown,
            not_shown=attestation.not_shown,
            check=check,
            document_id=summary.id,
            annex=summary.annex,
            interim=summary.interim,
            programmes=programmes,
        )

    @property
    def code(self) -> str:
        """What the QR code of a signed report holds: the document's id and its digest; nothing for a draft."""
        return f"{self.document_id} {self.check.digest}" if self.check and self.document_id else ""

    @property
    def today(self) -> date:
        """The day up to which the report speaks."""
        return self.made.date()

    @property
    def voice(self) -> tuple[VoiceEntry, ...]:
        """The entries released to the readers of this purpose.

        The purpose's profile has chosen them already; a page chooses again, because a draft may be drawn from a record
        that no profile has passed over, and a document may be another program's.
        """
        audience = PROFILES[self.purpose].audience
        return tuple(entry for entry in self.subject.voice if audience in entry.audiences)

    @property
    def annex_words(self) -> str | None:
        """That an annex exists and whom to ask, where its decision-maker chose that this may be said."""
        if self.annex is None:
            return None
        return f"A sensitive annex exists. Whom to ask: {self.annex.decided_by}."

    @property
    def unit_name(self) -> str:
        """The issuing unit; a draft may not name one yet."""
        return self.unit.name if self.unit else "the issuing unit"

    @property
    def sent_by_others(self) -> str:
        """Where the reader finds what others recorded; blank where nothing was received."""
        return f"What others recorded: see the {'; '.join(self.received)}." if self.received else ""

    def sent_words(self, record: str) -> tuple[str, ...]:
        """From whom and when a record came that others signed, as a line of its own; none for our own."""
        return (sentence(self.sent[record]),) if record in self.sent else ()

    @property
    def name(self) -> str:
        """How the pages call the participant."""
        participant = self.subject.participant
        return participant.known_as or participant.name.given

    @property
    def banner(self) -> tuple[str, ...]:
        """The lines that run above every page."""
        return self.subject.participant.participant.banner(self.today)

    @property
    def works(self) -> tuple[Intervention, ...]:
        """The pieces of work in the order of their annexes: oldest first, undated ones last."""

        def when(work: Intervention) -> tuple[str, str]:
            begun = work.started or work.referred or work.delivered_on
            return (begun.text if begun else "9999", work.title)

        # A page chooses products again for the same reasons as the participant's words.
        audience = PROFILES[self.purpose].audience
        return tuple(work.with_products_for(audience) for work in sorted(self.subject.interventions, key=when))

    def edition(self, work: Intervention) -> DescribedEdition | None:
        """Return the edition as the sender described it, or None for work not matched to one."""
        return self.catalogue.edition(work) if self.catalogue else None

    def is_setting(self, work: Intervention) -> bool:
        """Whether this is time lived in a therapeutic setting, which is never completed treatment."""
        edition = self.edition(work)
        return edition is not None and edition.kind is Kind.SETTING

    def needs_of(self, work: Intervention) -> tuple[str, ...]:
        """The needs the work aimed at: as recorded for it, else as its edition says."""
        edition = self.edition(work)
        return work.needs or (edition.needs if edition else ())

    def need(self, need_id: str) -> str:
        """Our label for a need."""
        return need_label(self.needs, need_id)

    def area(self, need_id: str) -> tuple[str, str]:
        """The need in the prison's words and in the hospital's; the id in both where our list lacks it."""
        need = self.needs.get(need_id)
        return (need.prison, need.hospital) if need else (need_id, need_id)

    @property
    def placement_now(self) -> Placement | None:
        """The stay that has not ended; the newest where several have not."""
        running = [stay for stay in self.subject.placements if stay.until is None]
        return max(running, key=lambda stay: stay.since.text) if running else None

    def left_on(self, establishment_id: str) -> PartialDate | None:
        """The last day of the stay at an establishment that somebody moved on from; None while they are there.

        The stays say it, and nothing else: a course that ended with a move says that it ended, and they may be back.
        """
        now = self.placement_now
        if now is not None and now.establishment.id == establishment_id:
            return None
        stays = [one for one in self.subject.placements if one.establishment.id == establishment_id]
        came = now.since if now else None
        ended = [day for one in stays if (day := one.until or came)]
        return max(ended, key=lambda day: day.last, default=None)


def approver_words(source: Source) -> str:
    """Return who approved it: nobody yet, of a draft; and of an interim summary why, in capitals that nobody misses."""
    if source.interim:
        return "NOT YET COUNTERSIGNED: interim, signed by its author and the unit, until the approved one comes"
    return source.approver.words if source.approver else "nobody yet"


def number_line(check: Check) -> str:
    """Return the line under every page that checks it from paper: the document number and its words."""
    return f"Document {check.number} · {' · '.join(check.words)}"


def footer_lines(source: Source) -> tuple[str, ...]:
    """Return the lines under every page: document number and check words, then from whom, to whom and why."""
    nobody = "the participant" if source.purpose is Purpose.OWN_COPY else "a recipient not yet named"
    whom = source.recipient.name if source.recipient else nobody
    why = source.purpose.value.replace("-", " ")
    purpose = f"For {whom}" if why in whom.casefold() else f"For {whom} ({why})"
    second = f"{purpose} · {source.unit_name} · {PartialDate.of(source.today).words}"
    if source.check is None:
        return (second,)
    return (number_line(source.check), second)
