"""What does not travel leaves no trace: not in the bytes that are signed, and not on any page drawn from them.

A word that stands nowhere else (a canary) is planted in every place that can hold something of trauma, or words of
the participant, in any combination. None that was recorded as such may be found in what leaves; what stands in free
text must be pointed at before anybody approves; and without the plants, the document is the same to the byte.
"""

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.html import render_html
from exports.text import render_text
from registry.catalogue.loader import load_catalogue, load_needs, load_trauma_terms
from registry.documents.canonical import canonical
from registry.documents.transfer_summary import encode
from registry.domain.addressing import Purpose, RecipientKind
from registry.domain.assessment import Assessment, Direction, Occasion, Rater, Score
from registry.domain.catalogue import Sensitivity
from registry.domain.closure import Outcome
from registry.domain.continuity import Case, Offer, make_plan
from registry.domain.edition import Module, Term
from registry.domain.free_text import texts_of
from registry.domain.goal import Goal, Reached, Review
from registry.domain.history import History, Work
from registry.domain.hits import HitKind, hits
from registry.domain.intervention import State
from registry.domain.mentions import Finder
from registry.domain.mentions import Term as Sought
from registry.domain.needs import Choice, NeedStanding
from registry.domain.participant import AccountGiven, FirstTwoWeeks
from registry.domain.plan import Choice as Made
from registry.domain.plan import Decision, Discussed, Plan
from registry.domain.product import Agreed, Product, ProductKind, Progress, Skill
from registry.domain.profiles import PROFILES, editions_of, select, withheld_from
from registry.domain.reasons import StopReason
from registry.domain.summary import CatalogueAsKnown, Comparison, Draft, Statement, TransferSummary
from registry.domain.voice import Agreement, Audience, Sharing, Shown, VoiceKind
from registry.reports.certificate import certificate
from registry.reports.clinical import clinical_report
from registry.reports.parole import parole_report
from registry.reports.participant import OwnCopy, participant_copy
from registry.reports.source import Check, Source
from registry.reports.summary_page import summary_preview
from tests.domain import build
from tests.domain.build import UNIT, closure, edition, intervention, need, on, person, session, urn, work
from tests.reports import samples

CLOSED = (Purpose.PRISON, Purpose.PAROLE_BOARD, Purpose.TRIBUNAL, Purpose.COMMUNITY)
TERMS = load_trauma_terms()
WHOLE = samples.example("full")
TODAY = on("2026-01-02").first
EXAMPLES = max(300, settings().max_examples)

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


KEPT_BACK: dict[str, Callable[[Parts, str], None]] = {
    plant.__name__: plant
    for plant in (
        *(trauma_work, unmatched_work, work_by_title, bare_need, need_of_a_course, progress_on_it, account_of_it),
        *(letter_by_title, score_on_it, tool_on_it, comparison_of_it, words_on_a_need, answer_to_a_review),
        *(reason_for_stopping, words_for_a_skill, text_of_a_product, words_on_a_line),
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


def history_of(parts: Parts) -> History:
    return History(
        participant=build.participant(),
        first_two_weeks=parts["weeks"],
        sharing=parts["sharing"],
        needs=tuple(parts["needs"]),
        work=tuple(parts["work"]),
        assessments=tuple(parts["assessments"]),
        scores=tuple(parts["scores"]),
        voice=tuple(parts["voice"]),
    )


def planner(parts: Parts) -> Callable[[History], Plan]:
    """The real plan, each line of it decided and talked over."""
    decision = Decision(
        choice=Made.ACCEPT,
        reason="It fits.",
        by=person(),
        on=on("2025-12-20"),
        discussed=Discussed.AGREES,
        discussed_words=parts["decided"],
    )

    def plan(seen: History) -> Plan:
        made = make_plan(
            Case(
                history=seen,
                establishment=UNIT,
                today=TODAY,
                offers=(Offer(edition=edition("MOOD", needs=("mood",))),),
                programmes=load_catalogue().programmes,
                needs=load_needs(),
            )
        )
        return replace(made, lines=tuple(replace(line, decision=decision) for line in made.lines))

    return plan


def leaves(parts: Parts, purpose: Purpose) -> TransferSummary:
    """The frozen summary that leaves for a purpose."""
    seen = history_of(parts)
    subject = select(seen, purpose, statement=parts["statement"], plan=planner(parts), terms=TERMS)
    kinds = {Purpose.PAROLE_BOARD: RecipientKind.BOARD, Purpose.TRIBUNAL: RecipientKind.TRIBUNAL}
    kind = kinds.get(purpose, RecipientKind.ESTABLISHMENT)
    return replace(
        WHOLE,
        purpose=purpose,
        recipient=replace(
            WHOLE.recipient, kind=kind, id=None if purpose in kinds else samples.STONE.id, name="The reader"
        ),
        attestation=replace(
            WHOLE.attestation,
            shown=Shown(on=on("2026-01-01"), format="on paper", answer=Agreement.AGREES, by="Dr Ewa Nkosi"),
            not_shown=None,
        ),
        catalogue=CatalogueAsKnown(release=WHOLE.catalogue.release, editions=editions_of(seen, subject)),
        subject=subject,
    )


def everything_of(summary: TransferSummary) -> str:
    """The signed bytes, and every page that is drawn from them."""
    needs = load_needs()
    said = canonical(encode(summary)).decode()
    pages = [summary_preview(summary, needs=needs, digest=samples.DIGEST, check_words=samples.WORDS)]
    if summary.purpose in (Purpose.PAROLE_BOARD, Purpose.TRIBUNAL):
        pages.append(parole_report(summary, digest=samples.DIGEST, check_words=samples.WORDS, data=b"{}", needs=needs))
    source = Source.of_summary(summary, check=Check(digest=samples.DIGEST, words=samples.WORDS), needs=needs)
    pages.append(clinical_report(source, mark=""))
    pages.append(participant_copy(source, OwnCopy(discreet=None, activities={}, kept_where="here"), mark=""))
    pages += [certificate(source, record, full=True) for record in summary.subject.interventions]
    web = (unescape(render_html(page).decode()) for page in pages)
    return "\n".join((said, *(render_text(page) for page in pages), *web))


def planted(plants: dict[str, Callable[[Parts, str], None]], chosen: set[str], say: Callable[[str], str]) -> Parts:
    parts = base()
    for name in plants:
        if name in chosen:
            plants[name](parts, say(name))
    return parts


def canary(name: str) -> str:
    return f"zeisig{sorted((*KEPT_BACK, *FREE_TEXT)).index(name)}q"


some_kept_back = st.sets(st.sampled_from(sorted(KEPT_BACK)), min_size=1)


@settings(max_examples=max(1_000, EXAMPLES), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_kept_back, st.sampled_from(CLOSED))
def test_nothing_kept_back_is_in_what_leaves(chosen: set[str], purpose: Purpose) -> None:
    said = everything_of(leaves(planted(KEPT_BACK, chosen, canary), purpose)).casefold()
    assert "zeisig" not in said
    for trace in ("secret", "canary-need", '"trauma"', "trauma-account", "pcl-5", urn("need trauma")):
        assert trace not in said, trace


@settings(max_examples=EXAMPLES, deadline=None)
@given(some_kept_back, st.sampled_from(CLOSED))
def test_with_and_without_it_the_document_is_the_same_to_the_byte(chosen: set[str], purpose: Purpose) -> None:
    with_it = leaves(planted(KEPT_BACK, chosen, canary), purpose)
    without = leaves(base(), purpose)
    assert canonical(encode(with_it)) == canonical(encode(without))


@pytest.mark.parametrize("name", sorted(set(KEPT_BACK) - {"need_of_a_course"}))
def test_each_of_them_travels_to_the_next_treating_team(name: str) -> None:
    assert canary(name) in everything_of(leaves(planted(KEPT_BACK, {name}, canary), Purpose.TRANSFER))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.sets(st.sampled_from(sorted(FREE_TEXT)), min_size=1), st.sampled_from(CLOSED), st.booleans())
def test_free_text_that_leaves_and_speaks_of_it_is_pointed_at(chosen: set[str], purpose: Purpose, named: bool) -> None:
    # Either a word of trauma, or the name of work that stays behind: nothing else gives the text away.
    parts = planted(FREE_TEXT, chosen, lambda name: f"{canary(name)} and {'greenfinch therapy' if named else 'Abuse'}.")
    trauma_work(parts, "greenfinch")
    summary = leaves(parts, purpose)
    found = hits(
        _draft(summary),
        own=build.participant(),
        others=(),
        staff=(),
        withheld=Finder(
            Sought(name)
            for name in (
                *withheld_from(history_of(parts), purpose, trauma_agreed=False, terms=TERMS).names,
                *TERMS.words,
            )
        ),
    )
    pointed_at = {hit.path for hit in found if hit.kind is HitKind.WITHHELD}
    for path, text in texts_of(summary.subject):
        assert ("zeisig" not in text) or path in pointed_at, path
    written = canonical(encode(summary)).decode()
    assert written.count("zeisig") == sum(text.count("zeisig") for _, text in texts_of(summary.subject))


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.sampled_from(list(Purpose)),
    st.sets(st.sampled_from(Audience), min_size=1),
    st.sampled_from([kind for kind in VoiceKind if kind is not VoiceKind.CARER]),
)
def test_voice_reaches_only_the_audiences_it_was_meant_for(
    purpose: Purpose, audiences: set[Audience], kind: VoiceKind
) -> None:
    silent = kind in (VoiceKind.NO_STATEMENT, VoiceKind.NOT_OFFERED, VoiceKind.DECLINED)
    parts = base()
    text = None if silent else "zeisig"
    parts["voice"].append(build.voice("one", *sorted(audiences), kind=kind, text=text, staff_comment="zeisig too"))
    said = everything_of(leaves(parts, purpose))
    assert ("zeisig" in said) is (PROFILES[purpose].audience in audiences)


def _draft(summary: TransferSummary) -> Draft:
    return Draft(
        id=summary.id,
        series=summary.series,
        purpose=summary.purpose,
        recipient=summary.recipient,
        author=samples.ANWEN,
        catalogue=summary.catalogue,
        subject=summary.subject,
        made=samples.MADE,
        shown=summary.attestation.shown,
    )
