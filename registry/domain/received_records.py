"""What others signed and sent, held on a page beside a unit's own record: whole, marked as theirs, and signed by nobody
here. A document never holds it (its issuer's own stands for it); a page for a team that treats the person may.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from registry.domain.described_edition import DescribedEdition
from registry.domain.history import History, Origin, Source
from registry.domain.plan import Trust
from registry.domain.summary import Subject
from registry.domain.voice import Audience


class _Record(Protocol):
    @property
    def id(self) -> str: ...


_R = TypeVar("_R", bound=_Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRecords:
    """Which records of a subject others sent, by id with the words for from whom and when; and their editions."""

    sent: Mapping[str, str] = field(default_factory=dict)
    editions: tuple[DescribedEdition, ...] = ()


def with_received(subject: Subject, history: History, audience: Audience) -> tuple[Subject, ReceivedRecords]:
    """Return the subject with what others sent beside its own, and which of it that is; assessments stand apart.

    Only what a unit in our directory signed, and nobody doubts since, is held; the rest is pointed to.
    """
    me, sources = subject.participant.id, history.sources
    works = [work for work in history.work if _is_held(work.source)]
    # On the page they are one person's: their sender has another id for them.
    interventions = tuple(replace(work.intervention, participant_id=me) for work in works)
    placements = tuple(replace(one, participant_id=me) for one in _held(history.placements, sources))
    needs = tuple(replace(one, participant_id=me) for one in _held(history.needs, sources))
    scores = tuple(replace(one, participant_id=me) for one in _held(history.scores, sources))
    voice = tuple(replace(one, participant_id=me) for one in _held(history.voice, sources) if audience in one.audiences)
    sent = {work.intervention.id: work.source.words for work in works}
    records: tuple[_Record, ...] = (*placements, *needs, *scores, *voice)
    sent |= {one.id: sources[one.id].words for one in records}
    beside = replace(
        subject,
        interventions=(*subject.interventions, *interventions),
        placements=(*subject.placements, *placements),
        needs=(*subject.needs, *needs),
        scores=(*subject.scores, *scores),
        voice=(*subject.voice, *voice),
    )
    editions = tuple(work.edition for work in works if work.edition is not None)
    return beside, ReceivedRecords(sent=sent, editions=editions)


def documents_held(history: History) -> frozenset[str]:
    """Return the ids of the documents of which `with_received` holds something."""
    sources = (*history.sources.values(), *(work.source for work in history.work))
    return frozenset(one.document for one in sources if one.document is not None and _is_held(one))


def _is_held(source: Source) -> bool:
    return source.origin is Origin.IMPORTED and source.trust is Trust.SIGNED and not source.doubt


def _held(records: tuple[_R, ...], sources: Mapping[str, Source]) -> Iterator[_R]:
    return (record for record in records if record.id in sources and _is_held(sources[record.id]))
