"""One bit of one file is turned over, again and again: each time the file is refused, or says what it said before.

The files are those that lie about: the database, the keys, the bags, the directory, a backup, and what was handed out.
Each is read as the program reads it. The counts of tries and the lock hold no record and are left out; so is the log
beside a database that was not closed, where a turned bit ends the log like a write that was cut off.

`python -m tests.faults.flips --flips 10000` prints a line for each kind of file and a summary as JSON.
"""

import argparse
import base64
import contextlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from registry.bootstrap import utc_now
from registry.custody.bags import open_bag
from registry.custody.dbkey import open_database_key, read_slot
from registry.custody.sealing import unseal
from registry.custody.unit_key import open_unit_key
from registry.documents.checkpoint_note import is_signed, read_note
from registry.documents.trusted_directory import load_directory
from registry.domain.errors import ThroughcareError
from registry.domain.merkle import Frontier, leaf_hash
from registry.files import read_regular
from registry.services.checkpoints import origin_of
from registry.services.datasets import check_dataset
from registry.services.trust_list import card_words, read_card, require_card_words
from registry.services.verifying import verify_file
from registry.settings import state_folder
from registry.store.backup import BackupState, verify_backup
from registry.store.base import METADATA
from registry.store.opened import Store
from tests.faults.commands import typed_as
from tests.faults.report import Line, report
from tests.faults.scene import CONFIRM, Scene, Typed, database_of, make_scene
from tests.homes import ADMIN, GARETH, RHIANNON, Answer, type_command
from tests.two_units import AMARA

MOST = 100_000_000


class Found(Exception):  # noqa: N818 - what a check says, raised where a refusal would be
    """What a check of the program told of a file, where it tells and does not refuse."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of file: which there are, what is read from all of them together, and its share of the flips."""

    name: str
    files: Sequence[Path]
    read: Callable[[], Any]
    share: int


def kinds(scene: Scene) -> list[Kind]:
    """Return every kind of file of the scene, with what has been handed out."""
    ashmere, here = scene.homes["ashmere"], scene.folder
    home, out, state = ashmere.home, here / "out", state_folder()
    _hand_out(scene)
    identity = open_bag(home.bag(ADMIN), ashmere.passphrase(ADMIN), state=state).identity
    key = open_database_key(home.folder, identity)
    directory = load_directory(read_regular(home.directory, MOST), now=utc_now())
    receiver = open_bag(
        scene.homes["thornfield"].home.bag(GARETH), scene.homes["thornfield"].passphrase(GARETH), state=state
    ).identity
    card, words = out / "card.json", card_words((out / "card.json").read_bytes())
    rows, note = out / "audit.jsonl", out / "audit.jsonl.checkpoint"
    with ashmere.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        checkpoint = uow.audit.newest_checkpoint()
        assert checkpoint is not None
    log_key, origin = checkpoint.key, origin_of(ashmere.unit.id)

    def bags() -> Any:
        return [_opened(scene, user) for user in (ADMIN, RHIANNON, GARETH)]

    def slot() -> Any:
        with ashmere.sit(ADMIN):
            return read_slot(home.folder)

    def verified(file: Path) -> Any:
        found = verify_file(file, now=utc_now(), directory=directory)
        if found.unread is not None:
            raise found.unread
        if found.ruling is None or found.exit != 0:
            raise Found(found.ruling.message if found.ruling else "no ruling")
        return found.ruling.document, found.ruling.digest, found.ruling.bearing

    def exported() -> Any:
        held = read_note(note.read_bytes(), key=log_key)
        if held.origin != origin or not is_signed(held):
            raise Found("a checkpoint that proves nothing")
        lines = rows.read_bytes().split(b"\n")[:-1]
        tree = Frontier().grown([leaf_hash(line) for line in lines])
        if (tree.size, tree.root) != (held.size, base64.b64decode(held.root)):
            raise Found("other rows than the checkpoint covers")
        return held, rows.read_bytes()

    def carded() -> Any:
        require_card_words(card.read_bytes(), words)
        return read_card(card.read_bytes())

    def dataset() -> Any:
        found = check_dataset(out / "set")
        if found.problems:
            raise Found(found.problems[0].words)
        return found.tables

    plain, paper = next(out.glob("plain/*.json")), out / "paper.pdf"
    return [
        Kind(
            name="database", files=[database_of(ashmere)], read=lambda: _database(database_of(ashmere), key), share=30
        ),
        Kind(
            name="sealed keys",
            files=[home.folder / "database-key.age", home.unit_key],
            read=lambda: (open_database_key(home.folder, identity), open_unit_key(home.unit_key, identity).public_key),
            share=8,
        ),
        Kind(name="key's list", files=[home.folder / "database-key.json"], read=slot, share=4),
        Kind(
            name="directory",
            files=[home.directory],
            read=lambda: load_directory(read_regular(home.directory, MOST), now=utc_now()).directory,
            share=6,
        ),
        Kind(name="bags", files=[home.bag(one) for one in (ADMIN, RHIANNON, GARETH)], read=bags, share=12),
        Kind(
            name="backup",
            files=sorted(one for one in (here / "kept").rglob("*") if one.is_file()),
            read=lambda: _backup(here / "kept", key),
            share=16,
        ),
        Kind(
            name="sealed file",
            files=[here / "summary.age"],
            read=lambda: unseal(read_regular(here / "summary.age", MOST), receiver),
            share=6,
        ),
        Kind(name="summary", files=[plain], read=lambda: verified(plain), share=8),
        Kind(name="PDF with it", files=[paper], read=lambda: verified(paper), share=1),
        Kind(name="data set", files=sorted((out / "set").iterdir()), read=dataset, share=4),
        Kind(name="audit", files=[rows, note], read=exported, share=3),
        Kind(name="unit's card", files=[card], read=carded, share=2),
    ]


def turn_over(kind: Kind, many: int) -> tuple[Counter[str], list[str]]:
    """Turn so many bits over, one at a time; return what came of them, and what was wrong."""
    chance, told, wrong = Random(kind.name), Counter(flips=many), list[str]()
    before = kind.read()
    for _ in range(many):
        file = chance.choice(kind.files)
        kept = file.read_bytes()
        at, bit = chance.randrange(len(kept)), chance.randrange(8)
        turned = bytearray(kept)
        turned[at] ^= 1 << bit
        file.write_bytes(turned)
        try:
            now = kind.read()
        except (ThroughcareError, Found) as refusal:
            told["refused"] += 1
            if not str(refusal):
                wrong.append(f"{file.name}, bit {bit} of byte {at}: refused without a word")
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is no refusal
            wrong.append(f"{file.name}, bit {bit} of byte {at}: {problem!r}")
        else:
            told["the same content"] += now == before
            if now != before:
                wrong.append(f"{file.name}, bit {bit} of byte {at}: read otherwise and believed")
        finally:
            file.write_bytes(kept)
    return told, wrong


def _hand_out(scene: Scene) -> None:
    """Write the files that people are given: a data set, the audit, the unit's card, a summary, and a page with one."""
    for name in ("dataset export", "audit export", "key export"):
        typed = typed_as(name)
        _type(scene, typed.line, typed.who)
    line = (
        "summary issue {participant} --purpose parole-board --to 'The Parole Board' --in-short 'He has done the work.'"
    )
    document = _type(scene, f"{line} --knowledge 'His therapist.' --json", RHIANNON).json["id"]
    _type(scene, f"summary shown {document} --on t --how paper --answer agrees", RHIANNON)
    _type(scene, f"summary approve {document} {CONFIRM}", AMARA)
    _type(scene, f"summary release {document} -o {{here}}/out/plain {CONFIRM}", GARETH)
    _type(scene, f"report parole {document} --purpose 'oral hearing' -o {{here}}/out/paper.pdf", GARETH)


def _type(scene: Scene, line: str, who: str) -> Answer:
    answer = type_command(*scene.words(Typed(line=line, who=who)))
    if answer.code != 0:
        raise RuntimeError(f"{line} ended with {answer.code}: {answer.err}")
    return answer


def _opened(scene: Scene, user: str) -> Any:
    home = scene.homes["ashmere"]
    bag = open_bag(home.home.bag(user), home.passphrase(user), state=state_folder())
    return bag.info, str(bag.identity), bag.signer.private_bytes()


def _database(path: Path, key: bytes) -> Any:
    store = Store.open(path, key)
    try:
        if found := store.integrity():
            raise Found(found[0])
        with store.engine.connect() as db:
            return [[tuple(row) for row in db.execute(select(table))] for table in METADATA.sorted_tables]
    finally:
        store.close()
        for suffix in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + suffix).unlink()


def _backup(folder: Path, key: bytes) -> Any:
    verdict = verify_backup(folder, key)
    if verdict.state is not BackupState.GOOD:
        raise Found(verdict.words)
    return verdict.manifest


def all_flips(scene: Scene, many: int) -> Iterator[Line]:
    """Yield what each kind's share of the flips showed."""
    found = kinds(scene)
    whole = sum(one.share for one in found)
    for kind in found:
        told, wrong = turn_over(kind, -(-many * kind.share // whole))
        yield Line(what=kind.name, counts=told, wrong=[(kind.name, one) for one in wrong])


def main() -> int:
    """Print what was found; 0 where nothing was wrong, 1 otherwise."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--flips", type=int, default=10_000)
    asked = parser.parse_args()
    return report(lambda folder: all_flips(make_scene(folder / "scene"), asked.flips))


if __name__ == "__main__":
    sys.exit(main())
