"""Telling a sealed file from a document, by its first bytes. Opening one needs a key and is custody's work."""

from registry.domain.errors import Refusal, Sealed

# Source: the age specification (C2SP age.md): the first line of the binary form, and of the armoured one.
_FIRST_LINES = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")


def looks_sealed(data: bytes) -> bool:
    """Return whether `data` begins as a file sealed with age does."""
    return data[:256].lstrip().startswith(_FIRST_LINES)


def refuse_sealed(data: bytes) -> None:
    """Raise `Sealed` if `data` is sealed: it can be verified only after it was opened."""
    if looks_sealed(data):
        raise Sealed(Refusal.SEALED, "The file is sealed.", hint="Use summary receive, or open it with age -d.")
