"""Names that point at exactly one thing: people's numbers and the ids of records.

Sources: the NHS number check is the NHS Data Dictionary's modulus 11 (python-stdnum); the prison number's form
(letter, four digits, two letters) has no known check digit; HCPC practitioner psychologists register as PYL and
up to six digits.
"""

import re
from dataclasses import dataclass

from stdnum.exceptions import ValidationError
from stdnum.gb import nhs

from registry.domain.errors import InvalidValue
from registry.domain.text import check_code

_URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NHS = re.compile(r"[0-9 -]{10,16}")
_PRISON = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def check_id(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` is a lower-case `urn:uuid:`."""
    if not _URN.fullmatch(text):
        raise InvalidValue(f"{what} is not an id of the form urn:uuid:….")


def check_digest(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` is a SHA-256 digest in lower-case hexadecimal."""
    if not _DIGEST.fullmatch(text):
        raise InvalidValue(f"{what} is not a digest of 64 hexadecimal digits.")


@dataclass(frozen=True, slots=True)
class NhsNumber:
    """Ten digits with a valid modulus-11 check. `read` accepts spaces; the value never holds them."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{10}", self.digits):
            raise InvalidValue("An NHS number has ten digits.", hint="Type it as 999 000 0018.")
        try:
            nhs.validate(self.digits)
        except ValidationError:
            raise InvalidValue(
                f"{self} is not an NHS number: its check digit does not fit.", hint="Compare it with the source."
            ) from None

    @classmethod
    def read(cls, text: str) -> "NhsNumber":
        """Return the number a person typed, with or without spaces. Raises InvalidValue."""
        if not _NHS.fullmatch(text.strip()):
            raise InvalidValue("An NHS number has ten digits.", hint="Type it as 999 000 0018.")
        return cls(text.replace(" ", "").replace("-", ""))

    @property
    def is_test(self) -> bool:
        """True for the 999 range, which is kept for test data."""
        return self.digits.startswith("999")

    def __str__(self) -> str:
        return f"{self.digits[:3]} {self.digits[3:6]} {self.digits[6:]}"


@dataclass(frozen=True, slots=True)
class PrisonNumber:
    """A prison (NOMIS) number such as A1234BC."""

    text: str

    def __post_init__(self) -> None:
        if not _PRISON.fullmatch(self.text):
            raise InvalidValue(
                f"{self.text[:12]!a} is not a prison number.", hint="It has a letter, four digits, two letters."
            )

    @classmethod
    def read(cls, text: str) -> "PrisonNumber":
        """Return the number a person typed, in either case. Raises InvalidValue."""
        return cls(text.strip().upper() if text.isascii() else text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class LocalNumber:
    """A hospital's own number for a participant, in whatever form the hospital uses."""

    text: str

    def __post_init__(self) -> None:
        check_code(self.text, "The local number")

    def __str__(self) -> str:
        return self.text
