"""A private key in memory: what it signs, and that it is not shown."""

import pytest

from registry.custody.signing_key import SigningKey
from registry.domain.errors import InvalidValue

# RFC 8032, section 7.1, test 2.
PRIVATE = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_it_signs_as_rfc_8032_says() -> None:
    assert SigningKey(PRIVATE).sign(b"\x72").hex() == SIGNATURE


def test_a_key_that_is_shown_shows_its_public_half_alone() -> None:
    key = SigningKey(PRIVATE)
    assert repr(key) == f"SigningKey({key.public_key})"
    assert key.public_key.startswith("z6Mk")


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_private_key_has_32_bytes(size: int) -> None:
    with pytest.raises(InvalidValue, match="32 bytes"):
        SigningKey(bytes(size))
