"""Monday at the receiving unit: lines of the plans decided with the people they are about, and a question sent out."""

from collections.abc import Callable, Iterator, Mapping

from exports.page import Document
from registry.demo.calendar import Calendar
from registry.demo.cast import COMMUNITY, PRISON
from registry.domain.catalogue import Strength
from registry.domain.dates import PartialDate
from registry.domain.decision import Choice, Discussed
from registry.domain.errors import NotAllowed
from registry.domain.intervention import Delivery
from registry.domain.line_kind import LineKind
from registry.domain.plan_onward import CameOfIt
from registry.domain.summary import Statement
from registry.services.deciding import Question, answer_line, decide_line
from registry.services.definitions import note_elsewhere
from registry.services.interventions import open_intervention, refer_intervention
from registry.services.overlaps import judge_overlap
from registry.services.reporting import query_page
from registry.services.sitting import Sitting

Print = Callable[[Document, str], None]

# What the supervisor writes when Desmond moves on.
STATEMENT = Statement(
    in_short=(
        "Desmond was with us for a short time and has begun therapy for psychosis, which he wanted.",
        "We asked about his prison work and recognised the Thinking Skills Programme; please do not repeat it.",
        "What became of the sexual offending programme is still being asked.",
    ),
    knowledge_of_case="Supervised his work and met him twice.",
    read_with_care=("What was recognised here rests on a letter and on his own words.",),
)


def note_who_could(sitting: Sitting) -> str:
    """Note on a named person's word who delivers what this unit does not; plans name nobody on a guess."""
    noted = note_elsewhere(sitting, programme="BTSA", establishment=COMMUNITY.ref, note="by telephone")
    return f"{noted.noted_by} noted that {noted.establishment.name} delivers {noted.programme_id}."


def decide(sitting: Sitting, ids: Mapping[str, str], calendar: Calendar, show: Print) -> Iterator[str]:
    """Judge an overlap, decide a line of four people's plans, ask and recognise, and yield each step in one line.

    `ids` are the participants by their given names; `show` is handed the pages of the question.
    """
    decide_line(
        sitting,
        ids["Łukasz"],
        "kaizen-gv",
        choice=Choice.ACCEPT,
        reason="A place is kept for him in the group that starts in three weeks.",
        discussed=Discussed.AGREES,
        discussed_words="As long as I do not start from the beginning.",
    )
    yield "Accepted with Łukasz: Kaizen goes on where it stopped, a place is kept."
    judged = judge_overlap(
        sitting,
        covers="LMVE",
        covered="KAIZEN-GV",
        needs=("violence",),
        strength=Strength.PARTIAL,
        basis="I read both units' definitions and module plans side by side.",
        caution="Kaizen has its own words for the same skills: go through them with him once.",
        skip_modules=("Getting going",),
    )
    yield f"Judged by {judged.judged_by}: {judged.words}; one module may be skipped, and Marcus's plan builds on it."
    decide_line(
        sitting,
        ids["Marcus"],
        "staying-well:rprev",
        choice=Choice.CHANGE,
        changed_to=LineKind.NOT_WANTED,
        reason="His choice, and a good reason.",
        discussed=Discussed.AGREES,
        discussed_words="Not while I am getting used to this place. Ask me after the winter.",
        again=calendar.ahead(14),
    )
    yield "Changed with Marcus: starting something new is not wanted now, in his words, to be asked again."
    decide_line(
        sitting,
        ids["Siân"],
        "emdr",
        choice=Choice.DEFER,
        reason="First she meets the new therapist twice, with nothing asked of her.",
        discussed=Discussed.AGREES,
        discussed_words="Yes. Not before.",
        again=calendar.ahead(6),
    )
    yield "Put off with Siân: trauma work, until she has met the new therapist twice."
    yield from _ask_and_recognise(sitting, ids["Desmond"], show)
    started = refer_intervention(
        sitting, ids["Desmond"], edition="CBTP", delivery=Delivery.INDIVIDUAL, on=PartialDate.of(sitting.today)
    )
    open_intervention(sitting, started.id, on=PartialDate.of(sitting.today))
    yield "Started with Desmond: cognitive behavioural therapy for psychosis, as the plan proposed."


def _ask_and_recognise(sitting: Sitting, who: str, show: Print) -> Iterator[str]:
    line, today = "tsp:completed-not-verified", PartialDate.of(sitting.today)
    decide_line(
        sitting,
        who,
        line,
        choice=Choice.ACCEPT,
        reason="Worth one question before anybody asks him to do it again.",
        discussed=Discussed.AGREES,
        question=Question(owner="Dr Tomasz Wierzbicki"),
    )
    for name, to in (("question-to-the-prison", PRISON.name), ("question-to-desmond", "the participant")):
        page, _ = query_page(sitting, who, line, to=to)
        show(page, name)
    yield "Asked about Desmond's Thinking Skills Programme: one page to the prison, one in plain words to him."
    answers = (
        ("the participant", "I did all of it. I still use the bit about stopping and thinking.", None),
        (PRISON.name, "Completed, every session. The report was sent to his offender manager.", "letter, on file"),
    )
    for of, words, evidence in answers:
        answer_line(sitting, who, line, of=of, words=words, on=today, evidence=evidence)
    decide_line(
        sitting,
        who,
        line,
        choice=Choice.RECOGNISE,
        reason="The prison's letter says so, and he explained the steps to me in his own words.",
        discussed=Discussed.AGREES,
    )
    yield "Both answered, and Dr Tomasz Wierzbicki recognised the work: signed with his key, every caution kept."
    try:
        refer_intervention(sitting, who, edition="TSP", delivery=Delivery.GROUP, on=today)
    except NotAllowed as stopped:
        yield f"The repeat guard, when somebody refers him to it again: {stopped.message}"


def told(came: CameOfIt) -> str:
    """Return one line of an earlier plan with what came of it, as the next unit reads it."""
    return f"{came.line.stands_as.words}: {came.line.title} → {' '.join(came.what)}"
