"""Names that point at exactly one thing: people's numbers and the ids of records.

Sources: the NHS number check is the NHS Data Dictionary's modulus 11 (python-stdnum); the prison number's form
(letter, four digits, two letters) has no known check digit; HCPC practitioner psychologists register as PYL and
up to six digits. PNC and CRO numbers carry a check letter out of 23, as hmpps-person-record (PNCIdentifier,
CROIdentifier) and criminaljusticehub.org.uk describe it. CHI and H&C numbers have ten digits and the NHS number's
modulus 11.
"""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.gb import nhs

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.text import check_code

_URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NHS = re.compile(r"[0-9 -]{10,16}")
_PRISON = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PNC = re.compile(r"(?:19|20)[0-9]{2}/[0-9]{7}[A-Z]")
_TYPED_PNC = re.compile(r"([0-9]{4}|[0-9]{2})/([0-9]{1,7})([A-Z])")
_TYPED_CRO = re.compile(r"([0-9]{1,6})/([0-9]{4}|[0-9]{2})([A-Z])")
_TYPED_CRO_FILE = re.compile(r"SF([0-9]{4}|[0-9]{2})/([0-9]{1,6})([A-Z])")
_CRO = re.compile(r"([0-9]{6})/([0-9]{2})([A-Z])")
_CRO_FILE = re.compile(r"SF([0-9]{2})/([1-9][0-9]{0,5})([A-Z])")
# Without I, O and S, which are read as digits; Z stands for 0.
_CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def is_id(text: str) -> bool:
    """Return whether `text` is a lower-case `urn:uuid:`."""
    return _URN.fullmatch(text) is not None


def check_id(text: str, what: str) -> None:
    """Raise InvalidValue unless `text` is a lower-case `urn:uuid:`."""
    if not is_id(text):
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
        _check_ten_digits(self.digits, "An NHS number")

    @classmethod
    def read(cls, text: str) -> "NhsNumber":
        """Return the number a person typed, with or without spaces. Raises InvalidValue."""
        return cls(_ten_digits(text, "An NHS number"))

    @property
    def is_test(self) -> bool:
        """True for the 999 range, which is kept for test data."""
        return self.digits.startswith("999")

    def __str__(self) -> str:
        return _grouped(self.digits)


@dataclass(frozen=True, slots=True)
class ChiNumber:
    """Scotland's Community Health Index number: ten digits with the modulus-11 check of the NHS number."""

    digits: str

    def __post_init__(self) -> None:
        _check_ten_digits(self.digits, "A CHI number")

    @classmethod
    def read(cls, text: str) -> "ChiNumber":
        """Return the number a person typed, with or without spaces. Raises InvalidValue."""
        return cls(_ten_digits(text, "A CHI number"))

    def agrees_with(self, born: PartialDate) -> bool:
        """Return False where the six digits it begins with, day, month and year, are not those of a birth date.

        What is not known of the date contradicts nothing, and 999 is the range kept for test data, which has no date.
        """
        known = born.text.split("-")
        digits = (self.digits[4:6], self.digits[2:4], self.digits[0:2])
        said = (known[0][2:], *known[1:])
        return self.digits.startswith("999") or all(one == other for one, other in zip(digits, said, strict=False))

    def __str__(self) -> str:
        return _grouped(self.digits)


@dataclass(frozen=True, slots=True)
class HcNumber:
    """Northern Ireland's Health and Care number: ten digits with the modulus-11 check of the NHS number."""

    digits: str

    def __post_init__(self) -> None:
        _check_ten_digits(self.digits, "An H&C number")

    @classmethod
    def read(cls, text: str) -> "HcNumber":
        """Return the number a person typed, with or without spaces. Raises InvalidValue."""
        return cls(_ten_digits(text, "An H&C number"))

    def __str__(self) -> str:
        return _grouped(self.digits)


@dataclass(frozen=True, slots=True)
class PncNumber:
    """A Police National Computer id in its full form, 2099/0000001G: year, seven digits, check letter.

    The letter stands at place (last two digits of the year, then the serial) mod 23 of ZABCDEFGHJKLMNPQRTUVWXY.
    """

    text: str

    def __post_init__(self) -> None:
        if not _PNC.fullmatch(self.text):
            raise InvalidValue(f"{self.text[:20]!a} is not a PNC number.", hint="Type it as 2099/0000001G.")
        _check_letter(self.text[2:4] + self.text[5:12], self.text[12], f"{self.text} is not a PNC number")

    @classmethod
    def read(cls, text: str, today: date) -> "PncNumber":
        """Return the number a person typed, zeros left out or not, the year with two digits or four.

        A year of two digits is the newest such year that is not after today's. Raises InvalidValue.
        """
        found = _TYPED_PNC.fullmatch(_upper(text))
        if found is None:
            raise InvalidValue(f"{text[:20]!a} is not a PNC number.", hint="Type it as 99/1G or 2099/0000001G.")
        year, serial, letter = found.groups()
        if len(year) == 2:
            year = f"{20 if int(year) <= today.year % 100 else 19}{year}"
        return cls(f"{year}/{serial.zfill(7)}{letter}")

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class CroNumber:
    """A Criminal Records Office number: 000001/99W, or SF99/12345M where only a file is kept.

    The check letter is drawn as for a PNC number from the year and the serial, which has six digits in the
    first form and no leading zeros in the second.
    """

    text: str

    def __post_init__(self) -> None:
        if found := _CRO.fullmatch(self.text):
            serial, year, letter = found.groups()
        elif found := _CRO_FILE.fullmatch(self.text):
            year, serial, letter = found.groups()
        else:
            raise InvalidValue(f"{self.text[:20]!a} is not a CRO number.", hint="Type it as 000001/99W.")
        _check_letter(year + serial, letter, f"{self.text} is not a CRO number")

    @classmethod
    def read(cls, text: str) -> "CroNumber":
        """Return the number a person typed, zeros left out or not, the year with two digits or four.

        Raises InvalidValue.
        """
        typed = _upper(text)
        if found := _TYPED_CRO.fullmatch(typed):
            serial, year, letter = found.groups()
            return cls(f"{serial.zfill(6)}/{year[-2:]}{letter}")
        if found := _TYPED_CRO_FILE.fullmatch(typed):
            year, serial, letter = found.groups()
            return cls(f"SF{year[-2:]}/{serial.lstrip('0')}{letter}")
        raise InvalidValue(f"{text[:20]!a} is not a CRO number.", hint="Type it as 1/99W or SF99/12345M.")

    def __str__(self) -> str:
        return self.text


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


def _check_ten_digits(digits: str, what: str) -> None:
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise InvalidValue(f"{what} has ten digits.", hint="Type it as 999 000 0018.")
    if nhs.checksum(digits) != 0:
        named = f"{what[0].lower()}{what[1:]}"
        raise InvalidValue(
            f"{_grouped(digits)} is not {named}: its check digit does not fit.", hint="Compare it with the source."
        )


def _ten_digits(text: str, what: str) -> str:
    if not _NHS.fullmatch(text.strip()):
        raise InvalidValue(f"{what} has ten digits.", hint="Type it as 999 000 0018.")
    return text.replace(" ", "").replace("-", "")


def _grouped(digits: str) -> str:
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def _upper(text: str) -> str:
    return text.strip().upper() if text.isascii() else text


def _check_letter(digits: str, letter: str, wrong: str) -> None:
    if letter != _CHECK_LETTERS[int(digits) % len(_CHECK_LETTERS)]:
        raise InvalidValue(f"{wrong}: its check letter does not fit.", hint="Compare it with the source.")
