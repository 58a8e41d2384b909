"""Why the law lets something be left out of an answer to a participant, and the mark on each item that says so.

The grounds are exemptions of the Data Protection Act 2018, as amended
(https://www.legislation.gov.uk/ukpga/2018/12/schedule/2 and /schedule/3), of those the ones that fit a treatment
record; https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/individual-rights/right-of-access/health-data
explains those on health. Which one holds, a named person judges, and says why.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from registry.domain.dates import PartialDate, check_day, months_after
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_digest, check_id
from registry.domain.people import Person
from registry.domain.text import check_label, check_name, check_reason

OPINION_MONTHS: Final = 6
"""How old an opinion on serious harm may be when it is relied on (DPA 2018, Sch. 3, paras 5 and 6)."""


class Ground(StrEnum):
    """An exemption that an item may be withheld by."""

    OTHER_PERSON = "other-person"
    LEGAL_PRIVILEGE = "legal-privilege"
    CRIME = "crime"
    COURT = "court"
    THEIR_WISHES = "their-wishes"
    SERIOUS_HARM = "serious-harm"

    @property
    def law(self) -> str:
        """Where the law says so."""
        return {
            "other-person": "DPA 2018, Sch. 2, paras 16 and 17",
            "legal-privilege": "DPA 2018, Sch. 2, para. 19",
            "crime": "DPA 2018, Sch. 2, para. 2",
            "court": "DPA 2018, Sch. 3, para. 3",
            "their-wishes": "DPA 2018, Sch. 3, para. 4",
            "serious-harm": "DPA 2018, Sch. 3, para. 5",
        }[self.value]

    @property
    def words(self) -> str:
        """What the ground is, for whoever marks."""
        return {
            "other-person": "another person could be known from it, who has not agreed, and it is not reasonable "
            "without; a health professional who treated or wrote is no such person",
            "legal-privilege": "a lawyer's advice, or what was written for proceedings",
            "crime": "giving it would be likely to prejudice preventing, detecting or prosecuting a crime",
            "court": "a court processes it, it was evidence there, and the court's own rules let it be withheld",
            "their-wishes": "somebody else asks, and the participant told it in the expectation, or with the wish, "
            "that it would not be given",
            "serious-harm": "giving it would be likely to cause serious harm to somebody's physical or mental health, "
            "in the opinion of the appropriate health professional",
        }[self.value]


class Answer(StrEnum):
    """What an item is marked."""

    GIVEN = "given"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """That the appropriate health professional was asked about serious harm: who, of which profession, and when.

    Who is one: DPA 2018, Sch. 3, para. 2 and s. 204. Whether somebody is, the program does not judge.
    """

    name: str
    profession: str
    on: PartialDate

    def __post_init__(self) -> None:
        check_name(self.name, "Whose opinion it is")
        check_name(self.profession, "The profession")
        check_day(self.on, "When an opinion was given")

    def refuse_unless_fresh(self, today: date) -> None:
        """Raise InvalidValue for one of the future, or from before the six months that end with today."""
        if self.on.first > today:
            raise InvalidValue(f"The opinion is dated {self.on.words}, which is in the future.", hint="Check the date.")
        if self.on.first <= months_after(today, -OPINION_MONTHS):
            raise InvalidValue(
                f"The opinion of {self.name} is of {self.on.words}, more than {OPINION_MONTHS} months ago.",
                hint="The law wants a newer one: ask them again.",
            )

    @property
    def words(self) -> str:
        """Who, and when."""
        return f"{self.name}, {self.profession}, {self.on.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one item is marked for one request: by whom, when, and with the digest of what they saw.

    Withheld needs a ground and a why. What is given may have a why: who agreed that is named in it, for one.
    """

    id: str
    request_id: str
    participant_id: str
    item: str
    digest: str
    answer: Answer
    by: Person
    at: datetime
    ground: Ground | None = None
    why: str | None = None
    opinion: Opinion | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The mark's id")
        check_id(self.request_id, "The request's id")
        check_id(self.participant_id, "The participant's id")
        check_label(self.item, "The item")
        check_digest(self.digest, "The digest of the item")
        if self.why is not None:
            check_reason(self.why, "The why")
        if self.answer is Answer.GIVEN:
            if self.ground is not None:
                raise InvalidValue("What is given is not withheld on a ground.", hint="Mark it given or withheld.")
        elif self.ground is None or self.why is None:
            raise InvalidValue(
                "What is withheld has a ground that the law knows, and a why.",
                hint=f"The grounds are {', '.join(Ground)}.",
            )
        self._check_opinion()

    def _check_opinion(self) -> None:
        if (self.ground is Ground.SERIOUS_HARM) != (self.opinion is not None):
            raise InvalidValue(
                "Serious harm is the opinion of the appropriate health professional."
                if self.opinion is None
                else "An opinion goes with serious harm alone.",
                hint="Say whose opinion it is, and of which day.",
            )
        if self.opinion is not None:
            self.opinion.refuse_unless_fresh(self.at.date())
