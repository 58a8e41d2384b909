"""How a participant's own copy is made, and what it calls work, lines of the plan and what others were sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from registry.domain.catalogue import Sensitivity
from registry.domain.described_edition import DescribedEdition
from registry.domain.discreet import Discreet
from registry.domain.dose import sessions_by_kind
from registry.domain.history import Work
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.needs import NeedRecord
from registry.domain.plan import PlanLine, Trust
from registry.domain.session import SessionKind
from registry.domain.voice import Shown, VoiceEntry
from registry.domain.wording import capital, said
from registry.reports.source import Source

_DELIVERY: Final = {
    Delivery.GROUP: "Group work",
    Delivery.INDIVIDUAL: "Individual sessions",
    Delivery.MIXED: "Group work and individual sessions",
    Delivery.RESIDENTIAL: "Shared living",
}
_HAD: Final = {Delivery.GROUP: {SessionKind.GROUP}, Delivery.INDIVIDUAL: {SessionKind.INDIVIDUAL}}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPaper:
    """What the participant answered when they were shown another paper about them; `what` names it in a full copy."""

    what: str
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidElsewhere:
    """What the participant said to another unit, `by` which it was written down; that is named in a full copy alone."""

    entry: VoiceEntry
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCopy:
    """How a copy is made: `discreet` names what it may not hold, None for a full copy, which says where it is kept.

    `activities` are the plain names of programmes by id; `holders` are the names of those whom we sent something about
    them, `senders` of those who sent us something; `elsewhere` is the work that these told of, by id, and `papers` are
    what the participant was shown beside this copy. `said_elsewhere` are their own words to others, for themselves, and
    `needs_elsewhere` what others recorded of their needs, with what they do not want now.
    """

    discreet: Discreet | None
    activities: Mapping[str, str]
    holders: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    elsewhere: tuple[Work, ...] = ()
    papers: tuple[ShownPaper, ...] = ()
    said_elsewhere: tuple[SaidElsewhere, ...] = ()
    needs_elsewhere: tuple[NeedRecord, ...] = ()
    kept_where: str | None = None
    large_print: bool = False
    pictures: bool = False


def activity_of(source: Source, work: Intervention, discreet: Discreet) -> str:
    """Return the plain name of a piece of work: its programme's where that is safe to hold, else how it was delivered.

    A document of another unit may call its programmes by any name.
    """
    name = _plain(work, source.edition(work), discreet)
    return name if source.is_setting(work) else as_had(work, name)


def as_had(work: Intervention, name: str) -> str:
    """Return *name*, or where it names groups or individual sessions that this person never had, what they had."""
    had = {kind for kind, many in sessions_by_kind(work).items() if many} or _HAD.get(work.delivery, set(SessionKind))
    if not any(kind in name.casefold() for kind in set(SessionKind) - had):
        return name
    return _DELIVERY[next(delivery for delivery, kinds in _HAD.items() if kinds == had)]


def _plain(work: Intervention, edition: DescribedEdition | None, discreet: Discreet) -> str:
    return edition.activity if edition and discreet.is_safe(edition.activity) else _DELIVERY[work.delivery]


class Naming:
    """What one copy may hold, and what it calls things."""

    def __init__(self, source: Source, how: OwnCopy) -> None:
        self.source, self.how = source, how
        ours = {work.id for work in source.works}
        self._elsewhere = {work.intervention.id: work for work in how.elsewhere if work.intervention.id not in ours}

    @property
    def elsewhere(self) -> tuple[Intervention, ...]:
        """The work that only others have the record of."""
        return tuple(work.intervention for work in self._elsewhere.values())

    @property
    def is_full(self) -> bool:
        """Whether the copy names everything."""
        return self.how.discreet is None

    @property
    def here(self) -> str | None:
        """Where the unit of the plan is: by name in a full copy alone; None where they moved on from there."""
        plan, now = self.source.subject.plan, self.source.placement_now
        if plan is None or (now is not None and now.establishment.id != plan.establishment.id):
            return None
        return f"at {plan.establishment.name}" if self.is_full else "here"

    def safe(self, text: str | None) -> str | None:
        """Return what somebody wrote, on one line, where it may stand on this copy."""
        words = said(text)
        return words if words and (self.how.discreet is None or self.how.discreet.is_safe(words)) else None

    def is_kept_back(self, text: str | None) -> bool:
        """Whether somebody wrote it and it stands in the full copy alone."""
        return bool(said(text)) and not self.safe(text)

    def edition(self, work: Intervention) -> DescribedEdition | None:
        """Return the edition as whoever has the record described it, or None for work not matched to one."""
        theirs = self._elsewhere.get(work.id)
        return theirs.edition if theirs else self.source.edition(work)

    def work(self, work: Intervention) -> str:
        """Return what the copy calls a piece of work."""
        discreet = self.how.discreet
        if discreet is None:
            return f"{work.title}, {work.establishment.name}"
        if work.id in self._elsewhere:
            return as_had(work, _plain(work, self.edition(work), discreet))
        return activity_of(self.source, work, discreet)

    def line(self, line: PlanLine) -> str:
        """Return what the copy calls the work of a line; when it began tells apart what would have one plain name."""
        if self.is_full:
            return line.title
        new = self.safe(line.build_on.what_is_new) if line.build_on else None
        record = self._record(line)
        if record is not None and record.id not in self._elsewhere:
            # What is built on work of one's own is the part that was missing of it.
            return capital(new) if new else self._since(record)
        if record is None or line.build_on:
            return self.safe(self.how.activities.get(line.programme_id or "")) or "A piece of work"
        return self._since(record)

    def is_left(self, work: Intervention) -> bool:
        """Whether work began before they came to where they are now, which is elsewhere: it was left behind."""
        now = self.source.placement_now
        if now is None or now.establishment.id == work.establishment.id:
            return False
        return work.started is None or work.started.certainly_before(now.since)

    def goes_on(self, line: PlanLine) -> str:
        """Return where a line's work goes on by a trusted document: by name in a full copy alone; blank for nowhere."""
        for work in self._elsewhere.values():
            one = work.intervention
            trusted = one.id in line.work and work.source.trust is Trust.SIGNED and one.state is State.IN_PROGRESS
            if trusted and one.started and not self.is_left(one):
                return f"at {one.establishment.name}" if self.is_full else "elsewhere"
        return ""

    def is_tender(self, line: PlanLine) -> bool:
        """Whether the work may touch what happened to them or what they did: whether and when it goes on is theirs.

        What is not matched to an edition may be. Of tender work no line ever names a place to go on from.
        """
        record = self._record(line)
        edition = self.edition(record) if record else None
        if edition is not None:
            return edition.sensitivity is not Sensitivity.NONE
        ours = record is not None and record.id not in self._elsewhere
        return ours or not (line.resume and line.resume.module_title)

    def _record(self, line: PlanLine) -> Intervention | None:
        """The work that a line is about: of our own record, else of what others told of."""
        return next((work for work in (*self.source.works, *self.elsewhere) if work.id in line.work), None)

    def _since(self, work: Intervention) -> str:
        name = self.work(work)
        return f"{name}, from {work.started.words}" if work.started else name
