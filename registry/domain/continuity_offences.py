"""Work about an offence that waits for an answer: while a person is not convicted, and where nobody judged such a need.

Neither is a clinical reason, and neither says anything about the person: so each is asked, with a day and an owner,
and never filed as *not advised*.
"""

from dataclasses import replace

from registry.domain.ask import Ask
from registry.domain.continuity_asking import owed_since, question_to
from registry.domain.continuity_case import Case
from registry.domain.continuity_cautions import NOT_CONVICTED
from registry.domain.continuity_form import Lines, piece_line
from registry.domain.continuity_need_form import need_line, why_open
from registry.domain.continuity_open_need import OpenNeed
from registry.domain.continuity_piece import Piece
from registry.domain.continuity_words import happened
from registry.domain.dates import PartialDate
from registry.domain.plan import LineKind

_A_LEGAL_REASON = "the person is not convicted. That is a legal reason to wait and no clinical one"


def work_waits(case: Case, piece: Piece, code: str) -> Lines:
    """Unfinished work that asks, or may ask, for the offence to be discussed, of somebody who is not convicted."""
    asks = piece.edition is not None and piece.edition.asks_for_the_offence
    asked_for = "it asks" if asks else "nobody knows whether it asks"
    return (
        piece_line(
            case,
            piece,
            code,
            LineKind.ASK_FIRST,
            reason=f"{happened(case, piece)}; {asked_for} for the offence to be discussed, and {_A_LEGAL_REASON}.",
            would_change="The end of the proceedings.",
            first_cautions=(NOT_CONVICTED,),
            ask=_of_the_court(case, "go on" if piece.began else "begin", owed_since(case, (piece.work,))),
        ),
    )


def offers_wait(case: Case, need: OpenNeed, code: str) -> Lines:
    """What is delivered here for a need is about an offence, and the person is not convicted. No programme is named:
    its name would tell of an offence.
    """
    here = case.establishment.name
    line = need_line(
        case,
        need,
        code,
        LineKind.ASK_FIRST,
        reason=f"{why_open(case, need)}; what {here} delivers for it is about offences, and {_A_LEGAL_REASON}.",
        would_change="The end of the proceedings, or something on offer that is about no offence.",
        first_cautions=(NOT_CONVICTED,),
        ask=_of_the_court(case, "begin", None),
    )
    return (line,)


def offers_for_offences(case: Case, need: OpenNeed, code: str) -> Lines:
    """What is delivered here for a need is meant for certain offences, and nobody judged such a need. None is named."""
    record = need.record
    here = case.establishment.name
    judge = (record.by,) if record else ()
    line = need_line(
        case,
        need,
        code,
        LineKind.ASK_FIRST,
        reason=f"{why_open(case, need)}; what {here} delivers for it is meant for certain offences, and nothing "
        "on record says that this person's need has to do with any of them.",
        would_change="A need of that kind judged for this person, or something else on offer.",
        ask=question_to(
            case,
            f"Is any of what {here} delivers for this meant for this person, on what record, and do they want it?",
            *judge,
            begun=False,
        ),
    )
    return (line,)


def _of_the_court(case: Case, go_on: str, since: PartialDate | None) -> Ask:
    asked = question_to(
        case,
        "Have the proceedings ended, and how? If not: what does the participant want until then, with their lawyer's "
        "advice?",
        f"whoever keeps the legal papers at {case.establishment.name}",
        since=since,
    )
    end = (
        f"Not ended by {asked.by.words}, or no reply: {asked.owner} sets the next day to ask. It does not {go_on} "
        "meanwhile, and waiting is not held against the participant."
    )
    return replace(asked, end_rule=end)
