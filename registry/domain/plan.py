"""The continuity plan: need by need, a line for each piece of work, and what a clinician decided about it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from registry.domain.dates import PartialDate
from registry.domain.edition import Term
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.identifiers import check_id
from registry.domain.people import EstablishmentRef, Person
from registry.domain.product import Skill
from registry.domain.text import check_label, check_name, check_prose


class LineKind(StrEnum):
    """What a line says to do, in the order in which a reader wants them within a need."""

    CREDIT = "credit"
    RECOGNISED = "recognised"
    RESUME = "resume"
    BUILD_ON = "build-on"
    MAINTAIN = "maintain"
    KEEP_GOING = "keep-going"
    START = "start"
    NOT_WANTED = "not-wanted-now"
    NOT_ADVISED = "not-advised"
    NOT_AVAILABLE = "not-available-here"
    ASK_FIRST = "ask-first"

    @property
    def words(self) -> str:
        """The line's name as a reader sees it."""
        return self.value.replace("-", " ")


class Trust(StrEnum):
    """How far the evidence behind a line carries, strongest first."""

    SIGNED = "signed-and-trusted"
    OWN = "own-record"
    INTACT = "signed-not-in-directory"
    REPORTED = "reported"
    UNVERIFIED = "unverified"

    @property
    def words(self) -> str:
        """The confidence as a reader sees it."""
        return {
            "signed-and-trusted": "signed and trusted",
            "own-record": "our own record",
            "signed-not-in-directory": "signed, issuer not in our directory",
            "reported": "reported, not signed",
            "unverified": "unverified",
        }[self.value]

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return _RANKS[self]


_RANKS = {trust: rank for rank, trust in enumerate(Trust)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Which record, from whom, of which date."""

    record: str
    what: str
    source: str
    on: PartialDate | None = None
    trust: Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeAt:
    """Where to take work up again.

    `module`, `session` and `dose_left` stay absent for trauma and offence-disclosure work: the participant
    chooses whether and when. For goals and open-ended work `open_goals` and `read_first` lead.
    """

    module: str | None = None
    module_title: str | None = None
    session: int | None = None
    dose_left: str | None = None
    as_delivered_at: str | None = None
    ways_to_join: tuple[str, ...] = ()
    open_goals: tuple[str, ...] = ()
    read_first: str | None = None
    opened_not_closed: str | None = None
    helps_after: str | None = None
    words_they_know: tuple[Term, ...] = ()
    recommended: str | None = None
    refresh: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOn:
    """What is already covered, what may be skipped and by whose judgement, bridging words, what is new."""

    needs_covered: tuple[str, ...]
    skip_modules: tuple[str, ...] = ()
    judged_by: str
    basis: str
    bridge: tuple[Term, ...] = ()
    what_is_new: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What to ask, whom (always also the participant), who owns the question, by when, and how it ends.

    No repeat meanwhile.
    """

    question: str
    whom: tuple[str, ...]
    owner: str
    by: PartialDate
    end_rule: str

    def __post_init__(self) -> None:
        for text in (self.question, self.end_rule):
            check_prose(text, "The question and its end rule")
        for label in (self.owner, *self.whom):
            check_label(label, "Who is asked, and who asks")
        if "the participant" not in self.whom:
            raise InvalidValue("The participant is always one of those asked.")


class Choice(StrEnum):
    """What a clinician made of a line."""

    ACCEPT = "accept"
    CHANGE = "change"
    RECOGNISE = "recognise"
    DEFER = "defer"


class Discussed(StrEnum):
    """Whether the line was discussed with the participant, and what they said."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A named clinician's decision on one line. Disagreement keeps the participant's words; *not yet* its because."""

    choice: Choice
    reason: str
    by: Person
    on: PartialDate
    discussed: Discussed
    discussed_words: str | None = None
    changed_to: LineKind | None = None

    def __post_init__(self) -> None:
        check_prose(self.reason, "The reason for the decision")
        if self.discussed_words is not None:
            check_prose(self.discussed_words, "What was said of the decision")
        if self.discussed is not Discussed.AGREES and not self.discussed_words:
            raise InvalidValue(
                "The decision was disagreed with or not yet discussed, but says no more.",
                hint="Give the participant's words, or why it was not discussed yet.",
            )
        if (self.choice is Choice.CHANGE) != (self.changed_to is not None):
            raise InvalidValue("A changed line names what it was changed to.", hint="For example `--to start`.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One line: what to do, why in one sentence, on what evidence, with which cautions, and what would change it.

    `key` is stable across recomputation: the same need, kind of work and records give the same key.
    A piece of work has its line under its first need; `also_for` names the others it aims at. What is not
    available here says who could, who is asked and, in `due`, by when.
    """

    key: str
    kind: LineKind
    need: str
    title: str
    rule: str
    reason: str
    evidence: tuple[Evidence, ...] = ()
    cautions: tuple[str, ...] = ()
    confidence: Trust
    would_change: str
    work: tuple[str, ...] = ()
    programme_id: str | None = None
    resume: ResumeAt | None = None
    build_on: BuildOn | None = None
    ask: Ask | None = None
    due: PartialDate | None = None
    words: str | None = None
    also_for: tuple[str, ...] = ()
    skills: tuple[Skill, ...] = ()
    who_could: tuple[str, ...] = ()
    who_is_asked: str | None = None
    decision: Decision | None = None

    def __post_init__(self) -> None:
        check_name(self.title, "The line's title")
        check_prose(self.reason, "The line's reason")
        if (self.kind is LineKind.ASK_FIRST) != (self.ask is not None):
            raise InvalidValue("Ask first, and only ask first, carries a question.")

    @property
    def stands_as(self) -> LineKind:
        """The kind after the clinician's decision."""
        if self.decision is None:
            return self.kind
        if self.decision.choice is Choice.RECOGNISE:
            return LineKind.RECOGNISED
        return self.decision.changed_to or self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan for one participant at one establishment on one day. Lines are ordered need by need."""

    participant_id: str
    establishment: EstablishmentRef
    made_on: PartialDate
    lines: tuple[PlanLine, ...]

    def __post_init__(self) -> None:
        check_id(self.participant_id, "The participant's id")

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs, in the plan's order."""
        return tuple(dict.fromkeys(line.need for line in self.lines))

    def line(self, key: str) -> PlanLine:
        """Return the line with this key or number (from 1), or the only one whose key starts so. Raises NotFound."""
        if key.isascii() and key.isdigit() and 1 <= int(key) <= len(self.lines):
            return self.lines[int(key) - 1]
        found = [line for line in self.lines if line.key == key] or [
            line for line in self.lines if line.key.startswith(key)
        ]
        if len(found) != 1:
            raise NotFound(f"{len(found)} lines of the plan answer to {key[:60]!a}.", hint="See `plan show`.")
        return found[0]

    def decided(self, key: str, decision: Decision) -> "Plan":
        """Return the plan with a decision on one line."""
        chosen = self.line(key)
        return replace(
            self, lines=tuple(replace(line, decision=decision) if line is chosen else line for line in self.lines)
        )
