"""What is asked of the rows of a data set: each question with every answer there is.

The answers of one question never overlap, and one of them always stands for what is not known, so that a table adds up
to its population. No answer of one question can be worked out from another question's: what is an answer of one (what
is not closed yet, for one) stands in the others only together with what was not asked or not recorded. The suppression
of small numbers rests on this: it looks at one question at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from registry.domain.dataset_tables import Row
from registry.domain.reasons import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about the rows of a population: every answer there is, and how a row answers it."""

    population: str
    asks: str
    answers: tuple[str, ...]
    of: Callable[[Row], str]


HOW_MANY, COUNTED = "how many", "counted"

PEOPLE = "participants"
STAYS = "stays"
TREATMENT = "interventions"
OTHER_WORK = "boosters, settings, assessments and education"
STOPPED = "repeats stopped before they began"
REFRESHERS = "refreshers asked for"
NOTHING_HERE = "needs with nothing on offer"
ARRIVING = "transfers arriving"
LEAVING = "transfers leaving"

ENDED_EARLY = "ended before its end: "
_OUTCOMES = {
    "completed": "completed",
    "transferred-in-progress": "transferred in progress",
    "moved-to-successor": "moved to the programme that replaced it",
}
_CAUSES = {cause.value: f"{ENDED_EARLY}{cause.words}" for cause in Cause}
_WAITS = {
    "0-28": "up to 28 days",
    "29-90": "29 to 90 days",
    "91-180": "91 to 180 days",
    "181-365": "181 to 365 days",
    "over-365": "over 365 days",
}
_NO_WAIT = "not begun, or a day not recorded"
_ANSWERS = {"yes": "yes", "no": "no"}
_NO_ANSWER = "not asked, or not closed"
_DOSE = {"yes": "the expected dose was received", "no": "less than the expected dose was received"}
_NO_DOSE = "expected dose not known, does not apply, or not closed"
_READINGS = {"within": "within the days of the rule", "over": "over the days of the rule"}
_NO_READING = "still running, not recorded, or no rule for such a move"


def _outcome(row: Row) -> str:
    if row["state"] != "closed":
        return "going on" if row["state"] == "going-on" else "not begun"
    return _OUTCOMES.get(row["outcome"]) or _CAUSES.get(row["cause"], _CAUSES[Cause.NOT_KNOWN])


def _look_up(column: str, known: Mapping[str, str], otherwise: str) -> Callable[[Row], str]:
    return lambda row: known.get(row.get(column, ""), otherwise)


def _dose(row: Row) -> str:
    return _DOSE.get(row["met"], _NO_DOSE) if row["state"] == "closed" else _NO_DOSE


def _counted(population: str) -> Question:
    return Question(population=population, asks=HOW_MANY, answers=(COUNTED,), of=lambda row: COUNTED)  # noqa: ARG005


def _closing(column: str, asks: str) -> Question:
    answers = (*_ANSWERS.values(), _NO_ANSWER)
    return Question(population=TREATMENT, asks=asks, answers=answers, of=_look_up(column, _ANSWERS, _NO_ANSWER))


def _moves(population: str, rules: Iterable[str]) -> Iterator[Question]:
    for rule in rules:
        answers = (*_READINGS.values(), _NO_READING)
        yield Question(
            population=population,
            asks=f"clock: {rule.replace('-', ' ')}",
            answers=answers,
            of=_look_up(f"clock {rule}", _READINGS, _NO_READING),
        )
    yield Question(
        population=population,
        asks="an assessment was used again",
        answers=("yes", "no"),
        of=lambda row: "no" if row["assessments_reused"] == "0" else "yes",
    )


def questions(rules: Sequence[str]) -> tuple[Question, ...]:
    """Return every question; `rules` are the ids of the transfer clock's."""
    asked = {"refresher-given": "given", "refresher-refused": "refused", "refresher-waiting": "waiting"}
    return (
        _counted(PEOPLE),
        _counted(STAYS),
        Question(
            population=TREATMENT,
            asks="how it stands",
            answers=("not begun", "going on", *_OUTCOMES.values(), *_CAUSES.values()),
            of=_outcome,
        ),
        Question(
            population=TREATMENT,
            asks="wait from referral to start",
            answers=(*_WAITS.values(), _NO_WAIT),
            of=_look_up("wait", _WAITS, _NO_WAIT),
        ),
        Question(population=TREATMENT, asks="dose", answers=(*_DOSE.values(), _NO_DOSE), of=_dose),
        Question(
            population=TREATMENT,
            asks="done again",
            answers=("yes, with a reason", "no"),
            of=lambda row: "no" if row["repeat"] == "no" else "yes, with a reason",
        ),
        _closing("helped", "did it help?"),
        _closing("treated_fairly", "were you treated fairly?"),
        _closing("asked_what_was_done", "did anyone ask what you had already done?"),
        _counted(OTHER_WORK),
        _counted(STOPPED),
        Question(
            population=REFRESHERS,
            asks="what came of it",
            answers=tuple(asked.values()),
            of=lambda row: asked[row["event"]],
        ),
        _counted(NOTHING_HERE),
        *_moves(ARRIVING, rules),
        *_moves(LEAVING, rules),
    )
