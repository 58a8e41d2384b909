"""How the work stands beside prison programmes: what named people judged, never what a title suggests."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from registry.domain.attendance_words import attendance_words
from registry.domain.catalogue import OverlapJudgement, Programme, Strength, programme_of
from registry.domain.closure import Outcome
from registry.domain.continuity_words import joined
from registry.domain.intervention import Intervention
from registry.domain.judgements import last_of_each
from registry.domain.needs import need_label
from registry.domain.risk_words import in_their_name
from registry.domain.summary import Comparison
from registry.domain.wording import low, sentence
from registry.reports.source import Source

_PRISON: Final = "custody"
_SECURE: Final = "-secure"
# The furthest first.
_DEGREES: Final = (Strength.SUBSTANTIAL, Strength.PARTIAL, Strength.SLIGHT, Strength.NONE)


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
    """Return what was judged of the work beside prison programmes: the author's, then those of what covers what.

    Of these, first what this person's work covers of a programme that they may be asked to do, and the further first.
    """
    statement = source.subject.statement
    authored = tuple(map(written, statement.comparisons)) if statement else ()
    judged = source.catalogue.overlaps if source.catalogue else ()
    mine = _programmes_done(source)
    bearing = [one for one in last_of_each(judged) if _is_of_prison(source, one)]
    bearing.sort(
        key=lambda one: (
            one.covers_programme not in mine,
            one.covered_programme in mine,
            _DEGREES.index(one.strength),
        )
    )
    return (*authored, *(_judged(source, one) for one in bearing))


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
        what=" ".join((f"{_title(source, one.covers)} covers {how_far}.", *_done_of(source, one))),
        told=f"Caution: {in_their_name(sentence(one.caution), one.judged_by)}",
        part="caution",
        by=f"Judged by {one.judged_by}, {one.on.words}.",
        basis=f"Basis: {in_their_name(sentence(one.basis), one.judged_by)}",
    )


def _done_of(source: Source, one: OverlapJudgement) -> Iterator[str]:
    """Yield how much this person did of what covers the other, where they did not complete it: the judgement is of the
    whole of it.
    """
    works = [work for work in source.works if work.edition_id and programme_of(work.edition_id) == one.covers_programme]
    if works and not any(work.outcome is Outcome.COMPLETED for work in works):
        received = dict.fromkeys(attendance_words(work, source.edition(work), terse=True)[0] for work in works)
        yield f"The judgement is of the whole; done of it: {low(' '.join(received))}"


def _programmes_done(source: Source) -> set[str]:
    return {programme_of(work.edition_id) for work in source.works if work.edition_id}


def _is_of_prison(source: Source, one: OverlapJudgement) -> bool:
    """Whether it lays work of this report beside a prison's programme; one that nobody here knows may be a prison's."""
    both = {programme_of(one.covers), programme_of(one.covered)}
    done = _programmes_done(source)
    beside = [source.programmes.get(each) for each in both - done or both]
    return not both.isdisjoint(done) and any(each is None or _is_a_prisons(each) for each in beside)


def _is_a_prisons(programme: Programme) -> bool:
    """Whether prisons give it and secure hospitals do not."""
    return _PRISON in programme.settings and not any(each.endswith(_SECURE) for each in programme.settings)


def _title(source: Source, code: str) -> str:
    """What a programme is called: as the document says, else as the catalogue does, else its id; with its edition
    where the judgement is of that alone. Behind the name that their course of it has, where that has one of its own.
    """
    named = code.partition("/")[2]
    sent = source.catalogue.editions if source.catalogue else ()
    known = source.programmes.get(programme_of(code))
    titles = (edition.title for edition in sent if programme_of(code) == edition.programme_id)
    title = known.title if known else next(titles, programme_of(code))
    whole = f"{title} ({named})" if named else title
    own = {work.title for work in source.works if _has_own_name(source, work, programme_of(code))}
    return f"{own.pop()} ({whole})" if len(own) == 1 else whole


def _has_own_name(source: Source, work: Intervention, programme_id: str) -> bool:
    edition = source.edition(work)
    return edition is not None and edition.programme_id == programme_id and edition.title != work.title
