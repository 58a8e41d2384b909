"""Rows about the audit: what it adds to a commit, and checking a million rows."""

import os
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median
from unittest.mock import patch

from sqlalchemy import insert

from registry.custody.signing_key import SigningKey
from registry.documents.checkpoint_note import is_signed
from registry.domain.attestation import Checkpoint
from registry.domain.audit import EVERY_ROWS, checkpoint_text, is_checkpoint_due, leaf
from registry.domain.audit_check import check_history
from registry.domain.merkle import Frontier
from registry.domain.times import stamp
from registry.services.checkpoints import make_checkpoint, origin_of
from registry.store import unit_of_work
from registry.store.audit import AUDIT
from registry.store.opened import Store
from registry.store.unit_of_work import UnitOfWork
from tests.bench.measuring import Row, Run, Target, by_clock, by_processor, shown
from tests.bench.samples import Scale
from tests.store import rows as example

KEY = bytes(range(32))
AT_A_TIME = 20_000
NO_DISK = 20e-6
"""Seconds: memory that answers like a disk takes 3 millionths, the quickest disk that keeps its word more than 20."""
ORIGIN = origin_of(example.UNIT.id)


def rows(folder: Path, scale: Scale) -> Iterator[Row]:
    """Yield the rows, on databases made in `folder`; the large one is made only when it is measured."""
    yield from _commits(folder, scale)
    yield _verify(folder, scale.audit_rows)


def _writing(store: Store) -> UnitOfWork:
    return store.writing(now=example.NOW, by=example.CLINICIAN.id, establishment_id=example.UNIT.id)


def _commits(folder: Path, scale: Scale) -> Iterator[Row]:
    """One need saved for one person with its audit row and, every hundredth time, a checkpoint, beside none of them.

    A commit is acknowledged when the disk has it, so it is measured by the clock, and what the disk itself takes is
    said beside it. On a disk that does not wait there is no such commit, and nothing is asked; nor is it of the other
    rows, which leave the disk out.
    """
    numbers, signer = count(1), SigningKey.generate()
    stores = []
    for name in ("audited", "bare"):
        store = Store.make(folder / f"{name}.db", KEY)
        with _writing(store) as uow:
            uow.participants.add(example.PARTICIPANT)
            uow.audit.set_log_key(signer.private_bytes())
            uow.commit()
        stores.append(store)

    def act(uow: UnitOfWork) -> str:
        number = next(numbers)
        need = replace(example.NEED, id=example.urn(50_000 + number))
        uow.needs.add(need)
        return need.id

    def audited() -> None:
        with _writing(stores[0]) as uow:
            one = act(uow)
            written = uow.audit.append(
                os_user="ada",
                user="ada",
                role="clinician",
                verb="need add",
                outcome="done",
                objects=(example.PARTICIPANT.id, one),
            )
            if is_checkpoint_due(written):
                make_checkpoint(uow, example.UNIT.id)
            uow.commit()

    def bare() -> None:
        with _writing(stores[1]) as uow:
            act(uow)
            uow.commit()

    flush = _flush(folder, scale.times(50))
    beside = f"Writing 4 KiB and fdatasync took {shown(flush)} on this disk"
    yield Row(
        operation="one durable commit with its audit row and its share of the checkpoints, by the clock",
        ours=by_clock(audited, scale.times(200)),
        peer_name="the same commit without them",
        peer=by_clock(bare, scale.times(200)),
        target=Target(times_slower=1.15) if flush >= NO_DISK else Target(),
        note=f"{beside}." if flush >= NO_DISK else f"{beside}, which is no disk: nothing here is durable.",
    )
    yield Row(
        operation="the same commit in processor time, without what it waits for the disk",
        ours=by_processor(audited, scale.times(200)),
        peer_name="the same without them",
        peer=by_processor(bare, scale.times(200)),
        note="The share of the audit is as large as it can be.",
    )
    yield Row(
        operation="the same in processor time, with the digests of what was written",
        ours=by_processor(audited, scale.times(200)),
        peer_name="the same with neither, as no commit of this program is",
        peer=_unnoted(by_processor(bare, scale.times(200))),
        note="In the two rows before, both sides work out the digests that an audit row holds of what its act wrote.",
    )


def _unnoted(run: Run) -> Run:
    """The run on connections that note nothing of what passes through them."""

    def bare() -> float:
        with patch.object(unit_of_work, "noting", lambda db, _: db):
            return run()

    return bare


def _flush(folder: Path, times: int) -> float:
    """Return the middle time in seconds that this disk takes to have 4 KiB for good."""
    took = []
    with (folder / "flush").open("wb", buffering=0) as file:
        for _ in range(times):
            before = time.perf_counter()
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - before)
    return median(took)


def _verify(folder: Path, many: int) -> Row:
    made: list[tuple[Store, SigningKey]] = []

    def check() -> None:
        store, signer = made[0]
        with store.looking_up() as uow:
            found = check_history(
                uow.audit.kept_rows(),
                [one.signed for one in uow.audit.kept_checkpoints() if one.signed],
                origin=ORIGIN,
                key=signer.public_key,
                is_signed=is_signed,
            )
        assert found.sound
        assert found.size == many

    measured = by_processor(check, 1)

    once: list[float] = []

    def run() -> float:
        if not once:
            made.append(_large(folder / "million.db", many))
            once.append(measured())
        return once[0]

    ours: Run = run
    return Row(
        operation=f"`audit verify` of {many:,} rows under {many // EVERY_ROWS:,} checkpoints",
        ours=ours,
        target=Target(seconds=30),
        note="measured once in a run, in processor seconds",
        warm_up=0,
    )


def _large(path: Path, many: int) -> tuple[Store, SigningKey]:
    """A history of so many rows, each as the program writes it, under a signed checkpoint every hundred."""
    store, signer = Store.make(path, KEY), SigningKey.generate()
    with _writing(store) as uow:
        uow.audit.append(
            os_user="ada",
            user="ada",
            role="clinician",
            verb="participant show",
            outcome="done",
            objects=(example.urn(1),),
        )
        (first,) = uow.audit.entries(limit=1)
        uow.commit()
    for start in range(1, many, AT_A_TIME):
        with store.engine.begin() as db:
            batch = []
            for sequence in range(start + 1, min(start + AT_A_TIME, many) + 1):
                # Every second act wrote three rows, the others read.
                wrote = "A" * 48 * 3 if sequence % 2 else None
                entry = replace(first, sequence=sequence, objects=(example.urn(sequence),), wrote=wrote)
                batch.append(
                    {
                        "sequence": sequence,
                        "at": stamp(entry.at),
                        "os_user": entry.os_user,
                        "user": entry.user,
                        "role": entry.role,
                        "verb": entry.verb,
                        "object_ids": list(entry.objects),
                        "purpose": entry.purpose,
                        "outcome": entry.outcome,
                        "wrote": entry.wrote,
                        "leaf_hash": leaf(entry),
                    }
                )
            db.execute(insert(AUDIT), batch)
    with _writing(store) as uow:
        leaves = uow.audit.leaves()
        frontier = Frontier()
        for size in range(EVERY_ROWS, many + 1, EVERY_ROWS):
            frontier = frontier.grown(leaves[size - EVERY_ROWS : size])
            uow.audit.add_checkpoint(_signed(signer, frontier.size, frontier.root), frontier)
        uow.commit()
    return store, signer


def _signed(signer: SigningKey, size: int, root: bytes) -> Checkpoint:
    return Checkpoint(
        origin=ORIGIN,
        size=size,
        root=b64encode(root).decode(),
        key=signer.public_key,
        signature=b64encode(signer.sign(checkpoint_text(ORIGIN, size, root).encode())).decode(),
    )
