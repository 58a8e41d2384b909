"""What a summary has in common with another, or with what is held here, if the two have anything to do with each other.

Marks are compared and nothing else: two sets without a common mark speak of different documents, series and people as
far as `series_rules`, the numbers and `waiting.whose` can tell. Two with one may still have nothing to do with each
other; whoever finds one looks closer.
"""

from collections.abc import Hashable

from registry.domain.folding import fold
from registry.domain.participant import Participant
from registry.domain.stored_documents import KeptDocument
from registry.domain.summary import TransferSummary

Marks = frozenset[Hashable]


def marks_of_summary(summary: TransferSummary, digest: str) -> Marks:
    """Return the marks of a summary with this digest: its own, its series', what it replaces, and its participant's."""
    replaced, foreign = summary.series.replaces, summary.subject.participant
    named: set[Hashable] = {summary.id, digest, summary.series.id, foreign.id}
    if replaced is not None:
        named |= {replaced.id, replaced.digest}
    return marks_of_person(foreign.participant) | named


def marks_of_document(document: KeptDocument) -> Marks:
    """Return the marks of a document that is held, and of what it speaks of."""
    return frozenset({document.id, document.digest, document.series_id, document.about_id} - {None})


def marks_of_person(one: Participant) -> Marks:
    """Return the marks of somebody: every number, and each surname, now or formerly, with the birth date."""
    numbers = {
        one.nhs_number,
        one.prison_number,
        one.local_number,
        one.pnc_number,
        one.cro_number,
        one.chi_number,
        one.hc_number,
    }
    return frozenset(
        (numbers - {None}) | {(fold(name.family), one.born.text) for name in (one.name, *one.former_names)}
    )
