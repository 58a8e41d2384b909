"""Lines that rest on what covers what: a named judge's overlap judgements, and parts of one programme."""

from dataclasses import dataclass, replace
from itertools import combinations

from registry.domain.catalogue import OverlapJudgement
from registry.domain.continuity_asking import owed_since, question_to
from registry.domain.continuity_case import Case, Offer
from registry.domain.continuity_form import Lines, name_of, piece_line, slug
from registry.domain.continuity_piece import TRUSTED, Piece, bare_title, is_waiting, parts_in_words
from registry.domain.continuity_resume import not_here
from registry.domain.continuity_suitability import mismatch, waits_for_the_court
from registry.domain.continuity_words import happened, joined, judgement_evidence, label
from registry.domain.edition import Term
from registry.domain.judgements import contradict, last_of_each
from registry.domain.needs import NeedStanding
from registry.domain.plan import BuildOn, Evidence, LineKind, PlanLine, Trust
from registry.domain.text import apposed
from registry.domain.wording import low


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
            first_cautions=offer.notes(case.today),
            due=offer.starts(case.today),
            build_on=BuildOn(
                needs_covered=piece.needs,
                judged_by=joined(tuple(dict.fromkeys(judges))) or "nobody is named",
                basis="the parts that the record says were delivered",
                bridge=piece.edition.glossary if piece.edition else (),
                what_is_new=joined(piece.components_missing),
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What named judges say of one piece of work and one offer here: `found` of exactly these editions, or of the
    programmes as a whole; `of_others` of other editions, where no judgement speaks of these.
    """

    offer: Offer
    found: tuple[OverlapJudgement, ...]
    of_others: bool

    @property
    def covered(self) -> str:
        """The programme of which part is covered."""
        return self.offer.edition.programme_id

    @property
    def disagrees(self) -> bool:
        """Whether two of them contradict each other."""
        return any(contradict(one, other) for one, other in combinations(self.found, 2))

    @property
    def parts(self) -> tuple[OverlapJudgement, ...]:
        """The judgements that each say something is covered, the latest first: of other needs, or other modules."""
        said: dict[tuple[frozenset[str], frozenset[str]], OverlapJudgement] = {}
        for one in reversed(self.found):
            if not one.covers_nothing:
                said.setdefault((frozenset(one.needs), frozenset(one.skip_modules)), one)
        return tuple(said.values())

    @property
    def nothing(self) -> tuple[OverlapJudgement, ...]:
        """The judgements that nothing is covered, of other needs than those of `parts`."""
        return tuple(one for one in self.found if one.covers_nothing)

    @property
    def unknown_modules(self) -> tuple[str, ...]:
        """Modules that may be skipped by a judgement, and that the edition offered here does not have."""
        there = {module.id for module in self.offer.edition.plan}
        return tuple(one for judgement in self.found for one in judgement.skip_modules if one not in there)

    def is_in_doubt(self, case: Case) -> bool:
        """Whether the judges differ, spoke of another edition, or one of them signed nothing that is known here."""
        unsigned = any(case.overlap_trust.get(one.id, Trust.OWN) not in TRUSTED for one in self.found)
        return self.disagrees or self.of_others or bool(self.unknown_modules) or unsigned


def judgements(case: Case, piece: Piece) -> tuple[Judged, ...]:
    """Return what is judged of this work and of each programme offered here, in the order of the judgements.

    Of several by one judge on one need the latest speaks. Nothing is built on a need that is met, or about which the
    person or a clinician said not now; and what the person has taken part in already has its own line. Where every
    judge says that nothing is covered, nothing is built on and nothing is asked.
    """
    begun = (work for work in case.history.work if not is_waiting(work.intervention))
    taken = {work.edition.programme_id for work in begun if work.edition}
    closed = {
        need
        for need, record in case.in_force.items()
        if record.standing is NeedStanding.MET or record.choice or record.not_advised_because
    }
    by_offer: dict[str, list[OverlapJudgement]] = {}
    for one in sorted(case.overlaps, key=lambda one: (one.on.last, one.id)):
        covered = one.covered_programme
        if one.covers_programme == piece.programme_id and covered not in taken and is_offered(case, covered):
            by_offer.setdefault(covered, []).append(one)
    found = []
    for covered, judged in by_offer.items():
        offer = case.offer_of(covered)
        assert offer is not None, "it is offered"
        of_these = [one for one in judged if one.speaks_of(piece.edition_id, offer.edition.edition_id)]
        latest = last_of_each(of_these or judged)
        open_still = tuple(one for one in latest if not one.needs or not closed.issuperset(one.needs))
        if not all(one.covers_nothing for one in open_still):
            found.append(Judged(offer=offer, found=open_still, of_others=not of_these))
    return tuple(found)


def judged_meanwhile(case: Case, piece: Piece) -> tuple[str, tuple[Evidence, ...]]:
    """Return what named judges say of this work and programmes offered here, in a sentence, and each as evidence.

    For work of which it is still asked whether it was done: their words are shown, and decide nothing.
    """
    said = [
        one
        for one in sorted(case.overlaps, key=lambda one: (one.on.last, one.id))
        if one.covers_programme == piece.programme_id and is_offered(case, one.covered_programme)
    ]
    by_offer: dict[str, list[OverlapJudgement]] = {}
    for one in said:
        by_offer.setdefault(one.covered_programme, []).append(one)
    told, evidence = [], []
    for covered, judged in by_offer.items():
        latest = last_of_each(judged)
        told.append(f"Of {case.title_of(covered)}, {'; '.join(_said(case, one) for one in latest)}")
        evidence += [judgement_evidence(case, one) for one in latest]
    return (f"If it was done, this is judged of it. {'. '.join(told)}." if told else "", tuple(evidence))


def judged_to_cover_nothing(case: Case, need: str, offer: Offer) -> tuple[OverlapJudgement, ...]:
    """Return the trusted judgements that work the person has taken part in covers nothing of this offer for this need,
    where no judge says otherwise. Judgements of other editions are left out.
    """
    begun = {
        work.edition.edition_id for work in case.history.work if work.edition and not is_waiting(work.intervention)
    }
    bears: dict[str, list[OverlapJudgement]] = {}
    for one in sorted(case.overlaps, key=lambda one: (one.on.last, one.id)):
        speaks = any(one.speaks_of(done, offer.edition.edition_id) for done in begun)
        if speaks and (not one.needs or need in one.needs):
            bears.setdefault(one.covers_programme, []).append(one)
    latest = (last_of_each(judged) for judged in bears.values())
    agreed = (judged for judged in latest if all(one.covers_nothing for one in judged))
    return tuple(one for judged in agreed for one in judged if case.overlap_trust.get(one.id, Trust.OWN) in TRUSTED)


def is_offered(case: Case, programme_id: str) -> bool:
    """Whether this unit delivers the programme and nothing known of it or of the person speaks against it."""
    offer, programme = case.offer_of(programme_id), case.programmes.get(programme_id)
    if offer is None or case.is_withdrawn(programme_id, offer.edition) or waits_for_the_court(case, offer):
        return False
    return programme is None or mismatch(case, programme) is None


def build_on(case: Case, piece: Piece, code: str) -> Lines:
    """What a named judge says is covered already of something this unit offers."""
    return tuple(_built_on(case, piece, code, one) for one in judgements(case, piece) if not one.is_in_doubt(case))


def ask_judges(case: Case, piece: Piece, code: str) -> Lines:
    """Judgements that differ, that nobody known signed, or that speak of another edition: each is shown, and asked."""
    return tuple(
        piece_line(
            case,
            piece,
            code,
            LineKind.ASK_FIRST,
            key_of=f"{name_of(piece)}-{slug(one.covered)}",
            title=one.offer.edition.title,
            programme_id=one.covered,
            reason=f"{_why_in_doubt(piece, one)}: "
            + "; ".join(_said(case, judgement) for judgement in one.found)
            + ".",
            would_change="One judgement, agreed or newly made, that says what counts for this person.",
            first_cautions=tuple(f"{judgement.judged_by}: {judgement.caution}" for judgement in one.found),
            more_evidence=tuple(judgement_evidence(case, judgement) for judgement in one.found),
            bare=True,
            ask=question_to(
                case,
                _question(piece, one),
                *(judgement.judged_by for judgement in one.found),
                since=owed_since(case, (piece.work,)),
            ),
        )
        for one in judgements(case, piece)
        if one.is_in_doubt(case)
    )


def _built_on(case: Case, piece: Piece, code: str, judged: Judged) -> PlanLine:
    parts, modules, title = judged.parts, judged.offer.edition.plan, judged.offer.edition.title
    titles = {module.id: module.title for module in modules}
    skipped = tuple(dict.fromkeys(module for one in parts for module in one.skip_modules))
    needs = tuple(dict.fromkeys(need for one in parts for need in one.needs))
    newest_first = tuple(reversed(judged.found))
    new = [module.title for module in modules if module.id not in skipped]
    several = len(parts) > 1
    return piece_line(
        case,
        piece,
        code,
        LineKind.BUILD_ON,
        key_of=f"{name_of(piece)}-{slug(judged.covered)}",
        need=needs[0] if needs else None,
        also_for=needs[1:],
        title=title,
        programme_id=judged.covered,
        reason=f"{happened(case, piece)}, and "
        + "; ".join(_covering(case, one, titles, title, several=several) for one in parts)
        + ".",
        would_change="Another judgement of the overlap, or the participant's choice.",
        first_cautions=(
            *(f"{_covering(case, one, titles, title, several=True)}." for one in judged.nothing),
            *(one.caution for one in newest_first),
            *judged.offer.notes(case.today),
        ),
        due=judged.offer.starts(case.today),
        more_evidence=tuple(judgement_evidence(case, one) for one in newest_first),
        bare=True,
        build_on=BuildOn(
            needs_covered=needs,
            skip_modules=tuple(titles[one] for one in skipped),
            judged_by=joined(dict.fromkeys(one.judged_by for one in parts)),
            basis="; ".join(dict.fromkeys(one.basis.rstrip(".") for one in parts)) if several else parts[0].basis,
            bridge=_bridge(piece, judged.offer),
            what_is_new=joined(new) if new else None,
        ),
    )


def _covering(case: Case, judgement: OverlapJudgement, titles: dict[str, str], title: str, *, several: bool) -> str:
    """What one judge said, on its own; where several say something of their own, also of which needs and modules."""
    needs = joined(low(label(case, need)) for need in judgement.needs)
    modules = joined(titles[module] for module in judgement.skip_modules)
    of_their_own = (f" for {needs}" if needs else "", f", with {modules} to be skipped" if modules else "")
    judge = apposed(judgement.judged_by)
    said = f"{judge} judged on {judgement.on.words} that it covers {judgement.strength.words} of {title}"
    return f"{said}{''.join(of_their_own) if several else ''}"


def _why_in_doubt(piece: Piece, judged: Judged) -> str:
    how_much = f"how much of {judged.offer.edition.title} is covered by {piece.title}"
    if judged.of_others:
        return f"Only of another edition was it judged {how_much}"
    if judged.disagrees:
        return f"Judgements differ on {how_much}"
    if judged.unknown_modules:
        return f"A judgement of {how_much} names modules that the edition on offer does not have"
    return f"No judgement that can be relied on by itself is known on {how_much}"


def _question(piece: Piece, judged: Judged) -> str:
    if len(judged.found) == 1 and not judged.of_others:
        return "Does this judgement stand for this person, and why?"
    if not judged.of_others:
        return "Which of these judgements stands for this person, and why?"
    return f"Does what was judged hold for {piece.edition_id} and {judged.offer.edition.edition_id} as well, and why?"


def _said(case: Case, judgement: OverlapJudgement) -> str:
    """One judgement in one phrase: who, when, how far, for which needs, what may be skipped, on what basis."""
    needs = joined(low(label(case, need)) for need in judgement.needs)
    skip = f", skipping {joined(judgement.skip_modules)}" if judgement.skip_modules else ""
    says = "that it covers nothing" if judgement.covers_nothing else judgement.strength.value
    how_far = f"{says}{f' for {needs}' if needs else ''}{skip}{_editions(judgement)}"
    return f"{judgement.judged_by} ({judgement.on.words}) says {how_far} ({judgement.basis.rstrip('.')})"


def _editions(judgement: OverlapJudgement) -> str:
    """Name the editions that a judgement is limited to; nothing where it speaks of the programmes as a whole."""
    return f", judged of {joined(judgement.editions)} alone" if judgement.editions else ""


def _bridge(piece: Piece, offer: Offer) -> tuple[Term, ...]:
    """The words the person knows, each beside the word of the offered programme for the same thing where it has one."""
    here = {term.common: term.theirs for term in offer.edition.glossary}
    return tuple(
        replace(term, common=f"{term.common}, here called {here[term.common]}") if term.common in here else term
        for term in (piece.edition.glossary if piece.edition else ())
    )
