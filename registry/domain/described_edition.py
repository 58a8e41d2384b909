"""An edition as one unit knew it when it spoke of it, with what that unit laid down for it itself."""

from dataclasses import dataclass

from registry.domain.catalogue import CourseForm, Kind, Programme, Sensitivity
from registry.domain.dates import PartialDate
from registry.domain.edition import (
    Accreditation,
    Booster,
    CompletionDefinition,
    Component,
    DeliveryShape,
    Edition,
    Module,
    Range,
    Term,
    check_unique,
)
from registry.domain.identifiers import check_id
from registry.domain.participant import Known
from registry.domain.people import EstablishmentRef, Person
from registry.domain.text import check_code


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
        check_unique([module.id for module in self.modules], f"module of {self.edition_id}")


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
    def asks_for_the_offence(self) -> bool:
        """True when it is known to ask for the offence to be discussed."""
        return self.sensitivity.asks_for_the_offence(self.discusses_offence)

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


def part_titles(edition: DescribedEdition | None, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return what parts of a programme are called; what the edition does not know keeps the name it was given."""
    titles = {part.id: part.title for part in edition.components} if edition else {}
    return tuple(titles.get(one, one) for one in ids)


def module_title(edition: DescribedEdition | None, module: str) -> str:
    """Return what a module is called; one that the edition does not know keeps the name it was given."""
    known = (*edition.plan, *edition.modules) if edition else ()
    return next((one.title for one in known if one.id == module), module)


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
