"""Gathering records into pieces of work, before any rule is asked.

A *programme* is one piece however many records speak of it: a part done in one unit and a part done in the next are
one course, and two units that say different things stand against each other and are never averaged. Agreed goals,
open-ended and residential work are a piece each, because their goals differ even where their name is the same;
unless one took up what another left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

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
    kin: dict[str, list[Work]] = {}
    for work in begun:
        if work.edition is not None:
            kin.setdefault(work.edition.programme_id, []).append(work)
    for work in begun:
        edition = work.edition
        if edition is not None and edition.form is CourseForm.PROGRAMME:
            key = edition.programme_id
        else:
            key = _taken_up_again(work, kin.get(edition.programme_id, []) if edition else [])
        groups.setdefault(key, []).append(work)
    pieces = (_piece(_latest_of_each(group), kin) for group in groups.values())
    return tuple(_beside(piece, waiting) if waiting else piece for piece in pieces)


def _beside(piece: Piece, waiting: list[Work]) -> Piece:
    also = tuple(work for work in waiting if work.edition and work.edition.programme_id == piece.programme_id)
    return replace(piece, beside=(*piece.beside, *also))


def _taken_up_again(work: Work, same_programme: list[Work]) -> str:
    """Return the id under which work with goals stands: its own, or that of the last later work that took it up.

    It was taken up where work of the same programme on the same need certainly began after it ended unfinished.
    """
    record = work.intervention
    if record.closure is None or record.outcome is Outcome.COMPLETED:
        return record.id
    later = [
        other
        for other in same_programme
        if other.intervention.started is not None
        and record.closure.on.certainly_before(other.intervention.started)
        and other.intervention.needs[:1] == record.needs[:1]
    ]
    return max(later, key=last_known).intervention.id if later else record.id


def _piece(group: list[Work], kin: Mapping[str, list[Work]]) -> Piece:
    lead = _lead(group)
    others = [work for work in group if work is not lead]
    against = tuple(work for work in others if _contradicts(lead, work))
    earlier = tuple(work for work in others if work not in against and _is_earlier_part(work, lead))
    course = lead.intervention
    if earlier:
        parts = [*sorted(earlier, key=last_known), lead]
        course = replace(
            course,
            sessions=tuple(one for part in parts for one in part.intervention.sessions),
            marks=tuple(one for part in parts for one in part.intervention.marks),
        )
    same_programme = kin.get(lead.edition.programme_id, []) if lead.edition else []
    return Piece(
        work=lead,
        earlier=earlier,
        against=against,
        beside=tuple(work for work in others if work not in against and work not in earlier),
        kin=tuple(work for work in same_programme if work not in group),
        course=course,
        dose=dose(course, lead.edition),
        standing=standing(course, lead.edition),
    )


def _lead(group: list[Work]) -> Work:
    """A trusted completion leads; then work still open after any reported completion; then that completion."""
    ordered = sorted(group, key=lambda work: (last_known(work), -trust_of(work).rank))
    completed = [work for work in ordered if work.intervention.outcome is Outcome.COMPLETED]
    trusted = [work for work in completed if trust_of(work) in TRUSTED]
    if trusted:
        return trusted[-1]
    open_since = [
        work
        for work in ordered
        if work not in completed
        and trust_of(work) in TRUSTED
        and (work.intervention.is_running or all(last_known(one) < last_known(work) for one in completed))
    ]
    return (open_since or completed or ordered)[-1]


def _latest_of_each(group: list[Work]) -> list[Work]:
    """Of several versions that one issuer sent of one record, the latest speaks."""
    latest: dict[tuple[str, str], Work] = {}
    for work in group:
        key = (work.intervention.id, work.source.issuer)
        known = latest.get(key)
        if known is None or _sent(known) <= _sent(work):
            latest[key] = work
    return list(latest.values())


def _sent(work: Work) -> date:
    return work.source.on.last if work.source.on else date.min


def _contradicts(one: Work, other: Work) -> bool:
    """Two issuers, one course, and only one of them says that it was completed."""
    a, b = one.intervention, other.intervention
    if a.closure is None or b.closure is None or one.source.issuer == other.source.issuer:
        return False
    if (a.outcome is Outcome.COMPLETED) == (b.outcome is Outcome.COMPLETED):
        return False
    done, stopped = (a, b) if a.outcome is Outcome.COMPLETED else (b, a)
    return a.id == b.id or not _are_two_courses(done, stopped)


def _are_two_courses(done: Intervention, stopped: Intervention) -> bool:
    """Whether the dates make it certain that one was left and another completed. Without certainty: one course."""
    if done.closure is None or stopped.closure is None:
        return True
    if stopped.started and done.closure.on.certainly_before(stopped.started):
        return True
    if done.started:
        return stopped.closure.on.certainly_before(done.started)
    elsewhere = done.establishment.id != stopped.establishment.id
    return elsewhere and stopped.closure.on.certainly_before(done.closure.on)


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
