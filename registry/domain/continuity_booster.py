"""Boosters and follow-ups of credited work: when they fall due, whether this unit delivers them, who could."""

from registry.domain.closure import Outcome
from registry.domain.continuity_case import Case
from registry.domain.continuity_choice import not_wanted_since
from registry.domain.continuity_form import Lines, piece_line
from registry.domain.continuity_piece import TRUSTED, Piece, trust_of
from registry.domain.continuity_words import happened, months_on
from registry.domain.dates import PartialDate
from registry.domain.edition import Booster
from registry.domain.plan import NOT_NOTED, LineKind

BOOSTER_WINDOW_MONTHS = 3


def maintain(case: Case, piece: Piece, code: str) -> Lines:
    """Done, and a booster or follow-up is due: whether it is delivered here and when it next begins, else who could."""
    booster, due = booster_due(piece)
    assert booster is not None, "the rule asked for a booster"
    late = due is not None and due.last < case.today
    when = "comes after it" if due is None else f"has been due since {due.words}" if late else f"is due on {due.words}"
    here, where = case.establishment.name, piece.record.establishment
    offer = case.offer_of(booster.programme_id or piece.programme_id)
    could: tuple[str, ...] = ()
    if offer is None:
        what = "it" if booster.programme_id else piece.title
        delivered = f"{here} does not deliver {what}"
        asked = () if case.is_here(where) else (f"{where.name}, where the work was done: ask whether it goes on there",)
        noted = case.delivered_elsewhere(booster.programme_id or piece.programme_id)
        could = (*noted, *asked) or (f"{NOT_NOTED} that delivers {booster.title}",)
    elif booster.programme_id:
        delivered = f"{here} delivers it{offer.how(case.today)}"
    else:
        local = piece.edition.local if piece.edition else None
        ours = local is not None and local.booster == booster and case.is_here(local.establishment)
        # What the unit laid down itself, a page must not call unknown.
        follows = "its own definition has the follow-up; when one next runs" if ours else "whether it follows up"
        delivered = f"{here} delivers {piece.title}{offer.how(case.today)}; {follows} is not recorded: ask"
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.MAINTAIN,
            reason=f"{happened(case, piece)}; {booster.title} {when}. {delivered}.",
            would_change="A record that it took place, or the participant's choice.",
            first_cautions=(
                *(() if due else ("No interval is known for it: agree a date with the participant.",)),
                *(offer.notes(case.today) if offer else ()),
            ),
            due=due,
            who_could=could,
            who_is_asked=f"the service lead of {here}" if could else None,
            bare=True,
        ),
    )


def falls_due(case: Case, piece: Piece) -> tuple[str, ...]:
    """Say what follows credited work and has no line of its own: because it is due later, or is not wanted now."""
    booster, due = booster_due(piece)
    if booster is None or is_booster_near(case, piece) or _has_had(case, booster, piece):
        return ()
    later = f"{booster.title} falls due on {due.words}." if due else f"{booster.title} follows it."
    unwanted = not_wanted_since(case, piece.needs)
    return (f"{later} {unwanted}",) if unwanted else (later,) if due else ()


def is_booster_near(case: Case, piece: Piece) -> bool:
    """Whether a booster is due within three months, was due, or has no known interval; has not taken place; and the
    participant has not said *not now* about the need.
    """
    booster, due = booster_due(piece)
    if booster is None or piece.record.closure is None or _has_had(case, booster, piece):
        return False
    if not_wanted_since(case, piece.needs):
        return False
    return due is None or due.first <= months_on(PartialDate.of(case.today), BOOSTER_WINDOW_MONTHS).first


def booster_due(piece: Piece) -> tuple[Booster | None, PartialDate | None]:
    """Return the booster that follows completion, and when it falls due where an interval is known."""
    booster = piece.edition.follow_up if piece.edition else None
    closure = piece.record.closure
    if booster is None or closure is None or booster.months is None:
        return booster, None
    return booster, months_on(closure.on, booster.months)


def _has_had(case: Case, booster: Booster, piece: Piece) -> bool:
    closure = piece.record.closure
    return (
        booster.programme_id is not None
        and closure is not None
        and any(
            work.edition is not None
            and work.edition.programme_id == booster.programme_id
            and work.intervention.outcome is Outcome.COMPLETED
            and trust_of(work) in TRUSTED
            and not (work.intervention.delivered_on or closure.on).certainly_before(closure.on)
            for work in case.history.work
        )
    )
