"""Reasons say whose doing it was and blame nobody."""

import pytest

from registry.domain.reasons import AbsenceReason, Cause, StopReason

BLAME = ("refus", "fail", "engag", "insight", "complian", "motivat", "disrupt", "deselect", "dropped")


@pytest.mark.parametrize("reason", [*AbsenceReason, *StopReason])
def test_every_reason_has_a_cause_and_words_without_blame(reason: AbsenceReason | StopReason) -> None:
    assert isinstance(reason.cause, Cause)
    assert reason.words
    said = f"{reason.value} {reason.words} {reason.cause.words}".lower()
    assert not [word for word in BLAME if word in said]


def test_one_wording_means_one_reason() -> None:
    for kind in (AbsenceReason, StopReason):
        words = [reason.words for reason in kind]
        assert len(set(words)) == len(words)


def test_the_reasons_people_give_for_stopping_are_all_there() -> None:
    asked_for = {
        "did not feel safe in the group",
        "somebody else in the group",
        "the working relationship broke down",
        "became unwell",
        "effects of medication",
        "clash with contact, leave, work, worship or court",
        "no escort or staff",
        "language or learning did not fit",
        "not relevant now",
        "chose to stop",
    }
    assert asked_for <= {reason.words for reason in StopReason}


@pytest.mark.parametrize(
    "reason",
    [
        AbsenceReason.NO_STAFF,
        AbsenceReason.NO_ESCORT,
        AbsenceReason.CANCELLED,
        AbsenceReason.NO_INTERPRETER,
        StopReason.NO_STAFF,
        StopReason.THERAPIST_LEFT,
        StopReason.TRANSFERRED,
        StopReason.CLOSED,
        StopReason.FIT,
    ],
)
def test_what_the_service_did_is_not_the_participants_doing(reason: AbsenceReason | StopReason) -> None:
    assert reason.cause is Cause.SERVICE


def test_what_nobody_knows_has_no_cause() -> None:
    assert AbsenceReason.NOT_KNOWN.cause is StopReason.NOT_KNOWN.cause is Cause.NOT_KNOWN
    assert Cause.NOT_KNOWN.words == "cause not recorded"
