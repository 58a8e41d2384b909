"""An Ed25519 private key, held in memory while its bag is open."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry.domain.errors import InvalidValue
from registry.domain.multikey import encode_multikey

PRIVATE_BYTES = 32


class SigningKey:
    """Signs bytes; never shows its private half but to the bag that keeps it. RFC 8032, Ed25519."""

    __slots__ = ("_key", "public_key")

    public_key: str
    """The public half as Multikey text, `z6Mk…`."""

    def __init__(self, private: bytes) -> None:
        if len(private) != PRIVATE_BYTES:
            raise InvalidValue(f"An Ed25519 private key has {PRIVATE_BYTES} bytes.")
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.public_key = encode_multikey(self._key.public_key().public_bytes_raw())

    @classmethod
    def generate(cls) -> "SigningKey":
        """Return a new random key."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """Return the 64-byte signature over `data`."""
        return self._key.sign(data)

    def private_bytes(self) -> bytes:
        """Return the 32 private bytes, for the bag to lock away."""
        return self._key.private_bytes_raw()

    def derived(self, purpose: str) -> "SigningKey":
        """Return this person's key for one other purpose, which `purpose` names.

        HKDF with SHA-256 (RFC 5869) over the private bytes: whoever has the bag has both keys, but neither public
        key tells of the other, and no signature by one can be taken for a signature by the other.
        """
        derivation = HKDF(algorithm=SHA256(), length=PRIVATE_BYTES, salt=None, info=f"throughcare {purpose}".encode())
        return SigningKey(derivation.derive(self.private_bytes()))

    def __repr__(self) -> str:
        return f"SigningKey({self.public_key})"
