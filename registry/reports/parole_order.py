"""In which order a report for a board tells of the work, and which of it carries the most."""

from collections.abc import Sequence
from typing import Final

from registry.domain.begun import never_began
from registry.domain.dose import dose
from registry.domain.intervention import Intervention
from registry.domain.participant import Known
from registry.reports.source import Source

_ASKED_OF_FIRST: Final = ("violence", "sexual-offending")


def in_order(source: Source) -> tuple[Intervention, ...]:
    """Return the work by need in the order of the page, of one need that which began first, settings last: annexes
    follow it, and are numbered by it.
    """
    order = needs_in_order(source)
    works = [work for work in source.works if not source.is_setting(work)]
    settings = [work for work in source.works if source.is_setting(work)]
    return (*sorted(works, key=lambda work: (order.index(first_need(source, work)), never_began(work))), *settings)


def heaviest(source: Source, works: Sequence[Intervention]) -> list[Intervention]:
    """Return the work in the order in which page one gives it room: of each need the piece with the most that was
    received, then the others by the same, and what never began last; of two alike what a board asks of first.
    """

    def weight(work: Intervention) -> tuple[bool, int, bool]:
        return never_began(work), -dose(work, source.edition(work)).received, not is_asked_of_first(source, work)

    weighed = sorted(works, key=weight)
    most: dict[str, Intervention] = {}
    for work in weighed:
        most.setdefault(first_need(source, work), work)
    return sorted(weighed, key=lambda work: (never_began(work), most[first_need(source, work)] is not work))


def first_need(source: Source, work: Intervention) -> str:
    """Return the need the work aims at first; blank where none is recorded."""
    return next(iter(areas_of(source, work)), "")


def areas_of(source: Source, work: Intervention) -> tuple[str, ...]:
    """Return the needs under which the work is told of: those recorded for it, else of its edition's those recorded of
    this person, else the first of them. What a programme is meant for besides says nothing of who did it.
    """
    edition = source.edition(work)
    # A referral takes over what its programme is meant for where nobody names the needs.
    if work.needs and not (edition and work.needs == edition.needs):
        return work.needs
    told = {record.need for record in source.subject.needs} | {entry.need for entry in work.progress}
    aimed = source.needs_of(work)
    return tuple(need for need in aimed if need in told) or aimed[:1]


def needs_in_order(source: Source) -> list[str]:
    """Return the needs in the plan's order, then as recorded, then as the work names them; what a board asks of first
    stands first: violence, sexual offending, and what work on the offence was for.
    """
    plan = source.subject.plan.needs if source.subject.plan else ()
    recorded = (record.need for record in source.subject.needs)
    worked = (first_need(source, work) for work in source.works)
    asked_first = (work for work in source.works if is_asked_of_first(source, work))
    of_offences = {first_need(source, work) for work in asked_first}
    first = of_offences.union(_ASKED_OF_FIRST)
    return sorted(dict.fromkeys((*plan, *recorded, *worked)), key=lambda need: need not in first)


def is_asked_of_first(source: Source, work: Intervention) -> bool:
    """Whether the work is about violence, sexual offending or the offence."""
    edition = source.edition(work)
    discusses = edition is not None and edition.discusses_offence is Known.YES
    return discusses or not set(_ASKED_OF_FIRST).isdisjoint(source.needs_of(work))
