"""An account's own memory of the history: what differs from it is told, and never written over in silence."""

import base64
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from registry.bootstrap import utc_now
from registry.domain.dates import day_said
from registry.domain.errors import NotAllowed
from registry.services.checkpoints import make_checkpoint
from registry.services.witness import accept_history, clock_behind, find_gap, has_seen, sign_out, unsettled
from tests.homes import ADMIN, TestHome, file_only, make_home

Account = Callable[[str], Path]


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """What makes somebody else's account of this computer of whoever types next; it returns its folder."""

    def of(name: str) -> Path:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / name))
        return tmp_path / name / "throughcare"

    return of


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> TestHome:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("founder")))
        return make_home(tmp_path_factory.mktemp("witness") / "home")


@pytest.fixture
def home(founded: TestHome, account: Account) -> TestHome:
    """One home, which an account comes to that has never seen it."""
    account("ours")
    return founded


def _memory(folder: Path) -> Path:
    (file,) = folder.glob("history-*.json")
    return file


def _gap(home: TestHome) -> str:
    with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        gap = find_gap(uow)
    assert gap is None or gap.accepted is ("accepted" in gap.words)
    return gap.words if gap else ""


def _act(home: TestHome, many: int = 1) -> None:
    with home.sit(ADMIN) as sitting:
        for _ in range(many):
            with sitting.writing("test act"):
                pass


def _put_back(home: TestHome, kept: Path) -> None:
    shutil.rmtree(home.home.folder)
    shutil.copytree(kept, home.home.folder)


@file_only
def test_an_older_history_is_told_until_it_is_accepted_and_then_to_every_account_once(
    home: TestHome, account: Account, tmp_path: Path
) -> None:
    home = home.at(shutil.copytree(home.home.folder, tmp_path / "home"))
    shutil.copytree(home.home.folder, tmp_path / "monday")
    for name in ("ours", "theirs"):
        account(name)
        _act(home, 3)
        assert not _gap(home)
    _put_back(home, tmp_path / "monday")
    for _ in range(2):
        said = _gap(home)
        assert "is older than this account has seen it" in said
        assert said.endswith("A backup was put back, or the file was exchanged.")
    account("ours")
    assert "is older" in _gap(home)
    later = utc_now() + timedelta(minutes=1)
    with replace(home, clock=lambda: later).sit(ADMIN) as sitting:
        found = accept_history(sitting, "Monday's backup was put back.")
    assert "is older" in found
    assert not _gap(home)
    account("theirs")
    with home.sit(ADMIN) as sitting:
        (said,) = sitting.warnings
    assert said.endswith(f"{ADMIN} accepted it on {day_said(later)}: Monday's backup was put back.")
    assert not _gap(home)


@file_only
def test_another_history_as_long_is_not_the_one_that_was_seen(home: TestHome, account: Account, tmp_path: Path) -> None:
    home = home.at(shutil.copytree(home.home.folder, tmp_path / "home"))
    shutil.copytree(home.home.folder, tmp_path / "monday")
    _act(home, 3)
    memory = _memory(account("ours")).read_bytes()
    _put_back(home, tmp_path / "monday")
    account("theirs")
    # Later, as the same act within a second would be the same row.
    later = utc_now() + timedelta(minutes=1)
    _act(replace(home, clock=lambda: later), 9)
    ours = account("ours")
    assert "is not the one this account saw: it had " in _gap(home)
    assert _memory(ours).read_bytes() == memory


@pytest.mark.parametrize("root", [bytes(32), bytes([255]) * 32])
def test_a_history_as_long_with_another_root_is_told_although_another_was_accepted_before(
    home: TestHome, account: Account, root: bytes
) -> None:
    """Accepting answers for what differed then: what is exchanged later is told anew."""
    _act(home)
    file = _memory(account("ours"))

    def exchange() -> str:
        memory = json.loads(file.read_bytes())
        said = json.dumps(memory | {"root": base64.b64encode(root).decode()}, separators=(",", ":"))
        file.write_text(said)
        return _gap(home)

    assert "is not the one this account saw" in exchange()
    with home.sit(ADMIN) as sitting:
        accept_history(sitting, "The disk was exchanged.")
    assert not _gap(home)
    assert exchange().endswith("A backup was put back, or the file was exchanged.")
    _act(home)
    assert "accepted" not in _gap(home)


def _edit(home: TestHome, statement: str) -> None:
    """Change the checkpoints past their triggers, which are put back."""
    with home.sit(ADMIN) as sitting, sitting.store.engine.begin() as db:
        guards = db.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'checkpoints' AND type = 'trigger'"
        ).all()
        for name, _ in guards:
            db.exec_driver_sql(f"DROP TRIGGER {name}")
        db.exec_driver_sql(statement)
        for _, spelt in guards:
            db.exec_driver_sql(spelt)


@file_only
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM checkpoints WHERE size > 1", "is gone"),
        ("UPDATE checkpoints SET body = 'garbage' WHERE size > 1", "is not as it was"),
        ("UPDATE checkpoints SET body = json_set(body, '$.root', 'x') WHERE size > 1", "is not as it was"),
    ],
)
def test_a_checkpoint_that_is_gone_from_under_the_same_rows_is_told_until_it_is_accepted(
    home: TestHome, account: Account, tmp_path: Path, change: str, said: str
) -> None:
    home = home.at(shutil.copytree(home.home.folder, tmp_path / "home"))
    _act(home)
    memory = _memory(account("ours"))
    size, at = (json.loads(memory.read_bytes())[name] for name in ("size", "at"))
    _edit(home, change)
    for _ in range(2):
        told = _gap(home)
        assert told.startswith(f"The checkpoint over {size} rows, which this account saw on ")
        assert told.endswith(f"UTC, {said}: the rows are those it saw, and somebody changed the file.")
        # Nothing is signed in its place by who only looks.
        with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
            assert uow.audit.size() == size
            assert all(
                one.signed is None or one.signed.size == 1 or said != "is gone" for one in uow.audit.kept_checkpoints()
            )
    _act(home)
    assert _gap(home) == told
    assert json.loads(memory.read_bytes())["at"] == at
    with home.sit(ADMIN) as sitting:
        assert accept_history(sitting, "The disk was mended.") == told
    assert not _gap(home)


@file_only
def test_a_row_that_says_who_accepted_and_was_edited_says_nothing(home: TestHome, tmp_path: Path) -> None:
    home = home.at(shutil.copytree(home.home.folder, tmp_path / "home"))
    later = utc_now() + timedelta(minutes=1)
    _act(home)
    with home.sit(ADMIN) as sitting:
        with sitting.store.engine.begin() as db:
            db.exec_driver_sql("DROP TRIGGER no_update_audit")
        with replace(sitting, clock=lambda: later).writing("audit accept", purpose="Monday"):
            pass
        with sitting.store.engine.begin() as db:
            db.exec_driver_sql("UPDATE audit SET os_user = x'ff' WHERE verb = 'audit accept'")
    _edit(home, "DELETE FROM checkpoints WHERE size > 1")
    assert "is gone" in _gap(home)


def test_what_the_last_comparison_found_is_unsettled_until_it_is_accepted(home: TestHome) -> None:
    with home.sit(ADMIN) as sitting:
        for verb, outcome, said in (
            ("audit verify records", "22 faults", "22 faults."),
            ("doctor records", "sound", ""),
            ("doctor records", "1 fault", "1 fault."),
            ("audit verify records", "sound", ""),
            ("audit verify records", "3 faults", "3 faults."),
        ):
            with sitting.writing(verb, outcome=outcome):
                pass
            with sitting.looking_up() as uow:
                told = unsettled(uow)
            assert told.endswith(said)
            assert told.startswith("The records were last compared with the audit on ") is bool(said)
            assert bool(told) is bool(said)
        assert accept_history(sitting, "Looked into with the auditor.") == told
        with sitting.looking_up() as uow:
            assert unsettled(uow) == ""
        with pytest.raises(NotAllowed):
            accept_history(sitting, "Again.")


def test_a_history_that_was_not_seen_is_unsettled_until_it_is_accepted(home: TestHome, account: Account) -> None:
    _act(home)
    file = _memory(account("ours"))
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"root": "x"}, separators=(",", ":")))
    with home.sit(ADMIN) as sitting:
        with sitting.looking_up() as uow:
            assert unsettled(uow) == _gap(home)
        later = utc_now() + timedelta(minutes=1)
        with replace(sitting, clock=lambda: later).writing("audit accept", purpose="Monday"):
            pass
        with sitting.looking_up() as uow:
            assert unsettled(uow) == ""


def test_there_is_nothing_to_accept_in_a_history_that_goes_on(home: TestHome) -> None:
    _act(home)
    with home.sit(ADMIN) as sitting, pytest.raises(NotAllowed, match="goes on from what this account saw"):
        accept_history(sitting, "Again.")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda said: b"",
        lambda said: b"{}",
        lambda said: said.replace(b"throughcare-history", b"throughcare-tries"),
        lambda said: said.replace(b"throughcare-history", b"throughcare-audit"),
        lambda said: said.replace(b'"version":1', b'"version":2'),
        lambda said: said.replace(b'"version":1', b'"version":0'),
        lambda said: said.replace(b'"at":"2', b'"at":"x'),
        lambda said: said.replace(b'"at"', b'"more":1,"at"'),
        lambda said: said + b" " * 5_000,
    ],
)
def test_a_damaged_memory_is_told_and_left_as_it_is(
    home: TestHome, account: Account, wrong: Callable[[bytes], bytes]
) -> None:
    _act(home)
    file = _memory(account("ours"))
    damaged = wrong(file.read_bytes())
    assert damaged != file.read_bytes()
    file.write_bytes(damaged)
    assert "What this account remembers of the history" in _gap(home)
    _act(home)
    assert file.read_bytes() == damaged
    with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        before = uow.audit.newest_checkpoint()
        sign_out(sitting)
        assert uow.audit.newest_checkpoint() == before, "nothing was written, so there is nothing to sign"


def test_a_memory_is_the_accounts_own_and_private(home: TestHome, account: Account) -> None:
    _act(home)
    ours = _memory(account("ours"))
    assert ours.stat().st_mode & 0o777 == 0o600
    assert not account("theirs").exists()
    with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        assert not has_seen(uow)
    _act(home)
    with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        assert has_seen(uow)
    assert _memory(account("theirs")).name == ours.name, "one home, one name"


def test_leaving_without_an_act_makes_no_checkpoint_and_an_act_makes_one(home: TestHome, account: Account) -> None:
    _act(home)
    with home.sit(ADMIN) as sitting:
        for acts in (0, 1, 0):
            with sitting.looking_up() as uow:
                before = uow.audit.newest_checkpoint()
            for _ in range(acts):
                with sitting.writing("test act"):
                    pass
            sign_out(sitting)
            with sitting.looking_up() as uow:
                after, size = uow.audit.newest_checkpoint(), uow.audit.size()
            assert (after != before) is bool(acts)
            assert after is not None
            assert after.size == size
        # A checkpoint that another account left behind is remembered by this one too.
        with sitting.checkpointing() as uow:
            make_checkpoint(uow, sitting.unit.id)
            uow.commit()
        theirs = account("theirs")
        sign_out(sitting)
        assert _memory(theirs)


@pytest.mark.parametrize(("behind", "told"), [(0, False), (60, False), (61, True), (-60, False)])
def test_a_clock_more_than_a_minute_behind_the_last_act_is_told(home: TestHome, behind: int, *, told: bool) -> None:
    with home.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        last = uow.audit.last_at()
        assert last is not None
        said = clock_behind(uow, last - timedelta(seconds=behind))
    assert (said is not None) is told
    if said:
        assert said.endswith("Set the clock right before anything is recorded.")
