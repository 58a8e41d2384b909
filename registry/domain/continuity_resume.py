"""Where work goes on: at a module and session, at its open goals, or first of all with safety and choice."""

from dataclasses import replace
from datetime import timedelta

from registry.domain.begun import has_begun, is_bare
from registry.domain.closure import Outcome
from registry.domain.continuity_case import Case
from registry.domain.continuity_form import Lines, piece_line
from registry.domain.continuity_piece import Piece, last_known
from registry.domain.continuity_safety import TRAINED_THERAPIST, recommended_in
from registry.domain.continuity_words import happened, in_days, joined_or
from registry.domain.dates import PartialDate
from registry.domain.dose import sessions_by_kind
from registry.domain.intervention import Delivery, State
from registry.domain.place_words import place_named
from registry.domain.plan import NEXT_START, NOT_NOTED, LineKind, ResumeAt
from registry.domain.product import Agreed, ProductKind
from registry.domain.session import SessionKind
from registry.domain.text import number_of
from registry.domain.wording import capital

ANSWER_WITHIN_DAYS = 28
_READ_FIRST = (
    ProductKind.FORMULATION,
    ProductKind.LETTER,
    ProductKind.OFFENCE_ACCOUNT,
    ProductKind.STAYING_WELL_PLAN,
    ProductKind.TRAUMA_ACCOUNT,
    ProductKind.OTHER,
)

_DISAGREED = {
    Agreed.IN_PART: "the participant agreed with it in part",
    Agreed.NO: "the participant did not agree with it",
}


def resume(case: Case, piece: Piece, code: str) -> Lines:
    """Work to take up where it was left, at a module and session, or at its open goals."""
    at = resume_at(case, piece)
    module = at.module_title if at else None
    if piece.may_ask_for_the_account:
        begin = "it is not known whether it discusses the offence: with a trained therapist, decide where to begin"
        then = "" if is_running_here(case, piece) else f"; {begin}"
    elif piece.has_goals:
        goals = len(open_goals(piece))
        then = {0: "", 1: "; 1 goal is open"}.get(goals, f"; {goals} goals are open")
    else:
        known = bool(piece.course.sessions or piece.course.marks)
        unknown = "no module list says where to go on" if known else "how far it went is not recorded"
        if known and piece.standing.unplaced_words:
            unknown = f"{piece.standing.unplaced_words}: ask where to go on"
        then = "" if module else f"; {unknown}"
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.RESUME,
            reason=f"{happened(case, piece)}{_goes_on(case, piece)}{then}.",
            would_change="The participant's choice, clinical reasons against it, or a record that it was completed.",
            resume=at,
        ),
    )


def _goes_on(case: Case, piece: Piece) -> str:
    """What runs here is not interrupted: nobody has to take it up again."""
    record = piece.record
    running = record.closure is None and has_begun(record) and case.is_here(record.establishment)
    if running and record.state is State.ON_HOLD:
        bare = "; nothing done in it is recorded yet" if is_bare(record) else ""
        return f"{bare}; what holds it up has to be settled before it goes on there"
    return ": it goes on there, and nothing has to be taken up again" if running else ""


# What ended, or runs where the person is not any more, has to be made safe anew.
_BEGINS_SAFELY = "; first safety and a working relationship are to be established"


def _begins_safely(piece: Piece) -> str:
    return f"{_BEGINS_SAFELY} again" if piece.began else _BEGINS_SAFELY


def resume_safely(case: Case, piece: Piece, code: str) -> Lines:
    """Trauma-processing and offence-disclosure work: safety, relationship and choice come before any content."""
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.RESUME,
            reason=f"{happened(case, piece)}{_goes_on(case, piece) or _begins_safely(piece)}, and the participant "
            f"chooses whether and when to {'go on' if piece.began else 'begin'}.",
            would_change="The participant's choice, at any time and in either direction.",
            first_cautions=(TRAINED_THERAPIST, *goals_judged(piece)),
            resume=ResumeAt(
                ways_to_join=("The participant chooses whether and when.", "A therapist is required."),
                open_goals=tuple(dict.fromkeys(map(_without_a_place, open_goals(piece)))),
                read_first=read_first(piece),
            ),
        ),
    )


def not_here(case: Case, piece: Piece, code: str, *, reason: str | None = None) -> Lines:
    """Work, or a missing part of it, that this unit does not deliver: who could, who is asked, by when."""
    where = piece.record.establishment.name
    noted = case.delivered_elsewhere(piece.programme_id)
    could = () if case.is_here(piece.record.establishment) else (f"{where}, where it {_was_there(piece)}",)
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.NOT_AVAILABLE,
            reason=reason or f"{happened(case, piece)}, and {case.establishment.name} does not deliver it.",
            would_change=f"{case.establishment.name} delivering it, or a unit that does taking the person's work on.",
            resume=None if piece.completed else resume_at(case, piece),
            who_could=(*could, *noted) or (f"{NOT_NOTED} that delivers {piece.title}",),
            who_is_asked=f"the service lead of {case.establishment.name}",
            due=in_days(case, ANSWER_WITHIN_DAYS),
        ),
    )


def _was_there(piece: Piece) -> str:
    if not piece.began:
        return "was waited for"
    return "was delivered" if piece.record.closure else "was still running"


def open_goals(piece: Piece) -> tuple[str, ...]:
    """Return the goals still open, with those of earlier work that this one took up."""
    return tuple(dict.fromkeys(goal.text for work in piece.records for goal in work.intervention.goals if goal.open))


def goals_judged(piece: Piece) -> tuple[str, ...]:
    """Say of each goal with a review how it was judged, by whom, and whether beside the participant's own answer."""
    return tuple(
        dict.fromkeys(
            f"{capital(last.reached.words)} ({last.by}, {last.on.words}), "
            f"{'beside' if last.answered else 'without'} the participant's own answer: {_without_a_place(goal.text)}"
            for work in piece.records
            for goal in work.intervention.goals
            if (last := goal.latest)
        )
    )


def _without_a_place(goal: str) -> str:
    """A goal's own words, unless they name a session or what a memory holds."""
    return "A goal that is written in that record of the work." if place_named(goal) else goal


def resume_at(case: Case, piece: Piece) -> ResumeAt | None:
    """Say where to go on; nothing at all for sensitive work, whose line has its own form. No module, session or amount
    where nobody knows whether it discusses an offence of a kind that may be sensitive.
    """
    if piece.is_sensitive:
        return None
    record, edition = piece.record, piece.edition
    at = ResumeAt(
        ways_to_join=ways_to_join(case, piece),
        words_they_know=edition.glossary if edition and piece.began and not is_running_here(case, piece) else (),
        recommended=None if piece.names_no_place else recommended_in(record, with_rest=True),
        read_first=read_first(piece),
        open_goals=open_goals(piece),
        refresh=to_refresh(case, piece),
    )
    touched = bool(piece.course.sessions or piece.course.marks)
    # Goals lead where the form is goals; a plan of modules beside them says as well where it stopped.
    if edition is None or piece.names_no_place or (piece.has_goals and not touched):
        return at
    if not touched:
        untold = piece.dose.applies and piece.began
        return replace(at, dose_left="not known: no sessions are recorded") if untold else at
    point = piece.standing.resume
    return replace(
        at,
        module=point.module.id if point else None,
        module_title=point.module.title if point else None,
        session=point.session if point else None,
        dose_left=dose_left(piece) if piece.dose.applies else None,
        as_delivered_at=edition.local.establishment.name if edition.local and edition.local.modules else None,
    )


def to_refresh(case: Case, piece: Piece) -> tuple[str, ...]:
    """Say of each programme that comes before this one where and when it was completed; or that none is recorded."""
    programme = case.programmes.get(piece.programme_id or "")
    before = programme.suitability.prerequisites if programme else ()
    if not before:
        return ()
    done = tuple(
        f"{work.named}: completed at {work.intervention.establishment.name}, {closure.on.words}"
        for work in case.history.work
        if work.edition is not None
        and work.edition.programme_id in before
        and (closure := work.intervention.closure) is not None
        and closure.outcome is Outcome.COMPLETED
    )
    if not done:
        names = [case.title_of(one) for one in before]
        return (f"It comes after {joined_or(names)}, of which no completion is recorded: ask what the person knows.",)
    return done


def dose_left(piece: Piece) -> str:
    """Say what is left of the dose, by group and individual where the shape gives both; never converted."""
    shape = piece.edition.shape if piece.edition else None
    received = sessions_by_kind(piece.course)
    parts = [
        f"{kind.value}: {max(0, planned.least - received[kind])} of {planned.words} sessions left"
        for kind, planned in (
            (SessionKind.GROUP, shape.group if shape else None),
            (SessionKind.INDIVIDUAL, shape.individual if shape else None),
        )
        if planned is not None
    ]
    if parts:
        return "; ".join(parts)
    if piece.dose.expected is None:
        return f"expected amount not known; {number_of(piece.dose.received, 'session')} received"
    left = max(0, piece.dose.expected.least - piece.dose.received)
    return f"{left} of {piece.dose.expected.words} sessions left"


def ways_to_join(case: Case, piece: Piece) -> tuple[str, ...]:
    """Say how the work can be joined here, from what this unit delivers; what runs here needs no joining."""
    if is_running_here(case, piece):
        held = piece.record.state is State.ON_HOLD
        return ("It goes on where it is, once it is no longer on hold." if held else "It goes on where it is.",)
    offer = case.offer_of(piece.programme_id)
    if offer is None:
        return ()
    ways = []
    if offer.edition.edition_id != piece.edition_id:
        ways.append(
            f"Another edition is delivered here, {offer.edition.edition_id}: lay its modules beside what was done."
        )
    last = last_known(piece.work)
    if offer.joins_within_weeks is not None:
        weeks, until = offer.joins_within_weeks, last + timedelta(weeks=offer.joins_within_weeks)
        when = PartialDate.of(until).words
        if until >= case.today:
            ways.append(f"Join a running group at the same point within {weeks} weeks, until {when}.")
        else:
            ways.append(
                f"The {weeks} weeks for joining a group at the same point ended on {when}; nothing done is lost."
            )
    if piece.record.delivery is not Delivery.INDIVIDUAL and not piece.has_goals:
        ways.append("Catch-up sessions, where a group has gone further.")
    if offer.individual:
        ways.append("Individually.")
    if offer.rolling:
        ways.append("The group here is open: one may join at any point.")
    if starts := offer.starts(case.today):
        ways.append(f"{NEXT_START}{starts.words}.")
    if offer.places:
        ways.append(f"Places: {offer.places}.")
    return (*ways, *offer.notes(case.today))


def is_running_here(case: Case, piece: Piece) -> bool:
    """True for our own work that goes on."""
    return piece.record.is_running and case.is_here(piece.record.establishment)


def read_first(piece: Piece) -> str | None:
    """Name the product to read before the first meeting: the last formulation, letter or plan, and where it is; with
    what the participant did not agree with.
    """
    newest_first = sorted(piece.record.products, key=lambda one: one.on.last, reverse=True)
    one = min(newest_first, key=lambda one: _READ_FIRST.index(one.kind), default=None)
    if one is None:
        return None
    agreed = f"; {_DISAGREED[one.agreed]}" if one.agreed in _DISAGREED else ""
    return f"{one.title} ({one.kind.words}, {one.on.words}{agreed}), kept: {one.kept_where}"
