"""What a home received before its key was marked compromised stays what it was, for whoever asks that home."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from registry.domain.dates import PartialDate
from registry.domain.directory import KeyState
from registry.services.directories import install_directory
from registry.services.receiving import receive_summary
from registry.services.trust_list import mark_key, sign_with_root
from tests.copied import copied_two_units
from tests.homes import ADMIN, RHIANNON
from tests.two_units import CONFIRM, ROOT_SECRET, TwoUnits


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoUnits]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = copied_two_units(folder / "both")
        for name in ("had", "never"):
            sent = made.send()
            Path(made.folder, f"{name}.json").write_bytes(sent.files.plain)
            if name == "had":
                with made.thornfield.sit(RHIANNON) as sitting:
                    receive_summary(sitting, sent.files.plain, participant=None, confirmations=CONFIRM)
        compromise(made)
        yield made


def compromise(units: TwoUnits) -> None:
    """Mark the unit key of the sender as compromised in the directory that the receiver uses."""
    with units.ashmere.sit(ADMIN) as sitting, sitting.looking_up() as uow:
        key = uow.unit.unit_key()
    assert key is not None
    now = datetime.now(UTC).replace(microsecond=0)
    marked = mark_key(units.thornfield.home.directory.read_bytes(), key, KeyState.COMPROMISED, since=now, now=now)
    with units.thornfield.sit(ADMIN) as sitting:
        install_directory(sitting, sign_with_root(marked, units.folder / "root.bag", ROOT_SECRET, now=now))


def test_this_home_goes_by_its_own_receipt_log_and_nobody_else_can(units: TwoUnits) -> None:
    home, had = units.thornfield, str(units.folder / "had.json")
    alone = home.type("verify", had, "--json")
    assert (alone.code, alone.json["reason"]) == (1, "key-compromised")
    here = home.type("verify", had, "--here", "--json").json
    assert (here["verdict"], [one["kind"] for one in here["findings"]]) == ("TRUSTED", ["received-before"])
    assert here["here"].startswith("Received here on ")
    never = home.type("verify", str(units.folder / "never.json"), "--here", "--json").json
    assert (never["verdict"], never["reason"]) == ("REFUSED", "key-compromised")


def test_a_day_is_told_in_words(units: TwoUnits) -> None:
    told = units.thornfield.type("verify", str(units.folder / "never.json"))
    assert f"The key was compromised on {PartialDate.of(datetime.now(UTC).date()).words}:" in told.out


def test_receiving_it_again_says_that_it_is_here_and_not_that_its_key_is_bad(units: TwoUnits) -> None:
    again = units.thornfield.type("summary", "receive", str(units.folder / "had.json"), "--new")
    assert again.code == 1
    assert "[key-compromised]" not in again.err


def test_what_a_home_or_the_other_files_answer_is_not_said_to_be_unchecked(units: TwoUnits) -> None:
    home = units.ashmere
    for name in ("had", "never"):
        alone = home.type("verify", str(units.folder / f"{name}.json"), "--no-directory").out
        assert "Not checked: whether a later version exists; whether it was withdrawn since;" in alone
    files = [str(units.folder / f"{name}.json") for name in ("had", "never")]
    here = " ".join(home.type("verify", *files, "--no-directory", "--here").out.split())
    assert "whether you had it" not in here
    assert "Not checked beyond this home: whether it was withdrawn since; whether a later version exists." in here
