"""A private key in memory: of its one length, and one further key for each purpose."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from registry.custody.signing_key import SigningKey
from registry.documents.multikey import read_public_key
from registry.domain.errors import InvalidValue


def verifies(key: SigningKey, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(read_public_key(key.public_key)).verify(signature, b"said")
    except InvalidSignature:
        return False
    return True


def test_rfc_8032s_first_key() -> None:
    key = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    assert read_public_key(key.public_key).hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")


@pytest.mark.parametrize("many", [0, 31, 33, 64])
def test_another_length_is_no_key(many: int) -> None:
    with pytest.raises(InvalidValue, match="32 bytes"):
        SigningKey(bytes(many))


def test_a_key_for_a_purpose_is_the_same_each_time_and_signs_for_no_other() -> None:
    key = SigningKey.generate()
    assert SigningKey(key.private_bytes()).derived("annex").private_bytes() == key.derived("annex").private_bytes()
    one, other = key.derived("annex"), key.derived("receipt")
    assert verifies(one, one.sign(b"said"))
    assert not any(verifies(another, one.sign(b"said")) for another in (key, other))


def test_a_key_shows_its_public_half_alone() -> None:
    key = SigningKey.generate()
    assert repr(key) == f"SigningKey({key.public_key})"
