"""A new version beside the one it replaces: every difference once, where it is, and nothing where nothing changed."""

from dataclasses import replace
from typing import Any

from registry.domain.closure import Outcome
from registry.domain.intervention import State
from registry.domain.needs import NeedRecord
from registry.domain.participant import FirstTwoWeeks
from registry.domain.summary import Statement, Subject, SubjectParticipant
from registry.domain.summary_changes import Change, ChangeKind, changes_between
from tests.domain import build
from tests.domain.build import closure, intervention, need, urn


def subject(**changes: Any) -> Subject:
    return Subject(participant=SubjectParticipant.of(build.participant()), **changes)


def said(before: Subject, after: Subject) -> list[tuple[str, str, str, str, str]]:
    return [(one.kind.value, one.what, one.part, one.before, one.after) for one in changes_between(before, after)]


def test_the_same_has_no_changes() -> None:
    whole = subject(needs=(need("anger"),), interventions=(intervention(),))
    assert changes_between(whole, whole) == ()


def test_a_section_that_came_or_went_is_told_whole() -> None:
    weeks = subject(first_two_weeks=FirstTwoWeeks(settles="Music."))
    (came,) = changes_between(subject(), weeks)
    assert (came.section, came.kind) == ("The first two weeks", ChangeKind.ADDED)
    assert "settles: Music." in came.after
    (went,) = changes_between(weeks, subject())
    assert (went.kind, went.after) == (ChangeKind.REMOVED, "")


def test_a_record_is_the_same_by_its_id_and_its_parts_are_told() -> None:
    running = intervention("course", state=State.IN_PROGRESS)
    done = replace(running, state=State.CLOSED, closure=closure(outcome=Outcome.COMPLETED))
    found = changes_between(subject(interventions=(running,)), subject(interventions=(done,)))
    assert [(one.what, one.part, one.kind) for one in found] == [
        ("course", "state", ChangeKind.CHANGED),
        ("course", "closure", ChangeKind.ADDED),
    ]
    assert (found[0].before, found[0].after) == ("in progress", "closed")
    assert "outcome: completed" in found[1].after


def test_records_that_came_and_went_are_named_and_order_is_no_change() -> None:
    one, two, three = need("anger"), need("mood"), need("drugs")
    assert said(subject(needs=(one, two)), subject(needs=(three, one))) == [
        ("removed", "mood", "", said_of(two), ""),
        ("added", "drugs", "", "", said_of(three)),
    ]


def said_of(record: NeedRecord) -> str:
    return (
        f"need: {record.need}, standing: present, on: {record.on.words}, by: {record.by}, establishment: Alder Clinic"
    )


def test_sentences_are_told_apart_by_what_they_say() -> None:
    was = Statement(in_short=("One.", "Two."), knowledge_of_case="Two years.")
    now = replace(was, in_short=("One.", "Three."), knowledge_of_case="Three years.")
    assert said(subject(statement=was), subject(statement=now)) == [
        ("removed", "in short", "", "Two.", ""),
        ("added", "in short", "", "", "Three."),
        ("changed", "knowledge of case", "", "Two years.", "Three years."),
    ]


def test_a_record_that_stands_twice_is_counted_twice() -> None:
    # Progress has no id: the same words twice are two entries.
    record = intervention(missing_components=("group", "group"))
    less = replace(record, missing_components=("group",))
    (gone,) = changes_between(subject(interventions=(record,)), subject(interventions=(less,)))
    assert gone == Change(
        section="Interventions", kind=ChangeKind.REMOVED, what=record.title, part="missing components", before="group"
    )
    assert record.id == urn("work")
