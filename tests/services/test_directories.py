"""Installing a directory, and every way in which the one in force is not the one that was installed."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from registry.bootstrap import sit_down
from registry.documents.signing import document_bytes
from registry.documents.trusted_directory import load_directory
from registry.domain.addressing import Recipient, RecipientKind, Series
from registry.domain.directory import Directory, DirectoryEntry, KeyRole, KeyState, Roots
from registry.domain.errors import NotAllowed, NotEnough, NotPermitted, Refusal, Refused, StorageFailed
from registry.domain.matching import IdentifierKind
from registry.services import directories
from registry.services.directories import directory_in_force, install_directory, installed_directory, require_listed
from registry.services.directory_memory import remember
from registry.services.health import check_home
from registry.services.receiving import receive_summary
from registry.services.sitting import Sitting
from registry.settings import state_folder
from tests.copied import copied_home
from tests.documents import clinic
from tests.documents.clinic import NOW, alder, directory, key, listed, rowan, signed_directory, trusted
from tests.documents.record import urn
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome

WORDS = trusted().roots
NEW_ROOTS = Roots(keys=tuple(key(f"new-root-{n}").public_key for n in (1, 2)), threshold=2)
CONFIRM = {IdentifierKind.NHS: "9990000018", IdentifierKind.BORN: "1984-03-01"}
Sit = Callable[..., AbstractContextManager[Sitting]]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHome]:
    folder = tmp_path_factory.mktemp("units")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield copied_home(folder / "ashmere")


@pytest.fixture
def unit(founded: TestHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestHome:
    """The founded unit in a folder of this test's own, on an account that has seen no directory."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shutil.copytree(founded.home.folder, tmp_path / "ashmere")
    return founded.at(tmp_path / "ashmere")


@pytest.fixture
def sit(unit: TestHome) -> Sit:
    def sit_at(user: str = ADMIN, now: datetime = NOW) -> AbstractContextManager[Sitting]:
        return sit_down(unit.settings(user), unit.passphrase(user), clock=lambda: now)

    return sit_at


def second(**changes: object) -> bytes:
    return signed_directory(following(trusted().digest, 2, **changes))


def following(previous: str, version: int, **changes: object) -> Directory:
    return replace(directory(), version=version, previous=previous, **changes)  # type: ignore[arg-type]


def reason(sitting: Sitting, data: bytes | None = None, words: str | None = None) -> Refusal:
    with pytest.raises(Refused) as caught:
        directory_in_force(sitting) if data is None else install_directory(sitting, data, roots_words=words)
    return caught.value.reason


def test_the_first_directory_is_believed_by_its_words_only(unit: TestHome, sit: Sit) -> None:
    with sit() as sitting:
        assert directory_in_force(sitting) is None
        with pytest.raises(NotAllowed, match="eight words"):
            install_directory(sitting, signed_directory())
        assert not unit.home.directory.exists()
        install_directory(sitting, signed_directory(), roots_words=f" {WORDS.upper().replace(' ', '-')} ")
        found = directory_in_force(sitting)
        assert found is not None
        assert found.data == signed_directory()


@pytest.mark.parametrize("place", range(8))
def test_a_wrong_word_is_refused_without_telling_which(unit: TestHome, sit: Sit, place: int) -> None:
    words = WORDS.split()
    words[place] = "abacus" if words[place] != "abacus" else "able"
    with sit() as sitting:
        rows = unit.row_counts()
        with pytest.raises(Refused) as caught:
            install_directory(sitting, signed_directory(), roots_words=" ".join(words))
    assert caught.value.reason is Refusal.DIRECTORY_ROOTS
    assert not [word for word in (*words, *WORDS.split()) if word in str(caught.value).split()]
    assert not unit.home.directory.exists()
    assert not (state_folder() / "directories").exists()
    assert unit.row_counts() == rows


def test_words_left_out_or_added_are_refused(sit: Sit) -> None:
    with sit() as sitting:
        for words in ("", " ".join(WORDS.split()[:4]), f"{WORDS} {WORDS.split()[-1]}"):
            assert reason(sitting, signed_directory(), words) is Refusal.DIRECTORY_ROOTS


def test_only_an_administrator_installs(sit: Sit) -> None:
    with sit(RHIANNON) as sitting, pytest.raises(NotPermitted):
        install_directory(sitting, signed_directory(), roots_words=WORDS)


def test_each_later_version_is_believed_by_the_roots_of_the_last(sit: Sit) -> None:
    rotated = signed_directory(
        following(trusted().digest, 2, roots=NEW_ROOTS), roots=("root-1", "root-2", "new-root-1", "new-root-2")
    )
    with sit() as sitting:
        install_directory(sitting, signed_directory(), roots_words=WORDS)
        newer = install_directory(sitting, rotated)
        third = following(newer.digest, 3, roots=NEW_ROOTS)
        assert install_directory(sitting, signed_directory(third, ("new-root-1", "new-root-2"))).directory.version == 3


def test_versions_that_were_missed_are_given_in_their_order(unit: TestHome, sit: Sit) -> None:
    # The account has relied on version 3 already, in another home: version 2 alone would be older than that.
    third = signed_directory(following(load_directory(second(), now=NOW).digest, 3))
    with sit() as sitting:
        install_directory(sitting, signed_directory(), roots_words=WORDS)
        remember(load_directory(third, now=NOW))
        assert reason(sitting, third) is Refusal.DIRECTORY
        assert reason(sitting, second()) is Refusal.DIRECTORY_ROLLED_BACK
        with pytest.raises(Refused, match="does not follow"):
            install_directory(sitting, third, second())
        assert install_directory(sitting, second(), third).directory.version == 3
        assert directory_in_force(sitting) == installed_directory(unit.home, NOW)


def test_the_first_directory_with_what_follows_it(sit: Sit) -> None:
    rotated = signed_directory(
        following(trusted().digest, 2, roots=NEW_ROOTS), roots=("root-1", "root-2", "new-root-1", "new-root-2")
    )
    with sit() as sitting:
        assert install_directory(sitting, signed_directory(), rotated, roots_words=WORDS).directory.version == 2


def test_roots_changed_without_the_old_ones(unit: TestHome, sit: Sit) -> None:
    foreign = signed_directory(following(trusted().digest, 2, roots=NEW_ROOTS), roots=("new-root-1", "new-root-2"))
    with sit() as sitting:
        install_directory(sitting, signed_directory(), roots_words=WORDS)
        assert reason(sitting, foreign) is Refusal.DIRECTORY_ROOTS
        # Put in place by hand it does no better.
        unit.home.directory.write_bytes(foreign)
        assert reason(sitting) is Refusal.DIRECTORY_ROOTS


def test_directory_rolled_back(unit: TestHome, sit: Sit) -> None:
    with sit() as sitting:
        install_directory(sitting, signed_directory(), roots_words=WORDS)
        install_directory(sitting, second())
        assert reason(sitting, signed_directory()) is Refusal.DIRECTORY_ROLLED_BACK
        unit.home.directory.write_bytes(signed_directory())
        assert reason(sitting) is Refusal.DIRECTORY_ROLLED_BACK
        install_directory(sitting, second())
        assert directory_in_force(sitting) is not None


def test_home_rolled_back_as_a_whole(unit: TestHome, sit: Sit, tmp_path: Path) -> None:
    with sit() as sitting:
        install_directory(sitting, signed_directory(), roots_words=WORDS)
    shutil.copytree(unit.home.folder, tmp_path / "earlier")
    with sit() as sitting:
        install_directory(sitting, second())
    shutil.rmtree(unit.home.folder)
    shutil.copytree(tmp_path / "earlier", unit.home.folder)
    with pytest.raises(Refused) as caught:
        installed_directory(unit.home, NOW)
    assert caught.value.reason is Refusal.DIRECTORY_ROLLED_BACK
    with sit() as sitting:
        assert reason(sitting) is Refusal.DIRECTORY_ROLLED_BACK
        assert reason(sitting, signed_directory()) is Refusal.DIRECTORY_ROLLED_BACK
        assert install_directory(sitting, second()).directory.version == 2


def test_another_account_notices_by_the_database_alone(
    unit: TestHome, sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sit() as sitting:
        install_directory(sitting, signed_directory(), roots_words=WORDS)
        install_directory(sitting, second())
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    unit.home.directory.write_bytes(signed_directory())
    assert installed_directory(unit.home, NOW) is not None
    with sit() as sitting:
        assert reason(sitting) is Refusal.DIRECTORY_ROLLED_BACK
        unit.home.directory.write_bytes(second())
        assert directory_in_force(sitting) is not None
    unit.home.directory.write_bytes(signed_directory())
    with pytest.raises(Refused, match="version 2 was in use"):
        installed_directory(unit.home, NOW)


def test_directory_forked(unit: TestHome, sit: Sit) -> None:
    other = signed_directory(directory(name="Other units"))
    with sit() as sitting:
        install_directory(sitting, signed_directory(), roots_words=WORDS)
        assert reason(sitting, other) is Refusal.DIRECTORY_FORKED
        unit.home.directory.write_bytes(other)
        assert reason(sitting) is Refusal.DIRECTORY_FORKED
    with pytest.raises(Refused, match="two different directories"):
        installed_directory(unit.home, NOW)


def test_directory_put_there_or_taken_away(unit: TestHome, sit: Sit) -> None:
    with sit() as sitting:
        unit.home.directory.write_bytes(signed_directory())
        assert reason(sitting) is Refusal.DIRECTORY
        install_directory(sitting, signed_directory(), roots_words=WORDS)
        unit.home.directory.unlink()
        assert reason(sitting) is Refusal.DIRECTORY
        unit.home.directory.write_bytes(signed_directory(directory(id=urn("another"))))
        assert reason(sitting) is Refusal.DIRECTORY


@pytest.mark.parametrize("step", ["write_private", "remember"])
def test_an_installation_that_is_cut_off_is_done_or_not_done(
    unit: TestHome, sit: Sit, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with sit() as sitting:
        install_directory(sitting, signed_directory(), roots_words=WORDS)
        rows = unit.row_counts()
        with monkeypatch.context() as patch:
            patch.setattr(directories, step, _cut)
            with pytest.raises(StorageFailed):
                install_directory(sitting, second())
        assert unit.row_counts() == rows
        found = directory_in_force(sitting)
        assert found is not None
        assert found.directory.version == (1 if step == "write_private" else 2)
        assert install_directory(sitting, second()).directory.version == 2


def _cut(*_: object, **__: object) -> None:
    raise StorageFailed("The disk is full; nothing was saved.")


def test_a_damaged_memory_is_said_with_its_remedy(unit: TestHome, sit: Sit) -> None:
    with sit() as sitting:
        install_directory(sitting, signed_directory(), roots_words=WORDS)
        memory = next((state_folder() / "directories").iterdir())
        assert memory.stat().st_mode & 0o077 == 0
        memory.write_bytes(b'{"version":"9"}')
        with pytest.raises(StorageFailed, match="Remove that file"):
            installed_directory(unit.home, NOW)
        memory.unlink()
        assert install_directory(sitting, signed_directory()).directory.version == 1


def own_entry(sitting: Sitting, **changes: object) -> DirectoryEntry:
    return replace(directories.unit_card(sitting), **changes)  # type: ignore[arg-type]


def test_doctor_speaks_of_expiry_and_of_keys_in_use(unit: TestHome, sit: Sit) -> None:
    def found() -> dict[str, tuple[bool, str]]:
        with sit() as sitting:
            return {one.what: (one.well, one.words) for one in check_home(sitting)}

    assert found()["directory"] == (False, "none installed; use `directory install FILE`")
    with sit(now=NOW - timedelta(days=30)) as sitting:
        entry = own_entry(sitting)
    first = directory(alder(), entry)
    with sit() as sitting:
        install_directory(sitting, signed_directory(first), roots_words=WORDS)
    assert found()["directory"][0]
    assert found()["keys"] == (True, "the directory lists the 3 in use")
    marked = [
        replace(one, state=KeyState.RETIRED, since=NOW - timedelta(days=1)) if one.holder else one for one in entry.keys
    ]
    with sit() as sitting:
        now_installed = directory_in_force(sitting)
        assert now_installed is not None
        soon = following(
            now_installed.digest,
            2,
            valid_until=NOW + timedelta(days=29),
            establishments=(alder(), replace(entry, keys=tuple(marked[1:]))),
        )
        install_directory(sitting, signed_directory(soon))
    well, words = found()["directory"]
    assert not well
    assert "ends on" in words
    well, words = found()["keys"]
    assert not well
    assert "the unit's key is not in directory version 2" in words
    assert f"the key of {GARETH} is retired in directory version 2" in words
    unit.home.directory.write_bytes(signed_directory(first))
    assert "version 2 was in use here already" in found()["directory"][1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": KeyState.RETIRED, "since": NOW - timedelta(days=1)}, "is retired"),
        ({"state": KeyState.REVOKED, "since": NOW}, "is revoked"),
        ({"state": KeyState.COMPROMISED, "since": NOW}, "is compromised"),
        ({"until": NOW - timedelta(days=1)}, "has ended"),
        ({"from_": NOW + timedelta(days=1)}, "counts only from"),
    ],
)
def test_a_key_that_no_reader_would_believe_does_not_sign(sit: Sit, changes: dict[str, object], words: str) -> None:
    with sit() as sitting:
        mine = listed("mine", KeyRole.UNIT, **changes)
        entry = own_entry(sitting, keys=(mine, listed("good", KeyRole.UNIT)))
        install_directory(sitting, signed_directory(directory(alder(), entry)), roots_words=WORDS)
        require_listed(sitting, key("good").public_key, "The unit's key")
        with pytest.raises(NotAllowed, match=words):
            require_listed(sitting, mine.key, "The unit's key")
        with pytest.raises(NotAllowed, match="is not in directory version 1"):
            require_listed(sitting, key("other").public_key, "The unit's key")


def test_directory_expired_is_intact_only_with_a_named_override(unit: TestHome, sit: Sit) -> None:
    addressed = Recipient(kind=RecipientKind.ESTABLISHMENT, id=unit.unit.id, name=unit.unit.name)
    data = document_bytes(
        clinic.signed(clinic.summary(recipient=addressed, series=Series(id=urn("series"), version=1)))
    )
    with sit() as sitting:
        install_directory(sitting, signed_directory(directory(alder(), rowan())), roots_words=WORDS)
    with sit(RHIANNON, now=NOW + timedelta(days=90)) as sitting:
        with pytest.raises(NotEnough, match="directory has expired"):
            receive_summary(sitting, data, participant=None, confirmations=CONFIRM)
        received = receive_summary(
            sitting, data, participant=None, confirmations=CONFIRM, accept_intact="Telephoned Alder Clinic."
        )
    assert received.ruling.verdict == "INTACT"
