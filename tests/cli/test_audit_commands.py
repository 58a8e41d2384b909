"""The audit as its reader types it, and a dishonest hand in the file behind it."""

import hashlib
import json
import shutil
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from registry.domain.audit import EVERY_ROWS
from registry.domain.merkle import Frontier, leaf_hash, merkle_root
from registry.services.checkpoints import make_checkpoint
from registry.services.sitting import Sitting
from registry.store.audit import AUDIT
from tests.copied import copied_home
from tests.homes import ADMIN, RHIANNON, TestHome, file_only, make_home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_home(tmp_path / "home")


@contextmanager
def _with_the_key(home: TestHome) -> Iterator[Sitting]:
    """What somebody with the key and a database tool can do: no trigger stops them, and all stand again after it."""
    with home.sit(ADMIN) as sitting:
        with sitting.store.engine.begin() as db:
            guards = db.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('audit', 'checkpoints')"
            ).all()
            for name, _ in guards:
                db.exec_driver_sql(f"DROP TRIGGER {name}")
        yield sitting
        with sitting.store.engine.begin() as db:
            for _, made in guards:
                db.exec_driver_sql(made)


def _edit(home: TestHome, statement: str) -> None:
    with _with_the_key(home) as sitting, sitting.store.engine.begin() as db:
        db.exec_driver_sql(statement)


def _work(home: TestHome) -> None:
    for surname in ("Reid", "Okoro"):
        added = home.type(
            *("participant", "add", "--surname", surname, "--given", "Sam", "--born", "1990"),
            *("--no-nhs-because", "not traced", "--local-number", surname),
        )
        assert added.code == 0, added.err
    home.type("participant", "find", "reid")


def test_a_sound_history(home: TestHome) -> None:
    _work(home)
    answer = home.type("audit", "verify", user=ADMIN)
    assert answer.code == 0
    assert answer.out.startswith("Sound: ")
    found = home.type("audit", "verify", "--json", user=ADMIN).json
    assert found["sound"] is True
    assert found["checkpoints"] > 0
    assert found["faults"] == []


@file_only
def test_an_edited_row_is_found(home: TestHome) -> None:
    _work(home)
    _edit(home, "UPDATE audit SET user = 'nobody' WHERE verb = 'participant add'")
    answer = home.type("audit", "verify", user=ADMIN)
    assert answer.code == 1
    assert "is not as it was written" in answer.out
    assert home.type("doctor", user=ADMIN).code == 1


@file_only
def test_a_guard_of_the_audit_that_is_gone_is_found(home: TestHome) -> None:
    _work(home)
    with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER no_update_audit")
    answer = home.type("audit", "verify", user=ADMIN)
    assert answer.code == 1
    assert "no_update_audit" in answer.out


@file_only
def test_a_row_that_is_no_longer_json_is_found(home: TestHome) -> None:
    _work(home)
    _edit(home, "UPDATE audit SET object_ids = '[oh' WHERE verb = 'participant add'")
    answer = home.type("audit", "verify", user=ADMIN)
    assert answer.code == 1
    assert "is not as it was written" in answer.out


@file_only
def test_who_covers_their_traces_is_found_by_a_checkpoint_that_somebody_else_holds(
    home: TestHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _work(home)
    note = tmp_path / "checkpoint.txt"
    assert home.type("audit", "checkpoint", "-o", str(note), user=ADMIN).code == 0
    # Take a row out, number the rest again with leaves that fit, and sign a new checkpoint with the log key.
    with _with_the_key(home) as sitting:
        with sitting.looking_up() as uow:
            rows = [json.loads(row.data) for row in uow.audit.kept_rows() if b"participant find" not in row.data]
            first = uow.audit.checkpoint_over(1)
            tree = Frontier().grown(uow.audit.leaves()[:1])
        assert first is not None
        with sitting.store.engine.begin() as db:
            db.exec_driver_sql("DELETE FROM checkpoints")
            db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            db.execute(AUDIT.delete())
            for number, row in enumerate(rows, start=1):
                row["sequence"] = number
                spelt = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
                db.execute(
                    AUDIT.insert(),
                    {
                        "sequence": number,
                        "at": row["at"],
                        "os_user": row["osUser"],
                        "user": row["user"],
                        "role": row["role"],
                        "verb": row["verb"],
                        "object_ids": row["objects"],
                        "purpose": row.get("purpose"),
                        "outcome": row["outcome"],
                        "wrote": row.get("wrote"),
                        "leaf_hash": leaf_hash(spelt),
                    },
                )
        # The checkpoint over the first row is still good: nothing is hidden there, so it goes back.
        with sitting.checkpointing() as uow:
            uow.audit.add_checkpoint(first, tree)
            make_checkpoint(uow, sitting.unit.id)
            uow.commit()
    own = home.type("audit", "verify", user=ADMIN)
    assert own.code == 1
    assert "than this account has seen it" in own.out
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another account"))
    assert home.type("audit", "verify", user=ADMIN).code == 0, "the file agrees with itself again"
    answer = home.type("audit", "verify", "--against", str(note), user=ADMIN)
    assert answer.code == 1
    assert "was changed, taken out or put in" in answer.out


@file_only
@pytest.mark.parametrize("gone", ["", " WHERE size < 5", f" WHERE size = {EVERY_ROWS}"])
def test_checkpoints_that_were_taken_out_are_told_twice_in_the_same_words_and_nothing_is_backed_up(
    home: TestHome, tmp_path: Path, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home.sit(ADMIN) as sitting, sitting.acting() as uow:
        for _ in range(EVERY_ROWS):
            sitting.write_down(uow, "test act")
    _edit(home, f"DELETE FROM checkpoints{gone}")
    # Who looks has never seen this home: its own memory tells nothing.
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another account"))
    answers = [home.type("audit", "verify", "--json", user=ADMIN) for _ in range(3)]
    assert [answer.code for answer in answers] == [1, 1, 1]
    assert [fault["kind"] for fault in answers[0].json["faults"]] == ["checkpoint-gone"]
    assert all(answer.json["faults"] == answers[0].json["faults"] for answer in answers)
    assert {answer.json["rows"] for answer in answers} == {answers[0].json["rows"]}
    said = home.type("audit", "verify", user=ADMIN)
    assert "Sound" not in said.out
    assert "Do not write to this home." in said.err
    assert "this program made" in next(
        line for line in home.type("doctor", user=ADMIN).out.splitlines() if "audit" in line
    )
    backed_up = home.type("backup", "create", str(tmp_path / "backup"), user=ADMIN)
    assert backed_up.code == 5
    assert not (tmp_path / "backup").exists()


@file_only
def test_rows_cut_off_the_end_are_told_twice_in_the_same_words(home: TestHome) -> None:
    _work(home)
    _edit(home, "DELETE FROM audit WHERE sequence > (SELECT max(sequence) FROM audit) - 2")
    answers = [home.type("audit", "verify", user=ADMIN) for _ in range(3)]
    assert [answer.code for answer in answers] == [1, 1, 1]
    assert "are gone: a checkpoint was made over" in answers[0].out
    assert {answer.out for answer in answers} == {answers[0].out}
    # Others work on until new rows stand in the place of those that are gone: no act fails by it, and it is still told.
    for _ in range(3):
        assert home.type("participant", "find", "reid").code == 0
    later = home.type("audit", "verify", user=ADMIN)
    assert later.code == 1
    assert "has another root" in later.out


@file_only
@pytest.mark.parametrize("garbled", ["garbage", "{}"])
def test_a_garbled_checkpoint_lets_everybody_in_with_a_warning_and_is_named(home: TestHome, garbled: str) -> None:
    _work(home)
    _edit(home, f"UPDATE checkpoints SET body = '{garbled}' WHERE size = (SELECT max(size) FROM checkpoints)")
    for _ in range(2):
        answer = home.type("audit", "verify", user=ADMIN)
        assert answer.code == 1
        assert "rows cannot be read." in answer.out
        assert "Do not write to this home." in answer.err
    told = home.type("doctor", user=ADMIN)
    assert told.code == 1
    assert "rows cannot be read." in told.out
    found = home.type("participant", "find", "reid")
    assert found.code == 0
    assert "WARNING: The checkpoint over " in found.err
    assert "--help" not in answer.err + told.err + found.err
    assert home.type("audit", "accept", "--reason", "The disk was mended.", user=ADMIN).code == 0
    assert home.type("audit", "verify", user=ADMIN).code == 1, "it cannot be read for good"


@file_only
def test_the_newest_checkpoints_taken_out_are_told_in_the_same_words_until_it_is_accepted(
    home: TestHome, tmp_path: Path
) -> None:
    _work(home)
    with home.sit(ADMIN) as sitting, sitting.store.engine.connect() as db:
        newest = db.exec_driver_sql("SELECT max(size) FROM checkpoints").scalar_one()
    _edit(home, "DELETE FROM checkpoints WHERE size > 1")
    answers = [home.type("audit", "verify", user=ADMIN) for _ in range(3)]
    assert [answer.code for answer in answers] == [1, 1, 1]
    assert {answer.out for answer in answers} == {answers[0].out}
    assert f"The checkpoint over {newest} rows, which this account saw on " in answers[0].out
    assert "is gone: the rows are those it saw" in answers[0].out
    refused = home.type("backup", "create", str(tmp_path / "made"), user=ADMIN)
    assert refused.code == 5
    assert "is gone: the rows are those it saw" in refused.err
    assert "throughcare audit accept" in refused.err
    assert not (tmp_path / "made").exists()
    assert home.type("audit", "accept", "--reason", "The disk was mended.", user=ADMIN).code == 0
    assert home.type("audit", "verify", user=ADMIN).code == 0
    assert home.type("backup", "create", str(tmp_path / "made"), user=ADMIN).code == 0


def test_a_checkpoint_from_elsewhere_proves_nothing_here(home: TestHome, tmp_path: Path) -> None:
    other = make_home(tmp_path / "other", name="Thornfield")
    note = tmp_path / "checkpoint.txt"
    assert other.type("audit", "checkpoint", "-o", str(note), user=ADMIN).code == 0
    answer = home.type("audit", "verify", "--against", str(note), user=ADMIN)
    assert answer.code == 1
    assert "another key" in answer.err
    sent = Path(__file__).parent.parent / "vectors" / "transfer-summary" / "every-member-1.json"
    answer = home.type("audit", "verify", "--against", str(sent), user=ADMIN)
    assert answer.code == 1
    assert "another unit's history" in answer.err
    assert "Do not write" not in answer.err


@pytest.mark.parametrize("content", [b"", b"{}", b'{"checkpoint": 7}', b"%PDF-1.7\nno", b"\xff" * 50])
def test_a_file_without_a_checkpoint_is_refused(home: TestHome, tmp_path: Path, content: bytes) -> None:
    held = tmp_path / "held"
    held.write_bytes(content)
    answer = home.type("audit", "verify", "--against", str(held), user=ADMIN)
    assert answer.code == 1
    assert len(answer.err.strip().splitlines()) <= 2


def test_the_export_builds_the_same_tree(home: TestHome, tmp_path: Path) -> None:
    _work(home)
    out = tmp_path / "audit.jsonl"
    assert home.type("audit", "export", "-o", str(out), user=ADMIN).code == 0
    lines = out.read_bytes().splitlines()
    note = (tmp_path / "audit.jsonl.checkpoint").read_text().splitlines()
    assert int(note[1]) == len(lines)
    root = merkle_root(hashlib.sha256(b"\x00" + line).digest() for line in lines)
    assert b64decode(note[2]) == root
    assert out.stat().st_mode & 0o777 == 0o600
    again = home.type("audit", "export", "-o", str(out), user=ADMIN)
    assert again.code == 1
    assert "there already" in again.err


def test_a_checkpoint_is_made_while_work_goes_on(home: TestHome) -> None:
    with home.sit(ADMIN) as sitting:
        for _ in range(EVERY_ROWS + 5):
            with sitting.writing("test act"):
                pass
        with sitting.looking_up() as uow:
            newest = uow.audit.newest_checkpoint()
    assert newest is not None
    assert newest.size % EVERY_ROWS == 0


@file_only
def test_an_older_copy_put_back_is_noticed_and_accepted_with_a_reason(home: TestHome, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(home.home.folder, kept)
    _work(home)
    shutil.rmtree(home.home.folder)
    shutil.copytree(kept, home.home.folder)
    answer = home.type("participant", "find", "reid")
    assert "WARNING" in answer.err
    assert "older than this account has seen it" in answer.err
    assert home.type("doctor", user=ADMIN).code == 1
    refused = home.type("audit", "accept", "--reason", "Monday's backup was put back.", user=RHIANNON)
    assert refused.code == 3
    for _ in range(2):
        told = home.type("audit", "verify", user=ADMIN)
        assert told.code == 1
        assert "Sound" not in told.out
        assert "A backup was put back, or the file was exchanged." in told.out
        assert "`throughcare audit accept`" in told.err
        assert "Do not write" not in told.err
    accepted = home.type("audit", "accept", "--reason", "Monday's backup was put back.", user=ADMIN)
    assert accepted.code == 0
    assert "WARNING" not in home.type("participant", "find", "reid").err
    assert home.type("audit", "accept", "--reason", "Again.", user=ADMIN).code == 1
    assert home.type("audit", "verify", user=ADMIN).code == 0


def test_only_the_rows_asked_for(home: TestHome) -> None:
    _work(home)
    rows = home.type("audit", "show", "--by", RHIANNON, "--json", user=ADMIN).json
    assert rows
    assert {row["user"] for row in rows} == {RHIANNON}
    about = next(row["objects"][0] for row in rows if row["verb"] == "participant add")
    again = home.type("audit", "show", "--about", about, "--json", user=ADMIN).json
    assert all(about in row["objects"] for row in again)


def test_a_clinician_may_not_read_the_audit(home: TestHome) -> None:
    for words in (["show"], ["verify"], ["checkpoint", "-o", "x"], ["export", "-o", "x"]):
        assert home.type("audit", *words).code == 3
