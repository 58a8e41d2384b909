"""Lines about work that was only waited for: a referral is no judgement that a need is there, and no wait is lost."""

from registry.domain.continuity_asking import owed_since, question_to, who_knows
from registry.domain.continuity_case import Case
from registry.domain.continuity_form import Lines
from registry.domain.continuity_need_form import need_line
from registry.domain.continuity_open_need import OpenNeed, aims, open_needs, waiting_for_treatment
from registry.domain.continuity_words import joined, label, need_evidence
from registry.domain.plan import LineKind
from registry.domain.text import MOST_NAME
from registry.domain.wording import low


def ask_what_for(case: Case, need: OpenNeed, code: str) -> Lines:
    """Work that was waited for, and nobody recorded for what: asked, so that no wait is lost."""
    titles, waited = _waited_for(case, need)
    line = need_line(
        case,
        need,
        code,
        LineKind.ASK_FIRST,
        title=titles[:MOST_NAME].strip(),
        reason=f"{waited}, and no need that it was for is on record.",
        would_change="A need judged for this person, or an answer.",
        ask=question_to(
            case,
            f"What was {titles} meant to help with, and is it still wanted?",
            *_referrers(case, need),
            since=owed_since(case, need.waiting),
            begun=False,
        ),
    )
    return (line,)


def ask_whether_needed(case: Case, need: OpenNeed, code: str) -> Lines:
    """A referral for needs that nobody judged to be there: asked in one line, with what is delivered here for it."""
    titles, waited = _waited_for(case, need)
    others = tuple(one for one in open_needs(case) if one != need.need and _is_asked_with(case, one, need))
    # Some names have an *and* of their own.
    *rest, last = (low(label(case, one)) for one in (need.need, *others))
    name = f"{', '.join(rest)} as well as {last}" if rest else last
    are_there = "these needs are there" if others else "this need is there"
    offered = {offer.edition.programme_id: offer for offer in need.suitable}
    waited_for = {work.edition.programme_id for work in need.waiting if work.edition}
    notes = [note for one, offer in offered.items() if one in waited_for for note in offer.notes(case.today)]
    line = need_line(
        case,
        need,
        code,
        LineKind.ASK_FIRST,
        title=titles[:MOST_NAME].strip(),
        reason=f"{waited}, for {name}, and nobody has judged on record that {are_there}. "
        f"A referral alone does not say so.{_waits_with_it(case, need, titles)}",
        also_for=(*others, *need.joining),
        more_evidence=tuple(need_evidence(case, case.in_force[one]) for one in need.joining),
        would_change=f"{'Each' if others else 'The'} need judged for this person, or the participant saying that they "
        "do not want it.",
        first_cautions=tuple(notes),
        ask=question_to(
            case,
            f"{'Are' if others else 'Is'} {name} something to work on now, and is {titles} still wanted?",
            *_referrers(case, need),
            since=owed_since(case, need.waiting),
            begun=False,
        ),
    )
    return (line,)


def _waits_with_it(case: Case, need: OpenNeed, titles: str) -> str:
    """Say of judged needs for which it would start that they wait for the same answer; blank where there are none."""
    if not need.joining:
        return ""
    judged = joined(label(case, one) for one in need.joining)
    was, that = ("were", "those") if need.joining[1:] else ("was", "that")
    return f" {judged} {was} judged to be there: for {that} too nothing of {titles} starts until there is an answer."


def is_asked_already(need: OpenNeed) -> bool:
    """Whether the same referrals are asked about in the line of another need."""
    return any(line.rule == "waited-not-judged" for line in need.lines)


def _is_asked_with(case: Case, other: str, need: OpenNeed) -> bool:
    """Whether another need was judged by nobody either, and is what the very same referrals were for."""
    waits = tuple(work for work in waiting_for_treatment(case) if other in aims(work))
    return other not in case.in_force and waits == need.waiting


def _waited_for(case: Case, need: OpenNeed) -> tuple[str, str]:
    """What is or was waited for; and the same with where, as the opening of a sentence."""
    each = tuple(dict.fromkeys(work.intervention.title for work in need.waiting))
    titles, many = joined(each), len(each) > 1
    named = joined(dict.fromkeys(work.named for work in need.waiting))
    if all(case.is_here(work.intervention.establishment) for work in need.waiting):
        return titles, f"{named} {'are' if many else 'is'} waited for at {case.establishment.name}"
    places = dict.fromkeys(work.intervention.establishment.name for work in need.waiting)
    return titles, f"{named} {'were' if many else 'was'} waited for at {joined(places)}"


def _referrers(case: Case, need: OpenNeed) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who_knows(case, work) for work in need.waiting))
