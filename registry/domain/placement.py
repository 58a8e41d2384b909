"""A participant's stay at an establishment, and the law they were held under."""

from dataclasses import dataclass

from registry.domain.dates import PartialDate, Recorded, check_order
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.people import EstablishmentRef

# UK Core code system UKCore-LegalStatusClassificationEngland; the labels are our own words.
# `sentenced`, `recall` and the like are facts the health code list does not carry (prison and community).
LEGAL_STATUS: dict[str, str] = {
    "01": "informal",
    "02": "section 2",
    "03": "section 3",
    "04": "section 4",
    "05": "section 5(2)",
    "06": "section 5(4)",
    "07": "section 35",
    "08": "section 36",
    "09": "section 37 with section 41 restrictions",
    "10": "section 37",
    "12": "section 38",
    "13": "section 44",
    "14": "section 46",
    "15": "section 47 with section 49 restrictions",
    "16": "section 47",
    "17": "section 48 with section 49 restrictions",
    "18": "section 48",
    "19": "section 135",
    "20": "section 136",
    "31": "Criminal Procedure (Insanity) Act",
    "32": "other Acts",
    "35": "guardianship, section 7",
    "36": "guardianship, section 37",
    "37": "section 45A, limitation direction in force",
    "38": "section 45A, limitation direction ended",
    "98": "not applicable",
    "99": "not known",
    "remand": "on remand",
    "sentenced": "serving a sentence",
    "licence": "on licence",
    "conditional-discharge": "conditional discharge",
    "conditional-discharge-dol": "conditional discharge with deprivation of liberty",
    "cto": "community treatment order",
}


# Mental Health Act 1983, sections 35, 36 and 48: for people accused of an offence, or in prison without a sentence.
_BEFORE_TRIAL = frozenset({"remand", "07", "08", "17", "18"})
# What only follows a conviction (sections 37, 38, 41, 45A, 46, 47), or a sentence.
_CONVICTED = frozenset({"09", "10", "12", "14", "15", "16", "36", "37", "38", "sentenced", "licence"})


@dataclass(frozen=True, kw_only=True)
class LegalStatus:
    """One legal status over a time. `code` is a key of LEGAL_STATUS; single digits are read as two."""

    code: str
    since: PartialDate
    until: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.code not in LEGAL_STATUS:
            raise InvalidValue(f"{self.code[:24]!a} is not a legal status.", hint="See `placement add --help`.")
        check_order(self.since, self.until, "The legal status")

    @property
    def words(self) -> str:
        """The status in our own words."""
        return LEGAL_STATUS[self.code]


# How a section is typed by whoever knows the Act and not the code list.
SECTIONS = {
    "s2": "02",
    "s3": "03",
    "s4": "04",
    "s5(2)": "05",
    "s5(4)": "06",
    "s7": "35",
    "s35": "07",
    "s36": "08",
    "s37": "10",
    "s37/41": "09",
    "s37-guardianship": "36",
    "s38": "12",
    "s44": "13",
    "s45a": "37",
    "s45a-ended": "38",
    "s46": "14",
    "s47": "16",
    "s47/49": "15",
    "s48": "18",
    "s48/49": "17",
    "s135": "19",
    "s136": "20",
}
# Sections whose number is the code of another status: the number alone would write down the wrong law.
_TWO_MEANINGS = {"7": "s35", "35": "s7", "36": "s37-guardianship", "37": "s45a", "38": "s45a-ended"}


def read_legal_code(text: str) -> str:
    """Return the code a person typed: `9` and `09` are the same, and `s37/41` or `37/41` is the section's code.

    Raises InvalidValue for a number that is a section and the code of another status: 7, 35, 36, 37 and 38.
    """
    asked = "".join(text.lower().split()).removeprefix("section")
    if asked in _TWO_MEANINGS:
        code = _TWO_MEANINGS[asked]
        raise InvalidValue(
            f"{asked} is a section and the code of {LEGAL_STATUS[SECTIONS[code]]}.",
            hint=f"Write s{asked} for the section, or {code} for the other.",
        )
    section = asked if asked.startswith("s") else f"s{asked}"
    if section in SECTIONS and asked not in LEGAL_STATUS and (section == asked or len(asked) > 1):
        return SECTIONS[section]
    return asked.zfill(2) if len(asked) == 1 else asked


@dataclass(frozen=True, kw_only=True)
class Placement:
    """A stay: where, from when, until when, and each legal status during it."""

    id: str
    participant_id: str
    establishment: EstablishmentRef
    since: PartialDate
    until: PartialDate | None = None
    legal: tuple[LegalStatus, ...] = ()
    recorded: Recorded = Recorded.AT_THE_TIME

    def __post_init__(self) -> None:
        check_id(self.id, "The placement's id")
        check_id(self.participant_id, "The participant's id")
        check_order(self.since, self.until, "The placement")

    @property
    def awaits_trial(self) -> bool:
        """Whether the law of this stay, which still lasts, is that of people who have not been tried."""
        in_force = {one.code for one in self.legal if self.ends(one) is None}
        return bool(in_force & _BEFORE_TRIAL) and not in_force & _CONVICTED

    def ends(self, status: LegalStatus) -> PartialDate | None:
        """Return until when a status of this stay is known to have held: of a stay that ended nothing lasts to now."""
        return status.until or self.until
