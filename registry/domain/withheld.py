"""What must not be spoken of, because the work it belongs to does not travel: by id, by name and by need."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from registry.domain.history import Work
from registry.domain.mentions import Finder, Term
from registry.domain.product import ProductKind
from registry.domain.trauma_terms import TraumaTerms


class SpeaksOf(Protocol):
    """A list of what must not be spoken of."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs, by their codes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """The ids, names and needs of what stays behind. `names` holds the words of its glossaries too."""

    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()

    def is_spoken_of(self, text: str | None) -> bool:
        """True when a reference (an id, a need or what somebody typed) means something that stays behind."""
        if text is None:
            return False
        named = Finder(Term(name) for name in self.names | self.needs)
        return any(one in text for one in self.ids) or named.any_in(text)


def withheld_by(left: Iterable[Work], kept: Iterable[Work], closed_by: Iterable[SpeaksOf]) -> Withheld:
    """Return what stays behind with the works in `left`, and with every need that `closed_by` names.

    A need that only left work speaks of would reveal it, and goes with it.
    """
    left, kept = tuple(left), tuple(kept)
    needs = (needs_of(left) - needs_of(kept)) | {need for terms in closed_by for need in terms.needs}
    return Withheld(
        ids=frozenset(_ids_of(left)), names=frozenset(_names_of(left) - _names_of(kept)), needs=frozenset(needs)
    )


def without_trauma(work: Work, terms: TraumaTerms) -> Work:
    """Return work that travels, without what in it speaks of trauma by data: needs, progress, accounts."""
    record = work.intervention
    goals = tuple(replace(goal, need=None) if goal.need in terms.needs else goal for goal in record.goals)
    package = tuple(replace(one, need=None) if one.need in terms.needs else one for one in record.care_package)
    return replace(
        work,
        intervention=replace(
            record,
            needs=tuple(need for need in record.needs if need not in terms.needs),
            goals=goals,
            care_package=package,
            progress=tuple(one for one in record.progress if one.need not in terms.needs),
            products=tuple(
                one
                for one in record.products
                if one.kind is not ProductKind.TRAUMA_ACCOUNT and not terms.named_in(one.title)
            ),
        ),
    )


def without_references(work: Work, withheld: Withheld) -> Work:
    """Return work that travels, without what points at work that stays: what it repeats, and to which edition it was
    matched before.
    """
    record = work.intervention
    repeat = record.repeat
    if repeat is not None:
        of = tuple(one for one in repeat.of if not withheld.is_spoken_of(one))
        repeat = replace(repeat, of=of) if of else None
    matches = tuple(replace(one, was=None, because=None) for one in record.matches[-1:])
    return replace(work, intervention=replace(record, repeat=repeat, matches=matches))


def needs_of(works: Iterable[Work]) -> set[str]:
    """Return every need that these pieces of work speak of."""
    found: set[str] = set()
    for work in works:
        record = work.intervention
        found.update(record.needs)
        found.update(progress.need for progress in record.progress)
        found.update(goal.need for goal in record.goals if goal.need)
        found.update(outcome.need for outcome in record.care_package if outcome.need)
        found.update(work.edition.needs if work.edition else ())
    return found


def _names_of(works: Iterable[Work]) -> set[str]:
    """What these pieces of work are called, and the words that only their programmes use."""
    found: set[str] = set()
    for work in works:
        found.add(work.intervention.title)
        if work.edition:
            found.update((work.edition.title, work.edition.programme_id, work.edition.edition_id))
            found.update(term.theirs for term in work.edition.glossary)
    return found


def _ids_of(works: Iterable[Work]) -> set[str]:
    """The ids of these pieces of work and of everything in them."""
    found: set[str] = set()
    for work in works:
        record = work.intervention
        found.add(record.id)
        found.update(session.id for session in record.sessions)
        found.update(goal.id for goal in record.goals)
        found.update(outcome.id for outcome in record.care_package)
        found.update(product.id for product in record.products)
    return found
