"""Whether the participant wants work: their answer where they gave one, and the question where nobody asked.

Why somebody left work is no answer to whether they want it now. It is quoted as what it is, and they are asked.
"""

from registry.domain.continuity_asking import ASK_WITHIN_DAYS, owed_since, question_to
from registry.domain.continuity_case import Case
from registry.domain.continuity_form import Lines, piece_line
from registry.domain.continuity_piece import Piece
from registry.domain.continuity_words import happened, in_days, months_on
from registry.domain.dates import PartialDate
from registry.domain.needs import Choice
from registry.domain.plan import LineKind

ASK_AGAIN_MONTHS = 3


def not_wanted(case: Case, piece: Piece, code: str) -> Lines:
    """The participant's choice about the need of the work, in their words, and when to ask again; nothing else."""
    record = case.leading(piece.needs)
    choice = record.choice if record else None
    assert choice is not None, "the rule is met by a choice"
    again = ask_again(choice)
    said = f"on {choice.on.words} the participant said that they do not want it now"
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.NOT_WANTED,
            reason=f"{happened(case, piece)}; {said}; {when_again(case, choice, again)}.",
            would_change="The participant saying that they want it.",
            first_cautions=() if choice.words else ("The participant's own words do not stand here: ask for them.",),
            words=choice.words,
            due=again,
        ),
    )


def ask_whether_wanted(case: Case, piece: Piece, code: str) -> Lines:
    """Work that the participant left, and nobody asked since: only they are asked, and nobody presses them early.

    The line's words are why they left, as they said it then.
    """
    closure = piece.record.closure
    assert closure is not None, "the rule is met by an ending"
    soon, later = in_days(case, ASK_WITHIN_DAYS), months_on(closure.on, ASK_AGAIN_MONTHS)
    question = f"Is {piece.title} wanted now, something else in its place, or nothing now, and what would help?"
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.ASK_FIRST,
            reason=f"{happened(case, piece)}; nothing on record says that anybody "
            "has asked since whether it is wanted now.",
            would_change="The participant saying whether they want it.",
            words=closure.participant_reason,
            ask=question_to(
                case,
                question,
                since=owed_since(case, (piece.work,)),
                by=max(soon, later, key=lambda day: day.last),
                begun=piece.began,
            ),
        ),
    )


def ask_again(choice: Choice) -> PartialDate:
    """Return when to ask the person again: as they said, else three months after they said no.

    A date in the past stays as it is: nobody has asked since.
    """
    return choice.ask_again or months_on(choice.on, ASK_AGAIN_MONTHS)


def when_again(case: Case, choice: Choice, again: PartialDate) -> str:
    """Return when to ask again, in words that say when that day is past; nobody missed a day that nobody agreed."""
    if again.last < case.today and not choice.ask_again:
        unknown = "nothing on record says that anybody has asked since, so whether it is wanted now is not known"
        return f"{unknown}: ask (due since {again.words})"
    if again.last < case.today:
        return f"the day to ask again ({again.words}) has passed, and nothing on record says that anybody asked"
    return f"ask again {'on' if again.is_exact else 'in'} {again.words}"
