"""The standardised catalogue: programmes, who they are for, and how one stands to another.

Unknown stays unknown: an absent range, module list or definition is shown as not known and never filled in.
Every public fact carries a source and a confidence, by field, in `facts`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from registry.domain.dates import PartialDate
from registry.domain.edition import Edition, check_unique
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.local_ids import is_local
from registry.domain.participant import Known
from registry.domain.signature import Signature
from registry.domain.text import check_code, check_name, check_prose

_PROGRAMME_ID = re.compile(r"[A-Z0-9][A-Z0-9+.:-]*")


class CourseForm(StrEnum):
    """How a course is built and therefore what completing it can mean."""

    PROGRAMME = "programme"
    GOALS = "agreed-goals"
    OPEN_ENDED = "open-ended"
    RESIDENTIAL = "residential"

    @property
    def words(self) -> str:
        """The form as a reader sees it."""
        return {
            "programme": "programme",
            "agreed-goals": "agreed goals",
            "open-ended": "open-ended work",
            "residential": "residential treatment",
        }[self.value]


class Kind(StrEnum):
    """Only treatment may ever be reported as completed treatment."""

    TREATMENT = "treatment"
    BOOSTER = "booster"
    ASSESSMENT = "assessment"
    SETTING = "therapeutic-setting"
    EDUCATION = "education"


class Sensitivity(StrEnum):
    """Work that is never resumed at a named session."""

    NONE = "none"
    TRAUMA = "trauma-processing"
    OFFENCE_DISCLOSURE = "offence-disclosure"

    def asks_for_the_offence(self, discusses: "Known") -> bool:
        """Return whether work of this kind asks for the offence to be discussed, as far as is known.

        `discusses` is what the catalogue says of it. The one place for this question; what may be told to whom about
        somebody who is not convicted is another, wider one (`offence_terms`).
        """
        return self is Sensitivity.OFFENCE_DISCLOSURE or discusses is Known.YES


class Confidence(StrEnum):
    """How far a catalogue fact can be relied on."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Where one field of a programme came from."""

    source: str
    confidence: Confidence

    def __post_init__(self) -> None:
        check_prose(self.source, "The source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suitability:
    """Who a programme was designed for. Absent means not known; it never means "anyone"."""

    sex: str | None = None
    min_age: int | None = None
    learning_disability: str | None = None
    for_learning_disability: Known = Known.UNKNOWN
    risk_band: str | None = None
    offence: str | None = None
    discusses_offence: Known = Known.UNKNOWN
    prerequisites: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.sex not in (None, "any", "female", "male"):
            raise InvalidValue("A programme's sex is any, female or male, or absent.")

    @property
    def only_for(self) -> str | None:
        """`men` or `women` where it was designed for one of them, else None."""
        return {"male": "men", "female": "women"}.get(self.sex or "any")


class Strength(StrEnum):
    """How far an overlap goes, by the judge's own word."""

    SUBSTANTIAL = "substantial"
    PARTIAL = "partial"
    SLIGHT = "slight"
    NONE = "none"

    @property
    def words(self) -> str:
        """How far, as it stands after *covers*."""
        words = {"substantial": "a substantial part", "partial": "part", "slight": "a slight part", "none": "nothing"}
        return words[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapJudgement:
    """A named judge's statement that one programme covers part of another, or nothing of it. One-directional.

    `covers` was done; it covers part of `covered`, or nothing of it where the strength is *none*. Each names a
    programme, or one edition (`PROGRAMME/label`) where the judgement was made of that edition alone. `skip_modules` are
    module ids of the covered edition that this judge says may be skipped. Never inferred from titles. One recorded in a
    unit is signed with the judge's own key; one that came with a catalogue release is signed with the release.
    """

    id: str
    covers: str
    covered: str
    needs: tuple[str, ...]
    skip_modules: tuple[str, ...] = ()
    strength: Strength
    basis: str
    caution: str
    judged_by: str
    on: PartialDate
    signature: Signature | None = None

    def __post_init__(self) -> None:
        for code in (self.id, self.covers, self.covered, *self.needs):
            check_code(code, "A code of the overlap judgement")
        for text in (self.basis, self.caution):
            check_prose(text, "The overlap judgement's basis and caution")
        check_name(self.judged_by, "The judge")
        if self.covers_nothing and self.skip_modules:
            raise InvalidValue("What covers nothing lets no module be skipped.", hint="Leave the modules out.")

    @property
    def covers_nothing(self) -> bool:
        """Whether the judge looked and found no overlap. No judgement at all says less than that."""
        return self.strength is Strength.NONE

    @property
    def words(self) -> str:
        """What it says, in one phrase: which covers how much of which."""
        return self.named(str)

    def named(self, name: Callable[[str], str]) -> str:
        """Return that phrase with each programme or edition called as `name` says of its id."""
        how_far = "nothing" if self.covers_nothing else "part"
        return f"{name(self.covers)} covers {how_far} of {name(self.covered)}"

    @property
    def covers_programme(self) -> str:
        """The programme that was done, whatever the edition."""
        return programme_of(self.covers)

    @property
    def covered_programme(self) -> str:
        """The programme of which part is covered, whatever the edition."""
        return programme_of(self.covered)

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that it is limited to; none where it speaks of both programmes as a whole."""
        return tuple(one for one in (self.covers, self.covered) if "/" in one)

    def speaks_of(self, done: str, offered: str) -> bool:
        """Whether it speaks of these two editions: it names them, or their programmes as a whole."""
        return self.covers in (done, programme_of(done)) and self.covered in (offered, programme_of(offered))


def programme_of(edition_id: str) -> str:
    """Return the programme's id, of an edition's id or its own."""
    return edition_id.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """The programme that replaced this one, on what basis."""

    programme_id: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A verified code in a public system (SNOMED CT ids with our own labels)."""

    system: str
    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A named treatment with its editions. `activity` is the plain name used on discreet papers."""

    id: str
    title: str
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    activity: str
    owner: str
    settings: tuple[str, ...] = ()
    kind: Kind
    form: CourseForm
    modality: str | None = None
    sensitivity: Sensitivity = Sensitivity.NONE
    needs: tuple[str, ...] = ()
    suitability: Suitability = field(default_factory=Suitability)
    editions: tuple[Edition, ...]
    overlaps: tuple[OverlapJudgement, ...] = ()
    successors: tuple[Successor, ...] = ()
    codes: tuple[Code, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    note: str | None = None

    def __post_init__(self) -> None:
        if not _PROGRAMME_ID.fullmatch(self.id) and not is_local(self.id):
            raise InvalidValue(f"{self.id[:40]!a} is not a programme id.")
        check_name(self.title, "The programme's title")
        check_name(self.activity, "The plain activity name")
        if not self.editions:
            raise InvalidValue(f"{self.id} has no edition.")
        for edition in self.editions:
            if edition.programme_id != self.id:
                raise InvalidValue(f"The edition {edition.id} is not one of {self.id}.")
        check_unique([edition.id for edition in self.editions], f"edition of {self.id}")

    def edition(self, edition_id: str) -> Edition:
        """Return the edition with this id. Raises NotFound."""
        for edition in self.editions:
            if edition.id == edition_id:
                return edition
        raise NotFound(f"{self.id} has no edition {edition_id[:60]!a}.", hint=f"See `catalogue show {self.id}`.")

    @property
    def newest(self) -> Edition:
        """The edition used for new work: the last one listed."""
        return self.editions[-1]
