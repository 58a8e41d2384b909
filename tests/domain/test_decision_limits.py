"""What is not decided of a line: a choice filed as clinical, work that is not there, days that are past."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from registry.domain.ask import silence_decides_nothing
from registry.domain.catalogue import Sensitivity
from registry.domain.decision_limits import check_limits
from registry.domain.errors import InvalidValue, NotAllowed, ThroughcareError
from registry.domain.plan import Choice, Decision, Discussed, LineKind, PlanLine
from tests.domain.build import edition, intervention, on, work
from tests.domain.test_plan import decision, line

TODAY = date(2026, 11, 2)


TENDER = work(intervention(), replace(edition(), sensitivity=Sensitivity.TRAUMA))


def check(of: PlanLine, made: Decision, *, sensitive: bool = False, today: date = TODAY) -> None:
    check_limits(of, made, today, (TENDER,) if sensitive else ())


def changed(to: LineKind, **more: Any) -> Decision:
    return decision(Choice.CHANGE, changed_to=to, **more)


@pytest.mark.parametrize("to", [LineKind.NOT_ADVISED, LineKind.NOT_AVAILABLE])
def test_a_persons_own_choice_is_not_filed_as_a_clinical_or_a_service_reason(to: LineKind) -> None:
    with pytest.raises(NotAllowed, match="participant's own choice"):
        check(line(kind=LineKind.NOT_WANTED), changed(to))
    chosen = changed(LineKind.NOT_WANTED, again=on("2027-01"), discussed_words="Not now.")
    with pytest.raises(NotAllowed, match="participant's own choice"):
        check(line(kind=LineKind.START, decision=chosen), changed(to))
    check(line(kind=LineKind.NOT_WANTED), changed(LineKind.START))
    check(line(kind=LineKind.START), changed(to))


def test_nothing_is_resumed_where_no_work_is() -> None:
    with pytest.raises(NotAllowed, match="no work on this line to resume"):
        check(line(kind=LineKind.NOT_WANTED), changed(LineKind.RESUME))
    check(line(kind=LineKind.NOT_WANTED, work=("1",)), changed(LineKind.RESUME))


PLACES = [
    "Go on at session 7.",
    "He begins with Module two.",
    "From the 3rd session.",
    "Begin at session 5 with the fire memory.",
    "Resume with session 5.",
    "Begin at session five with the memory.",
    "Take it up at the 5th session.",
    "Pick up where it stopped, session 10, memory one.",
    "Session no. 12 is next.",
    "SESSION (21)",
    "the twenty-first session",
    "Phase two when she is settled.",
    "Start again with the memory that was opened.",
    "Go straight back to the memory of the fire.",
    "Carry on where she left off.",
    "Resume at the second target.",
    "Continue from the session on the fire.",
    "Begin with step 3.",
    "sessions 5 and 6",
    "hotspot 2",
    "Session 6: the memory of the stairwell",
    "The memory of the stairwell is open.",
    "Flashbacks about the fire.",
]
EVERY_CHOICE: list[dict[str, Any]] = [
    {"choice": Choice.ACCEPT},
    {"choice": Choice.DEFER, "again": on("2027-01")},
    {"choice": Choice.RECOGNISE},
    *({"choice": Choice.CHANGE, "changed_to": to} for to in (LineKind.START, LineKind.RESUME, LineKind.KEEP_GOING)),
]


@pytest.mark.parametrize("text", PLACES)
def test_trauma_work_is_taken_up_at_no_session_phase_or_memory(text: str) -> None:
    asked = line(kind=LineKind.ASK_FIRST, work=("1",))
    for made in EVERY_CHOICE:
        for texts in ({"reason": f"We agreed this: {text}"}, {"reason": "as she asked for", "discussed_words": text}):
            if made["choice"] is Choice.RECOGNISE:
                texts = {"reason": "saw her own file here", **texts}
            with pytest.raises(NotAllowed, match="the participant chooses whether and when"):
                check_limits(asked, decision(**{**made, **texts}), TODAY, sensitive=True)
    check(asked, changed(LineKind.RESUME, reason=text))
    with pytest.raises(NotAllowed, match="a session or module"):
        check(asked, changed(LineKind.RESUME, reason=text), sensitive=True)


@pytest.mark.parametrize(
    "text",
    [
        "He asked for the sessions to go on.",
        "After 5 sessions of stabilisation she chose to go on.",
        "First she meets the new therapist twice, with nothing asked of her.",
        "One memory was opened and not settled: she has a nurse for the evening.",
        "Sessions begin when she says so.",
        "Weekly sessions, an hour each, from March.",
        "At the last session she cried and was comforted.",
        "She has no memory of it.",
    ],
)
def test_what_names_no_place_to_begin_is_decided(text: str) -> None:
    check(line(kind=LineKind.START), decision(reason=text), sensitive=True)


@pytest.mark.parametrize(
    "reason",
    [
        "He does not want to go on with Kaizen.",
        "He refuses and shows no insight.",
        "Says he has had enough of groups.",
        "She declined.",
        "Not willing.",
        "He is unwilling to attend.",
        "It was his choice.",
        "She isn’t keen: not interested in it.",
        "He won't come.",
        "Opted out in May.",
        "Ambivalent, prefers the gym.",
        "Ambivalent about attending at present.",
        "He prefers one-to-one work.",
        "She preferred to wait.",
        "Daniel would rather work in the kitchen.",
        "He'd rather not.",
        "Reluctant.",
        "Unsure about attending.",
        "Not sure whether he wants it.",
        "She is in two minds about joining.",
        "Undecided whether to take part.",
        "Hesitant to start.",
        "No wish to do it.",
        "Not keen.",
        "Not interested.",
        "Not enthusiastic about groups.",
        "He lost interest in the group.",
        "Sees no point in it.",
        "He doesn't feel like it.",
        "Shows little interest in the programme.",
    ],
)
@pytest.mark.parametrize("to", [LineKind.NOT_ADVISED, LineKind.NOT_AVAILABLE])
def test_a_reason_that_speaks_of_wanting_is_no_clinical_or_service_reason(reason: str, to: LineKind) -> None:
    with pytest.raises(NotAllowed, match="speaks of what the participant wants") as refused:
        check(line(kind=LineKind.RESUME), changed(to, reason=reason))
    assert "--to not-wanted-now" in (refused.value.hint or "")


@pytest.mark.parametrize(
    "reason",
    [
        "Acutely unwell since May.",
        "Active psychosis; seizures when distressed.",
        "Disorganised, ambivalent attachment: a group now would do harm.",
        "Depressed: has lost interest in everything and sleeps little.",
        "Depression, with little interest in food.",
        "The psychiatrist prefers to wait until the trial of medication ends.",
        "Trauma work is the preferred treatment at this stage.",
        "We would rather settle the medication first.",
        "Unsure whether the seizures are controlled.",
        "Uncertain about the diagnosis: assessment goes on.",
        "The ward round is undecided about the dose.",
        "It is not sure whether the group is safe for her.",
        "No intellectual assessment yet, and no need for haste.",
        "Hearing voices that comment on the group.",
    ],
)
def test_a_clinical_reason_stays_one(reason: str) -> None:
    check(line(kind=LineKind.RESUME), changed(LineKind.NOT_ADVISED, reason=reason))


@pytest.mark.parametrize(
    "reason",
    [
        "He refused and lacks insight into it.",
        "Declined.",
        "She did not engage.",
        "Non-compliance.",
        "Poorly motivated.",
    ],
)
def test_a_choice_is_never_printed_as_refusal_or_want_of_insight(reason: str) -> None:
    to_choice = changed(LineKind.NOT_WANTED, reason=reason, again=on("2027-01"), discussed_words="No more groups.")
    with pytest.raises(NotAllowed, match="verdict on the participant") as refused:
        check(line(kind=LineKind.RESUME), to_choice)
    assert "--words" in (refused.value.hint or "")
    with pytest.raises(NotAllowed, match="verdict on the participant"):
        check(line(kind=LineKind.NOT_WANTED), decision(reason=reason))
    in_his = changed(LineKind.NOT_WANTED, reason="his choice", again=on("2027-01"), discussed_words="I refuse.")
    check(line(kind=LineKind.RESUME), in_his)


def test_what_was_done_is_no_need_that_nothing_meets() -> None:
    to = changed(LineKind.NOT_AVAILABLE, reason="There is no group here.")
    with pytest.raises(NotAllowed, match="stands as credit: what was done is not a need"):
        check(line(kind=LineKind.CREDIT, work=("1",)), to)
    recognised = decision(Choice.RECOGNISE, reason="saw his own certificate and workbook")
    with pytest.raises(NotAllowed, match="stands as recognised"):
        check(line(kind=LineKind.ASK_FIRST, work=("1",), decision=recognised), to)
    check(line(kind=LineKind.CREDIT, work=("1",)), changed(LineKind.START, reason="He assaulted somebody in May."))


@pytest.mark.parametrize(
    ("again", "wrong"),
    [
        ("2026-11-01", "in the past"),
        ("2026-10", "in the past"),
        ("2031-11-03", "more than 5 years"),
        ("2032", "more than 5 years"),
        ("2026-11-02", None),
        ("2026-11", None),
        ("2031-11-02", None),
    ],
)
def test_a_line_is_come_back_to_from_today_and_within_five_years(again: str, wrong: str | None) -> None:
    put_off = decision(Choice.DEFER, again=on(again))
    if wrong is None:
        check(line(), put_off)
        return
    with pytest.raises(InvalidValue, match=wrong):
        check(line(), put_off)


def test_five_years_are_counted_from_a_leap_day_too() -> None:
    check(line(), decision(Choice.DEFER, again=on("2033-02-28")), today=date(2028, 2, 29))
    with pytest.raises(ThroughcareError):
        check(line(), decision(Choice.DEFER, again=on("2033-03-01")), today=date(2028, 2, 29))


def test_beside_every_end_rule_somebody_wrote_stands_that_silence_decides_nothing() -> None:
    ours = "Nobody's silence decides: a named person does, and it is not repeated meanwhile."
    written = silence_decides_nothing("If nobody replies he starts it again", begun=True)
    assert written == f"If nobody replies he starts it again. {ours}"
    assert silence_decides_nothing(written, begun=True) == written
    never = silence_decides_nothing("I decide.", begun=False)
    assert never == "I decide. Nobody's silence decides: a named person does, and it does not start meanwhile."


def test_what_was_decided_elsewhere_is_read_as_it_was_decided() -> None:
    old = changed(LineKind.NOT_ADVISED, discussed=Discussed.AGREES)
    assert line(kind=LineKind.NOT_WANTED, decision=old).stands_as is LineKind.NOT_ADVISED


@pytest.mark.parametrize("reason", [".", "x", "ok", "- -", "1234", "a b c d"])
def test_a_reason_says_something(reason: str) -> None:
    with pytest.raises(InvalidValue, match="says nothing"):
        check(line(), decision(reason=reason))
    not_yet = decision(discussed=Discussed.NOT_YET, discussed_words=reason)
    with pytest.raises(InvalidValue, match="Why it was not discussed yet says nothing"):
        check(line(), not_yet)
    # Their own words are theirs, however few.
    check(line(), decision(discussed=Discussed.AGREES, discussed_words="x"))
    check(line(), decision(reason="later"))
    check(line(), decision(reason="本人の希望"))
