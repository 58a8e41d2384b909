"""A summary that came in a batch and was verified, and which only a person can give to the right participant."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registry.domain.identifiers import check_id
from registry.domain.participant import Participant
from registry.domain.text import check_prose


class Reason(StrEnum):
    """Why a program must not decide whose record it is."""

    INTACT = "it is INTACT and not TRUSTED"
    NO_NUMBER = "it gives neither an NHS number nor a prison number"
    NOBODY = "nobody here has its number"
    NAMESAKE = "somebody else here has this surname and birth date"
    SEVERAL = "its numbers are those of several people here"
    ELSEWHERE = "its number is somebody's at another establishment of this home"
    DIFFERS = "its number is somebody's here whose other particulars differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One waiting summary: its document's id and digest, the file it came in, who sent it about whom, and why it waits.

    `arrived` is UTC.
    """

    id: str
    digest: str
    file: str
    arrived: datetime
    issuer: str
    participant: Participant
    reason: Reason

    def __post_init__(self) -> None:
        check_id(self.id, "The document's id")
        check_prose(self.file, "The file's name")


def whose(
    foreign: Participant, holders: tuple[Participant, ...], namesakes: tuple[Participant, ...], *, new: bool
) -> Participant | Reason | None:
    """Return the participant here that a document's participant certainly is, None for a new one, or why it must wait.

    `holders` have one of its numbers; `namesakes` its surname, now or formerly, and its birth date. Certain is one
    holder with the same surname, the same exact birth date and no other number. `new` is a person's word that whoever
    nobody here could be is new.
    """
    if foreign.nhs_number is None and foreign.prison_number is None:
        return Reason.NO_NUMBER
    people = {one.id: one for one in holders}
    if len(people) > 1:
        return Reason.SEVERAL
    if people:
        (local,) = people.values()
        return local if _is_certainly(local, foreign) else Reason.DIFFERS
    if namesakes:
        return Reason.NAMESAKE
    return None if new else Reason.NOBODY


def could_be(local: Participant, foreign: Participant) -> bool:
    """Return whether a document's participant could be this one: one number alike, or surname and birth date."""
    numbers = (
        (local.nhs_number, foreign.nhs_number),
        (local.chi_number, foreign.chi_number),
        (local.hc_number, foreign.hc_number),
        (local.prison_number, foreign.prison_number),
    )
    if any(here is not None and here == there for here, there in numbers):
        return True
    apart = local.born.certainly_before(foreign.born) or foreign.born.certainly_before(local.born)
    return foreign.name.family.casefold() in _surnames(local) and not apart


def _surnames(local: Participant) -> set[str]:
    return {name.family.casefold() for name in (local.name, *local.former_names)}


def _is_certainly(local: Participant, foreign: Participant) -> bool:
    numbers = ((local.nhs_number, foreign.nhs_number), (local.prison_number, foreign.prison_number))
    return (
        all(here == there for here, there in numbers if here is not None and there is not None)
        and foreign.name.family.casefold() in _surnames(local)
        and foreign.born.is_exact
        and local.born == foreign.born
    )
