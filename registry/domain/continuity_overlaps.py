"""Lines that rest on what covers what: a named judge's overlap judgements, and parts of one programme."""

from dataclasses import replace

from registry.domain.catalogue import OverlapJudgement
from registry.domain.continuity_case import Case, Offer
from registry.domain.continuity_form import Lines, name_of, piece_line, slug
from registry.domain.continuity_lines import question_to
from registry.domain.continuity_piece import TRUSTED, Piece, bare_title, is_waiting, parts_in_words
from registry.domain.continuity_resume import not_here
from registry.domain.continuity_suitability import is_untimely, mismatch
from registry.domain.continuity_words import happened, joined, judgement_evidence, label
from registry.domain.edition import Term
from registry.domain.needs import NeedStanding
from registry.domain.plan import BuildOn, LineKind, PlanLine, Trust


def missing_parts(case: Case, piece: Piece, code: str) -> Lines:
    """Work done as far as it was delivered, without a required part: it counts towards the whole, which it is not."""
    parts = parts_in_words(piece.components_missing)
    offer = case.offer_of(piece.programme_id)
    reason = f"{happened(case, piece)}, without {parts}, which the whole programme requires"
    if offer is None:
        here = case.establishment.name
        return not_here(case, piece, code, reason=f"{reason}; {here} does not deliver the rest.")
    closure = piece.record.closure
    judges = (closure.judged_by.words,) if closure and closure.judged_by else (mark.by for mark in piece.course.marks)
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.BUILD_ON,
            reason=f"{reason}; what was delivered counts and the missing part is new.",
            would_change="A record that the missing part was delivered, or a named clinician's dated judgement.",
            title=f"{bare_title(piece.edition.title if piece.edition else piece.title)}: {parts}",
            build_on=BuildOn(
                needs_covered=piece.needs,
                judged_by=joined(tuple(dict.fromkeys(judges))) or "nobody is named",
                basis="the parts that the record says were delivered",
                bridge=piece.edition.glossary if piece.edition else (),
                what_is_new=joined(piece.components_missing),
            ),
        ),
    )


def judgements(case: Case, piece: Piece) -> dict[str, tuple[OverlapJudgement, ...]]:
    """Return the overlap judgements that speak of this work and something offered here, by what they say is covered.

    Of several by one judge the latest speaks. Nothing is built on a need that is met, or about which the person or a
    clinician said not now; and what the person has taken part in already has its own line.
    """
    own = case.programmes.get(piece.programme_id or "")
    begun = (work for work in case.history.work if not is_waiting(work.intervention))
    taken = {work.edition.programme_id for work in begun if work.edition}
    by_judge: dict[tuple[str, str], OverlapJudgement] = {}
    for one in sorted((*(own.overlaps if own else ()), *case.overlaps), key=lambda one: (one.on.last, one.id)):
        if one.covers == piece.programme_id and one.covered not in taken and is_offered(case, one.covered):
            by_judge[one.covered, one.judged_by] = one
    in_force = case.needs_in_force()
    closed = {
        need
        for need, record in in_force.items()
        if record.standing is NeedStanding.MET or record.choice or record.not_advised_because
    }
    found: dict[str, tuple[OverlapJudgement, ...]] = {}
    for (covered, _), one in by_judge.items():
        if not one.needs or not closed.issuperset(one.needs):
            found[covered] = (*found.get(covered, ()), one)
    return found


def is_offered(case: Case, programme_id: str) -> bool:
    """Whether this unit delivers the programme and nothing known of it or of the person speaks against it."""
    offer, programme = case.offer_of(programme_id), case.programmes.get(programme_id)
    if offer is None or case.is_withdrawn(programme_id, offer.edition) or is_untimely(case, offer):
        return False
    return programme is None or mismatch(case, programme) is None


def disagree(found: tuple[OverlapJudgement, ...]) -> bool:
    """Whether judges differ in how far the overlap goes, for which needs, or in what may be skipped."""
    return len({(one.strength, frozenset(one.needs), frozenset(one.skip_modules)) for one in found}) > 1


def is_in_doubt(case: Case, found: tuple[OverlapJudgement, ...]) -> bool:
    """Whether the judges differ, or one of the judgements is signed by nobody known here."""
    return disagree(found) or any(case.overlap_trust.get(one.id, Trust.OWN) not in TRUSTED for one in found)


def build_on(case: Case, piece: Piece, code: str) -> Lines:
    """What a named judge says is covered already of something this unit offers."""
    return tuple(
        _built_on(case, piece, code, covered, found)
        for covered, found in judgements(case, piece).items()
        if not is_in_doubt(case, found)
    )


def ask_judges(case: Case, piece: Piece, code: str) -> Lines:
    """Two judgements that disagree are both shown."""
    return tuple(
        piece_line(
            case,
            piece,
            code,
            LineKind.ASK_FIRST,
            key_of=f"{name_of(piece)}-{slug(covered)}",
            title=case.title_of(covered),
            programme_id=covered,
            reason=f"{_why_in_doubt(found)} on how much of {case.title_of(covered)} is covered by {piece.title}: "
            + "; ".join(_said(case, one) for one in found)
            + ".",
            would_change="One judgement, agreed or newly made, that says what counts for this person.",
            first_cautions=tuple(f"{one.judged_by}: {one.caution}" for one in found),
            more_evidence=tuple(judgement_evidence(case, one) for one in found),
            bare=True,
            ask=question_to(
                case, "Which of these judgements stands for this person, and why?", *(one.judged_by for one in found)
            ),
        )
        for covered, found in judgements(case, piece).items()
        if is_in_doubt(case, found)
    )


def _built_on(case: Case, piece: Piece, code: str, covered: str, found: tuple[OverlapJudgement, ...]) -> PlanLine:
    *others, judgement = found
    offer = case.offer_of(covered)
    modules = offer.edition.plan if offer else ()
    titles = {module.id: module.title for module in modules}
    new = [module.title for module in modules if module.id not in judgement.skip_modules]
    return piece_line(
        case,
        piece,
        code,
        LineKind.BUILD_ON,
        key_of=f"{name_of(piece)}-{slug(covered)}",
        need=judgement.needs[0] if judgement.needs else None,
        also_for=judgement.needs[1:],
        title=case.title_of(covered) if covered in case.programmes or not offer else offer.edition.title,
        programme_id=covered,
        reason=f"{happened(case, piece)}, and {judgement.judged_by} judged on {judgement.on.words} that it covers a "
        f"{judgement.strength.value} part of {case.title_of(covered)}.",
        would_change="Another judgement of the overlap, or the participant's choice.",
        first_cautions=tuple(one.caution for one in (judgement, *others)),
        more_evidence=tuple(judgement_evidence(case, one) for one in (judgement, *others)),
        bare=True,
        build_on=BuildOn(
            needs_covered=judgement.needs,
            skip_modules=tuple(titles.get(one, one) for one in judgement.skip_modules),
            judged_by=judgement.judged_by,
            basis=judgement.basis,
            bridge=_bridge(piece, offer),
            what_is_new=joined(new) if new else None,
        ),
    )


def _why_in_doubt(found: tuple[OverlapJudgement, ...]) -> str:
    return "Judgements differ" if disagree(found) else "No judgement that can be relied on by itself is known"


def _said(case: Case, judgement: OverlapJudgement) -> str:
    """One judgement in one phrase: who, when, how far, for which needs, what may be skipped, on what basis."""
    needs = joined(label(case, need) for need in judgement.needs)
    skip = f", skipping {joined(judgement.skip_modules)}" if judgement.skip_modules else ""
    how_far = f"{judgement.strength.value}{f' for {needs}' if needs else ''}{skip}"
    return f"{judgement.judged_by} ({judgement.on.words}) says {how_far} ({judgement.basis.rstrip('.')})"


def _bridge(piece: Piece, offer: Offer | None) -> tuple[Term, ...]:
    """The words the person knows, each beside the word of the offered programme for the same thing where it has one."""
    here = {term.common: term.theirs for term in (offer.edition.glossary if offer else ())}
    return tuple(
        replace(term, common=f"{term.common}, here called {here[term.common]}") if term.common in here else term
        for term in (piece.edition.glossary if piece.edition else ())
    )
