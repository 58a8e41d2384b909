"""How the work stands beside prison programmes: what named people judged, never what a title suggests."""

from dataclasses import dataclass
from typing import Final

from registry.domain.catalogue import OverlapJudgement, Programme, programme_of
from registry.domain.continuity_words import joined
from registry.domain.judgements import last_of_each
from registry.domain.needs import need_label
from registry.domain.risk_words import in_their_name
from registry.domain.summary import Comparison
from registry.domain.wording import low, sentence
from registry.reports.source import Source

_PRISON: Final = "custody"
_SECURE: Final = "-secure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One judgement of somebody named: `what` stands beside what, `told` in which words or with which caution.

    `part` names what `told` is, for a page that has no room for it; `basis` is what the judgement rests on.
    """

    what: str
    told: str
    part: str
    by: str
    basis: str = ""

    @property
    def words(self) -> str:
        """All of it but its basis, with who judged it and when."""
        return f"{self.what} {self.told} {self.by}"

    def without(self, where: str) -> str:
        """Return it without what was told, which stands `where`."""
        return f"{self.what} The {self.part} is {where}. {self.by}"


def comparisons(source: Source) -> tuple[Compared, ...]:
    """Return what was judged of the work beside prison programmes: the author's, then those of what covers what."""
    statement = source.subject.statement
    authored = tuple(map(written, statement.comparisons)) if statement else ()
    judged = source.catalogue.overlaps if source.catalogue else ()
    return (*authored, *(_judged(source, one) for one in last_of_each(judged) if _is_of_prison(source, one)))


def written(each: Comparison) -> Compared:
    """Return what the author of a summary wrote down of one comparison."""
    return Compared(
        what=f"{each.work} beside {each.beside}:",
        told=in_their_name(sentence(each.judgement), each.by),
        part="judgement",
        by=f"{each.by}, {each.on.words}.",
    )


def _judged(source: Source, one: OverlapJudgement) -> Compared:
    needs = joined(low(need_label(source.needs, need)) for need in one.needs)
    how_far = f"{one.strength.words} of {_title(source, one.covered)}{f', for {needs}' if needs else ''}"
    return Compared(
        what=f"{_title(source, one.covers)} covers {how_far}.",
        told=f"Caution: {in_their_name(sentence(one.caution), one.judged_by)}",
        part="caution",
        by=f"Judged by {one.judged_by}, {one.on.words}.",
        basis=f"Basis: {in_their_name(sentence(one.basis), one.judged_by)}",
    )


def _is_of_prison(source: Source, one: OverlapJudgement) -> bool:
    """Whether it lays work of this report beside a prison's programme; one that nobody here knows may be a prison's."""
    both = {programme_of(one.covers), programme_of(one.covered)}
    done = {programme_of(work.edition_id) for work in source.works if work.edition_id}
    beside = [source.programmes.get(each) for each in both - done or both]
    return not both.isdisjoint(done) and any(each is None or _is_a_prisons(each) for each in beside)


def _is_a_prisons(programme: Programme) -> bool:
    """Whether prisons give it and secure hospitals do not."""
    return _PRISON in programme.settings and not any(each.endswith(_SECURE) for each in programme.settings)


def _title(source: Source, code: str) -> str:
    """What a programme is called: as the document says, else as the catalogue does, else its id; with its edition
    where the judgement is of that alone.
    """
    named = code.partition("/")[2]
    sent = source.catalogue.editions if source.catalogue else ()
    known = source.programmes.get(programme_of(code))
    titles = (edition.title for edition in sent if programme_of(code) == edition.programme_id)
    title = known.title if known else next(titles, programme_of(code))
    return f"{title} ({named})" if named else title
