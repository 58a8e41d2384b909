"""What an annex says of how work was given beside how it was planned, and of whose doing absences were."""

from dataclasses import replace

import pytest

from exports.page import Facts, Paragraph, Table
from registry.domain.catalogue import Sensitivity
from registry.domain.closure import Outcome
from registry.domain.dates import PartialDate, Recorded
from registry.domain.intervention import Delivery, Intervention, State
from registry.domain.reasons import AbsenceReason, StopReason
from registry.domain.session import Attended, SessionKind, SessionRecord
from registry.reports.annex import work_blocks
from registry.reports.delivery import delivery_blocks
from registry.reports.source import Source
from tests.domain.build import session
from tests.reports import samples

GROUP, ALONE = SessionKind.GROUP, SessionKind.INDIVIDUAL


def source() -> Source:
    return Source.of_summary(samples.example("b"), check=None, needs=samples.needs())


def given(**changes: object) -> tuple[str, str]:
    first = source()
    work = replace(first.works[0], **changes)
    rows = [row for block in work_blocks(first, work) if isinstance(block, Facts) for row in block.rows]
    (found,) = (row for row in rows if row[0] in ("How it was given", "Planned"))
    return found


def held(*kinds: SessionKind, came: Attended = Attended.FULL) -> tuple[SessionRecord, ...]:
    why = {"absence": AbsenceReason.NO_STAFF} if came is Attended.NO else {}
    return tuple(session(place, came, kind=kind, **why) for place, kind in enumerate(kinds))


@pytest.mark.parametrize(
    ("planned", "kinds", "told"),
    [
        (Delivery.GROUP, (GROUP, GROUP), "In a group"),
        (Delivery.MIXED, (GROUP, ALONE), "In a group and one to one"),
        (Delivery.MIXED, (GROUP,), "Planned: in a group and one to one; received: in a group only"),
        (Delivery.MIXED, (ALONE,), "Planned: in a group and one to one; received: one to one only"),
        (Delivery.GROUP, (ALONE,), "Planned: in a group; received: one to one"),
        (Delivery.INDIVIDUAL, (ALONE, GROUP), "Planned: one to one; received: in a group and one to one"),
        (Delivery.RESIDENTIAL, (GROUP,), "By living there"),
        (Delivery.GROUP, (), "In a group"),
    ],
)
def test_what_was_received_stands_beside_what_was_planned_where_they_differ(
    planned: Delivery, kinds: tuple[SessionKind, ...], told: str
) -> None:
    label, words = given(delivery=planned, sessions=held(*kinds), marks=())
    assert (label, words.lower()) == ("How it was given", told.lower())


def test_a_form_in_which_nobody_came_was_not_received_and_one_not_begun_was_only_planned() -> None:
    away = held(GROUP, came=Attended.NO)
    assert given(delivery=Delivery.GROUP, sessions=away, marks=())[1].endswith("lanned: in a group; received: nothing")
    bare = {"sessions": (), "marks": (), "started": None, "closure": None, "progress": (), "products": (), "goals": ()}
    label, words = given(delivery=Delivery.GROUP, state=State.WAITING, moves=(), skills=(), **bare)
    assert (label, words.lower()) == ("Planned", "in a group; not started")


def test_a_module_says_how_often_away_by_each_cause() -> None:
    first = source()
    work = first.works[0]
    module = next(one.module for one in work.sessions if one.module)
    reasons = (AbsenceReason.NO_STAFF, AbsenceReason.UNWELL, AbsenceReason.NO_STAFF)
    away = tuple(session(place, Attended.NO, absence=why, module=module) for place, why in enumerate(reasons))

    def cell(sessions: tuple[SessionRecord, ...]) -> str:
        (table,) = modules(first, replace(work, sessions=sessions))
        return next(row[3].lines[0] for row in table.rows if row[3].lines != ("None",))

    assert cell(away) == "3: the service 2, clinical 1"
    assert cell(away[:1]) == "1: the service"


def modules(first: Source, work: Intervention) -> list[Table]:
    tables = [block for block in work_blocks(first, work) if isinstance(block, Table)]
    return [table for table in tables if table.columns[0].heading == "Module"]


def test_of_finished_tender_work_nobody_chooses_whether_it_goes_on() -> None:
    first = Source.of_summary(samples.example("a"), check=None, needs=samples.needs())
    edition = first.edition(first.works[0])
    assert edition is not None
    assert first.catalogue is not None
    tender = replace(edition, sensitivity=Sensitivity.OFFENCE_DISCLOSURE)
    first = replace(first, catalogue=replace(first.catalogue, editions=(tender,)))

    def sensitive(work: Intervention) -> str:
        rows = [row for block in work_blocks(first, work) if isinstance(block, Facts) for row in block.rows]
        return next(value for label, value in rows if label == "Sensitive")

    done = first.works[0]
    assert done.closure is not None
    stopped = replace(done, closure=replace(done.closure, outcome=Outcome.PARTLY, reason=StopReason.UNWELL))
    assert sensitive(done) == "Works with an account of the offence"
    assert sensitive(stopped) == "Works with an account of the offence; they choose whether and when it goes on"


def test_a_report_of_one_date_tells_of_no_referral() -> None:
    first = source()
    work = first.works[0]
    assert work.closure is not None
    year = PartialDate("2014")
    heard = replace(
        work,
        recorded=Recorded.REPORTED,
        referred=year,
        started=year,
        sessions=(),
        closure=replace(work.closure, on=year, judged_on=None),
    )

    def referred(of: Intervention) -> list[str]:
        blocks = [block.text for block in work_blocks(first, of) if isinstance(block, Paragraph)]
        return [text for text in blocks if "eferr" in text]

    assert referred(heard) == ["The date of referral was not reported."]
    assert referred(replace(heard, recorded=Recorded.LATER)) == ["Referred in 2014."]
    assert referred(replace(heard, referred=PartialDate("2013"))) == ["Referred in 2013."]
    assert referred(replace(heard, referred=None)) == ["The date of referral is not recorded."]


def test_needs_that_nobody_recorded_are_the_programmes_own() -> None:
    first = source()
    work = first.works[0]
    told = "No target need was recorded for this person. The programme itself is made for:"

    def said(of: Intervention) -> bool:
        return told in [block.text for block in work_blocks(first, of) if isinstance(block, Paragraph)]

    assert not said(work)
    assert first.edition(work).needs
    assert said(replace(work, needs=()))


def test_adjustments_are_told_by_what_was_delivered_and_never_as_the_whole() -> None:
    first = source()
    work = replace(first.works[0], adjustments=("shorter sessions",), missing_components=())

    def notes(of: Intervention) -> list[str]:
        blocks = work_blocks(first, of)
        return [block.text for block in blocks if isinstance(block, Paragraph) and "adjustments" in block.text]

    assert notes(work) == ["By the record, the adjustments left out no required part of what was delivered."]
    assert notes(replace(work, adjustments=())) == []


def test_a_part_is_not_called_missing_where_sessions_of_its_kind_were_attended() -> None:
    first = source()
    came = (session("1", kind=SessionKind.INDIVIDUAL),)
    work = replace(first.works[0], components=(), missing_components=("Individual work",))
    for sessions, told in ((came, "The rest is not recorded as given"), ((), "'Parts missing', 'Individual work'")):
        rows = "\n".join(f"{block}" for block in delivery_blocks(first, replace(work, sessions=sessions)))
        assert told in rows
