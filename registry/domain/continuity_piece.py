"""One piece of work as the rules look at it, and how far a record of it carries."""

from dataclasses import dataclass, field, replace
from datetime import date

from registry.domain.begun import never_began
from registry.domain.catalogue import CourseForm, Sensitivity
from registry.domain.closure import Outcome
from registry.domain.dates import Recorded
from registry.domain.described_edition import DescribedEdition
from registry.domain.dose import Dose, Standing
from registry.domain.edition import Component
from registry.domain.history import Work, with_programme
from registry.domain.intervention import Intervention, State
from registry.domain.needs import NO_NEED
from registry.domain.participant import Known
from registry.domain.parts_given import parts_absent
from registry.domain.plan import Trust
from registry.domain.reasons import Cause, StopReason
from registry.domain.wording import low

# How the catalogue names a whole programme one of whose parts is delivered by itself as well.
_WHOLE = " (full programme)"
TRUSTED = (Trust.SIGNED, Trust.OWN)
# Offences whose account does harm when it is asked for unprepared: where nobody knows whether it is, it may be.
_ACCOUNT_MAY_BE_ASKED = frozenset({"sexual-offending", "partner-violence", "firesetting"})

_NOT_BEGUN = (State.REFERRED, State.ASSESSING, State.SUITABLE, State.NOT_READY, State.WAITING)
_NOT_OF_THEIR_MAKING = (Cause.SERVICE, Cause.LEGAL, Cause.SECURITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of work.

    `work` is the record that leads; `earlier` parts of the same course are counted with it; `against` contradicts
    it; `beside` speaks of the same programme without deciding; `kin` are other pieces of the same programme.
    `course` is the leading record with the sessions and module marks of the earlier parts. `completed` is what the
    leading record says, a claim and not yet a credit; `trust` the weakest record that the line rests on;
    `components_missing` the titles of required parts that were not delivered, where a part nobody lists as optional
    counts. The rules ask for these many times over, so they are looked up once.
    """

    work: Work
    earlier: tuple[Work, ...] = ()
    against: tuple[Work, ...] = ()
    beside: tuple[Work, ...] = ()
    kin: tuple[Work, ...] = ()
    course: Intervention
    dose: Dose
    standing: Standing
    completed: bool = field(init=False)
    trust: Trust = field(init=False)
    components_missing: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        trusts = [trust_of(work) for work in (self.work, *self.earlier, *self.against)]
        object.__setattr__(self, "completed", self.work.intervention.outcome is Outcome.COMPLETED)
        object.__setattr__(self, "trust", max(trusts, key=lambda one: one.rank))
        object.__setattr__(self, "components_missing", components_missing(self.work))

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
    def edition_id(self) -> str:
        """The edition's id; empty where the work was matched to none."""
        return self.edition.edition_id if self.edition else ""

    @property
    def title(self) -> str:
        """What the record calls the work; with the parts alone where parts are missing."""
        whole = self.record.title
        if not (self.record.components or self.record.missing_components) or not self.components_missing:
            return whole
        delivered = tuple(part.title for part in self._components if {part.id, part.title} & {*self.record.components})
        return f"{bare_title(whole)}: {parts_in_words(delivered)}" if delivered else f"{bare_title(whole)}, in part"

    @property
    def named(self) -> str:
        """The title, with the programme beside a name of its own: by that the catalogue knows it."""
        plain = self.edition is None or self.record.title == self.edition.title
        return self.title if plain else with_programme(self.title, self.edition)

    @property
    def began(self) -> bool:
        """Whether any of it began by its records: what did not cannot be repeated."""
        return not all(never_began(work.intervention) for work in self.records)

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
    def may_ask_for_the_account(self) -> bool:
        """True where nobody knows whether it discusses the offence, and it is for offending of a kind that may be.

        The aims are those recorded for this person, and what the edition is made for first.
        """
        if self.edition is None or self.is_sensitive or self.edition.discusses_offence is Known.NO:
            return False
        return bool(_ACCOUNT_MAY_BE_ASKED & {*self.needs, *self.edition.needs[:1]})

    @property
    def names_no_place(self) -> bool:
        """True for work that is never taken up again at a module or session named here."""
        return self.is_sensitive or self.may_ask_for_the_account

    @property
    def delivered_parts_done(self) -> bool:
        """True when nothing is left of the parts that were delivered: completed, or ended with every module done."""
        ended = self.record.closure is not None and self.standing.is_over
        return self.completed or ended

    @property
    def reason(self) -> StopReason | None:
        """Why it stopped early."""
        return self.record.closure.reason if self.record.closure else None

    @property
    def records(self) -> tuple[Work, ...]:
        """Every record of this piece, the leading one first."""
        return (self.work, *self.against, *self.earlier, *self.beside)

    @property
    def goals_answered(self) -> bool:
        """Whether there are goals and each has a named review beside the participant's own answer."""
        return bool(self.record.goals) and all(goal.answered for goal in self.record.goals)

    @property
    def components_unknown(self) -> bool:
        """True when the edition has several required parts and the record names neither delivered nor missing ones."""
        return len(self._required) > 1 and not (self.record.components or self.record.missing_components)

    @property
    def is_substantial(self) -> bool:
        """Whether enough was delivered for an overlap judgement to speak of it: completed, or half of it received."""
        if self.completed:
            return True
        if self.dose.percent_asked is not None:
            return self.dose.percent_asked >= 50
        done = sum(place.sessions_left == 0 for place in self.standing.places)
        return bool(done) and done * 2 >= len(self.standing.places)

    @property
    def _components(self) -> tuple[Component, ...]:
        return self.edition.components if self.edition else ()

    @property
    def _required(self) -> tuple[Component, ...]:
        return tuple(part for part in self._components if part.required)


def components_missing(work: Work) -> tuple[str, ...]:
    """Return the titles of required parts that one record says were not delivered."""
    record, components = work.intervention, work.edition.components if work.edition else ()
    if not (record.missing_components or record.components):
        return ()
    known = {name: part for part in components for name in (part.id, part.title)}
    named = [(name, known.get(name)) for name in parts_absent(work.edition, record)]
    titles = [part.title if part else name for name, part in named if part is None or part.required]
    if record.components:
        given = {*record.components}
        required = tuple(part.id for part in components if part.required and not {part.id, part.title} & given)
        absent = parts_absent(work.edition, replace(record, missing_components=required))
        titles += [known[part].title for part in absent]
    return tuple(dict.fromkeys(titles))


def bare_title(title: str) -> str:
    """Return a title without the words that set a whole programme apart from its parts."""
    return title.removesuffix(_WHOLE)


def parts_in_words(titles: tuple[str, ...]) -> str:
    """Return the titles of parts as they stand inside a sentence: `skills group and coaching`."""
    *rest, last = (low(title) for title in titles)
    return f"{', '.join(rest)} and {last}" if rest else last


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
