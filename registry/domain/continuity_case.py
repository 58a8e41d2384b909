"""What the continuity rules look at: the case, each piece of work in it, and each need still open.

Records are gathered into pieces of work before any rule is asked. A *programme* is one piece however many records
speak of it: a part done in one unit and a part done in the next are one course, and two units that say different
things stand against each other and are never averaged. Agreed goals, open-ended and residential work are a piece
each, because their goals differ even where their name is the same; unless one took up what another left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from registry.domain.catalogue import CourseForm, OverlapJudgement, Programme, Sensitivity
from registry.domain.closure import Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.described_edition import DescribedEdition
from registry.domain.dose import Dose, Standing, dose, standing
from registry.domain.edition import AccreditationStatus, Component
from registry.domain.history import History, Work
from registry.domain.intervention import Intervention, State
from registry.domain.needs import NeedRecord, NeedStanding, TargetNeed
from registry.domain.people import EstablishmentRef
from registry.domain.plan import PlanLine, Trust
from registry.domain.reasons import Cause, StopReason

TRUSTED = (Trust.SIGNED, Trust.OWN)
NO_NEED = "need-not-recorded"
STANDINGS = (NeedStanding.OUTSTANDING, NeedStanding.PRESENT, NeedStanding.MET)

_NOT_BEGUN = (State.REFERRED, State.ASSESSING, State.SUITABLE, State.NOT_READY, State.WAITING)
_NOT_OF_THEIR_MAKING = (Cause.SERVICE, Cause.LEGAL, Cause.SECURITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the receiving unit delivers. `joins_within_weeks`: how long after leaving a group one may join another."""

    edition: DescribedEdition
    next_start: PartialDate | None = None
    places: int | None = None
    joins_within_weeks: int | None = None
    individual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything the plan is made from. `need_trust` says how a need record came, by its id; ours need no entry."""

    history: History
    establishment: EstablishmentRef
    today: date
    offers: tuple[Offer, ...] = ()
    overlaps: tuple[OverlapJudgement, ...] = ()
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    needs: Mapping[str, TargetNeed] = field(default_factory=dict)
    need_trust: Mapping[str, Trust] = field(default_factory=dict)

    def offer_of(self, programme_id: str | None) -> Offer | None:
        """Return this unit's offer of a programme, in whatever edition."""
        return next((offer for offer in self.offers if offer.edition.programme_id == programme_id), None)

    def title_of(self, programme_id: str) -> str:
        """Return a programme's title; the bare id where nobody here knows it."""
        programme = self.programmes.get(programme_id)
        return programme.title if programme else programme_id

    def is_withdrawn(self, programme_id: str | None, edition: DescribedEdition | None = None) -> bool:
        """Whether the programme is withdrawn today, or was when this edition was described."""
        if edition is not None and edition.accreditation.status is AccreditationStatus.WITHDRAWN:
            return True
        programme = self.programmes.get(programme_id or "")
        history = programme.newest if programme else None
        if history is None or all(one.status is not AccreditationStatus.WITHDRAWN for one in history.accreditation):
            return False
        return history.accreditation_at(PartialDate.of(self.today)).status is AccreditationStatus.WITHDRAWN

    def needs_in_force(self) -> dict[str, NeedRecord]:
        """Return the record in force for each need.

        Only a certainly earlier record gives way. Where the order is not certain, the record that leaves more
        to be done stands, so that nobody loses treatment to a missing day.
        """
        by_need: dict[str, list[NeedRecord]] = {}
        for record in self.history.needs:
            by_need.setdefault(record.need, []).append(record)
        return {need: records[0] if len(records) == 1 else _in_force(records) for need, records in by_need.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of work.

    `work` is the record that leads; `earlier` parts of the same course are counted with it; `against` contradicts
    it; `beside` speaks of the same programme without deciding; `kin` are other pieces of the same programme.
    `course` is the leading record with the sessions and module marks of the earlier parts.
    """

    work: Work
    earlier: tuple[Work, ...] = ()
    against: tuple[Work, ...] = ()
    beside: tuple[Work, ...] = ()
    kin: tuple[Work, ...] = ()
    course: Intervention
    dose: Dose
    standing: Standing

    @property
    def record(self) -> Intervention:
        """The leading record."""
        return self.work.intervention

    @property
    def edition(self) -> DescribedEdition | None:
        """The edition as its own unit knew it."""
        return self.work.edition

    @property
    def programme_id(self) -> str | None:
        """The programme, where the work was matched to one."""
        return self.edition.programme_id if self.edition else None

    @property
    def title(self) -> str:
        """The programme's title, else what the record calls the work."""
        return self.edition.title if self.edition else self.record.title

    @property
    def needs(self) -> tuple[str, ...]:
        """What this work aims at: as recorded for this person, else as the edition says. Never empty."""
        return self.record.needs or (self.edition.needs if self.edition else ()) or (NO_NEED,)

    @property
    def form(self) -> CourseForm | None:
        """The course form, where known."""
        return self.edition.form if self.edition else None

    @property
    def has_goals(self) -> bool:
        """True for work that is completed by answering its goals or review questions."""
        return self.form in (CourseForm.GOALS, CourseForm.OPEN_ENDED)

    @property
    def is_sensitive(self) -> bool:
        """True for trauma-processing and offence-disclosure work, which is never resumed at a session."""
        return self.edition is not None and self.edition.sensitivity is not Sensitivity.NONE

    @property
    def completed(self) -> bool:
        """True when the leading record says completed: a claim, not yet a credit."""
        return self.record.outcome is Outcome.COMPLETED

    @property
    def delivered_parts_done(self) -> bool:
        """True when nothing is left of the parts that were delivered: completed, or ended with every module done."""
        ended = self.record.closure is not None and bool(self.standing.places) and self.standing.resume is None
        return self.completed or ended

    @property
    def reason(self) -> StopReason | None:
        """Why it stopped early."""
        return self.record.closure.reason if self.record.closure else None

    @property
    def trust(self) -> Trust:
        """The weakest record that the line rests on."""
        return max((trust_of(work) for work in (self.work, *self.earlier, *self.against)), key=lambda one: one.rank)

    @property
    def records(self) -> tuple[Work, ...]:
        """Every record of this piece, the leading one first."""
        return (self.work, *self.against, *self.earlier, *self.beside)

    @property
    def goals_answered(self) -> bool:
        """Whether there are goals and each has a named review beside the participant's own answer."""
        return bool(self.record.goals) and all(goal.answered for goal in self.record.goals)

    @property
    def components_missing(self) -> tuple[str, ...]:
        """The titles of required parts that were not delivered; a part nobody lists as optional counts."""
        known = {name: part for part in self._components for name in (part.id, part.title)}
        named = [(name, known.get(name)) for name in self.record.missing_components]
        titles = [part.title if part else name for name, part in named if part is None or part.required]
        if self.record.components:
            titles += [part.title for part in self._required if not {part.id, part.title} & {*self.record.components}]
        return tuple(dict.fromkeys(titles))

    @property
    def components_unknown(self) -> bool:
        """True when the edition has several required parts and the record names neither delivered nor missing ones."""
        return len(self._required) > 1 and not (self.record.components or self.record.missing_components)

    @property
    def is_substantial(self) -> bool:
        """Whether enough was delivered for an overlap judgement to speak of it: completed, or half of it received."""
        if self.completed:
            return True
        if self.dose.percent is not None:
            return self.dose.percent >= 50
        done = sum(place.sessions_left == 0 for place in self.standing.places)
        return bool(done) and done * 2 >= len(self.standing.places)

    @property
    def _components(self) -> tuple[Component, ...]:
        return self.edition.components if self.edition else ()

    @property
    def _required(self) -> tuple[Component, ...]:
        return tuple(part for part in self._components if part.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why an offer is not for this person, in one clause; `for_now` where something has to happen first."""

    offer: Offer
    because: str
    for_now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNeed:
    """One need of the participant, the lines that the work under it already gave, and what this unit offers for it.

    `unsettled` are suitable offers whose prerequisite is not known to be done; `repeats` are in the plan already.
    """

    need: str
    record: NeedRecord | None
    older: tuple[NeedRecord, ...]
    waiting: tuple[Work, ...]
    lines: tuple[PlanLine, ...]
    is_covered: bool
    is_answered: bool
    suitable: tuple[Offer, ...]
    unsettled: tuple[Offer, ...]
    unfit: tuple[Unfit, ...]
    repeats: tuple[Offer, ...]

    @property
    def may_start(self) -> bool:
        """True when nothing covers the need and neither the person nor a clinician speaks against starting."""
        spoken = self.record is not None and bool(self.record.choice or self.record.not_advised_because)
        return not self.is_covered and not spoken


def trust_of(work: Work) -> Trust:
    """Return how far a record carries: never further than *reported* for what was written on someone's word."""
    closure = work.intervention.closure
    on_word = Recorded.REPORTED in (work.intervention.recorded, closure.recorded if closure else None)
    return max(work.source.trust, Trust.REPORTED, key=lambda one: one.rank) if on_word else work.source.trust


def is_waiting(record: Intervention) -> bool:
    """True when treatment never began, through no choice of the person: referred, waiting, or moved while waiting.

    A closed record says so only where it knows of the referral: a thin record of a past is not a wait.
    """
    if record.started or record.sessions or record.marks or record.goals or record.products:
        return False
    closure = record.closure
    if closure is None:
        return record.state in _NOT_BEGUN
    unfinished = closure.outcome in (Outcome.NOT_COMPLETED, Outcome.TRANSFERRED)
    return unfinished and record.referred is not None and closure.cause in _NOT_OF_THEIR_MAKING


def last_known(work: Work) -> date:
    """Return the last day the record speaks of, to put records in order."""
    record = work.intervention
    dates = [record.closure.on] if record.closure else [one.on for one in record.sessions]
    dates = dates or [one for one in (record.started, record.referred, work.source.on) if one]
    return max((one.last for one in dates), default=date.min)


def pieces_of(works: Iterable[Work]) -> tuple[Piece, ...]:
    """Gather records into pieces of work, in the order in which the history first speaks of each.

    Waiting is not work: it stands beside the piece where the programme was taken part in, and otherwise with its need.
    """
    begun: list[Work] = []
    waiting: list[Work] = []
    for work in works:
        (waiting if is_waiting(work.intervention) else begun).append(work)
    groups: dict[str, list[Work]] = {}
    kin: dict[str, list[Work]] = {}
    for work in begun:
        if work.edition is not None:
            kin.setdefault(work.edition.programme_id, []).append(work)
    for work in begun:
        edition = work.edition
        if edition is not None and edition.form is CourseForm.PROGRAMME:
            key = edition.programme_id
        else:
            key = _taken_up_again(work, kin.get(edition.programme_id, []) if edition else [])
        groups.setdefault(key, []).append(work)
    pieces = (_piece(_latest_of_each(group), kin) for group in groups.values())
    return tuple(_beside(piece, waiting) if waiting else piece for piece in pieces)


def _beside(piece: Piece, waiting: list[Work]) -> Piece:
    also = tuple(work for work in waiting if work.edition and work.edition.programme_id == piece.programme_id)
    return replace(piece, beside=(*piece.beside, *also))


def _taken_up_again(work: Work, same_programme: list[Work]) -> str:
    """Return the id under which work with goals stands: its own, or that of the last later work that took it up.

    It was taken up where work of the same programme on the same need certainly began after it ended unfinished.
    """
    record = work.intervention
    if record.closure is None or record.outcome is Outcome.COMPLETED:
        return record.id
    later = [
        other
        for other in same_programme
        if other.intervention.started is not None
        and record.closure.on.certainly_before(other.intervention.started)
        and other.intervention.needs[:1] == record.needs[:1]
    ]
    return max(later, key=last_known).intervention.id if later else record.id


def _in_force(records: list[NeedRecord]) -> NeedRecord:
    current = [one for one in records if not any(one.on.certainly_before(other.on) for other in records)]
    return min(current, key=lambda one: (STANDINGS.index(one.standing), one.choice is None, one.id))


def _piece(group: list[Work], kin: Mapping[str, list[Work]]) -> Piece:
    lead = _lead(group)
    others = [work for work in group if work is not lead]
    against = tuple(work for work in others if _contradicts(lead, work))
    earlier = tuple(work for work in others if work not in against and _is_earlier_part(work, lead))
    course = lead.intervention
    if earlier:
        parts = [*sorted(earlier, key=last_known), lead]
        course = replace(
            course,
            sessions=tuple(one for part in parts for one in part.intervention.sessions),
            marks=tuple(one for part in parts for one in part.intervention.marks),
        )
    same_programme = kin.get(lead.edition.programme_id, []) if lead.edition else []
    return Piece(
        work=lead,
        earlier=earlier,
        against=against,
        beside=tuple(work for work in others if work not in against and work not in earlier),
        kin=tuple(work for work in same_programme if work not in group),
        course=course,
        dose=dose(course, lead.edition),
        standing=standing(course, lead.edition),
    )


def _lead(group: list[Work]) -> Work:
    """A trusted completion leads; then work still open after any reported completion; then that completion."""
    ordered = sorted(group, key=lambda work: (last_known(work), -trust_of(work).rank))
    completed = [work for work in ordered if work.intervention.outcome is Outcome.COMPLETED]
    trusted = [work for work in completed if trust_of(work) in TRUSTED]
    if trusted:
        return trusted[-1]
    open_since = [
        work
        for work in ordered
        if work not in completed
        and trust_of(work) in TRUSTED
        and (work.intervention.is_running or all(last_known(one) < last_known(work) for one in completed))
    ]
    return (open_since or completed or ordered)[-1]


def _latest_of_each(group: list[Work]) -> list[Work]:
    """Of several versions that one issuer sent of one record, the latest speaks."""
    latest: dict[tuple[str, str], Work] = {}
    for work in group:
        key = (work.intervention.id, work.source.issuer)
        known = latest.get(key)
        if known is None or _sent(known) <= _sent(work):
            latest[key] = work
    return list(latest.values())


def _sent(work: Work) -> date:
    return work.source.on.last if work.source.on else date.min


def _contradicts(one: Work, other: Work) -> bool:
    """Two issuers, one course, and only one of them says that it was completed."""
    a, b = one.intervention, other.intervention
    if a.closure is None or b.closure is None or one.source.issuer == other.source.issuer:
        return False
    if (a.outcome is Outcome.COMPLETED) == (b.outcome is Outcome.COMPLETED):
        return False
    done, stopped = (a, b) if a.outcome is Outcome.COMPLETED else (b, a)
    return a.id == b.id or not _are_two_courses(done, stopped)


def _are_two_courses(done: Intervention, stopped: Intervention) -> bool:
    """Whether the dates make it certain that one was left and another completed. Without certainty: one course."""
    if done.closure is None or stopped.closure is None:
        return True
    if stopped.started and done.closure.on.certainly_before(stopped.started):
        return True
    if done.started:
        return stopped.closure.on.certainly_before(done.started)
    elsewhere = done.establishment.id != stopped.establishment.id
    return elsewhere and stopped.closure.on.certainly_before(done.closure.on)


def _is_earlier_part(work: Work, lead: Work) -> bool:
    """A part of the same edition that certainly ended before the leading record began, both of them trusted."""
    part, whole = work.intervention, lead.intervention
    return (
        part.closure is not None
        and part.outcome is not Outcome.COMPLETED
        and whole.started is not None
        and part.closure.on.certainly_before(whole.started)
        and work.edition is not None
        and lead.edition is not None
        and lead.edition.form is CourseForm.PROGRAMME
        and work.edition.edition_id == lead.edition.edition_id
        and trust_of(work) in TRUSTED
        and trust_of(lead) in TRUSTED
    )
