"""The plan's questions: who is asked, who owes the asking and since when, by when, and the rule that ends it."""

from collections.abc import Iterable

from registry.domain.ask import NOT_REPEATED, NOT_STARTED, PARTICIPANT, Ask
from registry.domain.continuity_case import Case
from registry.domain.continuity_piece import Piece, trust_of
from registry.domain.continuity_words import in_days
from registry.domain.dates import PartialDate
from registry.domain.history import Origin, Work
from registry.domain.plan import Trust
from registry.domain.wording import capital

OWNER = "the receiving clinician"
ASK_WITHIN_DAYS = 14
RECOGNISES = "recognises the work with reasons"
DECIDES = "decides with reasons what the line becomes"


def question_to(
    case: Case,
    question: str,
    *whom: str,
    since: PartialDate | None = None,
    by: PartialDate | None = None,
    recognisable: bool = False,
    begun: bool = True,
) -> Ask:
    """Return a question with its owner, its date and the rule that ends it. The participant is asked first.

    Due `by` then, else in a fortnight. It is owned by whoever answers for the person here, until a clinician takes
    it up, and nobody asks themselves. The rule speaks of recognising only where that is done: `recognisable`; and of
    what has not `begun`, that it does not start.
    """
    owner = case.responsible if case.responsible and case.responsible not in whom else OWNER
    by = by or in_days(case, ASK_WITHIN_DAYS)
    return Ask(
        question=question,
        whom=tuple(dict.fromkeys((PARTICIPANT, *whom))),
        owner=owner,
        by=by,
        since=since,
        end_rule=(
            f"No reply by {by.words}: {owner} {RECOGNISES if recognisable else DECIDES}, or writes that it cannot be "
            f"known. {capital(NOT_REPEATED if begun else NOT_STARTED)}, nor merely because nobody replied."
        ),
    )


def owed_since(case: Case, works: Iterable[Work]) -> PartialDate | None:
    """Return the day from which the asking about records is owed here: when they came in a document, or our own was
    closed or referred; not before the person came. None where nothing tells it, as of what was only reported.
    """
    days = [day for work in works if (day := _came(work))]
    here = [stay.since for stay in case.history.placements if stay.until is None and case.is_here(stay.establishment)]
    return max((*days, *here), key=lambda one: one.last) if days else None


def asked_since_interim(case: Case, piece: Piece) -> PartialDate | None:
    """Return today where our own record is asked about only because an interim summary tells of it; else None."""
    own = piece.work.source.origin is Origin.OWN and piece.work.source.trust is Trust.INTERIM
    return PartialDate.of(case.today) if own else None


def _came(work: Work) -> PartialDate | None:
    record = work.intervention
    if work.source.origin is not Origin.OWN:
        return work.source.on
    return record.closure.on if record.closure else record.referred


def who_knows(case: Case, work: Work) -> str:
    """Who can be asked about a record: where the work was done, before whoever only passed the report on; of our own
    record a person here who judged, led or closed it, else the supervisor. Nobody sends a question to themselves.
    """
    record = work.intervention
    asked = record.establishment.name if trust_of(work) is Trust.REPORTED else work.source.issuer
    if asked != case.establishment.name:
        return asked
    closure = record.closure
    if closure and closure.judged_by:
        return closure.judged_by.name
    leads = sorted(record.staff, key=lambda one: (not one.lead, one.until is not None))
    if leads:
        return leads[0].person.name
    return closure.closed_by if closure else f"the supervisor at {asked}"
