"""A plan made anew keeps what was decided, and shows what changed under it."""

import json
from dataclasses import replace

from registry.domain.continuity import make_plan
from registry.domain.plan import Answer, Choice, LineKind, Plan, Trust
from registry.domain.plan_changes import carry_on, changes, last_decided, touched
from tests.domain.build import on, person
from tests.domain.test_plan import ask, decision, line, plan
from tests.domain.vignette import VIGNETTES, case_of

ASKED = line("tsp:asked", kind=LineKind.ASK_FIRST, rule="asked", work=("1",))
RECOGNISED = decision(Choice.RECOGNISE, reason="I saw the certificate and the workbook.")


def test_a_decision_an_answer_and_a_date_stay_with_the_line_they_were_given_on() -> None:
    said = Answer(of="the participant", words="All of it.", on=on("2026-01-20"), recorded_by=person())
    before = plan(ASKED).answered("tsp:asked", said).decided("tsp:asked", RECOGNISED)
    later = carry_on(plan(replace(ASKED, ask=ask(by=on("2026-09-01")))), before)
    (kept,) = later.lines
    assert (kept.decision, kept.answers, kept.ask) == (RECOGNISED, (said,), ask(since=before.made_on))
    assert carry_on(plan(ASKED), None) == plan(ASKED)


def test_another_question_has_its_own_date_and_another_line_no_decision() -> None:
    before = plan(ASKED).decided("tsp:asked", RECOGNISED)
    other = replace(ASKED, ask=ask(question="Which part?", by=on("2026-09-01")))
    assert carry_on(plan(other), before).lines[0].ask == other.ask
    stranger = line("lmve:asked", kind=LineKind.ASK_FIRST, rule="asked", work=("2",))
    assert carry_on(plan(stranger), before) == plan(stranger)


def test_what_is_not_available_keeps_the_day_it_was_first_promised() -> None:
    away = line("anger:need:not-available", kind=LineKind.NOT_AVAILABLE, rule="not-available", due=on("2026-02-01"))
    later = carry_on(plan(replace(away, due=on("2026-03-01"))), plan(away))
    assert later.lines[0].due == on("2026-02-01")
    booster = line("tsp:booster-due", kind=LineKind.MAINTAIN, rule="booster-due", due=on("2026-02-01"))
    assert carry_on(plan(replace(booster, due=on("2026-03-01"))), plan(booster)).lines[0].due == on("2026-03-01")


def test_a_decision_on_a_line_that_is_now_another_stays_in_sight_and_changes_nothing() -> None:
    before = plan(ASKED).decided("tsp:asked", RECOGNISED)
    halted = line("tsp:contra-indicated", kind=LineKind.NOT_ADVISED, rule="contra-indicated", work=("1",))
    once = carry_on(plan(halted), before)
    assert (once.lines[0].decision, once.lines[0].earlier_decision) == (None, RECOGNISED)
    assert once.lines[0].stands_as is LineKind.NOT_ADVISED
    twice = carry_on(plan(halted), once)
    assert twice.lines[0].earlier_decision == RECOGNISED
    assert twice.decided("tsp:contra-indicated", decision()).lines[0].earlier_decision is None


def test_what_differs_is_told_and_what_only_moves_with_the_day_is_not() -> None:
    before = plan(ASKED, line("a:x", rule="x"))
    moved = replace(ASKED, ask=ask(by=on("2027-01-01")))
    assert changes(before, plan(moved, line("a:x", rule="x"))) == ()
    warned = line("a:x", rule="x", cautions=("Written later.",), confidence=Trust.REPORTED)
    new = line("b:y", rule="y", kind=LineKind.START)
    found = changes(before, plan(warned, new))
    assert [one.what for one in found] == [
        ("New caution: Written later.", "Confidence was our own record, is reported, not signed."),
        ("New: start.",),
        ("No longer in the plan.",),
    ]
    back = changes(plan(warned), plan(line("a:x", rule="x")))
    assert back[0].what[0] == "A caution that stood here before: Written later."


def test_a_line_that_became_another_kind_is_one_change_and_names_the_decision() -> None:
    before = plan(ASKED).decided("tsp:asked", RECOGNISED)
    (change,) = changes(before, plan(line("tsp:credited", rule="credited", work=("1",))))
    assert change.what[0] == "Was ask first, is credit."
    assert change.touches == RECOGNISED


def test_decisions_whose_ground_moved_are_touched_and_the_others_are_not() -> None:
    first = plan(ASKED, line("a:x", rule="x"))
    second = first.decided("tsp:asked", RECOGNISED).decided("a:x", decision())
    warned = carry_on(plan(replace(ASKED, cautions=("Two units differ.",)), line("a:x", rule="x")), second)
    (change,) = touched(warned, [first, second])
    assert (change.touches, change.what) == (RECOGNISED, ("New caution: Two units differ.",))
    # A later version keeps the decision with its new line; the line it was taken on is still the earlier one.
    (again,) = touched(carry_on(warned, warned), [first, second, warned])
    assert again.what == change.what
    (gone,) = touched(plan(second.lines[1]), [first, second])
    assert gone.what == ("No longer in the plan.",)


def test_the_last_version_in_which_somebody_decided() -> None:
    first = plan(ASKED)
    second = first.decided("tsp:asked", RECOGNISED)
    third = replace(second, made_on=on("2026-05-05"))
    assert last_decided([first, second, third]) == second
    assert last_decided([first]) == first
    assert last_decided([]) is None


def test_a_record_that_takes_the_work_up_keeps_the_decision_in_sight_though_it_leads() -> None:
    told = json.loads((VIGNETTES / "emdr-taken-up-again.json").read_text("utf-8"))
    alone, both = (make_plan(case_of(told | {"work": told["work"][:many]})) for many in (1, 2))
    (was,) = alone.lines
    put_off = decision(Choice.DEFER, again=on("2027-01-11"))
    decided = alone.decided(was.key, put_off)
    now = carry_on(both, decided)
    (taken_up,) = now.lines
    assert taken_up.key != was.key
    assert (taken_up.decision, taken_up.earlier_decision) == (None, put_off)
    (change,) = changes(decided, now)
    assert (change.was, change.now, change.touches) == (decided.lines[0], taken_up, put_off)
    assert change.what[0].startswith("The reason was: Eye movement")
    (touching,) = touched(now, [alone, decided])
    assert (touching.was, touching.touches) == (decided.lines[0], put_off)
    # The next version keeps it in sight as well, until somebody decides again.
    assert carry_on(both, now).lines == now.lines


def test_a_decision_beside_the_work_does_not_move_to_the_work() -> None:
    beside = line("emdr.1:something-to-keep", rule="something-to-keep", kind=LineKind.KEEP_GOING, work=("1",))
    before = plan(beside).decided(beside.key, decision())
    main = line("emdr.2:resume-at-goals", rule="resume-at-goals", kind=LineKind.RESUME, work=("2", "1"))
    assert carry_on(plan(main), before) == plan(main)
    kept = replace(beside, key="emdr.2:something-to-keep", work=("2", "1"))
    assert [one.earlier_decision for one in carry_on(plan(main, kept), before).lines] == [None, decision()]


def test_an_answer_after_the_decision_touches_it_and_one_before_does_not() -> None:
    yes, no = (
        Answer(of=of, words=words, on=on(day), recorded_by=person())
        for of, words, day in (
            ("the participant", "All of it.", "2026-01-20"),
            ("HMP Marlwood", "No, he never did it.", "2026-03-02"),
        )
    )
    asked = plan(ASKED).answered(ASKED.key, yes)
    recognised = asked.decided(ASKED.key, RECOGNISED)
    versions = [plan(ASKED), asked, recognised]
    assert touched(carry_on(plan(ASKED), recognised), versions) == ()
    contradicted = recognised.answered(ASKED.key, no)
    (change,) = touched(carry_on(plan(ASKED), contradicted), [*versions, contradicted])
    assert (change.touches, change.what) == (RECOGNISED, ("New answer of HMP Marlwood: “No, he never did it.”",))


def _kaizen(**offer: object) -> Plan:
    told = json.loads((VIGNETTES / "kaizen-halfway-joins-here.json").read_text("utf-8"))
    told["offers"] = [told["offers"][0] | offer] if offer.pop("delivered", True) else []
    return make_plan(case_of(told))


def test_what_the_unit_offers_otherwise_is_told_and_touches_the_decision() -> None:
    before = _kaizen(nextStart="2026-12-07", places=2)
    (resumed,) = [one for one in before.lines if one.kind is LineKind.RESUME]
    decided = before.decided(resumed.key, decision())
    fuller = _kaizen(nextStart="2027-01-11", places=2)
    (change,) = touched(carry_on(fuller, decided), [decided])
    then, now = "The next start here is 7 December 2026.", "The next start here is 11 January 2027."
    assert change.what == (f"How one can join here is now: {now} No longer: {then}",)
    assert [one.what for one in changes(decided, fuller)] == [change.what]
    gone = carry_on(_kaizen(delivered=False), decided)
    (change,) = touched(gone, [decided])
    assert change.what[0] == "Was resume, is not available here."
    assert any(one.startswith("Who could: ") for one in change.what)


def test_a_start_that_moves_touches_what_was_decided_on_it() -> None:
    offered = line("anger:lmve:start", rule="start", kind=LineKind.START, due=on("2026-12-07"))
    before = plan(offered).decided("anger:lmve:start", decision())
    (change,) = touched(carry_on(plan(replace(offered, due=on("2027-01-11"))), before), [before])
    assert change.what == ("The next start here was 7 December 2026, and is 11 January 2027.",)
    (change,) = touched(carry_on(plan(replace(offered, due=None)), before), [before])
    assert change.what == ("The next start here was 7 December 2026, and is not given.",)


def test_not_now_stays_in_sight_when_something_else_is_offered_for_the_same_need() -> None:
    said = decision(
        Choice.CHANGE, changed_to=LineKind.NOT_WANTED, again=on("2027-02"), discussed_words="Not this winter."
    )
    before = plan(line("anger:lmve:start", rule="start", kind=LineKind.START)).decided("anger:lmve:start", said)
    other = line("anger:kaizen-gv:start", rule="start", kind=LineKind.START, title="Kaizen", programme_id="KAIZEN-GV")
    (now,) = carry_on(plan(other), before).lines
    assert (now.decision, now.earlier_decision) == (None, said)
    (change,) = touched(plan(now), [before])
    assert (change.touches, change.what) == (said, ("It was about Anger course.",))
    another_need = replace(other, need="mood")
    assert carry_on(plan(another_need), before).lines == (another_need,)
    still_there = carry_on(plan(line("anger:lmve:start", rule="start", kind=LineKind.START), other), before)
    assert [one.earlier_decision for one in still_there.lines] == [None, None]
