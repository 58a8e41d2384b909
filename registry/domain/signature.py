"""A person's signature under a judgement of theirs, kept beside the judgement."""

import re
from dataclasses import dataclass
from datetime import datetime

from registry.domain.errors import InvalidValue
from registry.domain.text import check_label

_VALUE = re.compile("z[1-9A-HJ-NP-Za-km-z]{80,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Which key signed, named as in a proof (the unit's id, # and the key), when, and the signature itself.

    `value` is the 64 bytes of an Ed25519 signature in base58 with its multibase letter. Whether it fits is for
    `registry.documents.judgement_proof` to say.
    """

    method: str
    created: datetime
    value: str

    def __post_init__(self) -> None:
        check_label(self.method, "The signing key")
        if not _VALUE.fullmatch(self.value):
            raise InvalidValue("The signature is not one.")
