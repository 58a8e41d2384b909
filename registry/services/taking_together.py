"""Take several verified summaries into the record by one transaction, or none of them; an audit row for each.

What one of them has in common with the record is looked up for all at once. Of whom nothing is here, nothing more is
asked; everybody else is received as if the summary came alone.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from registry.documents.verification import Verified
from registry.domain.errors import Exit, ThroughcareError
from registry.domain.in_common import Marks, marks_of_document, marks_of_person, marks_of_summary
from registry.domain.participant import Participant
from registry.domain.signing import Signer
from registry.domain.verdict import Verdict
from registry.domain.waiting import Reason, Waiting, whose
from registry.services.opening import Relied
from registry.services.plan_ground import Ground, ground_of
from registry.services.receipts import receipt_key
from registry.services.receiving import take_in, take_in_newcomer
from registry.services.sitting import Sitting
from registry.store.unit_of_work import UnitOfWork


class Became(StrEnum):
    """What came of one file."""

    RECEIVED = "received"
    HELD = "held already"
    WAITS = "waits for a person"
    TAKEN = "taken"
    REFUSED = "refused"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One file of a batch: the verdict on it, what became of it, and why. `document` and `participant` are ids."""

    file: str
    verdict: str
    became: Became
    words: str = ""
    document: str = ""
    participant: str = ""


def take_together(
    sitting: Sitting, relied: Relied, batch: Mapping[Path, Verified], *, new: bool
) -> dict[Path, Taken | ThroughcareError]:
    """Return what became of each file, or why it was refused. The files have nothing in common with each other.

    Where one is refused, each is received by a transaction of its own. `relied` learns which digests were received.
    Raises StorageFailed; then none is.
    """
    if not batch:
        return {}
    try:
        with sitting.acting() as uow:
            together = _Together(sitting=sitting, uow=uow, marks=_marks_here(uow, batch), new=new)
            with uow.gathering() if len(batch) > 1 else nullcontext():
                found = {file: together.take(file.name, one, relied) for file, one in batch.items()}
    except ThroughcareError as error:
        if error.exit is Exit.STORAGE:
            raise
        if len(batch) == 1:
            return dict.fromkeys(batch, error)
        parts = (take_together(sitting, relied, {file: one}, new=new) for file, one in batch.items())
        return {file: came for part in parts for file, came in part.items()}
    relied.received.update(one.digest for file, one in batch.items() if found[file].became is Became.RECEIVED)
    return dict(found)


def _marks_here(uow: UnitOfWork, batch: Mapping[Path, Verified]) -> Marks:
    """The marks of everybody and everything here that a summary of the batch may have to do with."""
    many = batch.values()
    replaced = [one.summary.series.replaces for one in many if one.summary.series.replaces]
    documents = uow.documents.received_beside(
        ids=(*(one.summary.id for one in many), *(one.id for one in replaced)),
        digests=(*(one.digest for one in many), *(one.digest for one in replaced)),
        series=tuple(one.summary.series.id for one in many),
    )
    withdrawn = uow.disposals.withdrawals_of([one.summary.id for one in many])
    people = uow.everyone.alike(one.summary.subject.participant.participant for one in many)
    return uow.waiting.came_before(one.digest for one in many).union(
        *map(marks_of_document, (*documents, *withdrawn)), *map(marks_of_person, people)
    )


@dataclass(slots=True, kw_only=True)
class _Together:
    """One transaction that takes in several."""

    sitting: Sitting
    uow: UnitOfWork
    marks: Marks
    new: bool
    _once: tuple[Ground, Signer | None] | None = None

    def take(self, name: str, verified: Verified, relied: Relied) -> Taken:
        """Take in one, or let it wait. Raises what receiving it alone raises."""
        summary = verified.summary
        if verified.digest in relied.received:
            return Taken(file=name, verdict=verified.verdict, became=Became.HELD, document=summary.id)
        alone = self.marks.isdisjoint(marks_of_summary(summary, verified.digest))
        turned_away = None if alone else self.uow.waiting.turned_away(verified.digest)
        if turned_away is not None:
            became, words = (Became.LEFT, "turned away earlier") if turned_away else (Became.WAITS, "since earlier")
            return Taken(file=name, verdict=verified.verdict, became=became, document=summary.id, words=words)
        foreign = summary.subject.participant.participant
        answer = _whose(self.uow, verified, *(((), ()) if alone else _alike(self.uow, foreign)), new=self.new)
        if isinstance(answer, Reason):
            return self._let_wait(verified, name, answer)
        if answer is None and alone:
            self._once = self._once or (ground_of(self.sitting, self.uow), receipt_key(self.sitting))
            local = take_in_newcomer(self.sitting, self.uow, verified, *self._once)
        else:
            asked = answer.id if answer is not None else None
            local = take_in(self.sitting, self.uow, verified, asked, accept_gap=False).history.participant
        self.sitting.write_down(self.uow, "summary receive", summary.id, purpose=f"{summary.purpose}; in a batch")
        return Taken(
            file=name,
            verdict=verified.verdict,
            became=Became.RECEIVED,
            words="" if answer is not None else "new here",
            document=summary.id,
            participant=local.id,
        )

    def _let_wait(self, verified: Verified, name: str, reason: Reason) -> Taken:
        summary = verified.summary
        waiting = Waiting(
            id=summary.id,
            digest=verified.digest,
            file=name,
            arrived=self.sitting.now.replace(microsecond=0),
            issuer=summary.issuer.name,
            participant=summary.subject.participant.participant,
            reason=reason,
        )
        self.uow.waiting.keep(waiting, verified.data)
        self.sitting.write_down(self.uow, "summary queue", summary.id, purpose=reason.value)
        return Taken(file=name, verdict=verified.verdict, became=Became.WAITS, words=reason.value, document=summary.id)


def _alike(uow: UnitOfWork, foreign: Participant) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Who here has one of the numbers by which somebody is matched, and who the surname and the birth date."""
    holders: tuple[Participant, ...] = ()
    if foreign.nhs_number is not None:
        holders += uow.everyone.by_nhs_number(foreign.nhs_number)
    if foreign.prison_number is not None:
        holders += uow.everyone.by_prison_number(foreign.prison_number)
    return holders, uow.everyone.by_name_and_birth(foreign.name.family, foreign.born)


def _whose(
    uow: UnitOfWork,
    verified: Verified,
    holders: tuple[Participant, ...],
    namesakes: tuple[Participant, ...],
    *,
    new: bool,
) -> Participant | Reason | None:
    if verified.verdict is not Verdict.TRUSTED:
        return Reason.INTACT
    found = whose(verified.summary.subject.participant.participant, holders, namesakes, new=new)
    if isinstance(found, Participant) and not uow.participants.starting(found.id):
        return Reason.ELSEWHERE
    return found
