"""What was recorded in words: the order of its class, choices in words, defaults left out, and nothing else lost."""

from registry.domain.closure import Outcome
from registry.domain.intervention import Intervention
from registry.domain.participant import Participant
from registry.domain.session import SessionRecord
from registry.services.held_words import KINDS, act_words, as_recorded
from registry.store.held_rows import HELD


def test_members_stand_in_the_order_of_their_class_and_defaults_are_left_out() -> None:
    plain = {
        "untried": False,
        "sex": "male",
        "communication": {"whatHelps": "Time.", "autism": "unknown"},
        "born": "1980",
        "name": {"given": "A", "family": "B"},
    }
    told = as_recorded(Participant, plain)
    assert list(told) == ["name", "born", "sex", "communication"]
    assert list(told["name"]) == ["family", "given"]
    assert told["communication"] == {"whatHelps": "Time."}


def test_choices_are_told_in_their_words_and_an_unknown_one_as_it_is() -> None:
    plain = {
        "closure": {"outcome": "partly-completed", "recorded": "at-the-time"},
        "state": "suitable-but-not-ready",
        "sessions": [{"attended": "not-recorded-by-the-service", "catchUp": False}],
    }
    told = as_recorded(Intervention, plain)
    assert told["state"] == "suitable but not ready"
    assert told["closure"] == {"outcome": Outcome.PARTLY.words}
    assert told["sessions"] == [{"attended": "not recorded by the service"}]
    assert as_recorded(SessionRecord, {"attended": "elsewhere"}) == {"attended": "elsewhere"}


def test_a_member_that_the_class_does_not_have_is_told_as_it_is() -> None:
    assert as_recorded(SessionRecord, {"observation": "Calm.", "minutes": 60}) == {
        "minutes": 60,
        "observation": "Calm.",
    }
    assert as_recorded(None, {"b": 1, "a": "at-the-time"}) == {"b": 1, "a": "at-the-time"}


def test_every_record_with_a_class_is_a_table_that_is_told_of() -> None:
    assert set(KINDS) <= set(HELD)


def test_acts_are_told_in_words() -> None:
    assert act_words("session add") == "session added"
    assert act_words("participant first-two-weeks") == "participant first two weeks"
