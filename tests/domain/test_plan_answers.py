"""What an answer does to its line: it stands as a caution, touches the decision, and is no place to go on at."""

from dataclasses import replace

from registry.domain.plan import Answer, Plan
from registry.domain.plan_answers import is_touched, read_answers
from registry.domain.plan_changes import carry_on
from tests.domain.build import on, person
from tests.domain.test_plan import decision, plan
from tests.domain.test_plan_changes import ASKED, RECOGNISED

FIRST = Answer(of="the participant", words="All of it.", on=on("2026-01-20"), recorded_by=person())
LATER = Answer(of="HMP Wexmoor", words="He left half way.", on=on("2026-02-20"), recorded_by=person())


def read(now: Plan, *versions: Plan) -> Plan:
    return read_answers(now, versions)


def test_an_answer_after_a_recognition_is_a_caution_and_touches_it() -> None:
    decided = plan(ASKED).answered("tsp:asked", FIRST).decided("tsp:asked", RECOGNISED)
    assert read(decided, decided) == decided
    (line,) = read(carry_on(decided.answered("tsp:asked", LATER), decided), decided).lines
    assert is_touched(line)
    (caution,) = line.cautions
    assert caution.startswith("Answered since it was decided: HMP Wexmoor (20 February 2026). What ")
    assert "(recognised) did not rest on it" in caution


def test_deciding_again_with_the_answer_in_sight_takes_the_caution_away() -> None:
    decided = plan(ASKED).decided("tsp:asked", RECOGNISED)
    told = read(decided.answered("tsp:asked", LATER), decided)
    again = told.decided("tsp:asked", replace(RECOGNISED, reason="I read what the prison wrote, and asked him."))
    assert read(again, decided, again).lines[0].cautions == ()


def test_a_question_that_was_accepted_waits_for_its_answer_and_is_not_touched_by_it() -> None:
    accepted = plan(ASKED).decided("tsp:asked", decision(ask=ASKED.ask))
    (line,) = read(accepted.answered("tsp:asked", FIRST), accepted).lines
    assert not is_touched(line)


def test_an_answer_that_names_a_session_of_sensitive_work_is_no_place_to_go_on_at() -> None:
    said = replace(FIRST, words="We had got to session 12, go on with the fire.")
    asked = plan(ASKED).answered("tsp:asked", said)
    (line,) = read_answers(asked, (), sensitive={"tsp:asked"}).lines
    assert line.answers == (said,), "their words stay as they are"
    (caution,) = line.cautions
    assert "“session 12”. Nothing is taken up there: the participant chooses" in caution
    assert read_answers(asked, ()).lines[0].cautions == ()
    assert read_answers(read_answers(asked, (), sensitive={"tsp:asked"}), (), sensitive={"tsp:asked"}).lines == (line,)
