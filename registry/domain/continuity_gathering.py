"""Gathering records into pieces of work, before any rule is asked.

A *programme* is one piece however many records speak of it: a part done in one unit and a part done in the next are
one course, and two units that say different things stand against each other and are never averaged. Agreed goals,
open-ended and residential work are a piece each, because their goals differ even where their name is the same;
unless one took up what another left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from registry.domain.catalogue import CourseForm
from registry.domain.closure import Outcome
from registry.domain.continuity_piece import TRUSTED, Piece, is_waiting, last_known, trust_of
from registry.domain.dose import dose, standing
from registry.domain.history import Work
from registry.domain.intervention import Intervention


def pieces_of(works: Iterable[Work]) -> tuple[Piece, ...]:
    """Gather records into pieces of work, in the order in which the history first speaks of each.

    Waiting is not work: it stands beside the piece where the programme was taken part in, and otherwise with its need.
    """
    begun: list[Work] = []
    waiting: list[Work] = []
    for work in works:
        (waiting if is_waiting(work.intervention) else begun).append(work)
    groups: dict[str, list[Work]] = {}
    kin, waits = _by_programme(begun), _by_programme(waiting)
    on_one_need: dict[tuple[str, str | None], list[Work]] = {}
    for work in begun:
        if work.edition is not None:
            on_one_need.setdefault((work.edition.programme_id, _first_need(work)), []).append(work)
    for work in begun:
        edition = work.edition
        if edition is None:
            key = work.intervention.id
        elif edition.form is CourseForm.PROGRAMME:
            key = edition.programme_id
        else:
            key = _taken_up_again(work, on_one_need[edition.programme_id, _first_need(work)])
        groups.setdefault(key, []).append(work)
    return tuple(_piece(_latest_of_each(group), kin, waits) for group in groups.values())


def _by_programme(works: list[Work]) -> dict[str, list[Work]]:
    found: dict[str, list[Work]] = {}
    for work in works:
        if work.edition is not None:
            found.setdefault(work.edition.programme_id, []).append(work)
    return found


def _first_need(work: Work) -> str | None:
    return next(iter(work.intervention.needs), None)


def _taken_up_again(work: Work, same: list[Work]) -> str:
    """Return the id under which work with goals stands: its own, or that of the last later work that took it up.

    `same` is work of the same programme on the same need; it took this up where it certainly began after this ended
    unfinished.
    """
    record = work.intervention
    if record.closure is None or record.outcome is Outcome.COMPLETED:
        return record.id
    later = [
        other
        for other in same
        if other.intervention.started is not None and record.closure.on.certainly_before(other.intervention.started)
    ]
    return max(later, key=last_known).intervention.id if later else record.id


def _piece(group: list[Work], kin: Mapping[str, list[Work]], waits: Mapping[str, list[Work]]) -> Piece:
    lead = _lead(group)
    own = {id(work) for work in group}
    programme_id = lead.edition.programme_id if lead.edition else ""
    others = [work for work in group if work is not lead]
    against = tuple(work for work in others if _contradicts(lead, work))
    contradicting = {id(work) for work in against}
    earlier = tuple(work for work in others if id(work) not in contradicting and _is_earlier_part(work, lead))
    told = contradicting | {id(work) for work in earlier}
    course = lead.intervention
    if earlier:
        parts = [*sorted(earlier, key=last_known), lead]
        course = replace(
            course,
            sessions=tuple(one for part in parts for one in part.intervention.sessions),
            marks=tuple(one for part in parts for one in part.intervention.marks),
        )
    return Piece(
        work=lead,
        earlier=earlier,
        against=against,
        beside=(
            *(work for work in others if id(work) not in told),
            *waits.get(programme_id, ()),
        ),
        kin=tuple(work for work in kin.get(programme_id, ()) if id(work) not in own),
        course=course,
        dose=dose(course, lead.edition),
        standing=standing(course, lead.edition),
    )


def _lead(group: list[Work]) -> Work:
    """A trusted completion leads; then work still open after any reported completion; then that completion."""
    completed = [work for work in group if work.intervention.outcome is Outcome.COMPLETED]
    trusted = [work for work in completed if trust_of(work) in TRUSTED]
    if trusted:
        return _latest(trusted)
    open_since = [
        work
        for work in group
        if work not in completed
        and trust_of(work) in TRUSTED
        and (work.intervention.is_running or all(last_known(one) < last_known(work) for one in completed))
    ]
    return _latest(open_since or completed or group)


def _latest(works: list[Work]) -> Work:
    """The work last spoken of; of several on one day the one that carries furthest."""
    return max(sorted(works, key=lambda work: trust_of(work).rank), key=last_known)


def _latest_of_each(group: list[Work]) -> list[Work]:
    """Of several versions that one issuer sent of one record, the latest speaks."""
    in_order = sorted(group, key=lambda work: (work.source.on is not None, work.source.on and work.source.on.last))
    return list({(work.intervention.id, work.source.issuer): work for work in in_order}.values())


def _contradicts(one: Work, other: Work) -> bool:
    """Two issuers, one course, and only one of them says that it was completed."""
    if one.source.issuer == other.source.issuer:
        return False
    closed = [work.intervention for work in (one, other) if work.intervention.closure]
    done, stopped = (
        next((record for record in closed if (record.outcome is Outcome.COMPLETED) is wanted), None)
        for wanted in (True, False)
    )
    if done is None or stopped is None:
        return False
    return done.id == stopped.id or not _are_two_courses(done, stopped)


def _are_two_courses(done: Intervention, stopped: Intervention) -> bool:
    """Whether the dates make it certain that one was left and another completed. Without certainty: one course."""
    ended, left = done.closure, stopped.closure
    assert ended is not None, "what was completed is closed"
    assert left is not None, "what was left is closed"
    if stopped.started and ended.on.certainly_before(stopped.started):
        return True
    if done.started:
        return left.on.certainly_before(done.started)
    elsewhere = done.establishment.id != stopped.establishment.id
    return elsewhere and left.on.certainly_before(ended.on)


def _is_earlier_part(work: Work, lead: Work) -> bool:
    """A part of the same edition that certainly ended before the leading record began, both of them trusted."""
    part, whole = work.intervention, lead.intervention
    return (
        part.closure is not None
        and part.outcome is not Outcome.COMPLETED
        and whole.started is not None
        and part.closure.on.certainly_before(whole.started)
        and work.edition is not None
        and lead.edition is not None
        and lead.edition.form is CourseForm.PROGRAMME
        and work.edition.edition_id == lead.edition.edition_id
        and trust_of(work) in TRUSTED
        and trust_of(lead) in TRUSTED
    )
