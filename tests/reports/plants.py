"""A record with something said in every place, and what can be planted in it: each word stands nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from registry.catalogue.loader import load_travel_terms
from registry.domain.addressing import Purpose
from registry.domain.assessment import Assessment, Direction, Occasion, Rater, Score
from registry.domain.catalogue import Sensitivity
from registry.domain.closure import Outcome
from registry.domain.course_trace import EditionMatch
from registry.domain.edition import Module, Term
from registry.domain.goal import Goal, Reached, Review
from registry.domain.history import Work
from registry.domain.intervention import State
from registry.domain.needs import Choice, NeedStanding
from registry.domain.participant import AccountGiven, FirstTwoWeeks
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.reasons import StopReason
from registry.domain.repeat import Repeat, RepeatReason
from registry.domain.summary import Comparison, Statement
from registry.domain.voice import Audience, Sharing
from tests.domain import build
from tests.domain.build import UNIT, closure, edition, intervention, need, on, session, urn, work

CLOSED = (Purpose.PRISON, Purpose.PAROLE_BOARD, Purpose.TRIBUNAL, Purpose.COMMUNITY)
TERMS = load_travel_terms()

Parts = dict[str, Any]


def base() -> Parts:
    """A record of two pieces of work that travel everywhere, with something said in every place."""
    return {
        "needs": [need("anger"), need("mood", choice=Choice(words="Not yet.", on=on("2025-10")))],
        "work": [_course(), _goals()],
        "voice": [build.voice("everybody", *Audience)],
        "assessments": [_assessment("HCR-20", "Words.")],
        "scores": [_score("DERS")],
        "weeks": FirstTwoWeeks(settles="Music."),
        "sharing": Sharing(told_about_sharing="Yes."),
        "statement": Statement(in_short=("Half is done.",), knowledge_of_case="Two years."),
        "decided": None,
    }


def _course() -> Work:
    record = intervention(
        "anger course",
        edition_id="ANGER/2020",
        matches=(EditionMatch(edition_id="ANGER/2020", on=on("2025-03"), by="Dr Ewa Nkosi"),),
        needs=("anger",),
        sessions=(session("one"),),
        progress=(Progress(need="anger", on=on("2025-05"), by="Dr Ewa Nkosi", learnt="Early signs."),),
        skills=(Skill(skill="Step back"),),
        products=(_product("plan", ProductKind.STAYING_WELL_PLAN),),
        state=State.CLOSED,
        closure=closure(outcome=Outcome.PARTLY, judged_by=None, reason=StopReason.CHOSE_TO_STOP, reason_note="Asked."),
    )
    return work(record, edition("ANGER", needs=("anger",), modules=(Module(id="anger", title="Anger"),)))


def _goals() -> Work:
    review = Review(on=on("2025-06"), reached=Reached.REACHED, by="Dr Ewa Nkosi", participant_answer="Yes.")
    goal = Goal(id=urn("goal"), text="Say it.", set_on=on("2025-02"), reviews=(review,))
    return work(intervention("formulation work", needs=("mood",), goals=(goal,)), None)


def _product(name: str, kind: ProductKind, **changes: Any) -> Product:
    members: dict[str, Any] = {
        "id": urn(f"product {name}"),
        "kind": kind,
        "title": "A plan",
        "on": on("2025-05"),
        "made_with": "Dr Ewa Nkosi",
        "agreed": Agreed.YES,
        "kept_where": "the file",
        "may_be_seen_by": "treating teams",
        **changes,
    }
    return Product(**members)


def _assessment(tool: str, judgements: str) -> Assessment:
    return Assessment(
        id=urn(f"assessment {tool}"),
        participant_id=urn("participant"),
        tool=tool,
        version="1",
        on=on("2025-04"),
        rater="Dr Ewa Nkosi",
        establishment=UNIT,
        judgements=judgements,
    )


def _score(measure: str, by: str | None = None) -> Score:
    return Score(
        id=urn(f"score {measure}"),
        participant_id=urn("participant"),
        measure=measure,
        version="1",
        value="40",
        lowest="0",
        highest="80",
        direction=Direction.LOWER_IS_BETTER,
        occasion=Occasion.PRE,
        on=on("2025-04"),
        rater=Rater.SELF,
        rated_by=by,
    )


def _changed(parts: Parts, place: int, **changes: Any) -> None:
    one = parts["work"][place]
    parts["work"][place] = replace(one, intervention=replace(one.intervention, **changes))


def _record(parts: Parts, place: int) -> Any:
    return parts["work"][place].intervention


# What is recorded as data, or as the participant's own words, and never leaves


def trauma_work(parts: Parts, said: str) -> None:
    record = intervention(
        f"{said} therapy",
        edition_id="SECRET/2020",
        needs=("trauma", "canary-need"),
        setting=said,
        sessions=(session(said, module="secret-module"),),
        goals=(Goal(id=urn("secret goal"), text=said, set_on=on("2025-02"), need="trauma"),),
        progress=(Progress(need="trauma", on=on("2025-05"), by=said, learnt=said),),
        products=(_product("secret", ProductKind.LETTER, title=said),),
        skills=(Skill(skill=said, participant_words=said),),
        opened_not_closed=said,
        helps_after=said,
        recommended=said,
    )
    known = edition(
        "SECRET",
        title=f"{said} programme",
        sensitivity=Sensitivity.TRAUMA,
        needs=("trauma",),
        modules=(Module(id="secret-module", title=said),),
        glossary=(Term(theirs=said, common="safe place"),),
    )
    parts["work"].append(work(record, known))
    parts["needs"].append(need("canary-need", note=said))
    parts["voice"].append(build.voice(f"{said} by id", *Audience, about=urn(f"{said} therapy")))
    parts["voice"].append(build.voice(f"{said} by name", *Audience, about=f"The {said} programme, in May"))


def unmatched_work(parts: Parts, said: str) -> None:
    parts["work"].append(work(intervention(f"{said} talks", needs=("trauma",), recommended=said), None))


def work_by_title(parts: Parts, said: str) -> None:
    parts["work"].append(work(intervention(f"PTSD {said}", recommended=said), None))


def bare_need(parts: Parts, said: str) -> None:
    standing = NeedStanding.OUTSTANDING
    parts["needs"].append(need("trauma", note=said, not_advised_because=said, standing=standing))


def need_of_a_course(parts: Parts, said: str) -> None:
    _changed(parts, 0, needs=("anger", "trauma"))


def progress_on_it(parts: Parts, said: str) -> None:
    more = Progress(need="trauma", on=on("2025-06"), by=said, learnt=said)
    _changed(parts, 0, progress=(*_record(parts, 0).progress, more))


def account_of_it(parts: Parts, said: str) -> None:
    more = _product("account", ProductKind.TRAUMA_ACCOUNT, title=said, kept_where=said)
    _changed(parts, 0, products=(*_record(parts, 0).products, more))


def letter_by_title(parts: Parts, said: str) -> None:
    more = _product("letter", ProductKind.LETTER, title=f"Flashback letter {said}")
    _changed(parts, 0, products=(*_record(parts, 0).products, more))


def score_on_it(parts: Parts, said: str) -> None:
    parts["scores"].append(_score("PCL-5", by=said))


def tool_on_it(parts: Parts, said: str) -> None:
    parts["assessments"].append(_assessment(f"PTSD interview {said}", said))


def comparison_of_it(parts: Parts, said: str) -> None:
    trauma_work(parts, said)
    made = Comparison(work=f"{said} therapy", beside="Kaizen", judgement=said, by="Dr Ewa Nkosi", on=on("2025-11"))
    parts["statement"] = replace(parts["statement"], comparisons=(made,))


def words_on_a_need(parts: Parts, said: str) -> None:
    parts["needs"][1] = replace(parts["needs"][1], choice=Choice(words=said, on=on("2025-10")))


def answer_to_a_review(parts: Parts, said: str) -> None:
    goal = _record(parts, 1).goals[0]
    answered = replace(goal.reviews[0], participant_answer=said)
    _changed(parts, 1, goals=(replace(goal, reviews=(answered,)),))


def reason_for_stopping(parts: Parts, said: str) -> None:
    _changed(parts, 0, closure=replace(_record(parts, 0).closure, participant_reason=said))


def words_for_a_skill(parts: Parts, said: str) -> None:
    _changed(parts, 0, skills=(Skill(skill="Step back", participant_words=said),))


def text_of_a_product(parts: Parts, said: str) -> None:
    _changed(parts, 0, products=(replace(_record(parts, 0).products[0], text=said),))


def words_on_a_line(parts: Parts, said: str) -> None:
    parts["decided"] = said


def repeat_of_it(parts: Parts, said: str) -> None:
    trauma_work(parts, said)
    again = Repeat(
        reason=RepeatReason.OTHER, words=said, by=build.person(), on=on("2025-02"), of=(urn(f"{said} therapy"),)
    )
    _changed(parts, 0, repeat=again)


def matched_to_it_before(parts: Parts, said: str) -> None:
    (match,) = _record(parts, 0).matches
    first = EditionMatch(edition_id="SECRET/2020", on=on("2025-01"), by="Dr Ewa Nkosi")
    _changed(parts, 0, matches=(first, replace(match, was="SECRET/2020", because=said)))


def account_named_after_it(parts: Parts, said: str) -> None:
    accounts = (AccountGiven(what=f"Trauma account {said}", kept_where="the file"),)
    parts["weeks"] = replace(parts["weeks"], not_to_be_asked_again=accounts)


KEPT_BACK: dict[str, Callable[[Parts, str], None]] = {
    plant.__name__: plant
    for plant in (
        *(trauma_work, unmatched_work, work_by_title, bare_need, need_of_a_course, progress_on_it, account_of_it),
        *(letter_by_title, score_on_it, tool_on_it, comparison_of_it, words_on_a_need, answer_to_a_review),
        *(reason_for_stopping, words_for_a_skill, text_of_a_product, words_on_a_line),
        *(repeat_of_it, matched_to_it_before, account_named_after_it),
    )
}


# Free text, which somebody is made to look at


def _weeks(parts: Parts, **changes: Any) -> None:
    parts["weeks"] = replace(parts["weeks"], **changes)


FREE_TEXT: dict[str, Callable[[Parts, str], None]] = {
    "settles": lambda parts, said: _weeks(parts, settles=said),
    "upsets": lambda parts, said: _weeks(parts, upsets=said),
    "unfinished": lambda parts, said: _weeks(parts, unfinished=said),
    "account": lambda parts, said: _weeks(
        parts, not_to_be_asked_again=(AccountGiven(what=said, kept_where="the file"),)
    ),
    "in short": lambda parts, said: parts.update(statement=replace(parts["statement"], in_short=(said,))),
    "with care": lambda parts, said: parts.update(statement=replace(parts["statement"], read_with_care=(said,))),
    "knowledge": lambda parts, said: parts.update(statement=replace(parts["statement"], knowledge_of_case=said)),
    "sharing": lambda parts, said: parts.update(sharing=Sharing(told_about_sharing=said)),
    "judgements": lambda parts, said: parts.update(assessments=[_assessment("HCR-20", said)]),
    "note on a need": lambda parts, said: parts["needs"].__setitem__(0, need("anger", note=said)),
    "against a need": lambda parts, said: parts["needs"].__setitem__(0, need("anger", not_advised_because=said)),
    "learnt": lambda parts, said: _changed(parts, 0, progress=(replace(_record(parts, 0).progress[0], learnt=said),)),
    "goal": lambda parts, said: _changed(parts, 1, goals=(replace(_record(parts, 1).goals[0], text=said),)),
    "reason note": lambda parts, said: _changed(parts, 0, closure=replace(_record(parts, 0).closure, reason_note=said)),
    "recommended": lambda parts, said: _changed(parts, 0, recommended=said),
    "cue": lambda parts, said: _changed(parts, 0, skills=(Skill(skill="Step back", cue=said),)),
    "staff comment": lambda parts, said: parts["voice"].append(build.voice("commented", *Audience, staff_comment=said)),
}
