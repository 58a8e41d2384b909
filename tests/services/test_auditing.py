"""The audit read, checked and handed out: each as an act, which says who asked for what."""

import hashlib
import json
import shutil
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from registry.bootstrap import utc_now
from registry.custody.signing_key import SigningKey
from registry.documents.checkpoint_note import is_signed, read_note, write_note
from registry.domain.audit import AuditEntry
from registry.domain.audit_check import FaultKind
from registry.domain.dates import PartialDate
from registry.domain.errors import NotAllowed, NotFound, Refusal, Refused, StorageFailed
from registry.domain.identifiers import LocalNumber, NhsNumber
from registry.domain.merkle import Frontier, merkle_root
from registry.domain.participant import PersonName
from registry.services.auditing import check_audit, export_audit, show_audit, verify_audit, write_checkpoint
from registry.services.checkpoints import make_checkpoint, origin_of
from registry.services.participants import add_participant
from registry.services.sitting import Sitting
from registry.services.witness import accept_history
from tests.homes import ADMIN, RHIANNON, TestHome, file_only, make_home

_NAMES = count(1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("auditing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield make_home(folder / "home")


@pytest.fixture(scope="module")
def people(home: TestHome) -> tuple[str, str]:
    """The ids of two participants whose surname is the same."""
    with home.sit(RHIANNON) as sitting:
        one, other = (
            add_participant(
                sitting,
                name=PersonName(family="Quillfeather", given=given),
                born=PartialDate("1990"),
                nhs_number=NhsNumber(number),
                local_number=LocalNumber(local),
            )
            for given, number, local in (("Odalys", "9990000018", "A7701"), ("Ines", "9990000123", "A7702"))
        )
    return one.id, other.id


@pytest.fixture
def sitting(home: TestHome, people: tuple[str, str]) -> Iterator[Sitting]:
    with home.sit(ADMIN) as sat:
        yield sat


def _last(sitting: Sitting) -> AuditEntry:
    with sitting.looking_up() as uow:
        return uow.audit.newest(1)[0]


def test_the_newest_rows_come_oldest_first_and_the_reading_is_a_row_itself(sitting: Sitting) -> None:
    two = [line.entry.sequence for line in show_audit(sitting, 2)]
    assert two == [two[0], two[0] + 1]
    row = _last(sitting)
    assert (row.verb, row.user, row.sequence, row.objects, row.purpose) == ("audit show", ADMIN, two[1] + 1, (), None)


def test_rows_are_of_one_user_one_act_and_between_two_days(sitting: Sitting) -> None:
    own = show_audit(sitting, 100, user=RHIANNON)
    assert {line.entry.user for line in own} == {RHIANNON}
    assert {line.entry.verb for line in show_audit(sitting, 100, act="participant")} == {"participant add"}
    today = PartialDate.of(sitting.today)
    yesterday = PartialDate.of(sitting.today - timedelta(days=1))
    assert show_audit(sitting, 100, user=RHIANNON, since=today, until=today) == own
    assert show_audit(sitting, 100, user=RHIANNON, until=yesterday) == ()
    assert _last(sitting).purpose == f"{RHIANNON} {yesterday}"
    # A month or year is meant from its first day to its last.
    assert show_audit(sitting, 100, user=RHIANNON, since=PartialDate(f"{sitting.today:%Y}")) == own
    assert show_audit(sitting, 100, user=RHIANNON, until=PartialDate(f"{sitting.today:%Y-%m}")) == own
    show_audit(sitting, 100, act="need", since=today)
    assert _last(sitting).purpose == f"need {today}"


def test_rows_about_a_participant_by_what_they_are_asked_for(sitting: Sitting, people: tuple[str, str]) -> None:
    for asked in ("A7701", " 9990000018 ", "odalys quillfeather", people[0]):
        lines = show_audit(sitting, 100, about=asked, act="participant add")
        assert [(line.entry.objects, line.about) for line in lines] == [((people[0],), ("participant A7701",))]
        # The row of the reading names whom it was about, by id.
        assert _last(sitting).objects == (people[0],)


def test_rows_about_any_object_by_how_its_id_begins(sitting: Sitting) -> None:
    unit = sitting.unit.id
    for asked in (unit, unit.removeprefix("urn:uuid:")[:8], unit.removeprefix("urn:uuid:")[:6]):
        lines = show_audit(sitting, 100, about=asked)
        assert lines
        assert all(unit in line.entry.objects for line in lines)
        assert _last(sitting).objects == (unit,)


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ("nobody", "Nothing in the audit answers to 'nobody'."),
        ("quillfeather", "More than one thing answers to 'quillfeather'."),
        ("urn:uuid:", "More than one thing answers to 'urn:uuid:'."),
        ("x" * 61, f"Nothing in the audit answers to '{'x' * 60}'."),
    ],
)
def test_what_is_not_one_thing_is_not_shown(sitting: Sitting, about: str, says: str) -> None:
    before = _last(sitting)
    with pytest.raises(NotFound) as refused:
        show_audit(sitting, 100, about=about)
    assert refused.value.message == says
    assert _last(sitting) == before


def test_five_digits_are_too_few_to_name_an_object(sitting: Sitting) -> None:
    with pytest.raises(NotFound, match="Nothing"):
        show_audit(sitting, 100, about=sitting.unit.id.removeprefix("urn:uuid:")[:5])


def test_a_sound_history_and_sound_records(sitting: Sitting) -> None:
    plain = verify_audit(sitting)
    assert (plain.sound, plain.records) == (True, None)
    assert (_last(sitting).verb, _last(sitting).purpose, _last(sitting).outcome) == ("audit verify", None, "done")
    whole = verify_audit(sitting, records=True)
    assert whole.sound
    assert whole.records
    assert (_last(sitting).verb, _last(sitting).outcome) == ("audit verify records", "sound")


def test_a_checkpoint_is_handed_out_and_taken_back(sitting: Sitting, tmp_path: Path) -> None:
    checkpoint = write_checkpoint(sitting, tmp_path / "note")
    assert _last(sitting).verb == "audit checkpoint"
    assert (tmp_path / "note").read_bytes() == write_note(checkpoint)
    assert (tmp_path / "note").stat().st_mode & 0o777 == 0o600
    before = verify_audit(sitting).checkpoints
    found = verify_audit(sitting, tmp_path / "note")
    assert (found.sound, found.checkpoints) == (True, before + 1)
    assert _last(sitting).purpose == "against a checkpoint held outside"


def test_a_note_of_another_history_is_found(sitting: Sitting, tmp_path: Path) -> None:
    with sitting.checkpointing() as uow:
        ours = make_checkpoint(uow, sitting.unit.id)
    (tmp_path / "later").write_bytes(write_note(replace(ours, size=ours.size + 1_000)))
    # Its signature no longer fits, and so it proves nothing.
    (fault,) = verify_audit(sitting, tmp_path / "later").faults
    assert fault.kind is FaultKind.CHECKPOINT_FORGED


def test_a_checkpoint_of_another_unit_says_nothing_here(sitting: Sitting, tmp_path: Path) -> None:
    with sitting.checkpointing() as uow:
        ours = make_checkpoint(uow, sitting.unit.id)
    (tmp_path / "theirs").write_bytes(write_note(replace(ours, origin=origin_of("urn:uuid:other"))))
    with pytest.raises(Refused, match="another unit's history") as refused:
        verify_audit(sitting, tmp_path / "theirs")
    assert refused.value.reason is Refusal.CONTENT


@pytest.mark.parametrize("content", [b"{}", b'{"checkpoint": 7}', b'{"checkpoint": {"size": 1}}'])
def test_a_document_without_a_checkpoint_is_refused(sitting: Sitting, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "held").write_bytes(content)
    with pytest.raises(Refused, match="no audit checkpoint in this file") as refused:
        verify_audit(sitting, tmp_path / "held")
    assert refused.value.reason is Refusal.CONTENT
    assert "Name what `audit checkpoint` wrote in this home" in refused.value.hint


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"hello", Refusal.NOT_JSON), (b"%PDF-1.7", Refusal.PDF), (b'{"a":1,"a":1}', Refusal.DUPLICATE_MEMBER)],
)
def test_any_other_file_is_refused_with_what_to_name(
    sitting: Sitting, tmp_path: Path, content: bytes, reason: Refusal
) -> None:
    (tmp_path / "held").write_bytes(content)
    with pytest.raises(Refused) as refused:
        verify_audit(sitting, tmp_path / "held")
    assert refused.value.reason is reason
    assert refused.value.hint.startswith("Name what `audit checkpoint` wrote in this home")


def test_a_note_of_another_home_says_so(sitting: Sitting, tmp_path: Path) -> None:
    with sitting.checkpointing() as uow:
        ours = make_checkpoint(uow, sitting.unit.id)
    key = SigningKey.generate().public_key
    (tmp_path / "theirs").write_bytes(write_note(replace(ours, key=key)))
    with pytest.raises(Refused, match="another home made it") as refused:
        verify_audit(sitting, tmp_path / "theirs")
    assert refused.value.reason is Refusal.UNKNOWN_KEY
    assert refused.value.hint.startswith("Name what `audit checkpoint` wrote in this home")


def test_an_export_is_every_row_under_its_checkpoint(sitting: Sitting, tmp_path: Path) -> None:
    exported = export_audit(sitting, tmp_path / "audit.jsonl")
    assert _last(sitting).verb == "audit export"
    assert exported.note == tmp_path / "audit.jsonl.checkpoint"
    lines = exported.file.read_bytes().splitlines()
    assert len(lines) == exported.checkpoint.size == _last(sitting).sequence - 1, "all rows before the export's own"
    root = merkle_root(hashlib.sha256(b"\x00" + line).digest() for line in lines)
    assert root == b64decode(exported.checkpoint.root)
    assert read_note(exported.note.read_bytes(), key=exported.checkpoint.key) == exported.checkpoint
    assert {one.stat().st_mode & 0o777 for one in (exported.file, exported.note)} == {0o600}
    with pytest.raises(NotAllowed, match="there already"):
        export_audit(sitting, tmp_path / "audit.jsonl")


def test_a_checkpoint_is_over_every_row_and_signed_with_the_log_key(sitting: Sitting) -> None:
    with sitting.checkpointing() as uow:
        made = make_checkpoint(uow, sitting.unit.id)
        assert uow.audit.newest_checkpoint() == made
        assert made.size == uow.audit.size()
        assert b64decode(made.root) == merkle_root(uow.audit.leaves())
    assert made.origin == f"throughcare/{sitting.unit.id}"
    assert is_signed(made)


MANY = 105


@file_only
def test_a_guard_that_is_gone_is_a_fault_and_many_others_are_one(home: TestHome, people: tuple[str, str]) -> None:
    with home.sit(ADMIN) as sitting:
        with sitting.store.engine.begin() as db:
            (guard,) = db.execute(text("SELECT sql FROM sqlite_master WHERE name = 'no_update_audit'")).scalars()
            db.execute(text("DROP TRIGGER no_update_audit"))
            for number in range(MANY):
                db.execute(text(f"CREATE TRIGGER more_{number} BEFORE UPDATE ON users BEGIN SELECT 1; END"))
        try:
            for records in (False, True):
                found = verify_audit(sitting, records=records)
                said = f"{MANY} triggers are none of this program's: more_0, more_1, more_10 and {MANY - 3} more."
                assert [fault.words for fault in found.faults] == [said, "The trigger no_update_audit is gone."]
                assert {fault.kind for fault in found.faults} == {FaultKind.TABLES_CHANGED}
                assert (found.records is not None) is records
            assert _last(sitting).outcome == "2 faults"
            # What the history alone is asked for says nothing of tables.
            with sitting.looking_up() as uow:
                assert check_audit(uow, sitting.unit.id).sound
        finally:
            with sitting.store.engine.begin() as db:
                for number in range(MANY):
                    db.execute(text(f"DROP TRIGGER more_{number}"))
                db.execute(text(guard))


def _remembers_otherwise(state: Path) -> None:
    """Let an account remember another history than the one it saw."""
    (memory,) = (state / "throughcare").glob("history-*.json")
    said = json.loads(memory.read_bytes()) | {"root": b64encode(bytes(32)).decode()}
    memory.write_text(json.dumps(said, separators=(",", ":")))


def test_another_history_than_the_account_has_seen_is_a_fault_until_it_is_accepted(
    home: TestHome, people: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for account in ("ours", "theirs"):
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / account))
        with home.sit(ADMIN) as sitting:
            assert verify_audit(sitting).sound, "who has never seen it remembers nothing"
        _remembers_otherwise(tmp_path / account)
    later = utc_now() + timedelta(minutes=1)
    with replace(home, clock=lambda: later).sit(ADMIN) as sitting:
        before = _last(sitting)
        for records in (False, True):
            (fault,) = verify_audit(sitting, records=records).faults
            assert fault.kind is FaultKind.SEEN_OTHERWISE
            assert fault.words.startswith("This home's history is not the one this account saw")
        assert _last(sitting) == before, "nothing is written into a history that is another"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "ours"))
    with replace(home, clock=lambda: later).sit(ADMIN) as sitting:
        accept_history(sitting, "The disk was exchanged.")
        assert verify_audit(sitting).sound
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "theirs"))
    with home.sit(ADMIN) as sitting:
        assert "accepted it on" in sitting.warnings[0]
        assert verify_audit(sitting).sound, "an administrator has said why"


@file_only
def test_a_checkpoint_that_was_taken_out_is_a_fault_and_nothing_is_written_over_it(
    home: TestHome, people: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = home.at(shutil.copytree(home.home.folder, tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with copy.sit(ADMIN) as sitting:
        with sitting.store.engine.begin() as db:
            (guard,) = db.execute(text("SELECT sql FROM sqlite_master WHERE name = 'no_delete_checkpoints'")).scalars()
            db.execute(text("DROP TRIGGER no_delete_checkpoints"))
            db.execute(text("DELETE FROM checkpoints WHERE size = 1"))
            db.execute(text(guard))
        before = _last(sitting)
        for records in (False, True):
            found = verify_audit(sitting, records=records)
            assert [fault.kind for fault in found.faults] == [FaultKind.CHECKPOINT_GONE]
            assert (found.records is not None) is records
        assert _last(sitting) == before


@contextmanager
def _altered(sitting: Sitting, *changes: str) -> Iterator[None]:
    """Change the audit and its checkpoints past the triggers, which are put back as they were; and take it back."""
    tables = ("audit", "checkpoints")

    def guarded(db: Connection, statements: Sequence[str]) -> None:
        asked = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN {tables}"
        guards = db.execute(text(asked)).all()
        for name, _ in guards:
            db.execute(text(f"DROP TRIGGER {name}"))
        for one in statements:
            db.execute(text(one))
        for _, spelt in guards:
            db.execute(text(spelt))

    with sitting.store.engine.begin() as db:
        guarded(db, [*(f"CREATE TABLE kept_{one} AS SELECT * FROM {one}" for one in tables), *changes])
        before = db.execute(text("SELECT max(sequence) FROM audit")).scalar_one()
    try:
        yield
    finally:
        with sitting.store.engine.begin() as db:
            put_back = [
                f"DELETE FROM audit WHERE sequence <= {before}",
                "DELETE FROM checkpoints",
                *(f"INSERT INTO {one} SELECT * FROM kept_{one}" for one in tables),
                *(f"DROP TABLE kept_{one}" for one in tables),
            ]
            guarded(db, put_back)


_NEWEST = "(SELECT max(size) FROM checkpoints)"


@file_only
@pytest.mark.parametrize(
    "garbled",
    [
        "'garbage'",
        "'{}'",
        "x'ff'",
        "CAST(x'ff' AS TEXT)",
        "7",
        "json_set(body, '$.size', 'x')",
        "json_set(body, '$.root', 7)",
    ],
)
def test_a_checkpoint_that_cannot_be_read_is_a_fault_with_its_name(sitting: Sitting, garbled: str) -> None:
    with sitting.checkpointing() as uow:
        size = make_checkpoint(uow, sitting.unit.id).size
        uow.commit()
    with _altered(sitting, f"UPDATE checkpoints SET body = {garbled} WHERE size = {_NEWEST}"):
        with sitting.looking_up() as uow:
            found = check_audit(uow, sitting.unit.id)
        (fault,) = found.faults
        assert (fault.kind, fault.last) == (FaultKind.CHECKPOINT_UNREADABLE, size)
        assert fault.words == f"The checkpoint over {size} rows cannot be read."


@file_only
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("made_at", "'x'"),
        ("made_at", "x'ff'"),
        ("peaks", "zeroblob(5)"),
        ("peaks", "zeroblob(length(peaks))"),
        ("peaks", "'text'"),
        ("peaks", "7"),
        ("size", "150 + size"),
    ],
)
def test_a_checkpoint_whose_columns_do_not_fit_it_is_named_and_nothing_is_built_on_it(
    sitting: Sitting, column: str, value: str
) -> None:
    with sitting.checkpointing() as uow:
        size = make_checkpoint(uow, sitting.unit.id).size
        uow.commit()
    with sitting.writing("test act"):
        pass
    with _altered(sitting, f"UPDATE checkpoints SET {column} = {value} WHERE size = {_NEWEST}"):
        named = size + 150 if column == "size" else size
        with sitting.checkpointing() as uow:
            later = make_checkpoint(uow, sitting.unit.id)
            assert b64decode(later.root) == merkle_root(uow.audit.leaves())
            faults = check_audit(uow, sitting.unit.id).faults
            assert [(fault.kind, fault.last) for fault in faults] == [(FaultKind.CHECKPOINT_CHANGED, named)]


@file_only
def test_a_root_that_the_log_key_did_not_sign_is_nothing_to_build_on(sitting: Sitting) -> None:
    """Peaks and root changed alike fit each other; only the signature tells."""
    tree = Frontier().grown([bytes(32)])
    for member, value in (("root", b64encode(tree.root).decode()), ("origin", "throughcare/x"), ("key", "z6MkOther")):
        with (
            _altered(
                sitting,
                "DELETE FROM checkpoints WHERE size > 1",
                f"UPDATE checkpoints SET body = json_set(body, '$.root', '{b64encode(tree.root).decode()}', "
                f"'$.{member}', '{value}'), peaks = x'{tree.peaks[0].hex()}'",
            ),
            sitting.checkpointing() as uow,
        ):
            made = make_checkpoint(uow, sitting.unit.id)
            assert b64decode(made.root) == merkle_root(uow.audit.leaves())


@file_only
@pytest.mark.parametrize("column", ["leaf_hash", "object_ids", "verb", "at", "purpose", "wrote", "outcome"])
@pytest.mark.parametrize("value", ["'text'", "x'ff'", "zeroblob(32)", "7", "CAST(x'ff' AS TEXT)"])
def test_a_row_with_a_value_of_another_kind_is_named(sitting: Sitting, column: str, value: str) -> None:
    with sitting.writing("test act"):
        pass
    with _altered(sitting, f"UPDATE audit SET {column} = {value} WHERE sequence = 2"):
        with sitting.looking_up() as uow:
            faults = check_audit(uow, sitting.unit.id).faults
        assert faults[0].words == "Row 2 is not as it was written."
        assert (faults[0].kind, faults[0].first) == (FaultKind.ROW_CHANGED, 2)


@file_only
@pytest.mark.parametrize(
    "change",
    ["at = 'x'", "at = x'ff'", "verb = x'ff'", "object_ids = 'x'", "object_ids = '7'", "at = CAST(x'ff' AS TEXT)"],
)
def test_a_row_that_is_none_is_told_where_it_would_be_shown(sitting: Sitting, change: str) -> None:
    with sitting.writing("test act"):
        pass
    changed = f"UPDATE audit SET {change} WHERE sequence = (SELECT max(sequence) FROM audit)"
    with _altered(sitting, changed), sitting.looking_up() as uow:
        with pytest.raises(StorageFailed, match="not as it was written") as refused:
            uow.audit.newest(1)
        assert refused.value.hint == "Run `throughcare audit verify`."
        if change.startswith("at"):
            assert uow.audit.last_at() is None


@file_only
@pytest.mark.parametrize("value", ["'text'", f"'{'x' * 32}'", "99999999999", "zeroblob(31)", "CAST(x'ff' AS TEXT)"])
def test_a_leaf_that_is_none_stops_no_act_and_no_other_row_is_blamed(sitting: Sitting, value: str) -> None:
    with sitting.writing("test act"):
        pass
    with sitting.looking_up() as uow:
        number = uow.audit.size()
    with _altered(sitting, f"UPDATE audit SET leaf_hash = {value} WHERE sequence = {number}"):
        with sitting.writing("test act"):
            pass
        with sitting.checkpointing() as uow:
            assert make_checkpoint(uow, sitting.unit.id).size == number + 1
            faults = check_audit(uow, sitting.unit.id).faults
            assert [fault.words for fault in faults] == [f"Row {number} is not as it was written."]
            assert uow.audit.root_over(number + 1) == uow.audit.frontier(lambda _: False).root
            assert uow.audit.root_over(number + 2) is None
            with pytest.raises(StorageFailed, match="not as it was written"):
                uow.audit.leaves()


@file_only
def test_a_home_whose_log_key_is_gone_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with make_home(tmp_path / "home").sit(ADMIN) as sitting:
        with sitting.store.engine.begin() as db:
            for name in db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
                db.execute(text(f"DROP TRIGGER {name}"))
            db.execute(text("DELETE FROM log_key"))
        for act in (verify_audit, lambda one: write_checkpoint(one, tmp_path / "note")):
            with pytest.raises(StorageFailed, match="no log key"):
                act(sitting)
        assert not (tmp_path / "note").exists()
