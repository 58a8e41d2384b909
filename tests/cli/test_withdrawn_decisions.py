"""After a withdrawal the decisions that stood on it stay in sight, and what it told of is not begun again unasked."""

from pathlib import Path

import pytest

from registry.services.receiving import receive_summary
from registry.services.releasing import release_summary
from registry.services.withdrawing import receive_withdrawal, withdraw_summary
from tests.copied import copied_two_units
from tests.homes import GARETH, RHIANNON, Answer
from tests.two_units import AMARA, CONFIRM, TwoUnits

NHS = "9990000018"
SAID = "I want to finish it here."


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TwoUnits:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = copied_two_units(tmp_path / "units")
    (begun,) = ok(made.ashmere.type("participant", "show", NHS, "--json")).json["work"]
    ok(made.ashmere.type("intervention", "open", begun["intervention"]["id"], "--on", "t"))
    sent = made.send()
    with made.thornfield.sit(RHIANNON) as sitting:
        receive_summary(sitting, sent.files.plain, participant=None, confirmations=CONFIRM)
    home = made.thornfield
    said = ("--choice", "accept", "--reason", "a group starts soon", "--discussed", "agrees", "--words", SAID)
    ok(home.type("plan", "decide", NHS, "1", *said))
    with made.ashmere.sit(AMARA) as sitting:
        letter = withdraw_summary(sitting, sent.document.id, reason="Of another person.", confirmations=CONFIRM)
    with made.ashmere.sit(GARETH) as sitting:
        gone = release_summary(sitting, letter.id, CONFIRM)
    with home.sit(RHIANNON) as sitting:
        receive_withdrawal(sitting, gone.files.plain)
    return made


def ok(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def flat(answer: Answer) -> str:
    return " ".join(ok(answer).out.split())


def test_the_decisions_that_stood_on_it_are_named_by_choice_by_whom_and_in_the_participants_words(
    units: TwoUnits,
) -> None:
    home = units.thornfield
    told = flat(home.type("plan", "changes", NHS))
    assert "Decisions this touches:" in told
    after = told.split("Decisions this touches:")[1]
    assert "accept by Dr Rhiannon Pryce" in after
    assert f"The participant agreed: “{SAID}”" in after
    for command in ("plan", "participant"):
        shown = flat(home.type(command, "show", NHS))
        assert "Decisions that stood on it, to be taken anew:" in shown
        assert f"with the words “{SAID}”" in shown


def test_what_it_told_of_stops_a_referral_once_and_a_reason_is_the_way_on(units: TwoUnits) -> None:
    home = units.thornfield
    refer = ("intervention", "refer", NHS, "RPREV", "--delivery", "group")
    stopped = home.type(*refer)
    assert stopped.code == 1
    assert "A summary of Ashmere" in stopped.err
    assert "since withdrawn, told of it" in " ".join(stopped.err.split())
    assert "ask them" in stopped.err
    assert "--again-because" in stopped.err
    again = ("--again-because", "other", "--words", "He says that he never did it.")
    made = ok(home.type(*refer, *again, "--json")).json
    ok(home.type("intervention", "open", made["id"], "--on", "t"))
    ok(home.type("intervention", "refer", NHS, "DBT", "--delivery", "group"))


def test_what_it_told_of_stops_a_match_and_a_start_as_well(units: TwoUnits) -> None:
    home = units.thornfield
    made = ok(home.type("intervention", "refer", NHS, "--title", "A group", "--delivery", "group", "--json")).json
    stopped = home.type("intervention", "match", made["id"], "RPREV")
    assert (stopped.code, "since withdrawn" in " ".join(stopped.err.split())) == (1, True)
    again = ("--again-because", "other", "--words", "He says that he never did it.")
    ok(home.type("intervention", "match", made["id"], "RPREV", *again))
