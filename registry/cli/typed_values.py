"""What a person typed, as values: text, words from a file, dates, establishments, legal statuses."""

import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from registry.cli import output
from registry.cli.door import required_day
from registry.domain.dates import PartialDate, Recorded
from registry.domain.errors import InvalidValue, NotAllowed, Refusal, Refused
from registry.domain.people import EstablishmentRef, Tier
from registry.domain.placement import LegalStatus, read_legal_code
from registry.domain.staffing import StaffRole
from registry.domain.text import MOST_PROSE, check_prose, one_of, typed
from registry.files import read_regular

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from registry.services.sitting import Sitting
    from registry.services.staffing import StaffSaid

STDIN = Path("-")
STAFF = "NAME[|ROLE[|PROFESSION[|REG]]]"
JUDGE = "NAME|PROFESSION[|REG]"
# Every character of the longest prose may take four bytes.
MOST_TEXT_BYTES = 4 * MOST_PROSE

T = TypeVar("T", bound="DataclassInstance")


def words(given: str | None) -> str | None:
    """Return typed text, or None where nothing was given or only white space. Raises InvalidValue."""
    text = typed(given or "")
    if not text:
        return None
    check_prose(text, f"The text that begins {text[:20]!a}")
    return text


def all_words(given: Iterable[str] | None) -> tuple[str, ...]:
    """Return each text that says something."""
    return tuple(text for each in given or () if (text := words(each)))


def own_words(given: str) -> str:
    """Return a participant's words as they stand: normalised to NFC and Unix line ends, nothing else touched."""
    return unicodedata.normalize("NFC", given.replace("\r\n", "\n").replace("\r", "\n"))


def content(file: Path, limit: int) -> bytes:
    """Return the bytes of an ordinary file, or of stdin for `-`. Raises NotAllowed, NotFound and Refused."""
    if file != STDIN:
        return read_regular(file, limit)
    if output.is_caught():
        raise NotAllowed("There is no stdin to read from here.", hint="Name a file, in the place of -.")
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise Refused(Refusal.TOO_LARGE, f"Stdin holds more than {limit:,} bytes.", hint="Nothing was read.")
    return data


def from_option_or_file(given: str | None, file: Path | None) -> str | None:
    """Return text given on the line or in a file, as it stands; None for neither. Raises InvalidValue for both."""
    if file is None:
        return given
    if given is not None:
        raise InvalidValue("The words are given twice: on the line and in a file.", hint="Give one of the two.")
    try:
        return content(file, MOST_TEXT_BYTES).decode()
    except UnicodeDecodeError:
        raise InvalidValue(f"{file.name} is not text in UTF-8.", hint="Save it as plain text in UTF-8.") from None


def parts(given: str, names: str) -> list[str]:
    """Return the typed parts of `WHAT|WHERE`, as many as `names` has; empty for those in brackets that were left out.

    Raises InvalidValue.
    """
    found = [typed(part) for part in given.split("|")]
    most, least = names.count("|") + 1, names.partition("[")[0].count("|") + 1
    if not least <= len(found) <= most:
        may = " What stands in brackets may be left out." if least < most else ""
        raise InvalidValue(f"{given[:40]!a} is not written {names}.", hint=f"Separate the parts with |.{may}")
    return [*found, *[""] * (most - len(found))]


def staff_said(given: str) -> "StaffSaid":
    """Return the member of staff that was typed. Raises InvalidValue."""
    from registry.services.staffing import StaffSaid

    name, role, profession, registration = parts(given, STAFF)
    if not name:
        raise InvalidValue(f"{given[:40]!a} names nobody.", hint=f"Write {STAFF}.")
    if role and role not in set(StaffRole):
        raise InvalidValue(f"{role[:40]!a} is no role.", hint=f"Write {one_of(list(StaffRole))}.")
    return StaffSaid(
        who=name,
        role=StaffRole(role) if role else StaffRole.THERAPIST,
        profession=profession or None,
        registration=registration or None,
    )


def elsewhere(sat: "Sitting", at_id: str | None, at_name: str | None, at_tier: Tier | None) -> EstablishmentRef | None:
    """Return another establishment, the directory's where its name stands there, or None for this unit. Raises
    InvalidValue when it is half said.
    """
    from registry.services.establishments import establishment_named

    if at_id is None and at_name is None and at_tier is None:
        return None
    if at_name is None or at_tier is None:
        raise InvalidValue("Another establishment is only half said.", hint="Give --at-name and --at-tier.")
    if at_id is not None:
        return EstablishmentRef(id=at_id, name=typed(at_name), tier=at_tier)
    return establishment_named(sat, at_name, at_tier)


def recorded_as(given: Recorded | None, establishment: EstablishmentRef | None) -> Recorded:
    """Return how a fact was written down: as reported where it is another establishment's, unless said otherwise."""
    return given or (Recorded.AT_THE_TIME if establishment is None else Recorded.REPORTED)


def legal_status(given: str, since: PartialDate) -> LegalStatus:
    """Return the status of `CODE[:SINCE[:UNTIL]]`; without a date it holds from `since`. Raises InvalidValue."""
    code, _, dates = given.partition(":")
    begins, _, ends = dates.partition(":")
    return LegalStatus(
        code=read_legal_code(code),
        since=required_day(begins) if begins else since,
        until=required_day(ends) if ends else None,
    )


def changed(was: T, **given: object) -> T:
    """Return `was` with what was given; what was not given (None) stays, and an empty text takes a value away."""
    return replace(
        was,
        **{
            name: words(value) if type(value) is str else value  # an enumerated word is a str too, and stays itself
            for name, value in given.items()
            if value is not None
        },
    )
