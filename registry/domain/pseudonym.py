"""Names for the rows of one release of the data set, by which nobody is found again and no two releases are joined."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

from registry.domain.errors import InvalidValue

KEY_BYTES = 32
_SHOWN_BYTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonyms:
    """A keyed hash (HMAC-SHA-256) under the key of one release: the same id has the same name in every table of it.

    The key is made for one release and kept nowhere. 80 bits are shown: enough that no two rows share a name.
    Raises InvalidValue for a key that is not 32 bytes long.
    """

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES:
            raise InvalidValue("The key of a release has 32 bytes.")

    def of(self, kind: str, record_id: str) -> str:
        """Return the name of one record: 16 letters and digits. Records of two kinds never share one by their id."""
        digest = hmac.new(self.key, f"{kind}\0{record_id}".encode(), hashlib.sha256).digest()
        return base64.b32encode(digest[:_SHOWN_BYTES]).decode("ascii").lower()
