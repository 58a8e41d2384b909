"""One need that is still open, in the light of the lines so far and of what this unit offers for it."""

from dataclasses import dataclass

from registry.domain.catalogue import Kind
from registry.domain.continuity_case import Case, Offer
from registry.domain.continuity_piece import Piece, is_waiting
from registry.domain.continuity_suitability import (
    Unfit,
    after_a_halt,
    is_about_an_offence,
    is_for_offences_not_judged,
    may_be_named,
    prerequisite,
    waits_for_the_court,
    why_unfit,
)
from registry.domain.history import Work
from registry.domain.needs import NO_NEED, NeedRecord, NeedStanding
from registry.domain.participant import Known
from registry.domain.plan import WANTED, WHOSE_LACK, LineKind, PlanLine

# A line of these kinds looks after its needs: nothing else is started for them meanwhile.
_COVERS = (LineKind.RESUME, LineKind.BUILD_ON, LineKind.MAINTAIN, LineKind.START, LineKind.ASK_FIRST)
_OPEN = (NeedStanding.OUTSTANDING, NeedStanding.PRESENT)
# Rules whose line answers the need itself and not only one course of work.
_ANSWERS = ("contra-indicated", "advice-against-now", "offence-work-untried", WANTED)
# They ask how the proceedings stand, or whether one course is wanted or fits, and not what was done: something else may
# start.
_WAITS = ("offence-work-untried", WANTED, WHOSE_LACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNeed:
    """One need of the participant, the lines that the work under it already gave, and what this unit offers for it.

    `for_the_court` would suit, and are about an offence of which the person is not convicted; `for_offences` are meant
    for offences that nobody judged: both are asked about. `unsettled` are suitable offers whose prerequisite is not
    known to be done; `repeats` are in the plan already. `joining` are judged needs for which a programme would start
    that this need, which nobody judged, asks about: nothing of it starts while it is asked about.
    """

    need: str
    record: NeedRecord | None
    older: tuple[NeedRecord, ...]
    waiting: tuple[Work, ...]
    lines: tuple[PlanLine, ...]
    is_covered: bool
    is_answered: bool
    suitable: tuple[Offer, ...]
    for_the_court: tuple[Offer, ...]
    for_offences: tuple[Offer, ...]
    unsettled: tuple[Offer, ...]
    unfit: tuple[Unfit, ...]
    repeats: tuple[Offer, ...]
    joining: tuple[str, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """True where work was waited for and nobody recorded what for."""
        return self.need == NO_NEED

    @property
    def may_start(self) -> bool:
        """True when nothing covers the need and neither the person nor a clinician speaks against starting."""
        spoken = self.record is not None and bool(self.record.choice or self.record.not_advised_because)
        return not self.is_covered and not spoken


def open_needs(case: Case) -> tuple[str, ...]:
    """Return the needs to look at: judged outstanding or present, then those that a referral alone speaks of."""
    judged = [need for one in _OPEN for need, record in case.in_force.items() if record.standing is one]
    waits = [need for work in waiting_for_treatment(case) for need in aims(work)]
    return tuple(dict.fromkeys((*judged, *(need for need in waits if need not in case.in_force))))


def asked_about_first(case: Case) -> tuple[str, ...]:
    """Return the open needs in the order in which the rules look at them: those of a referral alone come first, since
    nothing that is asked about for one of them starts for another.
    """
    return tuple(sorted(open_needs(case), key=lambda need: need in case.in_force))


def open_need(case: Case, need: str, pieces: tuple[Piece, ...], lines: tuple[PlanLine, ...]) -> OpenNeed:
    """Look at one need in the light of the lines so far."""
    record = case.in_force.get(need)
    under = tuple(line for line in lines if need in (line.need, *line.also_for))
    planned = {line.programme_id for line in lines if line.kind is not LineKind.KEEP_GOING}
    offers = [offer for offer in case.offers if need in offer.edition.needs and offer.edition.kind is Kind.TREATMENT]
    halted = any(line.rule == "contra-indicated" for line in under)
    fits = {id(offer): after_a_halt(offer) if halted else why_unfit(case, offer, pieces) for offer in offers}
    fresh = [offer for offer in offers if offer.edition.programme_id not in planned]
    fit = [offer for offer in fresh if fits[id(offer)] is None]
    for_the_court = tuple(offer for offer in fit if waits_for_the_court(case, offer))
    for_offences = tuple(
        offer for offer in fit if offer not in for_the_court and is_for_offences_not_judged(case, offer)
    )
    return OpenNeed(
        need=need,
        record=record,
        older=tuple(one for one in case.history.needs if one.need == need and one is not record),
        waiting=tuple(work for work in waiting_for_treatment(case) if need in aims(work)),
        lines=under,
        is_covered=any(
            (line.kind in _COVERS and line.rule not in _WAITS)
            or (line.kind is LineKind.CREDIT and _is_after(line, record))
            for line in under
        ),
        is_answered=any(
            line.kind in (LineKind.NOT_WANTED, LineKind.NOT_AVAILABLE) or line.rule in _ANSWERS for line in under
        ),
        suitable=tuple(
            sorted(
                (offer for offer in fit if offer not in (*for_the_court, *for_offences)),
                # What also works on a need not wanted now goes last, and before it what is about an offence that nobody
                # judged. What was made for this need goes before what also touches it; else the unit's own order.
                key=lambda offer: (
                    bool(case.unwanted(offer.edition.needs)),
                    _tells_of_an_offence(case, offer),
                    offer.edition.needs.index(need),
                ),
            )
        ),
        for_the_court=for_the_court,
        for_offences=for_offences,
        unfit=tuple(unfit for offer in fresh if (unfit := fits[id(offer)]) is not None),
        unsettled=tuple(offer for offer in fresh if prerequisite(case, offer, pieces) is Known.UNKNOWN),
        repeats=tuple(offer for offer in offers if offer.edition.programme_id in planned),
        joining=() if record else _joining(case, need, pieces, lines),
    )


def _joining(case: Case, need: str, pieces: tuple[Piece, ...], lines: tuple[PlanLine, ...]) -> tuple[str, ...]:
    """Judged needs for which what was waited for, for a need that nobody judged, would be started."""
    waited = {work.edition.programme_id for work in waiting_for_treatment(case) if need in aims(work) and work.edition}
    if not waited:
        return ()
    judged = (open_need(case, one, pieces, lines) for one in open_needs(case) if one in case.in_force)
    return tuple(
        one.need for one in judged if one.may_start and one.suitable and one.suitable[0].edition.programme_id in waited
    )


def _tells_of_an_offence(case: Case, offer: Offer) -> bool:
    """Whether the programme is about an offence as which nobody judged this person's needs."""
    programme = case.programmes.get(offer.edition.programme_id)
    return programme is not None and is_about_an_offence(programme) and not may_be_named(case, programme)


def _is_after(line: PlanLine, record: NeedRecord | None) -> bool:
    """Whether credited work answers the need: always, unless the need was judged outstanding after it ended.

    Where the order is not certain the work stands.
    """
    ended = line.evidence[0].on
    if record is None or record.standing is not NeedStanding.OUTSTANDING or ended is None:
        return True
    same_day = ended == record.on and ended.is_exact
    return not (same_day or ended.certainly_before(record.on))


def waiting_for_treatment(case: Case) -> list[Work]:
    """Records of waiting for something that was not taken part in anywhere: those stand beside that work."""
    begun = {one.edition.programme_id for one in case.history.work if one.edition and not is_waiting(one.intervention)}
    return [
        work
        for work in case.history.work
        if is_waiting(work.intervention) and not (work.edition and work.edition.programme_id in begun)
    ]


def aims(work: Work) -> tuple[str, ...]:
    """Return what a record aims at: as recorded, else as its edition says. Never empty."""
    return work.intervention.needs or (work.edition.needs if work.edition else ()) or (NO_NEED,)
