"""The unit key and the database key: sealed files that open for whom they name and for nobody else."""

from pathlib import Path
from typing import Any

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from registry.custody.dbkey import (
    SEALED_NAME,
    SLOT_NAME,
    create_database_key,
    open_database_key,
    read_slot,
    readdress_database_key,
)
from registry.custody.sealing import seal
from registry.custody.unit_key import create_unit_key, open_unit_key, readdress_unit_key
from registry.domain.errors import InvalidValue, NotAllowed, NotFound, NotPermitted, StorageFailed
from registry.domain.keycheck import key_check, key_fits
from registry.domain.multikey import decode_multikey


@pytest.fixture
def ada() -> Any:
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def bob() -> Any:
    return pyrage.x25519.Identity.generate()


def address(identity: Any) -> str:
    return str(identity.to_public())


class TestUnitKey:
    def test_signs_for_every_releaser(self, tmp_path: Path, ada: Any, bob: Any) -> None:
        path = tmp_path / "unit-key.age"
        public = create_unit_key(path, [address(ada), address(bob)])
        assert path.stat().st_mode & 0o777 == 0o600
        for identity in (ada, bob):
            signer = open_unit_key(path, identity)
            assert signer.public_key == public
            Ed25519PublicKey.from_public_bytes(decode_multikey(public)).verify(signer.sign(b"x"), b"x")

    def test_not_for_others(self, tmp_path: Path, ada: Any, bob: Any) -> None:
        create_unit_key(tmp_path / "k", [address(ada)])
        with pytest.raises(NotPermitted):
            open_unit_key(tmp_path / "k", bob)

    def test_readdress(self, tmp_path: Path, ada: Any, bob: Any) -> None:
        public = create_unit_key(tmp_path / "k", [address(ada)])
        readdress_unit_key(tmp_path / "k", ada, [address(bob)])
        assert open_unit_key(tmp_path / "k", bob).public_key == public
        with pytest.raises(NotPermitted):
            open_unit_key(tmp_path / "k", ada)

    def test_replaced_only_when_asked(self, tmp_path: Path, ada: Any) -> None:
        public = create_unit_key(tmp_path / "k", [address(ada)])
        with pytest.raises(NotAllowed):
            create_unit_key(tmp_path / "k", [address(ada)])
        assert open_unit_key(tmp_path / "k", ada).public_key == public
        assert create_unit_key(tmp_path / "k", [address(ada)], replace=True) != public

    def test_missing_and_damaged(self, tmp_path: Path, ada: Any) -> None:
        with pytest.raises(NotFound):
            open_unit_key(tmp_path / "k", ada)
        (tmp_path / "k").write_bytes(b"none")
        with pytest.raises(StorageFailed, match="damaged"):
            open_unit_key(tmp_path / "k", ada)
        for content in (b"", b"{}", b'{"ed25519":"AA==","kind":"x","public":"z","version":1}'):
            (tmp_path / "k").write_bytes(seal(content, [address(ada)]))
            with pytest.raises(StorageFailed, match="damaged"):
                open_unit_key(tmp_path / "k", ada)


class TestDatabaseKey:
    def test_round_trip(self, tmp_path: Path, ada: Any, bob: Any) -> None:
        key = create_database_key(tmp_path, [address(ada), address(bob)])
        assert len(key) == 32
        assert open_database_key(tmp_path, ada) == open_database_key(tmp_path, bob) == key
        for name in (SEALED_NAME, SLOT_NAME):
            content = (tmp_path / name).read_bytes()
            assert key not in content
            assert key.hex().encode() not in content
            assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
        assert set(read_slot(tmp_path).recipients) == {address(ada), address(bob)}

    def test_not_for_others(self, tmp_path: Path, ada: Any, bob: Any) -> None:
        create_database_key(tmp_path, [address(ada)])
        with pytest.raises(NotPermitted):
            open_database_key(tmp_path, bob)

    def test_not_made_twice(self, tmp_path: Path, ada: Any) -> None:
        key = create_database_key(tmp_path, [address(ada)])
        with pytest.raises(NotAllowed):
            create_database_key(tmp_path, [address(ada)])
        assert open_database_key(tmp_path, ada) == key

    def test_readdress(self, tmp_path: Path, ada: Any, bob: Any) -> None:
        key = create_database_key(tmp_path, [address(ada)])
        readdress_database_key(tmp_path, key, [address(bob)])
        assert open_database_key(tmp_path, bob) == key
        with pytest.raises(NotPermitted):
            open_database_key(tmp_path, ada)
        with pytest.raises(InvalidValue):
            readdress_database_key(tmp_path, bytes(32), [address(ada)])

    def test_many_users(self, tmp_path: Path, ada: Any) -> None:
        others = [address(pyrage.x25519.Identity.generate()) for _ in range(499)]
        key = create_database_key(tmp_path, [*others, address(ada)])
        assert open_database_key(tmp_path, ada) == key

    def test_missing(self, tmp_path: Path, ada: Any) -> None:
        with pytest.raises(NotFound):
            open_database_key(tmp_path, ada)

    def test_files_of_two_homes(self, tmp_path: Path, ada: Any) -> None:
        create_database_key(tmp_path, [address(ada)])
        other = tmp_path / "other"
        other.mkdir()
        create_database_key(other, [address(ada)])
        (other / SLOT_NAME).replace(tmp_path / SLOT_NAME)
        with pytest.raises(StorageFailed, match="belong together"):
            open_database_key(tmp_path, ada)

    def test_every_flipped_byte(self, tmp_path: Path, ada: Any) -> None:
        create_database_key(tmp_path, [address(ada)])
        path = tmp_path / SEALED_NAME
        sound = path.read_bytes()
        for place in range(len(sound)):
            changed = bytearray(sound)
            changed[place] ^= 4
            path.write_bytes(changed)
            with pytest.raises((StorageFailed, NotPermitted)):
                open_database_key(tmp_path, ada)

    @pytest.mark.parametrize(
        "content", [b"", b"{}", b"x" * 200_000, b'{"check":"00","kind":"k","recipients":[],"version":1}']
    )
    def test_damaged_slot(self, tmp_path: Path, ada: Any, content: bytes) -> None:
        create_database_key(tmp_path, [address(ada)])
        (tmp_path / SLOT_NAME).write_bytes(content)
        with pytest.raises(StorageFailed, match="damaged"):
            open_database_key(tmp_path, ada)

    def test_a_key_of_another_length(self, tmp_path: Path, ada: Any) -> None:
        create_database_key(tmp_path, [address(ada)])
        (tmp_path / SEALED_NAME).write_bytes(seal(b"short", [address(ada)]))
        with pytest.raises(StorageFailed, match="damaged"):
            open_database_key(tmp_path, ada)


def test_key_check() -> None:
    key = bytes(range(32))
    assert key_fits(key, key_check(key))
    assert not key_fits(bytes(32), key_check(key))
    assert not key_fits(key, "")
    assert not key_fits(key, "é" * 32)
    assert len(key_check(key)) == 32
