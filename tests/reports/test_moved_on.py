"""Somebody who moved on: the unit they left is named as the one they left, and nothing goes on there by our words."""

from dataclasses import replace

import pytest

from exports.text import render_text
from registry.domain.dates import PartialDate
from registry.domain.people import EstablishmentRef
from registry.domain.plan import LineKind
from registry.domain.reasons import StopReason
from registry.domain.summary import TransferSummary
from registry.domain.wording import month_words
from tests.reports import samples
from tests.reports.extracted import report
from tests.reports.paroles import front, line_of, what_remains, with_lines


def test_work_is_resumed_at_the_planning_unit_only_while_they_are_there() -> None:
    summary = samples.example("full")
    resumed = with_lines(summary, line_of(summary, LineKind.RESUME))
    assert "; at Alder Clinic, due February 2027." in what_remains(resumed)
    *before, now = sorted(summary.subject.placements, key=lambda stay: stay.since.text)
    elsewhere = EstablishmentRef(id=samples.uid(), name="Oak House", tier=now.establishment.tier)
    moved = replace(
        resumed, subject=replace(resumed.subject, placements=(*before, replace(now, establishment=elsewhere)))
    )
    told = what_remains(moved)
    assert "Alder Clinic" not in told
    assert "; where is not settled, due February 2027." in told
    assert ("Place", f"Oak House, since {month_words(now.since)}") in front(report(moved))[1].rows
    unanswered = replace(
        line_of(summary, LineKind.RESUME),
        kind=LineKind.NOT_AVAILABLE,
        resume=None,
        who_is_asked="the service lead of Alder Clinic",
    )
    there, gone = (what_remains(with_lines(one, unanswered)) for one in (summary, moved))
    assert "; the service lead of Alder Clinic is to answer by February 2027." in there
    assert "by February 2027; who answers at Oak House is not recorded." in gone


def test_work_that_ended_because_they_moved_is_not_resumed_where_it_ended() -> None:
    summary = samples.example("full")
    line = line_of(summary, LineKind.RESUME)
    (stopped,) = (work for work in summary.subject.interventions if work.id in line.work)
    here = replace(stopped, establishment=summary.subject.plan.establishment)
    assert here.closure.reason is StopReason.TRANSFERRED
    works = tuple(here if work is stopped else work for work in summary.subject.interventions)
    now = next(stay for stay in summary.subject.placements if stay.until is None)
    leaving = replace(
        with_lines(summary, replace(line, due=None)),
        subject=replace(
            with_lines(summary, replace(line, due=None)).subject,
            interventions=works,
            placements=(replace(now, since=stopped.started, legal=()),),
        ),
    )
    assert "; where and when are not settled." in what_remains(leaving)


def ended_at_the_unit(reason: StopReason, *, until: str | None = None, stays: bool = True) -> TransferSummary:
    """Somebody whose work at the unit of the plan ended on 3 May 2026, in a stay until *until*, or that is not told."""
    summary = samples.example("full")
    here = summary.subject.plan.establishment
    first = next(work for work in summary.subject.interventions if work.closure and work.closure.reason)
    closure = replace(first.closure, on=PartialDate("2026-05-03"), reason=reason)
    work = replace(first, establishment=here, closure=closure)
    now = next(stay for stay in summary.subject.placements if stay.until is None)
    ended = PartialDate(until) if until else None
    stay = replace(now, establishment=here, since=PartialDate("2020-01-01"), until=ended, legal=())
    subject = replace(summary.subject, interventions=(work,), placements=(stay,) if stays else ())
    return replace(summary, subject=subject)


MOVED_ON = [StopReason.TRANSFERRED, StopReason.DISCHARGED, StopReason.RELEASED, StopReason.REMITTED]


@pytest.mark.parametrize("reason", [*MOVED_ON, StopReason.UNWELL])
def test_a_stay_that_goes_on_says_where_they_are_whatever_ended_a_course_there(reason: StopReason) -> None:
    there = report(ended_at_the_unit(reason))
    assert ("Place", "Alder Clinic") in front(there)[1].rows
    assert "1 January 2020 to now" in " ".join(render_text(there, 400).split())
    assert ("Place", "not recorded") in front(report(ended_at_the_unit(reason, stays=False)))[1].rows


def test_a_stay_that_ended_is_where_they_were() -> None:
    over = ended_at_the_unit(StopReason.UNWELL, until="2026-06")
    assert ("Place", "Alder Clinic until Jun\u00a02026; where now is not recorded") in front(report(over))[1].rows


def test_what_remains_names_the_unit_of_the_plan_as_the_one_they_left_once_the_stay_has_ended() -> None:
    asked = replace(
        line_of(samples.example("full"), LineKind.RESUME),
        kind=LineKind.NOT_AVAILABLE,
        resume=None,
        who_is_asked="the service lead of Alder Clinic",
    )
    told = what_remains(with_lines(ended_at_the_unit(StopReason.TRANSFERRED, until="2026-05"), asked))
    assert "Not available at Alder Clinic, which they left in May\u00a02026:" in told
    assert "; who answers where they are now is not recorded." in told
    there = what_remains(with_lines(ended_at_the_unit(StopReason.TRANSFERRED), asked))
    assert "which they left" not in there
    assert "who answers" not in there
    summary = ended_at_the_unit(StopReason.TRANSFERRED, until="2026-05")
    question = line_of(samples.example("full"), LineKind.ASK_FIRST)
    assert "who answers where they are now is not recorded; no repeat meanwhile." in what_remains(
        with_lines(summary, question)
    )
    assert "DRAFT" not in render_text(report(summary))
