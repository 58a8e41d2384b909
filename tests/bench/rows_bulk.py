"""Rows about many files at once: what stands behind `throughcare verify FOLDER`."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from registry.domain.verdict import Verdict
from registry.services.verifying import files_named, verify_files
from registry.services.worker_pool import processors
from tests.bench.measuring import Row, Run, by_clock, by_processor
from tests.bench.node_peer import NoNode, node_from_disk, node_verifiers
from tests.bench.rows_documents import node_steps
from tests.bench.samples import Scale, written
from tests.documents import clinic

PIPELINE = "ajv, canonicalize, node:crypto"


def rows(folder: Path, scale: Scale) -> Iterator[Row]:
    """Yield the rows; the files are written into `folder` when the first is asked for."""
    inbox = folder / "inbox"
    inbox.mkdir()
    assert sum(1 for _ in written(inbox, scale.bulk)) == scale.bulk
    files, trusted, workers = files_named([inbox]).files, clinic.trusted(), processors()

    def judge(some: tuple[Path, ...], workers: int) -> None:
        checked = verify_files(some, now=clinic.NOW, directory=trusted, workers=workers)
        assert all(one.ruling is not None and one.ruling.verdict is Verdict.TRUSTED for one in checked)

    def steps(some: tuple[Path, ...]) -> None:
        for file in some:
            node_steps(file.read_bytes())

    batch, ahead = min(scale.bulk, scale.times(500)), cycle(files)
    node, name, why = _peer(lambda: node_from_disk(files, batch, install=not scale.once), "one Node process")
    yield Row(
        operation=f"verify to a verdict, files read from disk: {scale.bulk:,} summaries in turn, one process",
        ours=_each(by_processor(lambda: judge(tuple(islice(ahead, batch)), 1), 1), batch),
        peer=node,
        peer_name=name,
        note=why or "For one core. The peer reads the same files and does only its own steps, without a verdict.",
        warm_up=1,
    )
    yield Row(
        operation=f"the same steps over {scale.bulk:,} files from disk, one process",
        ours=_each(by_processor(lambda: steps(tuple(islice(ahead, batch))), 1), batch),
        peer=node,
        peer_name=name,
        note=why or "Like with like: both read the file, parse, check the schema, canonicalise, and check two proofs.",
        warm_up=1,
    )
    node, name, why = _peer(
        lambda: node_verifiers(files, workers, install=not scale.once), f"{workers} Node processes, a share each"
    )
    yield Row(
        operation=f"verify {scale.bulk:,} summaries: the folder, {workers} processes, by the clock",
        ours=_each(by_clock(lambda: judge(files_named([inbox]).files, workers), 1), scale.bulk),
        peer=node,
        peer_name=name,
        note=why
        or "Wall time for each file; ours are verdicts, the peer's its own steps. Our processes are started within the "
        "time, the peer's beforehand; both were warm.",
        warm_up=1,
    )


def _each(run: Run, parts: int) -> Run:
    return lambda: run() / parts


def _peer(made: Callable[[], Run], name: str) -> tuple[Run | None, str, str]:
    try:
        return made(), f"{name}: {PIPELINE}", ""
    except NoNode as missing:
        return None, name, f"Not compared: {missing}."
