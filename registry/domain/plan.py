"""The continuity plan: need by need, a line for each piece of work, and what a clinician decided about it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from registry.domain.ask import NOT_STARTED, Answer, Ask
from registry.domain.dates import PartialDate
from registry.domain.decision import Choice, Decision, Discussed
from registry.domain.edition import Term
from registry.domain.errors import InvalidValue, NotAllowed, NotFound
from registry.domain.identifiers import check_id
from registry.domain.line_kind import LineKind
from registry.domain.people import EstablishmentRef
from registry.domain.product import Skill
from registry.domain.text import check_name, check_prose

__all__ = [
    "BEGINS_AGAIN",
    "NEXT_START",
    "NOT_NOTED",
    "OF_THE_LAW",
    "RECOGNISABLE",
    "WANTED",
    "Answer",
    "Ask",
    "BuildOn",
    "Choice",
    "Decision",
    "Discussed",
    "Evidence",
    "LineKind",
    "Plan",
    "PlanLine",
    "ResumeAt",
    "Trust",
]

# What a clinician may recognise: work that was done and that nobody could credit. Never a setting, an assessment or
# education (those keep going), never a booster, and nothing that was only built upon.
RECOGNISABLE = (LineKind.ASK_FIRST, LineKind.RESUME, LineKind.NOT_ADVISED, LineKind.NOT_AVAILABLE)

# Rules whose question is how the proceedings stand: nothing is in doubt about the work or the person, and both wait.
OF_THE_LAW = ("offence-work-untried", "not-convicted")

# The rule whose question is only whether the participant wants the work: what was done and how it ended is known.
WANTED = "stopped-by-choice"

# The rule whose question is whether work did not suit the person, or the service had nothing of it that fits.
WHOSE_LACK = "whose-lack"

NO_REPEAT = "no repeat"
# Rules whose question leaves what was done as it is: the work waits, and would not be a repeat.
_WAITS = (*OF_THE_LAW, WANTED)

# What stands on a line that somebody decided to start although work on it was begun: it is allowed, and never unsaid.
BEGINS_AGAIN = (
    "Work was begun before: what was done is not done again, what was opened and not closed is read first, and nobody "
    "asks for the account again."
)


# How the words for who could deliver something begin, where nobody has noted who.
NOT_NOTED = "no unit is noted yet"

# How the words for when the unit of a plan next starts something begin.
NEXT_START = "The next start here is "


class Trust(StrEnum):
    """How far the evidence behind a line carries, strongest first."""

    SIGNED = "signed-and-trusted"
    OWN = "own-record"
    INTACT = "signed-not-in-directory"
    INTERIM = "interim"
    REPORTED = "reported"
    UNVERIFIED = "unverified"

    @property
    def words(self) -> str:
        """The confidence as a reader sees it."""
        return {
            "signed-and-trusted": "signed and trusted",
            "own-record": "our own record",
            "signed-not-in-directory": "signed, issuer not in our directory",
            "interim": "interim, NOT YET COUNTERSIGNED",
            "reported": "reported, not signed",
            "unverified": "unverified",
        }[self.value]

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return _RANKS[self]


_RANKS = {trust: rank for rank, trust in enumerate(Trust)}


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Which record, from whom, of which date."""

    record: str
    what: str
    source: str
    on: PartialDate | None = None
    trust: Trust


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class BuildOn:
    """What is already covered, what may be skipped and by whose judgement, bridging words, what is new."""

    needs_covered: tuple[str, ...]
    skip_modules: tuple[str, ...] = ()
    judged_by: str
    basis: str
    bridge: tuple[Term, ...] = ()
    what_is_new: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One line: what to do, why in one sentence, on what evidence, with which cautions, and what would change it.

    `key` is stable across recomputation: the same need, kind of work and records give the same key.
    A piece of work has its line under its first need; `also_for` names the others it aims at. What is not
    available here says who could, who is asked and, in `due`, by when. `work` are the records of the piece of work
    it is about, none for a line about a need. `earlier_decision` was taken when the record said something else: it is
    shown until somebody decides again, and changes nothing.
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
    answers: tuple[Answer, ...] = ()
    earlier_decision: Decision | None = None

    def __post_init__(self) -> None:
        check_name(self.title, "The line's title")
        check_prose(self.reason, "The line's reason")
        if (self.kind is LineKind.ASK_FIRST) != (self.ask is not None):
            raise InvalidValue("Ask first, and only ask first, carries a question.")
        if self.kind is LineKind.RECOGNISED:
            raise InvalidValue("Nothing is worked out as recognised: that is a clinician's decision.")
        if self.decision is not None:
            self._check_decision(self.decision)
        if self.answers and self.question is None:
            raise NotAllowed("Nothing is asked about on this line.", hint="Decide it with --to ask-first first.")

    def _check_decision(self, decision: Decision) -> None:
        if decision.choice is Choice.RECOGNISE and not (self.work and self.kind in RECOGNISABLE):
            raise NotAllowed(
                f"There is nothing to recognise in a line that says {self.kind.words}.",
                hint="Recognised is work that was done and could not be credited.",
            )
        if decision.changed_to is self.kind:
            raise InvalidValue(f"The line says {self.kind.words} already.", hint="Use --choice accept.")

    @property
    def question(self) -> Ask | None:
        """The question as it stands: with the owner and date that were decided, else as worked out."""
        return (self.decision.ask if self.decision else None) or self.ask

    @property
    def was_begun(self) -> bool:
        """Whether work that it asks about ever began, as its question says: what nobody began cannot be repeated."""
        asked = (ask.end_rule for ask in (self.ask, self.question) if ask)
        return bool(self.work) and not any(NOT_STARTED in rule.casefold() for rule in asked)

    @property
    def meanwhile(self) -> str:
        """What holds until its question is answered, as a clause."""
        return "it waits" if self.rule in _WAITS or not self.was_begun else NO_REPEAT

    @property
    def could(self) -> tuple[str, ...]:
        """Who could deliver it, where somebody has noted who."""
        return tuple(who for who in self.who_could if not who.startswith(NOT_NOTED))

    @property
    def is_taken_up(self) -> bool:
        """Whether somebody decided to ask; what was asked since, no record holds."""
        return self.decision is not None and self.decision.ask is not None

    @property
    def waits_since(self) -> date | None:
        """The first day on which it waits for somebody: to look again, to hear the answer, to keep up the work."""
        days = [self.look_again, self.answer_due, self.booster_due]
        return min((one for one in days if one is not None), default=None)

    @property
    def look_again(self) -> date | None:
        """From when the decision is to be looked at again, where it said so."""
        again = self.decision.again if self.decision is not None else None
        return again.first if again is not None else None

    @property
    def answer_due(self) -> date | None:
        """By when what is asked first should be known, while it is asked."""
        asked = self.question if self.stands_as is LineKind.ASK_FIRST else None
        return asked.by.first if asked is not None else None

    @property
    def booster_due(self) -> date | None:
        """When work that is kept up is due again."""
        kept_up = self.due if self.stands_as is LineKind.MAINTAIN else None
        return kept_up.first if kept_up is not None else None

    @property
    def begins_again(self) -> bool:
        """True where somebody decided to start what the record shows begun."""
        decided = self.decision is not None and self.decision.changed_to is LineKind.START
        return decided and bool(self.work) and self.kind is not LineKind.START

    @property
    def stands_as(self) -> LineKind:
        """The kind after the clinician's decision."""
        if self.decision is None:
            return self.kind
        if self.decision.choice is Choice.RECOGNISE:
            return LineKind.RECOGNISED
        return self.decision.changed_to or self.kind


@dataclass(frozen=True, kw_only=True)
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
        """Return the line with this number (from 1) or key, or the only one whose key starts so. Raises NotFound.

        Capitals make no difference.
        """
        if key.isascii() and key.isdigit() and 1 <= int(key) <= len(self.lines):
            return self.lines[int(key) - 1]
        wanted = key.casefold()
        found = [line for line in self.lines if line.key.casefold() == wanted] or [
            line for line in self.lines if line.key.casefold().startswith(wanted)
        ]
        if len(found) != 1:
            many = len(self.lines)
            lines = f"lines 1 to {many}" if many > 1 else "one line" if many else "no line"
            raise NotFound(
                f"{len(found) or 'No'} lines of the plan answer to {key[:60]!a}: it has {lines}.",
                hint="See `plan show`.",
            )
        return found[0]

    def answered(self, key: str, answer: Answer) -> "Plan":
        """Return the plan with an answer added to one line's question. Raises NotAllowed where nothing is asked."""
        return self._with(self.line(key), answers=(*self.line(key).answers, answer))

    def decided(self, key: str, decision: Decision) -> "Plan":
        """Return the plan with a decision on one line."""
        return self._with(self.line(key), decision=decision, earlier_decision=None)

    @property
    def next_due(self) -> date | None:
        """The first day on which a line of it waits for somebody; it may be long past. None where none ever does."""
        return min((one.waits_since for one in self.lines if one.waits_since is not None), default=None)

    def _with(self, chosen: PlanLine, **changes: Any) -> "Plan":
        lines = tuple(replace(line, **changes) if line is chosen else line for line in self.lines)
        return replace(self, lines=lines)
