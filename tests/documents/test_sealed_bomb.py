"""A sealed file that opens to more than is read: refused by its size, before anything in it is parsed."""

import time

import pyrage
import pytest

from registry.custody.sealing import seal, unseal
from registry.documents.strict import MOST_BYTES
from registry.documents.verification import verify_bytes
from registry.domain.errors import Refusal, Refused
from tests.documents.clinic import NOW


def test_what_opens_to_more_than_is_read() -> None:
    identity = pyrage.x25519.Identity.generate()
    sealed = seal(b'{"x":"' + b" " * 40_000_000 + b'"}', [str(identity.to_public())])
    opened = unseal(sealed, identity)
    assert len(opened) > MOST_BYTES
    start = time.perf_counter()
    with pytest.raises(Refused) as caught:
        verify_bytes(opened, now=NOW, directory=None)
    assert caught.value.reason is Refusal.TOO_LARGE
    assert time.perf_counter() - start < 0.5
