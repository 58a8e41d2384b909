"""The standardised catalogue: programmes, their dated editions, and what a unit itself lays down.

Unknown stays unknown: an absent range, module list or definition is shown as not known and never filled in.
Every public fact carries a source and a confidence, by field, in `facts`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.identifiers import check_id
from registry.domain.participant import Known
from registry.domain.people import EstablishmentRef, Person
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
class Range:
    """A whole number from `least` to `most`; `most` absent means "or more"."""

    least: int
    most: int | None = None

    def __post_init__(self) -> None:
        if self.least < 0 or (self.most is not None and self.most < self.least):
            raise InvalidValue(f"{self.least} to {self.most} is not a range.")

    @property
    def words(self) -> str:
        """`68`, `32 to 34` or `20 or more`."""
        if self.most is None:
            return f"{self.least} or more"
        return f"{self.least}" if self.most == self.least else f"{self.least} to {self.most}"

    def __add__(self, other: "Range") -> "Range":
        most = None if self.most is None or other.most is None else self.most + other.most
        return Range(least=self.least + other.least, most=most)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryShape:
    """One valid way to deliver an edition. Session counts; minutes are the length of one session."""

    id: str
    title: str
    group: Range | None = None
    individual: Range | None = None
    group_minutes: Range | None = None
    individual_minutes: Range | None = None
    weeks: Range | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        check_code(self.id, "The shape's id")
        check_name(self.title, "The shape's title")

    @property
    def sessions(self) -> Range | None:
        """Sessions expected in all, or None where the amount is not known."""
        parts = [part for part in (self.group, self.individual) if part is not None]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else parts[0] + parts[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """An ordered part of an edition. `required` is unknown where the public facts do not say."""

    id: str
    title: str
    required: Known = Known.UNKNOWN
    sessions: Range | None = None
    minutes: Range | None = None

    def __post_init__(self) -> None:
        check_code(self.id, "The module's id")
        check_name(self.title, "The module's title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part that works alongside the others (DBT's skills group, individual therapy, phone coaching …)."""

    id: str
    title: str
    required: bool

    def __post_init__(self) -> None:
        check_code(self.id, "The component's id")
        check_name(self.title, "The component's title")


class AccreditationStatus(StrEnum):
    """Accreditation as a dated fact."""

    ACCREDITED = "accredited"
    CONDITIONS = "accredited-with-conditions"
    LAPSED = "lapsed-but-delivered"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    NEVER = "never-accredited"
    NOT_KNOWN = "not-known"

    @property
    def words(self) -> str:
        """The status as a reader sees it."""
        return {
            "accredited": "accredited",
            "accredited-with-conditions": "accredited with conditions",
            "lapsed-but-delivered": "accreditation lapsed, still delivered",
            "withdrawn": "withdrawn",
            "superseded": "superseded",
            "never-accredited": "not an accredited programme",
            "not-known": "accreditation not known",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accreditation:
    """One status from a date; dates absent where unknown."""

    status: AccreditationStatus
    body: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        check_order(self.since, self.until, "The accreditation")

    @property
    def words(self) -> str:
        """The status, its body, its dates and its note, as one line; an undated status says so."""
        said = self.status.words + (f" ({self.body})" if self.body else "")
        if self.since:
            said += f" since {self.since.words}"
        if self.until:
            said += f" until {self.until.words}"
        timeless = (AccreditationStatus.NEVER, AccreditationStatus.NOT_KNOWN)
        if self.since is None and self.until is None and self.status not in timeless:
            said += ", undated"
        return f"{said[0].upper()}{said[1:]}." + (f" {self.note}" if self.note else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionDefinition:
    """What completing means, in writing, and who may judge it. Required for any credit."""

    text: str
    judged_by: str
    needs_all_required_modules: bool = True
    needs_expected_dose: bool = True

    def __post_init__(self) -> None:
        check_prose(self.text, "The completion definition")
        check_name(self.judged_by, "Who may judge completion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Booster:
    """A booster or follow-up that falls due after completion. Months absent: due, but no interval is known."""

    title: str
    months: int | None = None
    programme_id: str | None = None

    def __post_init__(self) -> None:
        check_name(self.title, "The booster's title")
        if self.months is not None and not 1 <= self.months <= 120:
            raise InvalidValue("A booster falls due 1 to 120 months after completion.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a programme's own and the common word for it."""

    theirs: str
    common: str

    def __post_init__(self) -> None:
        check_name(self.theirs, "The programme's word")
        check_name(self.common, "The common word")


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


class Strength(StrEnum):
    """How far an overlap goes, by the judge's own word."""

    SUBSTANTIAL = "substantial"
    PARTIAL = "partial"
    SLIGHT = "slight"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapJudgement:
    """A named judge's statement that one programme covers part of another. One-directional.

    `covers` was done; it covers part of `covered`. `skip_modules` are module ids of the covered edition that
    this judge says may be skipped. Never inferred from titles.
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

    def __post_init__(self) -> None:
        for code in (self.id, self.covers, self.covered, *self.needs):
            check_code(code, "A code of the overlap judgement")
        for text in (self.basis, self.caution):
            check_prose(text, "The overlap judgement's basis and caution")
        check_name(self.judged_by, "The judge")


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
class Edition:
    """One dated, versioned form of a programme. Everything recorded points at an edition."""

    id: str
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    shapes: tuple[DeliveryShape, ...] = ()
    modules: tuple[Module, ...] = ()
    components: tuple[Component, ...] = ()
    completion: CompletionDefinition | None = None
    booster: Booster | None = None
    accreditation: tuple[Accreditation, ...] = ()
    glossary: tuple[Term, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        if self.id.count("/") != 1:
            raise InvalidValue(f"{self.id[:60]!a} is not an edition id.", hint="Write PROGRAMME/label.")
        check_code(self.id, "The edition's id")
        check_order(self.valid_from, self.valid_until, f"The edition {self.id}")
        _unique([shape.id for shape in self.shapes], f"shape of {self.id}")
        _unique([module.id for module in self.modules], f"module of {self.id}")
        _unique([component.id for component in self.components], f"component of {self.id}")

    @property
    def programme_id(self) -> str:
        """The programme this is an edition of."""
        return self.id.split("/")[0]

    def accreditation_at(self, when: PartialDate | None) -> Accreditation:
        """Return the status at the time of delivery; *not known* where no dated entry certainly covers it.

        Of several that cover it the one that began last stands, and one that may have begun by then makes the status
        uncertain. An undated status says nothing about the day of delivery: it becomes a note on *not known*. Only
        *never accredited* holds on every day.
        """
        undated = [entry for entry in self.accreditation if entry.since is None and entry.until is None]
        never = next((entry for entry in undated if entry.status is AccreditationStatus.NEVER), None)
        if never is not None:
            return never
        if when is not None:
            may_cover = [
                entry
                for entry in self.accreditation
                if entry not in undated
                and not (entry.since is not None and when.certainly_before(entry.since))
                and not (entry.until is not None and entry.until.certainly_before(when))
            ]
            last = max(may_cover, key=lambda entry: entry.since.first if entry.since else date.min, default=None)
            if last is not None and _certainly_covers(last, when):
                return last
        said = [entry.note if entry.status is AccreditationStatus.NOT_KNOWN else entry.words for entry in undated]
        note = " ".join(words for words in said if words)
        return Accreditation(status=AccreditationStatus.NOT_KNOWN, note=note or None)


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
        if not _PROGRAMME_ID.fullmatch(self.id) and not self.id.startswith("urn:uuid:"):
            raise InvalidValue(f"{self.id[:40]!a} is not a programme id.")
        check_name(self.title, "The programme's title")
        check_name(self.activity, "The plain activity name")
        if not self.editions:
            raise InvalidValue(f"{self.id} has no edition.")
        for edition in self.editions:
            if edition.programme_id != self.id:
                raise InvalidValue(f"The edition {edition.id} is not one of {self.id}.")
        _unique([edition.id for edition in self.editions], f"edition of {self.id}")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalDefinition:
    """What a unit itself lays down for an edition, signed off by a named person. Shown "as delivered at …"."""

    id: str
    edition_id: str
    establishment: EstablishmentRef
    modules: tuple[Module, ...] = ()
    group_minutes: Range | None = None
    individual_minutes: Range | None = None
    completion: CompletionDefinition | None = None
    booster: Booster | None = None
    signed_off_by: Person
    signed_off_on: PartialDate

    def __post_init__(self) -> None:
        check_id(self.id, "The local definition's id")
        check_code(self.edition_id, "The edition's id")
        _unique([module.id for module in self.modules], f"module of {self.edition_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedEdition:
    """An edition as one unit knew it when it spoke of it: enough to plan from, without any catalogue at hand."""

    programme_id: str
    edition_id: str
    title: str
    activity: str
    kind: Kind
    form: CourseForm
    sensitivity: Sensitivity = Sensitivity.NONE
    needs: tuple[str, ...] = ()
    discusses_offence: Known = Known.UNKNOWN
    shape: DeliveryShape | None = None
    modules: tuple[Module, ...] = ()
    components: tuple[Component, ...] = ()
    completion: CompletionDefinition | None = None
    booster: Booster | None = None
    accreditation: Accreditation
    glossary: tuple[Term, ...] = ()
    local: LocalDefinition | None = None

    @property
    def plan(self) -> tuple[Module, ...]:
        """The modules that standing is kept against: the unit's own plan where it laid one down."""
        return self.local.modules if self.local and self.local.modules else self.modules

    @property
    def definition(self) -> CompletionDefinition | None:
        """The completion definition in force: the public one, else the unit's own."""
        return self.completion or (self.local.completion if self.local else None)

    @property
    def follow_up(self) -> Booster | None:
        """The booster in force: the public one, else the unit's own."""
        return self.booster or (self.local.booster if self.local else None)

    @property
    def is_local_plan(self) -> bool:
        """True when modules, definition or booster come from a unit's local definition."""
        local = self.local
        return local is not None and bool(
            local.modules or (local.completion and not self.completion) or (local.booster and not self.booster)
        )


def describe(
    programme: Programme,
    edition: Edition,
    *,
    shape_id: str | None = None,
    local: LocalDefinition | None = None,
    delivered: PartialDate | None = None,
) -> DescribedEdition:
    """Return the edition as this unit knows it, with the accreditation at the time of delivery."""
    shape = next((shape for shape in edition.shapes if shape.id == shape_id), None)
    if shape is None and len(edition.shapes) == 1 and shape_id is None:
        shape = edition.shapes[0]
    return DescribedEdition(
        programme_id=programme.id,
        edition_id=edition.id,
        title=programme.title,
        activity=programme.activity,
        kind=programme.kind,
        form=programme.form,
        sensitivity=programme.sensitivity,
        needs=programme.needs,
        discusses_offence=programme.suitability.discusses_offence,
        shape=shape,
        modules=edition.modules,
        components=edition.components,
        completion=edition.completion,
        booster=edition.booster,
        accreditation=edition.accreditation_at(delivered),
        glossary=edition.glossary,
        local=local,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """One release: a version, its date, and every programme in it."""

    id: str
    version: str
    released: PartialDate
    programmes: Mapping[str, Programme]

    def programme(self, programme_id: str) -> Programme:
        """Return the programme with this id. Raises NotFound."""
        if programme_id not in self.programmes:
            raise NotFound(
                f"The catalogue has no programme {programme_id[:40]!a}.",
                hint="Try `throughcare catalogue search WORD`.",
            )
        return self.programmes[programme_id]

    def edition(self, edition_id: str) -> tuple[Programme, Edition]:
        """Return the programme and edition of `PROGRAMME/label`, or the newest edition of `PROGRAMME`."""
        programme = self.programme(edition_id.split("/")[0])
        return programme, programme.edition(edition_id) if "/" in edition_id else programme.newest


def _certainly_covers(entry: Accreditation, when: PartialDate) -> bool:
    starts = entry.since is None or entry.since.last <= when.first
    return starts and (entry.until is None or when.last <= entry.until.first)


def _unique(ids: list[str], what: str) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise InvalidValue(f"{one} stands twice as a {what}.")
        seen.add(one)
