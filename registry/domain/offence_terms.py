"""What speaks of offending: for a participant who has not been convicted it stays out of prison profiles."""

from dataclasses import dataclass, replace
from functools import cached_property

from registry.domain.assessment import is_structured_judgement
from registry.domain.described_edition import DescribedEdition
from registry.domain.history import Work
from registry.domain.mentions import Finder, Term
from registry.domain.participant import Known
from registry.domain.product import ProductKind
from registry.domain.text import check_code, check_name
from registry.domain.trauma_terms import TraumaTerms
from registry.domain.withheld import needs_of


@dataclass(frozen=True, kw_only=True)
class OffenceTerms:
    """The unit's list. Work, needs and instruments are left out by data; words can only be pointed at.

    `beside_treatment` are the needs that treatment of a clinical need may have among others and still be treatment.
    Where nobody knows whether work discusses the offence, it travels only if it treats one of `health_needs`.
    """

    needs: tuple[str, ...] = ()
    beside_treatment: tuple[str, ...] = ()
    clinical_needs: tuple[str, ...] = ()
    health_needs: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for need in (*self.needs, *self.beside_treatment, *self.clinical_needs, *self.health_needs):
            check_code(need, "The need that speaks of offending, or of health")
        for text in (*self.instruments, *self.words):
            check_name(text, "The term that speaks of offending")

    @cached_property
    def finder(self) -> Finder:
        """Finds the words and the instruments in a text."""
        return Finder(Term(text) for text in (*self.words, *self.instruments))

    def named_in(self, text: str | None) -> bool:
        """Whether a name or title holds one of the words or instruments, or is a tool of structured judgement."""
        return text is not None and (is_structured_judgement(text) or self.finder.any_in(text))

    def is_offence_work(self, work: Work) -> bool:
        """Whether a piece of work counts as offence work; what is not matched or not known does."""
        return work.edition is None or self.is_offence_edition(
            work.edition, needs_of((work,)), titles=(work.intervention.title,)
        )

    def is_offence_edition(
        self, edition: DescribedEdition, needs: set[str] | None = None, titles: tuple[str, ...] = ()
    ) -> bool:
        """Whether an edition, given for `needs` beside its own and under these titles, counts as offence work."""
        aims = set(edition.needs) | (needs or set())
        if edition.asks_for_the_offence:
            return True
        modules = (module.title for module in edition.plan)
        words = (term.theirs for term in edition.glossary)
        if any(self.named_in(name) for name in (*titles, edition.title, edition.activity, *modules, *words)):
            return True
        about = aims & set(self.needs)
        if about:
            return not (about <= set(self.beside_treatment) and aims & set(self.clinical_needs))
        return edition.discusses_offence is Known.UNKNOWN and not aims & set(self.health_needs)


@dataclass(frozen=True, kw_only=True)
class TravelTerms:
    """Both lists by which it is decided what may travel."""

    trauma: TraumaTerms
    offence: OffenceTerms


def without_offence(work: Work, terms: OffenceTerms) -> Work:
    """Return work that travels, without what in it speaks of offending by data."""
    record, edition = work.intervention, work.edition
    closed = set(terms.needs)
    return replace(
        work,
        edition=edition_without_offence(edition, terms) if edition else None,
        intervention=replace(
            record,
            needs=tuple(need for need in record.needs if need not in closed),
            goals=tuple(one for one in record.goals if one.need not in closed),
            care_package=tuple(one for one in record.care_package if one.need not in closed),
            progress=tuple(one for one in record.progress if one.need not in closed),
            skills=tuple(one for one in record.skills if not terms.named_in(one.skill)),
            products=tuple(
                one
                for one in record.products
                if one.kind is not ProductKind.OFFENCE_ACCOUNT and not terms.named_in(one.title)
            ),
        ),
    )


def edition_without_offence(edition: DescribedEdition, terms: OffenceTerms) -> DescribedEdition:
    """Return an edition without the needs that speak of offending."""
    return replace(edition, needs=tuple(need for need in edition.needs if need not in terms.needs))
