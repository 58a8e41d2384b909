"""What holds for every plan, whatever the record: properties over random histories, and the speed of one plan."""

import json
import re
import time
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.domain.catalogue import CourseForm, Kind
from registry.domain.closure import Outcome
from registry.domain.continuity import RULES, Case, make_plan
from registry.domain.continuity_cautions import on_a_record
from registry.domain.continuity_open_need import aims
from registry.domain.continuity_safety import TRAINED_THERAPIST
from registry.domain.history import Work
from registry.domain.intervention import State
from registry.domain.needs import NeedStanding
from registry.domain.plan import LineKind, Plan, PlanLine, Trust
from registry.structure import from_plain, to_plain
from tests.domain.vignette import VIGNETTES, case_of
from tests.sweeps import share_of

T = TypeVar("T")
FORBIDDEN = re.compile(
    r"\b(fail|refus|engag|insight|complian|motivat)|\b(low|medium|high)[ -]risk|\breduced risk|risk (is )?reduced",
    re.IGNORECASE,
)
EDITIONS = ("LMVE", "KAIZEN-GV", "DBT", "DBT-SKILLS", "EMDR", "IOW", "CAT", "SCHEMA", "PIPE", "DTC", "TSP", "SOTP-CORE")
DEFINITION = {"text": "Written at the unit.", "judgedBy": "the treatment lead"}
# Editions and needs that the random histories never use: unrelated to all of them.
UNRELATED = (("HII", "extremism"), ("FIPMO", "firesetting"), ("HSP", "sexual-offending"), (None, "purpose"))


@st.composite
def unrelated_works(draw: st.DrawFn) -> dict[str, Any]:
    edition, need = draw(st.sampled_from(UNRELATED))
    record: dict[str, Any] = {"id": "urn:uuid:00000000-0000-4000-8000-000000009999", "needs": [need]}
    match draw(st.sampled_from(("completed", "left", "running", "waiting"))):
        case "completed":
            record["closure"] = {"on": "2024-02-05", "outcome": "completed"}
        case "left":
            record |= {
                "started": "2001-01",
                "closure": {"on": "2024-02-05", "outcome": "not-completed", "reason": "unwell"},
            }
        case "running":
            record["started"] = draw(st.sampled_from(("2001-01", "2026-01")))
        case "waiting":
            record |= {"state": "waiting", "referred": "2001-01"}
    source = draw(st.sampled_from(("own", "signed", "reported")))
    return {"edition": edition, "unit": "fenholt", "source": source, "record": record}


@st.composite
def works(draw: st.DrawFn) -> dict[str, Any]:
    year = draw(st.integers(2010, 2025))
    record: dict[str, Any] = {}
    if draw(st.booleans()):
        record["started"] = f"{year}-01"
    if draw(st.booleans()):
        record["needs"] = draw(st.lists(st.sampled_from(("violence", "trauma", "mood")), min_size=1, unique=True))
    if components := draw(st.sampled_from(((), ("skills-group",), ("skills-group", "individual-therapy")))):
        record["components"] = list(components)
    if draw(st.booleans()):
        record["skills"] = [{"skill": "Slow breathing"}]
    if draw(st.booleans()):
        review = {"on": f"{year}-06", "reached": "reached", "by": "Dr Osei", "participantAnswer": "Yes."}
        reviews = [review] if draw(st.sampled_from((True, True, False))) else []
        record["goals"] = [{"text": "Say it early.", "setOn": f"{year}-02", "reviews": reviews}]
    state = draw(st.sampled_from((*("closed",) * 6, "in-progress", "waiting", "on-hold", "not-suitable")))
    if state == "closed":
        outcome = draw(st.sampled_from([*("completed",) * 5, *(one.value for one in Outcome)]))
        closure = {"on": draw(st.sampled_from((f"{year}-07-01", f"{year}"))), "outcome": outcome, "ended": "planned"}
        if outcome != "completed":
            reasons = ("transferred", "chose-to-stop", "clinical-contra-indication", "unwell", "not-known")
            closure |= {"reason": draw(st.sampled_from(reasons)), "leftToDo": "The rest."}
        record["closure"] = closure
    else:
        record["state"] = state
    told: dict[str, Any] = {
        "edition": draw(st.sampled_from((*EDITIONS, None))),
        "unit": draw(st.sampled_from(("aldermoor", "fenholt", "stonegate"))),
        "source": draw(st.sampled_from(("own", "own", "signed", "signed", "intact", "reported", "unverified"))),
        "record": record,
    }
    if draw(st.sampled_from((True, True, False))):
        asks = {"needsAllRequiredModules": draw(st.booleans()), "needsExpectedDose": draw(st.booleans())}
        told["local"] = {"completion": DEFINITION | asks, "booster": {"title": "Follow-up", "months": 6}}
    if draw(st.booleans()):
        told["sessions"] = [{"from": f"{year}-02-01", "times": draw(st.integers(1, 130))}]
    return told


@st.composite
def vignettes(draw: st.DrawFn) -> dict[str, Any]:
    standings = st.sampled_from(("outstanding", "present", "met"))
    needs = [
        {"need": need, "standing": draw(standings), "on": draw(st.sampled_from(("2024", "2026-10-01")))}
        for need in draw(st.lists(st.sampled_from(("violence", "trauma", "thinking-skills")), unique=True))
    ]
    if needs and draw(st.booleans()):
        needs[0]["choice"] = {"words": "Not now.", "on": "2026-01-05"}
    work = draw(st.lists(works(), max_size=5))
    done = sorted({one["edition"] for one in work if one["edition"]}) or EDITIONS
    offered = draw(st.lists(st.sampled_from((*done, *EDITIONS)), unique=True, max_size=5))
    overlaps = [
        {
            "covers": covers,
            "covered": covered,
            "needs": draw(st.lists(st.sampled_from(("violence", "mood")), unique=True)),
            "strength": draw(st.sampled_from(("substantial", "slight"))),
            "basis": "Both manuals.",
            "caution": "The words differ.",
            "judgedBy": judge,
            "on": "2026-01-05",
        }
        for covers, covered, judge in draw(
            st.lists(
                st.tuples(
                    st.sampled_from(done), st.sampled_from(offered or EDITIONS), st.sampled_from(("Dr A", "Dr B"))
                ),
                max_size=4,
            )
        )
    ]
    return {
        "overlaps": overlaps,
        "today": "2026-11-02",
        "unit": "larkfield",
        "person": {"untried": draw(st.booleans())},
        "needs": needs,
        "work": work,
        "offers": [{"edition": one} for one in offered],
    }


@settings(max_examples=share_of(200))
@given(vignettes())
def test_the_same_case_always_gives_the_same_plan(vignette: dict[str, Any]) -> None:
    plan = make_plan(case_of(vignette))
    assert plan == make_plan(case_of(vignette))
    assert plan == from_plain(to_plain(plan), Plan)
    keys = [line.key for line in plan.lines]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9.:+-]+", key) for key in keys)


@settings(max_examples=share_of(200))
@given(vignettes())
def test_credit_rests_on_trusted_completed_treatment(vignette: dict[str, Any]) -> None:
    case = case_of(vignette)
    by_id = {work.intervention.id: work for work in case.history.work}
    for line in make_plan(case).lines:
        if line.kind is LineKind.CREDIT:
            work = by_id[line.evidence[0].record]
            assert work.edition is not None
            assert work.intervention.outcome is Outcome.COMPLETED
            assert work.edition.kind is Kind.TREATMENT
            assert work.source.trust in (Trust.SIGNED, Trust.OWN)
            assert work.edition.definition or work.edition.form in (CourseForm.GOALS, CourseForm.OPEN_ENDED)


@settings(max_examples=share_of(200))
@given(vignettes(), unrelated_works())
def test_an_unrelated_record_changes_no_other_line(vignette: dict[str, Any], unrelated: dict[str, Any]) -> None:
    (need,) = unrelated["record"]["needs"]
    before = make_plan(case_of(vignette)).lines
    after = make_plan(case_of(vignette | {"work": [*vignette["work"], unrelated]})).lines
    assert before == tuple(line for line in after if line.need != need)
    assert len(after) > len(before), "it has a line of its own"


@settings(max_examples=share_of(200))
@given(vignettes(), st.randoms(use_true_random=False))
def test_the_order_in_which_records_came_changes_nothing(vignette: dict[str, Any], random: Random) -> None:
    case = case_of(vignette)
    mixed = replace(case.history, work=_mixed(case.history.work, random), needs=_mixed(case.history.needs, random))
    other = Case(
        history=mixed,
        establishment=case.establishment,
        today=case.today,
        offers=case.offers,
        overlaps=_mixed(case.overlaps, random),
        programmes=case.programmes,
        needs=case.needs,
    )
    assert make_plan(other) == make_plan(case)


@pytest.mark.sweep
def test_random_histories_are_worth_asking() -> None:
    """The properties above would hold of empty histories as well; these are not."""
    seen: Counter[str] = Counter()
    drawn: list[int] = []

    # Enough of them that the bar below does not hang on which ones are drawn.
    @settings(max_examples=share_of(1200))
    @given(vignettes())
    def look(vignette: dict[str, Any]) -> None:
        lines = make_plan(case_of(vignette)).lines
        drawn.append(len(lines))
        seen.update({line.rule for line in lines} | {line.kind for line in lines})

    look()
    assert sum(lines >= 2 for lines in drawn) > len(drawn) / 2
    computed = {kind for kind in LineKind if kind is not LineKind.RECOGNISED}
    assert {kind for kind in computed if seen[kind]} == computed
    assert sum(seen[rule.code] > 0 for rule in RULES) >= len(RULES) * 2 / 3


@settings(max_examples=share_of(200))
@given(vignettes(), st.data())
def test_less_evidence_is_never_more_confidence(vignette: dict[str, Any], data: st.DataObject) -> None:
    case = case_of(vignette)
    if not case.history.work:
        return
    at = data.draw(st.integers(0, len(case.history.work) - 1))
    poorer = data.draw(st.sampled_from((_without_definition, _without_sessions, _without_reviews, _only_reported)))
    before, after = make_plan(case), make_plan(_with(case, at, poorer))
    touched = case.history.work[at].intervention.id
    credited = {line.evidence[0].record for line in before.lines if line.kind is LineKind.CREDIT}
    for line in after.lines:
        if line.kind is LineKind.CREDIT and line.evidence[0].record == touched:
            assert touched in credited
        same = next((one for one in before.lines if one.key == line.key and one.work == line.work), None)
        if same is not None:
            assert line.confidence.rank >= same.confidence.rank


@settings(max_examples=share_of(200))
@given(vignettes())
def test_nothing_is_lost_and_nothing_is_repeated(vignette: dict[str, Any]) -> None:
    case = case_of(vignette)
    lines = make_plan(case).lines
    shown = {record for line in lines for record in line.work}
    shown |= {one.record for line in lines for one in line.evidence}
    met = {one.need for one in case.history.needs if one.standing is NeedStanding.MET}
    there = [one for one in case.history.work if one.intervention.state is not State.WAITING or not met & {*aims(one)}]
    assert shown >= {work.intervention.id for work in there}
    settled = (LineKind.CREDIT, LineKind.ASK_FIRST, LineKind.RESUME)
    looked_after = {line.programme_id for line in lines if line.kind in settled}
    asked_about = {need for line in lines if line.kind is LineKind.ASK_FIRST for need in (line.need, *line.also_for)}
    for line in lines:
        if line.kind is LineKind.START:
            assert line.programme_id not in looked_after
            assert line.need not in asked_about
    asked = {line.title for line in lines if line.kind is LineKind.ASK_FIRST and not line.work}
    assert asked.isdisjoint(line.title for line in lines if line.kind is LineKind.START)


@settings(max_examples=share_of(200))
@given(vignettes())
def test_sensitive_work_never_names_a_session(vignette: dict[str, Any]) -> None:
    for line in make_plan(case_of(vignette)).lines:
        if line.programme_id in ("EMDR", "IOW", "SOTP-CORE") and line.resume is not None:
            assert (line.resume.module, line.resume.session, line.resume.dose_left) == (None, None, None)


@settings(max_examples=share_of(300))
@given(works(), works(), st.sampled_from(EDITIONS))
def test_one_record_more_of_the_same_programme_hides_no_caution(
    first: dict[str, Any], second: dict[str, Any], edition: str
) -> None:
    """What the first record says for the person's safety stands, whatever the second says and whichever leads."""
    told = {
        "openedNotClosed": "One memory was left open.",
        "helpsAfter": "The blue room.",
        "recommended": "Go slowly.",
        "adjustments": ["a reader"],
        "missingComponents": ["a part that nobody lists"],
    }
    earlier = first | {"edition": edition, "record": {"started": "2009-01", **first["record"], **told}}
    case = {"today": "2026-11-02", "unit": "larkfield", "offers": [{"edition": edition}]}
    alone = make_plan(case_of(case | {"work": [earlier]})).lines
    both = make_plan(case_of(case | {"work": [earlier, second | {"edition": edition}]})).lines
    words = (told["openedNotClosed"], told["helpsAfter"], told["recommended"], "a reader", "a part that nobody lists")
    before, after = _said_with_care(alone), _said_with_care(both)
    assert "One memory was left open." in before
    assert {word for word in words if word in before} <= {word for word in words if word in after}
    assert (TRAINED_THERAPIST in before) <= (TRAINED_THERAPIST in after)
    kept = {one for work in case_of(case | {"work": [earlier]}).history.work for one in on_a_record(work)}
    assert {one for one in kept if one in before} <= {one for one in kept if one in after}


@settings(max_examples=share_of(200))
@given(vignettes())
def test_no_word_blames_or_measures_risk(vignette: dict[str, Any]) -> None:
    for line in make_plan(case_of(vignette)).lines:
        _assert_fair(line)


def test_the_rules_and_the_vignettes_use_fair_words() -> None:
    assert not [rule.code for rule in RULES if FORBIDDEN.search(rule.says)]
    for file in VIGNETTES.glob("*.json"):
        for line in make_plan(case_of(json.loads(file.read_text("utf-8")))).lines:
            _assert_fair(line)


def test_every_rule_has_its_own_code() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_a_plan_for_fifty_pieces_of_work_is_quick() -> None:
    work = [
        {
            "edition": edition,
            "unit": "aldermoor",
            "sessions": [{"from": f"{2010 + part}-02-01", "times": 40}],
            "record": {
                "started": f"{2010 + part}-01",
                "closure": {"on": f"{2010 + part}-09-01", "outcome": "completed"},
            },
        }
        for part in range(5)
        for edition in ("LMVE", "KAIZEN-GV", "DBT", "EMDR", "IOW", "CAT", "SCHEMA", "DTC", "TSP", "RR2")
    ]
    case = case_of({"today": "2026-11-02", "unit": "larkfield", "work": work})
    make_plan(case)
    took = min(_seconds(case) for _ in range(5))
    # The budget is 5 ms on the reference machine; a loaded one is given room.
    assert took < 0.02, f"{took * 1000:.1f} ms"


def _seconds(case: Case) -> float:
    begun = time.process_time()
    make_plan(case)
    return time.process_time() - begun


def _assert_fair(line: PlanLine) -> None:
    said = [line.title, line.reason, line.would_change, *line.cautions, line.who_is_asked or ""]
    if line.ask:
        said += [line.ask.question, line.ask.end_rule, *line.ask.whom]
    if line.resume:
        said += line.resume.ways_to_join
    # The catalogue's own word for an offence says nothing about the person.
    assert not [text for text in said if FORBIDDEN.search(text.replace("sexually motivated", ""))]


def _said_with_care(lines: tuple[PlanLine, ...]) -> str:
    points = [line.resume for line in lines if line.resume is not None]
    said = [text for one in points for text in (one.opened_not_closed, one.helps_after, one.recommended) if text]
    return "\n".join((*said, *(text for line in lines for text in (line.reason, line.title, *line.cautions))))


def _mixed(records: tuple[T, ...], random: Random) -> tuple[T, ...]:
    mixed = list(records)
    random.shuffle(mixed)
    return tuple(mixed)


def _with(case: Case, at: int, poorer: Any) -> Case:
    work = tuple(poorer(one) if place == at else one for place, one in enumerate(case.history.work))
    return replace(case, history=replace(case.history, work=work))


def _without_definition(work: Work) -> Work:
    return replace(work, edition=replace(work.edition, completion=None, local=None) if work.edition else None)


def _without_sessions(work: Work) -> Work:
    return replace(work, intervention=replace(work.intervention, sessions=(), marks=()))


def _without_reviews(work: Work) -> Work:
    goals = tuple(replace(goal, reviews=()) for goal in work.intervention.goals)
    return replace(work, intervention=replace(work.intervention, goals=goals))


def _only_reported(work: Work) -> Work:
    return replace(work, source=replace(work.source, trust=Trust.UNVERIFIED))
