"""A stolen copy of the folder, with its backups: what opens it, and what is found by looking through every byte."""

import shutil
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2

from registry.custody.dbkey import open_database_key
from registry.custody.unit_key import open_unit_key
from registry.settings import Home
from tests.homes import ADMIN, GARETH, RHIANNON, TestHome, make_home, type_command


@dataclass(frozen=True, kw_only=True)
class Stolen:
    """The copy, what was in clear in memory when it was taken, and the home it was taken from."""

    copy: TestHome
    secrets: dict[str, bytes]
    home: TestHome


@pytest.fixture(scope="module")
def stolen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stolen]:
    folder = tmp_path_factory.mktemp("stolen")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        home = make_home(folder / "unit" / "home")
        who = ("--surname", "Jones", "--given", "Sian", "--born", "1/3/1984", "--nhs", "9990000018")
        assert home.type("participant", "add", *who).code == 0
        assert home.type("backup", "create", str(folder / "unit" / "backup"), user=ADMIN).code == 0
        # While somebody is at work, so that the write-ahead log goes with it.
        with home.sit(GARETH) as sitting:
            assert home.type("participant", "amend", "9990000018", "--known-as", "Shan").code == 0
            keys = sitting.keys.prove()
            with sitting.looking_up() as uow:
                log_key = uow.audit.log_key()
            secrets = {
                "database key": open_database_key(home.home.folder, keys.identity),
                "signing key": keys.signer.private_bytes(),
                "unit key": open_unit_key(home.home.unit_key, keys.identity).private_bytes(),
                "log key": log_key,
                "identity": str(keys.identity).encode(),
                "passphrase": home.passphrase(GARETH).encode(),
                "recovery key": home.recovery_key.encode(),
            }
            shutil.copytree(folder / "unit" / "home", folder / "thief" / "home")
            shutil.copytree(folder / "unit" / "backup", folder / "thief" / "backup")
        patch.setenv("XDG_STATE_HOME", str(folder / "thief" / "state"))
        yield Stolen(copy=replace(home, home=Home(folder=folder / "thief" / "home")), secrets=secrets, home=home)


def _files(stolen: Stolen) -> list[Path]:
    return [one for one in stolen.copy.home.folder.parent.rglob("*") if one.is_file() and "state" not in one.parts]


@pytest.mark.parametrize(
    "what", ["database key", "signing key", "unit key", "log key", "identity", "passphrase", "recovery key"]
)
def test_no_secret_lies_in_it(stolen: Stolen, what: str) -> None:
    secret = stolen.secrets[what]
    spelt = (secret, secret.hex().encode(), b64encode(secret).rstrip(b"="), secret.hex().upper().encode())
    files = _files(stolen)
    assert len(files) > 10
    assert [one.name for one in files if any(word in one.read_bytes() for word in spelt)] == []


@pytest.mark.parametrize("user", [ADMIN, RHIANNON, GARETH, "nobody"])
def test_no_command_opens_it_without_a_passphrase(stolen: Stolen, user: str, tmp_path: Path) -> None:
    empty, wrong = tmp_path / "empty.txt", tmp_path / "wrong.txt"
    empty.write_text("\n")
    empty.chmod(0o600)
    wrong.write_text("it could be this one\n")
    wrong.chmod(0o600)
    here = ("--home", str(stolen.copy.home.folder), "--user", user, "--no-input")
    for words in (("participant", "find", "jones"), ("audit", "show"), ("unlock",), ("key", "rekey"), ("doctor",)):
        for secret in ((), ("--passphrase-file", str(empty)), ("--passphrase-file", str(wrong))):
            said = type_command(*here, *secret, *words)
            assert said.code in (1, 3, 4), (words, said)
            assert "jones" not in (said.out + said.err).casefold()


def test_no_raw_tool_opens_the_database_with_what_lies_beside_it(stolen: Stolen) -> None:
    """SQLite, SQLCipher without a key, and SQLCipher with every 32 bytes that stand in the key files."""
    databases = [one for one in _files(stolen) if one.name.endswith((".db", ".sqlite")) or "registry.db" in one.name]
    databases = [one for one in databases if not one.name.endswith(("-wal", "-shm"))]
    assert len(databases) >= 2
    tried: set[bytes] = set()
    for file in _files(stolen):
        if file.suffix in (".json", ".age", ".bag"):
            for word in file.read_bytes().replace(b'"', b"\n").split():
                for read in (bytes.fromhex, lambda text: b64decode(text + "==")):
                    try:
                        tried.add(read(word.decode())[:32])
                    except ValueError:
                        continue
    keys = [key for key in tried if len(key) == 32]
    assert keys
    for database in databases:
        with pytest.raises(sqlite3.DatabaseError):
            sqlite3.connect(database).execute("SELECT count(*) FROM sqlite_master")
        for key in (None, bytes(32), *keys):
            db = sqlcipher3.dbapi2.connect(str(database))
            if key is not None:
                db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            with pytest.raises(sqlcipher3.dbapi2.DatabaseError):
                db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            db.close()


def test_its_owner_still_works(stolen: Stolen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same commands with the passphrase open the copy, so that opening nothing above means something."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for count in (stolen.copy.home.users).glob("*.tries"):
        count.unlink()
    secret = ("--passphrase-file", str(stolen.home.passphrase_file(GARETH)))
    said = type_command(
        "--home", str(stolen.copy.home.folder), "--user", GARETH, "--no-input", *secret, "participant", "find", "jones"
    )
    assert (said.code, "JONES" in said.out) == (0, True), said.err
