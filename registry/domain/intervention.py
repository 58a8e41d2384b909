"""One participant's course of treatment on one edition at one establishment, from referral to closure."""

from dataclasses import dataclass, replace
from enum import StrEnum

from registry.domain.care_package import TargetOutcome
from registry.domain.closure import Closure, Outcome
from registry.domain.course_trace import EditionMatch, Reopening
from registry.domain.dates import PartialDate, Recorded, check_order
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.goal import Goal
from registry.domain.identifiers import check_id
from registry.domain.people import EstablishmentRef
from registry.domain.product import Product, Progress, Skill
from registry.domain.repeat import Repeat
from registry.domain.session import ModuleMark, SessionRecord
from registry.domain.staffing import Assignment, check_one_lead
from registry.domain.text import check_code, check_label, check_name, check_prose
from registry.domain.voice import Audience


class State(StrEnum):
    """Where an intervention is in its life. Closed says nothing about its outcome."""

    REFERRED = "referred"
    ASSESSING = "assessing"
    SUITABLE = "suitable"
    NOT_SUITABLE = "not-suitable"
    NOT_READY = "suitable-but-not-ready"
    WAITING = "waiting"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class StateMove:
    """A step to another state: on which day, by whom, and why where it was said. Closing is told by the closure."""

    to: State
    on: PartialDate
    by: str
    because: str | None = None

    def __post_init__(self) -> None:
        check_name(self.by, "Who moved it on")
        if self.because is not None:
            check_prose(self.because, "The reason")


class Delivery(StrEnum):
    """Group, individual or both."""

    GROUP = "group"
    INDIVIDUAL = "individual"
    MIXED = "mixed"
    RESIDENTIAL = "residential"


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """A course of treatment. `edition_id` is absent for work recorded before it is matched to an edition.

    `moves` are its steps from state to state in the order they were written down. `matches` say when and by whom it
    was matched later, `reopenings` how it stood closed before it went on.

    `missing_components` and `adjustments` are two facts: only a missing required component lowers a plan line.
    `care_package` holds the outcomes it was commissioned for. `opened_not_closed` and `helps_after` belong to trauma
    and offence-disclosure work. `repeat` says why something was done again, where it was.
    """

    id: str
    participant_id: str
    title: str
    establishment: EstablishmentRef
    edition_id: str | None = None
    shape_id: str | None = None
    local_definition_id: str | None = None
    delivery: Delivery
    state: State
    referred: PartialDate | None = None
    started: PartialDate | None = None
    needs: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    missing_components: tuple[str, ...] = ()
    adjustments: tuple[str, ...] = ()
    setting: str | None = None
    state_at_the_time: str | None = None
    staff: tuple[Assignment, ...] = ()
    sessions: tuple[SessionRecord, ...] = ()
    marks: tuple[ModuleMark, ...] = ()
    care_package: tuple[TargetOutcome, ...] = ()
    goals: tuple[Goal, ...] = ()
    progress: tuple[Progress, ...] = ()
    products: tuple[Product, ...] = ()
    skills: tuple[Skill, ...] = ()
    closure: Closure | None = None
    recommended: str | None = None
    opened_not_closed: str | None = None
    helps_after: str | None = None
    planned_sessions: int | None = None
    moves: tuple[StateMove, ...] = ()
    matches: tuple[EditionMatch, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    repeat: Repeat | None = None
    recorded: Recorded = Recorded.AT_THE_TIME

    def __post_init__(self) -> None:
        check_id(self.id, "The intervention's id")
        check_id(self.participant_id, "The participant's id")
        check_name(self.title, "The intervention's title")
        self._check_texts()
        if self.sessions or self.care_package or self.goals or self.products:
            self._check_nothing_twice()
        if self.staff:
            check_one_lead(self.staff)
        check_order(self.referred, self.started, "The start, after the referral")
        if (self.state is State.CLOSED) != (self.closure is not None):
            raise InvalidValue("Closed and the closure do not fit together.", hint="Use `intervention close`.")
        if self.closure is not None:
            check_order(self.started, self.closure.on, "The closure")
            check_order(self.started, self.closure.judged_on, "The judgement of the outcome, after the start")
        if self.matches and self.matches[-1].edition_id != self.edition_id:
            raise InvalidValue("The intervention is on another edition than it was matched to last.")
        if self.planned_sessions is not None and not 1 <= self.planned_sessions <= 999:
            raise InvalidValue("Planned sessions are 1 to 999.")

    def _check_nothing_twice(self) -> None:
        for records, what in (
            (self.sessions, "session"),
            (self.care_package, "target outcome"),
            (self.goals, "goal"),
            (self.products, "product"),
        ):
            if len(records) > 1 and len({record.id for record in records}) != len(records):
                raise InvalidValue(f"One {what} stands twice in the intervention.")

    def _check_texts(self) -> None:
        for code in (self.edition_id, self.shape_id, *self.needs):
            if code is not None:
                check_code(code, "A code of the intervention")
        if self.local_definition_id is not None:
            check_id(self.local_definition_id, "The local definition's id")
        for label in (*self.components, *self.missing_components, *self.adjustments):
            check_label(label, "A component or adjustment")
        for text in (
            self.setting,
            self.state_at_the_time,
            self.recommended,
            self.opened_not_closed,
            self.helps_after,
        ):
            if text is not None:
                check_prose(text, "What is said of the intervention")

    def with_products_for(self, audience: Audience) -> "Intervention":
        """Return the intervention with those products only that a reader may know of."""
        open_to = tuple(product for product in self.products if product.is_open_to(audience))
        return self if len(open_to) == len(self.products) else replace(self, products=open_to)

    @property
    def is_running(self) -> bool:
        """True while treatment is going on or held."""
        return self.state in (State.IN_PROGRESS, State.ON_HOLD)

    @property
    def sessions_are_known(self) -> bool:
        """False for reported work without sessions or marks: then nothing is known of them, which is not "none"."""
        on_word = Recorded.REPORTED in (self.recorded, self.closure.recorded if self.closure else None)
        return bool(self.sessions or self.marks) or not on_word

    @property
    def why_so(self) -> StateMove | None:
        """The step that brought it to the state it is in, where somebody said why; None for closed work."""
        last = next((move for move in reversed(self.moves) if move.to is self.state), None)
        return last if last is not None and last.because is not None else None

    @property
    def outcome(self) -> Outcome | None:
        """The outcome, where there is one."""
        return self.closure.outcome if self.closure else None

    @property
    def delivered_on(self) -> PartialDate | None:
        """The date that accreditation is asked for: the end where there is one, else the start."""
        return self.closure.on if self.closure else self.started


# From each state, where an intervention may go. Completion is only reached through `close`, which needs a judge.
TRANSITIONS: dict[State, tuple[State, ...]] = {
    State.REFERRED: (State.ASSESSING, State.WAITING, State.IN_PROGRESS, State.CLOSED),
    State.ASSESSING: (State.SUITABLE, State.NOT_SUITABLE, State.NOT_READY, State.CLOSED),
    State.SUITABLE: (State.WAITING, State.IN_PROGRESS, State.NOT_READY, State.CLOSED),
    State.NOT_SUITABLE: (State.ASSESSING, State.CLOSED),
    State.NOT_READY: (State.ASSESSING, State.SUITABLE, State.CLOSED),
    State.WAITING: (State.IN_PROGRESS, State.ON_HOLD, State.CLOSED),
    State.IN_PROGRESS: (State.ON_HOLD, State.CLOSED),
    State.ON_HOLD: (State.IN_PROGRESS, State.WAITING, State.CLOSED),
    State.CLOSED: (State.IN_PROGRESS,),
}


# What a later reader will ask about: a step there says why.
SAYS_WHY = (State.NOT_SUITABLE, State.NOT_READY, State.ON_HOLD)


def check_transition(now: State, then: State) -> None:
    """Raise NotAllowed unless an intervention may go from `now` to `then`."""
    if then not in TRANSITIONS[now]:
        ways = ", ".join(TRANSITIONS[now])
        raise NotAllowed(f"From {now} an intervention cannot become {then}.", hint=f"It can become: {ways}.")
