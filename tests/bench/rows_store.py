"""Rows about the encrypted store: import, one durable write, search and history in a store of some size."""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, cycle
from pathlib import Path

from registry.documents.verification import Verified, verify_bytes
from registry.domain.identifiers import LocalNumber
from registry.domain.participant import PersonName
from registry.domain.plan import Trust
from registry.domain.scheduled_session import ScheduledSession
from registry.domain.stored_documents import Direction, DocumentKind, Status, StoredDocument
from registry.store.engine import open_engine
from registry.store.histories import load_history
from registry.store.opened import Store
from registry.store.unit_of_work import UnitOfWork
from tests.bench.measuring import Row, Run, Target, by_clock, by_processor
from tests.bench.naive import NaiveImport
from tests.bench.samples import Scale, files
from tests.documents import clinic
from tests.store import rows as example

KEY = bytes(range(32))
BATCH = 100
FAMILIES = ("Okonkwo", "Żółć", "Petrov", "Nkemelu", "Ashworth", "Beck", "Iqbal", "Moss", "Quill", "Rowe")


def rows(folder: Path, scale: Scale) -> Iterator[Row]:
    """Yield the rows on databases made in `folder`; the last two in one with as many participants as the scale says."""
    yield _import(folder, scale)
    yield _durable(folder, scale)
    yield from _grown(folder, scale)


def _writing(store: Store) -> UnitOfWork:
    return store.writing(now=example.NOW, by=example.CLINICIAN.id, establishment_id=example.UNIT.id)


def _made(path: Path) -> Store:
    Store.make(path, KEY).close()
    store = Store(engine=open_engine(path, KEY))
    with _writing(store) as uow:
        uow.participants.add(example.PARTICIPANT)
        uow.interventions.add(example.INTERVENTION)
        uow.commit()
    return store


def _import(folder: Path, scale: Scale) -> Row:
    store, trusted, numbers = _made(folder / "import.db"), clinic.trusted(), count()
    data = cycle(files(min(BATCH, scale.documents)))

    def keep(uow: UnitOfWork, verified: Verified) -> None:
        summary, number = verified.summary, next(numbers)
        # The same files come round again, so each is kept under an id, a series and a digest of its own.
        uow.documents.add(
            StoredDocument(
                id=example.urn(10_000 + number),
                kind=DocumentKind.TRANSFER_SUMMARY,
                series_id=example.urn(5_000_000 + number),
                version=1,
                participant_id=example.PARTICIPANT.id,
                direction=Direction.RECEIVED,
                status=Status.RECEIVED,
                digest=f"{number:064x}",
                issuer_id=summary.issuer.id,
                issuer_name=summary.issuer.name,
                purpose=summary.purpose,
                recipient_name=summary.recipient.name,
                at=example.NOW,
                verdict=verified.verdict,
                data=verified.data,
            ),
            alone=True,
        )
        subject = summary.subject
        uow.imports.keep(
            example.urn(10_000 + number),
            example.PARTICIPANT.id,
            trust=Trust.SIGNED,
            work=tuple((one, summary.catalogue.edition(one)) for one in subject.interventions),
            placements=subject.placements,
            needs=subject.needs,
            assessments=subject.assessments,
            scores=subject.scores,
            voice=subject.voice,
            just_kept=True,
        )

    def batch() -> None:
        with _writing(store) as uow:
            with uow.gathering():
                for _ in range(BATCH):
                    keep(uow, verify_bytes(next(data), now=clinic.NOW, directory=trusted))
            uow.commit()

    naive, naively = NaiveImport(_made(folder / "naive.db").engine), cycle(files(min(BATCH, scale.documents)))
    return Row(
        operation=f"import into SQLCipher: verify, decode, keep the document and 25 rows; {BATCH} to a transaction",
        ours=_each(by_processor(batch, 1), BATCH),
        peer=by_processor(lambda: naive.keep(next(naively)), scale.times(20)),
        peer_name="json, jsonschema, rfc8785; the ORM, row by row; a commit a file",
        target=Target(per_second=1200, times_faster=20),
        note="Processor time: a transaction waits for the disk once. The peer decodes nothing and marks nothing.",
        warm_up=1,
    )


def _each(run: Run, parts: int) -> Run:
    return lambda: run() / parts


def _durable(folder: Path, scale: Scale) -> Row:
    store, numbers = _made(folder / "durable.db"), count(1)
    raw = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT, 0o600)
    whole = example.SESSIONS[0]

    def log_one() -> None:
        record = replace(whole, id=example.urn(20_000 + next(numbers)))
        with _writing(store) as uow:
            uow.sessions.register(ScheduledSession.of(record, edition_id=None), {example.INTERVENTION.id: record})
            uow.audit.append(
                os_user="ward3", user="ada", role="clinician", verb="session add", outcome="done", objects=(record.id,)
            )
            uow.commit()

    def sync_one() -> None:
        os.pwrite(raw, b"x" * 4096, 0)
        os.fdatasync(raw)

    return Row(
        operation="one durable write: a session and its audit row",
        ours=by_clock(log_one, scale.times(20)),
        peer=by_clock(sync_one, scale.times(20)),
        peer_name="write 4 KiB and fdatasync",
        target=Target(times_slower=2.5, seconds=0.01),
        note="The target is 0.4 × the fdatasync rate.",
    )


def _grown(folder: Path, scale: Scale) -> Iterator[Row]:
    participants = scale.participants
    store = _made(folder / "grown.db")
    people = (
        replace(
            example.PARTICIPANT,
            id=example.urn(1_000_000 + number),
            name=PersonName(family=f"{FAMILIES[number % 10]}{number:06}", given="Ann"),
            nhs_number=None,
            no_nhs_number_because="fictional",
            prison_number=None,
            pnc_number=None,
            cro_number=None,
            chi_number=None,
            hc_number=None,
            aliases=(),
            former_names=(),
            local_number=LocalNumber(f"B{number}"),
        )
        for number in range(participants)
    )
    with _writing(store) as uow:
        uow.participants.add_all(people)
        uow.commit()
    with _writing(store) as uow:
        uow.interventions.add_all(
            replace(
                example.ANOTHER,
                id=example.urn(2_000_000 + number),
                participant_id=example.urn(1_000_000 + number // 3),
            )
            for number in range(participants * 3)
        )
        uow.commit()
    asked = cycle(f"{FAMILIES[number % 10][:3]}" for number in range(10))
    named = cycle(example.urn(1_000_000 + number * 7919 % participants) for number in range(1000))

    def search() -> None:
        uow.participants.find(next(asked), limit=50)

    def history() -> None:
        load_history(uow, next(named), lambda _: None)

    with UnitOfWork.reading(store.engine) as uow:
        yield Row(
            operation=f"search among {participants:,} participants, the first 50 of many hits, decoded",
            ours=by_processor(search, scale.times(20)),
            target=Target(seconds=0.05),
            note="The target for 100,000 is 1 ms for the query and 50 ms on screen.",
        )
        yield Row(
            operation=f"one person's history among {participants * 3:,} interventions, decoded",
            ours=by_processor(history, scale.times(50)),
            target=Target(seconds=0.002),
            note="The target is for 3,000,000.",
        )
