"""A need without a course is not without anything: what is kept up for it, as far as the reader may see it."""

from dataclasses import replace

from registry.domain.addressing import Purpose
from registry.domain.needs import NeedStanding
from registry.domain.plan import LineKind
from registry.domain.product import ProductKind
from registry.reports.parole_room import ROOMS
from registry.reports.parole_table import by_area, kept_up
from registry.reports.source import Source
from tests.reports import samples

SUMMARY = samples.example("full")


def source(readers: str, *, planned: bool = False) -> Source:
    """Somebody who needs to stay well, has no course for it, and made a plan that `readers` may see."""
    subject = SUMMARY.subject
    need = replace(subject.needs[0], need="staying-well", standing=NeedStanding.OUTSTANDING)
    work = next(one for one in subject.interventions if one.products)
    made = replace(
        work.products[0], kind=ProductKind.STAYING_WELL_PLAN, title="My plan", may_be_seen_by=readers, text=None
    )
    assert subject.plan is not None
    line = replace(
        next(one for one in subject.plan.lines if one.kind is LineKind.CREDIT),
        kind=LineKind.KEEP_GOING,
        need="violence",
        also_for=("staying-well",),
        title="Steps",
        decision=None,
    )
    told = replace(
        subject,
        needs=(need,),
        interventions=(replace(work, needs=("violence",), products=(made,)),),
        plan=replace(subject.plan, lines=(line,) if planned else ()),
    )
    return replace(
        Source.of_summary(replace(SUMMARY, subject=told), check=None, needs=samples.needs()),
        purpose=Purpose.PAROLE_BOARD,
    )


def row(one: Source, room: int = 0) -> str:
    table = by_area(one, ROOMS[room])
    assert table is not None
    (found,) = (
        row
        for row in table.rows
        if "relapse prevention" in " ".join(row[0].lines).casefold() or "Staying well" in row[0].lines
    )
    return " ".join(found[1].lines)


def test_a_plan_for_staying_well_that_the_board_may_see_stands_beside_the_need_it_is_for() -> None:
    assert row(source("the parole board")).startswith("No course here; kept up: My plan (")
    assert row(source("himself")) == "None in this report."
    assert row(source("the parole board"), room=-1).startswith("No course here; kept up: My plan (")
    assert row(source("himself"), room=-1) == "None here."


def test_what_the_board_may_not_see_is_neither_told_nor_denied() -> None:
    """A plan that is for himself alone, and none at all, read alike: neither says that nothing is recorded."""
    hidden = source("himself")
    (work,) = hidden.subject.interventions
    none = replace(hidden, subject=replace(hidden.subject, interventions=(replace(work, products=()),)))
    assert by_area(hidden, ROOMS[0]) == by_area(none, ROOMS[0])
    assert by_area(hidden, ROOMS[-1]) == by_area(none, ROOMS[-1])
    table = by_area(hidden, ROOMS[0])
    assert table is not None
    (bare,) = (row for row in table.rows if row[1].lines == ("None in this report.",))
    assert bare[-1].lines == ("Not planned here.",)


def test_so_do_the_skills_that_the_plan_keeps_going_for_it() -> None:
    assert row(source("himself", planned=True)) == "No course here; kept up: skills from Steps."
    assert kept_up(source("himself", planned=True), "anger") == ()
