"""The rules of the continuity plan: an ordered table, in prose beside the code that asks and the code that writes.

For each piece of work the first of WORK_RULES that holds decides, and no piece goes without a line: what no rule
knows is asked about. BESIDE_RULES add what else is true of it. For each need that is left the first of NEED_RULES
that holds decides; a need that work covers, or that is being asked about, starts nothing: no repeat meanwhile.

Neither age nor an incident nor a recall is asked about anywhere, so none of them can change a line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Outcome
from registry.domain.continuity_booster import is_booster_near, maintain
from registry.domain.continuity_case import Case
from registry.domain.continuity_form import Lines
from registry.domain.continuity_lines import (
    ask,
    credit,
    has_something_to_keep,
    keep_going,
    not_advised,
    noted,
    setting,
)
from registry.domain.continuity_needs import (
    not_advised_need,
    not_available,
    not_suitable,
    not_wanted_need,
    not_yet,
    start,
)
from registry.domain.continuity_offences import offers_for_offences, offers_wait, work_waits
from registry.domain.continuity_open_need import OpenNeed
from registry.domain.continuity_overlaps import ask_judges, build_on, missing_parts
from registry.domain.continuity_piece import TRUSTED, Piece
from registry.domain.continuity_resume import not_here, resume, resume_safely
from registry.domain.continuity_waiting import ask_what_for, ask_whether_needed, is_asked_already
from registry.domain.continuity_wanted import ask_whether_wanted, not_wanted
from registry.domain.continuity_when import (
    can_be_built_on,
    can_go_on,
    ended_without_agreement,
    is_offence_work_untried,
    is_part_of_withdrawn,
    kind_is,
    lacks_answers,
    lacks_dose,
    lacks_modules,
    need_has_advice,
    need_has_choice,
    stopped_for,
)
from registry.domain.intervention import State
from registry.domain.plan import WHOSE_LACK, LineKind, Trust
from registry.domain.reasons import StopReason
from registry.domain.service_lack import may_lack_a_fit

Seen = TypeVar("Seen", Piece, OpenNeed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Seen]):
    """One row of the table: when it holds, in prose and in code, and the line it writes."""

    code: str
    gives: LineKind
    says: str
    when: Callable[[Case, Seen], bool]
    lines: Callable[[Case, Seen, str], Lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideRule(Rule[Piece]):
    """A row that adds to what was decided: only after lines of these kinds, or after any where none is named."""

    after: tuple[LineKind, ...] = ()


_CLINICAL = (StopReason.CONTRA_INDICATED, StopReason.LACKS_CAPACITY)
_CHOICE = (StopReason.CONSENT_WITHDRAWN, StopReason.CHOSE_TO_STOP, StopReason.NOT_RELEVANT, StopReason.NOT_SAFE)
_DEFINED = (CourseForm.PROGRAMME, CourseForm.RESIDENTIAL)

WORK_RULES: tuple[Rule[Piece], ...] = (
    # What is not a course of treatment.
    Rule(
        code="time-in-setting",
        gives=LineKind.KEEP_GOING,
        says="Time in a therapeutic setting is printed as that: never as completed treatment, never omitted.",
        when=kind_is(Kind.SETTING),
        lines=setting,
    ),
    Rule(
        code="not-treatment",
        gives=LineKind.KEEP_GOING,
        says="An assessment or a course of education is there to be read and used, and is never completed treatment.",
        when=kind_is(Kind.ASSESSMENT, Kind.EDUCATION),
        lines=noted,
    ),
    Rule(
        code="booster-done",
        gives=LineKind.KEEP_GOING,
        says="A booster that took place is noted, and is never completed treatment by itself.",
        when=lambda case, piece: piece.completed and kind_is(Kind.BOOSTER)(case, piece),
        lines=noted,
    ),
    # What the records leave open, before anything is made of them.
    Rule(
        code="records-disagree",
        gives=LineKind.ASK_FIRST,
        says="Two units say different things about one course: both are shown, neither is averaged, and it is asked.",
        when=lambda _, piece: bool(piece.against),
        lines=ask(", but the records disagree: {both}", "Which is right: {both}?"),
    ),
    Rule(
        code=WHOSE_LACK,
        gives=LineKind.ASK_FIRST,
        says="Found not suitable in words that speak of what the service has or has not: whether it did not suit the "
        "person, or nothing of it that fits was there, is asked. *Not advised* is for clinical reasons only.",
        when=lambda _, piece: may_lack_a_fit(piece.record),
        lines=ask("", "Did it not suit the person, or did the service have nothing of it that fits?"),
    ),
    Rule(
        code="found-not-suitable",
        gives=LineKind.NOT_ADVISED,
        says="An assessment found this course unsuitable for the person; the need stays open for something else.",
        when=lambda _, piece: piece.record.state is State.NOT_SUITABLE,
        lines=not_advised(
            ".",
            "Another assessment, or the course being adapted.",
        ),
    ),
    Rule(
        code="moved-to-successor",
        gives=LineKind.ASK_FIRST,
        says="Moved to the programme that replaced it: neither completed nor stopped, so ask where things stand there.",
        when=lambda _, piece: (
            not piece.completed and (piece.record.outcome is Outcome.SUCCESSOR or piece.reason is StopReason.SUCCESSOR)
        ),
        lines=ask(
            ", and was to go on there",
            "Has the programme that replaced it begun, and what of the earlier work counts in it?",
        ),
    ),
    # What forbids going on: a clinician's reason, or the person's answer. Completed work is not touched by either.
    Rule(
        code="contra-indicated",
        gives=LineKind.NOT_ADVISED,
        says="It was stopped for clinical reasons against it: not advised until a clinician judges otherwise.",
        when=stopped_for(*_CLINICAL),
        lines=not_advised(".", "A named clinician's dated judgement that the reason has passed."),
    ),
    Rule(
        code="choice-on-the-need",
        gives=LineKind.NOT_WANTED,
        says="Unfinished work on a need about which the person said *not now* when they were asked: their words, and "
        "when to ask again.",
        when=lambda case, piece: not piece.completed and need_has_choice(case, piece),
        lines=not_wanted,
    ),
    Rule(
        code="advice-against-now",
        gives=LineKind.NOT_ADVISED,
        says="Unfinished work on a need for which a clinician gave reasons against any work now.",
        when=lambda case, piece: not piece.completed and need_has_advice(case, piece),
        lines=not_advised("; {by} advises against it now: {advice}", "A later judgement that the reason has passed."),
    ),
    Rule(
        code="offence-work-untried",
        gives=LineKind.ASK_FIRST,
        says="Unfinished work that asks for the offence to be discussed, or may, while the person is not convicted: a "
        "legal reason and no clinical one, so how the proceedings stand is asked, with a day and an owner.",
        when=lambda case, piece: not piece.completed and is_offence_work_untried(case, piece),
        lines=work_waits,
    ),
    Rule(
        code="withdrawn-part-done",
        gives=LineKind.NOT_ADVISED,
        says="A withdrawn programme is not taken up again. What replaced it is named, and not started by itself.",
        when=is_part_of_withdrawn,
        lines=not_advised(
            "; the programme has since been withdrawn, for reasons not about the person.{successors}",
            "Nothing: it is not delivered any more. What was done in it can be recognised by a clinician.",
        ),
    ),
    # What is not known well enough.
    Rule(
        code="stopped-by-choice",
        gives=LineKind.ASK_FIRST,
        says="The person chose to stop, or did not feel safe in it. Why they left is no answer to whether they want it "
        "now: they are asked, and nobody else. What else is offered for the need may start beside it.",
        when=stopped_for(*_CHOICE),
        lines=ask_whether_wanted,
    ),
    Rule(
        code="not-matched-running",
        gives=LineKind.ASK_FIRST,
        says="Work that no record closes and that nobody has matched to a kind of work: what it is and whether it "
        "still runs is asked. A name that several programmes go by is no match: all of them are told.",
        when=lambda _, piece: piece.edition is None and piece.record.closure is None,
        lines=ask(
            "; nobody has matched it to a programme yet",
            "{which}{running}What kind of work is it, and what are its aims?",
            where_it_was=True,
        ),
    ),
    Rule(
        code="not-matched",
        gives=LineKind.ASK_FIRST,
        says="Work that nobody has matched to a kind of work yet is asked about, and never lost; its name as before.",
        when=lambda _, piece: piece.edition is None,
        lines=ask(
            "; nobody has matched it to a programme yet",
            "{which}What kind of work was this, what were its aims, and how did it end?",
            where_it_was=True,
        ),
    ),
    Rule(
        code="judged-sufficient",
        gives=LineKind.ASK_FIRST,
        says="It ended early because somebody judged the amount sufficient: ask whether to recognise it.",
        when=stopped_for(StopReason.ENOUGH),
        lines=ask("", "{grounds}, and can it be recognised?"),
    ),
    Rule(
        code="unfinished-not-verified",
        gives=LineKind.ASK_FIRST,
        says="Unfinished work known only by report is asked about before it is taken up.",
        when=lambda _, piece: not piece.completed and piece.trust.rank >= Trust.INTERIM.rank,
        lines=ask(
            "; this is {weight}",
            "How far did it go, what was left, and does the person want to go on?",
            where_it_was=True,
            of_trust=True,
        ),
    ),
    Rule(
        code="completed-not-verified",
        gives=LineKind.ASK_FIRST,
        says="A completion that is only reported, names no judge, or is not signed by a unit we know: a clinician may "
        "recognise it, the program does not.",
        when=lambda _, piece: piece.completed and piece.trust not in TRUSTED,
        lines=ask(
            ", but not in a document that can be relied on by itself",
            "Was it completed as recorded, {judged}, and by what definition?",
            of_trust=True,
        ),
    ),
    # Completed, or done as far as it was delivered: one rule for each thing that could be missing, then credit.
    Rule(
        code="parts-missing",
        gives=LineKind.BUILD_ON,
        says="A required part was not delivered: never credited as the whole; what was delivered counts towards it.",
        when=lambda case, piece: (
            piece.delivered_parts_done
            and bool(piece.components_missing)
            and case.offer_of(piece.programme_id) is not None
        ),
        lines=missing_parts,
    ),
    Rule(
        code="parts-missing-not-here",
        gives=LineKind.NOT_AVAILABLE,
        says="A required part was not delivered, and this unit does not deliver it either.",
        when=lambda _, piece: piece.delivered_parts_done and bool(piece.components_missing),
        lines=missing_parts,
    ),
    Rule(
        code="completed-parts-not-recorded",
        gives=LineKind.ASK_FIRST,
        says="A programme of several required parts, and no record of which were delivered.",
        when=lambda _, piece: piece.completed and piece.components_unknown,
        lines=ask(
            ", but the record does not say which parts were delivered", "Which of these were delivered: {parts}?"
        ),
    ),
    Rule(
        code="completed-no-definition",
        gives=LineKind.ASK_FIRST,
        says="Completed, but no definition of completion is known. Goals and open-ended work carry one in their form.",
        when=lambda _, piece: (
            piece.completed and piece.form in _DEFINED and (piece.edition is None or piece.edition.definition is None)
        ),
        lines=ask(", but no definition of completion is known", "What did {issuer} mean by completed, in writing?"),
    ),
    Rule(
        code="completed-modules-open",
        gives=LineKind.ASK_FIRST,
        says="Completed, but the record does not show every required module done.",
        when=lambda _, piece: piece.completed and lacks_modules(piece),
        lines=ask(", but these modules are not recorded as done: {modules}", "Were these modules done: {modules}?"),
    ),
    Rule(
        code="completed-dose-short",
        gives=LineKind.ASK_FIRST,
        says="Completed, but fewer sessions are recorded than its definition asks for.",
        when=lambda _, piece: piece.completed and lacks_dose(piece),
        lines=ask(", but with fewer sessions than it asks for ({dose})", "Are all sessions recorded ({dose})?"),
    ),
    Rule(
        code="completed-goals-unanswered",
        gives=LineKind.ASK_FIRST,
        says="Completed, but a goal or review question lacks a named review or the person's own answer.",
        when=lambda _, piece: piece.completed and lacks_answers(piece),
        lines=ask(
            ", but not every goal has a review with the person's own answer",
            "What do the therapist and the person each say of what it reached{goals}?",
        ),
    ),
    Rule(
        code="completed-ending-not-agreed",
        gives=LineKind.ASK_FIRST,
        says="Open-ended work is completed when it is ended by agreement; this record does not say that it was.",
        when=lambda _, piece: piece.completed and ended_without_agreement(piece),
        lines=ask(
            ", but the record does not say that the ending was agreed",
            "Was the ending planned and agreed with the person?",
        ),
    ),
    Rule(
        code="goals-answered",
        gives=LineKind.CREDIT,
        says="Goals or review questions answered by a named person beside the person's own answer: it stands.",
        when=lambda _, piece: piece.completed and piece.has_goals,
        lines=credit,
    ),
    Rule(
        code="completed-by-definition",
        gives=LineKind.CREDIT,
        says="Completed by its definition and judged by a named person: it stands. An unknown amount is said so.",
        when=lambda _, piece: piece.completed,
        lines=credit,
    ),
    # Unfinished, and nothing speaks against going on.
    Rule(
        code="unclear",
        gives=LineKind.ASK_FIRST,
        says="A record that no other rule can read is asked about, never guessed at.",
        when=lambda _, piece: piece.reason is StopReason.DIED,
        lines=ask("", "Is this record right?"),
    ),
    Rule(
        code="not-delivered-here",
        gives=LineKind.NOT_AVAILABLE,
        says="It could go on, but this unit does not deliver it: who could, who is asked, by when.",
        when=lambda case, piece: not can_go_on(case, piece),
        lines=not_here,
    ),
    Rule(
        code="trauma-no-session",
        gives=LineKind.RESUME,
        says="Trauma-processing and offence-disclosure work names no module, session or amount: safety, relationship "
        "and the person's choice come first.",
        when=lambda _, piece: piece.is_sensitive,
        lines=resume_safely,
    ),
    Rule(
        code="offence-not-known",
        gives=LineKind.RESUME,
        says="Nobody knows whether it discusses an offence that may be sensitive: no module or session is named.",
        when=lambda _, piece: piece.may_ask_for_the_account,
        lines=resume,
    ),
    Rule(
        code="resume-at-goals",
        gives=LineKind.RESUME,
        says="Agreed goals and open-ended work go on at the open goals, after reading what came out of it.",
        when=lambda _, piece: piece.has_goals,
        lines=resume,
    ),
    Rule(
        code="resume-at-module",
        gives=LineKind.RESUME,
        says="Stopped part-way for a reason that does not forbid it, or still running: go on where it stopped.",
        when=lambda _case, _piece: True,
        lines=resume,
    ),
)

BESIDE_RULES: tuple[BesideRule, ...] = (
    BesideRule(
        code="booster-due",
        gives=LineKind.MAINTAIN,
        says="Credited work whose booster is due within three months, was due, or has no known interval; not where the "
        "person said *not now* about its need.",
        when=is_booster_near,
        lines=maintain,
        after=(LineKind.CREDIT,),
    ),
    BesideRule(
        code="covers-part",
        gives=LineKind.BUILD_ON,
        says="A named judge says that trusted work, completed or at least half received, covers part of an offer here.",
        when=can_be_built_on,
        lines=build_on,
        after=(LineKind.CREDIT, LineKind.NOT_AVAILABLE),
    ),
    BesideRule(
        code="judgements-disagree",
        gives=LineKind.ASK_FIRST,
        says="Judges differ, spoke of another edition, or signed nothing known here: each is shown, and it is asked.",
        when=can_be_built_on,
        lines=ask_judges,
        after=(LineKind.CREDIT, LineKind.NOT_AVAILABLE),
    ),
    BesideRule(
        code="skills-to-keep",
        gives=LineKind.KEEP_GOING,
        says="Skills and staying-well plans from any work, whatever became of it, can be kept up without a programme.",
        when=has_something_to_keep,
        lines=keep_going,
    ),
)

NEED_RULES: tuple[Rule[OpenNeed], ...] = (
    Rule(
        code="waited-for-what",
        gives=LineKind.ASK_FIRST,
        says="Work was waited for, and no need that it was for is on record: it is asked about, and no wait is lost.",
        when=lambda _, need: need.is_unknown,
        lines=ask_what_for,
    ),
    Rule(
        code="waited-not-judged",
        gives=LineKind.ASK_FIRST,
        says="Work was waited for, and nobody judged that its need is there: a referral is no such judgement, so it is "
        "asked about, and no wait is lost. Needs of the same referrals are asked about in one line, also for a judged "
        "need for which the same would start: nothing of it starts meanwhile.",
        when=lambda _, need: need.record is None and not is_asked_already(need),
        lines=ask_whether_needed,
    ),
    Rule(
        code="need-not-wanted",
        gives=LineKind.NOT_WANTED,
        says="The person said *not now* about this need: their words, and when to ask again.",
        when=lambda _, need: (
            need.record is not None
            and need.record.choice is not None
            and all(line.kind is not LineKind.NOT_WANTED for line in need.lines)
        ),
        lines=not_wanted_need,
    ),
    Rule(
        code="need-not-advised",
        gives=LineKind.NOT_ADVISED,
        says="A clinician gave reasons against any work on this need now.",
        when=lambda _, need: (
            need.record is not None
            and need.record.not_advised_because is not None
            and need.record.choice is None
            and "advice-against-now" not in {line.rule for line in need.lines}
        ),
        lines=not_advised_need,
    ),
    Rule(
        code="start",
        gives=LineKind.START,
        says="Need open, nothing covers it, and something that fits the person is delivered here.",
        when=lambda _, need: need.may_start and bool(need.suitable),
        lines=start,
    ),
    Rule(
        code="not-convicted",
        gives=LineKind.ASK_FIRST,
        says="All that is delivered here for the need is about offences, and the person is not convicted: a legal "
        "reason and no clinical one. No programme is named, and how the proceedings stand is asked.",
        when=lambda _, need: need.may_start and not need.is_answered and bool(need.for_the_court),
        lines=offers_wait,
    ),
    Rule(
        code="offence-not-judged",
        gives=LineKind.ASK_FIRST,
        says="All that is delivered here for the need is meant for certain offences, and nobody judged a need of that "
        "kind: it is asked before anything starts, and no programme is named.",
        when=lambda _, need: need.may_start and not need.is_answered and bool(need.for_offences),
        lines=offers_for_offences,
    ),
    Rule(
        code="not-yet",
        gives=LineKind.NOT_ADVISED,
        says="What is delivered here comes after something not done yet, or waits for a clinical reason to pass.",
        when=lambda _, need: need.may_start and any(unfit.for_now for unfit in need.unfit),
        lines=not_yet,
    ),
    Rule(
        code="not-suitable",
        gives=LineKind.NOT_ADVISED,
        says="What is delivered here for the need does not fit the person: each with its reason, and who could help.",
        when=lambda _, need: need.may_start and bool(need.unfit),
        lines=not_suitable,
    ),
    Rule(
        code="not-available",
        gives=LineKind.NOT_AVAILABLE,
        says="Need open, and nothing delivered here for it: who could, who is asked, by when.",
        when=lambda _, need: need.may_start and not need.is_answered,
        lines=not_available,
    ),
)

RULES: tuple[Rule[Piece] | Rule[OpenNeed], ...] = (*WORK_RULES, *BESIDE_RULES, *NEED_RULES)
