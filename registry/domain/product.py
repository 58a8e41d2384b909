"""What came out of the work: products, progress on each need, and skills to keep going."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.dates import PartialDate
from registry.domain.errors import InvalidValue
from registry.domain.identifiers import check_id
from registry.domain.product_readers import readers_of
from registry.domain.risk_words import in_their_name
from registry.domain.text import check_code, check_label, check_name, check_prose
from registry.domain.voice import Audience


class Agreed(StrEnum):
    """Whether the participant agreed with a product."""

    YES = "yes"
    IN_PART = "in-part"
    NO = "no"
    NOT_ASKED = "not-asked"


class ProductKind(StrEnum):
    """What came out of the work."""

    FORMULATION = "formulation"
    OFFENCE_ACCOUNT = "offence-account"
    TRAUMA_ACCOUNT = "trauma-account"
    LETTER = "letter"
    STAYING_WELL_PLAN = "staying-well-plan"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The kind as a reader sees it."""
        return {
            "formulation": "shared formulation",
            "offence-account": "offence account",
            "trauma-account": "account of trauma",
            "letter": "letter",
            "staying-well-plan": "staying-well plan",
            "other": "other",
        }[self.value]


@dataclass(frozen=True, kw_only=True)
class Product:
    """A formulation, offence account, letter or plan, and where its full text is kept."""

    id: str
    kind: ProductKind
    title: str
    on: PartialDate
    made_with: str
    agreed: Agreed
    kept_where: str
    may_be_seen_by: str
    text: str | None = None

    def __post_init__(self) -> None:
        check_id(self.id, "The product's id")
        check_name(self.title, "The product's title")
        for value, what in (
            (self.made_with, "Whom the product was made with"),
            (self.kept_where, "Where the product is kept"),
            (self.may_be_seen_by, "Who may see the product"),
        ):
            check_name(value, what)
        if self.text is not None:
            check_prose(self.text, "The product's text")

    def is_open_to(self, audience: Audience) -> bool:
        """Whether a reader may know of it: what stays with somebody else leaves neither title nor place."""
        return audience in readers_of(self.may_be_seen_by)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Progress on one need: learnt, seen in sessions, seen outside them and by whom, not yet shown."""

    need: str
    on: PartialDate
    by: str
    learnt: str | None = None
    seen_in_sessions: str | None = None
    seen_outside: str | None = None
    seen_outside_by: str | None = None
    not_yet_shown: str | None = None

    def __post_init__(self) -> None:
        check_code(self.need, "The need")
        check_name(self.by, "Who judged the progress")
        for part in (self.learnt, self.seen_in_sessions, self.seen_outside, self.not_yet_shown):
            if part is not None:
                check_prose(part, "The progress")
        if self.seen_outside_by is not None:
            check_label(self.seen_outside_by, "Who saw the progress outside sessions")
        if self.seen_outside and not self.seen_outside_by:
            raise InvalidValue("Progress was seen outside sessions, but not by whom.", hint="Name who saw it.")
        if not (self.learnt or self.seen_in_sessions or self.seen_outside or self.not_yet_shown):
            raise InvalidValue("The progress says nothing.", hint="Fill in at least one of its four parts.")

    @property
    def outside_words(self) -> str:
        """Always a sentence, never a blank."""
        if not self.seen_outside:
            return "Not yet seen outside sessions."
        return f"{self.outside_seen} ({self.seen_outside_by})."

    @property
    def outside_seen(self) -> str:
        """What was seen outside sessions, without who saw it; blank where nothing was."""
        return in_their_name((self.seen_outside or "").rstrip(" ."), self.by)


@dataclass(frozen=True, kw_only=True)
class Skill:
    """A skill to keep going: its cue, the participant's words for it, who supports it, early signs."""

    skill: str
    cue: str | None = None
    participant_words: str | None = None
    supported_by: str | None = None
    early_signs: str | None = None

    def __post_init__(self) -> None:
        check_name(self.skill, "The skill")
        for text in (self.cue, self.participant_words, self.early_signs):
            if text is not None:
                check_prose(text, "What is said of the skill")
        if self.supported_by is not None:
            check_label(self.supported_by, "Who supports the skill")
