"""What a clinician decides about a line of the plan, and what came back to its question."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from registry.documents.judgement_proof import sign_judgement
from registry.domain.access import Permission
from registry.domain.ask import NOT_REPEATED, NOT_STARTED, PARTICIPANT, Answer, Ask, silence_decides_nothing
from registry.domain.begun import never_began
from registry.domain.continuity_asking import DECIDES, RECOGNISES
from registry.domain.dates import PartialDate, refuse_future
from registry.domain.decision import Choice, Decision, Discussed
from registry.domain.decision_limits import check_ahead, check_limits
from registry.domain.errors import InvalidValue, NotAllowed
from registry.domain.history import Work
from registry.domain.line_kind import LineKind
from registry.domain.plain_json import spell_json
from registry.domain.plan import Plan, PlanLine
from registry.domain.recognition import is_recognisable
from registry.domain.text import check_name, check_reason
from registry.domain.wording import capital
from registry.services.journeys import journey
from registry.services.participants import resolve_participant
from registry.services.plans import is_sensitive, plan_from, with_answers_read
from registry.services.sitting import Sitting, describer
from registry.store.histories import load_history
from registry.structure import to_plain

RECOGNITION = "Recognition"
LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a clinician lays down about a question: its words where it is new, who asks whom, by when, how it ends."""

    text: str | None = None
    whom: tuple[str, ...] = ()
    owner: str | None = None
    by: PartialDate | None = None
    end_rule: str | None = None


class DecidedMeanwhile(NotAllowed):
    """Somebody decided the line while it was being decided. `stands` is how it stands now."""

    def __init__(self, line: PlanLine, decision: Decision) -> None:
        super().__init__(
            f"{decision.by.name} decided this line meanwhile, {decision.on.words}: it says {line.stands_as.words} now. "
            "Nothing was saved.",
            hint="Read it on the plan; saving once more decides it anew.",
        )
        self.stands = standing_of(line)


def standing_of(line: PlanLine) -> str:
    """Return a mark of the decision that stands on a line, the same for the same; empty where none does."""
    if line.decision is None:
        return ""
    return hashlib.sha256(spell_json(to_plain(line.decision))).hexdigest()[:32]


@journey(Permission.DECIDE_PLAN)
def decide_line(
    sitting: Sitting,
    asked: str,
    key: str,
    *,
    choice: Choice,
    reason: str,
    discussed: Discussed,
    discussed_words: str | None = None,
    changed_to: LineKind | None = None,
    again: PartialDate | None = None,
    question: Question | None = None,
    stood: str | None = None,
) -> Plan:
    """Record the signed-in clinician's decision on one line and return the plan.

    `stood` is how the line stood for whoever decides (`standing_of`); where it was decided otherwise since, that is
    said and nothing is written.

    A question that is accepted gets an owner: the clinician, unless another is named. One that was put in other words
    stays with whatever is decided next, beside its answers. A recognition is signed with the clinician's own key.
    Raises NotFound for the line, DecidedMeanwhile, InvalidValue and NotAllowed for what cannot be decided.
    """
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.writing("plan decide", participant_id, purpose=choice) as uow:
        history = load_history(uow, participant_id, describer(sitting, uow))
        plan = plan_from(sitting, uow, history)
        line = plan.line(key)
        if stood is not None and line.decision is not None and standing_of(line) != stood:
            raise DecidedMeanwhile(line, line.decision)
        works = tuple(work for work in history.work if work.intervention.id in line.work)
        decision = Decision(
            choice=choice,
            reason=reason,
            by=sitting.user.person,
            on=PartialDate.of(sitting.today),
            discussed=discussed,
            discussed_words=discussed_words,
            changed_to=changed_to,
            again=again,
            ask=_ask(sitting, line, works, question or Question(), choice, changed_to),
        )
        check_limits(line, decision, sitting.today, works, sensitive=is_sensitive(sitting, history, line))
        decided = plan.decided(line.key, decision)
        if choice is Choice.RECOGNISE:
            decided = decided.decided(line.key, _signed(sitting, participant_id, line, decision))
        decided = with_answers_read(sitting, uow, history, decided, just_decided=True)
        uow.plans.put(decided)
    return decided


@journey(Permission.DECIDE_PLAN)
def answer_line(
    sitting: Sitting,
    asked: str,
    key: str,
    *,
    of: str,
    words: str,
    on: PartialDate,
    evidence: str | None = None,
    unasked: bool = False,
) -> Plan:
    """Record what somebody answered to the question of a line, and return the plan; a decision still follows.

    `of` is one of those asked, by any part of their name. `unasked` says that somebody answered who was not asked; they
    are named in full and marked as that. Every answer stays, in its words: one that came after the line was decided is
    a caution on it and touches the decision. Raises NotFound and NotAllowed.
    """
    refuse_future(on, sitting.today, "The answer")
    with sitting.looking_up() as uow:
        participant_id = resolve_participant(uow, asked).id
    with sitting.writing("plan answer", participant_id) as uow:
        history = load_history(uow, participant_id, describer(sitting, uow))
        plan = plan_from(sitting, uow, history)
        line = plan.line(key)
        if line.question is None:
            raise NotAllowed("Nothing is asked about on this line.", hint="See `plan show`.")
        answer = Answer(
            of=_who_answered(line.question, of, unasked=unasked),
            words=words,
            on=on,
            evidence=evidence,
            recorded_by=sitting.user.person,
        )
        if answer in line.answers:
            raise NotAllowed("This answer is recorded just so already.", hint="Nothing was changed.")
        answered = with_answers_read(sitting, uow, history, plan.answered(line.key, answer))
        uow.plans.put(answered)
    return answered


def one_asked(ask: Ask, who: str) -> str:
    """Return the one of those asked whom `who` names, by any part of their name; else `who` as it stands."""
    wanted = who.strip().casefold()
    whole = [one for one in ask.whom if wanted == one.casefold()]
    found = whole or [one for one in ask.whom if len(wanted) >= LEAST_LETTERS and wanted in one.casefold()]
    return found[0] if len(found) == 1 else who


def _who_answered(ask: Ask, who: str, *, unasked: bool) -> str:
    found = one_asked(ask, who)
    was_asked = found in ask.whom
    if was_asked and unasked:
        raise NotAllowed(f"{found} is one of those asked.", hint="Leave --unasked out.")
    if not was_asked and not unasked:
        raise NotAllowed(
            f"Not one of those asked answers to {who[:60]!r}. Asked are: {', '.join(ask.whom)}.",
            hint="Name one of them in full; or say --unasked for somebody who answered without being asked.",
        )
    if not was_asked:
        check_name(found, "Who answered")
        check_reason(found, "Who answered")
    return found


def _ask(
    sitting: Sitting,
    line: PlanLine,
    works: Sequence[Work],
    given: Question,
    choice: Choice,
    changed_to: LineKind | None,
) -> Ask | None:
    said = given != Question()
    put = line.decision.ask if line.decision else None
    asks = changed_to is LineKind.ASK_FIRST or (choice is Choice.ACCEPT and line.kind is LineKind.ASK_FIRST)
    if not asks:
        if said:
            raise InvalidValue("A question is put by accepting *ask first*, or with --choice change --to ask-first.")
        return put
    if given.by is not None:
        check_ahead(given.by, sitting.today, "The day by which somebody asks")
    if given.text is not None:
        check_reason(given.text, "The question")
    if any(one.casefold() == sitting.unit.name.casefold() for one in given.whom):
        raise NotAllowed(
            f"{sitting.unit.name} is this unit: nobody sends a question to themselves.",
            hint="Name the person here who would know, with --ask.",
        )
    begun = _has_begun(line, works)
    typed_rule = silence_decides_nothing(given.end_rule, begun=begun) if given.end_rule else None
    owner = given.owner or (put.owner if put else sitting.user.person.name)
    was = put or line.ask
    if was is not None:
        return replace(
            was,
            question=given.text or was.question,
            whom=tuple(dict.fromkeys((*was.whom, *given.whom))),
            owner=owner,
            by=given.by or was.by,
            end_rule=typed_rule
            or was.end_rule.replace(was.by.words, (given.by or was.by).words).replace(f"{was.owner} ", f"{owner} "),
        )
    if given.text is None or given.by is None:
        raise InvalidValue("A new question has words and a date.", hint="Give --question and --by.")
    return Ask(
        question=given.text,
        whom=tuple(dict.fromkeys((PARTICIPANT, *given.whom))),
        owner=owner,
        by=given.by,
        end_rule=typed_rule
        or f"No reply by {given.by.words}: {owner} {RECOGNISES if is_recognisable(line, works) else DECIDES}, or "
        f"writes that it cannot be known. {capital(NOT_REPEATED if begun else NOT_STARTED)}.",
    )


def _has_begun(line: PlanLine, works: Sequence[Work]) -> bool:
    """Whether any of the work of a line ever began; what nobody has a record of here is taken to have."""
    of_it = [work.intervention for work in works if work.intervention.id in line.work]
    return bool(line.work) and not (of_it and all(map(never_began, of_it)))


def _signed(sitting: Sitting, participant_id: str, line: PlanLine, decision: Decision) -> Decision:
    judgement = {"participantId": participant_id, "work": list(line.work), "decision": to_plain(decision)}
    signature = sign_judgement(
        RECOGNITION, judgement, signer=sitting.keys.signer, unit_id=sitting.unit.id, created=sitting.now
    )
    return replace(decision, signature=signature)
