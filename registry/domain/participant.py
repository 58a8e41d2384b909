"""The person receiving treatment."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.domain.dates import PartialDate, age_words
from registry.domain.errors import InvalidValue
from registry.domain.ethnicity import Ethnicity
from registry.domain.folding import fold
from registry.domain.identifiers import (
    ChiNumber,
    CroNumber,
    HcNumber,
    LocalNumber,
    NhsNumber,
    PncNumber,
    PrisonNumber,
    check_id,
)
from registry.domain.text import check_name, check_prose

_NUMBER = re.compile(r"\d(?:[ -]?\d){8}")
"""Nine digits in a row; a date has eight."""


class Sex(StrEnum):
    """As recorded; used only to say which editions were designed for whom."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    NOT_RECORDED = "not-recorded"


class Known(StrEnum):
    """A yes or no that may honestly be unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name as recorded."""

    family: str
    given: str

    def __post_init__(self) -> None:
        check_name(self.family, "The surname")
        check_name(self.given, "The given name")

    @property
    def banner(self) -> str:
        """The NHS form: SURNAME, Given."""
        return f"{self.family.upper()}, {self.given}"

    @property
    def words(self) -> str:
        """Given name and surname, as one writes to a person."""
        return f"{self.given} {self.family}"

    @property
    def in_order(self) -> tuple[str, str]:
        """What every list of people is ordered by: surname, then given name, as a plain keyboard spells them."""
        return fold(self.family), fold(self.given)


# What people write where they ask for large letters or for pictures; "no pictures" is the opposite.
_LARGE = re.compile(r"\b(large|big|bigger|larger)[ -](print|letters|type|text|font)\b", re.IGNORECASE)
_PICTURES = re.compile(
    r"(?<!no )(?<!not )(?<!without )\b(pictures?|symbols?|easy[ -]read|photo ?symbols?|makaton|widgit)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class CommunicationNeeds:
    """What must be known before the first word: it travels first and stands on the banner's second line."""

    language: str | None = None
    interpreter: str | None = None
    hearing: str | None = None
    literacy: str | None = None
    learning_disability: Known = Known.UNKNOWN
    autism: Known = Known.UNKNOWN
    brain_injury: Known = Known.UNKNOWN
    format_wanted: str | None = None
    what_helps: str | None = None

    def __post_init__(self) -> None:
        for what in ("language", "interpreter", "hearing", "literacy", "format_wanted", "what_helps"):
            value = getattr(self, what)
            if value is not None:
                check_name(value, what.replace("_", " ").capitalize())

    @property
    def phrases(self) -> tuple[str, ...]:
        """Each known need as a short phrase; empty when nothing was recorded."""
        said: list[str] = []
        for label, text in (
            ("speaks", self.language),
            ("interpreter:", self.interpreter),
            ("hearing:", self.hearing),
            ("reading:", self.literacy),
        ):
            if text:
                said.append(f"{label} {text}")
        for label, known in (
            ("learning disability", self.learning_disability),
            ("autism", self.autism),
            ("brain injury", self.brain_injury),
        ):
            if known is Known.YES:
                said.append(label)
        if self.format_wanted:
            said.append(f"wants {self.format_wanted}")
        if self.what_helps:
            said.append(f"helps: {self.what_helps}")
        return tuple(said)

    @property
    def wants_large_print(self) -> bool:
        """Whether they asked for large letters."""
        return self._asked_for(_LARGE)

    @property
    def wants_pictures(self) -> bool:
        """Whether they asked for pictures beside the words."""
        return self._asked_for(_PICTURES)

    def _asked_for(self, sought: re.Pattern[str]) -> bool:
        return any(sought.search(text) is not None for text in (self.format_wanted, self.what_helps) if text)


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A participant. Without an NHS number the reason is required; former names are for matching only.

    CHI (Scotland) and H&C (Northern Ireland) numbers stand beside the NHS number, each under its own scheme. They,
    the police's numbers, the aliases and the ethnicity are this unit's own and do not travel.
    """

    id: str
    name: PersonName
    born: PartialDate
    sex: Sex = Sex.NOT_RECORDED
    ethnicity: Ethnicity | None = None
    nhs_number: NhsNumber | None = None
    no_nhs_number_because: str | None = None
    prison_number: PrisonNumber | None = None
    local_number: LocalNumber | None = None
    pnc_number: PncNumber | None = None
    cro_number: CroNumber | None = None
    chi_number: ChiNumber | None = None
    hc_number: HcNumber | None = None
    known_as: str | None = None
    aliases: tuple[PersonName, ...] = ()
    former_names: tuple[PersonName, ...] = ()
    communication: CommunicationNeeds = CommunicationNeeds()
    untried: bool = False

    def __post_init__(self) -> None:
        check_id(self.id, "The participant's id")
        if self.nhs_number is None and not self.no_nhs_number_because:
            raise InvalidValue("There is no NHS number and no reason.", hint="Give the number, or say why none.")
        if self.nhs_number is not None and self.no_nhs_number_because:
            raise InvalidValue("There is an NHS number and a reason for having none.", hint="Give one of the two.")
        if self.no_nhs_number_because is not None:
            check_name(self.no_nhs_number_because, "The reason for having no NHS number")
        if self.known_as is not None:
            check_name(self.known_as, "The known-as name")
        for names, what in ((self.aliases, "alias"), (self.former_names, "former name")):
            if len(set(names)) != len(names):
                raise InvalidValue(f"One {what} stands twice.", hint="Give each once.")

    @property
    def further_numbers(self) -> tuple[str, ...]:
        """The numbers that are not on the banner, each labelled by its scheme."""
        numbers = (
            ("CHI No.", self.chi_number),
            ("H&C No.", self.hc_number),
            ("PNC No.", self.pnc_number),
            ("CRO No.", self.cro_number),
        )
        return tuple(f"{scheme} {number}" for scheme, number in numbers if number is not None)

    def banner(self, today: date) -> tuple[str, ...]:
        """Return the one or two lines that stand on every screen and page."""
        born = f"{self.born.first:%d-%b-%Y}" if self.born.is_exact else self.born.words
        nhs = f"{self.nhs_number}" if self.nhs_number else f"none ({self.no_nhs_number_because})"
        if self.nhs_number is not None and self.nhs_number.is_test:
            nhs += " (test number)"
        first = [self.name.banner, f"Born {born} ({age_words(self.born, today)})", f"NHS No. {nhs}"]
        if self.prison_number:
            first.append(f"Prison No. {self.prison_number}")
        if self.local_number:
            first.append(f"Local No. {self.local_number}")
        # First, because above a page it is the last facts that may find no room.
        second = ["Not convicted: no inference may be drawn"] if self.untried else []
        if self.known_as:
            second.append(f"Known as {self.known_as}")
        second.extend(self.communication.phrases)
        return (" · ".join(first), " · ".join(second)) if second else (" · ".join(first),)


class TherapyEnding(StrEnum):
    """How the last therapy ended, for the person in it."""

    PLANNED = "planned"
    INTERRUPTED = "interrupted"
    NO_GOODBYE = "no-goodbye"
    STILL_RUNNING = "still-running"
    NOT_KNOWN = "not-known"

    @property
    def words(self) -> str:
        """The ending as a reader sees it."""
        return {
            "planned": "a planned ending",
            "interrupted": "interrupted",
            "no-goodbye": "ended without a goodbye",
            "still-running": "still running at transfer",
            "not-known": "not known",
        }[self.value]


class TherapistsSpoke(StrEnum):
    """Whether the old and the new therapist have spoken."""

    WITH_PARTICIPANT = "with-participant"
    WITHOUT_PARTICIPANT = "without-participant"
    NOT_YET = "not-yet"
    NOT_RECORDED = "not-recorded"

    @property
    def words(self) -> str:
        """The fact as a reader sees it."""
        return {
            "with-participant": "yes, with the participant present",
            "without-participant": "yes, without the participant",
            "not-yet": "not yet",
            "not-recorded": "not recorded",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountGiven:
    """An account the person has given and is not to be asked for again."""

    what: str
    kept_where: str

    def __post_init__(self) -> None:
        check_name(self.what, "The account")
        check_name(self.kept_where, "Where the account is kept")


@dataclass(frozen=True, kw_only=True)
class FirstTwoWeeks:
    """What the receiving team must know from the first day. Every transfer opens with it."""

    settles: str | None = None
    upsets: str | None = None
    not_in_a_group_with: str | None = None
    unfinished: str | None = None
    not_to_be_asked_again: tuple[AccountGiven, ...] = ()
    last_therapy_ended: TherapyEnding = TherapyEnding.NOT_KNOWN
    therapists_spoke: TherapistsSpoke = TherapistsSpoke.NOT_RECORDED

    def __post_init__(self) -> None:
        for what in ("settles", "upsets", "not_in_a_group_with", "unfinished"):
            value = getattr(self, what)
            if value is not None:
                check_prose(value, what.replace("_", " ").capitalize())


def check_says_why(because: str) -> None:
    """Raise InvalidValue for a reason for having no NHS number that is a number: it would stand on every banner as one.

    Asked of what is typed here. What came signed in a document is kept as it was said there.
    """
    if _NUMBER.search(because) or not any(one.isalpha() for one in because):
        raise InvalidValue(
            "The reason for having no NHS number is a number.",
            hint="Say in words why there is none; each number has a field of its own.",
        )
