"""The documents that are measured: summaries of twenty interventions, some 24 KB each, and all of them different.

Each is of another person and has days, titles and ids of its own, so that nothing is found again but what a unit says
in all its summaries: its people, its editions, its keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from registry.documents.signing import document_bytes
from registry.domain.dates import PartialDate
from registry.domain.identifiers import LocalNumber
from registry.domain.intervention import Intervention
from registry.domain.summary import Subject, TransferSummary
from tests.documents import clinic
from tests.documents.record import intervention, urn

INTERVENTIONS = 20


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How much is measured. `once` is for trying every row without measuring it."""

    documents: int = 40
    bulk: int = 2_000
    participants: int = 2_000
    audit_rows: int = 1_000_000
    once: bool = False

    def times(self, many: int) -> int:
        """Return how often a row does its work in a round."""
        return 1 if self.once else many


_LEFT_OUT = (
    "sessions",
    "marks",
    "goals",
    "progress",
    "products",
    "adjustments",
    "skills",
    "staff",
    "components",
    "care_package",
)
_TITLES = (
    "Life Minds Matter",
    "Anger work",
    "Sleep group",
    "Relapse plan",
    "Family work",
    "Schema work",
    "Art therapy",
)


def _lean(person: int, number: int) -> Intervention:
    """Return an intervention of 700 bytes: what it was, where, when, and how it ended."""
    whole = intervention(number)
    assert whole.closure is not None
    mixed = person * 7919 + number * 104_729
    year, month, day = 2000 + mixed % 23, 1 + mixed % 12, 1 + mixed % 28
    ended = PartialDate(f"{year + 1}-{month:02}-{day:02}")
    closure = replace(
        whole.closure, on=ended, judged_on=ended, participant_reason=None, left_to_do=None, judged_by=None
    )
    return replace(
        whole,
        id=urn(f"bench {person} {number}"),
        participant_id=urn(f"bench person {person}"),
        title=f"{_TITLES[mixed % len(_TITLES)]} {mixed % 97}",
        referred=PartialDate(f"{year}"),
        started=PartialDate(f"{year}-{month:02}"),
        closure=closure,
        recommended=None,
        **dict.fromkeys(_LEFT_OUT, ()),
    )


def _subject(person: int) -> Subject:
    one, me = clinic.summary(interventions=0).subject, urn(f"bench person {person}")

    def mine(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            replace(record, participant_id=me, id=urn(f"bench {person} {record.id}"))
            if hasattr(record, "id")
            else replace(record, participant_id=me)
            for record in records
        )

    assert one.plan is not None
    return replace(
        one,
        participant=replace(
            one.participant,
            id=me,
            born=PartialDate(f"{1950 + person % 50}-{1 + person % 12:02}-{1 + person % 28:02}"),
            local_number=LocalNumber(f"AC/{person:05}"),
        ),
        placements=mine(one.placements),
        needs=mine(one.needs),
        interventions=tuple(_lean(person, number) for number in range(INTERVENTIONS)),
        assessments=mine(one.assessments),
        scores=mine(one.scores),
        voice=mine(one.voice),
        plan=replace(one.plan, participant_id=me),
    )


def summary_of(person: int) -> TransferSummary:
    """Return the summary of one fictional person, made anew each time."""
    one = clinic.summary(interventions=0)
    series = replace(one.series, id=urn(f"bench series {person}"))
    return replace(one, id=urn(f"bench document {person}"), series=series, subject=_subject(person))


@cache
def summary(person: int = 0) -> TransferSummary:
    """Return the summary of one fictional person."""
    return summary_of(person)


@cache
def documents(count: int) -> tuple[dict[str, Any], ...]:
    """Return signed documents."""
    return tuple(clinic.signed(summary(person)) for person in range(count))


@cache
def files(count: int) -> tuple[bytes, ...]:
    """Return the bytes of signed documents."""
    return tuple(map(document_bytes, documents(count)))


def written(folder: Path, count: int) -> Iterator[Path]:
    """Write so many signed documents into a folder, one at a time; yield each file."""
    for person in range(count):
        file = folder / f"{person:05}.json"
        file.write_bytes(document_bytes(clinic.signed(summary_of(person))))
        yield file
