"""Receive a whole folder: every file verified, certain matches received, the rest kept for a person to decide.

Summaries are taken in some dozens to a transaction, each with its audit row: a run that was cut off has received whole
files and is simply run again. What is held already is passed over, and nothing comes in twice.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from registry.documents.verification import Verified
from registry.domain.access import Permission
from registry.domain.errors import Exit, NotFound, Refusal, Refused, ThroughcareError
from registry.domain.in_common import marks_of_summary
from registry.domain.long_work import Stopped, Tell, in_parts, untold
from registry.domain.stored_documents import DocumentKind
from registry.domain.text import check_audited, typed
from registry.domain.verdict import Verdict
from registry.domain.waiting import Waiting
from registry.files import read_regular
from registry.services.journeys import journey
from registry.services.opening import Relied, kind_of, open_relying, relied_on, unsealed
from registry.services.receipts import import_receipt
from registry.services.sitting import Sitting
from registry.services.taking_together import Became, Taken, take_together
from registry.services.verifying import MOST_FOREIGN
from registry.services.withdrawing import receive_withdrawal
from registry.store.unit_of_work import UnitOfWork

STAYS = "what was received until then stays"
AT_ONCE = 50
"""How many summaries one transaction takes in at most: it keeps other people from writing for a fifth of a second."""


@journey(Permission.RECEIVE)
def receive_folder(sitting: Sitting, folder: Path, *, new: bool = False, tell: Tell = untold) -> tuple[Taken, ...]:
    """Receive every document in `folder`, by name, and return what became of each.

    A summary is attached only where its number, surname and exact birth date are those of one participant here; with
    `new`, a person's word, whoever nobody here could be is new. Withdrawals and receipts are taken too. Raises
    NotFound without such a folder, and StorageFailed and Stopped: what was received until then stays.
    """
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}.", hint="Name the folder that holds the files.")
    files = sorted(one for one in folder.iterdir() if not one.name.startswith("."))
    run = _Run(sitting=sitting, relied=relied_on(sitting), new=new, of=len(files), tell=in_parts(tell, STAYS))
    run.through(files)
    # A later version may lie before the one that it replaces.
    run.through(run.early)
    return tuple(run.found[file] for file in files)


@journey(Permission.RECEIVE)
def receive_file(sitting: Sitting, file: Path) -> tuple[Taken, bool]:
    """Receive one file as `receive_folder` does; return what became of it, and whether it came too early.

    A later version that lies before the one it replaces is too early: it is tried again after the others. Raises
    StorageFailed.
    """
    run = _Run(sitting=sitting, relied=relied_on(sitting), new=False, of=1)
    run.through([file])
    return run.found[file], bool(run.early)


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
    check_audited(because, "The reason")
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
            f"{len(found)} waiting summaries begin with {asked[:40]!r}.", hint="See `throughcare summary queue`."
        )
    return found[0]


@dataclass(slots=True, kw_only=True)
class _Run:
    """A folder being received: what became of its files, which came too early, and which go in together next."""

    sitting: Sitting
    relied: Relied
    new: bool
    of: int
    tell: Tell = untold
    found: dict[Path, Taken] = field(default_factory=dict)
    early: list[Path] = field(default_factory=list)
    batch: dict[Path, Verified] = field(default_factory=dict)
    marks: set[Hashable] = field(default_factory=set)

    def through(self, files: Iterable[Path]) -> None:
        """Receive these files in their order."""
        for file in tuple(files):
            try:
                self._look_at(file)
            except Stopped:
                raise
            except ThroughcareError as error:
                if error.exit is Exit.STORAGE:
                    raise
                self._became(file, error)
        self._take_in()

    def _look_at(self, file: Path) -> None:
        # Unsealed once: whoever opens a foreign file does it in a process of its own.
        data = unsealed(self.sitting, read_regular(file, MOST_FOREIGN))
        try:
            verified = open_relying(self.sitting, self.relied, data)
        except Refused:
            # Only of a summary is it said here what is wrong with it.
            kind = kind_of(self.sitting, data)
            if kind is DocumentKind.TRANSFER_SUMMARY:
                raise
        else:
            kind = verified.kind
        if kind is not DocumentKind.TRANSFER_SUMMARY:
            # It may speak of a summary that waits its turn.
            self._take_in()
            self._became(file, _beside_summaries(self.sitting, file.name, kind, data))
            return
        marks = marks_of_summary(verified.summary, verified.digest)
        # What has to do with each other comes in one after the other, as if it came alone.
        if len(self.batch) == AT_ONCE or not self.marks.isdisjoint(marks):
            self._take_in()
        self.batch[file] = verified
        self.marks |= marks

    def _take_in(self) -> None:
        batch, self.batch, self.marks = self.batch, {}, set()
        for file, came in take_together(self.sitting, self.relied, batch, new=self.new).items():
            self._became(file, came)

    def _became(self, file: Path, came: Taken | ThroughcareError) -> None:
        again = file in self.found
        if isinstance(came, Refused) and came.reason is Refusal.SERIES_GAP and not again:
            self.early.append(file)
        self.found[file] = came if isinstance(came, Taken) else _refused(file.name, came)
        if not again:
            self.tell(len(self.found), self.of)


def _refused(name: str, error: ThroughcareError) -> Taken:
    if not isinstance(error, Refused):
        return Taken(file=name, verdict="", became=Became.REFUSED, words=error.message)
    if error.reason is Refusal.REPLAYED:
        return Taken(file=name, verdict="", became=Became.HELD, words=error.message)
    words = f"{error.message} [{error.reason}]"
    return Taken(file=name, verdict=Verdict.REFUSED, became=Became.REFUSED, words=words)


def _beside_summaries(sitting: Sitting, name: str, kind: DocumentKind, data: bytes) -> Taken:
    """Take a withdrawal or a receipt; leave what has its own command."""
    if kind is DocumentKind.WITHDRAWAL:
        ruling = receive_withdrawal(sitting, data).ruling
    elif kind is DocumentKind.RECEIPT:
        ruling = import_receipt(sitting, data).ruling
    else:
        words = f"{kind.value}: has its own command"
        return Taken(file=name, verdict="", became=Became.LEFT, words=words)
    return Taken(file=name, verdict=ruling.verdict, became=Became.TAKEN, words=ruling.about)
