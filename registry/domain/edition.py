"""An edition: one dated, versioned form of a programme. Everything recorded points at an edition.

Unknown stays unknown: an absent range, module list or definition is shown as not known and never filled in.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.domain.dates import PartialDate, check_order
from registry.domain.errors import InvalidValue
from registry.domain.participant import Known
from registry.domain.text import check_code, check_name, check_prose


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
        check_unique([shape.id for shape in self.shapes], f"shape of {self.id}")
        check_unique([module.id for module in self.modules], f"module of {self.id}")
        check_unique([component.id for component in self.components], f"component of {self.id}")

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


def check_unique(ids: list[str], what: str) -> None:
    """Raise InvalidValue when one id stands twice; `what` says as what."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise InvalidValue(f"{one} stands twice as a {what}.")
        seen.add(one)


def _certainly_covers(entry: Accreditation, when: PartialDate) -> bool:
    starts = entry.since is None or entry.since.last <= when.first
    return starts and (entry.until is None or when.last <= entry.until.first)
