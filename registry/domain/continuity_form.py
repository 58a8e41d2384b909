"""The form every line about a piece of work has: its key, evidence, cautions and confidence."""

import re
from collections.abc import Callable
from typing import Any

from registry.domain.continuity_case import Case
from registry.domain.continuity_cautions import cautions
from registry.domain.continuity_piece import Piece
from registry.domain.continuity_safety import NO_ACCOUNT_AGAIN, OFFENCE_NOT_KNOWN, TRAINED_THERAPIST, with_safety
from registry.domain.continuity_words import evidence_of
from registry.domain.local_ids import code_of, whose
from registry.domain.plan import Evidence, LineKind, PlanLine, ResumeAt
from registry.domain.text import MOST_NAME

Lines = tuple[PlanLine, ...]
PieceLines = Callable[[Case, Piece, str], Lines]


def piece_line(
    case: Case,
    piece: Piece,
    code: str,
    kind: LineKind,
    *,
    reason: str,
    would_change: str,
    first_cautions: tuple[str, ...] = (),
    more_evidence: tuple[Evidence, ...] = (),
    key_of: str | None = None,
    need: str | None = None,
    also_for: tuple[str, ...] | None = None,
    title: str | None = None,
    programme_id: str | None = None,
    resume: ResumeAt | None = None,
    bare: bool = False,
    **more: Any,
) -> PlanLine:
    """Return one line about a piece of work, under the first of its needs that was judged for this person.

    Its confidence is the weakest record that it rests on; records that only stand beside it are shown and do not
    weaken it. `bare` lines stand beside another line of the same piece and do not say its cautions again.
    """
    first, *rest = case.in_order(piece.needs)
    at = need or first
    return PlanLine(
        key=f"{key_of or name_of(piece)}:{code}",
        kind=kind,
        need=at,
        title=(title or piece.title)[:MOST_NAME].strip(),
        rule=code,
        reason=reason,
        evidence=(*(evidence_of(work) for work in piece.records), *more_evidence),
        cautions=tuple(dict.fromkeys((*first_cautions, *(() if bare else _cautions(case, piece, kind))))),
        confidence=max((piece.trust, *(one.trust for one in more_evidence)), key=lambda one: one.rank),
        would_change=would_change,
        work=tuple(dict.fromkeys(work.intervention.id for work in piece.records)),
        programme_id=programme_id or piece.programme_id,
        resume=resume if bare else with_safety(piece, resume),
        also_for=tuple(rest) if also_for is None else also_for,
        **more,
    )


def _cautions(case: Case, piece: Piece, kind: LineKind) -> tuple[str, ...]:
    """Return the cautions as they fit the line: what is not advised has nobody to begin it with."""
    said = cautions(case, piece)
    if kind is not LineKind.NOT_ADVISED:
        return said
    return tuple(NO_ACCOUNT_AGAIN if one in (TRAINED_THERAPIST, OFFENCE_NOT_KNOWN) else one for one in said)


def name_of(piece: Piece) -> str:
    """Return a short stable name: the programme; with the end of the record's id where each record is its own piece."""
    own = end_of(piece.record.id)
    if piece.programme_id is None:
        return own
    name = slug(piece.programme_id)
    return f"{name}.{own}" if piece.has_goals or not piece.dose.applies else name


def slug(text: str) -> str:
    """Return letters, digits and . + - only, safe to type; after a unit's own programme the end of the unit's id."""
    owner, name = whose(text), re.sub(r"[^a-z0-9.+]+", "-", code_of(text).lower()).strip("-")
    return f"{name}.{end_of(owner)}" if owner else name


def end_of(record_id: str) -> str:
    """Return the last eight characters of an id, which tell records apart on a screen."""
    return record_id[-8:]
