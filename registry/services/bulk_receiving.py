"""Receive a whole folder: every file verified, certain matches received, the rest kept for a person to decide.

Each summary is received in a transaction of its own with its audit row, so that a run that was cut off is simply run
again: what is held already is passed over, and nothing comes in twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from registry.documents.verification import Verified
from registry.domain.access import Permission
from registry.domain.errors import Exit, NotAllowed, NotFound, Refusal, Refused, ThroughcareError
from registry.domain.participant import Participant
from registry.domain.stored_documents import DocumentKind
from registry.domain.text import typed
from registry.domain.verdict import Verdict
from registry.domain.waiting import Reason, Waiting, whose
from registry.files import read_regular
from registry.services.journeys import journey
from registry.services.opening import Relied, open_file, open_relying, relied_on
from registry.services.receipts import import_receipt
from registry.services.receiving import take_in
from registry.services.sitting import Sitting
from registry.services.verifying import MOST_FOREIGN
from registry.services.withdrawing import receive_withdrawal
from registry.store.unit_of_work import UnitOfWork

Tell = Callable[[int, int], None]
"""Told how many files are done, of how many."""


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


@journey(Permission.RECEIVE)
def receive_folder(sitting: Sitting, folder: Path, *, new: bool = False, tell: Tell | None = None) -> tuple[Taken, ...]:
    """Receive every document in `folder`, by name, and return what became of each.

    A summary is attached only where its number, surname and exact birth date are those of one participant here; with
    `new`, a person's word, whoever nobody here could be is new. Withdrawals and receipts are taken too. Raises
    NotFound without such a folder, and StorageFailed: what was received until then stays.
    """
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder.name}.", hint="Name the folder that holds the files.")
    files = sorted(one for one in folder.iterdir() if not one.name.startswith("."))
    relied = relied_on(sitting)
    found: dict[str, Taken] = {}
    early: list[Path] = []
    for done, file in enumerate(files, 1):
        taken, is_early = _take(sitting, relied, file, new=new)
        found[file.name] = taken
        if is_early:
            early.append(file)
        if tell is not None:
            tell(done, len(files))
    # A later version may lie before the one that it replaces.
    for file in early:
        found[file.name], _ = _take(sitting, relied, file, new=new)
    return tuple(found[file.name] for file in files)


@journey(Permission.RECEIVE)
def receive_file(sitting: Sitting, file: Path) -> tuple[Taken, bool]:
    """Receive one file as `receive_folder` does; return what became of it, and whether it came too early.

    A later version that lies before the one it replaces is too early: it is tried again after the others. Raises
    StorageFailed.
    """
    return _take(sitting, relied_on(sitting), file, new=False)


@journey(Permission.RECEIVE)
def list_waiting(sitting: Sitting) -> tuple[Waiting, ...]:
    """Return the summaries that wait for a person, the earliest to come first."""
    with sitting.reading("summary queue") as uow:
        return uow.waiting.all()


@journey(Permission.RECEIVE)
def waiting_bytes(sitting: Sitting, asked: str) -> bytes:
    """Return the bytes of the waiting summary whose id begins so, to be received like any file. Raises NotFound."""
    with sitting.reading("summary queue", purpose="opened") as uow:
        return uow.waiting.data(_resolve(uow, asked).id)


@journey(Permission.RECEIVE)
def turn_away(sitting: Sitting, asked: str, reason: str) -> Waiting:
    """Say that a waiting summary will not be received, and why; it stays on record. Raises NotFound."""
    because = typed(reason)
    with sitting.looking_up() as uow:
        waiting = _resolve(uow, asked)
    with sitting.writing("summary turn-away", waiting.id, purpose=because) as uow:
        uow.waiting.mark_in_error(waiting.id, because)
    return waiting


def _resolve(uow: UnitOfWork, asked: str) -> Waiting:
    waits = {one.id for one in uow.waiting.all()}
    found = [one for one in uow.waiting.starting(asked) if one.id in waits]
    if len(found) != 1:
        raise NotFound(
            f"{len(found)} waiting summaries begin with {asked[:40]!a}.", hint="See `throughcare summary queue`."
        )
    return found[0]


def _take(sitting: Sitting, relied: Relied, file: Path, *, new: bool) -> tuple[Taken, bool]:
    """Return what became of one file, and whether it may have come too early."""
    name = file.name
    try:
        data = read_regular(file, MOST_FOREIGN)
        # Unsealed once: whoever opens a foreign file does it in a process of its own.
        opened = open_file(sitting, data)
        data, kind = opened.data, opened.kind
        if kind is DocumentKind.WITHDRAWAL:
            gone = receive_withdrawal(sitting, data).ruling
            return Taken(file=name, verdict=gone.verdict, became=Became.TAKEN, words=gone.about), False
        if kind is DocumentKind.RECEIPT:
            came = import_receipt(sitting, data)
            return Taken(
                file=file.name, verdict=came.ruling.verdict, became=Became.TAKEN, words=came.ruling.about
            ), False
        if kind is not DocumentKind.TRANSFER_SUMMARY:
            words = f"{kind.value}: has its own command"
            return Taken(file=name, verdict="", became=Became.LEFT, words=words), False
        return _summary(sitting, relied, open_relying(sitting, relied, data), name, new=new), False
    except Refused as error:
        if error.reason is Refusal.REPLAYED:
            return Taken(file=name, verdict="", became=Became.HELD, words=error.message), False
        refused = Taken(
            file=file.name, verdict=Verdict.REFUSED, became=Became.REFUSED, words=f"{error.message} [{error.reason}]"
        )
        return refused, error.reason is Refusal.SERIES_GAP
    except ThroughcareError as error:
        if error.exit is Exit.STORAGE:
            raise
        return Taken(file=name, verdict="", became=Became.REFUSED, words=error.message), False


def _summary(sitting: Sitting, relied: Relied, verified: Verified, name: str, *, new: bool) -> Taken:
    summary = verified.summary
    with sitting.looking_up() as uow:
        if verified.digest in relied.received:
            return Taken(file=name, verdict=verified.verdict, became=Became.HELD, document=summary.id)
        turned_away = uow.waiting.turned_away(verified.digest)
        if turned_away is not None:
            became, words = (Became.LEFT, "turned away earlier") if turned_away else (Became.WAITS, "since earlier")
            return Taken(file=name, verdict=verified.verdict, became=became, document=summary.id, words=words)
        answer = _whose(uow, verified, new=new)
    if isinstance(answer, Reason):
        return _let_wait(sitting, verified, name, answer)
    with sitting.writing("summary receive", summary.id, purpose=f"{summary.purpose}; in a batch") as uow:
        # Asked again where nobody else can write: meanwhile the person may have been recorded.
        again = _whose(uow, verified, new=new)
        if isinstance(again, Reason) or again != answer:
            raise NotAllowed("The record changed meanwhile; nothing was received.", hint="Receive the folder again.")
        came = take_in(sitting, uow, verified, again.id if again is not None else None, accept_gap=False)
    relied.received.add(verified.digest)
    return Taken(
        file=name,
        verdict=verified.verdict,
        became=Became.RECEIVED,
        words="" if answer is not None else "new here",
        document=summary.id,
        participant=came.history.participant.id,
    )


def _whose(uow: UnitOfWork, verified: Verified, *, new: bool) -> Participant | Reason | None:
    if verified.verdict is not Verdict.TRUSTED:
        return Reason.INTACT
    foreign = verified.summary.subject.participant.participant
    holders: tuple[Participant, ...] = ()
    if foreign.nhs_number is not None:
        holders += uow.everyone.by_nhs_number(foreign.nhs_number)
    if foreign.prison_number is not None:
        holders += uow.everyone.by_prison_number(foreign.prison_number)
    namesakes = uow.everyone.by_name_and_birth(foreign.name.family, foreign.born)
    found = whose(foreign, holders, namesakes, new=new)
    if isinstance(found, Participant) and not uow.participants.starting(found.id):
        return Reason.ELSEWHERE
    return found


def _let_wait(sitting: Sitting, verified: Verified, name: str, reason: Reason) -> Taken:
    summary = verified.summary
    waiting = Waiting(
        id=summary.id,
        digest=verified.digest,
        file=name,
        arrived=sitting.now.replace(microsecond=0),
        issuer=summary.issuer.name,
        participant=summary.subject.participant.participant,
        reason=reason,
    )
    with sitting.writing("summary queue", summary.id, purpose=reason.value) as uow:
        uow.waiting.keep(waiting, verified.data)
    return Taken(file=name, verdict=verified.verdict, became=Became.WAITS, words=reason.value, document=summary.id)
