"""Dose and standing: how much was received, of what was offered, of what was planned; and where to go on.

Dose is counted in sessions and, where session lengths are recorded, in minutes. It is compared with the shape
in sessions and never converted. It does not apply to goals, open-ended or residential work. A percentage is
always over what was planned, never over what was held so far. A catch-up stands in for a session that was missed: it
is received, and offers nothing more.
"""

from collections import Counter
from dataclasses import dataclass

from registry.domain.catalogue import CourseForm
from registry.domain.described_edition import DescribedEdition
from registry.domain.edition import Module, Range
from registry.domain.intervention import Intervention
from registry.domain.participant import Known
from registry.domain.reasons import Cause
from registry.domain.received import CAME, received_sessions
from registry.domain.session import Attended, ModuleMark, ModuleStanding, SessionKind
from registry.domain.text import number_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """Sessions received (full and part), offered, and expected; `None` where the expected amount is not known.

    `offered` counts scheduled sessions held, unmarked ones included; `caught_up` those received in a catch-up alone.
    `expected` is what was planned for this person where that was agreed, else the edition's amount, which `by_edition`
    holds in either case: completion asks for that one, and a percentage is over what was planned.
    `minutes` is None unless they were recorded for every session received: a part of them would read as the whole.
    """

    applies: bool
    full: int
    part: int
    caught_up: int
    offered: int
    absent: int
    unmarked: int
    minutes: int | None
    expected: Range | None
    by_edition: Range | None
    absent_by_cause: tuple[tuple[Cause, int], ...]

    @property
    def received(self) -> int:
        """Sessions attended in full or in part."""
        return self.full + self.part

    @property
    def asked(self) -> Range | None:
        """The amount that completion and credit go by: the edition's, else what was planned for this person."""
        return self.by_edition or self.expected

    @property
    def met(self) -> bool | None:
        """Whether sessions received, in full or in part, reach the least asked for; None where none is known."""
        if not self.applies or self.asked is None or self.asked.least == 0:
            return None
        return self.received >= self.asked.least

    @property
    def percent(self) -> int | None:
        """Received over planned, 0 to 100; None where the dose does not apply or the plan is not known."""
        return self._percent_of(self.expected)

    @property
    def percent_asked(self) -> int | None:
        """Received over the amount that credit goes by, 0 to 100; None where there is no such amount."""
        return self._percent_of(self.asked)

    def _percent_of(self, amount: Range | None) -> int | None:
        if not self.applies or amount is None or amount.least == 0:
            return None
        return min(100, self.received * 100 // amount.least)

    @property
    def share_words(self) -> str:
        """`50%`, or `50% of the least planned` where a range is planned; empty where there is no percentage."""
        if self.percent is None or self.expected is None:
            return ""
        least = "" if self.expected.most == self.expected.least else " of the least planned"
        return f"{self.percent}%{least}"

    def planned_words(self, percent: str = "") -> str:
        """`80 planned`, or `8 planned here; the edition has 27`, `percent` beside the plan; empty without an amount."""
        if self.expected is None:
            return ""
        if self.by_edition is None or self.by_edition == self.expected:
            return f"{self.expected.words} planned{percent}"
        return f"{self.expected.words} planned here{percent}; the edition has {self.by_edition.words}"

    @property
    def words(self) -> str:
        """`40 received of 44 offered of 80 planned`; says so where the expected amount is not known."""
        counted = f"{self.received} received of {self.offered} offered"
        if not self.applies:
            return counted
        if self.expected is None:
            return f"{counted}; expected amount not known"
        return f"{counted} of {self.planned_words()}"


def dose(intervention: Intervention, edition: DescribedEdition | None) -> Dose:
    """Return the dose of one intervention, counted from its sessions."""
    # Lists are counted, because a plan asks this of every session of a person: the fastest way there is.
    sessions = intervention.sessions
    attended = [session.attended for session in sessions]
    missed = [session.cause for session in sessions if session.attended is Attended.NO]
    causes = Counter(cause for cause in missed if cause is not None)
    minutes = [session.minutes for session in sessions if session.attended in CAME]
    received = received_sessions(sessions)
    fully = [one.full for one in received]
    form = edition.form if edition else None
    by_edition = edition.shape.sessions if edition and edition.shape and form is CourseForm.PROGRAMME else None
    expected = by_edition
    if intervention.planned_sessions is not None:
        expected = Range(least=intervention.planned_sessions, most=intervention.planned_sessions)
    return Dose(
        applies=form is CourseForm.PROGRAMME,
        full=fully.count(True),
        part=fully.count(False),
        caught_up=[one.record.catch_up for one in received].count(True),
        # A catch-up speaks of a session that was offered before, whether or not anybody wrote that one down.
        offered=max([session.catch_up for session in sessions].count(False), len(received), min(1, len(sessions))),
        absent=len(missed),
        unmarked=attended.count(Attended.UNMARKED),
        minutes=sum([each or 0 for each in minutes]) if minutes and None not in minutes else None,
        expected=expected if form is CourseForm.PROGRAMME else None,
        by_edition=by_edition,
        absent_by_cause=tuple(sorted(causes.items())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePlace:
    """One module of the plan and where the participant is in it.

    `last` is the highest number among the sessions received, where every one of them is numbered. `standing` is None
    where nothing tells of it, and of other sessions nobody recorded which module they covered: it may have been this.
    """

    module: Module
    standing: ModuleStanding | None
    received: int
    mark: ModuleMark | None
    last: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether somebody judged it done or waived."""
        return self.standing in (ModuleStanding.DONE, ModuleStanding.WAIVED)

    @property
    def words(self) -> str:
        """Where it stands, as a reader sees it."""
        return self.standing.replace("-", " ") if self.standing else "not recorded"

    @property
    def sessions_left(self) -> int | None:
        """Sessions still to come by the plan; None where the plan gives no number."""
        if self.is_over:
            return 0
        return max(0, self.module.sessions.least - self.received) if self.module.sessions else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePoint:
    """Where to go on: the module, and the next session in it where the plan counts them and has one more."""

    module: Module
    session: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an intervention is, module by module. Empty where the edition has no known modules.

    `unplaced` counts the sessions received that covered a module nobody recorded.
    """

    places: tuple[ModulePlace, ...]
    unplaced: int = 0

    @property
    def required_done(self) -> bool | None:
        """Whether every module that is not known to be optional is done or waived; None without modules."""
        return not self.required_left if self.places else None

    @property
    def required_left(self) -> tuple[Module, ...]:
        """The modules that are not known to be optional and are neither done nor waived."""
        return tuple(
            place.module for place in self.places if not place.is_over and place.module.required is not Known.NO
        )

    @property
    def is_over(self) -> bool:
        """Whether there are modules and every one is done or waived."""
        return bool(self.places) and all(place.is_over for place in self.places)

    @property
    def resume(self) -> ResumePoint | None:
        """The first module that is not done, and the session after the last one received in it.

        None also where nobody can say whether that module was begun; without a session where one more of the sessions
        of no recorded module may have been in it.
        """
        place = next((one for one in self.places if not one.is_over), None)
        if place is None or place.standing is None:
            return None
        counted = place.standing is ModuleStanding.PART and place.last is None
        return ResumePoint(module=place.module, session=None if counted and self.unplaced else _next_session(place))

    @property
    def unplaced_words(self) -> str:
        """That the modules of some sessions are not recorded; blank where they are, or there are no modules."""
        if not (self.unplaced and self.places):
            return ""
        return f"which modules were covered is not recorded for {number_of(self.unplaced, 'session')}"

    @property
    def words(self) -> str:
        """Where to go on, in one sentence; blank without modules."""
        if self.resume is not None:
            session = f", session {self.resume.session}" if self.resume.session else ""
            return f"Goes on at {self.resume.module.title}{session}."
        if self.is_over:
            return "Every module is done or waived."
        return f"{self.unplaced_words.capitalize()}: ask where to go on." if self.places else ""


def _next_session(place: ModulePlace) -> int | None:
    planned = place.module.sessions
    if planned is None:
        return None
    following = (place.received if place.last is None else place.last) + 1
    return following if planned.most is None or following <= planned.most else None


def standing(intervention: Intervention, edition: DescribedEdition | None) -> Standing:
    """Return the standing: a person's mark where there is one (the latest), else what the sessions show.

    Sessions alone never make a module *done*: that is a judgement. They make it part-done. That a module was not begun
    is only known where the module of every session received is.
    """
    if edition is None or not edition.plan:
        return Standing(places=())
    came: dict[str, list[int | None]] = {}
    apart, unplaced = _beside_the_modules(edition), 0
    for one in received_sessions(intervention.sessions):
        if one.record.module is None:
            unplaced += one.record.kind is not apart
        else:
            came.setdefault(one.record.module, []).append(one.record.number)
    marks: dict[str, ModuleMark] = {}
    for mark in intervention.marks:
        known = marks.get(mark.module)
        if known is None or not mark.on.certainly_before(known.on):
            marks[mark.module] = mark
    places = []
    for module in edition.plan:
        judged = marks.get(module.id)
        numbers = came.get(module.id, [])
        numbered = [number for number in numbers if number is not None]
        seen = ModuleStanding.PART if numbers else None if unplaced else ModuleStanding.NOT_STARTED
        places.append(
            ModulePlace(
                module=module,
                standing=judged.standing if judged else seen,
                received=len(numbers),
                mark=judged,
                last=max(numbered) if numbered and len(numbered) == len(numbers) else None,
            )
        )
    return Standing(places=tuple(places), unplaced=unplaced)


def _beside_the_modules(edition: DescribedEdition) -> SessionKind | None:
    """The individual sessions, where the modules lay out the group's amount and these come beside it; else None."""
    shape, planned = edition.shape, [module.sessions for module in edition.plan]
    if shape is None or shape.group is None or shape.individual is None:
        return None
    laid_out = [one.least for one in planned if one is not None]
    whole = len(laid_out) == len(planned) and sum(laid_out) <= (shape.group.most or shape.group.least)
    return SessionKind.INDIVIDUAL if whole else None


def left_by_definition(intervention: Intervention, edition: DescribedEdition | None) -> tuple[Module, ...]:
    """Return the modules that the completion definition asks for and nobody recorded as done or waived."""
    definition = edition.definition if edition else None
    if definition is None or not definition.needs_all_required_modules:
        return ()
    return standing(intervention, edition).required_left


def sessions_by_kind(intervention: Intervention) -> dict[SessionKind, int]:
    """Return how many sessions were received in a group and individually."""
    counted = Counter(one.record.kind for one in received_sessions(intervention.sessions))
    return {kind: counted[kind] for kind in SessionKind}
