"""What is read with care beside a piece of work, from every record of its programme: a later one hides no earlier."""

from collections.abc import Iterator
from operator import attrgetter

from registry.domain.catalogue import CourseForm, Programme
from registry.domain.closure import Outcome
from registry.domain.continuity_case import Case
from registry.domain.continuity_choice import also_unwanted, not_wanted_since
from registry.domain.continuity_piece import TRUSTED, Piece, components_missing
from registry.domain.continuity_safety import (
    OFFENCE_NOT_KNOWN,
    TRAINED_THERAPIST,
    asks_for_a_therapist,
    recommendations_kept,
    whence,
)
from registry.domain.continuity_suitability import is_about_an_offence
from registry.domain.continuity_words import amount, joined, label, months_on, stated
from registry.domain.dates import Recorded
from registry.domain.edition import AccreditationStatus
from registry.domain.goal import Reached
from registry.domain.history import Work
from registry.domain.intervention import Intervention, State
from registry.domain.participant import Known
from registry.domain.plan import Trust
from registry.domain.reasons import StopReason
from registry.domain.received import received_sessions
from registry.domain.session import Attended
from registry.domain.text import number_of
from registry.domain.wording import capital, is_heard, low

REFRESHER_YEARS = 5
_ATTENDED = attrgetter("attended")
NOT_CONVICTED = "Not convicted: no inference may be drawn."
UNTRIED_NOT_KNOWN = f"{NOT_CONVICTED} It is not known whether it discusses the offence: ask before it starts."
UNTRIED_GOES_ON = f"{NOT_CONVICTED} It is not known whether it discusses the offence: ask before it goes on."

WITHDRAWN_AFTER = "They completed the programme asked of them; it was later withdrawn, for reasons not about them."

# What an early end asks of the next service. Reasons that are not here say enough by themselves.
_AFTER_STOPPING: dict[StopReason, str] = {
    StopReason.UNWELL: "The person became unwell: ask them and their doctor whether now is right.",
    StopReason.MEDICATION: "It stopped because of effects of medication: ask whether these have passed.",
    StopReason.CONTRA_INDICATED: "It was stopped for clinical reasons: read them before offering it again.",
    StopReason.LACKS_CAPACITY: "It stopped when capacity to consent was lost: consent is asked for anew.",
    StopReason.NOT_SAFE: "The person did not feel safe in the group: making a group safe is for the service to do.",
    StopReason.SOMEONE_IN_GROUP: "It stopped because of somebody else in the group: check who is in the next one.",
    StopReason.RELATIONSHIP: "The working relationship broke down: offer the person a say in whom they work with.",
    StopReason.FIT: "Language or learning did not fit: agree the adjustments first.",
    StopReason.CLASH: "It clashed with other commitments: agree times that leave contact, worship and work free.",
    StopReason.NOT_KNOWN: "Why it stopped was not recorded: ask the person.",
}


def cautions(case: Case, piece: Piece) -> tuple[str, ...]:
    """Return what to read with care, from every record of the same programme: a later one never hides an earlier."""
    return tuple(
        dict.fromkeys(
            [
                *_on_the_course(case, piece),
                *(_on_completion(case, piece) if piece.completed else ()),
                *(said for work in piece.records for said in on_a_record(work)),
                *_on_other_records(piece),
                *(said for work in piece.records for said in _of_another(case, piece, work)),
            ]
        )
    )


def _on_the_course(case: Case, piece: Piece) -> Iterator[str]:
    record, edition = piece.record, piece.edition
    if asks_for_a_therapist(piece):
        yield TRAINED_THERAPIST
    runs_here = record.is_running and case.is_here(record.establishment)
    if piece.may_ask_for_the_account and not piece.completed and not runs_here:
        yield OFFENCE_NOT_KNOWN
    yield from recommendations_kept(piece)
    if record.adjustments:
        in_full = " in full" if piece.completed else ""
        yield f"Delivered{in_full} with adjustments; keep them: {joined(record.adjustments)}."
    yield from dict.fromkeys(one.source.doubt_words for one in piece.records if one.source.doubt_words)
    if piece.trust is Trust.INTACT:
        yield f"The seal is unbroken, but {piece.work.source.issuer} is not in our directory: confirm with them."
    if edition is None:
        return
    if not piece.completed and not_wanted_since(case, piece.needs) is None:
        yield from also_unwanted(case, piece.needs)
    optional = [name for name in record.missing_components if name not in piece.components_missing]
    shown = {part.id: part.title for part in edition.components}
    optional = [shown.get(name, name) for name in optional if shown.get(name, name) not in piece.components_missing]
    if piece.components_missing and not piece.completed:
        yield f"Required, and not delivered so far: {joined(piece.components_missing)}."
    if optional:
        yield f"Not delivered, and not required: {joined(optional)}."
    if edition.accreditation.status in (AccreditationStatus.LAPSED, AccreditationStatus.CONDITIONS):
        yield f"At the time: {edition.accreditation.status.words}."
    programme = case.programmes.get(edition.programme_id)
    if case.history.participant.untried and _is_about_the_offence(piece):
        yield NOT_CONVICTED
    elif case.history.participant.untried and programme and _may_discuss_the_offence(piece, programme):
        yield UNTRIED_GOES_ON
    if programme and programme.successors and piece.completed:
        names = joined(case.title_of(one.programme_id) for one in programme.successors)
        yield f"Programmes that came after this one: {names}. That alone does not say what is covered."


def _on_completion(case: Case, piece: Piece) -> Iterator[str]:
    record, edition, closure = piece.record, piece.edition, piece.record.closure
    if edition is None or closure is None:
        return
    if case.is_withdrawn(piece.programme_id, edition):
        yield f"As reported, {low(WITHDRAWN_AFTER)}" if is_heard(record) else WITHDRAWN_AFTER
    if edition.form is CourseForm.PROGRAMME:
        asks_less = piece.dose.met is False and edition.definition and not edition.definition.needs_expected_dose
        # What a unit signed may have come without its sessions; what is only reported has nothing else to show.
        bare = not piece.course.sessions and piece.trust not in TRUSTED and not asks_less
        if piece.dose.expected is None or bare:
            yield f"{capital(amount(piece))}."
        if asks_less:
            yield f"{capital(amount(piece))}; its definition of completion does not ask for more."
        if not piece.standing.places:
            yield "The list of modules is not known."
        if piece.dose.part:
            yield f"{piece.dose.part} of the sessions received were attended in part."
    if len(edition.components) == 1 and not piece.components_missing:
        (only,) = edition.components
        yield f"Only the {only.title.lower()} was delivered; nothing beyond it is credited."
    if edition.completion is None and edition.local and edition.local.completion:
        yield f"Judged by the definition that {edition.local.establishment.name} laid down."
    yield from _not_yet(case, record, piece.needs)
    withdrawn = case.is_withdrawn(piece.programme_id, piece.edition)
    if months_on(closure.on, REFRESHER_YEARS * 12).last < case.today and not withdrawn:
        yield f"Completed more than {REFRESHER_YEARS} years ago: offer a refresher if the person wants one."


def _not_yet(case: Case, record: Intervention, needs: tuple[str, ...]) -> Iterator[str]:
    for goal in record.goals:
        if goal.reviews and goal.reviews[-1].reached in (Reached.NOT_YET, Reached.PARTLY):
            yield f"Answered, and {goal.reviews[-1].reached.words}: {goal.text}"
    last = {one.need: one for one in record.progress}
    for seen in (last[need] for need in needs if need in last):
        if seen.not_yet_shown:
            yield f"{label(case, seen.need)}, not yet shown: {seen.not_yet_shown}"
        if not seen.seen_outside:
            yield f"{label(case, seen.need)}: not yet seen outside sessions."


def on_a_record(work: Work) -> Iterator[str]:
    """Yield what one record by itself gives to be read with care, with the unit it is from."""
    record, where = work.intervention, work.intervention.establishment.name
    # Counted for every record that a line stands on, several times over: the fastest way there is.
    unmarked = [*map(_ATTENDED, record.sessions)].count(Attended.UNMARKED)
    if unmarked:
        were = {1: "was"}.get(unmarked, "were")
        said = number_of(unmarked, "session")
        yield f"{said} at {where} {were} not recorded by the service, which is not absence."
    if record.recorded is Recorded.LATER:
        yield f"The record from {where} was written later, not at the time."
    if record.state is State.ON_HOLD:
        yield f"It was on hold at {where}: ask what it waited for."
    if record.closure and record.closure.reason in _AFTER_STOPPING:
        said = _AFTER_STOPPING[record.closure.reason].removesuffix(".")
        yield f"{said} ({where}, {record.closure.on.words})."


def _on_other_records(piece: Piece) -> Iterator[str]:
    for work in piece.earlier:
        record = work.intervention
        received = len(received_sessions(record.sessions))
        ended = record.closure.on.words if record.closure else "not closed"
        many = number_of(received, "session")
        yield f"An earlier part at {record.establishment.name} ({ended}; {many}) is counted with it."
    for work in piece.beside:
        if work.intervention.id != piece.record.id:
            where, issuer = work.intervention.establishment.name, work.source.issuer
            by = "" if issuer == where else f"{issuer}; "
            yield f"Also recorded at {where}: {stated(work)} ({by}{work.source.trust.words})."
    for work in piece.kin:
        yield from (said for said in on_a_record(work) if work.intervention.closure)


def _of_another(case: Case, piece: Piece, work: Work) -> Iterator[str]:
    """What a record that does not lead says of its own course, with whose it is."""
    record, edition = work.intervention, work.edition
    if record.id == piece.record.id:
        return
    whose = whence(record)
    if missing := components_missing(work):
        yield f"{whose}. Required, and not delivered there: {joined(missing)}."
    if record.adjustments:
        yield f"{whose}. Delivered with adjustments; keep them: {joined(record.adjustments)}."
    if edition and edition.accreditation.status in (AccreditationStatus.LAPSED, AccreditationStatus.CONDITIONS):
        yield f"{whose}. At the time: {edition.accreditation.status.words}."
    if record.outcome is Outcome.COMPLETED:
        needs = record.needs or (edition.needs if edition else ())
        yield from (f"{whose}. {said}" for said in _not_yet(case, record, needs))


def _is_about_the_offence(piece: Piece) -> bool:
    return piece.edition is not None and (piece.is_sensitive or piece.edition.asks_for_the_offence)


def _may_discuss_the_offence(piece: Piece, programme: Programme) -> bool:
    """Whether unfinished work is about an offence and nobody knows if it discusses it; what waits says so itself."""
    open_still = not (piece.completed or piece.may_ask_for_the_account)
    unknown = piece.edition is not None and piece.edition.discusses_offence is Known.UNKNOWN
    return open_still and unknown and is_about_an_offence(programme)
