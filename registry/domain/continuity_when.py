"""What the rules ask of a piece of work, each question with one answer."""

from collections.abc import Callable

from registry.domain.catalogue import CourseForm, Kind
from registry.domain.continuity_case import Case
from registry.domain.continuity_overlaps import judgements
from registry.domain.continuity_piece import TRUSTED, Piece
from registry.domain.continuity_resume import is_running_here
from registry.domain.participant import TherapyEnding
from registry.domain.reasons import StopReason


def kind_is(*kinds: Kind) -> Callable[[Case, Piece], bool]:
    """Ask whether the edition is of one of these kinds."""
    return lambda _, piece: piece.edition is not None and piece.edition.kind in kinds


def stopped_for(*reasons: StopReason) -> Callable[[Case, Piece], bool]:
    """Ask whether it stopped early for one of these reasons."""
    return lambda _, piece: not piece.completed and piece.reason in reasons


def lacks_modules(piece: Piece) -> bool:
    """Whether its definition asks for all required modules and the record does not show them."""
    definition = piece.edition.definition if piece.edition else None
    asked = definition is not None and definition.needs_all_required_modules
    return asked and piece.dose.applies and piece.standing.required_done is False


def lacks_dose(piece: Piece) -> bool:
    """Whether its definition asks for an expected amount that is known and was not reached."""
    definition = piece.edition.definition if piece.edition else None
    return definition is not None and definition.needs_expected_dose and piece.dose.met is False


def lacks_answers(piece: Piece) -> bool:
    """Whether goals or review questions are missing or not all answered."""
    if piece.has_goals:
        return not piece.goals_answered
    return piece.form is CourseForm.RESIDENTIAL and bool(piece.record.goals) and not piece.goals_answered


def ended_without_agreement(piece: Piece) -> bool:
    """Whether open-ended work closed without a planned ending on record."""
    closure = piece.record.closure
    return piece.form is CourseForm.OPEN_ENDED and closure is not None and closure.ended is not TherapyEnding.PLANNED


def need_has_choice(case: Case, piece: Piece) -> bool:
    """Whether the person said *not now* about the need this work is for."""
    return case.leading(piece.needs) in case.unwanted(piece.needs)


def need_has_advice(case: Case, piece: Piece) -> bool:
    """Whether a clinician advised against work on its need now."""
    record = case.leading(piece.needs)
    return record is not None and record.not_advised_because is not None


def is_part_of_withdrawn(case: Case, piece: Piece) -> bool:
    """Whether it is unfinished and its programme withdrawn. A withdrawal of which no day is known halts no work that
    still goes on, and speaks against taking up what is over.
    """
    if piece.completed:
        return False
    over = piece.record.closure is not None
    return case.is_withdrawn(piece.programme_id, piece.edition) or (
        over and case.is_listed_withdrawn(piece.programme_id)
    )


def can_go_on(case: Case, piece: Piece) -> bool:
    """Whether it is delivered, or is running, here."""
    return case.offer_of(piece.programme_id) is not None or is_running_here(case, piece)


def is_offence_work_untried(case: Case, piece: Piece) -> bool:
    """Whether it asks an unconvicted person to discuss the offence, or nobody knows whether it does."""
    asks = piece.edition is not None and piece.edition.asks_for_the_offence
    return case.history.participant.untried and (asks or piece.may_ask_for_the_account)


def can_be_built_on(case: Case, piece: Piece) -> bool:
    """Whether it is trusted, substantial, and a judge spoke of it and an offer here."""
    return piece.trust in TRUSTED and piece.is_substantial and bool(judgements(case, piece))
