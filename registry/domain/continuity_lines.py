"""The lines of the continuity plan for pieces of work: one builder for each kind of line.

A builder is told the rule that called it, so that every line can be traced to its row in the table.
"""

from dataclasses import replace

from registry.domain.begun import never_began
from registry.domain.catalogue import Kind
from registry.domain.continuity_asking import asked_since_interim, owed_since, question_to, who_knows
from registry.domain.continuity_booster import falls_due
from registry.domain.continuity_case import Case
from registry.domain.continuity_form import Lines, PieceLines, piece_line
from registry.domain.continuity_overlaps import judged_meanwhile
from registry.domain.continuity_piece import Piece, parts_in_words
from registry.domain.continuity_resume import is_running_here, resume_at
from registry.domain.continuity_suitability import mismatch
from registry.domain.continuity_unmatched import which_of
from registry.domain.continuity_words import amount, happened, joined, stated
from registry.domain.plan import LineKind, Trust
from registry.domain.product import ProductKind
from registry.domain.reasons import StopReason
from registry.domain.recognition import is_recognisable
from registry.domain.text import number_of
from registry.domain.wording import capital


def credit(case: Case, piece: Piece, code: str) -> Lines:
    """Completed work that stands. It is not to be done again, and it says nothing about risk."""
    closure = piece.record.closure
    judge = closure.judged_by if closure else None
    who = f"{judge.name} ({judge.profession})" if judge else "a person not named"
    how = "its goals answered, beside the person's own answers" if piece.has_goals else "it completed by its definition"
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.CREDIT,
            reason=f"{happened(case, piece)}; {who} judged {how}.",
            would_change="A named clinician's dated judgement to open it again; no incident or recall by itself.",
            first_cautions=falls_due(case, piece),
        ),
    )


def ask(because: str, question: str, *, where_it_was: bool = False, of_trust: bool = False) -> PieceLines:
    """Return a builder of *ask first*. Both texts may name {issuer}, {modules}, {dose}, {parts}, {goals}, {both},
    {weight}, {which}, {running}, {judged} and {grounds}.

    `where_it_was` shows how far unfinished work had gone, so that nothing is lost while it is asked about; no way to
    join and no start, since it waits. `of_trust` is asked only because of how far the record carries: of our own, since
    the interim summary that says so. Silence ends in recognising only what was completed, or judged enough.
    """

    def build(case: Case, piece: Piece, code: str) -> Lines:
        facts = _facts(case, piece)
        # Said here, because no rule further down gets to say it.
        without = piece.completed and piece.components_missing and "{parts}" not in because
        issuers = dict.fromkeys(who_knows(case, work) for work in (piece.work, *piece.against))
        works = (piece.work, *piece.against)
        since = asked_since_interim(case, piece) if of_trust else None
        since = since or owed_since(case, works)
        judged, evidence = judged_meanwhile(case, piece) if of_trust else ("", ())
        cautions = [judged] if judged else []
        at = resume_at(case, piece) if where_it_was and not piece.completed else None
        if without:
            cautions.insert(0, f"Delivered without {parts_in_words(piece.components_missing)}.")
        line = piece_line(
            case,
            piece,
            code,
            LineKind.ASK_FIRST,
            reason=f"{happened(case, piece)}{because.format(**facts)}.",
            would_change="An answer, or the receiving clinician's signed judgement that recognises the work.",
            first_cautions=tuple(cautions),
            more_evidence=evidence,
            ask=question_to(
                case, question.format(**facts), *issuers, since=since, recognisable=True, begun=piece.began
            ),
            resume=replace(at, ways_to_join=(), refresh=()) if at and not is_running_here(case, piece) else at,
        )
        if is_recognisable(line, piece.records) and (piece.completed or piece.reason is StopReason.ENOUGH):
            return (line,)
        ask_only = question_to(case, question.format(**facts), *issuers, since=since, begun=piece.began)
        return (replace(line, ask=ask_only, would_change="An answer, or the receiving clinician's dated judgement."),)

    return build


def not_advised(because: str, would_change: str) -> PieceLines:
    """Return a builder of *not advised*, for clinical reasons only. {advice} is the clinician's own reason."""

    def build(case: Case, piece: Piece, code: str) -> Lines:
        record = case.leading(piece.needs)
        facts = {"advice": (record.not_advised_because if record else None) or "", "by": record.by if record else ""}
        facts |= {"successors": _successors(case, piece)}
        return (
            piece_line(
                case,
                piece,
                code,
                LineKind.NOT_ADVISED,
                reason=f"{happened(case, piece)}{because.format(**facts)}",
                would_change=would_change,
            ),
        )

    return build


def setting(case: Case, piece: Piece, code: str) -> Lines:
    """Time lived in a therapeutic setting: never as completed treatment, never omitted."""
    record = piece.record
    since = record.started.words if record.started else "a date not recorded"
    until = record.closure.on.words if record.closure else "now"
    lived = not never_began(record)
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.KEEP_GOING,
            title=f"Time lived in a therapeutic setting: {piece.title}" if lived else piece.title,
            reason=(
                f"The person lived at {record.establishment.name} from {since} to {until}, in a therapeutic setting "
                "that is not itself treatment."
                if lived
                else f"{happened(case, piece)}."
            ),
            would_change="Nothing: it is neither completed treatment nor missing treatment.",
            skills=record.skills,
        ),
    )


def noted(case: Case, piece: Piece, code: str) -> Lines:
    """An assessment, a course of education or a booster: read it, use it, and do not call it completed treatment."""
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.KEEP_GOING,
            reason=f"{happened(case, piece)}; read it before doing it again.",
            would_change="Nothing: it is not reported as completed treatment.",
            skills=piece.record.skills,
        ),
    )


def keep_going(case: Case, piece: Piece, code: str) -> Lines:
    """Skills and a staying-well plan that need no programme: what any ward, wing, hostel or team can do."""
    skills = tuple(dict.fromkeys(skill for work in piece.records for skill in work.intervention.skills))
    plans = [one for one in piece.record.products if one.kind is ProductKind.STAYING_WELL_PLAN]
    what = [("one skill" if len(skills) == 1 else number_of(len(skills), "skill"))] if skills else []
    what += [f"a staying-well plan (kept: {one.kept_where})" for one in plans]
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.KEEP_GOING,
            reason=f"{capital(joined(what))} from {piece.title} at {piece.record.establishment.name} can be kept up "
            "without any programme.",
            would_change="The participant saying that something else helps more.",
            skills=skills,
            bare=True,
        ),
    )


def has_something_to_keep(_case: Case, piece: Piece) -> bool:
    """Whether skills or a staying-well plan came out of the work. A setting and an assessment say theirs themselves."""
    if piece.edition is not None and piece.edition.kind is not Kind.TREATMENT:
        return False
    plans = any(one.kind is ProductKind.STAYING_WELL_PLAN for one in piece.record.products)
    return plans or any(work.intervention.skills for work in piece.records)


def _facts(case: Case, piece: Piece) -> dict[str, str]:
    goals = joined(goal.text.rstrip(".") for goal in piece.record.goals if not goal.answered)
    open_modules = [one.module.title for one in piece.standing.places if one.sessions_left != 0]
    return {
        "issuer": who_knows(case, piece.work),
        "modules": joined(open_modules),
        "dose": amount(piece),
        "parts": joined(part.title for part in (piece.edition.components if piece.edition else ()) if part.required),
        "goals": f": {goals}" if goals else "",
        "weight": "interim, not yet countersigned" if piece.trust is Trust.INTERIM else "only reported",
        "which": which_of(case, piece),
        "running": "" if is_running_here(case, piece) else "Is it still running, and if not, how did it end? ",
        "judged": _judged(piece),
        "grounds": _grounds(piece),
        "both": "; ".join(f"{one.source.issuer} says {stated(one)}" for one in (piece.work, *piece.against)),
    }


def _judged(piece: Piece) -> str:
    """Ask who judged it only where the record does not name them."""
    closure = piece.record.closure
    judge = closure.judged_by if closure else None
    return f"as {judge.name} ({judge.profession}) judged" if judge else "who judged it"


def _grounds(piece: Piece) -> str:
    closure = piece.record.closure
    judge = closure.judged_by if closure else None
    if judge:
        return f"On what grounds did {judge.name} ({judge.profession}) judge the amount sufficient"
    return "Who judged the amount sufficient, on what grounds"


def _successors(case: Case, piece: Piece) -> str:
    """Name what came after it and is not known to be unsuitable for the person."""
    programme = case.programmes.get(piece.programme_id or "")
    after = [one.programme_id for one in programme.successors] if programme else []
    names = [case.title_of(one) for one in after if not _is_ruled_out(case, one)]
    return f" See {joined(names)}, which came after it." if names else ""


def _is_ruled_out(case: Case, programme_id: str) -> bool:
    programme = case.programmes.get(programme_id)
    return case.is_withdrawn(programme_id) or (programme is not None and mismatch(case, programme) is not None)
