"""What every record of one work says for the person's safety, whichever record leads its line.

A later record of the same work never hides what an earlier one opened, what helps after it, or what it recommended:
each is said with the unit and the day of the record that says it. What was opened is kept out of the cautions, which
more readers see.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from registry.domain.catalogue import Sensitivity
from registry.domain.closure import Outcome
from registry.domain.continuity_piece import Piece
from registry.domain.history import Work
from registry.domain.intervention import Intervention
from registry.domain.place_words import place_named
from registry.domain.plan import ResumeAt
from registry.domain.wording import sentence

TRAINED_THERAPIST = "Only with a therapist trained in this work; nobody asks for the account again."
NO_ACCOUNT_AGAIN = "Nobody asks for the account again."
OFFENCE_NOT_KNOWN = (
    "Not known whether it discusses the offence: with a trained therapist, decide where to begin; nobody asks for the "
    "account again."
)
_OPENED_KEPT = "What was opened is written in that record of the work, to be read there."


def every_record(piece: Piece) -> tuple[Work, ...]:
    """Return every record of the programme, those of this piece first: what was opened in one is open in all."""
    return (*piece.records, *piece.kin)


def asks_for_a_therapist(piece: Piece) -> bool:
    """Whether sensitive work stands unfinished or opened in any record, however another record of it ended."""
    return any(
        work.edition is not None
        and work.edition.sensitivity is not Sensitivity.NONE
        and (work.intervention.outcome is not Outcome.COMPLETED or work.intervention.opened_not_closed)
        for work in every_record(piece)
    )


def with_safety(piece: Piece, at: ResumeAt | None) -> ResumeAt | None:
    """Return where work goes on with what each record opened, what helps after it and what it recommended.

    A line that says nothing of where to go on carries these as well. None where no record says any of them. Work
    that may touch the account has no recommendations here: they may name a session.
    """
    opened = _each(piece, every_record(piece), opened_in)
    helps = _each(piece, every_record(piece), lambda record: record.helps_after)
    told = at.recommended if at else None
    if not piece.names_no_place:
        others = (work for work in piece.records if work.intervention.id != piece.record.id)
        recommended = _each(piece, others, lambda record: recommended_in(record, with_rest=not piece.completed))
        own = f"{whence(piece.record)}: {told}" if told and recommended else told
        told = "\n".join(text for text in (own, recommended) if text) or None
    if at is None and not (opened or helps or told):
        return None
    return replace(at or ResumeAt(), opened_not_closed=opened, helps_after=helps, recommended=told)


def whence(record: Intervention) -> str:
    """Return the unit and the last day of a record, to say whose a fact is."""
    on = record.closure.on if record.closure else record.delivered_on or record.referred
    return f"{record.establishment.name}{f', {on.words}' if on else ''}"


def opened_in(record: Intervention) -> str | None:
    """Return what a record says was opened and not closed; where to read it, if the words name a session or what a
    memory holds: what came from elsewhere or was written earlier may.
    """
    told = record.opened_not_closed
    return _OPENED_KEPT if told and place_named(told) else told


def recommended_in(record: Intervention, *, with_rest: bool) -> str | None:
    """Return what a record says of going on, a sentence each: what was left, where asked for, and what to do."""
    left = record.closure.left_to_do if record.closure and with_rest else None
    return " ".join(sentence(text.strip()) for text in (left, record.recommended) if text) or None


def recommendations_kept(piece: Piece) -> tuple[str, ...]:
    """Say of each record of unfinished work that names no place that its therapist recommended something, and where to
    read it: the words themselves may name a session.
    """
    if not piece.names_no_place or piece.completed:
        return ()
    return tuple(
        f"{whence(work.intervention)}: how to go on is written in that record of the work, to be read there."
        for work in piece.records
        if recommended_in(work.intervention, with_rest=True)
    )


def _each(piece: Piece, works: Iterable[Work], told: Callable[[Intervention], str | None]) -> str | None:
    """Return what each record says, with whose it is unless the leading record alone says anything."""
    found = [(work.intervention, text) for work in works if (text := told(work.intervention))]
    if {record.id for record, _ in found} == {piece.record.id} and len({text for _, text in found}) == 1:
        return found[0][1]
    return "\n".join(dict.fromkeys(f"{whence(record)}: {text}" for record, text in found)) or None
