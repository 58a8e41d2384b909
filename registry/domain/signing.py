"""What the rest of the program may ask of a private key, whoever keeps it."""

from typing import Protocol


class Signer(Protocol):
    """An Ed25519 key that can be used but not seen. Custody makes one; documents and the audit use it."""

    @property
    def public_key(self) -> str:
        """The public key as Multikey text, `z6Mk…`."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Return the 64 bytes of the Ed25519 signature over `data` (RFC 8032, without prehashing)."""
        ...
