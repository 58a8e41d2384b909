"""Assessments with currency, and scores on named measures. Never item text."""

import re
from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.people import EstablishmentRef
from registry.domain.text import check_name, check_prose

# Structured judgement: what these say is a formulation in words. Their items are not added up (see Score). This is the
# one list; the catalogue's measures must agree with it (Measure refuses to be built otherwise).
_STRUCTURED = re.compile(
    r"(hcr20|start|startav|saprof|saprofyv|rsvp|sara|bsafer|historicalclinicalriskmanagement20"
    r"|shorttermassessmentofriskandtreatability\w*|structuredassessmentofprotectivefactors\w*"
    r"|riskforsexualviolenceprotocol|briefspousalassaultformfortheevaluationofrisk|spousalassaultriskassessment\w*)"
    r"(v(ersion)?)?[0-9]{0,2}"
)
_DECIMAL = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,4})?")


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One assessment that travels so that it is not repeated. Structured judgement is kept in words only."""

    id: str
    participant_id: str
    tool: str
    version: str
    on: PartialDate
    rater: str
    establishment: EstablishmentRef
    judgements: str
    has_formulation: bool = False
    valid_until: PartialDate | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The assessment's id")
        check_id(self.participant_id, "The participant's id")
        for text in (self.tool, self.version, self.rater):
            check_name(text, "The assessment's tool, version or rater")
        check_prose(self.judgements, "The assessment's judgements")
        check_order(self.on, self.valid_until, "The assessment")


def is_structured_judgement(tool: str) -> bool:
    """True for the tools whose totals, charts and reliable change are refused: HCR-20, START, SAPROF, RSVP, SARA."""
    return _STRUCTURED.fullmatch(re.sub(r"[^0-9a-z]", "", tool.lower())) is not None


class Rater(StrEnum):
    """Who gave the reading."""

    SELF = "self"
    STAFF = "staff"
    CARER = "carer"


class Occasion(StrEnum):
    """When in the course of treatment the reading was taken."""

    PRE = "pre"
    MID = "mid"
    POST = "post"
    FOLLOW_UP = "follow-up"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The occasion as somebody who never used a form reads it."""
        return {"pre": "before", "mid": "during", "post": "after", "follow-up": "follow-up", "other": "other time"}[
            self
        ]


class Direction(StrEnum):
    """Which way is better."""

    LOWER_IS_BETTER = "lower-is-better"
    HIGHER_IS_BETTER = "higher-is-better"

    @property
    def words(self) -> str:
        """`lower is better` or `higher is better`."""
        return self.value.replace("-", " ")


@dataclass(frozen=True, kw_only=True)
class Score:
    """One dated reading by one rater. Numbers are decimal strings; a reading outside the range cannot be built.

    Neither can a number for a structured judgement tool: it is an assessment, kept in words.
    """

    id: str
    participant_id: str
    measure: str
    version: str
    subscale: str | None = None
    value: str
    lowest: str
    highest: str
    direction: Direction
    occasion: Occasion
    on: PartialDate
    rater: Rater
    rated_by: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The score's id")
        check_id(self.participant_id, "The participant's id")
        check_name(self.measure, "The measure")
        check_name(self.version, "The measure's version")
        for text in (self.subscale, self.rated_by):
            if text is not None:
                check_name(text, "The subscale or the rater")
        if is_structured_judgement(self.measure):
            raise InvalidValue(
                f"{self.measure} is structured judgement and has no score.",
                hint="Record it in words with `throughcare assessment add`.",
            )
        for number in (self.value, self.lowest, self.highest):
            check_decimal(number)
        check_within(self.measure, self.value, self.lowest, self.highest)


def check_decimal(number: str) -> None:
    """Raise InvalidValue for what is no number as a form prints one: at most six digits and four decimals."""
    if not _DECIMAL.fullmatch(number):
        raise InvalidValue(f"{number[:20]!a} is not a decimal number.", hint="Write 23 or 23.5.")


def check_within(measure: str, value: str, lowest: str, highest: str) -> None:
    """Raise InvalidValue for a reading outside the range. All three are decimal numbers."""
    if not float(lowest) <= float(value) <= float(highest):
        raise InvalidValue(
            f"{value} lies outside {measure}'s range {lowest} to {highest}.", hint="Compare it with the form."
        )
