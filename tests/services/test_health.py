"""What `doctor` says of backups, checkpoints and file modes, each made wrong in its own way."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from registry.bootstrap import sit_down, utc_now
from registry.custody.bags import FLOOR_COST, create_bag
from registry.services.backing_up import create_backup
from registry.services.health import MOST_UNCOVERED, Finding, check_home
from registry.services.key_changes import rekey
from registry.services.sitting import Sitting
from registry.services.user_bags import STRAY
from tests.copied import copied_home
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome, file_only


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return copied_home(tmp_path / "home")


def found(sitting: Sitting, what: str) -> Finding:
    return next(one for one in check_home(sitting) if one.what == what)


def test_a_backup_is_asked_for_after_a_day_and_after_a_change_of_keys(home: TestHome, tmp_path: Path) -> None:
    with home.sit(ADMIN) as sitting:
        assert "none was ever proven" in found(sitting, "backup").words
        create_backup(sitting, tmp_path / "monday")
        assert found(sitting, "backup").well
        late = replace(sitting, clock=lambda: sitting.clock() + timedelta(days=1, minutes=1))
        assert "more than a day ago" in found(late, "backup").words
    with home.sit(ADMIN, alone=True) as sitting:
        rekey(sitting)
        said = found(sitting, "backup")
        assert not said.well
        assert "key from before `key rekey`" in said.words
        create_backup(sitting, tmp_path / "tuesday")
        assert found(sitting, "backup").well
    assert home.type("user", "close", GARETH, "--reason", "left", user=ADMIN).code == 0
    with home.sit(ADMIN) as sitting:
        assert "key from before `user close`" in found(sitting, "backup").words


def test_a_checkpoint_that_stays_away_is_noticed(home: TestHome) -> None:
    with home.sit(ADMIN) as sitting:
        assert found(sitting, "checkpoint").well
        # A program that writes rows and makes no checkpoint, as one that was changed to hide something would.
        with sitting.store.writing(now=sitting.now, by=sitting.user.person.id, establishment_id=sitting.unit.id) as uow:
            for _ in range(MOST_UNCOVERED + 1):
                uow.audit.append(os_user="x", user=ADMIN, role="administrator", verb="x", outcome="done")
            uow.commit()
        said = found(sitting, "checkpoint")
        assert not said.well
        assert "make one with `audit checkpoint" in said.words


def test_who_signs_in_at_a_clock_that_is_behind_the_last_act_is_told(home: TestHome) -> None:
    now = utc_now()

    def told(clock: datetime) -> str:
        with sit_down(home.settings(ADMIN), home.passphrase(ADMIN), clock=lambda: clock) as sitting:
            return " ".join(sitting.notices)

    with home.sit(ADMIN) as sitting, sitting.writing("x"):
        pass
    assert not told(now + timedelta(seconds=1))
    assert not told(now - timedelta(seconds=50))
    assert "Set the clock right before anything is recorded." in told(now - timedelta(days=1))


@file_only
def test_doctor_says_when_the_records_were_last_compared_and_what_was_found(home: TestHome) -> None:
    with home.sit(ADMIN) as sitting:
        assert "never compared" in found(sitting, "records").words
        assert all(one.well for one in check_home(sitting, records=True) if one.what == "records")
        assert found(sitting, "records").words.endswith(": sound")
        with sitting.store.engine.begin() as db:
            db.exec_driver_sql("UPDATE users SET entered_at = '2020-01-01T00:00:00Z' WHERE id = 'gareth'")
        assert found(sitting, "records").well, "the quick part does not look"
        assert not next(one for one in check_home(sitting, records=True) if one.what == "records").well
        said = found(sitting, "records")
        assert not said.well
        assert "1 fault; run `throughcare audit verify --records`" in said.words


@pytest.mark.parametrize(
    "name", [pytest.param("registry.db", marks=file_only), "users/admin.bag", "database-key.json", "users"]
)
def test_a_file_that_others_can_read_is_named(home: TestHome, name: str) -> None:
    with home.sit(ADMIN) as sitting:
        assert found(sitting, "files").well
        (home.home.folder / name).chmod(0o755)
        said = found(sitting, "files")
    assert not said.well
    assert Path(name).name in said.words


def test_a_bag_that_is_missing_damaged_or_exchanged_is_told_with_whose_it_is(home: TestHome) -> None:
    rhiannons, gareths = home.home.bag(RHIANNON), home.home.bag(GARETH)
    other = gareths.parent.parent / f"{RHIANNON}.bag"
    create_bag(other, name=RHIANNON, passphrase="six words that nobody else has", cost=FLOOR_COST)
    own = rhiannons.read_bytes()
    with home.sit(ADMIN) as sitting:
        assert found(sitting, "bags").well
        for content, said in (
            (None, "is missing"),
            (b"garbage", "is damaged, or another's"),
            (gareths.read_bytes(), "is damaged, or another's"),
            (other.read_bytes(), "holds other keys than theirs"),
        ):
            rhiannons.unlink()
            if content is not None:
                rhiannons.write_bytes(content)
            told = found(sitting, "bags")
            assert not told.well
            assert told.words.startswith(f"the bag of keys of rhiannon {said}. Put it back from a backup")
            rhiannons.write_bytes(own)
        gareths.unlink()
    assert home.type("user", "close", GARETH, "--reason", "left", user=ADMIN).code == 0
    with home.sit(ADMIN) as sitting:
        assert found(sitting, "bags").well, "a leaver needs none"


def test_a_bag_of_no_user_is_named(home: TestHome) -> None:
    """A leaver's is no stray: it stays where it was."""
    assert home.type("user", "close", GARETH, "--reason", "left", user=ADMIN).code == 0
    with home.sit(ADMIN) as sitting:
        assert found(sitting, "bags").well
        home.home.bag("zed").write_bytes(home.home.bag(RHIANNON).read_bytes())
        told = found(sitting, "bags")
        assert not told.well
        assert told.words == f"zed.bag in `users` is of no user: {STRAY}"
        home.home.bag(RHIANNON).unlink()
        said = found(sitting, "bags").words
    assert said.startswith("the bag of keys of rhiannon is missing. Put it back")
    assert said.endswith(told.words)


def test_a_leaver_is_no_account_any_more(home: TestHome) -> None:
    assert "gareth" in home.type(user=None).out
    assert home.type("user", "close", GARETH, "--reason", "left", user=ADMIN).code == 0
    said = home.type(user=None).out
    assert "Users: admin, rhiannon" in said
    assert "gareth" not in said
