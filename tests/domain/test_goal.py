"""Goals are answered by a named person beside the participant's own answer."""

import pytest

from registry.domain.errors import InvalidValue
from registry.domain.goal import Goal, Reached, Review
from tests.domain.build import on, urn


def goal(*reviews: Review) -> Goal:
    return Goal(id=urn("goal"), text="Talk to my brother", set_on=on("2025-01"), reviews=reviews)


def review(reached: Reached, when: str = "2025-06-01", answer: str | None = None) -> Review:
    return Review(on=on(when), reached=reached, by="Dr Ewa Nkosi", participant_answer=answer)


def test_a_judgement_without_the_participants_answer_does_not_answer_a_goal() -> None:
    assert not goal().answered
    assert not goal(review(Reached.REACHED)).answered
    assert goal(review(Reached.NOT_YET, answer="I am not there yet.")).answered


@pytest.mark.parametrize("reached", list(Reached))
def test_a_goal_is_open_until_it_is_reached_or_let_go(reached: Reached) -> None:
    assert goal().open
    assert goal(review(reached)).open is (reached in (Reached.PARTLY, Reached.NOT_YET))


def test_the_latest_review_speaks_in_whatever_order_they_were_written_down() -> None:
    reached, reopened = review(Reached.REACHED, "2025-06-01"), review(Reached.NOT_YET, "2025-09-01")
    assert goal(reached, reopened).open
    assert goal(reopened, reached).open


def test_where_the_order_is_not_certain_the_one_written_down_last_speaks() -> None:
    vague, exact = review(Reached.NOT_YET, "2025"), review(Reached.REACHED, "2025-06-01")
    assert goal(exact, vague).open
    assert not goal(vague, exact).open


def test_bad_goals_are_refused() -> None:
    with pytest.raises(InvalidValue):
        Goal(id=urn("goal"), text=" ", set_on=on("2025"))
    with pytest.raises(InvalidValue):
        Goal(id=urn("goal"), text="Talk", set_on=on("2025"), need="no code")
    with pytest.raises(InvalidValue):
        Review(on=on("2025"), reached=Reached.REACHED, by="")
    with pytest.raises(InvalidValue):
        review(Reached.REACHED, answer="")


def test_every_judgement_has_words() -> None:
    assert [reached.words for reached in Reached] == [
        "reached",
        "partly reached",
        "not yet reached",
        "let go by agreement",
    ]
